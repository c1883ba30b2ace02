"""The dates people type at the front of a line: one day, a day to a day, or a day and a length.

Nothing is guessed and nothing swallowed: what follows the dates is handed back as typed, and where
it shows that the dates went on in a way not understood, the whole is refused as unclear.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from re import Match, Pattern

from bot.rules.dates import HalfDay, Part, Span, span_between
from bot.rules.refusal import DayPast, UnclearDates
from bot.rules.typed_days import Frame, read_day
from bot.rules.typed_words import (
    DASH,
    DAY_SIGN,
    EN_DAY,
    EN_MONTH,
    NUMBER,
    PART,
    TO,
    WEEKDAY,
    fold,
    number,
    pattern,
)

YEARS_AHEAD = 2  # a year further than that is a slip of the finger

_STOPS = r"[\s,、;:。]*"
_LEAVING = r"\s*(?:出发|启程|动身)"
_SET_OUT = rf"(?:{_LEAVING}|\s*起(?![草诉飞点重步来])|\s*开始)"
_SINCE = pattern(rf"{_STOPS}(?:从|自|from(?![a-z]))")
_FRONT = pattern(rf"{_STOPS}(?:(?:从|自|由|于|from(?![a-z])|on(?![a-z]))\s*)?")
_PART_BEFORE = pattern(rf"{PART}\s*(?:(?:of|on)\s+)?")
_PART_AFTER = pattern(rf"\s*(?:(?:in\s+the|at)\s+)?{PART}")
_OPEN = pattern(_SET_OUT)
_TO = pattern(rf"{_SET_OUT}?{TO}")
_LEFT_THEN = pattern(rf"{_LEAVING}[\s,、;]*")  # 12月1日出发，12月3日返回
_BACK = pattern(r"\s*(?:止|返回|返程|返岗|回来|回(?=\s|$|,))")
_LENGTH = pattern(
    r"[\s,(]*(?:(?:共计?|合计|计|为期|历时|for\s)\s*)?(?:(?P<whole_day>全天|一?整天|all\s+day)"
    rf"|(?:(?P<days>{NUMBER}|[0-9]{{3}}|两)(?P<point>\.5)?|(?P<half>半|half\sa))\s*"
    r"(?:天|days?(?![a-z]))(?P<and_half>半)?)(?![内后前津峻水])\)?"
)
_DATE = (
    rf"(?:[0-9]{{4}}[-/.年]\s*[0-9]|{NUMBER}\s*月\s*{NUMBER}\s*{DAY_SIGN}|[上下本这]?个?{WEEKDAY}"
    rf"|[今明后]天|{EN_MONTH}\s*{EN_DAY}|{EN_DAY}\s*{EN_MONTH})"
)
_GOES_ON = pattern(
    rf"[\s,、;和及与&]*{_DATE}"  # 12月1日、12月3日: two days, or from one to the other?
    rf"|\s*[,、和及与&]\s*{NUMBER}\s*{DAY_SIGN}"
    rf"|[^,;]{{0,10}}?{TO}(?:{_DATE}|[0-9]{{1,2}}[./][0-9])"  # 12月1日9点至12月3日18点
    rf"|{TO}(?:[上下本这]个?[周月年星礼]|周末|[月年][初中底末]|元旦|春节|国庆|{NUMBER}\s*月)"
    rf"|\s*(?:{DASH})\s*[0-9]"
)
_BETWEEN = pattern(_STOPS)


@dataclass(frozen=True, slots=True)
class _Half:
    """A day as typed, with its half if one was said, and where its words stand."""

    day: date
    part: Part | None
    words: str
    end: int


def take_span(text: str, today: date) -> tuple[Span, str]:
    """The span typed at the front of `text`, and what follows it.

    Starts in the morning and ends in the afternoon unless said otherwise; one half-day alone is
    that half-day. Raises UnclearDates, NoSuchDay, DayPast, DatesReversed.
    """
    folded = fold(text)
    start = _first_half(text, folded, Frame(today))
    span, end = _to_a_day(folded, start, today) or _for_days(folded, start) or _alone(start)
    open_ended = end == start.end and (_SINCE.match(folded) or _OPEN.match(folded, end))
    if open_ended or _GOES_ON.match(folded, end):
        raise UnclearDates(text.strip())
    return span, _rest(text, folded, end)


def take_halfday(
    text: str, today: date, default: Part, after: date | None = None
) -> tuple[HalfDay, str]:
    """One half-day typed at the front of `text` (`default` where no half is said), and the rest.

    `after` is the day of departure when this is the return: 3日, 次日 and 周三 then follow it.
    Raises UnclearDates, NoSuchDay, DayPast.
    """
    folded = fold(text)
    half = _first_half(text, folded, Frame(today, after))
    return HalfDay(half.day, _or(half.part, default)), _rest(text, folded, half.end)


def _first_half(text: str, folded: str, frame: Frame) -> _Half:
    half = _half(folded, _skip(_FRONT, folded, 0), frame)
    if half is None:
        raise UnclearDates(text.strip())
    if half.day < frame.today:
        raise DayPast(half.day)
    return half


def _half(folded: str, position: int, frame: Frame) -> _Half | None:
    before = _PART_BEFORE.match(folded, position)
    found = read_day(folded, before.end() if before else position, frame)
    if found is None:
        return None
    day, end = found
    after = None if before else _PART_AFTER.match(folded, end)
    end = after.end() if after else end
    if day.year > frame.today.year + YEARS_AHEAD:
        raise UnclearDates(folded[position:end].strip())
    return _Half(day, _part(before or after), folded[position:end].strip(), end)


def _part(match: Match[str] | None) -> Part | None:
    if match is None:
        return None
    return next(part for part in Part if match[part.name.lower()])


def _to_a_day(folded: str, start: _Half, today: date) -> tuple[Span, int] | None:
    to = _TO.match(folded, start.end) or _LEFT_THEN.match(folded, start.end)
    end = to and (
        _half(folded, to.end(), Frame(today, start.day)) or _same_day(folded, to.end(), start)
    )
    if not end:
        return None
    first = HalfDay(start.day, _or(start.part, Part.MORNING))
    last = HalfDay(end.day, _or(end.part, Part.AFTERNOON))
    span = span_between(first, last, words=(start.words, end.words))
    return span, _counted(folded, _skip(_BACK, folded, end.end), span)


def _same_day(folded: str, position: int, start: _Half) -> _Half | None:
    match = _PART_BEFORE.match(folded, position)  # 12月1日上午至下午
    return _Half(start.day, _part(match), match.group(), match.end()) if match else None


def _counted(folded: str, position: int, span: Span) -> int:
    length = _LENGTH.match(folded, position)  # 12月1日至12月3日（共3天）: must agree
    if length is None:
        return position
    if _halves(length) not in (2 * len(span.dates), 2 * span.days):
        raise UnclearDates(folded[: length.end()].strip())
    return length.end()


def _for_days(folded: str, start: _Half) -> tuple[Span, int] | None:
    length = _LENGTH.match(folded, _skip(_OPEN, folded, start.end))
    if length is None:
        return None
    halves = _halves(length)
    if halves == 0 or (halves == 1 and start.part is None):  # 半天: which half?
        raise UnclearDates(folded[: length.end()].strip())
    first = HalfDay(start.day, _or(start.part, Part.MORNING))
    days, half = divmod(first.part + halves - 1, 2)
    return Span(first, HalfDay(first.day + timedelta(days=days), Part(half))), length.end()


def _halves(length: Match[str]) -> int:
    if length["whole_day"]:
        return 2
    days = length["days"] or "0"
    whole = 2 if days == "两" else number(days)
    return 2 * whole + bool(length["point"] or length["half"] or length["and_half"])


def _alone(start: _Half) -> tuple[Span, int]:
    first = HalfDay(start.day, _or(start.part, Part.MORNING))
    return Span(first, HalfDay(start.day, _or(start.part, Part.AFTERNOON))), start.end


def _or(part: Part | None, default: Part) -> Part:
    return default if part is None else part  # a morning is 0, so `or` would not do


def _rest(text: str, folded: str, end: int) -> str:
    return text[_skip(_BETWEEN, folded, end) :].strip()


def _skip(form: Pattern[str], folded: str, position: int) -> int:
    match = form.match(folded, position)
    return match.end() if match else position
