"""A change of a trip in one line: the new dates, until when, or another place and reason.

What is not said stays as it was.
"""

import re
from datetime import date

from bot.rules.dates import HalfDay, Part, Span, span_between
from bot.rules.refusal import UnclearDates
from bot.rules.requests import Trip
from bot.rules.typed_dates import take_halfday, take_span
from bot.rules.typed_words import fold

_UNTIL = re.compile(
    r"\s*(?:返回(?:时间)?)?\s*(?:延[长期后]?|推迟|提前|缩短|变更|改)?\s*(?:返回)?\s*"
    r"(?:[至到为]|-{1,2}|(?:until|till|to)(?![a-z]))\s*",
    re.IGNORECASE,
)
_TOWARDS = re.compile(r"^(?:地点\s*[:：]\s*)?改?(?:为|到|前往|去|赴)?(?=.)")
_APART = re.compile(r"[\s,，;；。]+")
# Words about time: where no date could be read in them they are no place either.
_TIMELY = re.compile(
    r"[0-9]|[一二三四五六七八九十两半]\s*个?\s*[天日月号周]|周[一二三四五六日天]|[上下]午"
    r"|延[长期后]|缩短|推迟|提前"
)


def read_change(words: str, trip: Trip, today: date) -> tuple[Span, str, str]:
    """Span, place and reason as they become: 12月1日至12月5日 · 至12月5日 · 北京.

    Raises UnclearDates, NoSuchDay, DayPast or DatesReversed.
    """
    span, rest = _dates(words, trip.span, today)
    place, reason = [*_APART.split(rest.strip(), maxsplit=1), ""][:2]
    place = _TOWARDS.sub("", place)
    if _TIMELY.match(fold(place)):  # 12月2到5: dates that went on in a way not understood
        raise UnclearDates(words)
    return span, place or trip.place, reason or trip.reason


def _dates(words: str, was: Span, today: date) -> tuple[Span, str]:
    try:
        found = _until(words, was.start, today) or _from_its_start(words, was.start, today)
        return found or take_span(words, today)
    except UnclearDates:
        if _TIMELY.search(fold(words)):
            raise
        return was, words


def _until(words: str, start: HalfDay, today: date) -> tuple[Span, str] | None:
    """至12月5日, 延长到12月5日: another end."""
    until = _UNTIL.match(fold(words))
    if until is None:
        return None
    end, rest = take_halfday(words[until.end() :], today, Part.AFTERNOON, after=start.day)
    return span_between(start, end), rest


def _from_its_start(words: str, start: HalfDay, today: date) -> tuple[Span, str] | None:
    """12月1日至12月5日 where it begins on that day, even if that day has passed."""
    first, rest = take_halfday(words, min(today, start.day), start.part)
    return _until(rest, first, today) if first.day == start.day else None
