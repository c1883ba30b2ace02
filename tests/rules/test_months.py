"""A month as the office types it."""

from datetime import date

import pytest

from bot.rules.months import last_of, typed_month
from bot.rules.refusal import UnclearMonth

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", "2026-11"),
        ("本月", "2026-11"),
        ("上月", "2026-10"),
        ("下个月", "2026-12"),
        ("2026-11", "2026-11"),
        ("2026-1", "2026-01"),
        ("2026年3月", "2026-03"),
        ("２０２６年１２月", "2026-12"),
        ("2025.12", "2025-12"),
        ("2025/02", "2025-02"),
        ("3月", "2026-03"),
        (" 12 ", "2026-12"),
    ],
)
def test_a_month_is_understood(typed: str, meant: str) -> None:
    assert typed_month(typed, TODAY) == date.fromisoformat(f"{meant}-01")


@pytest.mark.parametrize(
    "typed", ["2026-13", "2026-0", "13月", "0", "十一月份的", "A-0001", "202611", "去年"]
)
def test_what_is_no_month_is_asked_again(typed: str) -> None:
    with pytest.raises(UnclearMonth) as unclear:
        typed_month(typed, TODAY)
    assert unclear.value.text == typed


@pytest.mark.parametrize(
    ("typed", "today", "meant"),
    [("上月", date(2027, 1, 31), "2026-12"), ("下月", date(2026, 12, 31), "2027-01")],
)
def test_the_year_turns_with_the_month(typed: str, today: date, meant: str) -> None:
    assert typed_month(typed, today) == date.fromisoformat(f"{meant}-01")


@pytest.mark.parametrize(("month", "last"), [((2026, 2), 28), ((2028, 2), 29), ((2026, 12), 31)])
def test_the_last_day_of_a_month(month: tuple[int, int], last: int) -> None:
    assert last_of(date(*month, 1)) == date(*month, last)
