"""A month as people type it: 2026-11, 2026年11月, 11月, 上月; nothing is this month."""

import re
from datetime import date, timedelta

from bot.rules.refusal import UnclearMonth
from bot.rules.typed_words import fold

_WRITTEN = re.compile(r"(?:(20[0-9]{2})\s*[-年./]\s*)?([0-9]{1,2})\s*月?$")
_NAMED = {"": 0, "本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_STEPS = {-1: timedelta(days=-1), 0: timedelta(), 1: timedelta(days=31)}


def typed_month(text: str, today: date) -> date:
    """The first day of the month meant; without a year, of this year. Raises UnclearMonth."""
    words = fold(text).strip()
    if words in _NAMED:
        return (today.replace(day=1) + _STEPS[_NAMED[words]]).replace(day=1)
    found = _WRITTEN.match(words)
    if found is None or not 1 <= int(found[2]) <= 12:
        raise UnclearMonth(text)
    return date(int(found[1] or today.year), int(found[2]), 1)


def last_of(month: date) -> date:
    """The last day of the month that begins on `month`."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
