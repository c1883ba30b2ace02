"""日历: read again by the library other programs read it with."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from bot.papers.calendar import entry
from bot.policy import load_policy
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.requests import Request
from tests.papers.made import NOW, PLAIN, ZONE

PRACTICE = load_policy(Path(__file__).parents[2] / "bot/policies/golmud-2018.toml").leave
M, A, E = Part


def read(request: Request, *, off: bool = False) -> tuple[Any, Any]:
    """The calendar and its one event, as another program has them."""
    calendar = Calendar.from_ical(entry(request, PRACTICE, "ab12", off=off, now=NOW))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_agreed_trip_is_published_with_title_and_place_and_nothing_else() -> None:
    calendar, event = read(PLAIN)
    assert (str(calendar["METHOD"]), str(event["STATUS"])) == ("PUBLISH", "CONFIRMED")
    assert str(event["UID"]) == "A-0001.ab12@golmud-office-bot"
    assert str(event["SUMMARY"]) == "出差请假 A-0001：西宁"
    assert str(event["LOCATION"]) == "西宁"
    assert "科技" not in calendar.to_ical().decode()
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_a_later_writing_takes_the_earlier_ones_place() -> None:
    _, first = read(PLAIN)
    calendar, later = read(replace(PLAIN, revision=5), off=True)
    assert first["UID"] == later["UID"]
    assert (first["SEQUENCE"], later["SEQUENCE"]) == (2, 5)
    assert (str(calendar["METHOD"]), str(later["STATUS"])) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        ((12, 1, M), (12, 3, A), "2026-12-01 08:30", "2026-12-03 18:00"),
        ((12, 1, M), (12, 1, M), "2026-12-01 08:30", "2026-12-01 12:00"),
        ((12, 1, A), (12, 1, A), "2026-12-01 12:00", "2026-12-01 18:00"),
        ((12, 1, E), (12, 1, E), "2026-12-01 18:00", "2026-12-02 00:00"),
        ((12, 31, A), (12, 31, E), "2026-12-31 12:00", "2027-01-01 00:00"),
    ],
)
def test_half_days_become_hours_of_the_city(
    start: tuple[int, int, Part], end: tuple[int, int, Part], begins: str, ends: str
) -> None:
    halves = [HalfDay(date(2026, month, day), part) for month, day, part in (start, end)]
    _, event = read(replace(PLAIN, trip=replace(PLAIN.trip, span=Span(*halves))))
    times = [event.decoded(name) for name in ("DTSTART", "DTEND")]
    assert times == [datetime.fromisoformat(words).replace(tzinfo=ZONE) for words in (begins, ends)]


def test_a_place_with_signs_of_its_own_stays_a_place() -> None:
    odd = "西宁;海东,\\n大通\nATTENDEE:x" + "路" * 60
    _, event = read(replace(PLAIN, trip=replace(PLAIN.trip, place=odd)))
    assert str(event["LOCATION"]) == odd
    assert "ATTENDEE" not in event
