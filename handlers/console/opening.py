"""Opening the house: the roster is brought in, and chats are bound that the roster names."""

from collections.abc import Collection
from datetime import datetime

from bot.rules.people import Roster
from bot.rules.ruling import Entry
from storage import journal, letters, people
from storage.db import Store, Tx

PAGE = "browser"  # the embedded page, where everybody in the city is bound from the start


async def open_city(
    store: Store, roster: Roster, channels: Collection[str], now: datetime
) -> people.RosterChange:
    """Make the database's people the roster's; what waited for a newly bound chat goes there."""
    async with store.write() as tx:
        change = await people.bring_in(tx, roster, now)
        if change.joined or change.left:
            detail = {"joined": list(change.joined), "left": list(change.left)}
            await journal.append(tx, Entry(act="roster", at=now, actor="", detail=detail))
        await _page(tx, roster, PAGE in channels, now)
        for channel in channels:
            for row in await people.bindings(tx, channel):
                await letters.readdress(tx, row["official"], channel, row["address"], now)
    return change


async def _page(tx: Tx, roster: Roster, served: bool, now: datetime) -> None:
    if not served:
        await people.unbind_channel(tx, PAGE)
        return
    bound = {row["official"] for row in await people.bindings(tx, PAGE)}
    for official in roster.officials.values():
        if official.id not in bound and not official.holds("authority"):
            await people.bind(tx, official.id, PAGE, official.id, now)
