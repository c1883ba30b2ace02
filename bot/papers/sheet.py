"""外出月表: who was out of town in a month, as an Excel sheet ready to print."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from bot.papers.ink import printable
from bot.papers.package import sealed
from bot.rules.leave import is_overdue
from bot.rules.people import Official
from bot.rules.requests import Request, State, StepState
from bot.words import papers as words
from bot.words import trip as trips
from bot.words.dates import PARTS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (6, 14, 24, 15, 17, 17, 10, 20, 9, 22, 13)  # characters
LINE = 16.0  # points a line of a row needs

DAYS_AT = words.COLUMNS.index(words.OUT_DAYS)
CENTERED = (1, 5, 6, 7, 9, 11)
HEAD_ROW = 2
_LINE = Side(style="thin", color="FF808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GROUND = PatternFill("solid", fgColor="FFE8EDF3")


def month_sheet(
    requests: Sequence[Request],
    people: Mapping[str, Official],
    month: date,
    *,
    government: str,
    now: datetime,
) -> bytes:
    """The month of `month`'s day; `requests` are those to show, in order."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    name = words.SHEET.format(year=month.year, month=month.month)
    title = words.SHEET_TITLE.format(government=government, year=month.year, month=month.month)
    sheet.title = name
    _title(sheet, title)
    _row(sheet, HEAD_ROW, words.COLUMNS, head=True)
    for at, request in enumerate(requests, start=1):
        _row(
            sheet, HEAD_ROW + at, (at, *_values(request, people.get(request.applicant), month, now))
        )
    _total(sheet, requests, month)
    _page(sheet)
    out = BytesIO()
    book.save(out)
    return sealed(out.getvalue(), title, words.OFFICE, now)


def out_days(request: Request, month: date) -> float:
    """Days of the trip in that month, in halves; whoever came home early was out no longer."""
    span, back = request.trip.span, request.reported_on
    days = [day for day in span.dates if (day.year, day.month) == (month.year, month.month)]
    return sum(span.part_of(day) for day in days if back is None or day <= back)


def _values(
    request: Request, who: Official | None, month: date, now: datetime
) -> tuple[str | float, ...]:
    span = request.trip.span
    heads = [
        words.HEADS.format(day=f"{half.day:%Y-%m-%d}", part=PARTS[half.part].zh)
        for half in (span.start, span.end)
    ]
    return (
        who.name if who else request.applicant_title,
        who.post.title if who else "",
        request.department,
        *heads,
        out_days(request, month),
        trips.place(request.trip, "zh"),
        _stands(request, now.date()),
        "、".join(dict.fromkeys(_agreed_by(request))),
        f"{request.reported_on:%Y-%m-%d}" if request.reported_on else "",
    )


def _stands(request: Request, today: date) -> str:
    if request.state is State.REPORTED:
        return words.IS_BACK
    if today < request.trip.span.start.day:
        return words.TO_GO
    return words.NOT_BACK if is_overdue(request, today) else words.AWAY


def _agreed_by(request: Request) -> list[str]:
    return [s.decided_title for s in request.steps if s.state is StepState.AGREED]


def _title(sheet: Worksheet, title: str) -> None:
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(WIDTHS))
    cell = _put(sheet, 1, 1, title)
    cell.font = Font(name="方正小标宋简体", size=18)
    cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 36  # points


def _row(sheet: Worksheet, at: int, values: Sequence[str | float], *, head: bool = False) -> None:
    for column, value in enumerate(values, start=1):
        cell = _put(sheet, at, column, value)
        cell.font = Font(name="黑体" if head else "仿宋", size=11)
        cell.border = _BOX
        level = "center" if head or column in CENTERED else "left"
        cell.alignment = Alignment(
            horizontal=level,
            vertical="center",
            wrap_text=True,
            indent=0 if level == "center" else 1,
        )
        if head:
            cell.fill = _GROUND
    lines = max(_lines(value, width) for value, width in zip(values, WIDTHS, strict=True))
    sheet.row_dimensions[at].height = LINE * lines + (10 if head else 6)


def _lines(value: str | float, width: int) -> int:
    """Lines a value takes in a column; a Chinese character is two wide."""
    wide = sum(1 if character.isascii() else 2 for character in str(value))
    return max(1, ceil(wide / (width - 1)))


def _put(sheet: Worksheet, row: int, column: int, value: str | float) -> Cell:
    """A value as it is: words that begin like a formula stay words, in Excel too."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError("the first cell of a merged row takes its value")
    cell.value = value = printable(value) if isinstance(value, str) else value
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@")):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _total(sheet: Worksheet, requests: Sequence[Request], month: date) -> None:
    people = len({request.applicant for request in requests})
    values: list[str | float] = [""] * len(WIDTHS)
    values[0], values[1] = words.TOTAL, words.TOTAL_OUT.format(trips=len(requests), people=people)
    # A number and no formula: a phone's preview calculates nothing.
    values[DAYS_AT] = sum(out_days(request, month) for request in requests)
    _row(sheet, HEAD_ROW + len(requests) + 1, values, head=True)


def _page(sheet: Worksheet) -> None:
    """A4 across, as wide as the paper, the heads again on every page."""
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 1)
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = sheet.ORIENTATION_LANDSCAPE, sheet.PAPERSIZE_A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"1:{HEAD_ROW}"
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.8, footer=0.4)  # inches
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = words.OF_PAGES


def first_of(month: date) -> date:
    return month.replace(day=1)


def next_month(month: date) -> date:
    return (first_of(month) + timedelta(days=31)).replace(day=1)
