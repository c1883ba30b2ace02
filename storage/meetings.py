"""Executive meetings 常务会议 the office has announced."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.rules.dates import HalfDay, Part, Span
from storage.db import Row, Tx, stamp


async def announce(tx: Tx, at: HalfDay, by: str, now: datetime) -> bool:
    """Put a meeting down, announced by this title; false where it stands already."""
    changed = await tx.run(
        "INSERT INTO meetings (held_on, part, announced_by, announced_at)"
        " SELECT :day, :part, :by, :now WHERE NOT EXISTS (SELECT 1 FROM meetings"
        " WHERE held_on = :day AND part = :part AND called_off_at IS NULL)",
        day=at.day.isoformat(),
        part=int(at.part),
        by=by,
        now=stamp(now),
    )
    return bool(changed)


async def call_off(tx: Tx, at: HalfDay, now: datetime) -> bool:
    """It is not held; false where none stood."""
    changed = await tx.run(
        "UPDATE meetings SET called_off_at = :now"
        " WHERE held_on = :day AND part = :part AND called_off_at IS NULL",
        day=at.day.isoformat(),
        part=int(at.part),
        now=stamp(now),
    )
    return bool(changed)


async def within(tx: Tx, span: Span) -> Sequence[HalfDay]:
    """Those announced on the days of a span, in order."""
    return _halfdays(
        await tx.rows(
            "SELECT held_on, part FROM meetings WHERE called_off_at IS NULL"
            " AND held_on BETWEEN :first AND :last ORDER BY held_on, part",
            first=span.start.day.isoformat(),
            last=span.end.day.isoformat(),
        )
    )


async def to_come(tx: Tx, today: date, limit: int) -> Sequence[HalfDay]:
    """Those announced from today on, in order."""
    return _halfdays(
        await tx.rows(
            "SELECT held_on, part FROM meetings WHERE called_off_at IS NULL"
            " AND held_on >= :today ORDER BY held_on, part LIMIT :limit",
            today=today.isoformat(),
            limit=limit,
        )
    )


def _halfdays(rows: Sequence[Row]) -> list[HalfDay]:
    return [HalfDay(date.fromisoformat(row["held_on"]), Part(row["part"])) for row in rows]
