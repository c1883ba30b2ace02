"""用语 · 更多: the keyboard behind 更多, what may be asked for (补充材料), and who was told (抄送)."""

from datetime import datetime

from bot.rules.remarks import in_round, outstanding
from bot.rules.requests import RemarkKind, Request, Step, StepKind
from bot.rules.ruling import View
from bot.rules.signers import added_by
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence
from bot.words.sight import Sight
from bot.words.steps import moment

Rows = tuple[tuple[Choice, ...], ...]
Fields = tuple[tuple[str, str], ...]

MORE = Sentence("更多", "More")
BACK = Sentence("返回", "Back")
SUPPLY = Sentence("补充材料", "Ask for more")
COPY = Sentence("抄送", "Copy to")
BEFORE = Sentence("前加签", "Sign before")
AFTER = Sentence("后加签", "Sign after")
DELEGATE = Sentence("委派", "Ask advice")
REMOVE = Sentence("减签", "Take out")

# 补充材料 what is asked for
ASK_WHAT = Sentence(
    "补充 {number}：请点选或输入需要什么", "More for {number}: tap or write what is needed"
)
WHAT = (
    Sentence("请附通知或邀请函", "Attach the notice"),
    Sentence("请附会议议程", "Attach the agenda"),
    Sentence("请说明随行人员", "Say who goes along"),
    Sentence("请说明工作如何安排", "Say who does your work"),
)
ASKED = Sentence("已请申请人补充 {number}", "The applicant is asked for more: {number}")
SUPPLIED = Sentence("已补充到 {number}，审批人看得到", "Added to {number} for its decider to see")
WRITE_IT = Sentence(
    "请在编号后写明内容，例如：补充 {number} 请附通知",
    "Add what is needed: more {number} the notice",
)

# 标题 titles
MORE_WANTED = Sentence("请补充材料：请假 {number}", "Please add to your leave {number}")
COME = Sentence("已补充，请审批：{who}请假 {number}", "Added, please decide: {who}, leave {number}")
ASK_ADVICE = Sentence("请提意见：{who}请假 {number}", "Your advice, please: {who}, leave {number}")
TAKEN_OUT = Sentence(
    "已减签，不用您办理：{who}请假 {number}", "No longer with you: {who}, leave {number}"
)
TOLD = Sentence("抄送您阅知：{who}请假 {number}", "For your information: {who}, leave {number}")

# 行 lines
COPIED = Sentence("抄送", "Copied to")
JOIN = Sentence("、", ", ")
HOW = Sentence(
    "请直接回复本条，写文字或发照片、文件；也可以发：补充 {number} 内容",
    "Reply to this card with words, a photo or a file; or send: more {number} words",
)
LINES = {
    RemarkKind.ASK_MORE: Sentence(
        "{who} 要求补充，{at}：{words}", "{who} asked for more, {at}: {words}"
    ),
    RemarkKind.SUPPLIED: Sentence("{who} 补充，{at}：{words}", "{who} added, {at}: {words}"),
}


def button(request: Request, step: Step, language: str) -> Choice:
    """更多: it turns the keyboard, nothing else."""
    return Choice(MORE.say(language), "approval.more", _args(request, step))


def menu(request: Request, step: Step, sight: Sight) -> Rows:
    """The keyboard behind 更多; whoever is asked for advice (委派) may only ask and tell."""
    language, args = sight.language, _args(request, step)
    told = (
        Choice(SUPPLY.say(language), "more.ask", args),
        Choice(COPY.say(language), "person.copy", args),
    )
    back = (Choice(BACK.say(language), "approval.back", args),)
    if step.kind is StepKind.ADVISE:
        return (told, back)
    signers = (
        Choice(BEFORE.say(language), "person.sign_before", args),
        Choice(AFTER.say(language), "person.sign_after", args),
    )
    delegate = Choice(DELEGATE.say(language), "person.delegate", args)
    return (told, signers, (delegate, *take_out(request, step, sight)), back)


def take_out(request: Request, step: Step, sight: Sight) -> tuple[Choice, ...]:
    """减签, for whoever added somebody who has not decided yet."""
    if not request.open or not added_by(request, sight.reader):
        return ()
    return (Choice(REMOVE.say(sight.language), "person.remove_signer", _args(request, step)),)


def what(number: str, step: int, fields: Fields, language: str) -> Card:
    """The card while it is asked what is to be added."""
    args = {"number": number, "step": step}
    keys = [Choice(w.say(language), "more.ask", {**args, "words": w.say(language)}) for w in WHAT]
    back = Choice(BACK.say(language), "approval.back", {"number": number})
    return Card(
        title=ASK_WHAT.say(language, number=number),
        fields=fields,
        choices=(tuple(keys[:2]), tuple(keys[2:]), (back,)),
    )


def title(request: Request, view: View) -> Sentence | None:
    """The title of a card of these views while it says something of its own."""
    if view is View.MORE and outstanding(request):
        return MORE_WANTED
    return TOLD if view is View.COPIED else None


def asking(step: Step, view: View, usual: Sentence) -> Sentence:
    """The title of the card that asks for a decision on this step."""
    if step.kind is StepKind.ADVISE:
        return ASK_ADVICE
    return COME if view is View.SUPPLIED else usual


def lines(request: Request, view: View, now: datetime, language: str) -> tuple[str, ...]:
    """What was last asked for and all that came in answer; to the applicant, how to answer."""
    noted = in_round(request, *LINES)
    asked = [n for n, one in enumerate(noted) if one.kind is RemarkKind.ASK_MORE]
    said = tuple(
        LINES[one.kind].say(
            language, who=one.by_title, at=moment(one.at, now, language), words=one.words
        )
        for one in (noted[asked[-1] :] if asked else ())
    )
    wanted = view is View.MORE and outstanding(request)
    return (*said, HOW.say(language, number=request.number)) if wanted else said


def copied_to(request: Request, language: str) -> str:
    """Whom it was copied to."""
    told = (r.to_title for r in request.remarks if r.kind is RemarkKind.COPIED)
    return JOIN.say(language).join(told)


def _args(request: Request, step: Step) -> dict[str, object]:
    return {"number": request.number, "step": step.id}
