"""Changes of an agreed trip: what counts as one, which are agreed to again, what then stands."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.rules import approval, leave
from bot.rules.change import change, differs, kinds, needs_agreement, wants_reason
from bot.rules.change_line import read_change
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.policy import Policy
from bot.rules.refusal import (
    AlreadyLeft,
    ChangeGone,
    ChangeWaits,
    DatesReversed,
    DayPast,
    EndPast,
    Moved,
    NotApplicant,
    NothingChanged,
    Refusal,
    TripOver,
    TripTooLong,
    UnclearDates,
)
from bot.rules.requests import Answer, Request, StandIn, State, StepState, Trip, Verdict
from bot.rules.ruling import OFFICE, Ruling, View
from tests.rules.filed import CITY, NOW, TODAY, at, filed, stored, who
from tests.rules.proof_city import POLICY
from tests.rules.test_dates import span

DEPUTY, VICE_MAYOR = who("教育局副局长"), who("教育副市长")
ON_THE_WAY = at("2026-12-02 10:00")


def trip(
    words: str,
    place: str = "西宁",
    reason: str = "参加会议",
    *,
    companions: str = "",
    phone: str = "",
) -> Trip:
    """A trip as the table writes it: 12-01上午 12-03下午."""
    return Trip(span=span(words), place=place, reason=reason, companions=companions, phone=phone)


def agreed(words: str = "12-01上午 12-03下午") -> Request:
    """A deputy's trip, agreed to by his vice-mayor."""
    request = replace(filed(), trip=trip(words), subject="原事由行")
    return stored(_decided(request, Verdict.AGREE).request)


def _decided(request: Request, verdict: Verdict, now: datetime = NOW) -> Ruling:
    (step,) = request.waiting
    return approval.decide(request, step.id, VICE_MAYOR, verdict, now, opinion="理由")


def changes(request: Request, new: Trip, now: datetime = NOW, *, policy: Policy = POLICY) -> Ruling:
    """The ruling on the applicant's change."""
    return change(request, new, "新事由行", DEPUTY, policy, CITY, now)


# --- 种类 kinds ------------------------------------------------------------------------------

KINDS = [  # agreed, changed to, what it does, agreed to again
    ("12-01上午 12-03下午", "12-01上午 12-04上午", "longer", True),  # half a day more
    ("12-01上午 12-03下午", "12-01上午 12-03晚上", "longer", True),  # an evening counts no day
    ("12-01上午 12-03下午", "12-01上午 12-03上午", "shorter", False),  # half a day less
    ("12-01上午 12-03下午", "12-01下午 12-03下午", "shorter", False),
    ("12-01下午 12-03下午", "12-01上午 12-03下午", "longer", True),
    ("12-01上午 12-03下午", "12-02上午 12-04下午", "longer shorter", True),  # moved by a day
    ("12-01上午 12-03下午", "12-08上午 12-10下午", "longer shorter", True),  # moved by a week
    ("12-01上午 12-03下午", "12-01上午 12-01上午", "shorter", False),
    ("12-01上午 12-01上午", "12-01下午 12-01下午", "longer shorter", True),  # the same day
    ("12-01上午 12-01下午", "12-01下午 12-01下午", "shorter", False),
    ("12-01晚上 12-01晚上", "12-01晚上 12-02上午", "longer", True),
    ("11-28上午 11-30下午", "11-28上午 12-01上午", "longer", True),  # 跨月 over a month's end
    ("12-29上午 12-31下午", "12-29上午 2027-01-01上午", "longer", True),  # 跨年 over a year's
    ("12-29上午 2027-01-02下午", "12-29上午 12-31晚上", "shorter", False),
    ("2027-02-26上午 2027-02-28下午", "2027-02-26上午 2027-03-01上午", "longer", True),
]


@pytest.mark.parametrize(("old", "new", "found", "again"), KINDS)
def test_a_change_of_dates_is_longer_or_shorter_by_the_half_day(
    old: str, new: str, found: str, again: bool
) -> None:
    assert kinds(trip(old), trip(new)) == tuple(found.split())
    assert needs_agreement(trip(old), trip(new), POLICY.leave) is again


@pytest.mark.parametrize(
    ("new", "found", "again"),
    [
        (trip("12-01上午 12-03下午", place="北京"), ("elsewhere",), True),
        (trip("12-01上午 12-03下午", reason="协调工作"), ("purpose",), False),
        (trip("12-01上午 12-02下午", place="北京"), ("shorter", "elsewhere"), True),
        (trip("12-01上午 12-03下午", companions="王五"), (), False),
        (trip("12-01上午 12-03下午", phone="13900000000"), (), False),
    ],
)
def test_place_and_reason_are_kinds_and_details_are_none(
    new: Trip, found: tuple[str, ...], again: bool
) -> None:
    old = trip("12-01上午 12-03下午")
    assert kinds(old, new) == found
    assert needs_agreement(old, new, POLICY.leave) is again
    assert differs(old, new)


def test_which_changes_are_agreed_to_again_is_the_policys() -> None:
    old, new = trip("12-01上午 12-03下午"), trip("12-01上午 12-02下午")
    strict = replace(POLICY.leave, approve_again=("shorter",))
    assert needs_agreement(old, new, strict)
    assert not needs_agreement(old, trip("12-01上午 12-05下午"), strict)


@pytest.mark.parametrize(
    ("today", "new", "asked"),
    [
        ("2026-11-24", "12-01上午 12-05下午", False),  # a week ahead
        ("2026-11-30", "12-01上午 12-05下午", True),  # the day before
        ("2026-12-02", "12-01上午 12-05下午", True),  # on the way
        ("2026-12-02", "12-01上午 12-02下午", False),  # shorter: nobody is asked
        # 调休 2026年2月14日（周六）上班: one working day more than the weekend would leave
        ("2026-02-12", "2026-02-16上午 2026-02-20下午", False),
        ("2026-02-13", "2026-02-16上午 2026-02-20下午", True),
    ],
)
def test_why_is_asked_where_the_superior_has_little_time(today: str, new: str, asked: bool) -> None:
    day = date.fromisoformat(today)
    old = trip("12-01上午 12-03下午")
    if day.year == 2026 and day.month == 2:
        old = trip("2026-02-16上午 2026-02-18下午")
    assert wants_reason(old, trip(new), POLICY.leave, day) is asked


# --- 当即生效 at once ------------------------------------------------------------------------


def test_what_needs_no_agreement_stands_at_once() -> None:
    before = agreed()
    ruling = changes(before, trip("12-01上午 12-02下午"))
    after = ruling.request
    assert (after.state, after.trip.span, after.subject) == (
        State.AGREED,
        span("12-01上午 12-02下午"),
        "新事由行",
    )
    assert after.former == (before.trip,)
    assert after.steps == before.steps
    assert [(letter.to, letter.view) for letter in ruling.letters] == [(VICE_MAYOR.id, View.TOLD)]
    assert ruling.entry.act == "change"
    assert ruling.entry.detail["was"]["to"] == "2026-12-03 AFTERNOON"
    assert ruling.entry.detail["now"]["to"] == "2026-12-02 AFTERNOON"


@pytest.mark.parametrize("answer", [Answer.ASKED, Answer.ACCEPTED])
def test_of_fewer_days_the_stand_in_is_told_or_still_asked(answer: Answer) -> None:
    stand_in = StandIn(official=who("工业副市长").id, title="工业副市长", answer=answer)
    before = replace(agreed(), stand_in=stand_in)
    ruling = changes(before, trip("12-01上午 12-02下午"))
    assert ruling.request.stand_in == stand_in
    view = View.TOLD if answer is Answer.ACCEPTED else View.STAND_IN
    assert (stand_in.official, view) in [(one.to, one.view) for one in ruling.letters]


def test_of_days_he_did_not_accept_the_stand_in_is_asked_anew() -> None:
    accepted = StandIn(
        official=who("工业副市长").id, title="工业副市长", answer=Answer.ACCEPTED, at=NOW
    )
    proposed = stored(
        changes(replace(agreed(), stand_in=accepted), trip("12-01上午 12-04下午")).request
    )
    assert proposed.stand_in == accepted
    ruling = _decided(proposed, Verdict.AGREE)
    assert ruling.request.stand_in == replace(accepted, answer=Answer.ASKED, at=None)
    assert (accepted.official, View.STAND_IN) in [(one.to, one.view) for one in ruling.letters]
    acting = replace(proposed, stand_in=replace(accepted, since=NOW))
    ruling = _decided(acting, Verdict.AGREE)
    assert ruling.request.stand_in == acting.stand_in  # who acts already goes on
    assert (accepted.official, View.TOLD) in [(one.to, one.view) for one in ruling.letters]


# --- 重新审批 agreed to again ----------------------------------------------------------------


def test_a_longer_trip_waits_in_a_round_of_its_own_and_the_dates_stand() -> None:
    before = agreed()
    ruling = changes(before, trip("12-01上午 12-05下午"))
    after = stored(ruling.request)
    assert (after.state, after.trip, after.subject) == (State.AGREED, before.trip, "原事由行")
    assert (after.round, after.proposed, after.proposed_at) == (
        2,
        trip("12-01上午 12-05下午"),
        NOW,
    )
    assert after.asked == after.proposed
    assert [step.holder for step in after.waiting] == [VICE_MAYOR.id]
    assert [(one.to, one.view, one.step) for one in ruling.letters] == [
        (VICE_MAYOR.id, View.DECIDE, 1)
    ]


def test_agreed_to_it_takes_the_trips_place() -> None:
    before = agreed()
    proposed = stored(changes(before, trip("12-01上午 12-05下午")).request)
    ruling = _decided(proposed, Verdict.AGREE)
    after = ruling.request
    assert (after.trip, after.subject) == (trip("12-01上午 12-05下午"), "新事由行")
    assert (after.former, after.proposed, after.dropped) == ((before.trip,), None, None)
    assert [(one.to, one.view) for one in ruling.letters] == [(DEPUTY.id, View.OUTCOME)]


@pytest.mark.parametrize("verdict", [Verdict.REFUSE, Verdict.RETURN])
def test_not_agreed_to_all_stays_as_it_was(verdict: Verdict) -> None:
    before = agreed()
    proposed = stored(changes(before, trip("12-01上午 12-05下午")).request)
    ruling = _decided(proposed, verdict)
    after = ruling.request
    assert (after.state, after.trip, after.former) == (State.AGREED, before.trip, ())
    assert (after.proposed, after.dropped) == (None, trip("12-01上午 12-05下午"))
    assert not after.open
    assert [(one.to, one.view) for one in ruling.letters] == [(DEPUTY.id, View.OUTCOME)]


def test_withdrawn_only_the_change_is() -> None:
    before = agreed()
    proposed = stored(changes(before, trip("12-01上午 12-05下午")).request)
    after = leave.withdraw(proposed, DEPUTY, NOW).request
    assert (after.state, after.trip, after.closed_at) == (State.AGREED, before.trip, None)
    assert after.dropped == trip("12-01上午 12-05下午")
    assert after.steps[-1].state is StepState.VOID
    with pytest.raises(ChangeGone):
        approval.decide(after, after.steps[-1].id, VICE_MAYOR, Verdict.AGREE, NOW)
    with pytest.raises(Moved):  # and an agreed trip is not withdrawn by a second tap
        leave.withdraw(after, DEPUTY, NOW)


def test_of_the_mayors_change_the_office_records_three_replies_again() -> None:
    mayor = who("市长")
    request = stored(filed("市长"))
    for step in request.waiting:
        clerk = who("督查室主任")
        request = approval.decide(
            request, step.id, clerk, Verdict.AGREE, NOW, office=True, reference="1号"
        ).request
    ruling = change(stored(request), trip("12-01上午 12-05下午"), "新", mayor, POLICY, CITY, NOW)
    assert [(one.to, one.view) for one in ruling.letters] == [(OFFICE, View.RECORD)] * 3


# --- 改不了的 what cannot be changed ---------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "new", "refusal"),
    [
        (NOW, "12-01上午 12-03下午", NothingChanged),
        (NOW, "11-23上午 12-03下午", DayPast),
        (NOW, "12-01上午 12-31下午", TripTooLong),
        (ON_THE_WAY, "12-02上午 12-03下午", AlreadyLeft),
        (ON_THE_WAY, "12-01下午 12-03下午", AlreadyLeft),
        (ON_THE_WAY, "12-01上午 12-01下午", EndPast),
        (at("2026-12-04 00:01"), "12-01上午 12-05下午", TripOver),
    ],
)
def test_what_cannot_be_changed(now: datetime, new: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        changes(agreed(), trip(new), now)


@pytest.mark.parametrize(
    ("now", "new"),
    [
        (at("2026-12-01 23:00"), "12-02上午 12-03下午"),  # the day of departure: he may be late
        (ON_THE_WAY, "12-01上午 12-02上午"),  # today already
        (at("2026-12-03 23:59"), "12-01上午 12-05下午"),  # the day of return
    ],
)
def test_what_just_can(now: datetime, new: str) -> None:
    assert changes(agreed(), trip(new), now).request.round in (1, 2)


def test_only_the_applicant_or_the_office_that_filed_it_one_at_a_time() -> None:
    request, new, clerk = agreed(), trip("12-01上午 12-02下午"), who("督查室主任")
    for actor in (VICE_MAYOR, clerk):
        with pytest.raises(NotApplicant):
            change(request, new, "新", actor, POLICY, CITY, NOW, office=actor is clerk)
    ruling = change(
        replace(request, filed_by=clerk.title), new, "新", clerk, POLICY, CITY, NOW, office=True
    )
    assert (DEPUTY.id, View.OUTCOME) in [(one.to, one.view) for one in ruling.letters]
    waiting = stored(changes(request, trip("12-01上午 12-05下午")).request)
    with pytest.raises(ChangeWaits):
        changes(waiting, new)
    with pytest.raises(Moved):
        changes(filed(), new)


# --- 一句话 one line --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "becomes", "place", "reason"),
    [
        ("12月2日至12月5日", "12-02上午 12-05下午", "西宁", "参加会议"),
        ("12月1日至12月5日", "12-01下午 12-05下午", "西宁", "参加会议"),  # the half-day stays
        ("12月1日上午至12月5日上午", "12-01上午 12-05上午", "西宁", "参加会议"),
        ("至12月5日", "12-01下午 12-05下午", "西宁", "参加会议"),
        ("延长到5日晚上", "12-01下午 12-05晚上", "西宁", "参加会议"),
        ("提前至12月2日上午", "12-01下午 12-02上午", "西宁", "参加会议"),
        ("返回改为12月4日", "12-01下午 12-04下午", "西宁", "参加会议"),
        ("until Dec 5", "12-01下午 12-05下午", "西宁", "参加会议"),
        ("12月2日起3天", "12-02上午 12-04下午", "西宁", "参加会议"),
        ("12月2日至12月5日 北京", "12-02上午 12-05下午", "北京", "参加会议"),
        ("12月2日至12月5日，到北京，协调工作", "12-02上午 12-05下午", "北京", "协调工作"),
        ("至12月5日 赴德令哈", "12-01下午 12-05下午", "德令哈", "参加会议"),
        ("改到北京", "12-01下午 12-03下午", "北京", "参加会议"),
        ("天峻", "12-01下午 12-03下午", "天峻", "参加会议"),
        ("北京 协调工作", "12-01下午 12-03下午", "北京", "协调工作"),
        ("12月30日至1月3日", "12-30上午 2027-01-03下午", "西宁", "参加会议"),
    ],
)
def test_a_line_changes_what_it_says_and_nothing_else(
    words: str, becomes: str, place: str, reason: str
) -> None:
    found = read_change(words, trip("12-01下午 12-03下午"), TODAY)
    assert found == (span(becomes), place, reason)


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("12月1日至12月5日", "12-01下午 12-05下午"),  # its start has passed, and stays
        ("至明天", "12-01下午 12-03下午"),
        ("至12月2日", "12-01下午 12-02下午"),
    ],
)
def test_a_line_on_the_way(words: str, becomes: str) -> None:
    found, _, _ = read_change(words, trip("12-01下午 12-03下午"), ON_THE_WAY.date())
    assert found == span(becomes)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("延长两天", UnclearDates),
        ("下午", UnclearDates),
        ("12月2日、5日", UnclearDates),
        ("至11月1日", DayPast),
        ("12月5日至12月2日", DatesReversed),
    ],
)
def test_a_line_not_understood_is_never_a_place(words: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_change(words, trip("12-01下午 12-03下午"), TODAY)


# --- 任意次序 whatever the order --------------------------------------------------------------

_DAYS = st.integers(min_value=0, max_value=20)
_PARTS = st.sampled_from(list(Part))


@st.composite
def trips(draw: st.DrawFn) -> Trip:
    """Any trip of these weeks, over the end of a month."""
    ends = sorted(HalfDay(TODAY + timedelta(days=draw(_DAYS)), draw(_PARTS)) for _ in range(2))
    return Trip(
        span=Span(*ends),
        place=draw(st.sampled_from(["西宁", "西宁", "北京"])),
        reason=draw(st.sampled_from(["参加会议", "协调工作"])),
    )


class Changes(RuleBasedStateMachine):
    """An agreed trip, changed and decided on in any order; beside it what must then be true."""

    @initialize(first=trips())
    def agreed(self, first: Trip) -> None:
        self.now = NOW
        self.request = replace(agreed(), trip=first)
        self.stands, self.had = first, list[Trip]()
        self.waits: Trip | None = None

    @rule(hours=st.integers(min_value=1, max_value=60))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(new=trips())
    def he_changes_it(self, new: Trip) -> None:
        def act() -> Ruling:
            return changes(self.request, new, self.now)

        if self._done(act):
            if needs_agreement(self.stands, new, POLICY.leave):
                self.waits = new
            else:
                self._becomes(new)

    @rule(verdict=st.sampled_from([Verdict.AGREE, Verdict.AGREE, Verdict.REFUSE, Verdict.RETURN]))
    def it_is_decided(self, verdict: Verdict) -> None:
        step = self.request.steps[-1]

        def act() -> Ruling:
            return approval.decide(self.request, step.id, VICE_MAYOR, verdict, self.now)

        if self._done(act):
            assert self.waits is not None
            if verdict is Verdict.AGREE:
                self._becomes(self.waits)
            self.waits = None

    @rule()
    def he_withdraws(self) -> None:
        if self._done(lambda: leave.withdraw(self.request, DEPUTY, self.now)):
            self.waits = None

    @rule(act=st.sampled_from([leave.cancel, leave.report_back]))
    def it_ends(self, act: object) -> None:
        ends = leave.cancel if act is leave.cancel else leave.report_back
        if self._done(lambda: ends(self.request, DEPUTY, self.now)):
            self.waits = None

    @invariant()
    def what_stands_is_what_was_last_agreed(self) -> None:
        assert self.request.trip == self.stands
        assert list(self.request.former) == self.had
        assert self.request.proposed == self.waits

    @invariant()
    def one_change_waits_at_most_and_with_somebody(self) -> None:
        assert len(self.request.waiting) == (self.waits is not None)
        assert self.request.open == (self.waits is not None)

    @invariant()
    def half_days_are_counted_right(self) -> None:
        span_ = self.request.trip.span
        halves = sum(
            span_.start <= HalfDay(day, part) <= span_.end
            for day in span_.dates
            for part in (Part.MORNING, Part.AFTERNOON)
        )
        assert span_.days == max(halves, 1) / 2

    def _becomes(self, new: Trip) -> None:
        self.had.append(self.stands)
        self.stands = new

    def _done(self, act: object) -> bool:
        """Whether it was done; what is refused changes nothing."""
        assert callable(act)
        try:
            self.request = stored(act().request)
        except Refusal as refusal:
            event(type(refusal).__name__)
            return False
        return True


def test_whatever_the_order() -> None:
    run_state_machine_as_test(
        Changes, settings=settings(max_examples=150, stateful_step_count=30, deadline=None)
    )
