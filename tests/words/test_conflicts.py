"""Reminders beside a request, as they are read: calm, with numbers and half-days, no reasons."""

import pytest

from bot.rules.conflicts import Absence, Conflict, ConflictKind
from bot.rules.dates import HalfDay, Part
from bot.words.conflicts import notes
from tests.rules.filed import TODAY, span


def absence(who: str, number: str, dates: str, *, agreed: bool = True) -> Absence:
    return Absence(official=who, title=who, number=number, span=span(dates), agreed=agreed)


EXECUTIVE = absence("常务副市长", "A-0007", "12月1日至12月2日上午")
NOTES = [
    (
        Conflict(
            kind=ConflictKind.OWN,
            absences=(
                absence("甲", "A-0002", "12月1日上午"),
                absence("甲", "A-0003", "12月3日", agreed=False),
            ),
        ),
        "提醒：申请人同期另有请假（A-0002，12月1日（周二）上午；A-0003，12月3日（周四）全天，待批）",
    ),
    (
        Conflict(kind=ConflictKind.OTHER_HEAD, absences=(EXECUTIVE,)),
        "提醒：常务副市长同期外出（A-0007，12月1日（周二）上午 至 12月2日（周三）上午）",
    ),
    (
        Conflict(
            kind=ConflictKind.VICE_MAYORS, absences=(EXECUTIVE, absence("乙", "A-9", "12月1日"))
        ),
        "提醒：同期外出的副市长较多（常务副市长 A-0007、乙 A-9）",
    ),
    (
        Conflict(kind=ConflictKind.DEPARTMENT, absences=(absence("乙", "A-9", "12月1日"),)),
        "提醒：本单位其他领导同期均外出（乙 A-9）",
    ),
    (
        Conflict(
            kind=ConflictKind.MEETING,
            at=(HalfDay(span("12月2日").start.day, Part.MORNING), span("2027年1月4日下午").start),
        ),
        "提醒：期间有常务会议（12月2日（周三）上午、2027年1月4日（周一）下午）",
    ),
]


@pytest.mark.parametrize(("conflict", "note"), NOTES, ids=[c.kind for c, _ in NOTES])
def test_a_fact_in_one_line(conflict: Conflict, note: str) -> None:
    assert notes([conflict], TODAY, "zh") == (note,)
    (english,) = notes([conflict], TODAY, "en")
    assert english.startswith("Note: ")


def test_every_kind_of_fact_has_its_line() -> None:
    assert {conflict.kind for conflict, _ in NOTES} == set(ConflictKind)
