"""The one card of the leave form 请假单: the talk it carries, its question, the preview."""

from dataclasses import replace
from datetime import date, timedelta

from bot.rules.dates import Part
from bot.rules.draft import Draft, clashing, is_late
from bot.rules.policy import Naming
from bot.rules.reasons import ASKED, Facts, first_missing
from bot.rules.refusal import AlreadyFiled, FormOver, OfficeOnly
from bot.rules.requests import Request
from bot.rules.ruling import View
from bot.words import form as words
from bot.words.card import Card
from handlers.talk import change_card, reasons, stand_in
from handlers.talk import draft as drafts
from handlers.talk.path import path
from handlers.talk.turn import Reply, Turn
from storage import letters, people, requests, talks
from storage.record import refresh
from storage.talks import Talk

ERRAND = "form"
LIFE = timedelta(days=7)
RECENT = 20  # own requests looked at for an overlap


async def opened(turn: Turn) -> tuple[Turn, Draft, Talk]:
    """The draft a button speaks of: only the form's present card has a say.

    Raises AlreadyFiled or FormOver.
    """
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, ERRAND)
    if talk is not None and talk.letter == turn.letter:
        draft = drafts.restored(talk.state["draft"])
        return await filling_in(turn, draft), draft, talk
    incoming = turn.incoming
    card = await letters.at(turn.tx, incoming.channel, incoming.address, incoming.message)
    if card is not None and card["request"]:
        raise AlreadyFiled(card["request"])
    raise FormOver


async def filling_in(turn: Turn, draft: Draft) -> Turn:
    """The turn with whom the draft is for; OfficeOnly from whoever may no longer file for him."""
    if not draft.asks_for or draft.asks_for == turn.speaker.id:
        return turn
    if not turn.office:
        raise OfficeOnly
    return replace(turn, applicant=await people.official(turn.tx, draft.asks_for))


async def put(
    turn: Turn,
    draft: Draft,
    step: str,
    *,
    part: Part | None = None,
    month: date | None = None,
    mending: bool = False,
) -> Reply:
    """Show `step` on the form's card and remember where the talk stands."""
    part = default_part(step) if part is None else part
    step, met = await _asked(turn, draft, step)
    card = (
        reasons.question(turn, draft, step, met)
        if met is not None
        else await _card(turn, draft, step, part, month)
    )
    state = {"step": step, "draft": drafts.stored(draft), "part": int(part), "mending": mending}
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, ERRAND)
    letter = talk.letter if talk and turn.letter == talk.letter else None
    if letter is None:
        if talk and talk.letter:
            await letters.rewrite(turn.tx, talk.letter, words.replaced(turn.language), turn.now)
        letter = await letters.answer(
            turn.tx,
            card,
            to=turn.speaker.id,
            channel=turn.incoming.channel,
            address=turn.incoming.address,
            now=turn.now,
        )
    else:
        await letters.rewrite(turn.tx, letter, card, turn.now)
    talk = Talk(errand=ERRAND, state=state, letter=letter)
    await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, LIFE)
    return Reply()


async def adopt(turn: Turn, talk: Talk, request: Request) -> None:
    if talk.letter is None:
        return
    view = View.MINE if request.applicant == turn.speaker.id else View.TOLD
    await letters.adopt(turn.tx, talk.letter, view, request.number)
    await refresh(turn.tx, request, turn.policy, turn.now)


def default_part(step: str) -> Part:
    return Part.AFTERNOON if step == "end" else Part.MORNING


def is_mending(talk: Talk) -> bool:
    return bool(talk.state.get("mending"))


async def _asked(turn: Turn, draft: Draft, step: str) -> tuple[str, Facts | None]:
    """The step to be shown: before the preview come the reasons the facts call for."""
    if step not in ("preview", *ASKED):
        return step, None
    met = await reasons.facts(turn, draft, turn.asker)
    step = first_missing(draft, met) if step == "preview" else step
    return (step, met) if step else ("preview", None)


async def _card(turn: Turn, draft: Draft, step: str, part: Part, month: date | None) -> Card:
    if step == "stand_in" and draft.span is not None:
        offered = await stand_in.suggested(turn, turn.asker, draft.span)
        may_skip = drafts.route_of(turn).stand_in is Naming.OPTIONAL
        return words.stand_in(draft, offered, turn.today, turn.language, may_skip=may_skip)
    if draft.changes and step == "mend":
        return change_card.which(turn, draft)
    if draft.changes and step == "preview":
        return await change_card.preview(turn, draft)
    if step != "preview":
        return words.question(
            step,
            draft,
            turn.today,
            turn.language,
            part=part,
            month=month,
        )
    trip = drafts.check(turn, draft)
    route = drafts.route_of(turn)
    roster = await people.roster(turn.tx)
    holders = await path(turn, turn.asker, route)
    late = is_late(trip.span, turn.policy.leave, turn.today)
    named = roster.officials.get(draft.stand_in)
    stands_in = named.title if named else ""
    card = words.preview(trip, route, holders, stands_in, turn.today, turn.language, late=late)
    mine = await requests.of_applicant(turn.tx, turn.asker.id, RECENT)
    clashes = words.clashes(clashing(trip, draft.amends, mine), turn.today, turn.language)
    whose = words.filed_for(turn.asker.title, turn.language) if turn.applicant else ()
    return replace(card, fields=(*whose, *card.fields), lines=(*clashes, *card.lines))
