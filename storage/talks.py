"""Talks: where a conversation stands. It belongs to the official, not to a chat or a process.

An official may have several, one for each errand: a form half filled in waits while a reason is
asked. The next words answer the one last carried on.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.db import Row, Tx, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What the next words are an answer to."""

    errand: str  # form, reason, reference …
    state: dict[str, Any]
    letter: int | None  # the card that asks; None: no card does


async def current(tx: Tx, official: str, now: datetime, *errands: str) -> Talk | None:
    """The official's latest talk, of these errands if any are named, unless its time is over."""
    rows = await tx.rows(
        "SELECT errand, state, letter FROM talks WHERE official = :id AND expires_at > :now"
        " ORDER BY place DESC",
        id=official,
        now=stamp(now),
    )
    row = next((row for row in rows if not errands or row["errand"] in errands), None)
    return None if row is None else _talk(row)


async def on_cards_of(tx: Tx, request: str, now: datetime) -> dict[int, Talk]:
    """What is being asked on the cards of a request just now, by letter."""
    rows = await tx.rows(
        "SELECT t.errand, t.state, t.letter FROM talks t JOIN letters l ON l.id = t.letter"
        " WHERE l.request = :request AND t.expires_at > :now",
        request=request,
        now=stamp(now),
    )
    return {row["letter"]: _talk(row) for row in rows}


async def keep(tx: Tx, official: str, talk: Talk, now: datetime, life: timedelta) -> None:
    """Open a talk, or carry it on."""
    await tx.run(
        "INSERT INTO talks (official, errand, place, state, letter, expires_at)"
        " SELECT :id, :errand, COALESCE(MAX(place), 0) + 1, :state, :letter, :expires"
        " FROM talks WHERE official = :id"
        " ON CONFLICT (official, errand) DO UPDATE SET place = excluded.place,"
        " state = excluded.state, letter = excluded.letter, expires_at = excluded.expires_at",
        id=official,
        errand=talk.errand,
        state=json.dumps(talk.state, ensure_ascii=False),
        letter=talk.letter,
        expires=stamp(now + life),
    )


async def end(tx: Tx, official: str, *errands: str) -> None:
    """Nothing is being asked any more: about these errands, or about any if none is named."""
    for errand in errands or (None,):
        await tx.run(
            "DELETE FROM talks WHERE official = :id AND COALESCE(:errand, errand) = errand",
            id=official,
            errand=errand,
        )


async def forget(tx: Tx, now: datetime) -> int:
    """Drop talks whose time is over."""
    return await tx.run("DELETE FROM talks WHERE expires_at <= :now", now=stamp(now))


def _talk(row: Row) -> Talk:
    return Talk(errand=row["errand"], state=json.loads(row["state"]), letter=row["letter"])
