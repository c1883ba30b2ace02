"""Whose eyes a card of an item is written for, and what it shows beside the item itself."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.item_ruling import ItemView
from bot.rules.items import Item
from bot.rules.policy import ItemClass
from bot.rules.standing import Relation, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSight:
    """One reader's view of one item at one moment."""

    view: ItemView
    reader: str  # official's id
    language: str
    now: datetime  # in the city's zone: times are shown in it
    standing: Standing
    units: tuple[str, ...]  # those of the item's he acts for, the lead first
    item_class: ItemClass
    answers: bool = False  # an extension that waits is his to answer
    holder: str = ""  # title of whoever has the second key now
    papers: tuple[str, ...] = ()  # names of evidence
    live: bool = True  # only a live card carries what he may do now

    def is_(self, *relations: Relation) -> bool:
        return not self.standing.isdisjoint(relations)

    def unreceived(self, item: Item) -> bool:
        """Whether a unit of his has not signed for it."""
        return any(s.received_at is None for s in item.shares if s.unit in self.units)
