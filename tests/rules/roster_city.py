"""A small city in roster files 名册 of every shape, for the roster tests."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from bot.roster import read_roster
from bot.rules.people import Roster
from bot.rules.roster_fault import Fault, FaultKind, RosterFaults

PEOPLE_FILE, WORK_FILE = "officials.csv", "departments.csv"
RANKS = {
    "mayor": ("mayor", "市长"),
    "vice_mayor": ("vice_mayor", "副市长"),
    "principal": ("principal", "部门主要领导", "正职"),
    "deputy": ("deputy", "部门其他领导"),
    "office": ("office", "市政府办公室"),
}
HEADER = "id,name,post,rank,department,phone,telegram_id,wecom_id,ab"
CITY = (
    "sz,市长,市长,mayor,,8001,,,",
    "fsz,副市长,分管教育副市长,vice_mayor,,8002,,,",
    "jyj1,教育局局长,市教育局局长,principal,教育局,8003,101,JuZhang,jyj2",
    "jyj2,教育局副局长,市教育局副局长,deputy,教育局,8004,102,,jyj1",
)
SUPERVISION = ("教育局,fsz",)
PEOPLE = [HEADER.split(","), *(row.split(",") for row in CITY)]
WORK = [["department", "supervisor"], ["教育局", "fsz"]]


def folder(path: Path, officials: Sequence[str], departments: Sequence[str]) -> Path:
    path.mkdir(exist_ok=True)
    lines = "\n".join((HEADER, *officials))
    (path / "officials.csv").write_text(lines, encoding="utf-8")
    lines = "\n".join(("department,supervisor", *departments))
    (path / "departments.csv").write_text(lines, encoding="utf-8")
    return path


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def read(path: Path) -> Roster:
    return read_roster(path, RANKS)


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(RosterFaults) as found:
        read(path)
    return found.value.faults


def marks(path: Path) -> list[tuple[str, int | None, str, FaultKind]]:
    return [(f.file, f.row, f.column, f.kind) for f in faults(path)]


def repacked(path: Path, change: Callable[[str, bytes], bytes], extra: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in (parts | extra).items():
            new.writestr(name, part)
    return path


def same(_: str, part: bytes) -> bytes:
    return part
