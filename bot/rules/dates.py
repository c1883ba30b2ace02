"""Days cut in half-days (上午/下午/晚上), spans of them, and the dates people type.

Stub of the types; the parser follows.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Part(IntEnum):
    """Part of a day, in order."""

    MORNING = 0  # 上午
    AFTERNOON = 1  # 下午
    EVENING = 2  # 晚上


@dataclass(frozen=True, slots=True, order=True)
class HalfDay:
    """A moment as officials name it: 12月1日下午."""

    day: date
    part: Part


@dataclass(frozen=True, slots=True)
class Span:
    """From one half-day to another, both included. Never reversed."""

    start: HalfDay
    end: HalfDay
