"""Lists 台账 of items, a page at a time: by unit, class, state, week or words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.rules.items import Item
from bot.rules.ledger_list import Scope, Wanted, Which, week_end
from storage import items
from storage.db import Tx

PAGE = 6
_WHICH = {
    Which.OPEN: "closed_at IS NULL",
    Which.OVERDUE: "closed_at IS NULL AND deadline < :today",
    Which.WAITING: "state IN ('asked', 'checked')",
    Which.STRUCK: "state = 'struck'",
}


async def page(tx: Tx, wanted: Wanted, scope: Scope, today: date) -> tuple[int, Sequence[Item]]:
    """How many there are, and those of the wanted page, the nearest deadline first."""
    condition, values = _condition(wanted, scope, today)
    row = await tx.row(f"SELECT COUNT(*) AS n FROM items WHERE {condition}", **values)  # noqa: S608 - our own conditions
    newest = wanted.which is Which.STRUCK
    order = "closed_at DESC, id DESC" if newest else "deadline, id"
    window = f"ORDER BY {order} LIMIT {PAGE:d} OFFSET {wanted.page * PAGE:d}"
    return row["n"] if row else 0, await items.where(tx, condition, window, **values)


async def units(tx: Tx, scope: Scope) -> Sequence[str]:
    """Units that lead an open item, of those in somebody's sight."""
    condition, values = _condition(Wanted(), scope, date.min)
    rows = await tx.rows(
        f"SELECT DISTINCT lead FROM items WHERE {condition} ORDER BY lead",  # noqa: S608 - our own conditions
        **values,
    )
    return [row["lead"] for row in rows]


async def of_unit(tx: Tx, unit: str) -> Sequence[Item]:
    """Every open item a unit works on, the nearest deadline first."""
    return await items.where(
        tx,
        "staged IS NULL AND closed_at IS NULL"
        " AND number IN (SELECT item FROM shares WHERE unit = :unit)",
        "ORDER BY deadline, id",
        unit=unit,
    )


async def of_person(tx: Tx, official: str) -> Sequence[Item]:
    """Every open item with an order, a key or a sub-task that is this one person's."""
    return await items.where(
        tx,
        "staged IS NULL AND closed_at IS NULL AND (ordered_by = :id"
        " OR number IN (SELECT item FROM tasks WHERE owner = :id AND done_at IS NULL)"
        " OR number IN (SELECT item FROM sign_offs WHERE recogniser = :id"
        "   AND recognised_at IS NULL AND sent_back_at IS NULL))",
        "ORDER BY deadline, id",
        id=official,
    )


async def waiting_for(tx: Tx, keys: Sequence[str], *, office: bool) -> Sequence[Item]:
    """Items whose sign-off or extension is to be answered by these people, or by the office."""
    named = {f"key{n}": id_ for n, id_ in enumerate(keys)}
    mine = ", ".join(f":{name}" for name in named) or "NULL"
    return await items.where(
        tx,
        "staged IS NULL AND closed_at IS NULL AND ((state = 'asked' AND :office)"  # noqa: S608 - our own names
        " OR (state = 'checked' AND number IN (SELECT item FROM sign_offs"
        f"   WHERE recognised_at IS NULL AND sent_back_at IS NULL AND recogniser IN ({mine})))"
        " OR (number IN (SELECT item FROM extensions WHERE answered_at IS NULL)"
        f"   AND (ordered_by IN ({mine}) OR (ordered_by = '' AND :office))))",
        "ORDER BY deadline, id",
        office=int(office),
        **named,
    )


def _condition(wanted: Wanted, scope: Scope, today: date) -> tuple[str, dict[str, Any]]:
    parts = ["staged IS NULL", _WHICH[wanted.which]]
    values: dict[str, Any] = {"today": today.isoformat()}
    if wanted.unit:
        parts.append("lead = :unit")
        values["unit"] = wanted.unit
    if wanted.item_class:
        parts.append("item_class = :item_class")
        values["item_class"] = wanted.item_class
    if wanted.this_week:
        parts.append("deadline <= :week_end")
        values["week_end"] = week_end(today).isoformat()
    for n, word in enumerate(wanted.words.split()):
        parts.append(f"(task LIKE :word{n} ESCAPE '!' OR source LIKE :word{n} ESCAPE '!')")
        values[f"word{n}"] = f"%{_literally(word)}%"
    seen, named = _in_sight(scope)
    return " AND ".join((*parts, *seen)), {**values, **named}


def _in_sight(scope: Scope) -> tuple[tuple[str, ...], dict[str, Any]]:
    if scope.whole:
        return (), {}
    units_ = {f"sight{n}": unit for n, unit in enumerate(scope.units)}
    people = {f"person{n}": id_ for n, id_ in enumerate(scope.people)}
    in_units = ", ".join(f":{name}" for name in units_) or "NULL"
    in_people = ", ".join(f":{name}" for name in people) or "NULL"
    condition = (
        f"(number IN (SELECT item FROM shares WHERE unit IN ({in_units}))"  # noqa: S608 - our own names
        f" OR number IN (SELECT item FROM tasks WHERE owner IN ({in_people}))"
        f" OR ordered_by IN ({in_people}))"
    )
    return (condition,), {**units_, **people}


def _literally(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
