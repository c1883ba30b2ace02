"""Working hours 上班时间: when people may be reminded, and how long something has waited.

Moments are aware and in the city's zone; what is given in another zone comes back in its own.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from itertools import count

from bot.rules.policy import LeavePractice
from bot.rules.workdays import is_workday, next_workday

Shift = tuple[datetime, datetime]  # from, and up to but not including


def is_working(at: datetime, practice: LeavePractice) -> bool:
    """Whether `at` is in the working hours of a working day; the last minute's end is not."""
    return any(start <= at < end for start, end in _shifts(at.date(), practice, at.tzinfo))


def next_working(at: datetime, practice: LeavePractice) -> datetime:
    """`at` itself if people work then, else when they next begin to."""
    start, _ = next(_shifts_from(at, practice))
    return max(at, start)


def add_working_hours(at: datetime, hours: float, practice: LeavePractice) -> datetime:
    """When so many working hours have passed since `at`; where a shift just ends, its end."""
    left = timedelta(hours=hours)
    for start, end in _shifts_from(at, practice):
        begun = max(at, start)
        if begun + left <= end:
            return begun + left
        left -= end - begun
    raise AssertionError("there is always another working day")


def working_hours_between(a: datetime, b: datetime, practice: LeavePractice) -> float:
    """Working hours from `a` to `b`; 0 where `b` is not later."""
    passed = timedelta()
    for start, end in _shifts_from(a, practice):
        if start >= b:
            break
        passed += max(min(end, b) - max(start, a), timedelta())
    return passed / timedelta(hours=1)


def begins(day: date, practice: LeavePractice, zone: tzinfo | None) -> datetime:
    """When work begins on `day`, or on the first working day from then on."""
    shifts = _shifts_from(datetime.combine(day, practice.workday_starts_at, zone), practice)
    return next(shifts)[0]


def next_morning(at: datetime, practice: LeavePractice) -> datetime:
    """When work begins on the working day after `at`'s."""
    return begins(next_workday(at.date()), practice, at.tzinfo)


def _shifts_from(at: datetime, practice: LeavePractice) -> Iterator[Shift]:
    """The shifts that are not over at `at`, in order, without end."""
    for days in count():
        for shift in _shifts(at.date() + timedelta(days=days), practice, at.tzinfo):
            if shift[1] > at:
                yield shift


def _shifts(day: date, practice: LeavePractice, zone: tzinfo | None) -> tuple[Shift, ...]:
    if not is_workday(day):
        return ()
    times = (
        (practice.workday_starts_at, practice.noon_starts_at),
        (practice.noon_ends_at, practice.workday_ends_at),
    )
    return tuple(
        (datetime.combine(day, start, zone), datetime.combine(day, end, zone))
        for start, end in times
    )
