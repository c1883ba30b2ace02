"""用语 · 请假: the cards of a leave request, for each pair of eyes."""

from dataclasses import replace
from datetime import UTC, date

from bot.rules.leave import is_late_back
from bot.rules.proposal import is_gone
from bot.rules.requests import Request, State, Step, StepState, Trip
from bot.rules.ruling import View
from bot.rules.workdays import is_provisional
from bot.words import change, dates, more, nudge, spoken, stand_in, taking_back
from bot.words.card import Card, Choice
from bot.words.choices import Rows, choices
from bot.words.fit import Fields, Parts, fitted
from bot.words.sentence import Sentence
from bot.words.sight import Sight
from bot.words.steps import VERDICTS, earlier_lines, step_lines, verdict
from bot.words.trip import JOIN, filed_on

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
FILED_FOR = Sentence(
    "{by}代您提交了请假 {number}，待审批", "{by} filed leave {number} for you, waiting"
)
STEP_RECORDED = Sentence(
    "{by}已代录：{who}请假 {number}（{verdict}）",
    "{by} recorded: {who}, leave {number} ({verdict})",
)

# 字段 fields
BASIS = Sentence("依据", "Rule")
ARTICLE = Sentence("{article}：{quote}", "{article}: {quote}")
PATH = Sentence("审批", "Path")
PATH_TO = Sentence("报{holders}", "to {holders}")
PATH_ALL = Sentence(
    "分别报{holders}，均答复同意后生效", "to each of {holders}; valid when all agree"
)
FILED_BY = Sentence("代填", "Filed by")
PAPERS = Sentence("附件", "Attached")
REPORTED = Sentence("销假", "Back")
EARLY = Sentence("{day}，提前返回", "{day}, early")
OVERDUE = Sentence("{day}，逾期销假", "{day}, overdue")
PROVISIONAL = Sentence(
    "〔暂定〕含放假安排尚未公布的日期，公布后工作日可能调整",
    "[provisional] the holiday calendar for these dates is not published yet",
)

WHOLE = Sentence("全文", "Whole text")
WHOLE_TITLE = Sentence("全文：{who}请假 {number}", "Whole text: {who}, leave {number}")
AS_OF = Sentence("以上是{at}的情况，办理请用原来的卡片", "As of {at}; to act, use the card itself")

STATES = {
    State.PENDING: Sentence("待审批", "waiting"),
    State.RETURNED: Sentence("已退回", "returned"),
    State.REFUSED: Sentence("不同意", "refused"),
    State.WITHDRAWN: Sentence("已撤回", "withdrawn"),
    State.AGREED: Sentence("已同意", "agreed"),
    State.CANCELLED: Sentence("已取消", "cancelled"),
    State.REPORTED: Sentence("已销假", "reported back"),
}

# 回执 what a tap is answered with
FILED = Sentence("已提交 {number}", "Filed {number}")
WITHDRAWN = Sentence("{number} 已撤回", "{number} withdrawn")
CANCELLED = Sentence("{number} 已取消出行", "{number}: trip cancelled")
REPORTED_BACK = Sentence("{number} 已销假，一路辛苦", "{number}: reported back, welcome home")


MINE = (View.MINE, View.OUTCOME, View.RETURN_DAY, View.RECONFIRM, View.FILED_FOR, View.MORE)
MINE_TOO = (View.TAKEN_BACK, View.CONTESTED)  # others are told as well
ASKING = (View.DECIDE, View.RECORD, View.URGED, View.OFFERED, View.SUPPLIED)


def card(request: Request, sight: Sight) -> Card:
    """The request as it stands, for one pair of eyes, in twelve rows at most."""
    step, language = sight.step_of(request), sight.language
    whole = _parts(request, sight, step)
    if sight.whole:
        return _whole(request, whole, sight)
    parts, buttons = fitted(whole, language), choices(request, sight)
    if parts != whole and sight.live:
        buttons = _beside(buttons, Choice(WHOLE.say(language), "know.whole", _named(request)))
    return _card(_title(request, sight, step), parts, language, buttons)


def _named(request: Request) -> dict[str, object]:
    return {"number": request.number}


def _beside(buttons: Rows, one: Choice) -> Rows:
    """One more button, beside the last if that one stands alone."""
    if buttons and len(buttons[-1]) == 1:
        return (*buttons[:-1], (*buttons[-1], one))
    return (*buttons, (one,))


def _parts(request: Request, sight: Sight, step: Step | None) -> Parts:
    now, language = sight.now, sight.language
    earlier = (s for s in request.steps if s.round < request.round)
    return Parts(
        fields=_fields(request, sight),
        notes=(
            *spoken.notes(request, sight, step),
            *stand_in.notes(sight.view, request, sight.reader, language),
            *sight.notes,
            *more.lines(request, sight.view, now, language),
        ),
        earlier=tuple(earlier_lines(request, now, language)),
        steps=tuple(step_lines(request, now, language, mine=step)),
        returned=sum(1 for s in earlier if s.state is StepState.RETURNED),
    )


def _whole(request: Request, parts: Parts, sight: Sight) -> Card:
    """全文: nothing left out, and nothing to tap, for it is not kept up to date."""
    language = sight.language
    title = WHOLE_TITLE.say(language, who=request.applicant_title, number=request.number)
    at = dates.moment(sight.now, sight.now.tzinfo or UTC, language)
    return _card(title, parts, language, (), AS_OF.say(language, at=at))


def _card(title: str, parts: Parts, language: str, buttons: Rows, *more: str) -> Card:
    fields = tuple((label.say(language), value) for label, value in parts.fields)
    return Card(title=title, fields=fields, lines=(*parts.lines, *more), choices=buttons)


def provisional(trip: Trip, language: str) -> tuple[str, ...]:
    """A line where the holiday calendar of its dates is not published yet."""
    unsure = any(is_provisional(day) for day in trip.span.dates)
    return (PROVISIONAL.say(language),) if unsure else ()


def _title(request: Request, sight: Sight, step: Step | None) -> str:
    view, language = sight.view, sight.language
    values = {"who": request.applicant_title, "number": request.number}
    own = more.title(request, view)
    if own:
        return own.say(language, **values)
    said = spoken.title(request, sight, step) or taking_back.title(request, sight, step)
    reminder = said or nudge.title(request, sight, step)
    if reminder:
        return reminder
    if view is View.FILED_FOR and request.state is State.PENDING:
        return FILED_FOR.say(language, **values, by=request.filed_by)
    if step is not None and view in ASKING:
        return _step_title(request, sight, step, values)
    if view in stand_in.VIEWS:
        return stand_in.title(request, view, sight.reader, language)
    mine = view in MINE or (view in MINE_TOO and sight.reader == request.applicant)
    of_change = change.title(request, mine=mine)
    return (of_change or (MY_TITLES if mine else TITLES)[request.state]).say(language, **values)


def _step_title(request: Request, sight: Sight, step: Step, values: dict[str, str]) -> str:
    view, language = sight.view, sight.language
    values |= {"authority": step.holder_title}
    if step.state is StepState.PENDING and (step.outside or step.holder == sight.reader):
        asks = ASK_RECORD if view is View.RECORD else ASK_DECIDE
        asks = change.asking(request, step) or asks
        return more.asking(step, view, asks).say(language, **values)
    if is_gone(request, step):
        return change.WITHDRAWN.say(language, **values)
    if step.state is StepState.REMOVED and request.open and step.decided_at:
        return more.TAKEN_OUT.say(language, **values)
    his = step.outside or step.decided_by == sight.reader  # not where somebody acted for him
    ended = request.state in (State.PENDING, State.AGREED, State.REFUSED)
    if step.state in VERDICTS and ended and his:
        said = replace(step, state=step.former or step.state) if step.recorded_by else step
        values |= {"verdict": verdict(said, language)}
        done = (
            REPLY_DONE if view is View.RECORD else STEP_RECORDED if step.recorded_by else STEP_DONE
        )
        return done.say(language, **values, by=step.recorded_by)
    return TITLES[request.state].say(language, **values)


def _fields(request: Request, sight: Sight) -> Fields:
    language = sight.language
    fields = change.trip_fields(request, language, filed_on(request, sight.now))
    if request.filed_by:
        fields.append((FILED_BY, request.filed_by))
    if request.stand_in:
        fields.append((stand_in.LABEL, stand_in.field(request.stand_in, language)))
    fields.append((BASIS, ARTICLE.say(language, article=request.article, quote=request.quote)))
    if sight.papers:
        fields.append((PAPERS, JOIN.say(language).join(sight.papers)))
    if more.copied_to(request, language):
        fields.append((more.COPIED, more.copied_to(request, language)))
    if request.reported_on:
        fields.append((REPORTED, _reported(request, request.reported_on, language)))
    return tuple(fields)


def _reported(request: Request, on: date, language: str) -> str:
    day = dates.full_day(on, language)
    if request.early:
        return EARLY.say(language, day=day)
    return OVERDUE.say(language, day=day) if is_late_back(request) else day
