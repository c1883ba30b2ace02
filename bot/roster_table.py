"""Roster files 名册 as two tables, from CSV or .xlsx: headers matched, cells clean."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.roster_cell import clean, folded
from bot.roster_workbook import Grid, workbook_grids
from bot.rules.roster_fault import Fault, FaultKind, RosterFaults

MAX_BYTES = 10_000_000
HEADER_WITHIN = 5  # rows: offices put a title above the header


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table as the office may write it: where it is, and the words for each column."""

    file: str
    sheet: str
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]


OFFICIALS = Layout(
    file="officials.csv",
    sheet="人员",
    columns={
        "id": ("工号", "编号"),
        "name": ("姓名",),
        "post": ("职务",),
        "rank": ("职级",),
        "department": ("部门", "单位"),
        "phone": ("电话", "手机", "联系电话", "手机号", "手机号码"),
        "telegram_id": ("telegram",),
        "wecom_id": ("企业微信", "wecom"),
        "ab": ("AB岗", "AB角"),
    },
    required=("id", "name", "post", "rank", "department"),
)
DEPARTMENTS = Layout(
    file="departments.csv",
    sheet="分工",
    columns={
        "department": ("部门", "单位"),
        "supervisor": ("分管领导", "分管副市长", "supervisors"),
    },
    required=("department", "supervisor"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row of a table; a column it lacks reads as empty."""

    file: str
    number: int  # as the spreadsheet counts, from 1
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def fault(
        self,
        kind: FaultKind,
        column: str,
        *,
        value: str = "",
        other: "Row | None" = None,
        known: tuple[tuple[str, str], ...] = (),
    ) -> Fault:
        """A mistake in this row; its value is the cell's unless another is given."""
        return Fault(
            file=self.file,
            row=self.number,
            kind=kind,
            column=column,
            value=value or self[column],
            other=other.number if other else None,
            known=known,
        )


Table = tuple[Row, ...]


def read_tables(path: Path) -> tuple[Table, Table]:
    """The officials and the departments of a folder or an .xlsx. Raises RosterFaults."""
    open_table = _folder(path) if path.is_dir() else _workbook(path)
    faults: list[Fault] = []
    tables: list[Table] = []
    for layout in (OFFICIALS, DEPARTMENTS):
        try:
            tables.append(open_table(layout))
        except RosterFaults as found:
            faults.extend(found.faults)
    if faults:
        raise RosterFaults(*faults)
    return tables[0], tables[1]


def _folder(path: Path) -> Callable[[Layout], Table]:
    def open_table(layout: Layout) -> Table:
        return _table(layout, layout.file, _csv_grid(path / layout.file))

    return open_table


def _workbook(path: Path) -> Callable[[Layout], Table]:
    grids = workbook_grids(_content(path), path.name, (OFFICIALS.sheet, DEPARTMENTS.sheet))

    def open_table(layout: Layout) -> Table:
        if layout.sheet not in grids:
            raise RosterFaults(
                Fault(file=path.name, kind=FaultKind.MISSING_SHEET, value=layout.sheet)
            )
        return _table(layout, f"{path.name} {layout.sheet}", grids[layout.sheet])

    return open_table


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise RosterFaults(Fault(file=path.name, kind=FaultKind.MISSING_FILE)) from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        raise RosterFaults(Fault(file=path.name, kind=FaultKind.UNREADABLE)) from error
    if len(data) > MAX_BYTES:
        raise RosterFaults(Fault(file=path.name, kind=FaultKind.OVERSIZED))
    return data


def _csv_grid(path: Path) -> Grid:
    text = _decoded(_content(path), path.name)
    grid: list[Sequence[str]] = []
    try:
        # Strict, so that a stray quotation mark does not swallow the rest of the people unseen.
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            grid.append(cells)  # noqa: PERF402  what was read so far tells the row of the fault
    except csv.Error as error:
        fault = Fault(file=path.name, kind=FaultKind.BROKEN_CSV, row=len(grid) + 1)
        raise RosterFaults(fault) from error
    return grid


def _decoded(data: bytes, file: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):  # any GB18030 text that is also UTF-8 is UTF-8
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise RosterFaults(Fault(file=file, kind=FaultKind.UNDECODABLE))


def _table(layout: Layout, file: str, grid: Grid) -> Table:
    filled = [(number, row) for number, row in enumerate(map(_cleaned, grid), 1) if any(row)]
    header, columns = _header(layout, filled)
    missing = [column for column in layout.required if column not in columns]
    if missing:
        kind = FaultKind.MISSING_COLUMN
        raise RosterFaults(*(Fault(file=file, kind=kind, column=column) for column in missing))
    return tuple(Row(file, n, _cells(columns, row)) for n, row in filled if n > header)


def _cleaned(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(clean, row))


def _header(
    layout: Layout, filled: Sequence[tuple[int, Sequence[str]]]
) -> tuple[int, Sequence[str]]:
    """The row, of the first few, that names most columns; and its columns, "" where unknown."""
    words = dict(_header_words(layout))
    named = [
        (number, [words.get(folded(cell), "") for cell in row])
        for number, row in islice(filled, HEADER_WITHIN)
    ]
    return max(named, key=lambda row: len(set(row[1]) - {""}), default=(0, []))


def _header_words(layout: Layout) -> Iterator[tuple[str, str]]:
    for column, words in layout.columns.items():
        yield from ((folded(word), column) for word in (column, *words))


def _cells(columns: Sequence[str], row: Sequence[str]) -> Mapping[str, str]:
    cells: dict[str, str] = {}
    for column, cell in zip(columns, row, strict=False):  # rows may be shorter or longer
        if column and not cells.get(column):  # 电话 and 手机: the first that is filled
            cells[column] = cell
    return cells
