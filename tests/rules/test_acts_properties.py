"""Any acts in any order: somebody waits while a request is open, and nothing decided is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import approval, signers, spoken, taking_back
from bot.rules.people import Official
from bot.rules.policy import Policy
from bot.rules.refusal import Refusal
from bot.rules.requests import Need, Request, State, StepState, Verdict
from bot.rules.ruling import Ruling
from tests.rules.filed import CITY, NOW, filed, routed, stored

PEOPLE = [o for o in CITY.officials.values() if not o.holds("authority")]
PRACTICE = routed(("分管副市长",)).leave
ROUTES = [
    [["分管副市长"]],
    [["分管副市长"], ["市长"]],
    [["分管副市长", "常务副市长"]],
    [["分管副市长", "常务副市长"], ["市长"]],
]
Act = Callable[[Request, int, Official, Official, datetime], Ruling]


def deciding(verdict: Verdict) -> Act:
    return lambda r, step, actor, _, now: approval.decide(r, step, actor, verdict, now)


def saying(verdict: Verdict) -> Act:
    return lambda r, step, actor, _, now: spoken.record_spoken(
        r, step, actor, verdict, now, office=True, words="电话"
    )


ACTS: dict[str, Act] = {
    "agree": deciding(Verdict.AGREE),
    "refuse": deciding(Verdict.REFUSE),
    "return": deciding(Verdict.RETURN),
    "forward": approval.forward,
    "before": signers.sign_before,
    "after": signers.sign_after,
    "advice": signers.delegate,
    "remove": lambda r, step, actor, _, now: signers.remove(
        r, approval.step_of(r, step), actor, now
    ),
    "said yes": saying(Verdict.AGREE),
    "said no": saying(Verdict.REFUSE),
    "confirm": lambda r, step, actor, _, now: spoken.confirm(r, step, actor, now),
    "contest": lambda r, step, actor, _, now: spoken.contest(r, step, actor, "没有", now),
    "take back": lambda r, step, actor, _, now: taking_back.take_back(
        r, step, actor, now, PRACTICE, office=False, reason="工作有变化"
    ),
}


def any_of(policy: Policy) -> Policy:
    """The same routes, where one agreement of a stage is enough (或签)."""
    return replace(
        policy,
        routes=tuple(replace(r, needs=(Need.ANY,) * len(r.stages)) for r in policy.routes),
    )


def holds(request: Request) -> None:
    waiting = request.waiting
    assert bool(waiting) == (request.state is State.PENDING), request.state
    undecided = [s for s in request.current if s.state in (StepState.PENDING, StepState.LATER)]
    first = min((s.stage for s in undecided), default=None)
    assert all(s.stage == first for s in waiting), "a later stage waits before an earlier one"
    assert all((s.state is StepState.PENDING) == (s.stage == first) for s in undecided)
    holders = [s.holder for s in waiting]
    assert len(holders) == len(set(holders)), "asked twice at once"
    assert request.applicant not in holders


def record(request: Request) -> set[tuple[int, str, datetime | None]]:
    return {(s.id, s.decided_by, s.decided_at) for s in request.steps if s.decided_at}


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_acts_in_any_order(data: st.DataObject) -> None:
    policy = routed(*data.draw(st.sampled_from(ROUTES)))
    policy = any_of(policy) if data.draw(st.booleans()) else policy
    request = filed("教育局副局长", policy=policy)
    holds(request)
    now = NOW
    for _ in range(data.draw(st.integers(1, 12))):
        now += timedelta(minutes=data.draw(st.sampled_from((0, 1, 30))))
        step = data.draw(st.sampled_from(request.steps))
        holder = CITY.officials[step.holder]
        actor = data.draw(st.sampled_from([holder, holder, holder, *PEOPLE]))
        to = data.draw(st.sampled_from(PEOPLE))
        before = record(request)
        try:
            ruling = ACTS[data.draw(st.sampled_from(sorted(ACTS)))](
                request, step.id, actor, to, now
            )
        except Refusal:
            continue
        request = stored(ruling.request)
        holds(request)
        assert before <= record(request), "a decision vanished from the record"
