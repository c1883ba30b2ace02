"""Opening the house: the roster is brought in, chats are bound, and leavers' work passes on."""

import logging
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from bot.rules.approval import succeed
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy, Route, SeatEmpty, chain_of, route_for
from bot.rules.requests import Request, Step
from bot.rules.ruling import Entry
from handlers.console import succession
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
        was = await people.roster(tx)
        change = await people.bring_in(tx, roster, now)
        detail = {part: ids for part, ids in asdict(change).items() if ids}
        if detail:
            await journal.append(tx, Entry(act="roster", at=now, actor="", detail=detail))
        await _page(tx, roster, PAGE in channels, now)
        for channel in channels:
            for row in await people.bindings(tx, channel):
                await copies.readdress(tx, row["official"], channel, row["address"], now)
        await _pass_on(tx, policy, roster, now)
        await succession.pass_on(tx, was, policy, now)
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
    """Steps go to whoever has their seat today; none stays with who left it or lost his rank."""
    for request in await requests.open_ones(tx):
        for step in request.waiting:
            successor = _successor(request, step, policy, roster, now)
            if successor is None:
                continue
            request = await record(  # noqa: PLW2901 - the next step is of the request as it now is
                tx, succeed(request, step.id, successor, now), policy, now
            )


def _successor(
    request: Request, step: Step, policy: Policy, roster: Roster, now: datetime
) -> Official | None:
    """Who should hold the step instead; None where it is with the right person, or nobody else."""
    seated = _seated(request, step, policy, roster, now)
    holder, owner = roster.officials.get(step.holder), roster.officials.get(step.owner)
    if owner in seated or (owner and _given(request, step, policy, owner)):
        return None if holder else owner  # who covered has left: it is the owner's again
    taken = {s.holder for s in request.waiting} | {request.applicant}
    free = [official for official in seated if official.id not in taken]
    if not free and holder is None:
        log.warning("%s waits for somebody who has left", request.number)
    return free[0] if free else None


def _seated(
    request: Request, step: Step, policy: Policy, roster: Roster, now: datetime
) -> list[Official]:
    """Who sits in the step's stage today, by the route of the day it was filed."""
    applicant = roster.officials.get(request.applicant)
    filed_on = request.filed_at.astimezone(now.tzinfo).date()
    route = applicant and route_for(policy, applicant, request.matter, filed_on)
    if applicant is None or not isinstance(route, Route):
        return []
    try:
        stages = chain_of(route, applicant, policy, roster)
    except SeatEmpty:
        return []
    return [official for _, official in stages[_place(request, step)]]


def _place(request: Request, step: Step) -> int:
    """Which stage of the route a step belongs to: added signers have moved the later ones on."""
    own = sorted({s.stage for s in request.current if not s.added_by})
    return sum(stage < step.stage for stage in own) if step.stage in own else 0


def _given(request: Request, step: Step, policy: Policy, owner: Official) -> bool:
    """Whether a person brought it to him, not his seat: 加签, 委派, 转呈 to one who decides."""
    if step.added_by:
        return True
    passed_on = any(s.forwarded_to == owner.title for s in request.current)
    return passed_on and _decides(policy, owner)


def _decides(policy: Policy, official: Official) -> bool:
    return any(official.holds(rank) for rank in policy.deciders())
