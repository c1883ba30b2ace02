"""Change 变更 of an agreed trip (article 17): extend, shorten, move, go elsewhere, in one act.

The dates agreed before are kept. Whether a change needs an agreement of its own is practice of
the regulation; until it is given, the agreed dates stand.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.rules.approval import ask
from bot.rules.chain import steps_of
from bot.rules.draft import check_span, is_late
from bot.rules.leave import route_of, to_deciders
from bot.rules.people import Official, Roster
from bot.rules.policy import LeavePractice, Policy
from bot.rules.proposal import changed, told_of_dates
from bot.rules.refusal import ChangeWaits, Moved, NotApplicant, NothingChanged, TripOver
from bot.rules.requests import Request, State, Trip
from bot.rules.ruling import Entry, Letter, Ruling, View


def kinds(old: Trip, new: Trip) -> tuple[str, ...]:
    """What a change does: longer (a half-day not in the old span), shorter, elsewhere, purpose.

    Who comes along and which phone he answers are details of the same trip, and no kind.
    """
    was, now = old.span, new.span
    found = {
        "longer": now.start < was.start or was.end < now.end,
        "shorter": was.start < now.start or now.end < was.end,
        "elsewhere": old.place != new.place,
        "purpose": old.reason != new.reason,
    }
    return tuple(kind for kind, is_so in found.items() if is_so)


def differs(old: Trip, new: Trip) -> bool:
    """Whether anything is changed, but for the reason why."""
    return old != replace(new, change_reason=old.change_reason)


def needs_agreement(old: Trip, new: Trip, practice: LeavePractice) -> bool:
    """Whether the superior is asked again (需重新审批)."""
    return not set(kinds(old, new)).isdisjoint(practice.approve_again)


def wants_reason(old: Trip, new: Trip, practice: LeavePractice, today: date) -> bool:
    """Whether it is asked why: his superior must agree, and has little time or none."""
    return needs_agreement(old, new, practice) and is_late(new.span, practice, today)


def may_change(request: Request, actor: Official, today: date, *, office: bool = False) -> None:
    """Only the applicant's own agreed trip, not over yet, one change at a time.

    What the office filed for somebody (代填) it may change for him. Raises NotApplicant, Moved,
    ChangeWaits or TripOver.
    """
    if request.applicant != actor.id and not (office and request.filed_by):
        raise NotApplicant
    if request.state is not State.AGREED:
        raise Moved(request.number, request.state, request.closed_at)
    if request.proposed is not None:
        raise ChangeWaits(request.number)
    if request.trip.span.end.day < today:
        raise TripOver(request.number)


def change(
    request: Request,
    trip: Trip,
    subject: str,
    actor: Official,
    policy: Policy,
    roster: Roster,
    now: datetime,
    *,
    office: bool = False,
) -> Ruling:
    """The trip takes the place of the agreed one at once, or waits for an agreement of its own."""
    may_change(request, actor, now.date(), office=office)
    check_span(trip.span, policy.leave, now.date(), request.trip)
    trip = replace(trip, late_reason=request.trip.late_reason)  # of the filing: not this one's
    if not differs(request.trip, trip):
        raise NothingChanged
    if not needs_agreement(request.trip, trip, policy.leave):
        return _at_once(request, replace(trip, change_reason=""), subject, actor, now)
    return _proposed(request, trip, subject, actor, policy, roster, now)


def _at_once(request: Request, trip: Trip, subject: str, actor: Official, now: datetime) -> Ruling:
    """Whoever agreed is told, and whoever stands in."""
    after = changed(request, trip, subject)
    letters = (*to_deciders(after), *told_of_dates(request, after), *_to_applicant(after, actor))
    entry = _entry("change", request, trip, subject, actor, now)
    return Ruling(request=after, entry=entry, letters=letters)


def _to_applicant(request: Request, actor: Official) -> tuple[Letter, ...]:
    """He is told what somebody else has changed for him."""
    if request.applicant == actor.id:
        return ()
    return (Letter(to=request.applicant, view=View.OUTCOME),)


def _proposed(
    request: Request,
    trip: Trip,
    subject: str,
    actor: Official,
    policy: Policy,
    roster: Roster,
    now: datetime,
) -> Ruling:
    """A round of its own, up the chain of the day; the agreed dates stand meanwhile."""
    applicant, round_ = roster.officials[request.applicant], request.round + 1
    route = route_of(applicant, policy, now.date())
    after = replace(
        request,
        round=round_,
        steps=request.steps + steps_of(route, applicant, policy, roster, round_),
        proposed=trip,
        proposed_at=now,
        proposed_subject=subject,
        dropped=None,
    )
    letters = tuple(ask(after.steps.index(step), step) for step in after.waiting)
    entry = _entry("propose_change", request, trip, subject, actor, now)
    return Ruling(request=after, entry=entry, letters=letters)


def _entry(
    act: str, request: Request, trip: Trip, subject: str, actor: Official, now: datetime
) -> Entry:
    detail = {
        "subject": subject,
        "kinds": list(kinds(request.trip, trip)),
        "was": _plain(request.trip),
        "now": _plain(trip),
    }
    detail |= {"change_reason": trip.change_reason} if trip.change_reason else {}
    return Entry(act=act, at=now, actor=actor.id, subject=request.number, detail=detail)


def _plain(trip: Trip) -> dict[str, Any]:
    span = trip.span
    return {
        "from": f"{span.start.day} {span.start.part.name}",
        "to": f"{span.end.day} {span.end.part.name}",
        "place": trip.place,
        "reason": trip.reason,
    }
