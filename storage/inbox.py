"""The inbox 收件: every raw update, kept before its channel is told it arrived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.db import Row, Tx, stamp

BELL = "inbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An update as it is kept; `raw` is empty where a stop word was in it."""

    key: str  # the channel's own: a repeat has the same
    raw: bytes = b""
    address: str = ""  # of what was stopped, for the answer
    stopped: bool = False
    album: str = ""  # what was sent in one go


async def keep(tx: Tx, channel: str, arrivals: Sequence[Arrival], now: datetime) -> int:
    """Store what is new; how many were. A repeat changes nothing."""
    new = 0
    for arrival in arrivals:
        new += await tx.run(
            "INSERT INTO inbox (channel, key, raw, received_at, address, stopped, album)"
            " VALUES (:channel, :key, :raw, :now, :address, :stopped, :album)"
            " ON CONFLICT (channel, key) DO NOTHING",
            channel=channel,
            key=arrival.key,
            raw=arrival.raw,
            now=stamp(now),
            address=arrival.address,
            stopped=int(arrival.stopped),
            album=arrival.album,
        )
    if new:
        tx.ring(BELL)
    return new


async def stopped_with(tx: Tx, channel: str, album: str) -> bool:
    """Whether something sent in one go with it has been stopped."""
    row = await tx.row(
        "SELECT 1 FROM inbox"
        " WHERE channel = :channel AND album = :album AND album <> '' AND stopped = 1",
        channel=channel,
        album=album,
    )
    return row is not None


async def waiting(tx: Tx, limit: int) -> Sequence[Row]:
    """The oldest updates nobody has handled: id, channel, raw, tries, address, stopped."""
    return await tx.rows(
        "SELECT id, channel, raw, tries, address, stopped FROM inbox"
        " WHERE done_at IS NULL AND parked IS NULL ORDER BY id LIMIT :limit",
        limit=limit,
    )


async def done(tx: Tx, id_: int, address: str, now: datetime) -> None:
    """Mark one handled; called in the transaction that handled it."""
    await tx.run(
        "UPDATE inbox SET done_at = :now, address = :address WHERE id = :id",
        id=id_,
        address=address,
        now=stamp(now),
    )


async def failed(tx: Tx, id_: int) -> None:
    """Count one failed try."""
    await tx.run("UPDATE inbox SET tries = tries + 1 WHERE id = :id", id=id_)


async def park(tx: Tx, id_: int, why: str) -> None:
    """Set one aside for the operator, so that it blocks nobody."""
    await tx.run("UPDATE inbox SET parked = :why WHERE id = :id", id=id_, why=why)


async def parked(tx: Tx, since: datetime) -> int:
    """How many that came since then have been set aside."""
    row = await tx.row(
        "SELECT COUNT(*) AS n FROM inbox WHERE parked IS NOT NULL AND received_at > :since",
        since=stamp(since),
    )
    return int(row["n"]) if row else 0


async def forget(tx: Tx, before: datetime) -> int:
    """Drop what was handled before a moment, well past any channel's repeats."""
    return await tx.run("DELETE FROM inbox WHERE done_at < :before", before=stamp(before))
