"""用语 · 变更: an agreed trip changed: what it was, what it becomes, and whether it is asked again."""

from collections.abc import Iterable
from datetime import date

from bot.message import Style
from bot.rules.requests import Request, State, Step, StepState, Trip
from bot.words import dates, trip
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

# 标题 titles
ASK_DECIDE = Sentence(
    "请审批变更：{who}请假 {number}", "For your decision: a change of {who}'s leave {number}"
)
ASK_RECORD = Sentence(
    "请代录{authority}对变更的答复：{who}请假 {number}",
    "Record {authority}'s reply on a change: {who}, leave {number}",
)
MINE_WAITS = Sentence(
    "请假 {number} 变更待审批，同意前仍按原行程",
    "Leave {number}: the change waits; until agreed the trip stands as it was",
)
MINE_REFUSED = Sentence(
    "请假 {number} 变更未获同意，仍按原行程",
    "Leave {number}: the change was refused; the trip stands as it was",
)
MINE_RETURNED = Sentence(
    "请假 {number} 变更被退回，仍按原行程",
    "Leave {number}: the change was returned; the trip stands as it was",
)
MINE_CHANGED = Sentence(
    "请假 {number} 已同意，行程已变更", "Leave {number} agreed, with the trip as changed"
)
WAITS = Sentence("变更待审批：{who}请假 {number}", "A change waits: {who}, leave {number}")
STATE_WAITS = Sentence("变更待审批", "change waiting")
CHANGED = Sentence("已变更：{who}请假 {number}", "Changed: {who}, leave {number}")
WITHDRAWN = Sentence(
    "变更已撤回：{who}请假 {number}", "The change was withdrawn: {who}, leave {number}"
)

# 字段 fields
BEFORE = Sentence("原{label}", "{label}, before")
AFTER = Sentence("变更后{label}", "{label}, changed")
NONE = Sentence("无", "none")
FORMER = Sentence("原行程", "Before")
PLACED = Sentence("{span}，{place}", "{span}, {place}")
SEVERAL = Sentence("；", "; ")
DROPPED = {
    StepState.REFUSED: Sentence("未获同意的变更", "Change refused"),
    StepState.RETURNED: Sentence("退回的变更", "Change returned"),
    StepState.VOID: Sentence("已撤回的变更", "Change withdrawn"),
}


# 核对 the preview
PREVIEW = Sentence("请核对变更，无误请点“提交变更”", "Please check the change, then tap “File”")
EFFECT = Sentence("办理", "What happens")
AT_ONCE = Sentence(
    "不用重新审批，提交后立即生效，并告知{holders}",
    "valid at once, no new agreement needed; {holders} will be told",
)
AGAIN = Sentence(
    "需重新审批，报{holders}；同意前仍按原行程",
    "needs agreement again, by {holders}; until then the trip stands as it was",
)
SUBMIT = Sentence("提交变更", "File change")
MEND = Sentence("修改", "Change")
WHAT = Sentence("变更 {number}：修改哪一项？", "Change {number}: which part?")
KEYS = (
    ("start", Sentence("出发时间", "Departure")),
    ("end", Sentence("返回时间", "Return")),
    ("place", Sentence("地点", "Place")),
    ("reason", Sentence("事由", "Reason")),
    ("companions", Sentence("随行人员", "Companions")),
    ("phone", Sentence("联系电话", "Phone")),
)
STOP = Sentence("取消", "Cancel")

# 回执 what a tap is answered with
PROPOSED = Sentence("{number} 的变更已提交，待审批", "{number}: the change is filed and waits")
DONE = Sentence("{number} 已变更", "{number} changed")
PUT_BACK = Sentence(
    "{number} 的变更已撤回，仍按原行程", "{number}: the change is withdrawn; the trip stands"
)


def title(request: Request, *, mine: bool) -> Sentence | None:
    """The title of an agreed request with a change behind or before it; None without one."""
    if request.state is not State.AGREED:
        return None
    if request.proposed is not None:
        return MINE_WAITS if mine else WAITS
    how = outcome(request)
    if mine and how in (StepState.REFUSED, StepState.RETURNED):
        return MINE_REFUSED if how is StepState.REFUSED else MINE_RETURNED
    if request.former:
        return MINE_CHANGED if mine else CHANGED
    return None


def asking(request: Request, step: Step) -> Sentence | None:
    """The title of a card that asks about a change; None where the request itself is asked."""
    if request.proposed is None or step.round != request.round:
        return None
    return ASK_RECORD if step.outside else ASK_DECIDE


def outcome(request: Request) -> StepState | None:
    """How the last change ended if it was not agreed to; VOID: withdrawn."""
    if request.dropped is None:
        return None
    states = {step.state for step in request.current}
    ends = (StepState.REFUSED, StepState.RETURNED)
    return next((end for end in ends if end in states), StepState.VOID)


def trip_fields(request: Request, language: str, today: date) -> list[tuple[Sentence, str]]:
    """The trip as agreed and what became of it: the change that waits, what it was before."""
    if request.proposed is not None:
        return beside(request.trip, request.proposed, language, today, late=request.late)
    fields = trip.trip_fields(request.trip, language, today, late=request.late)
    if request.former:
        was = (_brief(old, request.trip, language, today) for old in request.former)
        fields.insert(1, (FORMER, SEVERAL.say(language).join(was)))
    how = outcome(request)
    if how is not None and request.dropped is not None and request.state is State.AGREED:
        fields.append((DROPPED[how], _brief(request.dropped, request.trip, language, today)))
    return fields


def _brief(one: Trip, other: Trip, language: str, today: date) -> str:
    """When, and where if that is another place."""
    span = dates.span(one.span, language, today)
    if one.place == other.place:
        return span
    return PLACED.say(language, span=span, place=one.place)


def beside(
    old: Trip, new: Trip, language: str, today: date, *, late: bool
) -> list[tuple[Sentence, str]]:
    """Both trips, side by side where they differ."""
    was = dict(trip.trip_fields(old, language, today, late=late))
    now = dict(trip.trip_fields(new, language, today, late=late))
    why = now.pop(trip.CHANGE_WHY, "")
    was.pop(trip.CHANGE_WHY, None)
    fields = [pair for label in {**was, **now} for pair in _pair(label, was, now, language)]
    return [*fields, *([(trip.CHANGE_WHY, why)] if why else [])]


def _pair(
    label: Sentence, was: dict[Sentence, str], now: dict[Sentence, str], language: str
) -> tuple[tuple[Sentence, str], ...]:
    none = NONE.say(language)
    before, after = was.get(label, none), now.get(label, none)
    if before == after:
        return ((label, after),)
    return ((labelled(BEFORE, label), before), (labelled(AFTER, label), after))


def labelled(which: Sentence, label: Sentence) -> Sentence:
    """原时间, 变更后时间."""
    return Sentence(which.zh.format(label=label.zh), which.en.format(label=label.en))


def preview(
    old: Trip,
    new: Trip,
    holders: Iterable[str],
    today: date,
    language: str,
    *,
    late: bool,
    again: bool,
    notes: tuple[str, ...] = (),
) -> Card:
    """Both trips, and what will happen: valid at once, or agreed to again, by whom."""
    whom = trip.JOIN.say(language).join(holders)
    effect = (AGAIN if again else AT_ONCE).say(language, holders=whom)
    fields = [*beside(old, new, language, today, late=late), (EFFECT, effect)]
    return Card(
        title=PREVIEW.say(language),
        fields=tuple((label.say(language), value) for label, value in fields),
        lines=notes,
        choices=(
            (Choice(SUBMIT.say(language), "form.submit", style=Style.YES),),
            (Choice(MEND.say(language), "form.mend"), _stop(language)),
        ),
    )


def which(number: str, fields: tuple[tuple[str, str], ...], language: str, *, begun: bool) -> Card:
    """修改哪一项: of a trip that has begun, all but the departure."""
    keys = [
        Choice(label.say(language), "form.ask", {"step": step})
        for step, label in KEYS
        if not (begun and step == "start")
    ]
    rows = tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))
    return Card(
        title=WHAT.say(language, number=number),
        fields=fields,
        choices=(*rows, (_stop(language),)),
    )


def _stop(language: str) -> Choice:
    return Choice(STOP.say(language), "form.stop")
