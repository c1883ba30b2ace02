"""Photos and files 附件 sent in support; their content is fetched after the transaction."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Attachment
from storage.db import Row, Tx, stamp

BELL = "attachments"


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
        " (request, step, sender, channel, ref, name, media_type, size, sent_at)"
        " VALUES (:request, :step, :sender, :channel, :ref, :name, :media_type, :size, :now)",
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
    tx.ring(BELL)


async def names(tx: Tx, request: str) -> Sequence[str]:
    """The names of what was sent with a request."""
    rows = await tx.rows(
        "SELECT name FROM attachments WHERE request = :request ORDER BY id", request=request
    )
    return [row["name"] for row in rows]


async def unfetched(tx: Tx, most_tries: int) -> Sequence[Row]:
    """id, channel, ref of what still has no content."""
    return await tx.rows(
        "SELECT id, channel, ref FROM attachments WHERE content IS NULL AND tries < :most",
        most=most_tries,
    )


async def fetched(tx: Tx, id_: int, content: bytes) -> None:
    await tx.run(
        "UPDATE attachments SET content = :content WHERE id = :id", id=id_, content=content
    )


async def not_fetched(tx: Tx, id_: int) -> None:
    """Count one failed try."""
    await tx.run("UPDATE attachments SET tries = tries + 1 WHERE id = :id", id=id_)


async def keep_file(tx: Tx, ref: str, content: bytes, now: datetime) -> None:
    """What the embedded page was given: it has no other place to keep it."""
    await tx.run(
        "INSERT INTO files (ref, content, kept_at) VALUES (:ref, :content, :now)"
        " ON CONFLICT (ref) DO NOTHING",
        ref=ref,
        content=content,
        now=stamp(now),
    )


async def load_file(tx: Tx, ref: str) -> bytes | None:
    row = await tx.row("SELECT content FROM files WHERE ref = :ref", ref=ref)
    return None if row is None else bytes(row["content"])
