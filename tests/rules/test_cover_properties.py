"""Random rosters, random leaves: at every half-day exactly one person may decide each step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import cover, leave
from bot.rules.approval import allowed
from bot.rules.cover import Covers
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.people import Official, Roster
from bot.rules.refusal import Refusal
from bot.rules.requests import Request, Step, Trip
from tests.rules.filed import ZONE, stored
from tests.rules.proof_city import CITY as BASE
from tests.rules.proof_city import POLICY, SUPERVISORS, official

FIRST = date(2026, 12, 30)  # over the turn of the year
HOURS = {Part.MORNING: 9, Part.AFTERNOON: 15, Part.EVENING: 20}
WEEK = tuple(HalfDay(FIRST + timedelta(days=n), part) for n in range(5) for part in Part)


@dataclass(frozen=True)
class Absence:
    """Somebody away, covered from departure until he reports back, early, late or in time."""

    who: str
    stand_in: str
    since: HalfDay
    until: HalfDay


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Some vice-mayors, some departments under them, one to three leaders in each."""
    vice_mayors = [official(f"f{n}", f"副市长{n}", ("vice_mayor", "")) for n in range(draw(_few))]
    departments = {f"局{n}": draw(st.sampled_from(vice_mayors)).id for n in range(draw(_few))}
    leaders = [
        official(f"{name}{n}", f"{name}领导{n}", ("principal" if n == 0 else "deputy", name))
        for name in departments
        for n in range(draw(_few))
    ]
    people = {o.id: o for o in (*BASE, *vice_mayors, *leaders)}
    supervised = {d: (id_,) for d, id_ in departments.items()}
    return Roster(officials=people, supervisors=SUPERVISORS | supervised)


_few = st.integers(1, 3)


@st.composite
def absences(draw: st.DrawFn, inside: list[str]) -> Absence:
    since, until = sorted(draw(st.tuples(st.sampled_from(WEEK), st.sampled_from(WEEK))))
    ids = st.sampled_from(inside)
    return Absence(draw(ids), draw(ids), since, until)


def covers_at(half: HalfDay, away: list[Absence]) -> Covers:
    return {a.who: a.stand_in for a in away if a.since <= half <= a.until and a.who != a.stand_in}


def filed_by(applicant: Official, roster: Roster, now: datetime, covers: Covers) -> Request:
    half = HalfDay(date(2027, 1, 20), Part.MORNING)
    trip = Trip(span=Span(half, half), place="西宁", reason="开会")
    request = leave.file(trip, applicant, "事由行", POLICY, roster, now).request
    above = cover.above_of(POLICY, roster, now)
    return stored(cover.seat(request, covers, above, roster))


def who_may(request: Request, step: Step, roster: Roster) -> list[str]:
    """Everybody whom the rule lets act on the step."""
    may = []
    for person in roster.officials.values():
        try:
            allowed(request, step, person, office=False)
        except Refusal:
            continue
        may.append(person.id)
    return may


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_at_every_half_day_exactly_one_may_decide_and_never_the_applicant(
    data: st.DataObject,
) -> None:
    roster = data.draw(rosters())
    inside = [o.id for o in roster.officials.values() if not o.holds("authority")]
    away = data.draw(st.lists(absences(inside), max_size=6))
    askers = [o for o in roster.officials.values() if o.holds("principal") or o.holds("deputy")]
    waiting: list[Request] = []
    before: Covers = {}
    for half in WEEK:
        now = datetime(half.day.year, half.day.month, half.day.day, HOURS[half.part], tzinfo=ZONE)
        covers, above = covers_at(half, away), cover.above_of(POLICY, roster, now)
        rulings = [
            cover.hand_over(request, before, covers, above, roster, now) for request in waiting
        ]
        waiting = [
            ruling.request if ruling else request
            for ruling, request in zip(rulings, waiting, strict=True)
        ]
        waiting.append(filed_by(data.draw(st.sampled_from(askers)), roster, now, covers))
        for request in waiting:
            for step in request.waiting:
                may = who_may(request, step, roster)
                assert may == [step.holder]
                assert step.holder != request.applicant
                assert step.holder == cover.acting(step.owner, request.applicant, covers, above)
        before = covers


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_once_everybody_is_back_every_step_is_its_owners(data: st.DataObject) -> None:
    roster = data.draw(rosters())
    inside = [o.id for o in roster.officials.values() if not o.holds("authority")]
    away = data.draw(st.lists(absences(inside), min_size=1, max_size=6))
    deputies = [o for o in roster.officials.values() if o.holds("deputy")]
    now = datetime(2026, 12, 30, 9, tzinfo=ZONE)
    above = cover.above_of(POLICY, roster, now)
    fresh = filed_by(data.draw(st.sampled_from(deputies)), roster, now, {})
    request, before = fresh, dict[str, str]()
    for half in (*WEEK, HalfDay(FIRST + timedelta(days=30), Part.MORNING)):
        covers = dict(covers_at(half, away))
        ruling = cover.hand_over(request, before, covers, above, roster, now)
        request, before = (ruling.request if ruling else request), covers
    assert request == fresh
