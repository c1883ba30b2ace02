"""Attachments 附件: what people sent is fetched from their channel and kept with us."""

import logging
from collections.abc import Mapping
from datetime import datetime

from bot.message import Channel, Undelivered
from bot.rules.delivery import try_again_after
from storage import attachments
from storage.db import Row, Store

log = logging.getLogger(__name__)


async def fetch(store: Store, channels: Mapping[str, Channel], now: datetime) -> int:
    """Fetch what is due; how many now have their content."""
    async with store.read() as tx:
        due = await attachments.due(tx, now)
    served = [row for row in due if row["channel"] in channels]
    return sum([await _fetch(store, channels[row["channel"]], row, now) for row in served])


async def _fetch(store: Store, channel: Channel, row: Row, now: datetime) -> bool:
    try:
        content = await channel.fetch(row["ref"])
    except Undelivered as failure:
        await _failed(store, row, failure, now)
        return False
    except Exception:
        log.exception("attachment %s could not be fetched", row["id"])
        await _failed(store, row, Undelivered("internal error"), now)
        return False
    async with store.write() as tx:
        await attachments.fetched(tx, row["id"], content)
    return True


async def _failed(store: Store, row: Row, failure: Undelivered, now: datetime) -> None:
    """Try again at growing gaps; given up, the office reads of it in the digest."""
    log.warning("attachment %s not fetched: %s", row["id"], failure.reason)
    pause = None if failure.final else try_again_after(row["tries"] + 1, failure.retry_after)
    async with store.write() as tx:
        if pause is None:
            await attachments.give_up(tx, row["id"], failure.reason)
        else:
            await attachments.try_again(tx, row["id"], now + pause)
