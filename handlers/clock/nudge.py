"""Reminders 催办: requests whose time has come. A round costs what is due, not what exists."""

from datetime import datetime

from bot.rules import leave
from bot.rules.policy import LeavePractice
from storage import requests
from storage.db import Store
from storage.record import record

BATCH = 50


async def remind(store: Store, practice: LeavePractice, now: datetime) -> int:
    """Remind of 销假 on the day of return; tell the office of departures nobody agreed to."""
    async with store.write() as tx:
        due = await requests.due(tx, now, BATCH)
        for request in due:
            await record(tx, leave.look(request, now, practice), practice, now)
    return len(due)
