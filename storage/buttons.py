"""Buttons: opaque tokens, and what each stands for. What may be done is read when it is tapped."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.message import Button
from bot.words.card import Choice
from storage.db import Tx, stamp

LIFE = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tapped:
    """What a button stands for."""

    letter: int
    official: str
    action: str
    args: Mapping[str, Any]


async def issue(
    tx: Tx,
    letter: int,
    official: str,
    choices: tuple[tuple[Choice, ...], ...],
    now: datetime,
) -> tuple[tuple[Button, ...], ...]:
    """A working button for each choice of a card shown to `official`, row by row."""
    rows = tuple(tuple((_token(), choice) for choice in row) for row in choices)
    await tx.many(
        "INSERT INTO buttons (token, letter, official, action, args, expires_at)"
        " VALUES (:token, :letter, :official, :action, :args, :expires)",
        [
            {
                "token": token,
                "letter": letter,
                "official": official,
                "action": choice.action,
                "args": json.dumps(dict(choice.args), ensure_ascii=False),
                "expires": stamp(now + LIFE),
            }
            for row in rows
            for token, choice in row
        ],
    )
    return tuple(
        tuple(Button(label=choice.label, token=token, style=choice.style) for token, choice in row)
        for row in rows
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


async def forget(tx: Tx, now: datetime) -> int:
    """Drop tokens whose time is over; a tap on one is told so all the same."""
    return await tx.run("DELETE FROM buttons WHERE expires_at <= :now", now=stamp(now))


def _token() -> str:
    return secrets.token_urlsafe(16)  # 22 characters: well under Telegram's 64 bytes
