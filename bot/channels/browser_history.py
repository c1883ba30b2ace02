"""The page's history from what the database kept: raw words said, and cards as stored."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.channels.browser import Shown
from bot.message import Outgoing

ReadCard = Callable[[str], Outgoing]  # a card as stored → as shown


def shown(rows: Iterable[Mapping[str, Any]], read_card: ReadCard, not_kept: str) -> list[Shown]:
    """Rows of storage/transcripts.py in the page's own terms; taps leave no line of their own.

    `not_kept` stands where a message was stopped.
    """
    found = [_one(row, read_card, not_kept) for row in rows]
    return [message for message in found if message is not None]


def _one(row: Mapping[str, Any], read_card: ReadCard, not_kept: str) -> Shown | None:
    if row["raw"] is None:
        return _card(row, read_card)
    if row["stopped"]:
        return Shown(id=row["message"], mine=True, text=not_kept, at=row["at"])
    return _said(row)


def _said(row: Mapping[str, Any]) -> Shown | None:
    update = json.loads(bytes(row["raw"]))
    if update["kind"] == "tap":
        return None
    return Shown(
        id=update["id"],
        mine=True,
        text=update["text"],
        file=update.get("file", ""),
        reply_to=update["reply_to"],
        at=row["at"],
    )


def _card(row: Mapping[str, Any], read_card: ReadCard) -> Shown:
    card = read_card(row["content"])
    return Shown(id=row["message"], mine=False, card=card, version=row["version"], at=row["at"])
