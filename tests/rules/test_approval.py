"""Deciding a request: tables of who may, what each word leads to, and what the late are told."""

from collections.abc import Sequence

import pytest

from bot.rules import approval, leave
from bot.rules.people import Official
from bot.rules.refusal import (
    AlreadyDecided,
    CannotForward,
    Moved,
    NotHolder,
    NotYourTurn,
    OfficeOnly,
    Refusal,
)
from bot.rules.requests import Request, State, Step, StepState, Verdict
from bot.rules.ruling import OFFICE, Ruling, View
from tests.rules.filed import AT_ONCE, CITY, NOW, at, filed, routed, stored, who
from tests.rules.proof_city import roster

ONE, TWO, THREE = ["分管副市长"], ["常务副市长"], ["市长"]
VICE, EXEC, MAYOR, CLERK = "教育副市长", "常务副市长", "市长", "督查室主任"
APPLICANT = "教育局副局长"
WORDS = {
    "同意": Verdict.AGREE,
    "不同意": Verdict.REFUSE,
    "退回": Verdict.RETURN,
}
STATES = {
    "待审批": State.PENDING,
    "已同意": State.AGREED,
    "不同意": State.REFUSED,
    "已退回": State.RETURNED,
}


def held(request: Request, name: str) -> Step:
    """The step this person or authority holds, the latest if several."""
    return [step for step in request.steps if step.holder_title == name][-1]


def said(request: Request, name: str, word: str) -> Ruling:
    """What follows when the holder of a step says a word; 转呈 names to whom."""
    step, actor = held(request, name), who(CLERK if name in AT_ONCE else name)
    if word.startswith("转呈"):
        return approval.forward(request, step.id, actor, who(word.removeprefix("转呈")), NOW)
    office = actor.holds("office")
    return approval.decide(request, step.id, actor, WORDS[word], NOW, office=office)


def after(request: Request, acts: Sequence[tuple[str, str]]) -> Request:
    for name, word in acts:
        request = stored(said(request, name, word).request)
    return request


WHAT_IT_LEADS_TO = [
    # 审批链, 谁说了什么, 结果, 还等谁
    ([ONE], [], "待审批", [VICE]),
    ([ONE], [(VICE, "同意")], "已同意", []),
    ([ONE], [(VICE, "不同意")], "不同意", []),
    ([ONE], [(VICE, "退回")], "已退回", []),
    ([ONE], [(VICE, "转呈市长")], "待审批", [MAYOR]),
    ([ONE], [(VICE, "转呈市长"), (MAYOR, "同意")], "已同意", []),
    ([ONE], [(VICE, "转呈市长"), (MAYOR, "不同意")], "不同意", []),
    ([ONE], [(VICE, "转呈常务副市长"), (EXEC, "转呈市长")], "待审批", [MAYOR]),
    # 逐级 one after another
    ([ONE, THREE], [], "待审批", [VICE]),
    ([ONE, THREE], [(VICE, "同意")], "待审批", [MAYOR]),
    ([ONE, THREE], [(VICE, "同意"), (MAYOR, "同意")], "已同意", []),
    ([ONE, THREE], [(VICE, "不同意")], "不同意", []),
    ([ONE, THREE], [(VICE, "同意"), (MAYOR, "退回")], "已退回", []),
    ([ONE, THREE], [(VICE, "转呈工业副市长"), ("工业副市长", "同意")], "待审批", [MAYOR]),
    ([ONE, TWO, THREE], [(VICE, "同意")], "待审批", [EXEC]),
    ([ONE, TWO, THREE], [(VICE, "同意"), (EXEC, "同意")], "待审批", [MAYOR]),
    # 会签 all at once
    ([AT_ONCE], [("州委", "同意")], "待审批", ["州政府", "市委"]),
    ([AT_ONCE], [("市委", "同意"), ("州委", "同意")], "待审批", ["州政府"]),
    ([AT_ONCE], [(name, "同意") for name in AT_ONCE], "已同意", []),
    ([AT_ONCE], [("州委", "同意"), ("州政府", "不同意")], "不同意", []),
    ([AT_ONCE], [("市委", "退回")], "已退回", []),
    ([[*ONE, *TWO], THREE], [(EXEC, "同意")], "待审批", [VICE]),
    ([[*ONE, *TWO], THREE], [(EXEC, "同意"), (VICE, "同意")], "待审批", [MAYOR]),
    ([[*ONE, *TWO], THREE], [(EXEC, "同意"), (VICE, "转呈工业副市长")], "待审批", ["工业副市长"]),
]


@pytest.mark.parametrize(("chain", "acts", "state", "waiting"), WHAT_IT_LEADS_TO)
def test_what_each_word_leads_to(
    chain: list[list[str]], acts: list[tuple[str, str]], state: str, waiting: list[str]
) -> None:
    request = after(filed(policy=routed(*chain)), acts)
    assert request.state is STATES[state]
    assert [step.holder_title for step in request.waiting] == waiting


@pytest.mark.parametrize("word", ["不同意", "退回"])
def test_a_request_that_ends_leaves_no_step_open(word: str) -> None:
    request = after(filed(policy=routed([*AT_ONCE], THREE)), [("州委", "同意"), ("市委", word)])
    states = {step.holder_title: step.state for step in request.steps}
    assert states["州政府"] is states["市长"] is StepState.VOID
    assert states["州委"] is StepState.AGREED
    assert request.closed_at == NOW


WHO_HEARS = [
    # 审批链, 之前, 谁说了什么, 谁收到新卡片
    ([ONE], [], (VICE, "同意"), [(APPLICANT, View.OUTCOME)]),
    ([ONE], [], (VICE, "不同意"), [(APPLICANT, View.OUTCOME)]),
    ([ONE], [], (VICE, "转呈市长"), [(MAYOR, View.DECIDE)]),
    ([ONE, THREE], [], (VICE, "同意"), [(MAYOR, View.DECIDE)]),  # 申请人只听最后结果
    ([ONE, AT_ONCE], [], (VICE, "同意"), [(OFFICE, View.RECORD)] * 3),
    ([AT_ONCE], [], ("州委", "同意"), []),
    (
        [AT_ONCE],
        [("州委", "同意"), ("市委", "同意")],
        ("州政府", "同意"),
        [(APPLICANT, View.OUTCOME)],
    ),
    ([AT_ONCE], [], ("市委", "不同意"), [(APPLICANT, View.OUTCOME)]),
    ([[*ONE, *TWO], THREE], [], (VICE, "同意"), []),
]


@pytest.mark.parametrize(("chain", "before", "act", "hear"), WHO_HEARS)
def test_who_hears_of_it(
    chain: list[list[str]],
    before: list[tuple[str, str]],
    act: tuple[str, str],
    hear: list[tuple[str, View]],
) -> None:
    ruling = said(after(filed(policy=routed(*chain)), before), *act)
    names = {o.id: o.name for o in CITY.officials.values()}
    assert [(names.get(one.to, one.to), one.view) for one in ruling.letters] == hear


WHO_MAY = [
    # 审批链, 谁, 结果
    (ONE, VICE, None),
    (ONE, MAYOR, NotHolder),
    (ONE, APPLICANT, NotHolder),
    (ONE, CLERK, NotHolder),  # 办公室只代录上级机关的答复
    (["州委"], CLERK, None),
    (["州委"], MAYOR, OfficeOnly),
    (["州委"], APPLICANT, OfficeOnly),
]


@pytest.mark.parametrize(("stage", "name", "refused"), WHO_MAY)
def test_who_may_decide(stage: list[str], name: str, refused: type[Refusal] | None) -> None:
    request, actor = filed(policy=routed(stage)), who(name)
    step = request.steps[0]

    def decide() -> Ruling:
        office = actor.holds("office")
        return approval.decide(request, step.id, actor, Verdict.AGREE, NOW, office=office)

    if refused is None:
        assert decide().request.state is State.AGREED
        return
    with pytest.raises(refused):
        decide()


FORWARDED_TO = [
    # 之前, 谁, 转呈给谁, 可否
    ([], VICE, MAYOR, True),
    ([], VICE, "工业副市长", True),
    ([], VICE, VICE, False),  # 自己
    ([], VICE, APPLICANT, False),  # 申请人
    ([(VICE, "转呈常务副市长")], EXEC, VICE, False),  # 已经手
    ([(VICE, "转呈常务副市长")], EXEC, MAYOR, True),
]


@pytest.mark.parametrize(("before", "name", "to", "may"), FORWARDED_TO)
def test_to_whom_it_may_be_passed_on(
    before: list[tuple[str, str]], name: str, to: str, may: bool
) -> None:
    request = after(filed(), before)
    if may:
        ruling = said(request, name, f"转呈{to}")
        assert [step.holder_title for step in ruling.request.waiting] == [to]
        return
    with pytest.raises(CannotForward):
        said(request, name, f"转呈{to}")


def test_not_to_somebody_who_sits_later_in_the_chain() -> None:
    with pytest.raises(CannotForward):
        said(filed(policy=routed(ONE, THREE)), VICE, "转呈市长")


def test_an_authoritys_step_is_not_passed_on() -> None:
    request = filed(policy=routed(["州委"]))
    with pytest.raises(OfficeOnly):
        approval.forward(request, request.steps[0].id, who(CLERK), who(MAYOR), NOW)


LATE = [
    # 之前, 谁再说, 被告知
    ([(VICE, "同意")], VICE, "教育副市长 agreed"),
    ([(VICE, "不同意")], VICE, "教育副市长 refused"),
    ([(VICE, "退回")], VICE, "教育副市长 returned"),
    ([(VICE, "转呈市长")], VICE, "教育副市长 forwarded"),
    ([(VICE, "转呈市长"), (MAYOR, "同意")], MAYOR, "市长 agreed"),
]


@pytest.mark.parametrize("word", ["同意", "不同意", "退回", "转呈工业副市长"])
@pytest.mark.parametrize(("before", "name", "told"), LATE)
def test_who_comes_late_is_told_by_whom_and_what(
    before: list[tuple[str, str]], name: str, told: str, word: str
) -> None:
    request = after(filed(), before)
    with pytest.raises(AlreadyDecided) as late:
        said(request, name, word)
    assert f"{late.value.title} {late.value.verdict}" == told
    assert (late.value.at, late.value.number) == (NOW, "A-0001")


def test_a_step_void_because_another_ended_it_says_how_the_request_stands() -> None:
    request = after(filed(policy=routed(AT_ONCE)), [("州委", "不同意")])
    with pytest.raises(Moved) as moved:
        said(request, "市委", "同意")
    assert (moved.value.state, moved.value.at) == (State.REFUSED, NOW)


def test_a_step_of_a_later_stage_waits_for_its_turn() -> None:
    with pytest.raises(NotYourTurn) as early:
        said(filed(policy=routed(ONE, THREE)), MAYOR, "同意")
    assert early.value.holders == (VICE,)


def test_a_withdrawn_request_takes_no_decision() -> None:
    request = leave.withdraw(filed(), who(APPLICANT), at("2026-11-24 10:00")).request
    with pytest.raises(Moved) as moved:
        said(request, VICE, "同意")
    assert (moved.value.state, moved.value.at) == (State.WITHDRAWN, at("2026-11-24 10:00"))


def test_an_outside_reply_stands_under_the_authoritys_name_with_its_reference() -> None:
    request, clerk = filed(policy=routed(["州委"])), who(CLERK)
    ruling = approval.decide(
        request,
        request.steps[0].id,
        clerk,
        Verdict.AGREE,
        NOW,
        office=True,
        opinion="注意安全",
        reference="西办函〔2026〕12号",
    )
    (step,) = ruling.request.steps
    assert (step.decided_title, step.decided_by) == ("州委", clerk.id)
    assert (step.reference, step.opinion) == ("西办函〔2026〕12号", "注意安全")
    assert ruling.entry.detail["recorded_by"] == CLERK


def test_an_opinion_decides_nothing_and_stays_when_a_tap_decides() -> None:
    request, actor = filed(), who(VICE)
    (step,) = request.waiting
    ruling = approval.comment(request, step.id, actor, "注意安全", NOW)
    assert ruling.request.state is State.PENDING
    assert ruling.letters == ()
    decided = approval.decide(ruling.request, step.id, actor, Verdict.AGREE, NOW)
    assert decided.request.steps[0].opinion == "注意安全"
    with pytest.raises(AlreadyDecided):
        approval.comment(decided.request, step.id, actor, "再想想", NOW)


@pytest.mark.parametrize(
    ("actor", "refused"), [(who(MAYOR), NotHolder), (who(APPLICANT), NotHolder)]
)
def test_an_opinion_is_the_holders(actor: Official, refused: type[Refusal]) -> None:
    request = filed()
    with pytest.raises(refused):
        approval.comment(request, request.steps[0].id, actor, "注意安全", NOW)


HELD = [
    # 之前, 谁打字没点按钮, 指的是哪一环节（第几个），或为何不行
    ([], VICE, 0),
    ([(VICE, "转呈市长")], MAYOR, 1),
    ([(VICE, "转呈市长")], VICE, AlreadyDecided),
    ([], MAYOR, NotHolder),
    ([(VICE, "同意")], VICE, AlreadyDecided),
]


@pytest.mark.parametrize(("before", "name", "found"), HELD)
def test_words_without_a_step_find_the_one_that_is_meant(
    before: list[tuple[str, str]], name: str, found: int | type[Refusal]
) -> None:
    request, actor = after(filed(), before), who(name)
    if isinstance(found, int):
        assert approval.step_held_by(request, actor, office=False) == request.steps[found]
        return
    with pytest.raises(found):
        approval.step_held_by(request, actor, office=False)


@pytest.mark.parametrize(
    ("chain", "asked"),
    [
        ([ONE, TWO, THREE], [(EXEC, StepState.PENDING), (MAYOR, StepState.LATER)]),
        ([[*ONE, *THREE]], [(MAYOR, StepState.PENDING)]),
    ],
)
def test_who_sits_twice_is_asked_once_in_the_last_of_his_seats(
    chain: list[list[str]], asked: list[tuple[str, StepState]]
) -> None:
    request = filed(policy=routed(*chain), city=roster(教育局=("sz",)))  # 市长直接分管
    assert [(step.holder_title, step.state) for step in request.steps] == asked


def test_in_the_next_round_the_old_step_stays_decided_and_a_new_one_is_asked() -> None:
    returned = after(filed(), [(VICE, "退回")])
    again = filed(returned=returned, dates="12月1日至12月2日")
    assert (again.number, again.round, again.state) == ("A-0001", 2, State.PENDING)
    old, new = again.steps
    assert (old.round, old.state) == (1, StepState.RETURNED)
    assert (new.round, new.state) == (2, StepState.PENDING)
    with pytest.raises(AlreadyDecided):
        approval.decide(again, old.id, who(VICE), Verdict.AGREE, NOW)
    assert approval.decide(again, new.id, who(VICE), Verdict.AGREE, NOW).request.state is (
        State.AGREED
    )
