"""What can be wrong in the settings, named by setting."""

from dataclasses import dataclass
from enum import StrEnum


class SettingWrong(StrEnum):
    """One kind of mistake; words/settings.py has a sentence for each."""

    UNREADABLE = "unreadable"  # config.toml is no file, or not UTF-8
    NOT_TOML = "not toml"
    UNKNOWN = "unknown"
    TWICE = "twice"  # port and PORT in one config.toml
    NOT_PLAIN = "not plain"  # a table, list or fraction where one value belongs
    TOKEN = "token"  # noqa: S105 - the name of a mistake
    API_URL = "api url"
    WEBHOOK_URL = "webhook url"
    WEBHOOK_SECRET = "webhook secret"  # noqa: S105 - the name of a mistake
    NEEDS = "needs"
    NOT_SQLITE = "not sqlite"
    NO_DATABASE_FILE = "no database file"  # a folder, or memory
    MISSING_PATH = "missing path"
    NOT_A_FOLDER = "not a folder"
    HOST = "host"
    PORT = "port"
    SWITCH = "switch"
    TIMEZONE = "timezone"
    CLOCK = "clock"
    PAGE_OUTSIDE = "page outside"  # the page lets anyone be anybody
    NO_CHANNEL = "no channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingFault:
    """One mistake; `value` is left empty where it may hold a secret."""

    wrong: SettingWrong
    name: str  # of the setting, or config.toml
    value: str = ""
    other: str = ""  # the nearest right name, or the setting it needs


class SettingsFaults(Exception):
    """Settings that cannot be used, with every mistake found in them."""

    def __init__(self, *faults: SettingFault):
        super().__init__(*faults)
        self.faults = faults
