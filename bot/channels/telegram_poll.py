"""Receiving by long polling: the offset moves only when the inbox has committed.

Python-telegram-bot's own poller confirms updates before they are handled, stops for good at one
401, and fetches an update it cannot parse for ever; here nothing is parsed, so nothing can stick.
"""

import json
import logging
from asyncio import sleep
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, NoReturn, TypeVar

from telegram import Bot

from bot.channels.telegram_fault import advice, pause
from bot.message import Accept

KINDS = ["message", "edited_message", "callback_query"]  # the only updates asked for
LONG_POLL = 50  # seconds; the server's own cap
ANSWER = 10.0  # seconds granted beyond the long poll before the connection counts as dead
FIRST_GAP = 1.0  # seconds before the second attempt; doubled each time
LAST_GAP = 60.0  # seconds

T = TypeVar("T")
log = logging.getLogger(__name__)


async def poll(bot: Bot, accept: Accept) -> NoReturn:
    """Hand every raw update to `accept`, then confirm it; until cancelled."""
    offset = 0
    while True:
        offset = await persist(partial(_batch, bot, accept, offset), bot.token)


async def persist(attempt: Callable[[], Awaitable[T]], token: str) -> T:
    """Try until it works, with growing gaps, telling the operator each time what is wrong."""
    gap = FIRST_GAP
    while True:
        try:
            return await attempt()
        except Exception as error:  # noqa: BLE001 - a channel that stops listening helps nobody
            wait = max(gap, pause(error))
            log.warning("Telegram: %s (next attempt in %.0f s)", advice(error, token), wait)
        await sleep(wait)
        gap = min(2 * gap, LAST_GAP)


async def _batch(bot: Bot, accept: Accept, offset: int) -> int:
    """Fetch once and commit; the offset that confirms what was committed.

    After an empty answer the offset is forgotten: all is confirmed then, and after a quiet week
    Telegram may count on from a smaller number.
    """
    updates = await _fetch(bot, offset)
    if not updates:
        return 0
    await accept("telegram", [(str(update["update_id"]), _bytes(update)) for update in updates])
    return int(max(update["update_id"] for update in updates)) + 1


async def _fetch(bot: Bot, offset: int) -> list[dict[str, Any]]:
    # Spelled get_Updates because the library warns when asked raw for a method it knows itself.
    updates: list[dict[str, Any]] = await bot.do_api_request(
        "get_Updates",
        {"offset": offset, "timeout": LONG_POLL, "allowed_updates": KINDS},
        read_timeout=LONG_POLL + ANSWER,
    )
    return updates


def _bytes(update: dict[str, Any]) -> bytes:
    return json.dumps(update, ensure_ascii=False).encode(errors="replace")
