"""Tidying: what nobody will ask for again is dropped, once a day."""

from datetime import datetime, timedelta

from storage import buttons, inbox, letters, people, talks
from storage.db import Store

# Raw updates and answers to strangers; no channel repeats an update after a day.
KEEP_MESSAGES = timedelta(days=30)


async def tidy(store: Store, now: datetime) -> int:
    """Drop old updates and answers to strangers, buttons, links and talks; how many rows."""
    async with store.write() as tx:
        dropped = await inbox.forget(tx, now - KEEP_MESSAGES)
        dropped += await buttons.forget(tx, now)
        dropped += await letters.forget(tx, now - KEEP_MESSAGES)
        dropped += await people.forget_links(tx, now - KEEP_MESSAGES)
        return dropped + await talks.forget(tx, now)
