"""Leave 请假 (article 17): filing it, what can become of it, and when it begins and ends."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo

from bot.rules.approval import ask
from bot.rules.chain import steps_of
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.draft import is_late
from bot.rules.people import Official, Roster
from bot.rules.policy import LeavePractice, Policy, Route, route_for
from bot.rules.proposal import close_steps, dropped
from bot.rules.refusal import (
    Moved,
    NotApplicant,
    NotAsked,
    NotYetOut,
)
from bot.rules.requests import Request, State, StepState, Trip
from bot.rules.ruling import OFFICE, Entry, Letter, Ruling, View
from bot.rules.stand_in import asked, kept, to_stand_in
from bot.rules.workdays import is_workday, next_workday, next_workday_on_or_after

MATTER = "leave"
ANSWER_TIME = timedelta(hours=1)  # filed when he has to leave: as long before the office is told


def route_of(applicant: Official, policy: Policy, today: date) -> Route:
    """The applicant's route; raises NotAsked where article 17 gives his rank none."""
    route = route_for(policy, applicant, MATTER, today)
    if route is None:
        (rank,) = policy.names((policy.rank_of(applicant).code,), applicant.language)
        raise NotAsked(rank, next(r.article for r in policy.routes if r.matter == MATTER))
    return route


def file(
    trip: Trip,
    applicant: Official,
    subject: str,
    policy: Policy,
    roster: Roster,
    now: datetime,
    returned: Request | None = None,
    stand_in: Official | None = None,
    filed_by: Official | None = None,
) -> Ruling:
    """A new request, or a returned one filed again: its chain, and a letter to each first holder.

    `now` is in the city's zone; `returned` keeps its number and the steps of earlier rounds. Filed
    by somebody else (代填), the applicant is told, and it is his all the same.
    """
    clerk = filed_by if filed_by and filed_by.id != applicant.id else None
    route = route_of(applicant, policy, now.date())
    round_ = returned.round + 1 if returned else 1
    earlier = returned.steps if returned else ()
    steps = earlier + steps_of(route, applicant, policy, roster, round_)
    request = Request(
        number=returned.number if returned else "",
        matter=MATTER,
        applicant=applicant.id,
        applicant_title=applicant.title,
        filed_by=clerk.title if clerk else "",
        department=policy.main_post(applicant).department,
        subject=subject,
        trip=trip,
        stand_in=kept(returned, asked(stand_in) if stand_in else None, trip.span),
        late=is_late(trip.span, policy.leave, now.date()),
        state=State.PENDING,
        round=round_,
        article=route.article,
        quote=route.quote,
        filed_at=now,
        steps=steps,
        remarks=returned.remarks if returned else (),
        revision=returned.revision if returned else 0,
    )
    letters = tuple(ask(steps.index(step), step) for step in request.waiting)
    letters += to_stand_in(request)
    letters += (Letter(to=applicant.id, view=View.FILED_FOR),) if clerk else ()
    entry = _entry("file", request, clerk or applicant, now)
    return Ruling(request=request, entry=entry, letters=letters)


def may_amend(request: Request, actor: Official) -> None:
    """Only the applicant, and only what was returned to him."""
    _own(request, actor, State.RETURNED)


def withdraw(request: Request, actor: Official, now: datetime) -> Ruling:
    """撤回: before it is decided to the end. Holders' cards close in place, without a letter.

    Of an agreed trip only the change that waits is withdrawn; its dates stand.
    """
    if request.state is State.AGREED and request.proposed is not None:
        _own(request, actor, State.AGREED)
        after = dropped(request)
        return Ruling(request=after, entry=_entry("withdraw_change", after, actor, now))
    _own(request, actor, State.PENDING, State.RETURNED)
    after = _closed(request, State.WITHDRAWN, now)
    return Ruling(request=after, entry=_entry("withdraw", after, actor, now))


def cancel(request: Request, actor: Official, now: datetime) -> Ruling:
    """取消出行: an agreed trip that does not take place, up to the day of departure."""
    _own(request, actor, State.AGREED)
    if now.date() > request.trip.span.start.day:
        raise Moved(request.number, "out", None)
    after = _closed(request, State.CANCELLED, now)
    return Ruling(
        request=after,
        entry=_entry("cancel", after, actor, now),
        letters=to_deciders(after),
    )


def report_back(request: Request, actor: Official, now: datetime) -> Ruling:
    """销假: on return, early or late; whoever agreed is told."""
    _own(request, actor, State.AGREED)
    if HalfDay(now.date(), Part.at(now.hour)) < request.trip.span.start:
        raise NotYetOut(request.number)
    after = replace(_closed(request, State.REPORTED, now), reported_on=now.date())
    return Ruling(
        request=after,
        entry=_entry("report_back", after, actor, now),
        letters=to_deciders(after),
    )


def _own(request: Request, actor: Official, *states: State) -> None:
    if request.applicant != actor.id:
        raise NotApplicant
    if request.state not in states:
        raise Moved(request.number, request.state, request.closed_at)


def _closed(request: Request, state: State, now: datetime) -> Request:
    return replace(dropped(close_steps(request)), state=state, closed_at=now)


def to_deciders(request: Request) -> tuple[Letter, ...]:
    """Whoever agreed; where that was an authority, the office, which tells it."""
    agreed = [step for step in request.steps if step.state is StepState.AGREED]
    people = dict.fromkeys(OFFICE if step.outside else step.holder for step in agreed)
    return tuple(Letter(to=who, view=View.TOLD) for who in people)


def departure(span: Span, practice: LeavePractice, zone: tzinfo | None) -> datetime:
    """When the trip begins: the start of that half-day."""
    hours = {
        Part.MORNING: practice.workday_starts_at,
        Part.AFTERNOON: time(12),
        Part.EVENING: time(18),
    }
    return datetime.combine(span.start.day, hours[span.start.part], zone)


def return_reminder(span: Span, practice: LeavePractice, zone: tzinfo | None) -> datetime:
    """When to remind of reporting back: on the day of return; off days wait for a working day."""
    day = span.end.day
    if not is_workday(day):
        return datetime.combine(next_workday(day), practice.workday_starts_at, zone)
    at = practice.report_back_at
    if span.end.part is Part.MORNING:
        at = practice.report_back_morning_at
    return datetime.combine(day, at, zone)


def is_out(request: Request, day: date) -> bool:
    """Away on `day`, as far as the office knows: agreed, begun, not reported back."""
    span = request.trip.span
    return request.state is State.AGREED and span.start.day <= day <= span.end.day


def is_overdue(request: Request, day: date) -> bool:
    """The day of return has passed without reporting back (待销假)."""
    return request.state is State.AGREED and request.trip.span.end.day < day


def is_late_back(request: Request) -> bool:
    """Reported back after the day of return, or after the first working day from then on."""
    due = next_workday_on_or_after(request.trip.span.end.day)
    return request.reported_on is not None and request.reported_on > due


def unapproved_at(request: Request, practice: LeavePractice, zone: tzinfo | None) -> datetime:
    """When the office is told that nobody has agreed: at departure, after some time to answer."""
    leaves = departure(request.trip.span, practice, zone)
    return max(leaves, request.filed_at.astimezone(zone) + ANSWER_TIME)


def is_unapproved(request: Request, now: datetime, practice: LeavePractice) -> bool:
    """Departure has come, the superior has had his time to answer, and nobody has agreed."""
    due = unapproved_at(request, practice, now.tzinfo)
    return request.state is State.PENDING and due <= now


def _entry(act: str, request: Request, actor: Official, now: datetime) -> Entry:
    trip = request.trip
    detail = {
        "subject": request.subject,
        "from": f"{trip.span.start.day} {trip.span.start.part.name}",
        "to": f"{trip.span.end.day} {trip.span.end.part.name}",
        "place": trip.place,
        "round": request.round,
        "article": request.article,
    }
    detail |= {"late_reason": trip.late_reason} if request.late else {}
    detail |= {"reported_on": str(request.reported_on)} if request.reported_on else {}
    return Entry(act=act, at=now, actor=actor.id, subject=request.number, detail=detail)
