"""Working days of 2026 as gazetted by the State Council, and of years not yet published."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.dates import HalfDay, Part, Span
from bot.rules.workdays import (
    is_provisional,
    is_workday,
    last_published_year,
    next_workday,
    next_workday_on_or_after,
    workdays_ahead,
    workdays_in,
)

MAKE_UP_DAYS = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
HOLIDAYS = [  # first, last
    ("01-01", "01-03"),
    ("02-15", "02-23"),
    ("04-04", "04-06"),
    ("05-01", "05-05"),
    ("06-19", "06-21"),
    ("09-25", "09-27"),
    ("10-01", "10-07"),
]


def of_2026(words: str) -> date:
    return date.fromisoformat(f"2026-{words}")


@pytest.mark.parametrize("words", MAKE_UP_DAYS)
def test_a_make_up_day_is_worked_though_a_weekend(words: str) -> None:
    assert of_2026(words).weekday() >= 5
    assert is_workday(of_2026(words))


@pytest.mark.parametrize(("first", "last"), HOLIDAYS)
def test_a_holiday_is_off_to_its_last_day(first: str, last: str) -> None:
    days = (of_2026(last) - of_2026(first)).days + 1
    assert not any(is_workday(of_2026(first) + timedelta(days=n)) for n in range(days))


def test_every_other_day_of_2026_is_as_its_weekday_says() -> None:
    off = [(of_2026(first), of_2026(last)) for first, last in HOLIDAYS]
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    usual = [d for d in days if not any(first <= d <= last for first, last in off)]
    unusual = [d for d in usual if is_workday(d) != (d.weekday() < 5)]
    assert [d.isoformat()[5:] for d in unusual] == MAKE_UP_DAYS


def test_a_year_not_published_is_provisional_and_works_monday_to_friday() -> None:
    assert last_published_year() == 2026
    assert not is_provisional(date(2026, 12, 31))
    assert is_provisional(date(2027, 1, 1))
    week = [is_workday(date(2027, 10, 4) + timedelta(days=n)) for n in range(7)]
    assert week == [True] * 5 + [False] * 2


def test_a_year_before_the_tables_works_monday_to_friday() -> None:
    assert is_workday(date(2003, 10, 1))
    assert not is_provisional(date(2003, 10, 1))


AHEAD = [  # filed, departs, working days between
    ("11-24", "11-24", 0),  # Tuesday
    ("11-24", "11-25", 1),
    ("11-24", "11-26", 2),
    ("11-27", "11-30", 1),  # over a weekend
    ("11-27", "11-29", 0),
    ("11-24", "11-20", 0),  # departed before it was filed
    ("09-30", "10-08", 1),  # over the National Day week
    ("09-30", "10-10", 3),  # to the make-up Saturday
    ("12-31", "12-31", 0),
]


@pytest.mark.parametrize(("filed", "departs", "working_days"), AHEAD)
def test_working_days_ahead(filed: str, departs: str, working_days: int) -> None:
    assert workdays_ahead(of_2026(filed), of_2026(departs)) == working_days


def test_working_days_in_a_span_over_a_holiday() -> None:
    trip = Span(HalfDay(of_2026("09-30"), Part.EVENING), HalfDay(of_2026("10-10"), Part.MORNING))
    assert workdays_in(trip) == 2.5  # 8, 9 and the morning of 10 October; an evening counts none


NEIGHBOURS = [  # day, on or after, after
    ("11-24", "11-24", "11-25"),
    ("11-28", "11-30", "11-30"),
    ("10-03", "10-08", "10-08"),
    ("10-09", "10-09", "10-10"),
    ("10-11", "10-12", "10-12"),
]


@pytest.mark.parametrize(("day", "on_or_after", "after"), NEIGHBOURS)
def test_the_working_days_beside_a_day(day: str, on_or_after: str, after: str) -> None:
    assert next_workday_on_or_after(of_2026(day)) == of_2026(on_or_after)
    assert next_workday(of_2026(day)) == of_2026(after)


@settings(deadline=None)
@given(st.dates(date(2005, 1, 1), date(2030, 12, 31)))
def test_the_next_working_day_is_one_ahead(day: date) -> None:
    after = next_workday(day)
    assert workdays_ahead(day, after) == 1
