"""What an open page keeps of a chat: its messages, with every version each one had."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests import card
from tests.card import Key, Version
from tests.screen import Bell

Json = dict[str, Any]

# The page drops these when it shows a text (card.js), and lays a title or a field out on one line.
MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]+")


@dataclass(slots=True, kw_only=True)
class Message:
    """One message of a chat, alive."""

    id: str
    who: str
    from_bot: bool
    versions: list[Version]
    file: str = ""  # the name of the file on it
    ref: str = ""  # of a card's file: where it is kept
    reply_to: str = ""
    deleted: bool = False  # the page takes nothing away
    unsent: bool = False  # own words the bot has not taken yet

    @property
    def kinds(self) -> list[str]:
        """What is on it besides words."""
        return [kind for kind in (self.file, "not sent yet" if self.unsent else "") if kind]


class Card(card.Card[Message]):
    """One message as it stands on the page."""

    @property
    def id(self) -> str:
        """The message id."""
        return self.message.id

    @property
    def file(self) -> str:
        """The name of the file on it, if any."""
        return self.message.file

    @property
    def reply_to(self) -> str:
        """The card it answers, or ''."""
        return self.message.reply_to


@dataclass(slots=True, kw_only=True)
class Chat:
    """The chat of one official 干部 on one open page."""

    id: str  # the official's
    name: str
    messages: dict[str, Message] = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)

    def show(self, shown: Json) -> Message:
        """A message as the stream and the transcript have it; a card in new words is an edit."""
        message = self.messages.get(shown["id"])
        if message is None:
            message = self.messages[shown["id"]] = self._message(shown)
        elif message.from_bot and message.versions[-1] != (version := _version(shown["card"])):
            message.versions.append(version)
        message.unsent = False  # whoever tells us has it
        self.bell.ring()
        return message

    def _message(self, shown: Json) -> Message:
        mine = bool(shown["mine"])
        kept = (not mine and shown["card"]["file"]) or {"name": shown["file"], "ref": ""}
        return Message(
            id=shown["id"],
            who=self.name if mine else "bot",
            from_bot=not mine,
            versions=[Version(text=shown["text"]) if mine else _version(shown["card"])],
            file=kept["name"],
            ref=kept["ref"],
            reply_to=shown["reply_to"],
        )


def _version(shown: Json) -> Version:
    """A card as plain text, laid out as Telegram lays it out, and its keys."""
    fields = [_line(f"{n}{': ' if n.isascii() else '：'}{value}") for n, value in shown["fields"]]
    lines = [MARKS.sub("", line) for line in shown["lines"]]
    keys = tuple(tuple(map(_key, row)) for row in shown["buttons"])
    return Version(text="\n".join([_line(shown["title"]), *fields, *lines]), keys=keys)


def _line(text: str) -> str:
    return BREAKS.sub(" ", MARKS.sub("", text))


def _key(button: Json) -> Key:
    return Key(_line(button["label"]), button["token"], button["style"])
