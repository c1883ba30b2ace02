"""用语 · 收回: taking a decision back, and correcting a reply that was recorded wrongly."""

from bot.rules.requests import Confirmation, Request, State, Step, StepState
from bot.rules.ruling import View
from bot.rules.taking_back import is_possible
from bot.words.approval import BACK
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence
from bot.words.sight import Sight

Fields = tuple[tuple[str, str], ...]
Rows = tuple[tuple[Choice, ...], ...]

TAKE_BACK = Sentence("收回", "Take back")
CORRECT = Sentence("更正代录", "Correct")
MINE = Sentence(
    "请假 {number} 的决定已收回，重新待审批",
    "Leave {number}: the decision was taken back, waiting again",
)
TOLD = Sentence(
    "{decider}收回了决定，重新待审批：{who}请假 {number}",
    "{decider} took the decision back, waiting again: {who}, leave {number}",
)
ASK_WHY = Sentence("收回 {number}：请说明原因", "Take back {number}: please say why")
ASK_CORRECTION = Sentence("更正 {number} 的代录：请说明原因", "Correct {number}: please say why")
HOW = Sentence(
    "点选，或直接输入；将告知申请人、代主持人和办公室。",
    "Tap, or write; applicant, stand-in and office are told.",
)
HOW_CORRECTION = Sentence(
    "点选，或直接输入；将告知申请人。", "Tap, or write; the applicant is told."
)
REASONS = (
    Sentence("工作有变化", "Work has changed"),
    Sentence("与会议冲突", "Clashes with a meeting"),
    Sentence("情况需再核实", "To be looked into"),
    Sentence("点错了", "Tapped by mistake"),
)
CORRECTIONS = (
    Sentence("文号有误", "Wrong reference"),
    Sentence("答复录错", "Wrong reply"),
    Sentence("录错了事项", "Wrong request"),
    Sentence("上级已改复", "The reply has changed"),
)
DONE = Sentence("已收回 {number}，请重新决定", "{number} taken back; please decide again")
RECORD_AGAIN = Sentence(
    "已撤下 {number} 的代录，请重新登记", "{number} struck; please record it again"
)
WITHIN = Sentence("{told}，{time}内可点“收回”撤销", "{told}; tap “Take back” within {time} to undo")
MINUTE = Sentence("一分钟", "a minute")
SECONDS = Sentence("{count}秒", "{count} seconds")


def title(request: Request, sight: Sight, step: Step | None) -> str | None:
    """Why it waits again, while it does; None for any other card."""
    taken = [s for s in request.current if s.state is StepState.TAKEN_BACK]
    if sight.view not in (View.OUTCOME, View.TAKEN_BACK) or not taken:
        return None
    if request.state is not State.PENDING:
        return None
    values = {"who": request.applicant_title, "number": request.number}
    if sight.reader == request.applicant:
        return MINE.say(sight.language, **values)
    decider = (step or taken[-1]).decided_title
    return TOLD.say(sight.language, **values, decider=decider)


def buttons(request: Request, sight: Sight, step: Step) -> Rows:
    """收回 under the card of whoever decided, 更正代录 under the office's."""
    written_down = step.outside or step.confirmation is Confirmation.ASKED
    mine = sight.office if written_down else step.decided_by == sight.reader
    if not mine or not is_possible(request, step, sight.now):
        return ()
    label = CORRECT if written_down else TAKE_BACK
    args = {"number": request.number, "step": step.id}
    return ((Choice(label.say(sight.language), "taking_back.take_back", args),),)


def why(request: Request, step: Step, fields: Fields, language: str) -> Card:
    """Later than the seconds of grace a reason is asked, for others have relied on it."""
    title_, how, reasons = (
        (ASK_CORRECTION, HOW_CORRECTION, CORRECTIONS) if step.outside else (ASK_WHY, HOW, REASONS)
    )
    args = {"number": request.number, "step": step.id}
    keys = [
        Choice(r.say(language), "taking_back.take_back", {**args, "reason": r.say(language)})
        for r in reasons
    ]
    back = Choice(BACK.say(language), "approval.back", {"number": request.number})
    return Card(
        title=title_.say(language, number=request.number),
        fields=fields,
        lines=(how.say(language),),
        choices=(tuple(keys[:2]), tuple(keys[2:]), (back,)),
    )


def may_undo(told: str, seconds: int, language: str) -> str:
    """The answer to a decision, with how long it may be undone quietly."""
    whole = seconds == 60
    time = MINUTE.say(language) if whole else SECONDS.say(language, count=seconds)
    return WITHIN.say(language, told=told, time=time)
