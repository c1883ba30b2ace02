"""The regulation 规定 as data: who asks whom, from which day, and files with one thing wrong."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.policy import load_gazetteer, load_policy
from bot.roster import read_roster
from bot.rules.people import Official, Roster
from bot.rules.places import Where, where
from bot.rules.policy import Route, Seat, SeatEmpty, SeatKind, chain_of, holder_of, route_for
from bot.rules.policy_file import PolicyFaults
from bot.settings import DEMO_CITY, REGULATION
from tests.rules.proof_city import EDUCATION, POLICY, official, roster

TODAY = date(2026, 11, 24)
TEXT = REGULATION.read_text(encoding="utf-8")
DEMO = read_roster(DEMO_CITY, POLICY.rank_words())


def asked(person: Official) -> list[list[str]]:
    """Ids of those who decide his leave, stage by stage."""
    route = route_for(POLICY, person, "leave", TODAY)
    assert route is not None
    return [[holder.id for _, holder in stage] for stage in chain_of(route, person, POLICY, DEMO)]


# who decides, by article 17


@pytest.mark.parametrize(
    "person", [o for o in DEMO.officials.values() if POLICY.rank_of(o).asks], ids=lambda o: o.id
)
def test_every_official_of_the_demo_city_asks_whom_article_17_names(person: Official) -> None:
    supervisor = DEMO.supervisors.get(person.post.department, ("",))[0]
    by_rank = {
        "mayor": [["zw", "zzf", "sw"]],  # 州委、州政府、市委, each of them
        "executive_vice_mayor": [["sz"]],
        "vice_mayor": [["sz"]],
        "principal": [["sz"]],
        "deputy": [[supervisor]],
    }
    assert asked(person) == by_rank[person.post.rank]


def test_a_deputy_of_a_department_with_two_supervisors_asks_the_first() -> None:
    assert DEMO.supervisors["生态环境局"] == ("fsz2", "fsz4")
    assert asked(DEMO.officials["sthj2"]) == [["fsz2"]]


@pytest.mark.parametrize("rank", ["office", "authority", "staff"])
def test_who_only_keeps_and_answers_asks_nobody(rank: str) -> None:
    for person in DEMO.with_rank(rank):
        assert not POLICY.rank_of(person).asks
        assert route_for(POLICY, person, "leave", TODAY) is None


@pytest.mark.parametrize("route", POLICY.routes, ids=lambda r: r.ranks[0])
def test_every_route_quotes_article_17_of_2018(route: Route) -> None:
    assert (route.article, route.holds_from) == ("第十七条", date(2018, 3, 22))
    assert ("请假" in route.quote) or ("批准" in route.quote)


TWO_POSTS = [
    # posts, the main one first                                    asks as
    ([("principal", EDUCATION), ("vice_mayor", "")], "vice_mayor"),
    ([("office", "市政府办公室"), ("deputy", EDUCATION)], "deputy"),
    ([("deputy", EDUCATION), ("principal", "科技局")], "principal"),
    ([("staff", EDUCATION), ("office", "市政府办公室")], "office"),
]


@pytest.mark.parametrize(("posts", "rank"), TWO_POSTS)
def test_with_two_posts_one_asks_by_the_higher(posts: list[tuple[str, str]], rank: str) -> None:
    assert POLICY.rank_of(official("x", "某人", *posts)).code == rank


def test_a_deputy_in_two_departments_asks_as_in_the_first() -> None:
    both = official("x", "某人", ("deputy", "科技局"), ("deputy", EDUCATION))
    city = roster(both, 科技局=("cfsz",))
    assert holder_of(Seat(SeatKind.SUPERVISOR), both, POLICY, city).id == "cfsz"


def test_requests_are_forwarded_to_the_mayor_and_the_vice_mayors_only() -> None:
    assert POLICY.deciders() == ("mayor", "executive_vice_mayor", "vice_mayor")


AUTHORITIES = [("zw2", "海西州委办公室", "州委"), ("zf2", "州人民政府", "州政府")]


@pytest.mark.parametrize(("id_", "name", "seat"), AUTHORITIES)
def test_an_authority_may_be_called_otherwise(id_: str, name: str, seat: str) -> None:
    old = {"州委": "zw", "州政府": "zzf"}[seat]
    city = roster(official(id_, name, ("authority", "")), without=[old])
    mayor = city.officials["sz"]
    assert holder_of(Seat(SeatKind.AUTHORITY, seat), mayor, POLICY, city).id == id_


SECOND_MAYOR = official("sz2", "另一市长", ("mayor", ""))
SECOND_OUTSIDE = official("zw2", "州委办", ("authority", ""))
SEATS = [
    (Seat(SeatKind.RANK, "mayor"), roster(without=["sz"]), 0),
    (Seat(SeatKind.RANK, "mayor"), roster(SECOND_MAYOR), 2),
    (Seat(SeatKind.AUTHORITY, "州委"), roster(without=["zw"]), 0),
    (Seat(SeatKind.AUTHORITY, "州委"), roster(SECOND_OUTSIDE), 2),
    (Seat(SeatKind.SUPERVISOR), roster(without=["fsz"]), 0),
    (Seat(SeatKind.SUPERVISOR), roster(教育局=()), 0),
]


@pytest.mark.parametrize(("seat", "city", "found"), SEATS)
def test_an_empty_or_crowded_seat_is_told(seat: Seat, city: Roster, found: int) -> None:
    with pytest.raises(SeatEmpty) as told:
        holder_of(seat, city.officials["jyj2"], POLICY, city)
    assert (told.value.seat, told.value.found) == (seat, found)


# the rule of a day

NEWER = replace(
    next(route for route in POLICY.routes if route.ranks == ("deputy",)),
    holds_from=date(2027, 1, 1),
    article="第九条",
    stages=((Seat(SeatKind.SUPERVISOR),), (Seat(SeatKind.RANK, "mayor"),)),
)
DAYS = [
    (date(2018, 3, 21), ""),
    (date(2018, 3, 22), "第十七条"),
    (date(2026, 12, 31), "第十七条"),
    (date(2027, 1, 1), "第九条"),
    (date(2030, 6, 1), "第九条"),
]


@pytest.mark.parametrize(("day", "article"), DAYS)
@pytest.mark.parametrize("newest_first", [True, False])
def test_a_newer_route_holds_from_its_day(day: date, article: str, newest_first: bool) -> None:
    routes = (NEWER, *POLICY.routes) if newest_first else (*POLICY.routes, NEWER)
    policy = replace(POLICY, routes=routes)
    route = route_for(policy, roster().officials["jyj2"], "leave", day)
    assert (route.article if route else "") == article


def test_the_newer_route_may_have_more_stages() -> None:
    city = roster()
    stages = chain_of(NEWER, city.officials["jyj2"], POLICY, city)
    assert [[holder.id for _, holder in stage] for stage in stages] == [["fsz"], ["sz"]]


# files with one thing wrong

DEPUTY = 'ranks = ["deputy"]'
SUPERVISED = '[["supervisor"]]'
FIRST_RANK = 'code = "mayor"'
WRONG_FILES = [
    ('not_both_away = ["mayor"', 'not_both_away = ["mayer"', ("leave", "mayer")),
    ('counted_together = ["executive', 'counted_together = ["exec', ("leave", "exec_vice_mayor")),
    ('meeting_ranks = ["mayor"', "meeting_ranks = [5", ("leave", "meeting_ranks")),
    # what stands there                 what was written instead                   fault
    ('id = "golmud-2018"', "", ("top", "id")),
    ('title = "格尔木', 'titel = "格尔木', ("top", "title"), ("top", "titel")),
    ("holds_from = 2018-03-22\n\n", 'holds_from = "2018"\n\n', ("top", "holds_from")),
    ("[leave]", "[practice]", ("top", "leave"), ("top", "practice")),
    ("[authorities]\n", '[authorities]\n"市政协" = 1\n', ("top", "authorities")),
    (FIRST_RANK, "", ("rank 1", "code")),
    (FIRST_RANK, "code = 1", ("rank 1", "code")),
    (FIRST_RANK, 'code = ""', ("rank 1", "code")),
    ('code = "staff"', 'code = "office"', ("rank 8", "code")),
    ('zh = "副市长"', "", ("rank 3", "zh")),
    ('names = ["上级"', 'names = [7, "上级"', ("rank 7", "names")),
    ("single = true\n\n[[rank]]\ncode = \"vice", "single = 1\n\n[[rank]]\ncode = \"vice",
     ("rank 2", "single")),
    ("asks = true\n\n[[rank]]\ncode = \"office\"", "ask = true\n\n[[rank]]\ncode = \"office\"",
     ("rank 5", "ask")),
    ('zh = "出差请假"', "", ("matter 1", "zh")),
    ('code = "leave"', 'code = "leaves"', *((f"route {n}", "leave") for n in (1, 2, 3, 4))),
    (DEPUTY, 'ranks = ["depty"]', ("route 4", "depty")),
    (DEPUTY, "ranks = []", ("route 4", "ranks")),
    (DEPUTY, 'ranks = "deputy"', ("route 4", "ranks")),
    (DEPUTY, 'ranks = ["deputy", "principal"]', ("route 4", "holds_from")),
    (SUPERVISED, '[["supervisr"]]', ("route 4", "supervisr")),
    (SUPERVISED, '[["supervisor:fsz1"]]', ("route 4", "supervisor:fsz1")),
    (SUPERVISED, '[["rank:mayer"]]', ("route 4", "rank:mayer")),
    (SUPERVISED, '[["rank:"]]', ("route 4", "rank:")),
    (SUPERVISED, '[["person:sz"]]', ("route 4", "person:sz")),
    (SUPERVISED, '["supervisor"]', ("route 4", "stages")),
    (SUPERVISED, '"supervisor"', ("route 4", "stages")),
    (SUPERVISED, "[]", ("route 4", "stages")),
    (SUPERVISED, "[[]]", ("route 4", "stages")),
    ("authority:市委", "authority:省委", ("route 1", "authority:省委")),
    ('article = "第十七条"\nquote = "市长', 'quote = "市长', ("route 1", "article")),
    ("lead_working_days = 2 ", "", ("leave", "lead_working_days")),
    ("lead_working_days = 2 ", "lead_working_days = -2 ", ("leave", "lead_working_days")),
    ("lead_working_days = 2 ", "lead_working_days = true ", ("leave", "lead_working_days")),
    ("longest_days = 30", "longest_days = 3.5", ("leave", "longest_days")),
    ("report_back_at = 17:00:00", 'report_back_at = "17:00"', ("leave", "report_back_at")),
    ("[leave]\n", "[leave]\nweekends = 1\n", ("leave", "weekends")),
]  # fmt: skip


def faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(PolicyFaults) as found:
        load_policy(path)
    return [(fault.where, fault.what) for fault in found.value.faults]


@pytest.mark.parametrize("case", WRONG_FILES, ids=lambda case: case[1] or f"no {case[0]}")
def test_one_thing_wrong_is_the_thing_named(tmp_path: Path, case: tuple[Any, ...]) -> None:
    here, instead, *expected = case
    assert here in TEXT
    path = tmp_path / "policy.toml"
    path.write_text(TEXT.replace(here, instead, 1), encoding="utf-8")
    assert faults(path) == expected


TOP_OF_ANOTHER_KIND = ["rank", "matter", "route", "leave", "authorities"]


@pytest.mark.parametrize("name", TOP_OF_ANOTHER_KIND)
@pytest.mark.parametrize("value", ["5", "[5]", '"x"', "[]"])
def test_a_table_that_is_none(tmp_path: Path, name: str, value: str) -> None:
    path = tmp_path / "policy.toml"
    top = TEXT.partition("# ── 职级")[0]
    path.write_text(f"{top}\n{name} = {value}\n", encoding="utf-8")
    missing = {"rank", "matter", "route", "leave", "sensitive"}
    missing |= {"item_class", "escalation", "ledger"}
    assert sorted(faults(path)) == sorted(("top", key) for key in missing | {name})


def test_what_is_no_toml_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('id = "a"\ntitle = 格尔木', encoding="utf-8")
    assert faults(path) == [("line 2", "toml")]
    path.write_text('id = """a', encoding="utf-8")
    assert faults(path) == [("line 0", "toml")]


@pytest.mark.parametrize("path", ["no/such.toml", str(Path(__file__).parent)])
def test_what_cannot_be_opened(path: str) -> None:
    assert faults(Path(path)) == [("file", "unreadable")]


def test_what_is_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_bytes(TEXT.encode("gb18030", "replace"))
    assert faults(tmp_path / "policy.toml") == [("file", "unreadable")]


def test_several_things_wrong_are_named_together(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(TEXT.replace(DEPUTY, "ranks = 1").replace("longest_days", "longest"), "utf-8")
    assert faults(path) == [
        ("route 4", "ranks"),
        ("leave", "longest_days"),
        ("leave", "longest"),
    ]


def test_the_places_that_come_with_the_bot() -> None:
    places = load_gazetteer()
    found = [where(place, places) for place in ("西宁", "北京", "东京", "某处")]
    assert found == [Where.INSIDE, Where.OUTSIDE, Where.ABROAD, Where.UNKNOWN]
