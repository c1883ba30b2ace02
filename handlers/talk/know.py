"""Questions: what is mine, what waits for me, who is out, where does one request stand."""

from bot.rules import leave as rules
from bot.rules.remarks import copied
from bot.rules.requests import Confirmation, Request
from bot.rules.ruling import View
from bot.rules.typed_words import item_number, week_of
from bot.words import know as words
from handlers.talk import ledger
from handlers.talk.turn import Reply, Turn, load
from storage import ledger_lists, requests
from storage.cities import here
from storage.record import in_full, show

MOST = 9  # entries of a list: three rows of numbers, one screen


async def mine(turn: Turn) -> Reply:
    """我的."""
    found = await requests.of_applicant(turn.tx, turn.speaker.id, MOST)
    return Reply(card=words.mine(found, turn.language))


async def todo(turn: Turn) -> Reply:
    """待办; a single one is shown whole at once."""
    found = await requests.waiting_for(turn.tx, turn.speaker.id, office=turn.office)
    city = await here(turn.tx, turn.policy)
    keys = [person.id for person in city.acts_for(turn.speaker)]
    items = await ledger_lists.waiting_for(turn.tx, keys, office=turn.office)
    if len(found) + len(items) == 1:
        return await (_open(turn, found[0]) if found else ledger.open_(turn, items[0].number))
    return Reply(card=words.todo(found, items, MOST, turn.now, turn.language))


async def out(turn: Turn) -> Reply:
    """谁在外; 谁在外 本周 the whole week, by unit."""
    week = week_of(turn.words, turn.today)
    if week is not None:
        leaves = await requests.agreed_between(turn.tx, *week)
        return Reply(card=words.out_in_week(leaves, week, turn.language))
    away = [r for r in await requests.open_ones(turn.tx) if rules.is_out(r, turn.today)]
    return Reply(card=words.out(away, turn.language))


async def status(turn: Turn) -> Reply:
    """状态 A-0123: the whole card for those concerned, who holds it for anybody."""
    if not turn.words:
        return Reply(card=words.which(turn.language))
    if item_number(turn.words):
        return await ledger.open_(turn, turn.words)
    return await _open(turn, await load(turn, turn.words))


async def open_(turn: Turn) -> Reply:
    """A number tapped in a list."""
    return await _open(turn, await load(turn, turn.args["number"]))


async def whole(turn: Turn) -> Reply:
    """全文: all that the card tapped has to say, for whoever it was written to."""
    request = await load(turn, turn.args["number"])
    return Reply(card=await in_full(turn.tx, request, turn.letter, turn.policy, turn.now))


async def _open(turn: Turn, request: Request) -> Reply:
    views = _views(turn, request)
    if not views:
        return Reply(card=words.status(request, turn.now, turn.language))
    to = turn.incoming
    for view, step in views:
        await show(
            turn.tx,
            request,
            view,
            step,
            turn.speaker,
            to.channel,
            to.address,
            turn.policy,
            turn.now,
        )
    return Reply()


def _views(turn: Turn, request: Request) -> list[tuple[View, int | None]]:
    """How this person sees the request: what he may act on now, else what it is to him."""
    waiting = [
        (View.RECORD if step.outside else View.DECIDE, step.id)
        for step in request.waiting
        if step.holder == turn.speaker.id or (step.outside and turn.office)
    ]
    said = [
        (View.CONFIRM, step.id)
        for step in request.steps
        if step.confirmation is Confirmation.ASKED and step.decided_by == turn.speaker.id
    ]
    if waiting or said:
        return [*waiting, *said]
    if request.applicant == turn.speaker.id:
        return [(View.MINE, None)]
    decided = [s.id for s in request.current if s.holder == turn.speaker.id]
    if decided:
        return [(View.DECIDE, decided[-1])]
    if turn.speaker.id in copied(request):
        return [(View.COPIED, None)]
    return [(View.TOLD, None)] if turn.office else []
