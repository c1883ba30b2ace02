"""An .xlsx as grids of text, opened only after it has proved to be of a sane size.

openpyxl trusts the sizes a zip states about itself, so the file is first unpacked here, counted as
it goes, into a fresh archive without compression; openpyxl sees only that one.
"""

import io
import lzma
import struct
import warnings
import zipfile
import zlib
from collections.abc import Collection, Mapping, Sequence
from itertools import islice

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from bot.rules.roster_fault import Fault, FaultKind, RosterFaults

MAX_UNPACKED = 50_000_000  # bytes
MAX_RATIO = 100  # unpacked to packed; workbooks of people come to 5 to 20
MAX_MEMBERS = 200
MAX_ROWS = 20_000
MAX_COLUMNS = 64
CHUNK = 65_536  # bytes
BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,  # a compression Python does not know
    RuntimeError,  # a password
    OSError,
    EOFError,
    ValueError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)

Grid = Sequence[Sequence[str]]


def workbook_grids(data: bytes, file: str, titles: Collection[str]) -> Mapping[str, Grid]:
    """Those sheets of the workbook that have one of these titles. Raises RosterFaults."""
    safe = _unpacked(data, file)
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles and extensions we do not need
            return _grids(safe, file, titles)
    except RosterFaults:
        raise
    except Exception as error:  # openpyxl fails on broken parts in countless ways
        raise _refused(file, FaultKind.UNREADABLE) from error


def _unpacked(data: bytes, file: str) -> io.BytesIO:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _repacked(packed, min(MAX_UNPACKED, MAX_RATIO * len(data)), file)
    except BROKEN as error:
        raise _refused(file, FaultKind.UNREADABLE) from error


def _repacked(packed: zipfile.ZipFile, limit: int, file: str) -> io.BytesIO:
    if len(packed.infolist()) > MAX_MEMBERS:
        raise _refused(file, FaultKind.UNSAFE)
    safe = io.BytesIO()
    with zipfile.ZipFile(safe, "w") as archive:
        for name in dict.fromkeys(packed.namelist()):
            part = _part(packed, name, limit, file)
            limit -= len(part)
            archive.writestr(name, part)
    return safe


def _part(packed: zipfile.ZipFile, name: str, limit: int, file: str) -> bytes:
    part = bytearray()
    with packed.open(name) as member:
        while chunk := member.read(CHUNK):
            part += chunk
            if len(part) > limit:
                raise _refused(file, FaultKind.UNSAFE)
    if b"<!DOCTYPE" in part.replace(b"\0", b""):  # in UTF-16 every other byte is zero
        raise _refused(file, FaultKind.UNSAFE)
    return bytes(part)


def _grids(safe: io.BytesIO, file: str, titles: Collection[str]) -> Mapping[str, Grid]:
    workbook = openpyxl.load_workbook(safe, read_only=True, data_only=True, keep_links=False)
    sheets = {sheet.title.strip(): sheet for sheet in workbook.worksheets}
    return {title: _grid(sheets[title], file) for title in titles if title in sheets}


def _grid(sheet: ReadOnlyWorksheet, file: str) -> Grid:
    sheet.reset_dimensions()  # the stated size is often wrong
    rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    grid = [tuple(map(_text, row)) for row in islice(rows, MAX_ROWS + 1)]
    if len(grid) > MAX_ROWS:
        raise _refused(file, FaultKind.OVERSIZED)
    return grid


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():  # Excel keeps 13800000000 as a float
        return str(int(value))
    return str(value)


def _refused(file: str, kind: FaultKind) -> RosterFaults:
    return RosterFaults(Fault(file=file, kind=kind))
