"""电话先行: tables of who may write down what, what it leads to, and what a contest undoes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules import approval, leave, spoken, taking_back
from bot.rules.refusal import (
    AlreadyConfirmed,
    AlreadyDecided,
    Moved,
    NeedsReference,
    NotHolder,
    NotRecorder,
    OfficeOnly,
    Refusal,
)
from bot.rules.requests import Confirmation, Request, State, Step, StepState, Verdict
from bot.rules.ruling import OFFICE, Ruling, View
from tests.rules.filed import AT_ONCE, NOW, at, filed, routed, stored, who
from tests.rules.proof_city import POLICY

ONE, TWO, THREE = ["分管副市长"], ["常务副市长"], ["市长"]
VICE, EXEC, MAYOR, CLERK = "教育副市长", "常务副市长", "市长", "督查室主任"
APPLICANT, HEAD = "教育局副局长", "教育局局长"
WORDS = {"同意": Verdict.AGREE, "不同意": Verdict.REFUSE, "退回": Verdict.RETURN}
LATER = NOW + timedelta(hours=1)


def last(request: Request, name: str) -> Step:
    return [step for step in request.steps if step.holder_title == name][-1]


def written(request: Request, name: str, word: str, by: str = CLERK) -> Ruling:
    """What somebody is said to have said."""
    actor, step = who(by), last(request, name)
    return spoken.record_spoken(
        request,
        step.id,
        actor,
        WORDS[word],
        NOW,
        office=actor.holds("office"),
        words="刚才电话",
        reason="与会议冲突" if word != "同意" else "",
    )


def after(request: Request, acts: Sequence[tuple[str, str]]) -> Request:
    """The request when each has said his word himself, or 代录… has been written down for him."""
    for name, word in acts:
        if word.startswith("代录"):
            ruling = written(request, name, word.removeprefix("代录"))
        else:
            step = last(request, name)
            ruling = approval.decide(request, step.id, who(name), WORDS[word], NOW)
        request = stored(ruling.request)
    return request


# 谁 who may write down


@pytest.mark.parametrize(
    ("by", "word", "chain", "refusal"),
    [
        (CLERK, "同意", ONE, None),
        (CLERK, "不同意", ONE, None),
        (CLERK, "退回", ONE, None),
        (APPLICANT, "同意", ONE, None),
        (APPLICANT, "不同意", ONE, NotRecorder),
        (APPLICANT, "退回", ONE, NotRecorder),
        (HEAD, "同意", ONE, NotRecorder),  # somebody of the same department
        (MAYOR, "同意", ONE, NotRecorder),  # rank is no right to another's words
        (CLERK, "同意", AT_ONCE, NeedsReference),  # an authority answers on paper
        (APPLICANT, "同意", AT_ONCE, OfficeOnly),
    ],
)
def test_who_may_write_down_what(
    by: str, word: str, chain: list[str], refusal: type[Refusal] | None
) -> None:
    request = filed(policy=routed(chain))
    name = request.waiting[0].holder_title
    if refusal is None:
        assert written(request, name, word, by).entry.act == "decide"
        return
    with pytest.raises(refusal):
        written(request, name, word, by)


def test_a_clerk_writes_down_no_refusal_of_his_own_leave() -> None:
    clerk = replace(who(CLERK), posts=(*who(CLERK).posts, who(HEAD).posts[0]))
    request = replace(filed(policy=routed(ONE)), applicant=clerk.id)
    with pytest.raises(NotRecorder):
        spoken.record_spoken(request, 1, clerk, Verdict.REFUSE, NOW, office=True, words="电话")


@pytest.mark.parametrize("word", list(WORDS))
def test_too_late_to_write_it_down(word: str) -> None:
    with pytest.raises(AlreadyDecided) as told:
        written(after(filed(policy=routed(ONE)), [(VICE, word)]), VICE, "同意")
    assert told.value.title == VICE
    withdrawn = leave.withdraw(filed(policy=routed(ONE)), who(APPLICANT), NOW).request
    with pytest.raises(Moved):
        written(withdrawn, VICE, word)


# 同样算数 it counts as his own word would


@pytest.mark.parametrize("word", list(WORDS))
@pytest.mark.parametrize("chain", [[ONE], [ONE, THREE], [[*ONE, *TWO]], [[*ONE, *TWO], THREE]])
def test_it_leads_where_his_own_word_would(chain: list[list[str]], word: str) -> None:
    request = filed(policy=routed(*chain))
    his, said = (after(request, [(VICE, f"{by}{word}")]) for by in ("", "代录"))
    assert said.state is his.state
    assert [s.state for s in said.steps] == [s.state for s in his.steps]


def test_it_says_whose_word_it_is_and_whose_hand() -> None:
    ruling = written(filed(policy=routed(ONE)), VICE, "不同意")
    step = last(ruling.request, VICE)
    assert (step.decided_by, step.decided_title) == (who(VICE).id, VICE)
    assert (step.recorded_by, step.reference, step.opinion) == (CLERK, "刚才电话", "与会议冲突")
    assert step.confirmation is Confirmation.ASKED
    told = {(letter.to, letter.view) for letter in ruling.letters}
    assert told == {(who(APPLICANT).id, View.OUTCOME), (who(VICE).id, View.CONFIRM)}
    assert (ruling.entry.actor, ruling.entry.detail["recorded_by"]) == (who(CLERK).id, CLERK)


def test_a_stand_in_confirms_what_he_said_as_himself() -> None:
    request = filed(policy=routed(ONE))
    held = replace(last(request, VICE), holder="fsz2", holder_title="工业副市长（代教育副市长）")
    request = replace(request, steps=(replace(held, acts_for=who(VICE).id),))
    ruling = written(request, held.holder_title, "同意")
    assert {letter.to for letter in ruling.letters if letter.view is View.CONFIRM} == {"fsz2"}
    said = stored(ruling.request)
    with pytest.raises(NotHolder):
        spoken.confirm(said, 1, who(VICE), LATER)
    assert spoken.confirm(said, 1, who("工业副市长"), LATER).entry.act == "confirm"


# 请确认


def test_confirmed_nobody_is_written_to() -> None:
    said = after(filed(policy=routed(ONE)), [(VICE, "代录同意")])
    ruling = spoken.confirm(said, 1, who(VICE), LATER)
    step = last(ruling.request, VICE)
    assert (step.confirmation, step.confirmed_at) == (Confirmation.CONFIRMED, LATER)
    assert (ruling.request.state, ruling.letters) == (State.AGREED, ())


def answered(request: Request, word: str, by: str = VICE) -> Ruling:
    if word == "确认":
        return spoken.confirm(request, 1, who(by), LATER)
    return spoken.contest(request, 1, who(by), "没有同意过", LATER)


@pytest.mark.parametrize("first", ["确认", "有异议"])
@pytest.mark.parametrize("then", ["确认", "有异议"])
def test_answered_once(first: str, then: str) -> None:
    said = after(filed(policy=routed(ONE)), [(VICE, "代录同意")])
    with pytest.raises(AlreadyConfirmed) as told:
        answered(stored(answered(said, first).request), then)
    assert told.value.at == LATER


@pytest.mark.parametrize("word", ["确认", "有异议"])
@pytest.mark.parametrize("by", [MAYOR, APPLICANT, CLERK])
def test_nobody_answers_for_him(word: str, by: str) -> None:
    said = after(filed(policy=routed(ONE)), [(VICE, "代录同意")])
    with pytest.raises(NotHolder):
        answered(said, word, by)


@pytest.mark.parametrize("word", ["确认", "有异议"])
def test_what_he_decided_himself_is_nothing_to_confirm(word: str) -> None:
    with pytest.raises(Moved):
        answered(after(filed(policy=routed(ONE)), [(VICE, "同意")]), word)


WHAT_A_CONTEST_UNDOES = [
    # 审批链, 谁说了什么, 状态, 还等谁, 之后
    ([ONE], [(VICE, "代录同意")], State.PENDING, [VICE], []),
    ([ONE], [(VICE, "代录不同意")], State.PENDING, [VICE], []),
    ([ONE], [(VICE, "代录退回")], State.PENDING, [VICE], []),
    ([ONE, THREE], [(VICE, "代录同意")], State.PENDING, [VICE], [MAYOR]),
    # the mayor has agreed meanwhile: his word stands, the contested one is asked for again
    ([ONE, THREE], [(VICE, "代录同意"), (MAYOR, "同意")], State.PENDING, [VICE], []),
    # and where the mayor has refused it, refused it stays
    ([ONE, THREE], [(VICE, "代录同意"), (MAYOR, "不同意")], State.REFUSED, [], []),
    ([ONE, TWO, THREE], [(VICE, "代录同意"), (EXEC, "同意")], State.PENDING, [VICE], [MAYOR]),
    ([[*ONE, *TWO]], [(VICE, "代录不同意")], State.PENDING, [EXEC, VICE], []),
    ([[*ONE, *TWO]], [(VICE, "代录同意"), (EXEC, "同意")], State.PENDING, [VICE], []),
]


@pytest.mark.parametrize(("chain", "acts", "state", "waits", "then"), WHAT_A_CONTEST_UNDOES)
def test_what_a_contest_undoes(
    chain: list[list[str]],
    acts: list[tuple[str, str]],
    state: State,
    waits: list[str],
    then: list[str],
) -> None:
    said = after(filed(policy=routed(*chain)), acts)
    ruling = answered(said, "有异议")
    request = stored(ruling.request)
    assert request.state is state
    assert [step.holder_title for step in request.waiting] == waits
    assert [s.holder_title for s in request.current if s.state is StepState.LATER] == then
    kept = approval.step_of(request, 1)
    assert (kept.state, kept.confirmation) == (StepState.TAKEN_BACK, Confirmation.CONTESTED)
    assert (kept.former, kept.taken_back_why) == (said.steps[0].state, "没有同意过")
    told = {letter.to for letter in ruling.letters if letter.view is View.CONTESTED}
    assert told == {who(APPLICANT).id, OFFICE}
    asked = {letter.to for letter in ruling.letters if letter.view is View.DECIDE}
    assert asked >= ({who(VICE).id} if waits else set())


def test_a_contest_reaches_a_trip_under_way() -> None:
    said = after(filed(policy=routed(ONE)), [(VICE, "代录同意")])
    ruling = spoken.contest(said, 1, who(VICE), "没有同意过", at("2026-12-02 09:00"))
    assert ruling.request.state is State.PENDING


def test_what_has_ended_is_not_opened_again() -> None:
    said = after(filed(policy=routed(ONE)), [(VICE, "代录同意")])
    cancelled = leave.cancel(said, who(APPLICANT), LATER).request
    assert answered(cancelled, "有异议").request.state is State.CANCELLED
    returned = after(filed(policy=routed(ONE)), [(VICE, "代录退回")])
    refiled = filed(policy=routed(ONE), returned=returned, now=LATER)
    contested = answered(refiled, "有异议").request
    assert [step.round for step in contested.waiting] == [2]
    assert approval.step_of(contested, 1).confirmation is Confirmation.CONTESTED


# 更正


def test_the_office_corrects_what_nobody_has_confirmed_yet() -> None:
    said = after(filed(policy=routed(ONE)), [(VICE, "代录不同意")])
    clerk = who(CLERK)
    ruling = taking_back.take_back(said, 1, clerk, LATER, POLICY.leave, office=True, reason="录错")
    step = approval.step_of(ruling.request, 1)
    assert (step.state, step.confirmation) == (StepState.TAKEN_BACK, Confirmation.NONE)
    confirmed = spoken.confirm(said, 1, who(VICE), LATER).request
    with pytest.raises(NotHolder):
        taking_back.take_back(confirmed, 1, clerk, LATER, POLICY.leave, office=True, reason="录错")


def test_once_confirmed_it_is_his_own_to_take_back() -> None:
    said = after(filed(policy=routed(ONE)), [(VICE, "代录同意")])
    confirmed = stored(spoken.confirm(said, 1, who(VICE), LATER).request)
    ruling = taking_back.take_back(confirmed, 1, who(VICE), LATER, POLICY.leave, reason="原因")
    assert ruling.request.state is State.PENDING
