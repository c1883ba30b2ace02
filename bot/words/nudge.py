"""用语 · 提醒: what the clock says by itself; true titles only, else the card says how it stands."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.message import Style
from bot.rules.nudge import said_again
from bot.rules.requests import Confirmation, Request, State, Step, StepState
from bot.rules.ruling import View
from bot.words import dates
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence
from bot.words.sight import Sight
from bot.words.trip import JOIN

UNAPPROVED = Sentence(
    "到出发时间尚未批准：{who}请假 {number}",
    "Departure time, not yet agreed: {who}, leave {number}",
)
UNANSWERED = Sentence(
    "审批人尚未答复：{who}请假 {number}", "No answer from the approver: {who}, leave {number}"
)
OFFERED = Sentence(
    "{holder}尚未答复，您可以代办：{who}请假 {number}",
    "{holder} has not answered, you may take it over: {who}, leave {number}",
)
URGED = Sentence(
    "申请人催办，请审批：{who}请假 {number}", "Urged, please decide: {who}, leave {number}"
)
URGED_OUTSIDE = Sentence(
    "申请人催办，请催询{authority}：{who}请假 {number}",
    "Urged, please ask {authority}: {who}, leave {number}",
)
RECONFIRM = Sentence(
    "即将出行，请确认是否照常：请假 {number}", "Your trip is near, are you going? Leave {number}"
)
RECONFIRMED = Sentence("已确认照常出发：请假 {number}", "You are going as planned: leave {number}")
RETURN_DAY = Sentence(
    "今天是返回日，请销假：{number}", "You are due back today, please report: {number}"
)
RETURN_PAST = Sentence(
    "返回日已过，请销假：{number}", "Your day of return has passed, please report: {number}"
)
OVERDUE = Sentence(
    "返回后多日未销假：{who}请假 {number}", "Not reported back for days: {who}, leave {number}"
)
UNCONFIRMED = Sentence(
    "口头意见逾期未经本人确认：{who}请假 {number}",
    "A spoken decision is still not confirmed: {who}, leave {number}",
)

URGE = Sentence("催办", "Urge")
TAKE_OVER = Sentence("代办", "Take over")
GOING = Sentence("照常出发", "I am going")
CHANGE = Sentence("变更", "Change")
CANCEL = Sentence("取消出行", "Cancel trip")

SEVERAL = Sentence("提醒（{n}）", "Reminders ({n})")
SEVERAL_HOW = Sentence("点编号查看和办理", "Tap a number to open it")

# 回执 what a tap is answered with
TAKEN_OVER = Sentence("{number} 已转由您代办，请审批", "{number} is with you now, please decide")
GOING_NOTED = Sentence("已记下：{number} 照常出发", "Noted: {number}, going as planned")
URGED_WHOM = Sentence("已催办 {number}：{whom}", "{number}: {whom} reminded")
URGED_LATER = Sentence("已催办 {number}：{whom}，{at}送达", "{number}: {whom}, to be shown {at}")

LIST = "nudges"  # the view of a card that lists several

Rows = tuple[tuple[Choice, ...], ...]


def title(request: Request, sight: Sight, step: Step | None) -> str:
    """The title of a reminder while it is true; '' once it no longer is."""
    sentence = _sentence(request, sight, step)
    if sentence is None:
        return ""
    waiting = JOIN.say(sight.language).join(s.holder_title for s in request.waiting if s.outside)
    return sentence.say(
        sight.language,
        who=request.applicant_title,
        number=request.number,
        holder=step.holder_title if step else "",
        authority=step.holder_title if step else waiting,
    )


def _sentence(request: Request, sight: Sight, step: Step | None) -> Sentence | None:
    view, agreed = sight.view, request.state is State.AGREED
    pending = step is not None and step.state is StepState.PENDING and request.open
    if view is View.URGED:
        return _urged(request, sight, step)
    if view is View.RECONFIRM and agreed and said_again(request):
        return RECONFIRMED
    unconfirmed = step is not None and step.confirmation is Confirmation.ASKED
    past = sight.now.date() > request.trip.span.end.day
    told = {
        View.UNAPPROVED: (request.state is State.PENDING, UNAPPROVED),
        View.UNANSWERED: (pending, UNANSWERED),
        View.OFFERED: (pending and step is not None and step.holder != sight.reader, OFFERED),
        View.RECONFIRM: (agreed and _ahead(request, sight), RECONFIRM),
        View.RETURN_DAY: (agreed, RETURN_PAST if past else RETURN_DAY),
        View.OVERDUE: (agreed, OVERDUE),
        View.UNCONFIRMED: (unconfirmed, UNCONFIRMED),
    }
    true, sentence = told.get(view, (False, OVERDUE))
    return sentence if true else None


def _urged(request: Request, sight: Sight, step: Step | None) -> Sentence | None:
    if step is None or step.outside:
        waits = step is None or step.state is StepState.PENDING
        return URGED_OUTSIDE if request.open and request.waiting and waits else None
    mine = step.state is StepState.PENDING and step.holder == sight.reader and request.open
    return URGED if mine else None


def _ahead(request: Request, sight: Sight) -> bool:
    return sight.now.date() <= request.trip.span.start.day


def buttons(request: Request, sight: Sight) -> Rows:
    """What a reminder offers of its own: 代办, or whether he is still going."""
    step, language = sight.step_of(request), sight.language
    args = {"number": request.number}
    if sight.view is View.OFFERED and step is not None and title(request, sight, step):
        of_step = {**args, "step": step.id}
        return ((Choice(TAKE_OVER.say(language), "approval.take_over", of_step, Style.YES),),)
    asks = sight.view is View.RECONFIRM and not said_again(request)
    if asks and request.state is State.AGREED and _ahead(request, sight):
        return (
            (Choice(GOING.say(language), "reconfirm.yes", args, Style.YES),),
            (
                Choice(CHANGE.say(language), "leave.change", args),
                Choice(CANCEL.say(language), "leave.cancel", args),
            ),
        )
    return ()


def several(
    titles: Sequence[str], opens: Mapping[str, Sequence[tuple[str, int | None]]], language: str
) -> Card:
    """One message for all that is due: a line each, and a button per number that opens its cards."""
    keys = [
        Choice(number, "nudge.open", {"number": number, "cards": list(shown)})
        for number, shown in opens.items()
    ]
    return Card(
        title=SEVERAL.say(language, n=len(titles)),
        lines=(*titles, SEVERAL_HOW.say(language)),
        choices=tuple(tuple(keys[n : n + 3]) for n in range(0, len(keys), 3)),
    )


def urge(request: Request, language: str) -> Choice:
    """催办, under the applicant's own card while it waits."""
    return Choice(URGE.say(language), "nudge.urge", {"number": request.number})


def urged(number: str, whom: Sequence[str], shown: datetime, now: datetime, language: str) -> str:
    """Who is asked for an answer, and when he is shown it if people do not work now."""
    sentence = URGED_WHOM if shown <= now else URGED_LATER
    at = dates.moment(shown, shown.tzinfo or UTC, language)
    return sentence.say(language, number=number, whom=JOIN.say(language).join(whom), at=at)
