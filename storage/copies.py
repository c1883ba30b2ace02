"""Copies: where each letter is shown, and which version of it.

What is still to be sent or edited is every copy that shows less than is wanted; there is no queue
beside it.
"""

from datetime import datetime
from typing import Any

from bot.rules.delivery import WORRYING
from storage.db import Row, Tx, stamp

BELL = "outbox"
STILL_TRYING = "not reached so far"


async def begin(tx: Tx, letter: int, official: str, now: datetime) -> None:
    """A copy for every chat the official is bound to."""
    await tx.run(
        "INSERT INTO copies (letter, channel, address, next_try_at)"
        " SELECT :letter, channel, address, :now FROM bindings WHERE official = :official",
        letter=letter,
        official=official,
        now=stamp(now),
    )
    tx.ring(BELL)


async def begin_at(tx: Tx, letter: int, channel: str, address: str, now: datetime) -> None:
    """One copy, in one chat."""
    await tx.run(
        "INSERT INTO copies (letter, channel, address, next_try_at)"
        " VALUES (:letter, :channel, :address, :now)",
        letter=letter,
        channel=channel,
        address=address,
        now=stamp(now),
    )
    tx.ring(BELL)


async def follow(tx: Tx, letter: int, now: datetime) -> None:
    """Every copy of a letter that has new words wants to show them, at once."""
    await tx.run(
        "UPDATE copies SET wanted = (SELECT version FROM letters WHERE id = :id),"
        " tries = 0, next_try_at = :now WHERE letter = :id",
        id=letter,
        now=stamp(now),
    )
    tx.ring(BELL)


async def due(tx: Tx, channel: str, now: datetime, limit: int) -> list[Row]:
    """Each chat's next copy to bring up to date, one a chat, so that none stands before another.

    Edits come first, for somebody waits for his tap. A card nobody saw before a newer one took its
    place is not shown any more; a chat that speaks for its reader no longer is sent nothing of his.
    """
    return list(
        await tx.rows(
            "SELECT letter, channel, address, message, tries, version, content FROM ("
            " SELECT c.letter, c.channel, c.address, c.message, c.tries, l.version, l.content,"
            "   ROW_NUMBER() OVER (PARTITION BY c.address ORDER BY c.message IS NULL, c.letter)"
            "   AS turn FROM copies c JOIN letters l ON l.id = c.letter"
            "   WHERE c.shown < c.wanted AND c.failed IS NULL AND c.next_try_at <= :now"
            "   AND c.channel = :channel AND (l.live = 1 OR c.message IS NOT NULL)"
            "   AND (l.recipient IS NULL OR EXISTS (SELECT 1 FROM bindings b WHERE"
            "     b.channel = c.channel AND b.address = c.address AND b.official = l.recipient))"
            ") AS waiting WHERE turn = 1 ORDER BY message IS NULL, letter LIMIT :limit",
            channel=channel,
            now=stamp(now),
            limit=limit,
        )
    )


async def shown(tx: Tx, copy: Row, message: str, now: datetime) -> None:
    """The version that was read from `copy` is on the screen."""
    await tx.run(
        "UPDATE copies SET shown = :version, message = :message, tries = 0,"
        " shown_at = COALESCE(shown_at, :now)"
        " WHERE letter = :letter AND channel = :channel AND address = :address",
        version=copy["version"],
        message=message,
        now=stamp(now),
        **_whose(copy),
    )


async def try_again(tx: Tx, copy: Row, at_: datetime) -> None:
    """It did not arrive; try at a later moment."""
    await tx.run(
        "UPDATE copies SET tries = tries + 1, next_try_at = :at"
        " WHERE letter = :letter AND channel = :channel AND address = :address",
        at=stamp(at_),
        **_whose(copy),
    )


async def give_up(tx: Tx, copy: Row, why: str) -> None:
    """It never will arrive there; the office reads why in the next digest."""
    await tx.run(
        "UPDATE copies SET failed = :why"
        " WHERE letter = :letter AND channel = :channel AND address = :address",
        why=why,
        **_whose(copy),
    )


async def undelivered(tx: Tx, since: datetime) -> list[Row]:
    """Letters nobody could show their recipient: his id and post, request, why ('': not bound)."""
    return list(
        await tx.rows(
            "SELECT o.id, MIN(p.title) AS title, l.request, COALESCE(MAX(c.failed),"
            " CASE COUNT(c.letter) WHEN 0 THEN '' ELSE :trying END) AS why"
            " FROM letters l JOIN officials o ON o.id = l.recipient"
            " JOIN posts p ON p.official = o.id AND p.place = 0"
            " LEFT JOIN copies c ON c.letter = l.id"
            " WHERE l.view <> 'answer' AND l.view NOT LIKE 'calendar.%'"
            " AND l.live = 1 AND l.written_at > :since"
            " GROUP BY l.id"
            " HAVING COUNT(c.letter) = COALESCE("
            "   SUM(c.failed IS NOT NULL OR (c.shown = 0 AND c.tries >= :worrying)), 0)"
            " ORDER BY l.id",
            since=stamp(since),
            worrying=WORRYING,
            trying=STILL_TRYING,
        )
    )


async def readdress(tx: Tx, official: str, channel: str, address: str, now: datetime) -> None:
    """After binding: what this official was never shown goes to the new address.

    So does what he saw only where he is bound no longer, while its request or step waits.
    """
    await tx.run(
        "DELETE FROM copies WHERE channel = :channel AND address <> :address AND shown = 0"
        " AND letter IN (SELECT id FROM letters WHERE recipient = :official)",
        official=official,
        channel=channel,
        address=address,
    )
    await tx.run(
        "INSERT INTO copies (letter, channel, address, wanted, next_try_at)"
        " SELECT id, :channel, :address, version, :now FROM letters l"
        " WHERE recipient = :official AND live = 1 AND view <> 'answer'"
        " AND NOT EXISTS (SELECT 1 FROM copies c JOIN bindings b ON b.channel = c.channel"
        "   AND b.address = c.address AND b.official = l.recipient"
        "   WHERE c.letter = l.id AND c.failed IS NULL)"
        " AND (NOT EXISTS (SELECT 1 FROM copies WHERE letter = l.id AND shown > 0"
        "     AND failed IS NULL)"
        "   OR (l.request IN (SELECT number FROM requests WHERE state IN ('pending', 'agreed'))"
        "     AND (l.step IS NULL OR l.step IN (SELECT id FROM steps WHERE state = 'pending')))"
        "   OR l.request IN (SELECT number FROM items WHERE closed_at IS NULL))"
        " ON CONFLICT DO NOTHING",
        official=official,
        channel=channel,
        address=address,
        now=stamp(now),
    )
    tx.ring(BELL)


async def revive(tx: Tx, channel: str, address: str, now: datetime) -> None:
    """Somebody writes from a chat that was given up: what he missed there is tried again."""
    changed = await tx.run(
        "UPDATE copies SET failed = NULL, tries = 0, next_try_at = :now"
        " WHERE channel = :channel AND address = :address AND failed IS NOT NULL"
        " AND letter IN (SELECT id FROM letters WHERE live = 1)",
        channel=channel,
        address=address,
        now=stamp(now),
    )
    if changed:
        tx.ring(BELL)


def _whose(copy: Row) -> dict[str, Any]:
    return {key: copy[key] for key in ("letter", "channel", "address")}
