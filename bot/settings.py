"""The settings 设置, read once at start from the environment and config.toml; environment wins."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot import settings_value as value
from bot.rules.settings_fault import SettingFault, SettingsFaults, SettingWrong
from bot.settings_value import Secret
from bot.toml_text import NotToml, read_toml

HERE = Path(__file__).parent
DEMO_CITY = HERE.parent / "examples" / "golmud"
REGULATION = HERE / "policies" / "golmud-2018.toml"
# The operator's contract: these names do not change.
NAMES = (
    "TELEGRAM_TOKEN",
    "TELEGRAM_API_URL",
    "TELEGRAM_WEBHOOK_URL",
    "TELEGRAM_WEBHOOK_SECRET",
    "DATABASE_URL",
    "ROSTER",
    "POLICY",
    "DATA_DIR",
    "HOST",
    "PORT",
    "BROWSER",
    "TIMEZONE",
    "DIGEST_AT",
)
# Tokens and passwords travel in these, in a URL too; a sentence never repeats them.
UNSHOWN = {
    "TELEGRAM_TOKEN",
    "TELEGRAM_API_URL",
    "TELEGRAM_WEBHOOK_URL",
    "TELEGRAM_WEBHOOK_SECRET",
    "DATABASE_URL",
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator chose."""

    telegram_token: Secret | None  # without one there is no Telegram
    telegram_api_url: str  # no stroke at its end
    telegram_webhook_url: str  # "": polling
    telegram_webhook_secret: Secret | None
    database: Path  # the SQLite file
    roster: Path
    policy: Path
    data_dir: Path
    host: str
    port: int  # 0: any free one
    browser: bool
    timezone: ZoneInfo
    digest_at: time


@dataclass(slots=True)
class Given:
    """What was given, by name, and the faults found while it is taken."""

    texts: Mapping[str, str]
    faults: list[SettingFault] = field(default_factory=list)

    def take(self, name: str, read: Callable[[str], T], default: T) -> T:
        """The value of `name`, or `default` where it is not given or wrong."""
        text = self.texts.get(name, "")
        if not text:
            return default
        try:
            return read(text)
        except value.WrongValue as wrong:
            self.add(wrong.wrong, name, wrong.near)
            return default

    def add(self, wrong: SettingWrong, name: str, other: str = "") -> None:
        shown = "" if name in UNSHOWN else self.texts.get(name, "")
        self.faults.append(SettingFault(wrong=wrong, name=name, value=shown, other=other))


def read_settings(environ: Mapping[str, str], config: Path) -> Settings:
    """The settings of one start. Raises SettingsFaults with every mistake at once."""
    faults: list[SettingFault] = []
    texts = _configured(config, faults)
    texts |= {name: environ[name].strip() for name in NAMES if environ.get(name, "").strip()}
    given = Given(texts, faults)
    settings = _settings(given)
    _together(given, settings)
    if given.faults:
        raise SettingsFaults(*given.faults)
    return settings


def _settings(given: Given) -> Settings:
    data_dir = given.take("DATA_DIR", value.folder, Path("data"))
    return Settings(
        telegram_token=given.take("TELEGRAM_TOKEN", value.token, None),
        telegram_api_url=given.take("TELEGRAM_API_URL", value.api_url, "https://api.telegram.org"),
        telegram_webhook_url=given.take("TELEGRAM_WEBHOOK_URL", value.webhook_url, ""),
        telegram_webhook_secret=given.take("TELEGRAM_WEBHOOK_SECRET", value.webhook_secret, None),
        database=given.take("DATABASE_URL", value.database, data_dir / "bot.db"),
        roster=given.take("ROSTER", value.existing, DEMO_CITY),
        policy=given.take("POLICY", value.existing, REGULATION),
        data_dir=data_dir,
        host=given.take("HOST", value.host, "127.0.0.1"),
        port=given.take("PORT", value.port, 8710),
        browser=given.take("BROWSER", value.switch, "TELEGRAM_TOKEN" not in given.texts),
        timezone=given.take("TIMEZONE", value.timezone, ZoneInfo("Asia/Shanghai")),
        digest_at=given.take("DIGEST_AT", value.clock, time(8, 30)),
    )


def _together(given: Given, settings: Settings) -> None:
    """Settings that are right alone and wrong beside each other."""
    texts = given.texts
    for name, other in (
        ("TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET"),
        ("TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_WEBHOOK_URL"),
        ("TELEGRAM_WEBHOOK_URL", "TELEGRAM_TOKEN"),
    ):
        if name in texts and other not in texts:
            given.add(SettingWrong.NEEDS, name, other)
    if settings.browser and settings.host.casefold() not in value.LOOPBACK:
        given.add(SettingWrong.PAGE_OUTSIDE, "HOST")
    if not settings.browser and "TELEGRAM_TOKEN" not in texts:
        given.add(SettingWrong.NO_CHANNEL, "BROWSER")


def _configured(config: Path, faults: list[SettingFault]) -> dict[str, str]:
    """The texts in config.toml, by upper-case name; no such file is no setting."""
    texts: dict[str, str] = {}
    for key, entry in _entries(config, faults):
        name = key.upper()
        if name not in NAMES:
            near = value.nearest(name, NAMES)
            faults.append(SettingFault(wrong=SettingWrong.UNKNOWN, name=key, other=near))
        elif name in texts:
            faults.append(SettingFault(wrong=SettingWrong.TWICE, name=name))
        elif (text := _text(entry)) is None:
            faults.append(SettingFault(wrong=SettingWrong.NOT_PLAIN, name=name))
        elif text:
            texts[name] = text
    return texts


def _entries(config: Path, faults: list[SettingFault]) -> Iterator[tuple[str, Any]]:
    try:
        yield from read_toml(config).items()
    except FileNotFoundError:
        return
    except NotToml as wrong:
        faults.append(_file_fault(SettingWrong.NOT_TOML, config, str(wrong.line or "")))
    except (OSError, UnicodeDecodeError):
        faults.append(_file_fault(SettingWrong.UNREADABLE, config))


def _file_fault(wrong: SettingWrong, config: Path, value: str = "") -> SettingFault:
    return SettingFault(wrong=wrong, name=config.name, value=value)


def _text(entry: object) -> str | None:
    """A TOML value as it would be written in the environment; None for what cannot be."""
    if isinstance(entry, bool):
        return "on" if entry else "off"
    if isinstance(entry, time):
        return str(entry).removesuffix(":00")  # TOML asks for the seconds
    return str(entry).strip() if isinstance(entry, str | int) else None
