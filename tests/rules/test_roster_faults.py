"""Mistakes in a roster 名册: each found, named by row, and told with what to do."""

from pathlib import Path

import pytest

from bot.rules.roster_fault import Fault, FaultKind
from bot.words.roster import COLUMNS, FAULTS, fault_sentence
from tests.rules.roster_city import (
    CITY,
    HEADER,
    PEOPLE_FILE,
    SUPERVISION,
    WORK_FILE,
    faults,
    folder,
    marks,
)

# A row added to the city (row 6 of officials.csv) and where the mistake is then named.
OFFICIAL_FAULTS = [
    (",某局长,局长,正职,教育局,,,,", [(6, "id", FaultKind.EMPTY)]),
    ("x,,局长,正职,教育局,,,,", [(6, "name", FaultKind.EMPTY)]),
    ("x,某局长,局长,,教育局,,,,", [(6, "rank", FaultKind.EMPTY)]),
    ("x,某局长,局长,局长,教育局,,,,", [(6, "rank", FaultKind.UNKNOWN_RANK)]),
    ("x,某局长,局长,正职,,,,,", [(6, "department", FaultKind.NO_DEPARTMENT)]),
    ("x,某局长,局长,deputy,,,,,", [(6, "department", FaultKind.NO_DEPARTMENT)]),
    ("x,某局长,局长,正职,教育局,,@ju,,", [(6, "telegram_id", FaultKind.NOT_A_NUMBER)]),
    ("x,某局长,局长,正职,教育局,,-100123,,", [(6, "telegram_id", FaultKind.NOT_A_NUMBER)]),
    ("x,某局长,局长,正职,教育局,,1.23E+09,,", [(6, "telegram_id", FaultKind.NOT_A_NUMBER)]),
    ("x,某局长,局长,正职,教育局,,١٢٣,,", [(6, "telegram_id", FaultKind.NOT_A_NUMBER)]),
    ("x,某局长,局长,正职,教育局,,１０１,,", [(6, "telegram_id", FaultKind.USED_TWICE)]),
    ("x,某局长,局长,正职,教育局,,,juzhang,", [(6, "wecom_id", FaultKind.USED_TWICE)]),
    ("jyj1,另一人,局长,正职,教育局,,,,", [(6, "name", FaultKind.OTHER_NAME)]),
    (CITY[2], [(6, "id", FaultKind.DUPLICATE_POST)]),
    ("jyj1,教育局局长,书记,正职,教育局,,999,,", [(6, "telegram_id", FaultKind.OTHER_VALUE)]),
    ("x,某局长,局长,正职,教育局,,,,nobody", [(6, "ab", FaultKind.UNKNOWN_PERSON)]),
    ("x,某局长,局长,正职,教育局,,,,x", [(6, "ab", FaultKind.OWN_AB)]),
    ("x,某局长,局长,正职,教育局,,,,某局长", [(6, "ab", FaultKind.OWN_AB)]),
    (
        "x,,局长,局长,,,no,,nobody",
        [
            (6, "name", FaultKind.EMPTY),
            (6, "telegram_id", FaultKind.NOT_A_NUMBER),
            (6, "rank", FaultKind.UNKNOWN_RANK),
            (6, "ab", FaultKind.UNKNOWN_PERSON),
        ],
    ),
]


@pytest.mark.parametrize(("row", "expected"), OFFICIAL_FAULTS)
def test_mistakes_in_officials(
    tmp_path: Path, row: str, expected: list[tuple[int, str, FaultKind]]
) -> None:
    assert marks(folder(tmp_path, (*CITY, row), SUPERVISION)) == [
        (PEOPLE_FILE, *mark) for mark in expected
    ]


DEPARTMENT_FAULTS = [
    ("教育厅,fsz", [(3, "department", FaultKind.UNKNOWN_DEPARTMENT)]),
    (",fsz", [(3, "department", FaultKind.EMPTY)]),
    ("教育局,sz", [(3, "department", FaultKind.LISTED_TWICE)]),
    ("卫健委,nobody", [(3, "supervisor", FaultKind.UNKNOWN_PERSON)]),
    ("卫健委,局长", [(3, "supervisor", FaultKind.SEVERAL_PEOPLE)]),
    (
        "卫健委,nobody;fsz、甲",
        [
            (3, "supervisor", FaultKind.UNKNOWN_PERSON),
            (3, "supervisor", FaultKind.UNKNOWN_PERSON),
        ],
    ),
]


@pytest.mark.parametrize(("row", "expected"), DEPARTMENT_FAULTS)
def test_mistakes_in_departments(
    tmp_path: Path, row: str, expected: list[tuple[int, str, FaultKind]]
) -> None:
    city = (*CITY, "w1,甲某,局长,正职,卫健委,,,,", "w2,乙某,局长,deputy,卫健委,,,,")
    path = folder(tmp_path, city, (*SUPERVISION, row))
    assert marks(path) == [(WORK_FILE, *mark) for mark in expected]


def test_an_ambiguous_ab_half_is_asked_about(tmp_path: Path) -> None:
    city = (*CITY, "w1,甲某,局长,正职,教育局,,,,", "w2,乙某,局长,正职,教育局,,,,局长")
    assert marks(folder(tmp_path, city, ())) == [(PEOPLE_FILE, 7, "ab", FaultKind.SEVERAL_PEOPLE)]


def test_a_broken_row_is_still_a_person_to_refer_to(tmp_path: Path) -> None:
    city = (*CITY, "x,某局长,局长,局长,教育局,,,,jyj1")
    assert marks(folder(tmp_path, city, ("教育局,x",))) == [
        (PEOPLE_FILE, 6, "rank", FaultKind.UNKNOWN_RANK)
    ]


def test_all_mistakes_of_both_files_in_reading_order(tmp_path: Path) -> None:
    city = ("a,甲,,局长,,,,,", *CITY, "jyj1,乙,,正职,,,,,")
    found = marks(folder(tmp_path, city, ("无此局,fsz", "教育局,无此人")))
    assert found == [
        (PEOPLE_FILE, 2, "rank", FaultKind.UNKNOWN_RANK),
        (PEOPLE_FILE, 7, "department", FaultKind.NO_DEPARTMENT),
        (PEOPLE_FILE, 7, "name", FaultKind.OTHER_NAME),
        (WORK_FILE, 2, "department", FaultKind.UNKNOWN_DEPARTMENT),
        (WORK_FILE, 3, "supervisor", FaultKind.UNKNOWN_PERSON),
    ]


def test_rows_are_counted_as_the_spreadsheet_does(tmp_path: Path) -> None:
    city = ('q,"两\n行",,office,,,,,', "", ",,,,,,,,", "x,甲,,局长,,,,,")
    assert marks(folder(tmp_path, city, ())) == [(PEOPLE_FILE, 5, "rank", FaultKind.UNKNOWN_RANK)]


FILES: list[tuple[bytes | None, list[tuple[int | None, str, FaultKind]]]] = [
    (None, [(None, "", FaultKind.MISSING_FILE)]),
    (b"\xff\xfe\x80", [(None, "", FaultKind.UNDECODABLE)]),
    (b"x" * 10_000_001, [(None, "", FaultKind.OVERSIZED)]),
    (b'a,b\nc,"d\ne,f\n', [(2, "", FaultKind.BROKEN_CSV)]),
    (b"a," + b"x" * 140_000, [(1, "", FaultKind.BROKEN_CSV)]),
    (
        "编号,姓名,部门\n".encode(),
        [
            (None, "post", FaultKind.MISSING_COLUMN),
            (None, "rank", FaultKind.MISSING_COLUMN),
        ],
    ),
    (b"", [(None, c, FaultKind.MISSING_COLUMN) for c in HEADER.split(",")[:5]]),
]


@pytest.mark.parametrize(("content", "expected"), FILES)
def test_files_that_cannot_be_read(
    tmp_path: Path,
    content: bytes | None,
    expected: list[tuple[int | None, str, FaultKind]],
) -> None:
    folder(tmp_path, CITY, SUPERVISION)
    file = tmp_path / "officials.csv"
    file.unlink() if content is None else file.write_bytes(content)
    assert marks(tmp_path) == [(PEOPLE_FILE, *mark) for mark in expected]


def test_both_missing_files_are_named(tmp_path: Path) -> None:
    kind = FaultKind.MISSING_FILE
    assert marks(tmp_path) == [(PEOPLE_FILE, None, "", kind), (WORK_FILE, None, "", kind)]
    assert marks(tmp_path / "nowhere") == [("nowhere", None, "", kind)]


def test_a_folder_where_a_file_should_be_is_not_readable(tmp_path: Path) -> None:
    folder(tmp_path, CITY, SUPERVISION)
    (tmp_path / "departments.csv").unlink()
    (tmp_path / "departments.csv").mkdir()
    assert marks(tmp_path) == [(WORK_FILE, None, "", FaultKind.UNREADABLE)]


def test_a_mistake_is_told_with_its_row_and_what_to_do(tmp_path: Path) -> None:
    city = (*CITY, "x,某局长,局长,局长,教育局,,,,")
    (fault,) = faults(folder(tmp_path, city, SUPERVISION))
    assert fault_sentence(fault, "zh") == (
        "officials.csv 第 6 行：职级“局长”不认识，"
        "请用 市长、副市长、部门主要领导、部门其他领导、市政府办公室 之一。"
    )
    assert fault_sentence(fault, "en") == (
        'officials.csv, row 6: the rank "局长" is not known; '
        "use one of mayor, vice_mayor, principal, deputy, office."
    )


@pytest.mark.parametrize("kind", FaultKind)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_mistake_has_a_sentence(kind: FaultKind, language: str) -> None:
    fault = Fault(file="f", kind=kind, row=7, column="ab", value="{甲}" * 30, other=7733)
    said = fault_sentence(fault, language)
    assert said.startswith("f 第 7 行：" if language == "zh" else "f, row 7: ")
    assert said.endswith("。" if language == "zh" else ".")
    assert len(said) < 200
    assert ("7733" in said) == ("{other}" in FAULTS[kind].zh)
    assert fault_sentence(Fault(file="f", kind=kind), language).startswith(("f：", "f: "))


def test_every_column_has_a_name() -> None:
    assert {*HEADER.split(","), "supervisor"} == set(COLUMNS)
