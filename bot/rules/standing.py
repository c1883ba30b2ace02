"""Standing 关系: what somebody is to an item, and so what he may see and do. Read at every act."""

from collections.abc import Iterator
from enum import StrEnum

from bot.rules.city import City
from bot.rules.items import Item, ItemState
from bot.rules.people import Official


class Relation(StrEnum):
    """What somebody is to an item; one person may be several things."""

    OFFICE = "office"  # keeps the ledger, holds the first key
    LEAD = "lead"  # of the lead unit
    ASSIST = "assist"  # of an assisting unit
    OWNER = "owner"  # of a sub-task
    RECOGNISER = "recogniser"  # the second key is his, now
    ORDERED = "ordered"  # gave the order
    SUPERVISOR = "supervisor"  # supervises a unit that works on it
    MAYOR = "mayor"


Standing = frozenset[Relation]


def standing(item: Item, official: Official, city: City) -> Standing:
    """All that he is to it; empty: it is none of his business."""
    return frozenset(_relations(item, official, city))


def _relations(item: Item, official: Official, city: City) -> Iterator[Relation]:
    """Office and leaders by rank, the rest by whom he speaks for."""
    people = city.speaks_for(official)
    ids = {person.id for person in people}
    if official.holds("office"):
        yield Relation.OFFICE
    if any(person.holds(next(iter(city.policy.ranks))) for person in people):
        yield Relation.MAYOR
    if any(ids & set(city.roster.supervisors.get(share.unit, ())) for share in item.shares):
        yield Relation.SUPERVISOR
    yield from _at_work(item, ids, {post.department for o in people for post in o.posts})
    if holds_key(item, official, city):
        yield Relation.RECOGNISER


def _at_work(item: Item, ids: set[str], units: set[str]) -> Iterator[Relation]:
    if item.lead.unit in units:
        yield Relation.LEAD
    if any(share.unit in units for share in item.assists):
        yield Relation.ASSIST
    if any(task.owner in ids for task in item.tasks):
        yield Relation.OWNER
    if item.ordered_by in ids:
        yield Relation.ORDERED


def holds_key(item: Item, official: Official, city: City) -> bool:
    """Whether the second key is in his hand: the leader's own, or whoever acts for him now."""
    sign_off = item.sign_off
    if item.state is not ItemState.CHECKED or sign_off is None:
        return False
    return city.acting(sign_off.recogniser) == official


def units_of(item: Item, official: Official, city: City) -> tuple[str, ...]:
    """The units of an item he may act for, the lead first."""
    people = city.speaks_for(official)
    his = {post.department for person in people for post in person.posts}
    return tuple(share.unit for share in item.shares if share.unit in his)
