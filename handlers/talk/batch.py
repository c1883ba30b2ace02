"""Several routine requests agreed in one confirm 批量同意; each is a decision of its own."""

from collections.abc import AsyncIterator
from dataclasses import replace

from bot.rules.batch import Special, special
from bot.rules.requests import Request, Step, Verdict
from bot.words import batch as words
from bot.words.card import Card
from handlers.talk import know
from handlers.talk.deciding import decide
from handlers.talk.turn import Reply, Turn
from storage import conflicts, requests

FEWEST = 2  # one is agreed to on its own card


async def todo(turn: Turn) -> Reply:
    """待办, with 批量同意 under it where several are routine."""
    reply = await know.todo(turn)
    if reply.card is None or not reply.card.choices or not await _several(turn):
        return reply
    rows = (*reply.card.choices, (words.offer(turn.language),))
    return replace(reply, card=replace(reply.card, choices=rows))


async def offer(turn: Turn) -> Reply:
    """The list to confirm, with what is left out of it and why."""
    routine: list[tuple[Request, Step]] = []
    left_out: list[tuple[Request, Special]] = []
    async for request, step, why in _mine(turn):
        if why is None:
            routine.append((request, step))
        else:
            left_out.append((request, why))
    if len(routine) < FEWEST:
        card = Card(title=words.TOO_FEW.say(turn.language))
        return Reply(card=card, onto=turn.letter, toast=card.title)
    most = turn.policy.leave.batch_most
    return Reply(card=words.listed(routine, most, left_out, turn.language), onto=turn.letter)


async def agree(turn: Turn) -> Reply:
    """确定同意: exactly those shown, and of them those still his, pending and routine."""
    now = {step.id: why async for _, step, why in _mine(turn)}
    agreed: list[str] = []
    moved: list[tuple[str, Special | None]] = []
    for number, step_id in turn.args["steps"]:
        if step_id in now and now[step_id] is None:
            one = replace(turn, args={"number": number, "step": step_id})
            await decide(one, Verdict.AGREE)
            agreed.append(number)
        else:
            moved.append((number, now.get(step_id)))
    card = words.done(agreed, moved, turn.language)
    return Reply(card=card, onto=turn.letter, toast=card.title)


async def back(turn: Turn) -> Reply:
    """返回: what waits, as it stands now; nothing was decided."""
    reply = await todo(turn)
    card = reply.card or Card(title=words.NONE_AGREED.say(turn.language))  # the one left is shown
    return Reply(card=card, onto=turn.letter)


async def _several(turn: Turn) -> bool:
    found = 0
    async for _, _, why in _mine(turn):
        found += why is None
        if found == FEWEST:
            return True
    return False


async def _mine(turn: Turn) -> AsyncIterator[tuple[Request, Step, Special | None]]:
    """Each step that is the speaker's now, as the database has it, and what is special."""
    practice = turn.policy.leave
    for request in await requests.waiting_for(turn.tx, turn.speaker.id, office=False):
        for step in request.waiting:
            if step.outside or step.holder != turn.speaker.id:
                continue
            why = special(request, step, (), practice)
            if why is None:
                beside = await conflicts.of_request(turn.tx, request, turn.policy)
                why = special(request, step, beside, practice)
            yield request, step, why
