"""变更: an agreed trip is put back on the form, changed, and filed as one act."""

import re
from dataclasses import replace

from bot.rules import change as rules
from bot.rules.change_line import read_change
from bot.rules.draft import Draft
from bot.rules.reasons import first_missing, needed_only
from bot.rules.refusal import NoRequest, SeveralRequests
from bot.rules.requests import Request, State, Trip
from bot.rules.typed_words import fold
from bot.words import change as words
from bot.words.trip import subject as subject_line
from handlers.talk import draft as drafts
from handlers.talk import reasons
from handlers.talk.change_card import RECENT, applicant_of
from handlers.talk.form_card import ERRAND, adopt, put
from handlers.talk.turn import Reply, Turn, load, told
from storage import people, requests, talks
from storage.record import record
from storage.talks import Talk

_NUMBERED = re.compile(r"\s*([aA]\s*-?\s*\d{1,9}|\d{1,9}(?=\s|$))[\s,，:：]*")


async def begin(turn: Turn) -> Reply:
    """变更, tapped or typed: which part? With what it becomes behind it: the preview."""
    number, line = _split(turn)
    request = await load(turn, number or await _only(turn))
    rules.may_change(request, turn.speaker, turn.today, office=turn.office)
    draft = drafts.of_change(request)
    if not line:
        return await put(turn, draft, "mend")
    span, place, reason = read_change(line, request.trip, turn.today)
    return await put(turn, replace(draft, span=span, place=place, reason=reason), "preview")


async def submit(turn: Turn, draft: Draft, talk: Talk) -> Reply:
    """提交变更: at once, or up the chain; the form's card becomes the applicant's card of it."""
    request = await load(turn, draft.changes)
    rules.may_change(request, turn.speaker, turn.today, office=turn.office)
    if draft.stands != request.trip:  # changed elsewhere since: shown again before it is filed
        return await put(turn, replace(draft, stands=request.trip), "preview")
    met = await reasons.facts(turn, draft, await applicant_of(turn, request))
    if first_missing(draft, met):
        return await put(turn, draft, "preview")
    trip = drafts.check(turn, needed_only(draft, met))
    after = await _record(turn, request, trip)
    await talks.end(turn.tx, turn.speaker.id, ERRAND)
    if request.applicant == turn.speaker.id:
        await adopt(turn, talk, after)
    done = words.PROPOSED if after.proposed else words.DONE
    return told(turn, done.say(turn.language, number=request.number))


async def _record(turn: Turn, request: Request, trip: Trip) -> Request:
    ruling = rules.change(
        request,
        trip,
        subject_line(request.applicant_title, trip),
        turn.speaker,
        turn.policy,
        await people.roster(turn.tx),
        turn.now,
        office=turn.office,
    )
    return await record(turn.tx, ruling, turn.policy, turn.now)


def _split(turn: Turn) -> tuple[str, str]:
    """The number, tapped or typed, and the words behind it."""
    if "number" in turn.args:
        return str(turn.args["number"]), ""
    named = _NUMBERED.match(fold(turn.words))
    return (named[1], turn.words[named.end() :]) if named else ("", turn.words)


async def _only(turn: Turn) -> str:
    """The number of the one trip that can be meant. Raises SeveralRequests or NoRequest."""
    mine = await requests.of_applicant(turn.tx, turn.speaker.id, RECENT)
    fitting = sorted(
        r.number for r in mine if r.state is State.AGREED and r.trip.span.end.day >= turn.today
    )
    if len(fitting) == 1:
        return fitting[0]
    raise SeveralRequests(tuple(fitting)) if fitting else NoRequest
