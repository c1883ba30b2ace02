"""Photos and files 附件 sent in support; their content is fetched after the transaction."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Attachment
from storage.db import Row, Tx, stamp


async def add(
    tx: Tx,
    request: str,
    step: int | None,
    sender: str,
    channel: str,
    attachment: Attachment,
    now: datetime,
) -> None:
    """Note one; its content follows."""
    await tx.run(
        "INSERT INTO attachments"
        " (request, step, sender, channel, ref, name, media_type, size, sent_at, next_try_at)"
        " VALUES (:request, :step, :sender, :channel, :ref, :name, :media_type, :size, :now, :now)",
        request=request,
        step=step,
        sender=sender,
        channel=channel,
        ref=attachment.ref,
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        now=stamp(now),
    )


async def belong(tx: Tx, subject: str, sender: str, note: int) -> None:
    """What somebody has sent about an item belongs to this line of its timeline."""
    await tx.run(
        "UPDATE attachments SET step = :note"
        " WHERE request = :subject AND sender = :sender AND step IS NULL",
        subject=subject,
        sender=sender,
        note=note,
    )


async def names(tx: Tx, request: str) -> Sequence[str]:
    """The names of what was sent with a request."""
    rows = await tx.rows(
        "SELECT name FROM attachments WHERE request = :request ORDER BY id", request=request
    )
    return [row["name"] for row in rows]


async def of_request(tx: Tx, request: str) -> Sequence[Row]:
    """id, name, media_type, there (0 or 1: the content has come) of what was sent with it."""
    return await tx.rows(
        "SELECT id, name, media_type, content IS NOT NULL AS there FROM attachments"
        " WHERE request = :request ORDER BY id",
        request=request,
    )


async def due(tx: Tx, now: datetime) -> Sequence[Row]:
    """id, channel, ref, tries of what has no content yet and should be tried."""
    return await tx.rows(
        "SELECT id, channel, ref, tries FROM attachments"
        " WHERE content IS NULL AND failed IS NULL AND next_try_at <= :now ORDER BY id",
        now=stamp(now),
    )


async def fetched(tx: Tx, id_: int, content: bytes) -> None:
    await tx.run(
        "UPDATE attachments SET content = :content WHERE id = :id", id=id_, content=content
    )


async def try_again(tx: Tx, id_: int, at: datetime) -> None:
    """It could not be fetched; try at a later moment."""
    await tx.run(
        "UPDATE attachments SET tries = tries + 1, next_try_at = :at WHERE id = :id",
        id=id_,
        at=stamp(at),
    )


async def give_up(tx: Tx, id_: int, why: str) -> None:
    """It never will be fetched; the office reads so in the next digest."""
    await tx.run("UPDATE attachments SET failed = :why WHERE id = :id", id=id_, why=why)


async def lost(tx: Tx, since: datetime) -> Sequence[Row]:
    """name, request of what was sent since then and could not be fetched."""
    return await tx.rows(
        "SELECT name, request FROM attachments"
        " WHERE failed IS NOT NULL AND sent_at > :since ORDER BY id",
        since=stamp(since),
    )
