"""What waits for an agreement, and what its end leads to: a new request, or a change 变更 of one.

The agreed dates stand until a change of them is agreed to; a change that is not leaves them so.
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.requests import Answer, Request, StandIn, State, Step, StepState, Trip
from bot.rules.ruling import Letter, View
from bot.rules.stand_in import to_stand_in


def granted(request: Request) -> Request:
    """The last agreement is in: the request is agreed, or its change takes the trip's place."""
    if request.proposed is None:
        return replace(request, state=State.AGREED)
    return changed(request, request.proposed, request.proposed_subject)


def denied(request: Request, state: State, now: datetime) -> Request:
    """Refused or returned: so is the request, or else its change is dropped and the dates stand."""
    if request.proposed is None:
        return replace(close_steps(request), state=state, closed_at=now)
    return dropped(request)


def changed(request: Request, trip: Trip, subject: str) -> Request:
    """The trip takes the place of the one agreed before, which is kept.

    Whoever stands in is asked anew for days he has not been asked about, unless he does so already.
    """
    return replace(
        _without_proposal(request),
        trip=trip,
        subject=subject,
        former=(*request.former, request.trip),
        stand_in=_for_new_days(request, trip),
        dropped=None,
    )


def _for_new_days(request: Request, trip: Trip) -> StandIn | None:
    stand_in, old, new = request.stand_in, request.trip.span, trip.span
    if stand_in is None or stand_in.since or (old.start <= new.start and new.end <= old.end):
        return stand_in
    return replace(stand_in, answer=Answer.ASKED, at=None)


def told_of_dates(before: Request, after: Request) -> tuple[Letter, ...]:
    """Whoever stands in hears of a change: by a question if he is asked anew."""
    stand_in = after.stand_in
    if stand_in is None or before.trip == after.trip or stand_in.answer is Answer.DECLINED:
        return ()
    return to_stand_in(after) or (Letter(to=stand_in.official, view=View.TOLD),)


def dropped(request: Request) -> Request:
    """The request without the change that waits, if one does; what was asked for is kept."""
    if request.proposed is None:
        return request
    return replace(_without_proposal(close_steps(request)), dropped=request.proposed)


def is_gone(request: Request, step: Step) -> bool:
    """Whether the step was about a change withdrawn before it was decided."""
    dropped_ = request.state is State.AGREED and request.dropped is not None
    return dropped_ and step.state is StepState.VOID and step.round == request.round


def close_steps(request: Request) -> Request:
    """Every step nobody has decided becomes void: the request ended without it."""
    open_states = (StepState.PENDING, StepState.LATER)
    steps = tuple(
        replace(step, state=StepState.VOID) if step.state in open_states else step
        for step in request.steps
    )
    return replace(request, steps=steps)


def _without_proposal(request: Request) -> Request:
    return replace(request, proposed=None, proposed_at=None, proposed_subject="")
