"""Properties of reading a roster 名册: nothing breaks it, and how it was saved does not matter."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules.people import Official, Post, Roster
from bot.rules.roster_fault import Fault, RosterFaults
from bot.words.roster import fault_sentence
from tests.rules.roster_city import HEADER, PEOPLE, RANKS, WORK, read, repacked, workbook

slow = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def refuses_or_reads(path: Path) -> None:
    """Anything but RosterFaults fails the test; every fault must be sayable."""
    found: tuple[Fault, ...] = ()
    try:
        read(path)
    except RosterFaults as error:
        found = error.faults or pytest.fail("a refusal without a reason")
    assert all(fault_sentence(fault, "zh") for fault in found)


@slow
@given(st.binary(), st.binary())
def test_random_bytes(officials: bytes, departments: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        (path / "officials.csv").write_bytes(HEADER.encode() + b"\n" + officials)
        (path / "departments.csv").write_bytes(departments)
        refuses_or_reads(path)
        (path / "r.xlsx").write_bytes(officials)
        refuses_or_reads(path / "r.xlsx")


WORDS = st.sampled_from(
    ["", "a", "A", "b", "甲", "市长", "mayor", "正职", "教育局", "1", "1.0", ";"]
)
CELL = WORDS | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
TYPED = CELL.filter(lambda t: not openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(t))
VALUES = TYPED | st.integers() | st.floats() | st.booleans() | st.datetimes() | st.none()


@slow
@given(
    st.lists(st.lists(CELL, max_size=10), max_size=8),
    st.lists(st.lists(CELL, max_size=3), max_size=4),
)
def test_random_cells(people: list[list[str]], work: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_csv(Path(name) / "officials.csv", [HEADER.split(","), *people], "utf-8")
        write_csv(Path(name) / "departments.csv", [WORK[0], *work], "utf-8")
        refuses_or_reads(Path(name))


@slow
@given(
    st.lists(st.lists(VALUES, max_size=10), max_size=6),
    st.lists(st.lists(VALUES, max_size=3), max_size=3),
)
def test_random_workbook_cells(people: list[list[object]], work: list[list[object]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        sheets: dict[str, list[list[object]]] = {
            "人员": [[*HEADER.split(",")], *people],
            "分工": [[*WORK[0]], *work],
        }
        refuses_or_reads(workbook(Path(name) / "r.xlsx", **sheets))


@pytest.fixture(scope="module")
def good_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbook(tmp_path_factory.mktemp("book") / "r.xlsx", 人员=PEOPLE, 分工=WORK)


@settings(slow, max_examples=300)
@given(st.data())
def test_a_damaged_workbook(good_workbook: Path, data: st.DataObject) -> None:
    content = bytearray(good_workbook.read_bytes())
    spots = st.integers(0, len(content) - 1)
    for spot in data.draw(st.lists(spots, min_size=1, max_size=8)):
        content[spot] = data.draw(st.integers(0, 255))
    path = good_workbook.with_name("damaged.xlsx")
    path.write_bytes(content[: data.draw(spots | st.just(len(content)))])
    refuses_or_reads(path)


@settings(slow, max_examples=200)
@given(st.data())
def test_a_workbook_with_a_damaged_part(good_workbook: Path, data: st.DataObject) -> None:
    with zipfile.ZipFile(good_workbook) as archive:
        name = data.draw(st.sampled_from(archive.namelist()))

    def damage(part_name: str, part: bytes) -> bytes:
        if part_name != name:
            return part
        start = data.draw(st.integers(0, len(part)))
        end = start + data.draw(st.integers(0, 40))
        return part[:start] + data.draw(st.binary(max_size=8)) + part[end:]

    path = good_workbook.with_name("damaged.xlsx")
    path.write_bytes(good_workbook.read_bytes())
    refuses_or_reads(repacked(path, damage, {}))


IDS = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
CHINESE = st.text("甲乙丙丁戊己庚辛壬癸𠮷㐂 ,\"'", min_size=1, max_size=6).map(
    lambda text: " ".join(text.split()) or "甲"
)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """A valid roster: ids, chats and posts of one person do not repeat."""
    ids = draw(st.lists(IDS, unique=True, min_size=1, max_size=6))
    chats = draw(st.lists(st.integers(1, 10**12), unique=True, min_size=6, max_size=6))
    departments = draw(st.lists(CHINESE, unique=True, min_size=1, max_size=3))
    posts = st.builds(
        Post,
        title=CHINESE,
        rank=st.sampled_from(list(RANKS)),
        department=st.sampled_from(departments),
    )
    officials = {
        id_: Official(
            id=id_,
            name=draw(CHINESE),
            posts=tuple(draw(st.lists(posts, min_size=1, max_size=3, unique=True))),
            phone=draw(st.sampled_from(["", "8001", "13800000000", "0979-8400000"])),
            telegram_id=str(chat) if draw(st.booleans()) else "",
            wecom_id=f"wecom{chat}" if draw(st.booleans()) else "",
            ab=draw(st.sampled_from([other for other in ids if other != id_] or [""])),
        )
        for id_, chat in zip(ids, chats, strict=False)
    }
    used = sorted({post.department for o in officials.values() for post in o.posts})
    supervising = st.lists(st.sampled_from(ids), unique=True, min_size=1).map(tuple)
    return Roster(
        officials=officials, supervisors={d: draw(supervising) for d in used if draw(st.booleans())}
    )


def as_tables(roster: Roster) -> tuple[list[list[str]], list[list[str]]]:
    people = [HEADER.split(",")]
    for o in roster.officials.values():
        for p in o.posts:
            personal = [o.phone, o.telegram_id, o.wecom_id, o.ab]
            people.append([o.id, o.name, p.title, p.rank, p.department, *personal])
    work = [[d, ";".join(ids)] for d, ids in roster.supervisors.items()]
    return people, [WORK[0], *work]


def write_csv(path: Path, rows: Sequence[Sequence[str]], encoding: str) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))


@slow
@given(rosters())
def test_a_valid_roster_reads_equal_however_it_was_saved(roster: Roster) -> None:
    people, work = as_tables(roster)
    with tempfile.TemporaryDirectory() as name:
        for encoding in ("utf-8", "utf-8-sig", "gb18030"):
            write_csv(Path(name) / "officials.csv", people, encoding)
            write_csv(Path(name) / "departments.csv", work, encoding)
            assert read(Path(name)) == roster
        assert read(workbook(Path(name) / "r.xlsx", 人员=people, 分工=work)) == roster
