"""Letters 通知: cards as they were written, each rewritten as its request moves on."""

import json
from dataclasses import asdict
from datetime import datetime

from bot.message import Button, Enclosure, Outgoing, Style
from bot.words.card import Card
from storage import buttons, copies
from storage.db import Row, Tx, stamp


async def write(
    tx: Tx,
    card: Card,
    *,
    to: str,
    now: datetime,
    view: str,
    key: str,
    request: str | None = None,
    step: int | None = None,
) -> int | None:
    """A letter to an official, wherever he is bound; its id, None if `key` was written before."""
    letter = await _insert(tx, to, now, view, key, request, step)
    if letter is None:
        return None
    await _take_place(tx, letter, to, view, request, step)
    await _fill(tx, letter, to, card, now)
    await copies.begin(tx, letter, to, now)
    return letter


async def _take_place(
    tx: Tx, letter: int, to: str, view: str, request: str | None, step: int | None
) -> None:
    """Older cards of the same thing are live no more: of the request's step, or of other days."""
    await tx.run(
        "UPDATE letters SET live = 0 WHERE recipient = :to AND step IS :step AND id < :id"
        " AND (request = :request OR (:request IS NULL AND request IS NULL AND view = :view))",
        id=letter,
        to=to,
        view=view,
        request=request,
        step=step,
    )


async def answer(
    tx: Tx,
    card: Card,
    *,
    to: str | None,
    channel: str,
    address: str,
    now: datetime,
    view: str = "answer",
) -> int:
    """A reply, shown only where it was asked for; `to` is None for somebody nobody knows."""
    letter = await _insert(tx, to, now, view, None, None, None)
    if letter is None:
        raise RuntimeError("an answer has no key to collide with")
    await _fill(tx, letter, to or "", card, now)
    await copies.begin_at(tx, letter, channel, address, now)
    return letter


async def told(tx: Tx, view: str, channel: str, address: str, since: datetime) -> bool:
    """Whether a chat nobody is known by was answered in this way since then."""
    row = await tx.row(
        "SELECT 1 FROM copies c JOIN letters l ON l.id = c.letter"
        " WHERE c.channel = :channel AND c.address = :address"
        " AND l.recipient IS NULL AND l.view = :view AND l.written_at > :since",
        channel=channel,
        address=address,
        view=view,
        since=stamp(since),
    )
    return row is not None


async def forget(tx: Tx, before: datetime) -> int:
    """Drop what was answered before a moment to chats nobody was known by, copies and all."""
    values = {"before": stamp(before)}
    old = "SELECT id FROM letters WHERE recipient IS NULL AND live = 1 AND written_at < :before"
    await tx.run(f"DELETE FROM buttons WHERE letter IN ({old})", **values)  # noqa: S608 - our own
    await tx.run(f"DELETE FROM copies WHERE letter IN ({old})", **values)  # noqa: S608 - our own
    return await tx.run(f"DELETE FROM letters WHERE id IN ({old})", **values)  # noqa: S608 - our own


async def newest_key(tx: Tx, official: str, view: str) -> str:
    """The key of the last letter of this view written to an official; empty where none was."""
    row = await tx.row(
        "SELECT key FROM letters WHERE recipient = :official AND view = :view AND live = 1"
        " ORDER BY id DESC LIMIT 1",
        official=official,
        view=view,
    )
    return str(row["key"]) if row else ""


async def rewrite(tx: Tx, letter: int, card: Card, now: datetime) -> None:
    """Give a letter new words and buttons; every copy of it follows. Old buttons stay known.

    A card that would look the same is left alone.
    """
    row = await tx.row("SELECT recipient, content FROM letters WHERE id = :id", id=letter)
    if row is None or _looks(outgoing(row["content"])) == _looks(card):
        return
    await tx.run("UPDATE letters SET version = version + 1 WHERE id = :id", id=letter)
    await _fill(tx, letter, row["recipient"] or "", card, now)
    await copies.follow(tx, letter, now)


async def adopt(tx: Tx, letter: int, view: str, request: str, step: int | None = None) -> None:
    """Make an answer a card of the request it is about; it is then kept up to date like any."""
    await tx.run(
        "UPDATE letters SET view = :view, request = :request, step = :step WHERE id = :id",
        id=letter,
        view=view,
        request=request,
        step=step,
    )


async def carry_over(
    tx: Tx, request: str, from_step: int, to_step: int, view: str, reader: str
) -> bool:
    """Make the live card of a step its reader's card of another; whether there was one."""
    moved = await tx.run(
        "UPDATE letters SET view = :view, step = :to WHERE request = :request"
        " AND step = :from AND recipient = :reader AND live = 1",
        view=view,
        to=to_step,
        request=request,
        reader=reader,
        **{"from": from_step},
    )
    return bool(moved)


async def of_request(tx: Tx, request: str) -> list[Row]:
    """Every card about a request: id, view, step, live, and its reader's language."""
    return list(
        await tx.rows(
            "SELECT l.id, l.recipient, l.view, l.step, l.live, o.language FROM letters l"
            " JOIN officials o ON o.id = l.recipient AND o.active = 1"
            " WHERE l.request = :request ORDER BY l.id",
            request=request,
        )
    )


async def at(tx: Tx, channel: str, address: str, message: str) -> Row | None:
    """The letter a person points at: id, recipient, view, request, step."""
    return await tx.row(
        "SELECT l.id, l.recipient, l.view, l.request, l.step FROM copies c"
        " JOIN letters l ON l.id = c.letter"
        " WHERE c.channel = :channel AND c.address = :address AND c.message = :message",
        channel=channel,
        address=address,
        message=message,
    )


async def text(tx: Tx, letter: int) -> str:
    """The words of a card as it stands: title, fields and lines, each on a line."""
    row = await tx.row("SELECT content FROM letters WHERE id = :id", id=letter)
    if row is None:
        return ""
    card = outgoing(row["content"])
    fields = (f"{label}：{value}" for label, value in card.fields)
    return "\n".join((card.title, *fields, *card.lines))


async def of_step(tx: Tx, request: str, step: int, official: str) -> int | None:
    """The newest card of a step written to this official."""
    row = await tx.row(
        "SELECT MAX(id) AS id FROM letters"
        " WHERE request = :request AND step = :step AND recipient = :official",
        request=request,
        step=step,
        official=official,
    )
    return row["id"] if row else None


def outgoing(content: str) -> Outgoing:
    """A stored card as the channels take it."""
    data = json.loads(content)
    return Outgoing(
        title=data["title"],
        fields=tuple((label, value) for label, value in data["fields"]),
        lines=tuple(data["lines"]),
        buttons=tuple(
            tuple(Button(label=b["label"], token=b["token"], style=Style(b["style"])) for b in row)
            for row in data["buttons"]
        ),
        file=_file(data.get("file")),
    )


def _file(data: dict[str, str] | None) -> Enclosure | None:
    if data is None:
        return None
    return Enclosure(ref=data["ref"], name=data["name"], media_type=data["media_type"])


async def _insert(
    tx: Tx,
    to: str | None,
    now: datetime,
    view: str,
    key: str | None,
    request: str | None,
    step: int | None,
) -> int | None:
    row = await tx.row(
        "INSERT INTO letters (recipient, view, key, request, step, content, written_at)"
        " VALUES (:to, :view, :key, :request, :step, '', :now)"
        " ON CONFLICT (key) DO NOTHING RETURNING id",
        to=to,
        view=view,
        key=key,
        request=request,
        step=step,
        now=stamp(now),
    )
    return None if row is None else int(row["id"])


async def _fill(tx: Tx, letter: int, official: str, card: Card, now: datetime) -> None:
    shown = Outgoing(
        title=card.title,
        fields=card.fields,
        lines=card.lines,
        buttons=await buttons.issue(tx, letter, official, card.choices, now),
    )
    content = json.dumps({**asdict(shown), "file": _named(card.file)}, ensure_ascii=False)
    await tx.run("UPDATE letters SET content = :content WHERE id = :id", content=content, id=letter)


def _named(file: Enclosure | None) -> dict[str, str] | None:
    """A file as a letter remembers it: its content is in the files (storage/files.py)."""
    if file is None:
        return None
    return {"ref": file.ref, "name": file.name, "media_type": file.media_type}


def _looks(card: Card | Outgoing) -> tuple[object, ...]:
    rows = card.choices if isinstance(card, Card) else card.buttons
    labels = tuple(tuple((b.label, b.style) for b in row) for row in rows)
    return (card.title, card.fields, card.lines, labels)
