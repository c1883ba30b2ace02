"""Reminders 催办/提醒: what has come is written down, and shown when people work.

A round costs what is due, not what exists.
"""

import logging
from datetime import datetime

from bot.rules import nudge as rules
from bot.rules.hours import is_working
from bot.rules.policy import Policy
from storage import nudges, reminders, requests
from storage.db import Store, Unavailable
from storage.record import record

log = logging.getLogger(__name__)
BATCH = 50


async def remind(store: Store, policy: Policy, now: datetime) -> int:
    """Write down every moment that has come: trips begin, and there is something to remind of."""
    async with store.read() as tx:
        due = await requests.due(tx, now, BATCH)
    return sum([await _look(store, request.number, policy, now) for request in due])


async def _look(store: Store, number: str, policy: Policy, now: datetime) -> bool:
    """One request in a transaction of its own, so that none waits for another's fault."""
    try:
        async with store.write() as tx:
            request = await requests.find(tx, number)  # as it is now: somebody may have acted
            if request is None or request.nudge_at is None or request.nudge_at > now:
                return False
            while True:
                there = await nudges.there(tx, request, policy, now)
                moments = rules.undone(request, await nudges.done(tx, number), there)
                if not moments or moments[0].at > now:
                    break
                request = await record(tx, rules.look(request, moments[0], now), policy, now)
            await requests.look_at(tx, number, moments[0].at if moments else None)
    except Unavailable:
        raise
    except Exception:
        log.exception("%s could not be looked at; it is due again", number)
        return False
    return True


async def send(store: Store, policy: Policy, now: datetime) -> int:
    """Show each person what he is to be reminded of, in one message; how many were written."""
    if not is_working(now, policy.leave):
        return 0
    async with store.read() as tx:
        people = await nudges.awaiting(tx)
    return sum([await _send_to(store, official, policy, now) for official in people])


async def _send_to(store: Store, official: str, policy: Policy, now: datetime) -> bool:
    try:
        async with store.write() as tx:
            return await reminders.send(tx, official, policy, now)
    except Unavailable:
        raise
    except Exception:
        log.exception("%s could not be reminded; it is tried again", official)
        return False
