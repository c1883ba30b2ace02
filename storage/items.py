"""Items 事项 of the ledger, read and written as whole values: shares, tasks, timeline and all."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from bot.rules.items import Extension, Item, Note, Share, SignOff, Task
from bot.rules.refusal import Stale
from storage.db import Row, Tx, stamp
from storage.rows import columns, value_of

Part = TypeVar("Part", Task, Note, SignOff, Extension)
# field of an item → its table and what a row of it is
_PARTS: dict[str, type[Any]] = {
    "tasks": Task,
    "notes": Note,
    "sign_offs": SignOff,
    "extensions": Extension,
}
_ELSEWHERE = ("number", "shares", "revision", *_PARTS)


async def save(tx: Tx, item: Item, *, staged: int | None = None) -> Item:
    """Insert or update an item with all its parts; the item with its number and ids.

    `staged`: the import it waits for before anybody sees it. Raises Stale when somebody wrote it
    since it was read.
    """
    if item.number:
        await _update(tx, item)
        item = replace(item, revision=item.revision + 1)
    else:
        item = replace(item, number=await _insert(tx, item, staged), revision=1)
    await _save_shares(tx, item)
    return replace(
        item,
        tasks=tuple([await _save_part(tx, "tasks", item.number, one) for one in item.tasks]),
        notes=tuple([await _save_note(tx, item.number, one) for one in item.notes]),
        sign_offs=tuple(
            [await _save_part(tx, "sign_offs", item.number, one) for one in item.sign_offs]
        ),
        extensions=tuple(
            [await _save_part(tx, "extensions", item.number, one) for one in item.extensions]
        ),
    )


async def find(tx: Tx, number: str) -> Item | None:
    """One item by its number."""
    found = await where(tx, "number = :number AND staged IS NULL", number=number)
    return found[0] if found else None


async def due(tx: Tx, now: datetime, limit: int) -> Sequence[str]:
    """Numbers of items the clock should look at; costs what is due, not what exists."""
    rows = await tx.rows(
        "SELECT number FROM items WHERE nudge_at <= :now AND staged IS NULL"
        " ORDER BY nudge_at LIMIT :limit",
        now=stamp(now),
        limit=limit,
    )
    return [row["number"] for row in rows]


async def look_at(tx: Tx, number: str, at: datetime | None) -> None:
    """When the clock should look at an item next; no writing of it, so no new revision."""
    await tx.run(
        "UPDATE items SET nudge_at = :at WHERE number = :number",
        number=number,
        at=None if at is None else stamp(at),
    )


async def where(tx: Tx, condition: str, rest: str = "", **values: Any) -> list[Item]:
    """Items by a condition on their own columns; for the files of storage alone."""
    which = f"FROM items WHERE {condition} {rest}"  # conditions are our own
    rows = await tx.rows(f"SELECT * {which}", **values)
    parts: dict[str, dict[str, list[Row]]] = {row["number"]: {} for row in rows}
    for table, order in (("shares", "place"), *((table, "id") for table in _PARTS)):
        of_them = f"SELECT * FROM {table} WHERE item IN (SELECT number {which}) ORDER BY {order}"  # noqa: S608
        for part in await tx.rows(of_them, **values) if rows else ():
            parts[part["item"]].setdefault(table, []).append(part)
    return [_item(row, parts[row["number"]]) for row in rows]


def _item(row: Row, parts: dict[str, list[Row]]) -> Item:
    held = {
        table: tuple(value_of(kind, part) for part in parts.get(table, ()))
        for table, kind in _PARTS.items()
    }
    carried = {name: tuple(pair) for name, pair in json.loads(row["carried"]).items()}
    shares = tuple(value_of(Share, part) for part in parts["shares"])
    return value_of(Item, row, shares=shares, carried=carried, **held)


def _values(item: Item) -> dict[str, Any]:
    return {**columns(item, *_ELSEWHERE), "lead": item.lead.unit}


async def _insert(tx: Tx, item: Item, staged: int | None) -> str:
    values = {**_values(item), "staged": staged}
    id_ = await _new_row(tx, "items", values)
    number = f"T-{id_:04d}"
    await tx.run("UPDATE items SET number = :number WHERE id = :id", number=number, id=id_)
    return number


async def _update(tx: Tx, item: Item) -> None:
    values = _values(item)
    sets = ", ".join(f"{name} = :{name}" for name in values)
    changed = await tx.run(
        f"UPDATE items SET {sets}, revision = revision + 1"  # noqa: S608 - our own columns
        " WHERE number = :number AND revision = :revision",
        number=item.number,
        revision=item.revision,
        **values,
    )
    if not changed:
        raise Stale(item.number)


async def _save_shares(tx: Tx, item: Item) -> None:
    """A unit's part is the row of its place; its receipt and its signature are written there."""
    await tx.many(
        "INSERT INTO shares (item, place, unit, role, received_by, received_at, done_by, done_at)"
        " VALUES (:item, :place, :unit, :role, :received_by, :received_at, :done_by, :done_at)"
        " ON CONFLICT (item, place) DO UPDATE SET received_by = excluded.received_by,"
        " received_at = excluded.received_at, done_by = excluded.done_by,"
        " done_at = excluded.done_at",
        [
            {"item": item.number, "place": place, **columns(share)}
            for place, share in enumerate(item.shares)
        ],
    )


async def _save_note(tx: Tx, number: str, note: Note) -> Note:
    """A line of the timeline is written once."""
    return note if note.id else await _save_part(tx, "notes", number, note)


async def _save_part(tx: Tx, table: str, number: str, part: Part) -> Part:
    values = columns(part, "id")
    if not part.id:
        return replace(part, id=await _new_row(tx, table, {"item": number, **values}))
    sets = ", ".join(f"{name} = :{name}" for name in values)
    await tx.run(f"UPDATE {table} SET {sets} WHERE id = :id", id=part.id, **values)  # noqa: S608 - our own columns
    return part


async def _new_row(tx: Tx, table: str, values: dict[str, Any]) -> int:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    row = await tx.row(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id",  # noqa: S608 - our own columns
        **values,
    )
    if row is None:
        raise RuntimeError("an insert returned nothing")
    return int(row["id"])
