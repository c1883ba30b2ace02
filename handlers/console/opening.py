"""Opening the house: the roster is brought in, chats are bound, and leavers' work passes on."""

import logging
from collections.abc import Collection
from datetime import datetime

from bot.rules.approval import succeed
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy, SeatEmpty, chain_of, route_for
from bot.rules.requests import Request, Step
from bot.rules.ruling import Entry
from storage import copies, journal, people, requests
from storage.db import Store, Tx
from storage.record import record

log = logging.getLogger(__name__)
PAGE = "browser"  # the embedded page, where everybody in the city is bound from the start


async def open_city(
    store: Store, policy: Policy, roster: Roster, channels: Collection[str], now: datetime
) -> people.RosterChange:
    """Make the database's people the roster's; what waited for a newly bound chat goes there."""
    async with store.write() as tx:
        change = await people.bring_in(tx, roster, now)
        if change.joined or change.left:
            detail = {"joined": list(change.joined), "left": list(change.left)}
            await journal.append(tx, Entry(act="roster", at=now, actor="", detail=detail))
        await _page(tx, roster, PAGE in channels, now)
        for channel in channels:
            for row in await people.bindings(tx, channel):
                await copies.readdress(tx, row["official"], channel, row["address"], now)
        await _pass_on(tx, policy, roster, now)
    return change


async def _page(tx: Tx, roster: Roster, served: bool, now: datetime) -> None:
    if not served:
        await people.unbind_channel(tx, PAGE)
        return
    bound = {row["official"] for row in await people.bindings(tx, PAGE)}
    for official in roster.officials.values():
        if official.id not in bound and not official.holds("authority"):
            await people.bind(tx, official.id, PAGE, official.id, now)


async def _pass_on(tx: Tx, policy: Policy, roster: Roster, now: datetime) -> None:
    """Steps held by somebody who has left go to whoever has his seat, so that nothing is stuck."""
    for request in await requests.open_ones(tx):
        for step in request.waiting:
            if step.holder in roster.officials:
                continue
            successor = _successor(request, step, policy, roster)
            if successor is None:
                log.warning("%s waits for somebody who has left", request.number)
                continue
            request = await record(  # noqa: PLW2901 - the next step is of the request as it now is
                tx, succeed(request, step.id, successor, now), policy.leave, now
            )


def _successor(request: Request, step: Step, policy: Policy, roster: Roster) -> Official | None:
    """Who has the step's seat today; None where nobody else may decide it."""
    applicant = roster.officials.get(request.applicant)
    if applicant is None:
        return None
    route = route_for(policy, applicant, request.matter, request.filed_at.date())
    if route is None:
        return None
    try:
        stage = chain_of(route, applicant, policy, roster)[step.stage]
    except SeatEmpty:
        return None
    held = {s.holder for s in request.waiting} | {request.applicant}
    return next((holder for _, holder in stage if holder.id not in held), None)
