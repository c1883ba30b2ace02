"""Executive meetings 常务会议 (article 16): when one is held, as the office writes it."""

from datetime import date

from bot.rules.dates import HalfDay, Part
from bot.rules.refusal import DayPast, UnclearDates
from bot.rules.typed_dates import take_halfday


def read(words: str, today: date) -> HalfDay:
    """The half-day a meeting is held in: 12月2日上午; a morning where none is said.

    Raises UnclearDates, NoSuchDay or DayPast.
    """
    half, rest = take_halfday(words, today, Part.MORNING)
    if rest:
        raise UnclearDates(words)
    if half.day < today:
        raise DayPast(half.day)
    return half
