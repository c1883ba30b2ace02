"""Conflicts 同期情况, read: whose leave and which meetings stand beside a request."""

from collections.abc import Sequence

from bot.rules.conflicts import Conflict, absences_in, conflicts, ranks_beside
from bot.rules.dates import Span
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy
from bot.rules.requests import Request, Trip
from storage import meetings, people, requests
from storage.db import Tx


async def of_trip(
    tx: Tx, trip: Trip, applicant: Official, policy: Policy, *, besides: str = ""
) -> tuple[Conflict, ...]:
    """What stands beside a trip, but for the request `besides`: itself, once it is filed."""
    others = [r for r in await beside(tx, trip.span, applicant, policy) if r.number != besides]
    return conflicts(
        trip,
        applicant,
        absences_in(others),
        await people.roster(tx) if others else Roster(),  # nobody to be looked up
        policy,
        await meetings.within(tx, trip.span),
    )


async def of_request(tx: Tx, request: Request, policy: Policy) -> tuple[Conflict, ...]:
    """What stands beside what a request waits for: its trip, or the change of it."""
    applicant = await people.official(tx, request.applicant)
    if applicant is None:
        return ()
    trip = request.proposed or request.trip
    return await of_trip(tx, trip, applicant, policy, besides=request.number)


async def touched(
    tx: Tx, before: Request | None, request: Request, policy: Policy
) -> Sequence[Request]:
    """The requests somebody is to decide on that see something else beside them now."""
    was, became = absences_in([before] if before else ()), absences_in([request])
    applicant = await people.official(tx, request.applicant)
    if applicant is None or set(was) == set(became):
        return ()
    found = {}
    for span in {absence.span for absence in (*was, *became)}:
        for other in await beside(tx, span, applicant, policy):
            found[other.number] = other
    return [r for r in found.values() if r.open and r.number != request.number]


async def beside(tx: Tx, span: Span, applicant: Official, policy: Policy) -> Sequence[Request]:
    """The open requests on the days of a span that touch the applicant's, and are touched by it."""
    return await requests.beside(
        tx,
        span,
        applicant.id,
        policy.main_post(applicant).department,
        ranks_beside(applicant, policy),
    )
