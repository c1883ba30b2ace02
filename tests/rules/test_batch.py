"""Which requests are routine enough for one confirm, and why the others are not."""

from dataclasses import replace

import pytest

from bot.rules.batch import Special, special
from bot.rules.conflicts import Conflict, ConflictKind
from bot.rules.requests import Remark, RemarkKind, Request, State, StepKind, StepState
from tests.rules.filed import NOW, filed, span
from tests.rules.proof_city import POLICY

PRACTICE = POLICY.leave
BESIDE = (Conflict(kind=ConflictKind.OWN),)


def routine() -> Request:
    request = filed()
    return replace(request, trip=replace(request.trip, inside_province=True))


def trip(**changed: object) -> Request:
    request = routine()
    return replace(request, trip=replace(request.trip, **changed))  # type: ignore[arg-type]


def step(**changed: object) -> Request:
    request = routine()
    return replace(request, steps=(replace(request.steps[0], **changed),))  # type: ignore[arg-type]


def asked(*kinds: RemarkKind) -> Request:
    remarks = tuple(
        Remark(kind=kind, at=NOW, by="fsz", by_title="教育副市长", words="请附通知")
        for kind in kinds
    )
    return replace(routine(), remarks=remarks)


def passed_on() -> Request:
    request = routine()
    sent = replace(request.steps[0], state=StepState.FORWARDED, forwarded_to="市长", id=9)
    return replace(request, steps=(sent, *request.steps))


REQUESTS = [
    (routine(), (), None),
    (trip(span=span("12月1日至12月3日")), (), None),
    (asked(RemarkKind.ASK_MORE, RemarkKind.SUPPLIED), (), None),
    (asked(RemarkKind.COPIED), (), None),
    (routine(), BESIDE, Special.BESIDE),
    (trip(span=span("12月1日至12月4日上午")), (), Special.LONG),
    (trip(inside_province=False), (), Special.FAR),
    (trip(inside_province=None), (), Special.FAR),
    (replace(routine(), late=True), (), Special.LATE),
    (replace(routine(), round=2), (), Special.REFILED),
    (replace(routine(), filed_by="督查室主任"), (), Special.FILED_FOR),
    (asked(RemarkKind.ASK_MORE), (), Special.ASKED),
    (asked(RemarkKind.SUPPLIED, RemarkKind.ASK_MORE), (), Special.ASKED),
    (step(kind=StepKind.SIGN), (), Special.SIGNED),
    (step(kind=StepKind.ADVISE), (), Special.SIGNED),
    (step(acts_for="sz"), (), Special.FOR_ANOTHER),
    (passed_on(), (), Special.PASSED_ON),
    (replace(routine(), state=State.AGREED, proposed=routine().trip), (), Special.CHANGE),
]


@pytest.mark.parametrize(("request_", "beside", "why"), REQUESTS)
def test_why_a_request_is_left_out(
    request_: Request, beside: tuple[Conflict, ...], why: Special | None
) -> None:
    assert special(request_, request_.steps[-1], beside, PRACTICE) is why


def test_every_exception_is_in_the_table() -> None:
    assert {why for _, _, why in REQUESTS} == {None, *Special}
