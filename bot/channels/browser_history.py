"""The page's history from what the database kept: raw words said, and cards as stored."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.channels.browser import Shown
from bot.message import Outgoing

ReadCard = Callable[[str], Outgoing]  # a card as stored → as shown


def shown(rows: Iterable[Mapping[str, Any]], read_card: ReadCard) -> list[Shown]:
    """Rows of storage/transcripts.py in the page's own terms; taps leave no line of their own."""
    found = [_said(row) if row["raw"] is not None else _card(row, read_card) for row in rows]
    return [message for message in found if message is not None]


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
