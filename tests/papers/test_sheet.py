"""外出月表: opened again by openpyxl, as the office's Excel would."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.papers.sheet import month_sheet, out_days
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.requests import Request, State
from tests.papers.made import GOVERNMENT, PLAIN, TRIP, ZHANG, ZONE

DECEMBER = date(2026, 12, 1)
NOW = datetime(2026, 12, 5, 10, 0, tzinfo=ZONE)
M, A, E = Part


def sheet_of(*requests: Request) -> Any:
    content = month_sheet(requests, {"jyj2": ZHANG}, DECEMBER, government=GOVERNMENT, now=NOW)
    return load_workbook(BytesIO(content)).active


def rows_of(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=3, values_only=True))


def lasting(start: tuple[int, int, Part], end: tuple[int, int, Part]) -> Request:
    halves = [HalfDay(date(2026, month, day), part) for month, day, part in (start, end)]
    return replace(PLAIN, trip=replace(TRIP, span=Span(*halves)))


def test_a_month_is_a_line_for_each_trip_and_a_total() -> None:
    back = replace(PLAIN, state=State.REPORTED, reported_on=date(2026, 12, 3))
    stranger = replace(PLAIN, applicant="gone", number="A-0002")
    sheet = sheet_of(back, stranger)
    assert sheet["A1"].value == "格尔木市人民政府干部外出情况表（2026年12月）"
    assert [cell.value for cell in sheet[2]] == [
        *("序号", "姓名", "职务", "部门", "出发", "返回", "本月天数", "地点", "状态", "批准人"),
        "销假",
    ]
    dates = ("2026-12-01上午", "2026-12-03下午", 3, "西宁（省内）")
    agreed = "李明（副市长）"
    assert rows_of(sheet) == [
        (1, "张建国", "市教育局副局长", "教育局", *dates, "已销假", agreed, "2026-12-03"),
        (2, "张建国（市教育局副局长）", None, "教育局", *dates, "未销假", agreed, None),
        ("合计", "2次，2人", *[None] * 4, 6, *[None] * 4),
    ]


@pytest.mark.parametrize(
    ("today", "stands"), [(date(2026, 11, 30), "未出发"), (date(2026, 12, 2), "在外")]
)
def test_how_a_trip_stands_is_told_by_the_day(today: date, stands: str) -> None:
    at = datetime(today.year, today.month, today.day, 10, tzinfo=ZONE)
    content = month_sheet([PLAIN], {}, DECEMBER, government="", now=at)
    sheet: Any = load_workbook(BytesIO(content)).active
    assert sheet["I3"].value == stands


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ((12, 1, M), (12, 3, A), 3),
        ((12, 1, A), (12, 3, M), 2),
        ((11, 29, A), (12, 2, M), 1.5),
        ((12, 30, A), (12, 31, E), 1.5),
        ((11, 27, M), (11, 30, E), 0),
    ],
)
def test_days_are_those_in_the_month(
    start: tuple[int, int, Part], end: tuple[int, int, Part], days: float
) -> None:
    assert out_days(lasting(start, end), DECEMBER) == days


def test_whoever_came_home_early_was_out_no_longer() -> None:
    early = replace(PLAIN, state=State.REPORTED, reported_on=date(2026, 12, 2))
    assert out_days(early, DECEMBER) == 2


@pytest.mark.parametrize(
    "words", ["=1+1", "+8613900000000", "-3", "@SUM(A1)", "\t=1", "=HYPERLINK"]
)
def test_words_that_begin_like_a_formula_stay_words(words: str) -> None:
    odd = replace(PLAIN, trip=replace(TRIP, place=words, inside_province=None))
    cell = sheet_of(odd)["H3"]
    assert (cell.value, cell.data_type) == (words.strip("\t"), "s")
    assert cell.quotePrefix


def test_the_sheet_is_ready_to_print() -> None:
    sheet = sheet_of(PLAIN)
    assert sheet.freeze_panes == "A3"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"


def test_an_empty_month_has_its_total_too() -> None:
    assert rows_of(sheet_of()) == [("合计", "0次，0人", *[None] * 4, 0, *[None] * 4)]
