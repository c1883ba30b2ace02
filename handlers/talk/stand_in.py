"""A stand-in 代主持: named on the form or afterwards, asked by a card, answered by a tap."""

import re
from dataclasses import replace

from bot.rules import stand_in as rules
from bot.rules.cover import above_of
from bot.rules.dates import Span
from bot.rules.draft import Draft
from bot.rules.people import Official
from bot.rules.requests import Request
from bot.words import stand_in as words
from bot.words.card import Card
from bot.words.trip import brief
from handlers.talk.deciding import witnessed
from handlers.talk.turn import Reply, Turn, load, told
from storage import people, requests
from storage.record import record

_BETWEEN = re.compile(r"[\s，,：:]+")


async def named(turn: Turn, draft: Draft, applicant: Official) -> Draft:
    """The draft with its stand-in as an id, once he is known and can be there.

    Raises UnknownPerson, SeveralPeople or BadStandIn.
    """
    if not draft.stand_in:
        return draft
    official = (await people.roster(turn.tx)).the_one(draft.stand_in)
    if draft.span is not None:
        await _suited(turn, official, applicant.id, draft.span)
    return replace(draft, stand_in=official.id)


async def suggested(turn: Turn, applicant: Official, span: Span) -> tuple[Official, ...]:
    """Whom to offer for these half-days."""
    roster = await people.roster(turn.tx)
    leaves = await requests.agreed_between(turn.tx, span.start.day, span.end.day)
    above = above_of(turn.policy, roster, turn.now)(applicant.id)
    return rules.suggested(applicant, span, leaves, roster, turn.policy, above)


async def accept(turn: Turn) -> Reply:
    """接受."""
    request = await load(turn, turn.args["number"])
    ruling = rules.accept(request, turn.speaker, turn.now)
    await _suited(turn, turn.speaker, request.applicant, request.trip.span)
    await record(turn.tx, await witnessed(turn, ruling), turn.policy, turn.now)
    return told(turn, words.ACCEPTED_NOW.say(turn.language, number=request.number))


async def decline(turn: Turn) -> Reply:
    """谢绝."""
    request = await load(turn, turn.args["number"])
    ruling = rules.decline(request, turn.speaker, turn.now)
    await record(turn.tx, await witnessed(turn, ruling), turn.policy, turn.now)
    return told(turn, words.DECLINED_NOW.say(turn.language, number=request.number))


async def name(turn: Turn) -> Reply:
    """另请代主持: tapped, whom? A name tapped, or 代主持 A-0001 李四 typed, asks him."""
    number, who = str(turn.args.get("number", "")), str(turn.args.get("to", ""))
    if not number:
        number, who = _BETWEEN.split(f"{turn.words} ", maxsplit=1)
    if not number:
        return Reply(card=Card(title=words.WHICH.say(turn.language)))
    request = await load(turn, number)
    if not who.strip():
        return await _ask_whom(turn, request)
    official = (await people.roster(turn.tx)).the_one(who.strip())
    ruling = rules.name(request, turn.speaker, official, turn.now)
    await _suited(turn, official, request.applicant, request.trip.span)
    await record(turn.tx, ruling, turn.policy, turn.now)
    values = {"who": official.title, "number": request.number}
    return told(turn, words.NAMED.say(turn.language, **values))


async def _ask_whom(turn: Turn, request: Request) -> Reply:
    rules.may_name(request, turn.speaker)
    offered = await suggested(turn, turn.speaker, request.trip.span)
    fields = brief(request, turn.now, turn.language)
    card = words.whom(request.number, offered, fields, turn.language)
    return Reply(card=card, onto=turn.letter if turn.tapped else None)


async def _suited(turn: Turn, official: Official, applicant: str, span: Span) -> None:
    leaves = await requests.agreed_between(turn.tx, span.start.day, span.end.day)
    rules.suited(official, applicant, span, leaves, await people.roster(turn.tx))
