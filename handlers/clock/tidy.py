"""Tidying: what nobody will ask for again is dropped, once a day."""

from datetime import datetime, timedelta

from storage import buttons, inbox, people, talks
from storage.db import Store

KEEP_MESSAGES = timedelta(days=30)  # raw updates; no channel repeats one after a day


async def tidy(store: Store, now: datetime) -> int:
    """Drop handled raw updates, and buttons, links and talks past their time; how many rows."""
    async with store.write() as tx:
        dropped = await inbox.forget(tx, now - KEEP_MESSAGES)
        dropped += await buttons.forget(tx, now)
        dropped += await people.forget_links(tx, now - KEEP_MESSAGES)
        return dropped + await talks.forget(tx, now)
