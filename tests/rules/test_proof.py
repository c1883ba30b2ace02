"""Policy and roster proved together: cities with one thing wrong, and cities at random."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from graphlib import CycleError, TopologicalSorter

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.roster import read_roster
from bot.rules.people import Official, Post, Roster
from bot.rules.policy import Policy, Route, Seat, SeatEmpty, SeatKind, chain_of, route_for
from bot.rules.proof import ProofFault, Wrong, prove
from bot.settings import DEMO_CITY
from tests.rules.proof_city import EDUCATION, POLICY, official, roster

TODAY = date(2026, 11, 24)
MAYOR, EXECUTIVE = Seat(SeatKind.RANK, "mayor"), Seat(SeatKind.RANK, "executive_vice_mayor")
SUPERVISOR = Seat(SeatKind.SUPERVISOR)


def routed(rank: str, *stages: tuple[Seat, ...]) -> Policy:
    """The regulation with the leave of one rank going elsewhere from 2020 on."""
    newer = Route(
        matter="leave",
        ranks=(rank,),
        article="第九条",
        quote="",
        holds_from=date(2020, 1, 1),
        stages=stages,
    )
    return replace(POLICY, routes=(*POLICY.routes, newer))


def test_the_demo_city_is_proved_clean() -> None:
    assert prove(POLICY, read_roster(DEMO_CITY, POLICY.rank_words()), TODAY) == ()


CLEAN_CITIES = [
    roster(),
    roster(without=["cfsz"]),  # 没有常务副市长
    roster(without=["lly"]),
    roster(without=["jyj2"]),  # 部门没有副职
    roster(official("fsz", "副市长兼公安局局长", ("vice_mayor", ""), ("principal", EDUCATION))),
    roster(official("fsz", "公安局局长兼副市长", ("principal", EDUCATION), ("vice_mayor", ""))),
    roster(教育局=("sz",)),  # 市长直接分管
    roster(教育局=("fsz", "cfsz")),
    roster(official("y", "闲处联络员", ("staff", "闲处"))),  # 无人请假的部门可以没有分管
]


@pytest.mark.parametrize("city", CLEAN_CITIES)
def test_cities_that_are_in_order(city: Roster) -> None:
    assert prove(POLICY, city, TODAY) == ()


ONE_THING_WRONG = [
    ("没有市长", roster(without=["sz"]), [(Wrong.SEAT_EMPTY, "市长", "0")]),
    (
        "两个市长",
        roster(official("sz2", "又一市长", ("mayor", ""))),
        [(Wrong.SEAT_CROWDED, "市长", "2")],
    ),
    (
        "两个常务副市长",
        roster(official("c2", "又一常务", ("executive_vice_mayor", ""))),
        [(Wrong.SEAT_CROWDED, "常务副市长", "2")],
    ),
    ("没有州政府", roster(without=["zzf"]), [(Wrong.SEAT_EMPTY, "州政府", "0")]),
    (
        "两个州委",
        roster(official("zw2", "海西州委", ("authority", ""))),
        [(Wrong.SEAT_CROWDED, "州委", "2")],
    ),
    ("没有办公室", roster(without=["bgs"]), [(Wrong.NO_OFFICE, "office", "")]),
    ("部门没有分管", roster(教育局=()), [(Wrong.NO_SUPERVISOR, "教育局", "")]),
    ("分管的人不在册", roster(without=["fsz"]), [(Wrong.NO_SUPERVISOR, "教育局", "")]),
    (
        "只有正职的部门没有分管",
        roster(official("kj", "科技局局长", ("principal", "科技局"))),
        [(Wrong.NO_SUPERVISOR, "科技局", "")],
    ),
    (
        "局长来分管",
        roster(教育局=("jyj1",)),
        [(Wrong.SUPERVISOR_RANK, "教育局", "教育局局长")],
    ),
    (
        "第二位分管是联络员",
        roster(教育局=("fsz", "lly")),
        [(Wrong.SUPERVISOR_RANK, "教育局", "教育局联络员")],
    ),
    (
        "副局长分管自己",
        roster(教育局=("jyj2",)),
        [
            (Wrong.SUPERVISOR_RANK, "教育局", "教育局副局长"),
            (Wrong.OWN_JUDGE, "教育局副局长", "第十七条"),
        ],
    ),
    (
        "市长就是市委",
        roster(official("sz", "市委", ("authority", ""), ("mayor", "")), without=["sw"]),
        [(Wrong.OWN_JUDGE, "市委", "第十七条")],
    ),
    (
        "没有部门的副职",
        roster(official("x", "某副局长", ("deputy", ""))),
        [(Wrong.NO_SUPERVISOR, "某副局长", "")],
    ),
]


@pytest.mark.parametrize(
    ("city", "expected"),
    [case[1:] for case in ONE_THING_WRONG],
    ids=[c[0] for c in ONE_THING_WRONG],
)
def test_one_thing_wrong_in_the_city(city: Roster, expected: list[tuple[Wrong, str, str]]) -> None:
    assert sorted(prove(POLICY, city, TODAY), key=str) == sorted(
        (ProofFault(*fault) for fault in expected), key=str
    )


WRONG_ROUTES = [
    ("mayor", [(MAYOR,)], {(Wrong.OWN_JUDGE, "市长", "第九条")}),
    (
        "mayor",
        [(EXECUTIVE,)],
        {
            (Wrong.LOOP, "市长", "市长、常务副市长"),
            (Wrong.LOOP, "常务副市长", "市长、常务副市长"),
        },
    ),
    (
        "vice_mayor",
        [(MAYOR,), (SUPERVISOR,)],
        {(Wrong.NO_SUPERVISOR, "教育副市长", "")},
    ),
    ("deputy", [(Seat(SeatKind.RANK, "deputy"),)], {(Wrong.OWN_JUDGE, "教育局副局长", "第九条")}),
    ("deputy", [(Seat(SeatKind.RANK, "principal"),), (SUPERVISOR,)], set()),
]


@pytest.mark.parametrize(("rank", "stages", "expected"), WRONG_ROUTES)
def test_one_thing_wrong_in_the_routes(
    rank: str, stages: list[tuple[Seat, ...]], expected: set[tuple[Wrong, str, str]]
) -> None:
    found = prove(routed(rank, *stages), roster(), TODAY)
    assert {(f.wrong, f.subject, f.detail) for f in found} == expected


def test_a_wrong_route_is_no_fault_before_its_day() -> None:
    policy = routed("mayor", (MAYOR,))
    assert prove(policy, roster(), date(2019, 12, 31)) == ()
    assert prove(policy, roster(), date(2020, 1, 1)) != ()


def test_a_rank_left_out_of_the_routes_is_named_for_each_of_its_officials() -> None:
    policy = replace(POLICY, routes=POLICY.routes[:-1])  # without the deputies'
    city = roster(official("jyj3", "教育局另一副局长", ("deputy", EDUCATION)))
    assert prove(policy, city, TODAY) == (
        ProofFault(Wrong.NO_ROUTE, "教育局副局长", "出差请假"),
        ProofFault(Wrong.NO_ROUTE, "教育局另一副局长", "出差请假"),
    )


def test_before_the_regulation_nobody_has_a_route() -> None:
    faults = prove(POLICY, roster(), date(2018, 3, 21))
    assert {fault.wrong for fault in faults} == {Wrong.NO_ROUTE}
    assert len(faults) == 5


def test_every_fault_is_named_once() -> None:
    many = [official(f"x{n}", f"副局长{n}", ("deputy", "科技局")) for n in range(5)]
    assert prove(POLICY, roster(*many), TODAY) == (ProofFault(Wrong.NO_SUPERVISOR, "科技局"),)


def test_an_empty_roster_lacks_its_office() -> None:
    assert prove(POLICY, Roster(), TODAY) == (ProofFault(Wrong.NO_OFFICE, "office"),)


# cities at random

DEPARTMENTS = ("", EDUCATION, "科技局")
IDS = ("sz", "cfsz", "fsz", "jyj1", "jyj2", "bgs", "zw", "zzf", "sw", "n1", "n2", "n3")
posts = st.builds(
    Post,
    title=st.sampled_from(["某职", "州委", "市委", "州政府"]),
    rank=st.sampled_from(list(POLICY.ranks)),
    department=st.sampled_from(DEPARTMENTS),
)
people = st.builds(
    Official,
    id=st.sampled_from(IDS),
    name=st.sampled_from(["甲", "乙", "丙", "州委"]),
    posts=st.lists(posts, min_size=1, max_size=2).map(tuple),
)
supervision = st.dictionaries(
    st.sampled_from(DEPARTMENTS[1:]), st.lists(st.sampled_from(IDS), max_size=2).map(tuple)
)


@st.composite
def cities(draw: st.DrawFn) -> Roster:
    """The small city with a few people taken out, put in or given other posts."""
    without = draw(st.lists(st.sampled_from(IDS), max_size=2))
    others = draw(st.lists(people, max_size=4))
    return roster(*others, without=without, **draw(supervision))


seats = st.sampled_from(
    [MAYOR, EXECUTIVE, SUPERVISOR, *(Seat(SeatKind.AUTHORITY, name) for name in POLICY.authorities)]
)
routes = st.builds(
    Route,
    matter=st.just("leave"),
    ranks=st.sampled_from([(r.code,) for r in POLICY.ranks.values() if r.asks]),
    article=st.just("第九条"),
    quote=st.just(""),
    holds_from=st.sampled_from([date(2020, 1, 1), date(2030, 1, 1)]),
    stages=st.lists(st.lists(seats, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(
        tuple
    ),
)
policies = st.lists(routes, max_size=2).map(
    lambda newer: replace(POLICY, routes=(*POLICY.routes, *newer))
)


def deciders(person: Official, policy: Policy, city: Roster) -> list[Official]:
    """Everybody his leave goes through; in a city proved clean this never fails."""
    if not policy.rank_of(person).asks:
        return []
    route = route_for(policy, person, "leave", TODAY)
    assert route is not None
    stages = chain_of(route, person, policy, city)
    assert stages
    assert all(stages)
    return [holder for stage in stages for _, holder in stage]


def upward(person: Official, policy: Policy, city: Roster) -> Iterator[tuple[str, ...]]:
    """Every way up from `person`, as ids; a way that meets somebody twice fails."""
    ways: list[tuple[str, ...]] = [(person.id,)]
    while ways:
        way = ways.pop()
        above = deciders(city.officials[way[-1]], policy, city)
        assert not {o.id for o in above} & set(way)
        ways += [(*way, o.id) for o in above]
        if not above:
            yield way


@settings(max_examples=400)
@given(cities(), policies)
def test_a_city_is_faulted_or_every_chain_ends(city: Roster, policy: Policy) -> None:
    faults = prove(policy, city, TODAY)
    event("faulted" if faults else "clean")
    if faults:
        return
    for person in city.officials.values():
        for way in upward(person, policy, city):
            assert len(way) <= len(city.officials)
            assert not policy.rank_of(city.officials[way[-1]]).asks


@settings(max_examples=400)
@given(cities(), policies)
def test_a_circle_is_named_where_there_is_one_and_only_there(city: Roster, policy: Policy) -> None:
    above = {o.id: _above(o, policy, city) for o in city.officials.values()}
    named = {fault.wrong for fault in prove(policy, city, TODAY)} & {Wrong.LOOP, Wrong.OWN_JUDGE}
    event(", ".join(sorted(named)) or "no circle")
    assert bool(named) == _circles(above)


def _above(person: Official, policy: Policy, city: Roster) -> set[str]:
    """Ids of those who decide his leave; nobody where a seat is empty."""
    try:
        return {o.id for o in deciders(person, policy, city)}
    except SeatEmpty:
        return set()


def _circles(above: dict[str, set[str]]) -> bool:
    try:
        TopologicalSorter(above).prepare()
    except CycleError:
        return True
    return False
