"""Workbooks from strangers: bombs, lies, damage, and the ways Excel writes the same cell."""

import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.rules.roster_fault import FaultKind
from tests.rules.roster_city import (
    CITY,
    PEOPLE,
    SUPERVISION,
    WORK,
    faults,
    folder,
    marks,
    read,
    repacked,
    same,
    workbook,
)

NAMESPACE = b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
INLINE = re.compile(rb't="inlineStr"><is><t[^>]*>([^<]*)</t></is>')


def doctype(encoding: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, part: bytes) -> bytes:
        if "worksheets" not in name:
            return part
        text = '<!DOCTYPE a [<!ENTITY b "c">]>' + part.decode()
        return text.encode(encoding)

    return change


BOMBS: list[tuple[Callable[[str, bytes], bytes], dict[str, bytes]]] = [
    (same, {"xl/zeros.xml": bytes(60_000_000)}),
    (same, {"xl/zeros.xml": bytes(5_000_000)}),  # small, but a hundred times its packed size
    (same, {f"xl/{n}.xml": b"" for n in range(201)}),
    (doctype("utf-8"), {}),
    (doctype("utf-16"), {}),
]


@pytest.mark.parametrize(("change", "extra"), BOMBS)
def test_bombs_are_not_opened(
    tmp_path: Path, change: Callable[[str, bytes], bytes], extra: dict[str, bytes]
) -> None:
    path = workbook(tmp_path / "r.xlsx", 人员=PEOPLE, 分工=WORK)
    assert read(path).officials
    assert marks(repacked(path, change, extra)) == [("r.xlsx", None, "", FaultKind.UNSAFE)]


def test_a_member_that_lies_about_its_size_is_not_unpacked_whole(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", 人员=PEOPLE, 分工=WORK)
    size = 400_000_000
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/zeros.xml", "w") as member,
    ):
        for _ in range(size // 4_000_000):
            member.write(bytes(4_000_000))
    said, pretended = size.to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(said, pretended))
    tracemalloc.start()
    found = marks(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [("r.xlsx", None, "", FaultKind.UNREADABLE)]
    assert peak < 50_000_000


def test_a_sheet_that_is_missing_or_endless(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", 人员=PEOPLE)
    assert [f.value for f in faults(path)] == ["分工"]
    path = workbook(tmp_path / "s.xlsx", Sheet1=PEOPLE)
    assert [f.kind for f in faults(path)] == [FaultKind.MISSING_SHEET] * 2

    def far(name: str, part: bytes) -> bytes:
        return part.replace(b'r="2"', b'r="9999999999"')

    path = repacked(workbook(tmp_path / "t.xlsx", 人员=PEOPLE, 分工=WORK), far, {})
    assert marks(path) == [("t.xlsx", None, "", FaultKind.OVERSIZED)]


@pytest.mark.parametrize("content", [b"", b"PK", b"\xd0\xcf\x11\xe0 an old .xls", b"id,name\n"])
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    assert marks(path) == [("r.xlsx", None, "", FaultKind.UNREADABLE)]


def test_mistakes_in_a_sheet_name_file_sheet_and_row(tmp_path: Path) -> None:
    people = [*PEOPLE, [], ["x", "某", "", "局长", "教育局"]]
    fault = faults(workbook(tmp_path / "r.xlsx", 人员=people, 分工=WORK))[0]
    assert (fault.file, fault.row) == ("r.xlsx 人员", 7)


def test_shared_strings_as_excel_saves_them(tmp_path: Path) -> None:
    """Excel keeps each text once, in a part of its own, with reading aids beside it."""
    strings: list[bytes] = []

    def share(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return part.replace(b"</Types>", SHARED_TYPE + b"</Types>")
        return INLINE.sub(shared, part)

    def shared(cell: re.Match[bytes]) -> bytes:
        strings.append(b"<si><t>" + cell[1] + b'</t><rPh sb="0" eb="1"><t>x</t></rPh></si>')
        return b't="s"><v>%d</v>' % (len(strings) - 1)

    path = repacked(workbook(tmp_path / "r.xlsx", 人员=PEOPLE, 分工=WORK), share, {})
    table = b"<sst xmlns=%b>" % NAMESPACE + b"".join(strings) + b"</sst>"
    repacked(path, same, {"xl/sharedStrings.xml": table})
    assert strings
    assert read(path) == read(folder(tmp_path, CITY, SUPERVISION))
