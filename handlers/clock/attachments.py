"""Attachments 附件: what people sent is fetched from their channel and kept with us."""

import logging
from collections.abc import Mapping

from bot.message import Channel, Undelivered
from storage import attachments
from storage.db import Store

log = logging.getLogger(__name__)
MOST_TRIES = 20


async def fetch(store: Store, channels: Mapping[str, Channel]) -> int:
    """Fetch what has no content yet; how many now have."""
    async with store.read() as tx:
        missing = await attachments.unfetched(tx, MOST_TRIES)
    fetched = 0
    for row in missing:
        if row["channel"] not in channels:
            continue
        try:
            content = await channels[row["channel"]].fetch(row["ref"])
        except Undelivered as failure:
            log.warning("attachment %s not fetched: %s", row["id"], failure.reason)
            async with store.write() as tx:
                await attachments.not_fetched(tx, row["id"])
            continue
        async with store.write() as tx:
            await attachments.fetched(tx, row["id"], content)
        fetched += 1
    return fetched
