"""Files 文件 kept with us: what the page was given, and what goes out with a letter."""

import hashlib
from datetime import datetime

from bot.message import Enclosure
from storage.db import Tx, stamp

ATTACHED = "attachment-"  # what people sent in is kept with its request, under the row's number


async def keep(tx: Tx, ref: str, content: bytes, now: datetime) -> None:
    """Keep one; a second of the same `ref` is the same."""
    await tx.run(
        "INSERT INTO files (ref, content, kept_at) VALUES (:ref, :content, :now)"
        " ON CONFLICT (ref) DO NOTHING",
        ref=ref,
        content=content,
        now=stamp(now),
    )


async def enclose(tx: Tx, name: str, media_type: str, content: bytes, now: datetime) -> Enclosure:
    """Keep what a letter hands over; what the letter remembers of it."""
    ref = hashlib.sha256(content).hexdigest()
    await keep(tx, ref, content, now)
    return Enclosure(ref=ref, name=name, media_type=media_type)


async def load(tx: Tx, ref: str) -> bytes | None:
    """The content of one; None where it is not there."""
    if ref.startswith(ATTACHED):
        id_ = int(ref.removeprefix(ATTACHED))
        row = await tx.row("SELECT content FROM attachments WHERE id = :id", id=id_)
    else:
        row = await tx.row("SELECT content FROM files WHERE ref = :ref", ref=ref)
    return None if row is None or row["content"] is None else bytes(row["content"])
