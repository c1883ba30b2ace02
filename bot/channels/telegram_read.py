"""What a person did, from one raw update of Telegram: pure, and tested with recorded updates."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    Document,
    Message,
    MessageEntity,
    PhotoSize,
    Update,
)

from bot.message import Attachment, Incoming, Kind

NAME = "telegram"
PHOTO = "照片.jpg"  # photos come without a name

_ADDRESSED = re.compile(r"^(/[A-Za-z0-9_]+)@\w+")  # "/leave@golmud_bot": the bot's own name
_LONE = re.compile("[\ud800-\udfff]")  # half a character, which no database takes

_NAMES = {"from", "chat", "sender_chat", "forward_origin", "via_bot"}

# Notices the chat writes by itself; nobody waits for an answer to them.
_NOTICES = (
    "pinned_message",
    "message_auto_delete_timer_changed",
    "chat_background_set",
    "write_access_allowed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
)


def read(raw: bytes, username: str = "") -> Incoming | None:
    """The one thing done, or None where nothing is asked of us. `username`: the bot's, if known.

    Raises ValueError for anything that is not an update as Telegram writes them.
    """
    try:
        data = json.loads(raw)
        incoming = _read(_update(data), username)
        if incoming is None or incoming.kind is Kind.TAP:  # a tapped card's words are our own
            return incoming
        return replace(incoming, beside=tuple(_written(data)))
    except (KeyError, TypeError, AttributeError, OverflowError, OSError, RecursionError) as error:
        raise ValueError(f"not an update of Telegram: {type(error).__name__}") from error


def _update(data: Any) -> Update:
    if not isinstance(data, dict):
        raise TypeError
    return Update.de_json(data)


def _read(update: Update, username: str) -> Incoming | None:
    if update.callback_query:
        return _tap(update.callback_query)
    if update.edited_message:
        return _edited(update.edited_message)
    message = update.message or update.channel_post
    if message is None or (message.from_user and message.from_user.is_bot):
        return None
    if message.chat.type == Chat.PRIVATE:
        return _private(message)
    return _group(message, username)


def _written(data: Any) -> Iterator[str]:
    """Every text anywhere in an update, but for names of people and chats and our own cards."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for part in data:
            yield from _written(part)
    elif isinstance(data, dict) and not (data.get("from") or {}).get("is_bot"):
        for key, part in data.items():
            if key not in _NAMES:
                yield from _written(part)


def _tap(query: CallbackQuery) -> Incoming | None:
    if query.data is None:
        return None
    return Incoming(
        channel=NAME,
        address=_id(query.from_user.id),
        kind=Kind.TAP,
        token=_text(query.data),
        message=_tapped(query),
        callback=query.id,
    )


def _tapped(query: CallbackQuery) -> str:
    """The card tapped; a card in a group counts for nothing in the tapper's own chat."""
    card = query.message
    if card is None or card.chat.id != query.from_user.id:
        return ""
    return _id(card.message_id)


def _edited(message: Message) -> Incoming | None:
    if message.chat.type != Chat.PRIVATE or message.location:  # a live location moves by edits
        return None
    return _said(message, Kind.EDITED)


def _private(message: Message) -> Incoming | None:
    if message.forward_origin:
        return _said(message, Kind.FORWARDED)
    if message.text is not None:
        return _said(message, Kind.TEXT)
    if _attachment(message):
        return _said(message, Kind.FILE)
    if any(message[notice] for notice in _NOTICES):
        return None
    return _said(message, Kind.OTHER)


def _group(message: Message, username: str) -> Incoming | None:
    text = message.text or message.caption or ""
    if not (_commanded(text, username) or _mentioned(message, username)):
        return None
    return Incoming(
        channel=NAME, address=_id(message.chat.id), kind=Kind.GROUP, text=_command(text)
    )


def _commanded(text: str, username: str) -> bool:
    named = re.match(r"/\w+@(\w+)", text)
    if named and username:
        return named[1].lower() == username.lower()
    return text.startswith("/")


def _mentioned(message: Message, username: str) -> bool:
    kinds: list[str | None] = [MessageEntity.MENTION]
    if message.text:
        names = message.parse_entities(kinds).values()
    elif message.caption:
        names = message.parse_caption_entities(kinds).values()
    else:
        return False
    return f"@{username}".lower() in (name.lower() for name in names)


def _said(message: Message, kind: Kind) -> Incoming:
    return Incoming(
        channel=NAME,
        address=_id(message.chat.id),
        kind=kind,
        text=_command(message.text or message.caption or ""),
        message=_answered(message),
        attachment=_attachment(message),
        album=message.media_group_id or "",
    )


def _command(text: str) -> str:
    return _text(_ADDRESSED.sub(r"\1", text))


def _answered(message: Message) -> str:
    """The card replied to; in a topic every message formally answers the topic's first."""
    card = message.reply_to_message
    if card is None or card.forum_topic_created:
        return ""
    return _id(card.message_id)


def _attachment(message: Message) -> Attachment | None:
    if message.animation:  # a moving picture also comes as a document
        return None
    if message.photo:
        return _photo(max(message.photo, key=lambda size: size.width * size.height))
    return _document(message.document) if message.document else None


def _photo(photo: PhotoSize) -> Attachment:
    return Attachment(
        ref=photo.file_id,
        name=PHOTO,
        media_type="image/jpeg",
        size=photo.file_size or 0,
    )


def _document(document: Document) -> Attachment:
    return Attachment(
        ref=document.file_id,
        name=_text(document.file_name or document.file_unique_id),
        media_type=document.mime_type or "application/octet-stream",
        size=document.file_size or 0,
    )


def _id(number: int) -> str:
    return str(int(number))


def _text(text: str) -> str:
    return _LONE.sub("", text)
