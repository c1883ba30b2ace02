"""A list 台账 of items: which of them somebody wants to see, and how much of the ledger is his."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.rules.city import City
from bot.rules.people import Official


class Which(StrEnum):
    """States a list is filtered by."""

    OPEN = "open"  # 办理中, whatever it waits for
    OVERDUE = "overdue"  # 逾期
    WAITING = "waiting"  # 待销号
    STRUCK = "struck"  # 已销号


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which items are listed, and which page of them."""

    which: Which = Which.OPEN
    unit: str = ""
    item_class: str = ""
    this_week: bool = False
    words: str = ""
    page: int = 0

    def with_(self, **changes: object) -> "Wanted":
        """Filtered otherwise; a new filter begins on its first page."""
        return replace(self, **{"page": 0, **changes})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What of the ledger is somebody's to see: all, or his units', orders and sub-tasks."""

    whole: bool
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # ids: himself, and whom he stands in for


def scope_of(official: Official, city: City) -> Scope:
    """The office and the mayor see all; a vice-mayor what he supervises; a unit its own."""
    people = city.speaks_for(official)
    mayor = next(iter(city.policy.ranks))
    if any(person.holds("office") or person.holds(mayor) for person in people):
        return Scope(whole=True)
    ids = {person.id for person in people}
    own = [post.department for person in people for post in person.posts if post.department]
    supervised = [unit for unit, by in city.roster.supervisors.items() if ids & set(by)]
    return Scope(whole=False, units=tuple(dict.fromkeys((*own, *supervised))), people=tuple(ids))


def week_end(today: date) -> date:
    """The Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())
