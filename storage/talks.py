"""Talks: where a conversation stands. It belongs to the official, not to a chat or a process."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.db import Tx, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What the next words are an answer to."""

    errand: str  # form, reason, reference …
    state: dict[str, Any]
    letter: int | None  # the card it happens on


async def current(tx: Tx, official: str, now: datetime) -> Talk | None:
    """The official's open talk, unless its time is over."""
    row = await tx.row(
        "SELECT errand, state, letter FROM talks WHERE official = :id AND expires_at > :now",
        id=official,
        now=stamp(now),
    )
    if row is None:
        return None
    return Talk(errand=row["errand"], state=json.loads(row["state"]), letter=row["letter"])


async def keep(tx: Tx, official: str, talk: Talk, now: datetime, life: timedelta) -> None:
    """Open a talk, or carry it on; an official has one at a time."""
    await tx.run(
        "INSERT INTO talks (official, errand, state, letter, expires_at)"
        " VALUES (:id, :errand, :state, :letter, :expires)"
        " ON CONFLICT (official) DO UPDATE SET errand = excluded.errand, state = excluded.state,"
        " letter = excluded.letter, expires_at = excluded.expires_at",
        id=official,
        errand=talk.errand,
        state=json.dumps(talk.state, ensure_ascii=False),
        letter=talk.letter,
        expires=stamp(now + life),
    )


async def end(tx: Tx, official: str) -> None:
    """Nothing is being asked any more."""
    await tx.run("DELETE FROM talks WHERE official = :id", id=official)
