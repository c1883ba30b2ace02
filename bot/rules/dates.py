"""Days cut in half-days (上午/下午/晚上), and spans of them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from bot.rules.refusal import DatesReversed


class Part(IntEnum):
    """Part of a day, in order."""

    MORNING = 0  # 上午
    AFTERNOON = 1  # 下午
    EVENING = 2  # 晚上

    @staticmethod
    def at(hour: int) -> "Part":
        """The part a clock hour (0 to 23) falls in: up to 12, up to 18, then evening."""
        if hour < 12:
            return Part.MORNING
        return Part.AFTERNOON if hour < 18 else Part.EVENING


@dataclass(frozen=True, slots=True, order=True)
class HalfDay:
    """A moment as officials name it: 12月1日下午."""

    day: date
    part: Part


@dataclass(frozen=True, slots=True)
class Span:
    """From one half-day to another, both included. Never reversed: see `span_between`."""

    start: HalfDay
    end: HalfDay

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a span ends before it starts")

    @property
    def days(self) -> float:
        """Days counted: mornings and afternoons count half each, evenings nothing; at least 0.5.

        A float, because halves are exact in it and JSON, SQL and `:g` take it as it is.
        """
        return max(self._halves, 1) / 2

    @property
    def _halves(self) -> int:
        whole = 2 * (self.end.day - self.start.day).days
        return whole - self.start.part + min(self.end.part + 1, 2)

    @property
    def dates(self) -> tuple[date, ...]:
        """Every calendar date the span touches, in order."""
        count = (self.end.day - self.start.day).days + 1
        return tuple(self.start.day + timedelta(days=n) for n in range(count))

    def part_of(self, day: date) -> float:
        """How much of `day` is in the span: 0, a half or 1, counted as `days` counts."""
        if not self.covers(day):
            return 0.0
        if self.start.day == self.end.day:
            return self.days
        missed = min(self.start.part, 2) if day == self.start.day else 0
        missed += 1 if day == self.end.day and self.end.part is Part.MORNING else 0
        return (2 - missed) / 2

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a half-day."""
        return self.start <= other.end and other.start <= self.end

    def covers(self, day: date) -> bool:
        """Whether any part of `day` is in the span."""
        return self.start.day <= day <= self.end.day


def span_between(start: HalfDay, end: HalfDay, *, words: tuple[str, str] | None = None) -> Span:
    """The span from `start` to `end`; `words` are the two as typed. Raises DatesReversed."""
    if end < start:
        raise DatesReversed(*(words or (_plain(start), _plain(end))))
    return Span(start, end)


def _plain(half: HalfDay) -> str:
    return f"{half.day}{('上午', '下午', '晚上')[half.part]}"
