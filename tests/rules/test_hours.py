"""Working hours: tables a clerk can read, with lunch, weekends, 调休 and the turn of the year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import hours
from tests.rules.filed import ZONE, at
from tests.rules.proof_city import POLICY

PRACTICE = POLICY.leave  # 8:30–12:00, 14:30–18:00

WORKING = [
    # 时刻, 上班否, 下一个上班时刻
    ("2026-11-24 08:29", False, "2026-11-24 08:30"),
    ("2026-11-24 08:30", True, "2026-11-24 08:30"),
    ("2026-11-24 11:59", True, "2026-11-24 11:59"),
    ("2026-11-24 12:00", False, "2026-11-24 14:30"),  # 午休
    ("2026-11-24 14:30", True, "2026-11-24 14:30"),
    ("2026-11-24 18:00", False, "2026-11-25 08:30"),
    ("2026-11-27 18:00", False, "2026-11-30 08:30"),  # 周五下班后
    ("2026-11-28 10:00", False, "2026-11-30 08:30"),  # 周六
    ("2026-10-10 10:00", True, "2026-10-10 10:00"),  # 周六调休上班
    ("2026-10-09 18:00", False, "2026-10-10 08:30"),
    ("2026-10-10 18:00", False, "2026-10-12 08:30"),
    ("2026-09-30 18:00", False, "2026-10-08 08:30"),  # 国庆长假
    ("2025-12-31 18:00", False, "2026-01-04 08:30"),  # 元旦放三天，周日调休上班
    ("2026-12-31 20:00", False, "2027-01-01 08:30"),  # 2027年安排未公布，暂按周几算
]


@pytest.mark.parametrize(("moment", "works", "then"), WORKING)
def test_when_people_work(moment: str, works: bool, then: str) -> None:
    assert hours.is_working(at(moment), PRACTICE) is works
    assert hours.next_working(at(moment), PRACTICE) == at(then)


LATER = [
    # 自何时, 工作小时, 到何时
    ("2026-11-24 09:00", 0, "2026-11-24 09:00"),
    ("2026-11-24 09:00", 3, "2026-11-24 12:00"),  # 到下班正好
    ("2026-11-24 09:00", 4, "2026-11-24 15:30"),  # 跨午休
    ("2026-11-24 09:00", 6.5, "2026-11-24 18:00"),
    ("2026-11-24 09:00", 8, "2026-11-25 10:00"),  # 跨夜
    ("2026-11-24 13:00", 1, "2026-11-24 15:30"),  # 午休里开始
    ("2026-11-24 20:00", 1, "2026-11-25 09:30"),  # 夜里开始
    ("2026-11-27 17:00", 4, "2026-11-30 11:30"),  # 跨周末
    ("2026-10-09 17:00", 4, "2026-10-10 11:30"),  # 周六调休上班
    ("2026-09-30 17:30", 1, "2026-10-08 09:00"),  # 跨国庆
    ("2025-12-31 17:00", 2, "2026-01-04 09:30"),  # 跨年
]


@pytest.mark.parametrize(("since", "n", "then"), LATER)
def test_so_many_working_hours_later(since: str, n: float, then: str) -> None:
    assert hours.add_working_hours(at(since), n, PRACTICE) == at(then)
    assert hours.working_hours_between(at(since), at(then), PRACTICE) == n


@pytest.mark.parametrize("later", ["2026-11-24 09:00", "2026-11-24 08:00", "2026-11-20 10:00"])
def test_no_hours_pass_backwards(later: str) -> None:
    assert hours.working_hours_between(at("2026-11-24 09:00"), at(later), PRACTICE) == 0


@pytest.mark.parametrize(
    ("day", "then"),
    [("2026-11-24", "2026-11-24 08:30"), ("2026-10-03", "2026-10-08 08:30")],
)
def test_when_work_begins(day: str, then: str) -> None:
    assert hours.begins(date.fromisoformat(day), PRACTICE, ZONE) == at(then)


MOMENTS = st.datetimes(
    min_value=at("2026-01-05 00:00").replace(tzinfo=None),
    max_value=at("2026-12-25 00:00").replace(tzinfo=None),
).map(lambda moment: moment.replace(tzinfo=ZONE))


@given(MOMENTS, st.integers(0, 200))
def test_adding_and_counting_agree(since: object, tenths: int) -> None:
    then = hours.add_working_hours(since, tenths / 10, PRACTICE)  # type: ignore[arg-type]
    counted = hours.working_hours_between(since, then, PRACTICE)  # type: ignore[arg-type]
    assert counted == pytest.approx(tenths / 10)
