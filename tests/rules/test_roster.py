"""The roster 名册 as offices really keep it: what is read."""

from pathlib import Path

import pytest

from bot.roster import read_roster
from bot.rules.people import Official, Post
from tests.rules.roster_city import CITY, RANKS, SUPERVISION, folder, read, workbook

EXAMPLE = Path(__file__).parents[2] / "examples" / "golmud"


def test_a_city_is_read_in_its_order(tmp_path: Path) -> None:
    roster = read(folder(tmp_path, CITY, SUPERVISION))
    assert list(roster.officials) == ["sz", "fsz", "jyj1", "jyj2"]
    assert roster.officials["jyj1"] == Official(
        id="jyj1",
        name="教育局局长",
        posts=(Post(title="市教育局局长", rank="principal", department="教育局"),),
        phone="8003",
        telegram_id="101",
        wecom_id="JuZhang",
        ab="jyj2",
    )
    assert roster.supervisors == {"教育局": ("fsz",)}


CELLS = [
    # what the office typed                             what it means
    ("jyj9,某局长,局长,正职,教育局,８００３,,,", ("phone", "8003")),
    ("jyj9,某局长,局长,部门主要领导,教育局,13800000000.0,,,", ("phone", "13800000000")),
    ("jyj9,某局长,局长, Principal ,教育局,0979-8400000,,,", ("phone", "0979-8400000")),
    ("jyj9,某局长,局长,正职,教育局,,１２３４５,,", ("telegram_id", "12345")),
    ("ｊｙｊ９,某局长,局长,正职,教育局,,,,", ("id", "jyj9")),
    ("jyj9,\u3000某局长 ,局长,正职,教育局,,,,", ("name", "某局长")),
    ("jyj9,某\u202e局\u200b长,局长,正职,教育局,,,,", ("name", "某局长")),
    ('jyj9,"某局长\n(兼)",局长,正职,教育局,,,,', ("name", "某局长 (兼)")),
    ("jyj9,某局长,局长,正职,教育局,,,,教育局副局长", ("ab", "jyj2")),
    ("jyj9,某局长,局长,正职,教育局,,,,ｊｙｊ２", ("ab", "jyj2")),
    ("jyj9,某局长,,正职,教育局,,,,", ("title", "某局长")),
]


@pytest.mark.parametrize(("row", "expected"), CELLS)
def test_cells_mean_what_people_mean(tmp_path: Path, row: str, expected: tuple[str, str]) -> None:
    official = read(folder(tmp_path, (*CITY, row), SUPERVISION)).officials["jyj9"]
    assert getattr(official, expected[0]) == expected[1]
    assert official.post.rank == "principal"


SUPERVISORS = [
    ("fsz", ("fsz",)),
    ("fsz;sz", ("fsz", "sz")),
    ("sz；fsz", ("sz", "fsz")),
    ("sz、 fsz 、", ("sz", "fsz")),
    ("分管教育副市长", ("fsz",)),
    ("副市长;fsz", ("fsz",)),
]


@pytest.mark.parametrize(("cell", "ids"), SUPERVISORS)
def test_supervisors_by_id_name_or_post(tmp_path: Path, cell: str, ids: tuple[str, ...]) -> None:
    assert read(folder(tmp_path, CITY, (f"教育局,{cell}",))).supervisors == {"教育局": ids}


@pytest.mark.parametrize("departments", [(), ("教育局,",)])
def test_a_department_may_lack_a_supervisor_here(tmp_path: Path, departments: list[str]) -> None:
    assert read(folder(tmp_path, CITY, departments)).supervisors == {}


def test_the_same_id_twice_is_one_official_with_two_posts(tmp_path: Path) -> None:
    second = "jyj1,教育局局长,市政府副秘书长,office,市政府办公室,,,,"
    official = read(folder(tmp_path, (*CITY, second), SUPERVISION)).officials["jyj1"]
    assert [(p.title, p.rank) for p in official.posts] == [
        ("市教育局局长", "principal"),
        ("市政府副秘书长", "office"),
    ]
    assert official.phone == "8003"


HEADERS = [
    "id,name,post,rank,department",
    "编号,姓名,职务,职级,部门",
    "工号,姓名,职务,职级,单位",
    " ID , Name,POST,Rank, Department ",
    "编 号,姓 名,职 务,职 级,部 门",
]


@pytest.mark.parametrize("header", HEADERS)
def test_headers_in_english_or_chinese(tmp_path: Path, header: str) -> None:
    folder(tmp_path, (), ())
    text = f"{header}\n,,,,\nsz,市长,市长,市长,\n"
    (tmp_path / "officials.csv").write_text(text, encoding="utf-8")
    assert read(tmp_path).officials["sz"].post.rank == "mayor"


def test_columns_in_any_order_with_others_between_and_a_title_above(tmp_path: Path) -> None:
    people: list[list[object]] = [
        ["格尔木市政府领导干部名册"],
        [],
        ["备注", "企业微信", "职级", "姓名", "Telegram", "手机", "部门", "职务", "编号", "AB岗"],
        ["x", "Shi", "市长", "市长", 99.0, 13800000000.0, None, "市长", 7, None],
        ["x", None, "副市长", "副市长", None, None, None, "副市长", 8.0, 7],
        [None, None, "正职", "局长", None, None, "教育局", "局长", "9", None],
    ]
    work = [["分管副市长", "部门"], ["8;7", "教育局"]]
    roster = read(workbook(tmp_path / "名册.xlsx", 人员=people, 其他=[["x"]], 分工=work))
    mayor, vice, _ = roster.officials.values()
    assert (mayor.id, mayor.phone, mayor.telegram_id, mayor.wecom_id) == (
        "7",
        "13800000000",
        "99",
        "Shi",
    )
    assert (vice.id, vice.ab) == ("8", "7")
    assert roster.supervisors == {"教育局": ("8", "7")}


def test_the_demo_city_is_whole() -> None:
    ranks = ["executive_vice_mayor", "authority", "staff"]
    roster = read_roster(EXAMPLE, RANKS | {rank: (rank,) for rank in ranks})
    count = {rank: len(roster.with_rank(rank)) for rank in (*RANKS, *ranks)}
    assert count["mayor"] == count["executive_vice_mayor"] == 1
    assert (count["vice_mayor"], count["office"], count["authority"]) == (6, 3, 3)
    assert count["principal"] >= 25
    assert count["deputy"] == 2 * count["principal"] == 2 * len(roster.supervisors)
    vice_mayors = {o.id for o in roster.with_rank("executive_vice_mayor", "vice_mayor")}
    assert {ids[0] for ids in roster.supervisors.values()} == vice_mayors
    assert all(roster.officials[o.ab].ab == o.id for o in roster.officials.values() if o.ab)
    assert b"\r" not in (EXAMPLE / "officials.csv").read_bytes()
