"""A handful of officials for storage tests, and the moments they act at."""

from datetime import datetime, timedelta, timezone

from bot.rules.people import Official, Post, Roster
from bot.words.card import Card, Choice
from storage import people
from storage.db import Store

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=8)))
MINUTE = timedelta(minutes=1)


def official(id_: str, rank: str = "deputy", **more: str) -> Official:
    """Somebody; `department` goes to his post, all else is his own."""
    department = more.pop("department", "教育局")
    post = Post(title=f"{id_}职务", rank=rank, department=department)
    return Official(id=id_, name=f"{id_}姓名", posts=(post,), **more)


def roster(*officials: Official, **supervisors: str) -> Roster:
    """A city of these people, in this order; 教育局="fsz" names a supervisor."""
    return Roster(
        officials={o.id: o for o in officials},
        supervisors={department: (id_,) for department, id_ in supervisors.items()},
    )


async def settled(store: Store, *officials: Official) -> None:
    """These people are in office."""
    async with store.write() as tx:
        await people.bring_in(tx, roster(*officials), NOW)


async def bound(store: Store, id_: str, channel: str = "telegram", address: str = "") -> str:
    """The official is reached there from now on; the address."""
    async with store.write() as tx:
        await people.bind(tx, id_, channel, address or f"chat-{id_}", NOW)
    return address or f"chat-{id_}"


def card(title: str = "请审批", *labels: str) -> Card:
    """A card with these buttons in a row."""
    keys = tuple(Choice(label, "approval.agree", {"number": "A-0001"}) for label in labels)
    return Card(title=title, choices=(keys,) if keys else ())
