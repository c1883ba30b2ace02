"""From the text of one setting to its value, or the kind of mistake it is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from bot.rules.settings_fault import SettingWrong

LOOPBACK = ("127.0.0.1", "localhost", "::1")
TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
HOSTNAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
PORT = re.compile(r"[0-9]{1,5}")
SQLITE = "sqlite:///"  # three strokes and a relative path, four and an absolute one


class WrongValue(Exception):
    """Not a value of this setting; `near` is what may have been meant."""

    def __init__(self, wrong: SettingWrong, near: str = ""):
        super().__init__(wrong)
        self.wrong, self.near = wrong, near


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that shows itself only when asked to, so that no log or error repeats it."""

    _value: str

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__


def token(text: str) -> Secret:
    """Telegram's token: the bot's number, a colon, and more."""
    if not TOKEN.fullmatch(text):
        raise WrongValue(SettingWrong.TOKEN)
    return Secret(text)


def webhook_secret(text: str) -> Secret:
    """As Telegram takes it."""
    if not WEBHOOK_SECRET.fullmatch(text):
        raise WrongValue(SettingWrong.WEBHOOK_SECRET)
    return Secret(text)


def api_url(text: str) -> str:
    """The root of a Bot API server, without the stroke at its end."""
    url = _url(text)
    if url is None or url.scheme not in {"http", "https"}:
        raise WrongValue(SettingWrong.API_URL)
    return text.rstrip("/")


def webhook_url(text: str) -> str:
    """Where Telegram finds this bot: https, or http on the loopback for a server of one's own."""
    url = _url(text)
    safe = url is not None and (
        url.scheme == "https" or (url.scheme == "http" and url.hostname in LOOPBACK)
    )
    if not safe:
        raise WrongValue(SettingWrong.WEBHOOK_URL)
    return text.rstrip("/")


def database(text: str) -> Path:
    """The SQLite file of a database URL."""
    if not text.startswith(SQLITE):
        raise WrongValue(SettingWrong.NOT_SQLITE)
    name = text.removeprefix(SQLITE)
    if not name or name.endswith(("/", ":memory:")) or "?" in name or _holds(Path(name).is_dir):
        raise WrongValue(SettingWrong.NO_DATABASE_FILE)
    return Path(name)


def existing(text: str) -> Path:
    if not _holds(Path(text).exists):
        raise WrongValue(SettingWrong.MISSING_PATH)
    return Path(text)


def folder(text: str) -> Path:
    """A folder, which may still have to be made."""
    path = Path(text)
    if _holds(path.exists) and not path.is_dir():
        raise WrongValue(SettingWrong.NOT_A_FOLDER)
    return path


def host(text: str) -> str:
    """An address to listen at, by number or by name."""
    if not (_is_ip(text) or (HOSTNAME.fullmatch(text) and not text.replace(".", "").isdigit())):
        raise WrongValue(SettingWrong.HOST)
    return text


def port(text: str) -> int:
    """0 lets the machine pick a free one."""
    if not PORT.fullmatch(text) or int(text) > 65535:
        raise WrongValue(SettingWrong.PORT)
    return int(text)


def switch(text: str) -> bool:
    if text.casefold() not in {"on", "off"}:
        raise WrongValue(SettingWrong.SWITCH)
    return text.casefold() == "on"


def timezone(text: str) -> ZoneInfo:
    """An IANA zone; Asia/shanghai is suggested Asia/Shanghai."""
    zones = available_timezones()
    if text not in zones:
        raise WrongValue(SettingWrong.TIMEZONE, nearest(text, sorted(zones)))
    return ZoneInfo(text)


def clock(text: str) -> time:
    """08:30 or 8:30, as a wall clock shows it."""
    read = CLOCK.fullmatch(text)
    if not read:
        raise WrongValue(SettingWrong.CLOCK)
    return time(int(read[1]), int(read[2]))


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word most like `word`, however it is capitalised; '' where none is like it."""
    folded = {name.casefold(): name for name in known}
    like = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[like[0]] if like else ""


def _url(text: str) -> SplitResult | None:
    """A URL with a host and nothing after its path; None for anything else."""
    try:
        url = urlsplit(text)
        right = bool(url.hostname) and url.port != 0 and not (url.query or url.fragment)
    except ValueError:  # a port or an IPv6 address that is none
        return None
    clean = right and url.username is None and not re.search(r"[\s\\]", text)
    return url if clean else None


def _holds(question: Callable[[], bool]) -> bool:
    """Ask about a path; what cannot be looked at, or is too long to be one, is not there."""
    try:
        return question()
    except OSError:
        return False


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
