"""用语 · 按钮: what each pair of eyes may do with a request; who may is checked at the tap."""

from datetime import date, datetime

from bot.message import Style
from bot.rules.requests import Confirmation, Request, State, Step, StepKind, StepState
from bot.rules.ruling import View
from bot.words import more, nudge, spoken, stand_in, taking_back
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence
from bot.words.sight import Sight
from bot.words.trip import brief

AGREE = Sentence("同意", "Agree")
REFUSE = Sentence("不同意", "Refuse")
RETURN = Sentence("退回", "Return")
FORWARD = Sentence("转呈", "Pass on")
ADVISE_YES = Sentence("建议同意", "Advise yes")
ADVISE_NO = Sentence("建议不同意", "Advise no")
RECORD_AGREE = Sentence("代录同意", "Record: agreed")
RECORD_REFUSE = Sentence("代录不同意", "Record: refused")
WITHDRAW = Sentence("撤回", "Withdraw")
AMEND = Sentence("修改重报", "Mend and refile")
CANCEL = Sentence("取消出行", "Cancel trip")
FORM = Sentence("审批表", "Approval form")
ATTACHED = Sentence("附件", "Attachments")
REPORT_BACK = Sentence("销假", "I am back")
COME_BACK = Sentence("提前返回", "Back early")
CHANGE = Sentence("变更", "Change")
WITHDRAW_CHANGE = Sentence("撤回变更", "Withdraw change")
SURE = Sentence("确定取消出行 {number}？", "Cancel the trip {number}?")
SURE_YES = Sentence("确定取消", "Yes, cancel")
SURE_NO = Sentence("不取消", "Keep it")

Rows = tuple[tuple[Choice, ...], ...]
_ASKING = (View.DECIDE, View.RECORD, View.URGED, View.OFFERED, View.SUPPLIED)
_OF_A_STEP = (*_ASKING, View.CONFIRM, View.UNCONFIRMED)
_OFFICE = (View.TOLD, View.UNAPPROVED, View.UNANSWERED, View.TAKEN_BACK, View.CONTESTED)
_PRINTS = (View.MINE, View.OUTCOME, View.TOLD)  # a reminder asks for one thing


def choices(request: Request, sight: Sight) -> Rows:
    """The rows of buttons under a card of the request, for one reader."""
    if not sight.live:
        return ()
    acts = _acts(request, sight)
    asked = bool(acts) and sight.step_of(request) in request.waiting
    return (*acts, *_papers(request, sight, asked=asked))


def _papers(request: Request, sight: Sight, *, asked: bool) -> Rows:
    """What may be opened: by whoever is asked to decide what was sent, by others the form."""
    args = {"number": request.number}
    if sight.view in _ASKING:
        attached = Choice(ATTACHED.say(sight.language), "printed.attached", args)
        return ((attached,),) if asked and sight.papers else ()
    done = sight.view is View.RETURN_DAY and request.state is State.REPORTED
    agreed = sight.view in _PRINTS and request.state in (State.AGREED, State.REPORTED)
    if not (agreed or done):
        return ()
    return ((Choice(FORM.say(sight.language), "printed.form", args),),)


def _acts(request: Request, sight: Sight) -> Rows:
    step = sight.step_of(request)
    reminder = nudge.buttons(request, sight)
    if reminder:
        return reminder
    if step is not None and sight.view in _OF_A_STEP:
        return (*_verdicts(request, step, sight), *_decided(request, step, sight))
    standing = stand_in.buttons(request, sight) if sight.view in stand_in.VIEWS else ()
    if sight.reader == request.applicant:  # his newest card carries whatever he may do
        return (*standing, *_own(request, sight), *spoken.oral(request, sight.language))
    if sight.view in _OFFICE and sight.office:
        return spoken.record(request, sight.language)
    return standing


def _verdicts(request: Request, step: Step, sight: Sight) -> Rows:
    his = step.outside or step.holder == sight.reader
    if not request.open or step.state is not StepState.PENDING or not his:
        taken_out = more.take_out(request, step, sight)
        return (taken_out,) if taken_out else ()
    language = sight.language
    args = {"number": request.number, "step": step.id}
    if step.outside:
        yes = Choice(RECORD_AGREE.say(language), "record.agree", args, Style.YES)
        no = Choice(RECORD_REFUSE.say(language), "record.refuse", args, Style.NO)
        return ((yes, no),)
    if sight.unfolded:
        return more.menu(request, step, sight)
    others = (more.button(request, step, language),)
    if step.kind is StepKind.ADVISE:
        yes = Choice(ADVISE_YES.say(language), "approval.agree", args, Style.YES)
        no = Choice(ADVISE_NO.say(language), "approval.refuse", args, Style.NO)
        return ((yes, no), others)
    return (
        (
            Choice(AGREE.say(language), "approval.agree", args, Style.YES),
            Choice(REFUSE.say(language), "approval.refuse", args, Style.NO),
        ),
        (
            Choice(RETURN.say(language), "approval.return", args),
            Choice(FORWARD.say(language), "person.forward", args),
        ),
        others,
    )


def _decided(request: Request, step: Step, sight: Sight) -> Rows:
    """What may still be done about a decision: confirm what was written down, or take it back."""
    if step.decided_by == sight.reader and step.confirmation is Confirmation.ASKED:
        return spoken.answers(request, step, sight.language)
    return taking_back.buttons(request, sight, step)


def _own(request: Request, sight: Sight) -> Rows:
    language, now = sight.language, sight.now
    args = {"number": request.number}
    withdraw = Choice(WITHDRAW.say(language), "leave.withdraw", args)
    if request.state is State.PENDING:
        return ((withdraw, nudge.urge(request, language)),)
    if request.state is State.RETURNED:
        amend = Choice(AMEND.say(language), "leave.amend", args, Style.YES)
        return ((amend, withdraw),)
    if request.state is not State.AGREED:
        return ()
    return _agreed(request, args, now.date(), language)


def _agreed(request: Request, args: dict[str, str], today: date, language: str) -> Rows:
    """Of an agreed trip: change it, call it off, come back; on the day of departure any of them."""
    leaves, ends = request.trip.span.start.day, request.trip.span.end.day
    cancel = Choice(CANCEL.say(language), "leave.cancel", args)
    home = COME_BACK if today < ends else REPORT_BACK
    back = Choice(home.say(language), "leave.report_back", args, Style.YES)
    change = Choice(CHANGE.say(language), "leave.change", args)
    if request.proposed is not None:
        change = Choice(WITHDRAW_CHANGE.say(language), "leave.withdraw", args)
    elif today > ends:
        return ((back,),)
    if today == leaves:  # he may have left, or not be going after all
        return ((back, change), (cancel,))
    return ((change, cancel),) if today < leaves else ((back, change),)


def sure(request: Request, now: datetime, language: str) -> Card:
    """Asked before an agreed trip is cancelled: its approver is told at once."""
    yes = {"number": request.number, "sure": True}
    return Card(
        title=SURE.say(language, number=request.number),
        fields=brief(request, now, language),
        choices=(
            (
                Choice(SURE_YES.say(language), "leave.cancel", yes, Style.NO),
                Choice(SURE_NO.say(language), "leave.keep", {"number": request.number}),
            ),
        ),
    )
