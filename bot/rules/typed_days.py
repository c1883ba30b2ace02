"""One day as people type it (12月1日, 明天, 下周一, 1 Dec), and which day of the calendar is meant.

The year is never guessed far: with none typed it is the day's next coming, but a day that went by
within the last half-year is taken as gone by, so that a slip is refused rather than booked.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from re import Match, Pattern

from bot.rules import typed_words as words
from bot.rules.refusal import NoSuchDay, UnclearDates
from bot.rules.typed_words import (
    DAY_SIGN,
    EN_DAY,
    EN_MONTH,
    EN_YEAR,
    NUMBER,
    PART,
    TO,
    WEEKDAY,
    YEAR,
    pattern,
)

HALF_A_YEAR = 183  # days


@dataclass(frozen=True, slots=True)
class Frame:
    """What a typed day is read against: today, and the day the span starts if this is its end."""

    today: date
    start: date | None = None


Reader = Callable[[Match[str], Frame], date | None]


def read_day(folded: str, position: int, frame: Frame) -> tuple[date, int] | None:
    """The day typed at `position` and where its words end; a weekday beside it must agree.

    Raises NoSuchDay, and UnclearDates where date and weekday contradict each other.
    """
    before = _NOTE_BEFORE.match(folded, position)
    found = _first(_DATED, folded, before.end(), frame) if before else None
    if before and found:
        _agree(before["weekday"], found[0], folded[position : found[1]])
        return found
    found = _first(_DATED, folded, position, frame)
    return _noted(folded, position, found) if found else _first(_WEEKLY, folded, position, frame)


def _first(
    forms: tuple[tuple[Pattern[str], Reader], ...], folded: str, position: int, frame: Frame
) -> tuple[date, int] | None:
    for form, read in forms:
        match = form.match(folded, position)
        day = read(match, frame) if match else None
        if match and day:
            return day, match.end()
    return None


def _noted(folded: str, position: int, found: tuple[date, int]) -> tuple[date, int]:
    after = _NOTE_AFTER.match(folded, found[1])
    if not after:
        return found
    _agree(after["bracketed"] or after["weekday"], found[0], folded[position : after.end()])
    return found[0], after.end()


def _agree(note: str, day: date, typed: str) -> None:
    if words.weekday(note) != day.weekday():
        raise UnclearDates(typed.strip())


def _calendar(match: Match[str], frame: Frame) -> date:
    typed = match.groupdict()
    month, day = words.month(typed["month"]), words.number(typed["day"])
    if not _exists(2000, month, day):  # a leap year: only what no year has
        raise NoSuchDay(match.group().strip())
    year = _year(typed, month, day, frame)
    if not _exists(year, month, day):
        raise NoSuchDay(match.group().strip())
    return date(year, month, day)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _year(typed: dict[str, str | None], month: int, day: int, frame: Frame) -> int:
    if said := typed.get("year"):
        return words.year(said, frame.today.year)
    if shared := typed.get("shared_year"):  # 30 Dec - 2 Jan 2027: the year stands at the end only
        last = typed.get("last_month")
        return int(shared) - (last is not None and words.month(last) < month)
    return _year_meant(month, day, frame.start or frame.today)


def _year_meant(month: int, day: int, base: date) -> int:
    here = date(base.year, month, min(day, monthrange(base.year, month)[1]))
    return base.year + ((base - here).days > HALF_A_YEAR)


def _same_month(match: Match[str], frame: Frame) -> date | None:
    if frame.start is None:
        return None
    year, day = int(match["year"] or frame.start.year), words.number(match["day"])
    if not _exists(year, frame.start.month, day):
        raise NoSuchDay(match.group().strip())
    return date(year, frame.start.month, day)


def _of_week(match: Match[str], frame: Frame) -> date:
    week, weekday = (match["week"] or "").lower(), words.weekday(match["weekday"])
    if not week and frame.start:
        return frame.start + timedelta(days=(weekday - frame.start.weekday()) % 7)
    weeks = week.count("下") - week.count("上") + ("next" in week) - ("last" in week)
    monday = frame.today - timedelta(days=frame.today.weekday())
    return monday + timedelta(days=7 * weeks + weekday)


def _from_today(days: int) -> Reader:
    return lambda _, frame: frame.today + timedelta(days=days)


def _from_start(days: int) -> Reader:
    return lambda _, frame: frame.start + timedelta(days=days) if frame.start else None


_SIGN = rf"(?:\s*{DAY_SIGN})?"
_NOT_A_MEASURE = r"(?!小时|[个倍吨亩%]|公里|万元|亿元|天(?![津峻水山])|号)"
_OF = r"\s*(?:of\s+)?"
_WITH_YEAR = rf",?\s*(?P<year>{EN_YEAR})"
_BEHIND = rf",?\s*(?P<shared_year>{EN_YEAR})"  # Dec 1-3, 2026: the year of both
_COMPACT = r"(?P<year>20[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])"
_ISO = (
    r"(?P<year>[0-9]{4})(?P<dash>[-/.])(?P<month>[0-9]{1,2})(?P=dash)(?P<day>[0-9]{1,2})(?![0-9])"
    rf"{_SIGN}"
)
_MONTH_DAY = (
    rf"(?:(?P<year>{YEAR})\s*)?(?P<month>{NUMBER})\s*月\s*(?P<day>{NUMBER})"
    rf"(?:\s*{DAY_SIGN}|(?=\s|$|[,;)]|{TO}|{PART}))"
)
_DOTTED = (
    r"(?P<month>[0-9]{1,2})[./](?P<day>[0-9]{1,2})(?![0-9]|[./][0-9])"
    rf"(?:{DAY_SIGN})?{_NOT_A_MEASURE}"
)
_DEC_1 = (
    rf"(?P<month>{EN_MONTH})\s*(?P<day>{EN_DAY})"
    rf"(?:{_WITH_YEAR}|(?={TO}(?:(?P<last_month>{EN_MONTH})\s*)?{EN_DAY}{_BEHIND}))?"
)
_1_DEC = (
    rf"(?P<day>{EN_DAY}){_OF}(?P<month>{EN_MONTH})"
    rf"(?:{_WITH_YEAR}|(?={TO}{EN_DAY}{_OF}(?P<last_month>{EN_MONTH}){_BEHIND}))?"
)
_1_TO_3_DEC = rf"(?P<day>{EN_DAY})(?={TO}{EN_DAY}{_OF}(?P<month>{EN_MONTH})(?:{_WITH_YEAR})?)"
_CALENDAR = (_COMPACT, _ISO, _MONTH_DAY, _DOTTED, _DEC_1, _1_DEC, _1_TO_3_DEC)
_BARE = (
    rf"(?P<day>{NUMBER}(?=\s*{DAY_SIGN})|{EN_DAY}(?=\s|$|[,;)]|{PART})){_SIGN}"
    rf"(?!\s*(?:个|人|名|people))(?:{_WITH_YEAR})?"
)
_TODAY = (
    r"今(?:[天日]|(?=[早晚晨夜]))|today(?![a-z])|to(?=night)|this\s+(?=morning|afternoon|evening)"
)
_DATED: tuple[tuple[Pattern[str], Reader], ...] = (
    *((pattern(form), _calendar) for form in _CALENDAR),
    (pattern(_BARE), _same_month),
    (pattern(r"大后[天日]"), _from_today(3)),
    (pattern(r"后[天日]|(?:the\s+)?day\s+after\s+tomorrow(?![a-z])"), _from_today(2)),
    (pattern(r"明(?:[天日]|(?=[早晚晨]))|tomorrow(?![a-z])"), _from_today(1)),
    (pattern(_TODAY), _from_today(0)),
    (pattern(r"昨[天日晚]|yesterday(?![a-z])"), _from_today(-1)),
    (pattern(r"[当同][天日]|the\s+same\s+day(?![a-z])"), _from_start(0)),
    (pattern(r"[次翌]日|第二天|the\s+next\s+day(?![a-z])"), _from_start(1)),
)
_WEEK = r"(?P<week>上{1,2}|下{1,2}|本|这|(?:this|next|last)\s)个?\s*"
_WEEKLY: tuple[tuple[Pattern[str], Reader], ...] = (
    (pattern(rf"(?:{_WEEK})?(?P<weekday>{WEEKDAY})"), _of_week),
)
_NOTE_BEFORE = pattern(rf"(?P<weekday>{WEEKDAY}),?\s*")
_NOTE_AFTER = pattern(rf"\s*\(\s*(?P<bracketed>{WEEKDAY})\s*\)|(?:\s*,)?\s*(?P<weekday>{WEEKDAY})")
