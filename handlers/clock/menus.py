"""Command menus: each chat shows its role's, in its reader's language."""

import logging
from collections.abc import Mapping

from bot.message import Channel, Undelivered
from bot.words.talk import menu
from storage import people
from storage.db import Store

log = logging.getLogger(__name__)


async def show(store: Store, channels: Mapping[str, Channel]) -> int:
    """Bring every chat's menu up to date; how many were not."""
    changed = 0
    for name, channel in channels.items():
        for address, role, language in await _outdated(store, name):
            try:
                await channel.menu(address, menu(office=role == "office"), language)
            except Undelivered as failure:
                log.warning("a command menu was not shown: %s", failure.reason)
                if not failure.final:
                    continue  # the next round tries again
            async with store.write() as tx:
                await people.menu_shown(tx, name, address, f"{role}.{language}")
            changed += 1
    return changed


async def _outdated(store: Store, channel: str) -> list[tuple[str, str, str]]:
    """(address, role, language) of the chats whose menu is not theirs."""
    async with store.read() as tx:
        rows = await people.audience(tx, channel)
    roles = {0: "official", 1: "office"}
    theirs = [(row["menu"], row["address"], roles[row["office"]], row["language"]) for row in rows]
    return [(at, role, tongue) for menu, at, role, tongue in theirs if menu != f"{role}.{tongue}"]
