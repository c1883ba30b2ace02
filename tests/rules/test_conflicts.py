"""What stands beside a request, by the half-day: a table of facts, and what holds for all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.conflicts import (
    Absence,
    Conflict,
    ConflictKind,
    absences_in,
    conflicts,
    halfdays,
    ranks_beside,
)
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.people import Official, Roster
from bot.rules.requests import State, Trip
from bot.rules.typed_dates import take_halfday
from tests.rules.filed import TODAY, filed, span, who
from tests.rules.proof_city import EDUCATION, POLICY, official, roster

CITY = roster(
    official("fsz2", "工业副市长", ("vice_mayor", "")),
    official("fsz3", "农牧副市长", ("vice_mayor", "")),
    official("jyj3", "教育局副局长乙", ("deputy", EDUCATION)),
    official("czj1", "财政局局长", ("principal", "财政局")),
)
OWN, HEAD, MANY = ConflictKind.OWN, ConflictKind.OTHER_HEAD, ConflictKind.VICE_MAYORS
LAST, MEETING = ConflictKind.DEPARTMENT, ConflictKind.MEETING


def absence(name: str, dates: str, number: str = "A-0007", *, agreed: bool = True) -> Absence:
    official_ = who(name, CITY)
    return Absence(
        official=official_.id,
        title=official_.title,
        number=number,
        span=span(dates),
        agreed=agreed,
    )


def half(words: str) -> HalfDay:
    return take_halfday(words, TODAY, Part.MORNING)[0]


def found(
    applicant: str, dates: str, *others: tuple[str, str], meetings: tuple[str, ...] = ()
) -> list[tuple[ConflictKind, tuple[str, ...]]]:
    """(kind, who is meant) of each fact."""
    trip = Trip(span=span(dates), place="西宁", reason="开会")
    away = [absence(name, when, f"A-{n:04d}") for n, (name, when) in enumerate(others, start=1)]
    told = conflicts(trip, who(applicant, CITY), away, CITY, POLICY, map(half, meetings))
    return [(c.kind, tuple(a.title for a in c.absences)) for c in told]


FACTS = [
    # who asks        when                    who else is away                      told
    ("教育局局长", "12月1日至12月3日", [], []),
    # 本人 his own
    ("教育局局长", "12月1日至12月3日", [("教育局局长", "12月3日下午")], [(OWN, ("教育局局长",))]),
    ("教育局局长", "12月1日至12月3日上午", [("教育局局长", "12月3日下午")], []),
    ("教育局局长", "12月1日晚上", [("教育局局长", "12月1日下午")], []),
    # 两位主要领导 the two heads
    ("市长", "12月1日", [("常务副市长", "12月1日下午至12月5日")], [(HEAD, ("常务副市长",))]),
    ("市长", "12月1日上午", [("常务副市长", "12月1日下午至12月5日")], []),
    ("常务副市长", "12月1日", [("市长", "12月1日")], [(HEAD, ("市长",))]),
    ("教育副市长", "12月1日", [("市长", "12月1日")], []),
    ("教育局局长", "12月1日", [("市长", "12月1日"), ("常务副市长", "12月1日")], []),
    # 副市长 vice-mayors: two may be out, a third is told
    ("教育副市长", "12月1日", [("工业副市长", "12月1日")], []),
    (
        "教育副市长",
        "12月1日",
        [("工业副市长", "12月1日"), ("常务副市长", "12月1日")],
        [(MANY, ("工业副市长", "常务副市长"))],
    ),
    ("教育副市长", "12月1日", [("工业副市长", "12月1日上午"), ("农牧副市长", "12月1日下午")], []),
    (
        "教育副市长",
        "12月1日至12月2日",
        [("工业副市长", "12月1日"), ("农牧副市长", "12月1日下午至12月3日"), ("市长", "12月1日")],
        [(MANY, ("工业副市长", "农牧副市长"))],
    ),
    ("教育副市长", "12月1日", [("工业副市长", "12月1日"), ("工业副市长", "12月1日")], []),
    # 部门 a department without a leader
    (
        "教育局局长",
        "12月1日至12月3日",
        [("教育局副局长", "12月2日"), ("教育局副局长乙", "12月2日下午")],
        [(LAST, ("教育局副局长", "教育局副局长乙"))],
    ),
    ("教育局局长", "12月1日", [("教育局副局长", "12月1日")], []),
    (
        "教育局局长",
        "12月1日",
        [("教育局副局长", "12月1日上午"), ("教育局副局长乙", "12月1日下午")],
        [],
    ),
    (
        "教育局副局长",
        "12月1日",
        [("教育局局长", "12月1日"), ("教育局副局长乙", "12月1日")],
        [(LAST, ("教育局局长", "教育局副局长乙"))],
    ),
    ("财政局局长", "12月1日", [("教育局局长", "12月1日")], []),
]


@pytest.mark.parametrize(("applicant", "dates", "others", "told"), FACTS)
def test_facts(
    applicant: str,
    dates: str,
    others: list[tuple[str, str]],
    told: list[tuple[ConflictKind, tuple[str, ...]]],
) -> None:
    assert found(applicant, dates, *others) == told


def test_the_only_leader_of_a_department_leaves_nobody_behind_and_is_not_told_so() -> None:
    assert found("财政局局长", "12月1日", ("市长", "12月1日")) == []


MEETINGS = [
    ("教育局局长", "12月1日至12月3日", "12月2日上午", True),
    ("教育局局长", "12月2日下午至12月3日", "12月2日上午", False),
    ("教育局局长", "12月2日上午", "12月2日上午", True),
    ("市长", "12月2日", "12月2日下午", True),
    ("教育局副局长", "12月2日", "12月2日上午", False),
]


@pytest.mark.parametrize(("applicant", "dates", "meeting", "told"), MEETINGS)
def test_an_executive_meeting_in_the_dates(
    applicant: str, dates: str, meeting: str, *, told: bool
) -> None:
    kinds = [kind for kind, _ in found(applicant, dates, meetings=(meeting,))]
    assert (MEETING in kinds) == told


STATES = [
    (State.PENDING, [False]),
    (State.AGREED, [True]),
    (State.RETURNED, []),
    (State.REFUSED, []),
    (State.WITHDRAWN, []),
    (State.CANCELLED, []),
    (State.REPORTED, []),
]


@pytest.mark.parametrize(("state", "agreed"), STATES)
def test_only_what_stands_or_is_asked_for_counts(state: State, agreed: list[bool]) -> None:
    assert [a.agreed for a in absences_in([replace(filed(), state=state)])] == agreed


def test_a_change_asked_for_stands_beside_the_dates_agreed() -> None:
    request = filed()
    moved = replace(request.trip, span=span("12月5日"))
    both = absences_in([replace(request, state=State.AGREED, proposed=moved)])
    assert [(a.span, a.agreed) for a in both] == [(request.trip.span, True), (moved.span, False)]


RANKS = [
    ("市长", {"mayor", "executive_vice_mayor"}),
    ("常务副市长", {"mayor", "executive_vice_mayor", "vice_mayor"}),
    ("教育副市长", {"executive_vice_mayor", "vice_mayor"}),
    ("教育局局长", set()),
]


@pytest.mark.parametrize(("name", "ranks"), RANKS)
def test_whose_leave_touches_whose(name: str, ranks: set[str]) -> None:
    assert set(ranks_beside(who(name, CITY), POLICY)) == ranks


# what holds for all

HALVES = st.builds(
    HalfDay,
    st.integers(0, 4).map(lambda n: date(2026, 12, 30) + timedelta(days=n)),
    st.sampled_from(Part),
)
SPANS = st.tuples(HALVES, HALVES).map(lambda both: Span(min(both), max(both)))
ABSENCES = st.lists(
    st.builds(
        lambda o, s, agreed: Absence(
            official=o.id, title=o.title, number="A-0009", span=s, agreed=agreed
        ),
        st.sampled_from(list(CITY.officials.values())),
        SPANS,
        st.booleans(),
    ),
    max_size=8,
)
ASKERS = st.sampled_from([o for o in CITY.officials.values() if POLICY.rank_of(o).asks])


def told(applicant: str, when: Span, away: list[Absence], city: Roster) -> tuple[Conflict, ...]:
    trip = Trip(span=when, place="西宁", reason="开会")
    return conflicts(trip, city.officials[applicant], away, city, POLICY)


@given(ASKERS, SPANS, ABSENCES)
def test_every_absence_told_shares_a_half_day_and_none_that_does_not_matters(
    applicant: Official, when: Span, away: list[Absence]
) -> None:
    one = applicant.id
    facts = told(one, when, away, CITY)
    asked = set(halfdays(when))
    for fact in facts:
        assert all(asked & set(halfdays(a.span)) for a in fact.absences)
        assert len({f.kind for f in facts}) == len(facts)
    near = [a for a in away if asked & set(halfdays(a.span))]
    assert told(one, when, near, CITY) == facts


@given(ASKERS, SPANS, ASKERS, SPANS)
def test_the_two_heads_see_each_other_alike(
    one: Official, when: Span, other: Official, then: Span
) -> None:
    def away(who_: Official, span_: Span) -> list[Absence]:
        id_ = who_.id
        title = CITY.officials[id_].title
        return [Absence(official=id_, title=title, number="A-1", span=span_, agreed=True)]

    mine = told(one.id, when, away(other, then), CITY)
    theirs = told(other.id, then, away(one, when), CITY)
    assert [f.kind for f in mine if f.kind in (OWN, HEAD)] == [
        f.kind for f in theirs if f.kind in (OWN, HEAD)
    ]


@given(SPANS)
def test_the_half_days_of_a_span_run_from_its_first_to_its_last(when: Span) -> None:
    every = halfdays(when)
    assert (every[0], every[-1]) == (when.start, when.end)
    assert list(every) == sorted(set(every))
    assert {h.day for h in every} == set(when.dates)
