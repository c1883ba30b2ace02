"""代: whoever is away, exactly one person may decide each step, and never the one who asks."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules import cover
from bot.rules.cover import acting
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.requests import Answer, Request, StandIn, State, StepState
from tests.rules.filed import CITY, NOW, ZONE, at, filed, stored, who
from tests.rules.proof_city import POLICY

ABOVE = {"处长": "副市长", "副市长": "市长", "另一副市长": "市长", "市长": ""}


def above(id_: str) -> str:
    return ABOVE.get(id_, "")


@pytest.mark.parametrize(
    ("covers", "owner", "asks", "acts"),
    [
        ({}, "副市长", "处长", "副市长"),  # nobody is away
        ({"副市长": "另一副市长"}, "副市长", "处长", "另一副市长"),  # his stand-in
        ({"副市长": "另一副市长", "另一副市长": "局长"}, "副市长", "处长", "局长"),  # and his
        ({"副市长": "处长"}, "副市长", "处长", "市长"),  # the applicant stands in: it goes up
        (
            {"副市长": "局长", "局长": "处长"},
            "副市长",
            "处长",
            "市长",
        ),  # also at the end of a chain
        ({"副市长": "处长", "处长": "局长"}, "副市长", "处长", "市长"),  # or in the middle of one
        ({"副市长": "处长", "市长": "局长"}, "副市长", "处长", "局长"),  # up, to whoever acts there
        ({"副市长": "处长", "市长": "处长"}, "副市长", "处长", "副市长"),  # nobody left: he himself
        ({"副市长": "局长", "局长": "副市长"}, "副市长", "处长", "市长"),  # a circle goes up
        ({"市长": "副市长", "副市长": "市长"}, "市长", "副市长", "市长"),  # and at the top stays
        ({"另一副市长": "处长"}, "副市长", "处长", "副市长"),  # others' absence is no matter
    ],
)
def test_who_acts(covers: dict[str, str], owner: str, asks: str, acts: str) -> None:
    assert acting(owner, asks, covers, above) == acts


PEOPLE = tuple(o.id for o in CITY.officials.values() if not o.holds("authority"))
ids = st.sampled_from(PEOPLE)
ANY_ABOVE = cover.above_of(POLICY, CITY, NOW)


@given(covers=st.dictionaries(ids, ids), owner=ids, asks=ids)
def test_one_person_acts_and_never_the_applicant(
    covers: dict[str, str], owner: str, asks: str
) -> None:
    found = acting(owner, asks, covers, ANY_ABOVE)
    assert found in PEOPLE
    assert found != asks or owner == asks  # a route never gives anybody his own step


@given(covers=st.dictionaries(ids, ids), owner=ids, asks=ids)
def test_who_acts_is_there_unless_nobody_is(covers: dict[str, str], owner: str, asks: str) -> None:
    found = acting(owner, asks, covers, ANY_ABOVE)
    assert found not in covers or found == owner


# 起止 when a cover begins and ends

halves = st.builds(
    HalfDay, st.dates(date(2026, 12, 28), date(2027, 1, 4)), st.sampled_from(list(Part))
)
spans = st.tuples(halves, halves).map(lambda two: Span(min(two), max(two)))


def covered(span: Span, answer: Answer = Answer.ACCEPTED, state: State = State.AGREED) -> Request:
    request = filed("教育局副局长", "12月1日至12月3日")
    return replace(
        request,
        trip=replace(request.trip, span=span),
        state=state,
        stand_in=StandIn(official="x", title="", answer=answer),
    )


@given(span=spans, now=halves, answer=st.sampled_from(list(Answer)), state=st.sampled_from(State))
def test_a_cover_begins_with_the_half_day_of_departure(
    span: Span, now: HalfDay, answer: Answer, state: State
) -> None:
    hour = {Part.MORNING: 9, Part.AFTERNOON: 15, Part.EVENING: 20}[now.part]
    moment = datetime(now.day.year, now.day.month, now.day.day, hour, tzinfo=ZONE)
    after = cover.begun_or_ended(covered(span, answer, state), moment)
    begins = answer is Answer.ACCEPTED and state is State.AGREED and now >= span.start
    assert after.stand_in is not None
    assert after.stand_in.covers == begins


@pytest.mark.parametrize("state", [s for s in State if s is not State.AGREED])
def test_it_ends_with_the_trip_however_that_ends(state: State) -> None:
    began = cover.begun_or_ended(
        covered(
            Span(HalfDay(date(2026, 12, 1), Part.MORNING), HalfDay(date(2026, 12, 3), Part(1)))
        ),
        at("2026-12-01 09:00"),
    )
    ended = cover.begun_or_ended(replace(began, state=state), at("2026-12-05 09:00"))
    assert ended.stand_in is not None
    assert ended.stand_in.until == at("2026-12-05 09:00")
    assert cover.begun_or_ended(ended, at("2026-12-06 09:00")) == ended


def test_it_begins_again_when_a_trip_under_way_is_agreed_once_more() -> None:
    """Contested after departure and then agreed (有异议): he is away all the same."""
    span = Span(HalfDay(date(2026, 12, 1), Part.MORNING), HalfDay(date(2026, 12, 3), Part(1)))
    began = cover.begun_or_ended(covered(span), at("2026-12-01 09:00"))
    contested = cover.begun_or_ended(replace(began, state=State.PENDING), at("2026-12-01 10:00"))
    again = cover.begun_or_ended(replace(contested, state=State.AGREED), at("2026-12-01 11:00"))
    assert contested.stand_in is not None
    assert not contested.stand_in.covers
    assert again.stand_in is not None
    assert (again.stand_in.since, again.stand_in.until) == (at("2026-12-01 11:00"), None)


def test_overdue_it_goes_on_until_he_reports_back() -> None:
    began = cover.begun_or_ended(
        covered(
            Span(HalfDay(date(2026, 12, 1), Part.MORNING), HalfDay(date(2026, 12, 3), Part(1)))
        ),
        at("2026-12-01 09:00"),
    )
    later = cover.begun_or_ended(began, at("2026-12-09 09:00"))
    assert later == began


# 交接 what waits changes hands


def test_what_waits_goes_to_the_stand_in_and_back() -> None:
    waiting = filed("教育局副局长")
    owner, stand_in = who("教育副市长"), who("工业副市长")
    covers = {owner.id: stand_in.id}
    ruling = cover.hand_over(waiting, {}, covers, ANY_ABOVE, CITY, NOW)
    assert ruling is not None
    (step,) = ruling.request.waiting
    assert (step.holder, step.acts_for) == (stand_in.id, owner.id)
    assert step.holder_title == f"{stand_in.title}（代{owner.name}）"
    assert [letter.to for letter in ruling.letters] == [stand_in.id]

    back = cover.hand_over(stored(ruling.request), covers, {}, ANY_ABOVE, CITY, NOW)
    assert back is not None
    assert [(s.holder, s.acts_for, s.holder_title) for s in back.request.waiting] == [
        (owner.id, "", owner.title)
    ]
    assert cover.hand_over(back.request, {}, {}, ANY_ABOVE, CITY, NOW) is None


def test_a_step_somebody_took_over_stays_with_him() -> None:
    waiting = filed("教育局副局长")
    taken = replace(
        waiting,
        steps=(replace(waiting.steps[0], holder="fsz2", acts_for=waiting.steps[0].holder),),
    )
    covers = {"jyj": "jyj2"}
    assert cover.hand_over(taken, {}, covers, ANY_ABOVE, CITY, NOW) is None


@given(
    before=st.dictionaries(ids, ids),
    after=st.dictionaries(ids, ids),
    asks=st.sampled_from(["教育局副局长", "教育局局长", "教育副市长"]),
)
def test_whatever_happens_one_person_holds_every_step(
    before: dict[str, str], after: dict[str, str], asks: str
) -> None:
    """Covers of any kind begin and end: a step has one holder, and it is who should act."""
    request = filed(asks)
    fresh = replace(request, steps=tuple(replace(step, id=0) for step in request.steps))
    seated = stored(cover.seat(fresh, before, ANY_ABOVE, CITY))
    ruling = cover.hand_over(seated, before, after, ANY_ABOVE, CITY, NOW + timedelta(hours=1))
    now = ruling.request if ruling else seated
    for step in now.steps:
        assert step.state is StepState.PENDING
        assert step.holder == acting(step.owner, now.applicant, after, ANY_ABOVE)
        assert step.holder != now.applicant
