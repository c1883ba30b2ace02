"""What a change 变更 will do, on the form's card before it is filed."""

from datetime import date

from bot.rules import change as rules
from bot.rules.draft import Draft, clashing
from bot.rules.leave import route_of
from bot.rules.people import Official
from bot.rules.refusal import NothingChanged
from bot.rules.requests import Request, StepState, Trip
from bot.words import change as words
from bot.words import form, leave
from bot.words.card import Card
from handlers.talk import draft as drafts
from handlers.talk.path import path
from handlers.talk.turn import Turn, load
from storage import people, requests

RECENT = 20  # own requests looked at for an overlap


async def applicant_of(turn: Turn, request: Request) -> Official:
    """Whose trip it is, whoever fills in the form (代填)."""
    roster = await people.roster(turn.tx)
    return roster.officials.get(request.applicant, turn.speaker)


def which(turn: Turn, draft: Draft) -> Card:
    """修改哪一项."""
    begun = draft.stands is not None and draft.stands.span.start.day < turn.today
    fields = form.so_far(draft, turn.today, turn.language)
    return words.which(draft.changes, fields, turn.language, begun=begun)


async def preview(turn: Turn, draft: Draft) -> Card:
    """Both trips side by side, and whether it is asked again. Raises NothingChanged."""
    request = await load(turn, draft.changes)
    trip = drafts.check(turn, draft)
    if not rules.differs(request.trip, trip):
        raise NothingChanged
    again = rules.needs_agreement(request.trip, trip, turn.policy.leave)
    return words.preview(
        request.trip,
        trip,
        await _asked(turn, request) if again else _told(request),
        turn.today,
        turn.language,
        late=request.late,
        again=again,
        notes=await _notes(turn, request, trip, turn.today),
    )


async def _asked(turn: Turn, request: Request) -> tuple[str, ...]:
    applicant = await applicant_of(turn, request)
    return await path(turn, applicant, route_of(applicant, turn.policy, turn.today))


def _told(request: Request) -> tuple[str, ...]:
    agreed = (s.holder_title for s in request.steps if s.state is StepState.AGREED)
    return tuple(dict.fromkeys(agreed))


async def _notes(turn: Turn, request: Request, trip: Trip, today: date) -> tuple[str, ...]:
    mine = await requests.of_applicant(turn.tx, request.applicant, RECENT)
    others = clashing(trip, request.number, mine)
    provisional = leave.provisional(trip, turn.language)
    return (*form.clashes(others, today, turn.language), *provisional)
