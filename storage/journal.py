"""The journal 流水: what was done, by whom, chained so that a change shows.

hash(n) = SHA-256(hash(n-1) ‖ canonical JSON of entry n), in the same transaction as the act.
Cutting off the tail is found only against a head somebody else holds: the digest prints it daily.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from bot.rules.ruling import Entry
from storage.db import Row, Tx, stamp

START = "0" * 64


async def append(tx: Tx, entry: Entry) -> None:
    """Add one entry to the end of the chain."""
    last = await tx.row("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
    values = {
        "seq": (last["seq"] if last else 0) + 1,
        "at": stamp(entry.at),
        "actor": entry.actor,
        "act": entry.act,
        "subject": entry.subject,
        "detail": json.dumps(entry.detail, ensure_ascii=False, sort_keys=True),
    }
    await tx.run(
        "INSERT INTO journal (seq, at, actor, act, subject, detail, hash)"
        " VALUES (:seq, :at, :actor, :act, :subject, :detail, :hash)",
        **values,
        hash=_link(last["hash"] if last else START, values),
    )


async def about(tx: Tx, subject: str) -> Sequence[Row]:
    """Every entry about one request, in order."""
    return await tx.rows(
        "SELECT * FROM journal WHERE subject = :subject AND subject <> '' ORDER BY seq",
        subject=subject,
    )


async def head(tx: Tx) -> tuple[int, str]:
    """The last entry's number and hash; (0, zeros) when nothing has happened."""
    row = await tx.row("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
    return (row["seq"], row["hash"]) if row else (0, START)


async def verify(tx: Tx, *, page: int = 1000) -> tuple[int, int | None]:
    """How many entries hold, and the number of the first that does not (None: all do)."""
    count, previous = 0, START
    while rows := await _after(tx, count, page):
        for row in rows:
            values = {key: row[key] for key in ("seq", "at", "actor", "act", "subject", "detail")}
            if row["seq"] != count + 1 or row["hash"] != _link(previous, values):
                return count, count + 1
            count, previous = row["seq"], row["hash"]
    return count, None


async def _after(tx: Tx, seq: int, page: int) -> Sequence[Row]:
    return await tx.rows(
        "SELECT * FROM journal WHERE seq > :seq ORDER BY seq LIMIT :page", seq=seq, page=page
    )


def _link(previous: str, values: dict[str, Any]) -> str:
    line = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}{line}".encode()).hexdigest()
