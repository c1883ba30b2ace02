"""How dates are read, in Chinese and English; what is written is understood when typed back."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.dates import HalfDay, Part, Span
from bot.rules.typed_dates import take_span
from bot.words import dates as say

TUESDAY = date(2026, 12, 1)
THURSDAY = date(2026, 12, 3)
TODAY = date(2026, 11, 24)
GOLMUD = ZoneInfo("Asia/Shanghai")


def test_a_day_is_said_with_its_weekday() -> None:
    assert say.day(TUESDAY, "zh") == "12月1日（周二）"
    assert say.day(TUESDAY, "en") == "Tue 1 Dec"
    assert say.full_day(TUESDAY, "zh") == "2026年12月1日（周二）"
    assert say.full_day(TUESDAY, "en") == "Tue 1 Dec 2026"


def test_the_year_is_said_when_it_is_another() -> None:
    assert say.day(TUESDAY, "zh", TODAY) == "12月1日（周二）"
    assert say.day(date(2027, 1, 3), "zh", TODAY) == "2027年1月3日（周日）"
    assert say.day(date(2027, 1, 3), "en", TODAY) == "Sun 3 Jan 2027"


@pytest.mark.parametrize(
    ("part", "zh", "en"),
    [
        (Part.MORNING, "12月1日（周二）上午", "Tue 1 Dec morning"),
        (Part.AFTERNOON, "12月1日（周二）下午", "Tue 1 Dec afternoon"),
        (Part.EVENING, "12月1日（周二）晚上", "Tue 1 Dec evening"),
    ],
)
def test_a_half_day(part: Part, zh: str, en: str) -> None:
    assert say.halfday(HalfDay(TUESDAY, part), "zh") == zh
    assert say.halfday(HalfDay(TUESDAY, part), "en") == en


def test_a_span() -> None:
    trip = Span(HalfDay(TUESDAY, Part.MORNING), HalfDay(THURSDAY, Part.AFTERNOON))
    assert say.span(trip, "zh") == "12月1日（周二）上午 至 12月3日（周四）下午"
    assert say.span(trip, "en") == "Tue 1 Dec morning to Thu 3 Dec afternoon"


def test_a_span_within_a_day_says_the_day_once() -> None:
    day = Span(HalfDay(TUESDAY, Part.MORNING), HalfDay(TUESDAY, Part.AFTERNOON))
    assert say.span(day, "zh") == "12月1日（周二）全天"
    assert say.span(day, "en") == "Tue 1 Dec, all day"
    assert say.span(Span(day.start, day.start), "zh") == "12月1日（周二）上午"


def test_a_span_into_the_next_year_says_that_year() -> None:
    trip = Span(
        HalfDay(date(2026, 12, 30), Part.MORNING), HalfDay(date(2027, 1, 2), Part.AFTERNOON)
    )
    assert say.span(trip, "zh", TODAY) == "12月30日（周三）上午 至 2027年1月2日（周六）下午"


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (3.0, "3天", "3 days"),
        (2.5, "2.5天", "2.5 days"),
        (1, "1天", "1 day"),
        (0.5, "0.5天", "0.5 day"),
    ],
)
def test_a_count_of_days(days: float, zh: str, en: str) -> None:
    assert (say.count(days), say.count(days, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("hour", "minute", "zh", "en"),
    [
        (0, 5, "上午0:05", "00:05"),
        (9, 31, "上午9:31", "09:31"),
        (11, 59, "上午11:59", "11:59"),
        (12, 0, "下午12:00", "12:00"),
        (17, 59, "下午5:59", "17:59"),
        (18, 0, "晚上6:00", "18:00"),
        (23, 59, "晚上11:59", "23:59"),
    ],
)
def test_a_moment(hour: int, minute: int, zh: str, en: str) -> None:
    at = datetime(2026, 11, 24, hour, minute, tzinfo=GOLMUD)
    assert say.moment(at, GOLMUD, "zh") == f"2026年11月24日（周二）{zh}"
    assert say.moment(at, GOLMUD, "en") == f"Tue 24 Nov 2026, {en}"


def test_a_moment_is_told_in_the_time_of_the_city() -> None:
    at = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert say.moment(at, GOLMUD, "zh") == "2026年11月24日（周二）上午0:30"


half_days = st.builds(
    HalfDay, st.dates(date(2026, 11, 24), date(2028, 12, 31)), st.sampled_from(Part)
)
spans = st.lists(half_days, min_size=2, max_size=2).map(lambda ends: Span(min(ends), max(ends)))


@settings(deadline=None, max_examples=300)
@given(spans, st.sampled_from(["zh", "en"]))
def test_what_is_said_is_understood_when_typed(trip: Span, language: str) -> None:
    assert take_span(say.span(trip, language, TODAY), TODAY) == (trip, "")


@settings(deadline=None)
@given(half_days, st.sampled_from(Part), st.sampled_from(["zh", "en"]))
def test_a_single_day_too(start: HalfDay, end: Part, language: str) -> None:
    trip = Span(min(start, HalfDay(start.day, end)), max(start, HalfDay(start.day, end)))
    assert take_span(say.span(trip, language, TODAY), TODAY) == (trip, "")


@settings(deadline=None)
@given(spans, st.sampled_from(["zh", "en"]), st.sampled_from([" ", "，", " , "]))
def test_with_the_place_behind(trip: Span, language: str, gap: str) -> None:
    typed = say.span(trip, language, TODAY) + gap + "西宁 参会"
    assert take_span(typed, TODAY) == (trip, "西宁 参会")
