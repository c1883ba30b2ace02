"""Letters 通知: cards as written, their buttons, and the copies people see of them.

A letter is written once and may be rewritten; a copy remembers which version it shows. What is
still to be sent or edited is simply every copy that shows less than is wanted.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.message import Button, Outgoing, Style
from bot.rules.delivery import WORRYING
from bot.words.card import Card, Choice
from storage.db import Row, Tx, stamp

BELL = "outbox"
BUTTON_LIFE = timedelta(days=30)
STILL_TRYING = "not reached so far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """What a button stands for."""

    letter: int
    official: str
    action: str
    args: Mapping[str, Any]


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
    await tx.run(
        "INSERT INTO copies (letter, channel, address, next_try_at)"
        " SELECT :letter, channel, address, :now FROM bindings WHERE official = :to",
        letter=letter,
        to=to,
        now=stamp(now),
    )
    tx.ring(BELL)
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
    tx: Tx, card: Card, *, to: str | None, channel: str, address: str, now: datetime
) -> int:
    """A reply, shown only where it was asked for; `to` is None for somebody nobody knows."""
    letter = await _insert(tx, to, now, "answer", None, None, None)
    if letter is None:
        raise RuntimeError("an answer has no key to collide with")
    await _fill(tx, letter, to or "", card, now)
    await tx.run(
        "INSERT INTO copies (letter, channel, address, next_try_at)"
        " VALUES (:letter, :channel, :address, :now)",
        letter=letter,
        channel=channel,
        address=address,
        now=stamp(now),
    )
    tx.ring(BELL)
    return letter


async def rewrite(tx: Tx, letter: int, card: Card, now: datetime) -> None:
    """Give a letter new words and buttons; every copy of it follows. Old buttons stay known.

    A card that would look the same is left alone.
    """
    row = await tx.row("SELECT recipient, content FROM letters WHERE id = :id", id=letter)
    if row is None or _looks(outgoing(row["content"])) == _looks(card):
        return
    await tx.run("UPDATE letters SET version = version + 1 WHERE id = :id", id=letter)
    await _fill(tx, letter, row["recipient"] or "", card, now)
    await tx.run(
        "UPDATE copies SET wanted = (SELECT version FROM letters WHERE id = :id),"
        " tries = 0, next_try_at = :now WHERE letter = :id",
        id=letter,
        now=stamp(now),
    )
    tx.ring(BELL)


async def adopt(tx: Tx, letter: int, view: str, request: str, step: int | None = None) -> None:
    """Make an answer a card of the request it is about; it is then kept up to date like any."""
    await tx.run(
        "UPDATE letters SET view = :view, request = :request, step = :step WHERE id = :id",
        id=letter,
        view=view,
        request=request,
        step=step,
    )


async def of_request(tx: Tx, request: str) -> list[Row]:
    """Every card about a request: id, recipient, view, step, live."""
    return list(
        await tx.rows(
            "SELECT id, recipient, view, step, live FROM letters"
            " WHERE request = :request AND recipient IS NOT NULL ORDER BY id",
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


async def tapped(tx: Tx, token: str, now: datetime) -> Tapped | None:
    """What the token stands for; None if nobody issued it or its time is over."""
    row = await tx.row(
        "SELECT letter, official, action, args FROM buttons"
        " WHERE token = :token AND expires_at > :now",
        token=token,
        now=stamp(now),
    )
    if row is None:
        return None
    return Tapped(
        letter=row["letter"],
        official=row["official"],
        action=row["action"],
        args=json.loads(row["args"]),
    )


async def due(tx: Tx, channel: str, now: datetime, limit: int) -> list[Row]:
    """Each chat's next copy to bring up to date, one a chat, so that none stands before another.

    Edits come first, for somebody waits for his tap. A card nobody saw before a newer one took its
    place is not shown any more.
    """
    return list(
        await tx.rows(
            "SELECT letter, channel, address, message, tries, version, content FROM ("
            " SELECT c.letter, c.channel, c.address, c.message, c.tries, l.version, l.content,"
            "   ROW_NUMBER() OVER (PARTITION BY c.address ORDER BY c.message IS NULL, c.letter)"
            "   AS turn FROM copies c JOIN letters l ON l.id = c.letter"
            "   WHERE c.shown < c.wanted AND c.failed IS NULL AND c.next_try_at <= :now"
            "   AND c.channel = :channel AND (l.live = 1 OR c.message IS NOT NULL)"
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
            " WHERE l.view <> 'answer' AND l.live = 1 AND l.written_at > :since"
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
    """After binding: what this official was never shown goes to the new address."""
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
        " AND NOT EXISTS (SELECT 1 FROM copies WHERE letter = l.id AND failed IS NULL)"
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


async def forget_buttons(tx: Tx, now: datetime) -> int:
    """Drop tokens whose time is over; a tap on one is told so all the same."""
    return await tx.run("DELETE FROM buttons WHERE expires_at <= :now", now=stamp(now))


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
    )


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
    rows = [
        tuple([await _button(tx, letter, official, choice, now) for choice in row])
        for row in card.choices
    ]
    outgoing_ = Outgoing(
        title=card.title, fields=card.fields, lines=card.lines, buttons=tuple(rows)
    )
    content = json.dumps(asdict(outgoing_), ensure_ascii=False)
    await tx.run("UPDATE letters SET content = :content WHERE id = :id", content=content, id=letter)


async def _button(tx: Tx, letter: int, official: str, choice: Choice, now: datetime) -> Button:
    token = secrets.token_urlsafe(16)  # 22 characters: well under Telegram's 64 bytes
    await tx.run(
        "INSERT INTO buttons (token, letter, official, action, args, expires_at)"
        " VALUES (:token, :letter, :official, :action, :args, :expires)",
        token=token,
        letter=letter,
        official=official,
        action=choice.action,
        args=json.dumps(dict(choice.args), ensure_ascii=False),
        expires=stamp(now + BUTTON_LIFE),
    )
    return Button(label=choice.label, token=token, style=choice.style)


def _looks(card: Card | Outgoing) -> tuple[object, ...]:
    rows = card.choices if isinstance(card, Card) else card.buttons
    labels = tuple(tuple((b.label, b.style) for b in row) for row in rows)
    return (card.title, card.fields, card.lines, labels)


def _whose(copy: Row) -> dict[str, Any]:
    return {key: copy[key] for key in ("letter", "channel", "address")}
