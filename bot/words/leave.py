"""用语 · 请假: the cards of a leave request, for each pair of eyes."""

from datetime import UTC, date, datetime

from bot.message import Style
from bot.rules.leave import is_late_back
from bot.rules.requests import Request, State, Step, StepState, Trip
from bot.rules.ruling import View
from bot.words import dates
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

# 事由行 the subject line, written once at filing; digest, lists and letters show it as it is.
SUBJECT = Sentence(
    "{who}请假：{span}赴{place}，{reason}", "{who} on leave: {span}, {place}, {reason}"
)

# 标题 titles, by view and state
ASK_DECIDE = Sentence("请审批：{who}请假 {number}", "For your decision: {who}, leave {number}")
ASK_RECORD = Sentence(
    "请代录{authority}答复：{who}请假 {number}", "Record {authority}'s reply: {who}, leave {number}"
)
TITLES = {
    State.PENDING: Sentence("待审批：{who}请假 {number}", "Waiting: {who}, leave {number}"),
    State.RETURNED: Sentence("已退回：{who}请假 {number}", "Returned: {who}, leave {number}"),
    State.REFUSED: Sentence("不同意：{who}请假 {number}", "Refused: {who}, leave {number}"),
    State.WITHDRAWN: Sentence("已撤回：{who}请假 {number}", "Withdrawn: {who}, leave {number}"),
    State.AGREED: Sentence("已同意：{who}请假 {number}", "Agreed: {who}, leave {number}"),
    State.CANCELLED: Sentence(
        "已取消出行：{who}请假 {number}", "Trip cancelled: {who}, leave {number}"
    ),
    State.REPORTED: Sentence("已销假：{who}请假 {number}", "Reported back: {who}, leave {number}"),
}
MY_TITLES = {
    State.PENDING: Sentence("已提交，待审批：请假 {number}", "Filed, waiting: leave {number}"),
    State.RETURNED: Sentence("请假 {number} 被退回，请修改", "Leave {number} returned to you"),
    State.REFUSED: Sentence("请假 {number} 未获同意", "Leave {number} refused"),
    State.WITHDRAWN: Sentence("请假 {number} 已撤回", "Leave {number} withdrawn"),
    State.AGREED: Sentence("请假 {number} 已同意", "Leave {number} agreed"),
    State.CANCELLED: Sentence("请假 {number} 已取消出行", "Leave {number}: trip cancelled"),
    State.REPORTED: Sentence("请假 {number} 已销假", "Leave {number}: reported back"),
}
STEP_DONE = Sentence(
    "您已处理：{who}请假 {number}（{verdict}）", "You decided: {who}, leave {number} ({verdict})"
)
REPLY_DONE = Sentence(
    "{authority}已答复：{who}请假 {number}（{verdict}）",
    "{authority} has replied: {who}, leave {number} ({verdict})",
)
RETURN_DAY = Sentence(
    "今天是返回日，请销假：{number}", "You are due back today, please report: {number}"
)
RETURN_PAST = Sentence(
    "返回日已过，请销假：{number}", "Your day of return has passed, please report: {number}"
)
UNAPPROVED = Sentence(
    "到出发时间尚未批准：{who}请假 {number}",
    "Departure time, not yet agreed: {who}, leave {number}",
)

# 字段 fields
APPLICANT = Sentence("申请人", "Applicant")
WHEN = Sentence("时间", "When")
WHEN_COUNTED = Sentence("{span}，共{days}", "{span}, {days}")
WHERE = Sentence("地点", "Where")
INSIDE = Sentence("{place}（省内）", "{place} (in the province)")
OUTSIDE = Sentence("{place}（省外）", "{place} (outside the province)")
WHY = Sentence("事由", "Reason")
WITH = Sentence("随行", "With")
PHONE = Sentence("电话", "Phone")
LATE = Sentence("迟报", "Filed late")
BASIS = Sentence("依据", "Rule")
ARTICLE = Sentence("{article}：{quote}", "{article}: {quote}")
PATH = Sentence("审批", "Path")
PATH_TO = Sentence("报{holders}", "to {holders}")
PATH_ALL = Sentence(
    "分别报{holders}，均答复同意后生效", "to each of {holders}; valid when all agree"
)
PATH_JOIN = Sentence("、", ", ")
PAPERS = Sentence("附件", "Attached")
REPORTED = Sentence("销假", "Back")
EARLY = Sentence("{day}，提前返回", "{day}, early")
OVERDUE = Sentence("{day}，逾期销假", "{day}, overdue")
PROVISIONAL = Sentence(
    "〔暂定〕含放假安排尚未公布的日期，公布后工作日可能调整",
    "[provisional] the holiday calendar for these dates is not published yet",
)
COUNTED = Sentence("已答复 {done}/{all}", "{done} of {all} back")

# 环节 steps, one line each
STEP_LINES = {
    StepState.PENDING: Sentence("待{who}审批", "waiting for {who}"),
    StepState.LATER: Sentence("之后报{who}", "then {who}"),
    StepState.AGREED: Sentence("{who} 同意，{at}", "{who} agreed, {at}"),
    StepState.REFUSED: Sentence("{who} 不同意，{at}", "{who} refused, {at}"),
    StepState.RETURNED: Sentence("{who} 退回，{at}", "{who} returned it, {at}"),
    StepState.FORWARDED: Sentence("{who} 请{to}审定，{at}", "{who} passed it to {to}, {at}"),
    StepState.VOID: Sentence("{who} 无需再批", "{who}: no longer needed"),
}
OUTSIDE_WAITING = Sentence("待{who}答复", "waiting for {who}'s reply")
OPINION = Sentence("{line}：{opinion}", "{line}: {opinion}")
REFERENCE = Sentence(
    "{line}（{reference}，办公室代录）", "{line} ({reference}, recorded by the office)"
)

VERDICTS = {
    StepState.AGREED: Sentence("同意", "agreed"),
    StepState.REFUSED: Sentence("不同意", "refused"),
    StepState.RETURNED: Sentence("退回", "returned"),
    StepState.FORWARDED: Sentence("转呈", "passed on"),
}
STATES = {
    State.PENDING: Sentence("待审批", "waiting"),
    State.RETURNED: Sentence("已退回", "returned"),
    State.REFUSED: Sentence("不同意", "refused"),
    State.WITHDRAWN: Sentence("已撤回", "withdrawn"),
    State.AGREED: Sentence("已同意", "agreed"),
    State.CANCELLED: Sentence("已取消", "cancelled"),
    State.REPORTED: Sentence("已销假", "reported back"),
}

# 按钮 buttons
AGREE = Sentence("同意", "Agree")
REFUSE = Sentence("不同意", "Refuse")
RETURN = Sentence("退回", "Return")
FORWARD = Sentence("转呈", "Pass on")
RECORD_AGREE = Sentence("代录同意", "Record: agreed")
RECORD_REFUSE = Sentence("代录不同意", "Record: refused")
WITHDRAW = Sentence("撤回", "Withdraw")
AMEND = Sentence("修改重报", "Mend and refile")
CANCEL = Sentence("取消出行", "Cancel trip")
REPORT_BACK = Sentence("销假", "I am back")

# 回执 what a tap is answered with
FILED = Sentence("已提交 {number}", "Filed {number}")
WITHDRAWN = Sentence("{number} 已撤回", "{number} withdrawn")
SURE = Sentence("确定取消出行 {number}？", "Cancel the trip {number}?")
SURE_YES = Sentence("确定取消", "Yes, cancel")
SURE_NO = Sentence("不取消", "Keep it")
CANCELLED = Sentence("{number} 已取消出行", "{number}: trip cancelled")
REPORTED_BACK = Sentence("{number} 已销假，一路辛苦", "{number}: reported back, welcome home")


def subject(who: str, trip: Trip) -> str:
    """The subject line, in Chinese: the words of the record."""
    return SUBJECT.say(
        "zh", who=who, span=dates.span(trip.span, "zh"), place=trip.place, reason=trip.reason
    )


def card(
    request: Request,
    view: View,
    step_id: int | None,
    papers: tuple[str, ...],
    now: datetime,
    language: str,
    *,
    live: bool = True,
) -> Card:
    """The request as it stands, for one viewer; `live` cards carry what he may do now.

    `papers` are names of attachments. Times are shown in the zone of `now`.
    """
    step = next((s for s in request.steps if s.id == step_id), None)
    return Card(
        title=_title(request, view, step, now, language),
        fields=_fields(request, papers, now, language),
        lines=tuple(step_lines(request, now, language, mine=step)),
        choices=_choices(request, view, step, now, language) if live else (),
    )


def _title(request: Request, view: View, step: Step | None, now: datetime, language: str) -> str:
    values = {"who": request.applicant_title, "number": request.number}
    if step is not None and view in (View.DECIDE, View.RECORD):
        return _step_title(request, view, step, values, language)
    if view is View.RETURN_DAY and request.state is State.AGREED:
        past = now.date() > request.trip.span.end.day
        return (RETURN_PAST if past else RETURN_DAY).say(language, **values)
    if view is View.UNAPPROVED and request.state is State.PENDING:
        return UNAPPROVED.say(language, **values)
    mine = view in (View.MINE, View.OUTCOME, View.RETURN_DAY)
    return (MY_TITLES if mine else TITLES)[request.state].say(language, **values)


def _step_title(
    request: Request, view: View, step: Step, values: dict[str, str], language: str
) -> str:
    values |= {"authority": step.holder_title}
    if step.state is StepState.PENDING:
        return (ASK_RECORD if view is View.RECORD else ASK_DECIDE).say(language, **values)
    if step.state in VERDICTS and request.state in (State.PENDING, State.AGREED, State.REFUSED):
        values |= {"verdict": VERDICTS[step.state].say(language)}
        return (REPLY_DONE if view is View.RECORD else STEP_DONE).say(language, **values)
    return TITLES[request.state].say(language, **values)


def _fields(
    request: Request, papers: tuple[str, ...], now: datetime, language: str
) -> tuple[tuple[str, str], ...]:
    trip = request.trip
    fields = trip_fields(trip, language, _filed_on(request, now), late=request.late)
    fields.append((BASIS, ARTICLE.say(language, article=request.article, quote=request.quote)))
    if papers:
        fields.append((PAPERS, PATH_JOIN.say(language).join(papers)))
    if request.reported_on:
        fields.append((REPORTED, _reported(request, request.reported_on, language)))
    return tuple((label.say(language), value) for label, value in fields)


def _filed_on(request: Request, now: datetime) -> date:
    """The city's day: what is stored is UTC, and its day another one before eight."""
    return request.filed_at.astimezone(now.tzinfo).date()


def _reported(request: Request, on: date, language: str) -> str:
    day = dates.full_day(on, language)
    if request.early:
        return EARLY.say(language, day=day)
    return OVERDUE.say(language, day=day) if is_late_back(request) else day


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


def brief(request: Request, now: datetime, language: str) -> tuple[tuple[str, str], ...]:
    """Who asks for what, without the record: while a card asks something about it."""
    fields = trip_fields(request.trip, language, _filed_on(request, now), late=request.late)
    who = (APPLICANT.say(language), request.applicant_title)
    return (who, *((label.say(language), value) for label, value in fields))


def trip_fields(
    trip: Trip, language: str, today: date, *, late: bool
) -> list[tuple[Sentence, str]]:
    """What is asked, most important first; empty parts left out, and the year if it is this."""
    span, days = dates.span(trip.span, language, today), dates.count(trip.span.days, language)
    fields = [
        (WHEN, WHEN_COUNTED.say(language, span=span, days=days)),
        (WHERE, place(trip, language)),
        (WHY, trip.reason),
        (WITH, trip.companions),
        (PHONE, trip.phone),
        (LATE, trip.late_reason if late else ""),
    ]
    return [(label, value) for label, value in fields if value]


def place(trip: Trip, language: str) -> str:
    """The place, with 省内 or 省外 where it is known."""
    if trip.inside_province is None:
        return trip.place
    return (INSIDE if trip.inside_province else OUTSIDE).say(language, place=trip.place)


def step_lines(
    request: Request, now: datetime, language: str, mine: Step | None = None
) -> list[str]:
    """Each step in a line: who, what, when, in which words. Several outside replies are counted."""
    current = request.current
    earlier = [s for s in request.steps if s.round < request.round and s.decided_at]
    lines = [step_line(step, now, language, mine=step == mine) for step in (*earlier, *current)]
    outside = [step for step in current if step.outside]
    if len(outside) > 1:
        done = sum(1 for step in outside if step.decided_at)
        lines.insert(0, COUNTED.say(language, done=done, all=len(outside)))
    return lines


def step_line(step: Step, now: datetime, language: str, *, mine: bool = False) -> str:
    """One step: 市长 同意，2026年11月24日（周二）上午9:31：注意安全."""
    at = moment(step.decided_at, now, language) if step.decided_at else ""
    who = step.decided_title or step.holder_title
    sentence = STEP_LINES[step.state]
    if step.outside and step.state is StepState.PENDING:
        sentence = OUTSIDE_WAITING
    line = sentence.say(language, who=who, at=at, to=step.forwarded_to)
    if step.reference:
        line = REFERENCE.say(language, line=line, reference=step.reference)
    # Words without a verdict are for their writer's eyes: 同意 among them would read as one.
    told = step.opinion if step.decided_at or mine else ""
    return OPINION.say(language, line=line, opinion=told) if told else line


def moment(at: datetime, now: datetime, language: str) -> str:
    """A moment of the record in full, in the zone of `now`."""
    return dates.moment(at, now.tzinfo or UTC, language)


def _choices(
    request: Request, view: View, step: Step | None, now: datetime, language: str
) -> tuple[tuple[Choice, ...], ...]:
    if step is not None and view in (View.DECIDE, View.RECORD):
        return _verdicts(request, step, language)
    if view in (View.MINE, View.OUTCOME, View.RETURN_DAY):
        return _own(request, now, language)
    return ()


def _verdicts(request: Request, step: Step, language: str) -> tuple[tuple[Choice, ...], ...]:
    if request.state is not State.PENDING or step.state is not StepState.PENDING:
        return ()
    args = {"number": request.number, "step": step.id}
    if step.outside:
        yes = Choice(RECORD_AGREE.say(language), "record.agree", args, Style.YES)
        no = Choice(RECORD_REFUSE.say(language), "record.refuse", args, Style.NO)
        return ((yes, no),)
    return (
        (
            Choice(AGREE.say(language), "approval.agree", args, Style.YES),
            Choice(REFUSE.say(language), "approval.refuse", args, Style.NO),
        ),
        (
            Choice(RETURN.say(language), "approval.return", args),
            Choice(FORWARD.say(language), "approval.forward", args),
        ),
    )


def _own(request: Request, now: datetime, language: str) -> tuple[tuple[Choice, ...], ...]:
    args = {"number": request.number}
    withdraw = Choice(WITHDRAW.say(language), "leave.withdraw", args)
    if request.state is State.PENDING:
        return ((withdraw,),)
    if request.state is State.RETURNED:
        amend = Choice(AMEND.say(language), "leave.amend", args, Style.YES)
        return ((amend, withdraw),)
    if request.state is not State.AGREED:
        return ()
    cancel = Choice(CANCEL.say(language), "leave.cancel", args)
    back = Choice(REPORT_BACK.say(language), "leave.report_back", args, Style.YES)
    today, leaves = now.date(), request.trip.span.start.day
    if today == leaves:  # he may have left, or not be going after all
        return ((back, cancel),)
    return ((cancel,),) if today < leaves else ((back,),)
