"""Whatever people do in whatever order: one verdict a step, no dead end, nothing revives."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import assume, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.rules import approval, leave, nudge
from bot.rules.nudge import Attendance
from bot.rules.people import Official, Roster
from bot.rules.policy import LeavePractice, Policy
from bot.rules.proof import prove
from bot.rules.refusal import Refusal
from bot.rules.requests import Request, State, StepState, Verdict
from bot.rules.ruling import OFFICE, NudgeKey, Ruling, View
from tests.rules.filed import AT_ONCE, NOW, TODAY, filed, routed, stored
from tests.rules.proof_city import EDUCATION, POLICY, official, roster

PRACTICE: LeavePractice = POLICY.leave
Act = Callable[[Request, Official, datetime], Ruling]
OPEN = (StepState.LATER, StepState.PENDING)
ENDED = (State.REFUSED, State.WITHDRAWN, State.CANCELLED, State.REPORTED)
VERDICTS = st.sampled_from([Verdict.AGREE, Verdict.AGREE, Verdict.REFUSE, Verdict.RETURN])


@dataclass(frozen=True, slots=True)
class City:
    """A roster and a regulation proved together, and one who asks."""

    roster: Roster
    policy: Policy
    applicant: Official


@st.composite
def cities(draw: st.DrawFn) -> City:
    """Any number of vice-mayors and deputies; a chain of one to three stages, some at once."""
    vice_mayors = [official(f"f{n}", f"副市长{n}", ("vice_mayor", "")) for n in range(draw(_few))]
    deputies = [official(f"d{n}", f"副局长{n}", ("deputy", EDUCATION)) for n in range(draw(_few))]
    leads = draw(st.permutations(["fsz", "cfsz", "sz", *(one.id for one in vice_mayors)]))
    supervisors = {EDUCATION: tuple(leads[: 1 + draw(_few)])}
    people = roster(*vice_mayors, *deputies, **supervisors)
    seats = st.lists(
        st.sampled_from(["分管副市长", "常务副市长", "市长", *AT_ONCE]),
        min_size=1,
        max_size=3,
        unique=True,
    )
    policy = routed(*draw(st.lists(seats, min_size=1, max_size=3)))
    assume(not prove(policy, people, TODAY))
    asks = [o for o in people.officials.values() if policy.rank_of(o).asks]
    return City(people, policy, draw(st.sampled_from(asks)))


_few = st.integers(min_value=0, max_value=3)


class OneRequest(RuleBasedStateMachine):
    """A request among people who press every button at any time."""

    city: City
    request: Request
    now: datetime

    @initialize(city=cities())
    def file(self, city: City) -> None:
        self.city, self.now = city, NOW
        self.verdicts = Counter[int]()
        self.asked = Counter[int]()
        self.outcomes = Counter[int]()
        self.done = set[NudgeKey]()
        self._take(self._filed(None))

    @rule(minutes=st.integers(min_value=1, max_value=60 * 24 * 3))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(data=st.data(), verdict=VERDICTS)
    def somebody_decides(self, data: st.DataObject, verdict: Verdict) -> None:
        step, actor = data.draw(self._steps()), data.draw(self._people())
        self._try(
            lambda: approval.decide(
                self.request, step, actor, verdict, self.now, office=actor.holds("office")
            )
        )

    @rule(data=st.data(), verdict=VERDICTS)
    def the_right_one_decides(self, data: st.DataObject, verdict: Verdict) -> None:
        """So that long chains come to their end, too."""
        if not self.request.waiting:
            return
        step = data.draw(st.sampled_from(self.request.waiting))
        actor = self.city.roster.officials["bgs" if step.outside else step.holder]
        ruling = approval.decide(
            self.request, step.id, actor, verdict, self.now, office=step.outside
        )
        self._take(ruling)

    @rule(data=st.data())
    def somebody_passes_it_on(self, data: st.DataObject) -> None:
        step, actor = data.draw(self._steps()), data.draw(self._holders())
        to = data.draw(self._people())
        self._try(lambda: approval.forward(self.request, step, actor, to, self.now))

    @rule(data=st.data())
    def somebody_says_something(self, data: st.DataObject) -> None:
        step, actor = data.draw(self._steps()), data.draw(self._holders())
        self._try(lambda: approval.comment(self.request, step, actor, "注意安全", self.now))

    @rule(data=st.data(), act=st.sampled_from([leave.withdraw, leave.cancel, leave.report_back]))
    def somebody_ends_it(self, data: st.DataObject, act: Act) -> None:
        actor = data.draw(st.sampled_from([self.city.applicant, data.draw(self._people())]))
        self._try(lambda: act(self.request, actor, self.now))

    @precondition(lambda self: self.request.state is State.RETURNED)
    @rule()
    def he_files_it_again(self) -> None:
        self._take(self._filed(self.request))

    @rule()
    def the_clock_looks(self) -> None:
        there = Attendance(practice=PRACTICE, zone=self.now.tzinfo)
        for moment in nudge.undone(self.request, self.done, there):
            if moment.at <= self.now:
                self.done.add(moment.key)
                self._take(nudge.look(self.request, moment, self.now))

    @invariant()
    def a_step_has_one_verdict_at_most(self) -> None:
        decided = {step.id for step in self.request.steps if step.decided_at}
        assert all(self.verdicts[step] == 1 for step in decided)
        assert set(self.verdicts) == decided

    @invariant()
    def it_waits_with_somebody_else_or_has_ended(self) -> None:
        waiting = [step.holder for step in self.request.waiting]
        assert bool(waiting) == (self.request.state is State.PENDING)
        assert self.city.applicant.id not in waiting
        assert len({step.stage for step in self.request.waiting}) <= 1

    @invariant()
    def nobody_is_asked_twice_in_a_round(self) -> None:
        holders = [step.holder for step in self.request.current]
        assert len(set(holders)) == len(holders)

    @invariant()
    def agreed_means_that_everybody_asked_has_agreed(self) -> None:
        if self.request.state is State.AGREED:
            states = {step.state for step in self.request.current}
            assert states <= {StepState.AGREED, StepState.FORWARDED}

    @invariant()
    def nothing_stays_open_behind_an_end(self) -> None:
        if self.request.state is not State.PENDING:
            assert not [step for step in self.request.steps if step.state in OPEN]
        earlier = [step for step in self.request.steps if step.round < self.request.round]
        assert not [step for step in earlier if step.state in OPEN]

    @invariant()
    def everybody_is_asked_once_and_the_applicant_told_once_a_round(self) -> None:
        assert set(self.asked) >= {step.id for step in self.request.waiting}
        assert max(self.asked.values()) == 1
        assert max(self.outcomes.values()) <= 1
        heard = self.outcomes[self.request.round]
        assert not (heard and self.request.state is State.PENDING)

    def _filed(self, returned: Request | None) -> Ruling:
        trip = filed(city=self.city.roster, policy=self.city.policy).trip
        return leave.file(
            trip,
            self.city.applicant,
            "事由行",
            self.city.policy,
            self.city.roster,
            self.now,
            returned,
        )

    def _try(self, act: Callable[[], Ruling]) -> None:
        """Most of what people press is refused; then nothing has changed."""
        before = self.request
        try:
            self._take(act())
        except Refusal as refusal:
            event(type(refusal).__name__)
            assert self.request == before

    def _take(self, ruling: Ruling) -> None:
        before = getattr(self, "request", None)
        after = stored(nudge.asked(ruling.request, before, self.now))
        if before is not None:
            self._nothing_revives(before, after)
        for letter in ruling.letters:
            if letter.view in (View.DECIDE, View.RECORD):
                step = after.steps[letter.step]
                assert letter.to == (OFFICE if step.outside else step.holder)
                self.asked[step.id] += 1
            self.outcomes[after.round] += letter.view is View.OUTCOME
        self.request = after
        event(after.state)

    def _nothing_revives(self, before: Request, after: Request) -> None:
        assert before.state not in ENDED
        assert after.number == before.number
        for old, new in zip(before.steps, after.steps, strict=False):
            if old.state not in OPEN:
                assert new == old
            self.verdicts[new.id] += new.decided_at is not None and old.decided_at is None
        self.verdicts += Counter()  # forget those without one

    def _steps(self) -> st.SearchStrategy[int]:
        return st.sampled_from([step.id for step in self.request.steps])

    def _people(self) -> st.SearchStrategy[Official]:
        return st.sampled_from(list(self.city.roster.officials.values()))

    def _holders(self) -> st.SearchStrategy[Official]:
        ids = [step.holder for step in self.request.steps]
        return st.sampled_from([self.city.roster.officials[id_] for id_ in ids])


def test_whatever_people_do() -> None:
    run_state_machine_as_test(
        OneRequest, settings=settings(max_examples=150, stateful_step_count=30, deadline=None)
    )
