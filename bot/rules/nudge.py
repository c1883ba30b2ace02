"""Nudges 催办/提醒: the plan of all the clock will do about a request if nothing more happens.

Live rounds and the preview read the same plan. What has come is written down for good, under the
key of its moment: a moment that passed in an outage is kept and done once, never lost or doubled.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from bot.rules.hours import add_working_hours, begins, is_working, next_morning, next_working
from bot.rules.leave import departure, return_reminder, unapproved_at
from bot.rules.policy import LeavePractice
from bot.rules.requests import (
    Answer,
    Confirmation,
    RemarkKind,
    Request,
    State,
    Step,
    StepState,
)
from bot.rules.ruling import OFFICE, Entry, Nudge, NudgeKey, Ruling, View
from bot.rules.workdays import next_workday, next_workday_on_or_after, workday_before

ACTS = {  # the journal's word for each moment
    None: "depart",
    View.UNAPPROVED: "left_unapproved",
    View.RETURN_DAY: "remind_report_back",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who is there 在岗, as far as a plan must know, and the practice it goes by."""

    practice: LeavePractice
    zone: tzinfo | None
    away: Mapping[str, datetime] = field(default_factory=dict)  # official → since or from when
    covered: Collection[str] = ()  # of these, whose work a stand-in takes over when they leave
    back: Mapping[str, datetime] = field(default_factory=dict)  # official → last reported back
    halves: Mapping[str, str] = field(default_factory=dict)  # official → AB half who may decide

    def is_away(self, official: str, at: datetime) -> bool:
        """On a trip that was agreed, begun by then, and not reported back from."""
        return official in self.away and self.away[official] <= at


def plan(request: Request, there: Attendance) -> tuple[Nudge, ...]:
    """All that would be reminded of if nobody acted any more, in order; past moments too."""
    moments = [
        *_unanswered(request, there),
        *_urged(request, there),
        *_before(request, there),
        *_trip(request, there),
        *_unconfirmed(request, there),
    ]
    return tuple(sorted(moments, key=lambda moment: moment.at))


def undone(request: Request, done: Collection[NudgeKey], there: Attendance) -> tuple[Nudge, ...]:
    """The moments of the plan that have not been acted on, in order."""
    return tuple(moment for moment in plan(request, there) if moment.key not in done)


def next_look(request: Request, done: Collection[NudgeKey], there: Attendance) -> datetime | None:
    """When the clock should look at it next; None: never. May be past: then at once."""
    return next((moment.at for moment in undone(request, done, there)), None)


def look(request: Request, moment: Nudge, now: datetime) -> Ruling:
    """A moment has come: the trip begins, or somebody is to be reminded."""
    act = ACTS.get(moment.view, f"remind_{moment.view}")
    entry = Entry(act=act, at=now, actor="", subject=request.number)
    return Ruling(request=request, entry=entry, nudge=moment)


def still_true(
    request: Request, key: NudgeKey, to: Collection[str], now: datetime, there: Attendance
) -> bool:
    """Whether somebody (`to`: his id, and OFFICE where he sits there) should still be reminded."""
    return any(
        moment.key == key and moment.to in to and (moment.until is None or now < moment.until)
        for moment in plan(request, there)
    )


_BY_STEP = (View.URGED, View.OFFERED, View.CONFIRM)  # what they offer is of one step
_APART = (View.STAND_IN_SILENT,)  # says nothing of how the request itself stands


def thing(number: str, view: View | None, step: int | None) -> tuple[str, View | None, int | None]:
    """What a reminder is about: of several about the same thing only the last is shown."""
    return (number, view if view in _APART else None, step if view in _BY_STEP else None)


def asked(request: Request, was: Request | None, now: datetime) -> Request:
    """The request with the moment from which each waiting step waits for its holder."""
    before = {step.id: step for step in was.steps} if was else {}
    steps = tuple(_asked(step, before.get(step.id), now) for step in request.steps)
    return replace(request, steps=steps)


def _asked(step: Step, was: Step | None, now: datetime) -> Step:
    if step.state is not StepState.PENDING:
        return step
    if was and was.state is StepState.PENDING and was.holder == step.holder:
        return step
    return replace(step, asked_at=now)


def _since(request: Request, step: Step, there: Attendance) -> datetime:
    """Since when a step has waited, in the city's zone."""
    return (step.asked_at or request.filed_at).astimezone(there.zone)


def _unanswered(request: Request, there: Attendance) -> Iterator[Nudge]:
    """Silence is never yes: what is late the AB half may take over, or the office sees it."""
    for step in request.waiting if request.open else ():
        if not step.outside:
            yield from _silent(request, step, there)


def _silent(request: Request, step: Step, there: Attendance) -> Iterator[Nudge]:
    practice, asked_at = there.practice, _since(request, step, there)
    here = max(asked_at, there.back.get(step.holder, asked_at))
    late = add_working_hours(here, practice.answer_working_hours, practice)
    leaves = there.away.get(step.holder)
    gone = leaves and max(
        leaves, add_working_hours(asked_at, practice.absent_working_hours, practice)
    )
    told = Nudge(at=late, view=View.UNANSWERED, to=OFFICE, step=step.id, about=asked_at)
    if leaves and leaves <= late and step.holder in there.covered:
        return  # it will be with his stand-in by then
    if gone and gone <= late:
        yield replace(told, at=gone)
        return
    half = _half(request, step, late, there)
    yield replace(told, view=View.OFFERED, to=half) if half else told
    if half and gone and step.holder not in there.covered:
        yield replace(told, at=gone)


def _half(request: Request, step: Step, at: datetime, there: Attendance) -> str:
    """Id of the holder's AB half if he may take the step over; '' if not."""
    half = there.halves.get(step.holder, "")
    had = {request.applicant, *(s.holder for s in request.current)}
    return "" if half in had or there.is_away(half, at) else half


def may_take_over(
    request: Request, step: Step, official: str, now: datetime, there: Attendance
) -> bool:
    """Whether a late step may pass to this official (代办): the AB half of its holder."""
    return any(
        moment.view is View.OFFERED and moment.step == step.id and moment.to == official
        for moment in plan(request, there)
        if moment.at <= now
    )


def _urged(request: Request, there: Attendance) -> Iterator[Nudge]:
    """催办: to every holder it waits with; what waits outside is the office's to ask about."""
    urges = [remark.at for remark in request.remarks if remark.kind is RemarkKind.URGED]
    if not urges or not request.open:
        return
    at = urges[-1].astimezone(there.zone)
    urged = Nudge(at=at, view=View.URGED, to=OFFICE, about=at)
    waiting = [step for step in request.waiting if _since(request, step, there) <= at]
    outside = [step.id for step in waiting if step.outside]
    if outside:
        yield replace(urged, step=outside[0] if len(outside) == 1 else None)
    for step in waiting:
        if not step.outside:
            yield replace(urged, to=step.holder, step=step.id)


def _before(request: Request, there: Attendance) -> Iterator[Nudge]:
    """At departure: nobody has agreed, or the stand-in has not answered."""
    if request.state not in (State.PENDING, State.AGREED):
        return
    leaves = departure(request.trip.span, there.practice, there.zone)
    if request.state is State.PENDING:
        at = unapproved_at(request, there.practice, there.zone)
        yield Nudge(at=at, view=View.UNAPPROVED, to=OFFICE, about=at)
    stand_in = request.stand_in
    if stand_in is not None and stand_in.answer is Answer.ASKED:
        yield Nudge(at=leaves, view=View.STAND_IN_SILENT, to=OFFICE, about=leaves)


def _trip(request: Request, there: Attendance) -> Iterator[Nudge]:
    """An agreed trip: reconfirmed, begun, over, overdue."""
    if request.state is not State.AGREED:
        return
    practice, zone = there.practice, there.zone
    leaves = departure(request.trip.span, practice, zone)
    yield from _reconfirm(request, leaves, there)
    yield Nudge(at=leaves, view=None, to=request.applicant, about=leaves)
    back = return_reminder(request.trip.span, practice, zone)
    again = next_morning(back, practice)
    for at in (back, again):
        yield Nudge(at=at, view=View.RETURN_DAY, to=request.applicant, about=at)
    day = next_workday_on_or_after(request.trip.span.end.day)
    for _ in range(practice.overdue_working_days):
        day = next_workday(day)
    overdue = begins(day, practice, zone)
    yield Nudge(at=overdue, view=View.OVERDUE, to=OFFICE, about=overdue)


def _reconfirm(request: Request, leaves: datetime, there: Attendance) -> Iterator[Nudge]:
    """Agreed long ago: still going? Asked on the working day before, unless he has said so."""
    agreed = request.agreed_at
    if agreed is None or said_again(request):
        return
    on = agreed.astimezone(there.zone).date()
    eve = workday_before(leaves.date())
    if (leaves.date() - on).days >= there.practice.reconfirm_days and eve > on:
        at = begins(eve, there.practice, there.zone)
        yield Nudge(at=at, view=View.RECONFIRM, to=request.applicant, about=at, until=leaves)


def said_again(request: Request) -> bool:
    """照常出发: whether the applicant has said so since the trip was last agreed."""
    agreed = request.agreed_at
    return agreed is not None and any(
        remark.kind is RemarkKind.RECONFIRMED and remark.at >= agreed for remark in request.remarks
    )


def _unconfirmed(request: Request, there: Attendance) -> Iterator[Nudge]:
    """A spoken decision: its maker is reminded once, then the office sees it unconfirmed."""
    if request.state in (State.WITHDRAWN, State.CANCELLED):
        return
    for step in request.steps:
        if step.confirmation is Confirmation.ASKED and step.decided_at:
            yield from _confirm(step, step.decided_at.astimezone(there.zone), there)


def _confirm(step: Step, decided: datetime, there: Attendance) -> Iterator[Nudge]:
    practice = there.practice
    due = next_working(decided + timedelta(days=practice.confirm_days), practice)
    eve = begins(workday_before(due.date()), practice, there.zone)
    if eve > decided:
        yield Nudge(at=eve, view=View.CONFIRM, to=step.decided_by, step=step.id, about=decided)
    yield Nudge(at=due, view=View.UNCONFIRMED, to=OFFICE, step=step.id, about=decided)


def may_send(sent: int, now: datetime, practice: LeavePractice) -> bool:
    """Whether a person who was sent so many reminders today may be sent one more message now."""
    return is_working(now, practice) and sent < practice.unasked_a_day


def sent_at(sent: int, now: datetime, practice: LeavePractice) -> datetime:
    """When the next message of reminders goes to somebody who was sent so many today."""
    at = next_working(now, practice)
    full = at.date() == now.date() and sent >= practice.unasked_a_day
    return next_morning(at, practice) if full else at
