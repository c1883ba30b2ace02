"""Succession 接任 in the ledger: a changed roster passes items to whoever sits there now."""

from datetime import datetime

from bot.rules import succession
from bot.rules.city import City
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy
from bot.words import succession as words
from bot.words.card import Card
from storage import ledger_lists, letters
from storage.cities import here
from storage.db import Tx, stamp
from storage.ledger import record, refresh


async def pass_on(tx: Tx, was: Roster, policy: Policy, now: datetime) -> None:
    """What belonged to a post goes to its new holder; both are told, in one card each."""
    city = await here(tx, policy)
    before = City(roster=was, policy=policy, covers=city.covers)
    for old in was.officials.values():
        new = succession.heir(old, city.roster)
        if new is not None:
            for item in await ledger_lists.of_person(tx, old.id):
                await record(tx, succession.succeed(item, old, new, now), policy, now)
    for unit in {post.department for o in was.officials.values() for post in o.posts}:
        await _unit(tx, unit, before, city, now)


async def _unit(tx: Tx, unit: str, before: City, city: City, now: datetime) -> None:
    came, went = succession.moved(unit, before, city)
    if not came and not went:
        return
    items = await ledger_lists.of_unit(tx, unit)
    for reader in came if items else ():
        await _tell(tx, reader, f"inherited.{unit}", words.inherited(unit, items, now, reader), now)
    for reader in went if items else ():
        await _tell(tx, reader, f"passed.{unit}", words.passed_over(unit, items, reader), now)
    for item in items:
        await refresh(tx, item, city.policy, now)


async def _tell(tx: Tx, to: Official, view: str, card: Card, now: datetime) -> None:
    key = f"{view}.{stamp(now)}.{to.id}"
    await letters.write(tx, card, to=to.id, now=now, view=view, key=key)
