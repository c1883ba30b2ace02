"""Reminders 催办: requests whose time has come. A round costs what is due, not what exists."""

import logging
from datetime import datetime

from bot.rules import leave
from bot.rules.policy import Policy
from storage import requests
from storage.db import Store, Unavailable
from storage.record import record

log = logging.getLogger(__name__)
BATCH = 50


async def remind(store: Store, policy: Policy, now: datetime) -> int:
    """Remind of 销假 on the day of return; tell the office of departures nobody agreed to."""
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
            await record(tx, leave.look(request, now, policy.leave), policy, now)
    except Unavailable:
        raise
    except Exception:
        log.exception("%s could not be looked at; it is due again", number)
        return False
    return True
