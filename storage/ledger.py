"""Recording what was ruled about an item: item, journal and letters, in one transaction.

Every card already written about the item is brought up to date in the same stroke.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.rules import extension, item_asking
from bot.rules.city import City
from bot.rules.item_ruling import ItemLetter, ItemRuling, ItemView
from bot.rules.items import Item
from bot.rules.people import Official
from bot.rules.policy import Policy
from bot.rules.ruling import OFFICE
from bot.rules.standing import standing, units_of
from bot.words import item as words
from bot.words.item_sight import ItemSight
from storage import attachments, items, journal, letters, talks
from storage.cities import here
from storage.db import Row, Tx
from storage.talks import Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """An item with what its cards show beside it, gathered once for all their readers."""

    item: Item
    city: City
    papers: tuple[str, ...]
    now: datetime

    def sight(self, view: ItemView, reader: Official, *, live: bool = True) -> ItemSight:
        item, city = self.item, self.city
        holder = city.acting(item.sign_off.recogniser) if item.sign_off else None
        return ItemSight(
            view=view,
            reader=reader.id,
            language=reader.language,
            now=self.now,
            standing=standing(item, reader, city),
            units=units_of(item, reader, city),
            item_class=city.policy.item_classes[item.item_class],
            answers=item.extension is not None and extension.answers(item, reader, city),
            holder=holder.title if holder else "",
            papers=self.papers,
            live=live,
        )

    def readers(self, to: str) -> tuple[Official, ...]:
        if to == OFFICE:
            return self.city.roster.with_rank("office")
        reader = self.city.roster.officials.get(to)
        return (reader,) if reader else ()


async def around(tx: Tx, item: Item, policy: Policy, now: datetime) -> Around:
    """What is around an item just now."""
    papers = tuple(await attachments.names(tx, item.number))
    return Around(item=item, city=await here(tx, policy), papers=papers, now=now)


async def record(tx: Tx, ruling: ItemRuling, policy: Policy, now: datetime) -> Item:
    """Write down what was ruled; the item with its number. Raises Stale."""
    item = await items.save(tx, ruling.item)
    await journal.append(tx, replace(ruling.entry, subject=item.number))
    surroundings = await around(tx, item, policy, now)
    written = [await _write(tx, surroundings, letter) for letter in ruling.letters]
    await _bring_up(tx, surroundings, besides=[id_ for ids in written for id_ in ids])
    return item


async def refresh(tx: Tx, item: Item, policy: Policy, now: datetime) -> None:
    """Bring every card about the item up to date; those that look right are left alone."""
    await _bring_up(tx, await around(tx, item, policy, now))


async def show(
    tx: Tx,
    item: Item,
    view: ItemView,
    reader: Official,
    channel: str,
    address: str,
    policy: Policy,
    now: datetime,
) -> int:
    """A fresh card of the item for somebody who asked to see it, where he asked; its letter."""
    surroundings = await around(tx, item, policy, now)
    card = words.card(item, surroundings.sight(view, reader))
    letter = await letters.answer(tx, card, to=reader.id, channel=channel, address=address, now=now)
    await letters.adopt(tx, letter, view, item.number)
    return letter


async def _write(tx: Tx, surroundings: Around, letter: ItemLetter) -> list[int]:
    item, written = surroundings.item, []
    for reader in surroundings.readers(letter.to):
        id_ = await letters.write(
            tx,
            words.card(item, surroundings.sight(letter.view, reader)),
            to=reader.id,
            now=surroundings.now,
            view=letter.view,
            key=letter.key(item, reader.id),
            request=item.number,
        )
        written += [] if id_ is None else [id_]
    return written


async def _bring_up(tx: Tx, surroundings: Around, *, besides: Collection[int] = ()) -> None:
    item, now = surroundings.item, surroundings.now
    asking = await talks.on_cards_of(tx, item.number, now)
    for row in await letters.of_request(tx, item.number):
        reader = surroundings.city.roster.officials.get(row["recipient"])
        if row["id"] in besides or reader is None:
            continue
        talk = asking.get(row["id"])
        if talk is not None and _still_asked(surroundings, row, talk, reader):
            continue
        if talk is not None:
            await talks.end(tx, reader.id, talk.errand)
        sight = surroundings.sight(ItemView(row["view"]), reader, live=bool(row["live"]))
        await letters.rewrite(tx, row["id"], words.card(item, sight), now)


def _still_asked(surroundings: Around, row: Row, talk: Talk, reader: Official) -> bool:
    """Whether the reader of a card that asks something may still answer."""
    item, city, now = surroundings.item, surroundings.city, surroundings.now
    return bool(row["live"]) and item_asking.stands(talk.state["act"], item, reader, city, now)
