"""收回: tables of who may, until when, and what waits again afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.rules import approval, leave, signers, taking_back
from bot.rules.policy import Policy
from bot.rules.refusal import (
    ActedOn,
    AlreadyDecided,
    Moved,
    NotHolder,
    OfficeOnly,
    Refiled,
    Refusal,
    TripBegun,
)
from bot.rules.requests import Answer, Need, Request, StandIn, State, Step, StepState, Verdict
from bot.rules.ruling import OFFICE, Ruling, View
from tests.rules.filed import AT_ONCE, NOW, at, filed, routed, stored, who
from tests.rules.proof_city import POLICY

ONE, TWO, THREE = ["分管副市长"], ["常务副市长"], ["市长"]
VICE, EXEC, MAYOR, OTHER, CLERK = "教育副市长", "常务副市长", "市长", "工业副市长", "督查室主任"
APPLICANT = "教育局副局长"
PRACTICE = POLICY.leave
WORDS = {"同意": Verdict.AGREE, "不同意": Verdict.REFUSE, "退回": Verdict.RETURN}
LATER = NOW + timedelta(hours=1)


def any_of(*stages: Sequence[str]) -> Policy:
    """或签 in every stage."""
    made = routed(*stages)
    *others, route = made.routes
    return replace(made, routes=(*others, replace(route, needs=(Need.ANY,) * len(stages))))


def last(request: Request, name: str) -> Step:
    """The newest step of this person or authority."""
    return [step for step in request.steps if step.holder_title == name][-1]


def took_back(request: Request, name: str, now: datetime = LATER, reason: str = "原因") -> Ruling:
    """The holder takes his newest decision back; an authority's the clerk."""
    decided = [s for s in request.steps if s.holder_title == name and s.decided_at]
    step = (decided or [last(request, name)])[-1]
    actor = who(CLERK if step.outside else name)
    return taking_back.take_back(
        request, step.id, actor, now, PRACTICE, office=step.outside, reason=reason
    )


def after(request: Request, acts: Sequence[tuple[str, str]]) -> Request:
    """The request when everybody has said his word, an hour apart at the end."""
    for minute, (name, word) in enumerate(acts):
        now = NOW + timedelta(minutes=minute)
        request = stored(_said(request, name, word, now).request)
    return request


def _said(request: Request, name: str, word: str, now: datetime) -> Ruling:
    if word == "收回":
        return took_back(request, name, now)
    step = last(request, name)
    actor = who(CLERK if step.outside else name)
    if word.startswith("转呈"):
        return approval.forward(request, step.id, actor, who(word.removeprefix("转呈")), now)
    if word.startswith("加签"):
        return signers.sign_before(request, step.id, actor, who(word.removeprefix("加签")), now)
    if word.startswith("委派"):
        return signers.delegate(request, step.id, actor, who(word.removeprefix("委派")), now)
    return approval.decide(request, step.id, actor, WORDS[word], now, office=step.outside)


WHAT_WAITS_AGAIN = [
    # 审批链, 谁说了什么, 谁收回, 还等谁, 之后
    ([ONE], [(VICE, "同意")], VICE, [VICE], []),
    ([ONE], [(VICE, "不同意")], VICE, [VICE], []),
    ([ONE], [(VICE, "退回")], VICE, [VICE], []),
    # 逐级
    ([ONE, THREE], [(VICE, "同意")], VICE, [VICE], [MAYOR]),
    ([ONE, THREE], [(VICE, "同意"), (MAYOR, "同意")], MAYOR, [MAYOR], []),
    ([ONE, THREE], [(VICE, "同意"), (MAYOR, "退回")], MAYOR, [MAYOR], []),
    ([ONE, TWO, THREE], [(VICE, "不同意")], VICE, [VICE], [EXEC, MAYOR]),
    # 会签: the others' words stand, and who was spared waits again
    ([[*ONE, *TWO]], [(VICE, "同意")], VICE, [EXEC, VICE], []),
    ([[*ONE, *TWO]], [(VICE, "不同意")], VICE, [EXEC, VICE], []),
    ([[*ONE, *TWO]], [(VICE, "同意"), (EXEC, "同意")], VICE, [VICE], []),
    ([[*ONE, *TWO], THREE], [(VICE, "同意"), (EXEC, "同意")], VICE, [VICE], [MAYOR]),
    # 转呈: whom it was passed on to, and whom he added, are asked no more
    ([ONE], [(VICE, "转呈市长")], VICE, [VICE], []),
    ([ONE], [(VICE, "转呈常务副市长"), (EXEC, "转呈市长")], EXEC, [EXEC], []),
    ([ONE], [(VICE, "转呈市长"), (MAYOR, "加签常务副市长")], VICE, [VICE], []),
    ([ONE, THREE], [(VICE, "转呈工业副市长")], VICE, [VICE], [MAYOR]),
    ([ONE], [(VICE, "转呈市长"), (MAYOR, "同意"), (MAYOR, "收回")], VICE, [VICE], []),
    # 加签, 委派: advice ends nothing
    ([ONE], [(VICE, "加签工业副市长"), (OTHER, "同意")], OTHER, [OTHER], [VICE]),
    ([ONE], [(VICE, "委派工业副市长"), (OTHER, "不同意"), (VICE, "同意")], VICE, [VICE], []),
    ([ONE], [(VICE, "委派工业副市长"), (OTHER, "不同意")], OTHER, [OTHER], [VICE]),
    # 更正代录
    ([AT_ONCE], [("州委", "同意")], "州委", ["州政府", "市委", "州委"], []),
    ([AT_ONCE], [(name, "同意") for name in AT_ONCE], "州政府", ["州政府"], []),
    ([AT_ONCE], [("州委", "不同意")], "州委", ["州政府", "市委", "州委"], []),
]


@pytest.mark.parametrize(("chain", "acts", "name", "waits", "then"), WHAT_WAITS_AGAIN)
def test_what_waits_again(
    chain: list[list[str]],
    acts: list[tuple[str, str]],
    name: str,
    waits: list[str],
    then: list[str],
) -> None:
    before = after(filed(policy=routed(*chain)), acts)
    request = stored(took_back(before, name).request)
    assert (request.state, request.closed_at) == (State.PENDING, None)
    assert [step.holder_title for step in request.waiting] == waits
    later = [s.holder_title for s in request.current if s.state is StepState.LATER]
    assert later == then


@pytest.mark.parametrize(("chain", "acts", "name", "waits", "then"), WHAT_WAITS_AGAIN)
def test_what_was_decided_stays_on_the_record(
    chain: list[list[str]],
    acts: list[tuple[str, str]],
    name: str,
    waits: list[str],
    then: list[str],
) -> None:
    before = after(filed(policy=routed(*chain)), acts)
    was = [s for s in before.steps if s.holder_title == name and s.decided_at][-1]
    request = took_back(before, name).request
    kept = approval.step_of(request, was.id)
    assert (kept.state, kept.former) == (StepState.TAKEN_BACK, was.state)
    assert (kept.decided_by, kept.decided_at) == (was.decided_by, was.decided_at)
    assert (kept.taken_back_at, kept.taken_back_why) == (LATER, "原因")


ANY_TABLE = [
    # 或签: one agreement is enough
    ([(VICE, "同意")], VICE, State.PENDING, [EXEC, VICE]),
    ([(VICE, "不同意")], VICE, State.PENDING, [EXEC, VICE]),
    ([(VICE, "不同意"), (EXEC, "不同意")], VICE, State.PENDING, [VICE]),
    ([(VICE, "不同意"), (EXEC, "不同意")], EXEC, State.PENDING, [EXEC]),
    ([(VICE, "不同意"), (EXEC, "同意")], EXEC, State.PENDING, [EXEC]),
]


@pytest.mark.parametrize(("acts", "name", "state", "waits"), ANY_TABLE)
def test_any_of_several(
    acts: list[tuple[str, str]], name: str, state: State, waits: list[str]
) -> None:
    before = after(filed(policy=any_of([*ONE, *TWO])), acts)
    request = took_back(before, name).request
    assert request.state is state
    assert [step.holder_title for step in request.waiting] == waits


def test_a_refusal_that_does_not_count_cannot_be_taken_back() -> None:
    before = after(filed(policy=any_of([*ONE, *TWO])), [(VICE, "不同意"), (EXEC, "同意")])
    with pytest.raises(ActedOn) as told:
        took_back(before, VICE)
    assert told.value.title == EXEC


TOO_LATE = [
    # 审批链, 谁说了什么, 谁收回, 不能办
    ([ONE], [], VICE, Moved),
    ([ONE], [(VICE, "同意"), (VICE, "收回")], VICE, AlreadyDecided),
    ([ONE, THREE], [(VICE, "同意"), (MAYOR, "同意")], VICE, ActedOn),
    ([ONE, THREE], [(VICE, "同意"), (MAYOR, "不同意")], VICE, ActedOn),
    ([ONE], [(VICE, "转呈市长"), (MAYOR, "同意")], VICE, ActedOn),
    ([ONE], [(VICE, "加签工业副市长"), (OTHER, "同意"), (VICE, "同意")], OTHER, ActedOn),
    ([[*ONE, *TWO]], [(VICE, "同意"), (EXEC, "不同意")], VICE, ActedOn),
    ([AT_ONCE], [("州委", "同意"), ("市委", "不同意")], "州委", ActedOn),
]


@pytest.mark.parametrize(("chain", "acts", "name", "refusal"), TOO_LATE)
def test_too_late(
    chain: list[list[str]],
    acts: list[tuple[str, str]],
    name: str,
    refusal: type[Refusal],
) -> None:
    before = after(filed(policy=routed(*chain)), acts)
    with pytest.raises(refusal):
        took_back(before, name)


def agreed() -> Request:
    return after(filed(policy=routed(ONE)), [(VICE, "同意")])


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        ("2026-11-30 23:59", True),
        ("2026-12-01 00:00", False),  # 上午出发: he may be on his way
        ("2026-12-01 08:30", False),
        ("2026-12-03 18:00", False),
    ],
)
def test_until_he_leaves(now: str, goes: bool) -> None:
    if goes:
        assert took_back(agreed(), VICE, at(now)).request.state is State.PENDING
        return
    with pytest.raises(TripBegun):
        took_back(agreed(), VICE, at(now))


def test_a_refusal_may_be_taken_back_on_the_day_itself() -> None:
    refused = after(filed(policy=routed(ONE)), [(VICE, "不同意")])
    assert took_back(refused, VICE, at("2026-12-01 08:30")).request.state is State.PENDING


def test_not_once_the_applicant_has_acted() -> None:
    applicant = who(APPLICANT)
    gone = leave.cancel(agreed(), applicant, LATER).request
    with pytest.raises(Moved):
        took_back(gone, VICE)
    returned = after(filed(policy=routed(ONE)), [(VICE, "退回")])
    with pytest.raises(Moved):
        took_back(leave.withdraw(returned, applicant, LATER).request, VICE)
    with pytest.raises(Refiled):
        took_back(filed(policy=routed(ONE), returned=returned, now=LATER), VICE)


@pytest.mark.parametrize("name", [MAYOR, CLERK, APPLICANT])
def test_only_whoever_decided(name: str) -> None:
    request, actor = agreed(), who(name)
    with pytest.raises(NotHolder):
        taking_back.take_back(
            request, 1, actor, LATER, PRACTICE, office=actor.holds("office"), reason="原因"
        )


def test_a_recorded_reply_is_any_clerks_to_correct_and_nobody_elses() -> None:
    request = after(filed(policy=routed(AT_ONCE)), [("州委", "同意")])
    step = last(request, "州委")
    with pytest.raises(OfficeOnly):
        taking_back.take_back(request, step.id, who(MAYOR), LATER, PRACTICE, reason="原因")


# 通知 who is told


@pytest.mark.parametrize(("seconds", "quiet"), [(0, True), (60, True), (61, False)])
def test_within_the_seconds_of_grace_nobody_is_written_to(seconds: int, quiet: bool) -> None:
    ruling = took_back(agreed(), VICE, NOW + timedelta(seconds=seconds))
    told = [letter.to for letter in ruling.letters if letter.view is View.TAKEN_BACK]
    assert told == ([] if quiet else [who(APPLICANT).id, OFFICE])
    assert ruling.entry.act == ("undo" if quiet else "revoke")


def test_whoever_stands_in_is_told() -> None:
    stand_in = StandIn(official="jyj1", title="教育局局长", answer=Answer.ACCEPTED)
    ruling = took_back(replace(agreed(), stand_in=stand_in), VICE)
    told = [letter.to for letter in ruling.letters if letter.view is View.TAKEN_BACK]
    assert told == [who(APPLICANT).id, "jyj1", OFFICE]


def test_he_is_asked_again_on_the_card_in_his_hand() -> None:
    ruling = took_back(agreed(), VICE, NOW)
    (again,) = ruling.letters
    assert (again.to, again.view, again.instead_of) == (who(VICE).id, View.DECIDE, 1)


def test_who_was_spared_by_a_refusal_is_asked_again_later() -> None:
    before = after(filed(policy=routed([*ONE, *TWO])), [(VICE, "不同意")])
    letters = took_back(before, VICE).letters
    asked = {letter.to for letter in letters if letter.view is View.DECIDE}
    assert asked == {who(VICE).id, who(EXEC).id}


def test_he_may_pass_it_on_once_more_to_the_same_person() -> None:
    acts = [(VICE, "转呈市长"), (VICE, "收回"), (VICE, "转呈市长"), (MAYOR, "同意")]
    assert after(filed(policy=routed(ONE)), acts).state is State.AGREED
