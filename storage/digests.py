"""The digest 日报: its facts read in one look, and which days have had theirs."""

from datetime import date, datetime, timedelta

from bot.rules.digest import Digest, LostPaper, NotReached, compose
from bot.rules.policy import LeavePractice
from storage import attachments, copies, inbox, journal, requests
from storage.db import Tx, stamp

RECENT = timedelta(days=14)  # how long what went wrong is worth a line


async def look(tx: Tx, practice: LeavePractice, now: datetime) -> Digest:
    """The facts of the morning of `now`."""
    return compose(
        [*await requests.open_ones(tx), *await requests.returned(tx, now.date())],
        await _not_reached(tx, now),
        await inbox.parked(tx, now - RECENT),
        await journal.head(tx),
        now,
        practice,
        lost=await _lost(tx, now),
    )


async def _not_reached(tx: Tx, now: datetime) -> tuple[NotReached, ...]:
    rows = await copies.undelivered(tx, now - RECENT)
    return tuple(
        NotReached(title=row["title"], number=row["request"] or "", why=row["why"]) for row in rows
    )


async def _lost(tx: Tx, now: datetime) -> tuple[LostPaper, ...]:
    rows = await attachments.lost(tx, now - RECENT)
    return tuple(LostPaper(name=row["name"], number=row["request"]) for row in rows)


async def written(tx: Tx, day: date) -> bool:
    """Whether this day has had its digest."""
    return await tx.row("SELECT 1 FROM digests WHERE day = :day", day=day.isoformat()) is not None


async def claim(tx: Tx, day: date, now: datetime) -> bool:
    """True once per day, in the transaction that writes the digest."""
    changed = await tx.run(
        "INSERT INTO digests (day, written_at) VALUES (:day, :now) ON CONFLICT (day) DO NOTHING",
        day=day.isoformat(),
        now=stamp(now),
    )
    return bool(changed)
