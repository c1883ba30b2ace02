"""用语 · 电话先行: writing down what somebody said, and asking him whether he did (代录, 请确认)."""

from collections.abc import Mapping, Sequence

from bot.message import Style
from bot.rules.requests import Confirmation, Request, Step, StepState, Verdict
from bot.rules.ruling import View
from bot.rules.taking_back import has_come
from bot.words.approval import BACK, REASONS
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence
from bot.words.sight import Sight
from bot.words.steps import VERDICTS

Fields = tuple[tuple[str, str], ...]
Rows = tuple[tuple[Choice, ...], ...]

# 标题 titles
ASK = Sentence(
    "请确认您的口头意见“{verdict}”：{who}请假 {number}",
    "Please confirm what you said, {verdict}: {who}, leave {number}",
)
ANSWERED = {
    Confirmation.CONFIRMED: Sentence(
        "您已确认（{verdict}）：{who}请假 {number}",
        "You confirmed ({verdict}): {who}, leave {number}",
    ),
    Confirmation.CONTESTED: Sentence(
        "您已提出异议（{verdict}）：{who}请假 {number}",
        "You contested it ({verdict}): {who}, leave {number}",
    ),
}
NO_LONGER = Sentence(
    "代录已更正，不用再确认：{who}请假 {number}",
    "Corrected, nothing to confirm any more: {who}, leave {number}",
)
MINE_CONTESTED = Sentence(
    "请假 {number}：{decider}对代录的“{verdict}”有异议",
    "Leave {number}: {decider} contests what was recorded ({verdict})",
)
CONTESTED = Sentence(
    "{decider}对代录的“{verdict}”有异议：{who}请假 {number}",
    "{decider} contests what was recorded ({verdict}): {who}, leave {number}",
)
WAITS_AGAIN = Sentence(
    "原决定不作数，已重新报请审批。", "What was recorded does not count; it waits for a decision."
)
STOP = Sentence(
    "请暂勿出发，等候审批；已经出发的，请立即联系市政府办公室。",
    "Please do not leave before it is decided; if you have left, call the office now.",
)
MAY_BE_OUT = Sentence(
    "已到出发时间，申请人可能已经外出，请立即电话核实。",
    "Departure time has come and the applicant may have left; please phone now.",
)

# 按钮 buttons
ORAL = Sentence("已口头同意", "Agreed orally")
RECORD = Sentence("代录", "Record")
CONFIRM = Sentence("确认", "Confirm")
CONTEST = Sentence("有异议", "Contest")
HOW_SAID = (Sentence("刚才电话", "Just now by phone"), Sentence("当面", "In person"))
VERDICT_KEYS = {
    Verdict.AGREE: (Sentence("同意", "Agree"), Style.YES),
    Verdict.REFUSE: (Sentence("不同意", "Refuse"), Style.NO),
    Verdict.RETURN: (Sentence("退回", "Return"), Style.PLAIN),
}
WHY_CONTEST = (
    Sentence("没有同意过", "I did not agree"),
    Sentence("说的是另一件事", "Meant another matter"),
    Sentence("附有条件未写明", "A condition is missing"),
    Sentence("意见已有变化", "I changed my mind"),
)

# 问 questions
WHOSE = Sentence("代录 {number}：是谁的意见？", "Record for {number}: whose decision?")
WHICH = Sentence("代录 {number}：{decider}怎么说？", "Record for {number}: what did {decider} say?")
WHY = {
    Verdict.REFUSE: Sentence(
        "代录{decider}不同意 {number}：什么理由？", "{decider} refused {number}: for what reason?"
    ),
    Verdict.RETURN: Sentence(
        "代录{decider}退回 {number}：要修改什么？",
        "{decider} returned {number}: what is to be mended?",
    ),
}
HOW = {
    Verdict.AGREE: Sentence(
        "{decider}何时、怎样同意 {number}？", "When and how did {decider} agree to {number}?"
    ),
    Verdict.REFUSE: Sentence(
        "{decider}何时、怎样答复 {number}（不同意）？",
        "When and how did {decider} refuse {number}?",
    ),
    Verdict.RETURN: Sentence(
        "{decider}何时、怎样答复 {number}（退回）？", "When and how did {decider} return {number}?"
    ),
}
HOW_HOW = Sentence(
    "点选，或输入一句，如：上午9点来电。随后请{decider}本人确认。",
    "Tap, or write a line: phoned at 9. {decider} will be asked to confirm.",
)
WHY_HOW = Sentence("点选，或直接输入", "Tap, or write")
CONTEST_WHY = Sentence("对 {number} 的代录有异议：请说明", "Contest {number}: please say why")

# 回执 answers
RECORDED = Sentence(
    "已记录 {number}：{decider}{verdict}，已请其本人确认",
    "{number} recorded: {decider} {verdict}; he is asked to confirm",
)
CONFIRMED = Sentence("已确认 {number}，谢谢", "{number} confirmed, thank you")
CONTESTED_NOW = Sentence(
    "已记录您的异议 {number}，已告知申请人和办公室",
    "{number}: noted; applicant and office are told",
)
ANSWER_HOW = Sentence(
    "请点“确认”或“有异议”；有异议的可写：有异议 {number} 理由",
    "Tap “Confirm” or “Contest”, or write: contest {number} reason",
)

SAID = {
    Confirmation.CONFIRMED: Sentence("已确认", "you have confirmed it"),
    Confirmation.CONTESTED: Sentence("已提出异议", "you have contested it"),
}

VIEWS = (View.CONFIRM, View.CONTESTED)


def title(request: Request, sight: Sight, step: Step | None) -> str | None:
    """The title of a card about spoken words; None where it is like any other."""
    if step is None or sight.view not in VIEWS:
        return None
    sentence = _sentence(request, sight, step)
    if sentence is None:
        return None
    verdict = VERDICTS.get(step.former or step.state)
    return sentence.say(
        sight.language,
        who=request.applicant_title,
        number=request.number,
        decider=step.decided_title,
        verdict=verdict.say(sight.language) if verdict else "",
    )


def _sentence(request: Request, sight: Sight, step: Step) -> Sentence | None:
    if sight.view is View.CONFIRM:
        asked = step.confirmation is Confirmation.ASKED
        return ASK if asked else ANSWERED.get(step.confirmation, NO_LONGER)
    if step.confirmation is Confirmation.CONTESTED and _unsettled(request, step):
        return MINE_CONTESTED if sight.reader == request.applicant else CONTESTED
    return None


def _unsettled(request: Request, step: Step) -> bool:
    """Whether it waits again, or how it stands was not touched by the contest."""
    again = [s for s in request.current if s.owner == step.owner and s.id > step.id]
    return not again or any(s.state is StepState.PENDING for s in again)


def notes(request: Request, sight: Sight, step: Step | None) -> tuple[str, ...]:
    """What a contest means for somebody who may have left."""
    if step is None or sight.view is not View.CONTESTED or not request.open:
        return ()
    said = [WAITS_AGAIN]
    if sight.reader == request.applicant:
        said.append(STOP)
    elif has_come(request, sight.now):
        said.append(MAY_BE_OUT)
    return tuple(sentence.say(sight.language) for sentence in said)


def answers(request: Request, step: Step, language: str) -> Rows:
    """确认 · 有异议, under the card of whose words they are."""
    if step.confirmation is not Confirmation.ASKED:
        return ()
    args = {"number": request.number, "step": step.id}
    confirm = Choice(CONFIRM.say(language), "spoken.confirm", args, Style.YES)
    return ((confirm, Choice(CONTEST.say(language), "spoken.contest", args, Style.NO)),)


def oral(request: Request, language: str) -> Rows:
    """已口头同意, under the applicant's card while somebody of the house is to decide."""
    if not _inside(request):
        return ()
    return ((Choice(ORAL.say(language), "spoken.oral", {"number": request.number}),),)


def record(request: Request, language: str) -> Rows:
    """代录, under a card of the office."""
    if not _inside(request):
        return ()
    return ((Choice(RECORD.say(language), "spoken.record", {"number": request.number}),),)


def _inside(request: Request) -> bool:
    return request.open and any(not step.outside for step in request.waiting)


def whose(
    request: Request,
    steps: Sequence[Step],
    asked: Mapping[str, object],
    fields: Fields,
    language: str,
) -> Card:
    """Several of the house are to decide: whose words are they?"""
    keys = [
        Choice(step.holder_title, "spoken.record", {**asked, "step": step.id}) for step in steps
    ]
    return Card(
        title=WHOSE.say(language, number=request.number),
        fields=fields,
        choices=(*((key,) for key in keys), (_back(request, language),)),
    )


def which(request: Request, step: Step, fields: Fields, language: str) -> Card:
    """What did he say?"""
    args = {"number": request.number, "step": step.id}
    keys = tuple(
        Choice(label.say(language), "spoken.record", {**args, "verdict": verdict}, style)
        for verdict, (label, style) in VERDICT_KEYS.items()
    )
    return Card(
        title=WHICH.say(language, number=request.number, decider=step.holder_title),
        fields=fields,
        choices=(keys, (_back(request, language),)),
    )


def why(
    request: Request, step: Step, asked: Mapping[str, object], fields: Fields, language: str
) -> Card:
    """For which reason did he refuse or return it?"""
    verdict = Verdict(str(asked["verdict"]))
    keys = [
        Choice(r.say(language), "spoken.record", {**asked, "reason": r.say(language)})
        for r in REASONS[verdict]
    ]
    return Card(
        title=WHY[verdict].say(language, number=request.number, decider=step.holder_title),
        fields=fields,
        lines=(WHY_HOW.say(language),),
        choices=(tuple(keys[:2]), tuple(keys[2:]), (_back(request, language),)),
    )


def how(
    request: Request, step: Step, asked: Mapping[str, object], fields: Fields, language: str
) -> Card:
    """When and how was it said?"""
    verdict, decider = Verdict(str(asked["verdict"])), step.holder_title
    keys = tuple(
        Choice(said.say(language), "spoken.record", {**asked, "words": said.say(language)})
        for said in HOW_SAID
    )
    return Card(
        title=HOW[verdict].say(language, number=request.number, decider=decider),
        fields=fields,
        lines=(HOW_HOW.say(language, decider=decider),),
        choices=(keys, (_back(request, language),)),
    )


def contest(request: Request, step: Step, fields: Fields, language: str) -> Card:
    """What is wrong with what was written down?"""
    args = {"number": request.number, "step": step.id}
    keys = [
        Choice(r.say(language), "spoken.contest", {**args, "reason": r.say(language)})
        for r in WHY_CONTEST
    ]
    return Card(
        title=CONTEST_WHY.say(language, number=request.number),
        fields=fields,
        lines=(WHY_HOW.say(language),),
        choices=(tuple(keys[:2]), tuple(keys[2:]), (_back(request, language),)),
    )


def _back(request: Request, language: str) -> Choice:
    return Choice(BACK.say(language), "approval.back", {"number": request.number})
