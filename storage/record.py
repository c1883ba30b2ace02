"""Recording a ruling: request, journal and letters, in the caller's one transaction.

Every card already written about the request is brought up to date in the same stroke, so that no
copy anywhere goes on offering what can no longer be done.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.rules import cover, nudge
from bot.rules.asking import stands
from bot.rules.people import Official
from bot.rules.policy import Policy
from bot.rules.requests import Request
from bot.rules.ruling import OFFICE, Letter, Ruling, View
from bot.words import leave as words
from bot.words.card import Card
from storage import calendars, conflicts, covers, journal, letters, nudges, people, requests, talks
from storage.db import Row, Tx
from storage.sights import Surroundings, around
from storage.talks import Talk


async def record(tx: Tx, ruling: Ruling, policy: Policy, now: datetime) -> Request:
    """Write down what was ruled; the request with its number. Raises Stale.

    New steps go to whoever acts for their owners now; a cover begins or ends with what is ruled.
    """
    before = await covers.active(tx)
    seated = await _seated(tx, ruling.request, before, policy, now)
    covered = cover.begun_or_ended(seated, now)
    was = await requests.find(tx, seated.number)
    await _note(tx, ruling, now)
    planned = await nudges.planned(tx, nudge.asked(covered, was, now), policy, now)
    request = await requests.save(tx, planned)
    await journal.append(tx, replace(ruling.entry, subject=request.number))
    told = cover.letters(request) if covered != seated else ()
    to_write = (*ruling.letters, *told)
    surroundings = await around(tx, request, policy, now)
    written = [await _write(tx, surroundings, letter) for letter in to_write]
    await _bring_up(tx, surroundings, besides=[id_ for ids in written for id_ in ids])
    await calendars.tell(tx, request, policy.leave, now)
    await _refresh_beside(tx, was, request, policy, now)
    if covered != seated:
        await _change_hands(tx, request, before, policy, now)
    await nudges.look_beside(tx, was, request, policy, now)
    return request


async def _note(tx: Tx, ruling: Ruling, now: datetime) -> None:
    """The moment of the plan that has come is written down: it comes once."""
    if ruling.nudge is not None:
        readers = [reader.id for reader in await _readers(tx, ruling.nudge.to)]
        to = () if ruling.nudge.view is None else readers
        await nudges.note(tx, ruling.request, ruling.nudge, to, now)


async def _seated(
    tx: Tx, request: Request, before: cover.Covers, policy: Policy, now: datetime
) -> Request:
    if not any(not step.id and (before or step.acts_for) for step in request.steps):
        return request
    roster = await people.roster(tx)
    return cover.seat(request, before, cover.above_of(policy, roster, now), roster)


async def _change_hands(
    tx: Tx, request: Request, before: cover.Covers, policy: Policy, now: datetime
) -> None:
    """A cover has begun or ended: what waits passes to whoever acts now."""
    await journal.append(tx, cover.entry(request, now))
    after, roster = await covers.active(tx), await people.roster(tx)
    above = cover.above_of(policy, roster, now)
    for other in await requests.waiting_inside(tx):
        ruling = cover.hand_over(other, before, after, above, roster, now)
        if ruling is not None:
            await record(tx, ruling, policy, now)


async def refresh(
    tx: Tx, request: Request, policy: Policy, now: datetime, *, unfolded: int | None = None
) -> None:
    """Bring every card about the request up to date; those that look right are left alone.

    `unfolded` is the letter whose keyboard was turned (更多); any other time it is folded.

    A card that asks something goes on asking while it may be answered; what it can no longer be
    answered is asked no more, so that words never answer a question nobody sees.
    """
    await _bring_up(tx, await around(tx, request, policy, now), unfolded=unfolded)


async def _bring_up(
    tx: Tx,
    surroundings: Surroundings,
    *,
    besides: Collection[int] = (),
    unfolded: int | None = None,
) -> None:
    request, now = surroundings.request, surroundings.now
    asking = await talks.on_cards_of(tx, request.number, now)
    for row in await letters.of_request(tx, request.number):
        if row["id"] in besides:
            continue
        talk = asking.get(row["id"])
        if talk is not None and _still_asked(request, row, talk, now):
            continue
        if talk is not None:
            await talks.end(tx, row["recipient"], talk.errand)
        sight = replace(surroundings.sight_of(row), unfolded=row["id"] == unfolded)
        await letters.rewrite(tx, row["id"], words.card(request, sight), now)


async def in_full(
    tx: Tx, request: Request, letter: int | None, policy: Policy, now: datetime
) -> Card:
    """全文: what a card has to say, with nothing left out."""
    surroundings = await around(tx, request, policy, now)
    row = next(row for row in await letters.of_request(tx, request.number) if row["id"] == letter)
    return words.card(request, replace(surroundings.sight_of(row), whole=True))


async def _refresh_beside(
    tx: Tx, was: Request | None, request: Request, policy: Policy, now: datetime
) -> None:
    """Who is to decide on other requests for these days sees what has changed beside them."""
    for other in await conflicts.touched(tx, was, request, policy):
        await refresh(tx, other, policy, now)


def _still_asked(request: Request, row: Row, talk: Talk, now: datetime) -> bool:
    """Whether the reader of a card that asks about a step may still answer."""
    step, reader = talk.state["step"], row["recipient"]
    return bool(row["live"]) and stands(talk.errand, request, step, reader, now)


async def show(
    tx: Tx,
    request: Request,
    view: View,
    step: int | None,
    reader: Official,
    channel: str,
    address: str,
    policy: Policy,
    now: datetime,
) -> int:
    """A fresh card of the request for somebody who asked to see it, where he asked; its letter.

    What another card of it was asking him is asked no more: the newest card is the one he sees.
    """
    await _ask_no_more(tx, request, reader, policy, now)
    surroundings = await around(tx, request, policy, now)
    card = words.card(request, surroundings.sight(view, reader.id, reader.language, step))
    letter = await letters.answer(tx, card, to=reader.id, channel=channel, address=address, now=now)
    await letters.adopt(tx, letter, view, request.number, step)
    return letter


async def _ask_no_more(
    tx: Tx, request: Request, reader: Official, policy: Policy, now: datetime
) -> None:
    asking = await talks.on_cards_of(tx, request.number, now)
    rows = await letters.of_request(tx, request.number)
    his = [asking[r["id"]] for r in rows if r["id"] in asking and r["recipient"] == reader.id]
    for talk in his:
        await talks.end(tx, reader.id, talk.errand)
    if his:
        await refresh(tx, request, policy, now)


async def _write(tx: Tx, surroundings: Surroundings, letter: Letter) -> list[int]:
    request = surroundings.request
    step = request.steps[letter.step].id if letter.step >= 0 else None
    written = []
    asked = letter.view is View.DECIDE and letter.step >= 0
    to = request.steps[letter.step].holder if asked else letter.to
    for reader in await _readers(tx, to):
        if await _carried_over(tx, request, letter, step, reader):
            continue
        id_ = await letters.write(
            tx,
            words.card(request, surroundings.sight(letter.view, reader.id, reader.language, step)),
            to=reader.id,
            now=surroundings.now,
            view=letter.view,
            key=letter.key(request, reader.id),
            request=request.number,
            step=step,
        )
        written += [] if id_ is None else [id_]
    return written


async def _carried_over(
    tx: Tx, request: Request, letter: Letter, step: int | None, reader: Official
) -> bool:
    """Whether the card in the reader's hand has become the one the letter speaks of."""
    if not letter.instead_of or step is None:
        return False
    was, number = letter.instead_of, request.number
    return await letters.carry_over(tx, number, was, step, letter.view, reader.id)


async def _readers(tx: Tx, to: str) -> list[Official]:
    if to == OFFICE:
        return list(await people.office(tx))
    reader = await people.official(tx, to)
    return [reader] if reader else []
