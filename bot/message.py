"""What passes between the bot and any chat service: a message in, a card out, a channel for both.

Nothing here knows Telegram, WeCom or the page; nothing above the channels knows more than this.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Kind(StrEnum):
    """What a person did, as far as the bot cares."""

    TEXT = "text"
    TAP = "tap"
    FILE = "file"
    FORWARDED = "forwarded"  # somebody else's words: never taken for the sender's own
    EDITED = "edited"  # an edit of an earlier message: never acted on
    GROUP = "group"  # a command in a group: answered once, in general words
    OTHER = "other"  # stickers, voice, locations …
    STOPPED = "stopped"  # a stop word was in it: no more is known than that it came


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A photo or file 附件 somebody sent, by the channel's own reference."""

    ref: str
    name: str
    media_type: str
    size: int  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing a person did in a chat."""

    channel: str
    address: str  # who, in the channel's own terms; for a group, the group
    kind: Kind
    text: str = ""  # words typed, or the caption of a file; commands keep their slash
    token: str = ""  # TAP: the opaque token of the button
    message: str = ""  # TAP: the card tapped; TEXT/FILE: the card replied to, if any
    callback: str = ""  # TAP: what `acknowledge` needs to answer it
    attachment: Attachment | None = None
    album: str = ""  # names what was sent in one go: one message to people, several to us
    beside: tuple[str, ...] = field(default=(), compare=False)  # what came along: quoted words …

    @property
    def words(self) -> tuple[str, ...]:
        """Everything in it that somebody wrote."""
        named = (self.attachment.name,) if self.attachment else ()
        return (self.text, *named, *self.beside)


class Style(StrEnum):
    """How a button looks where the channel can show it; meaning never hangs on it."""

    PLAIN = ""
    YES = "success"
    NO = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A label and an opaque token naming a row on our side; at most 64 bytes of ASCII."""

    label: str
    token: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file 文件 handed over with a card. Such a card is never edited."""

    ref: str  # where its content is kept with us: A-Z a-z 0-9 _ -
    name: str
    media_type: str
    content: bytes = b""  # there when it is delivered


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A card 卡片: plain text in parts; each channel escapes and lays it out its own way."""

    title: str  # the point, in one line
    fields: tuple[tuple[str, str], ...] = ()  # (label, value) in reading order
    lines: tuple[str, ...] = ()  # paragraphs under the fields; "" is a blank line
    buttons: tuple[tuple[Button, ...], ...] = ()  # rows
    file: Enclosure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One entry of a channel's command menu."""

    name: str  # a-z and _ only: what Telegram allows
    zh: str
    en: str


class Undelivered(Exception):
    """A card did not arrive. The one error a channel may raise from `deliver`."""

    def __init__(self, reason: str, *, retry_after: float | None = None, final: bool = False):
        """`reason` never holds a secret; `retry_after` in seconds; `final`: do not try again."""
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after
        self.final = final


# (update id, raw bytes) pairs are committed to the inbox when this returns; only then may the
# channel acknowledge them. Handing the same id in twice is harmless.
Accept = Callable[[str, Sequence[tuple[str, bytes]]], Awaitable[None]]


class Channel(Protocol):
    """A way to reach people: bytes in one direction, cards in the other, nothing else."""

    @property
    def name(self) -> str:
        """The channel's short name, as stored: telegram, browser, wecom."""
        ...

    def read(self, raw: bytes) -> Incoming | None:
        """Parse one raw update; None where it asks nothing of us. Pure; may raise ValueError."""
        ...

    async def deliver(self, address: str, card: Outgoing, message: str | None) -> str:
        """Send `card`, or edit `message` into it; the message id it now has. Raises Undelivered."""
        ...

    async def acknowledge(self, callback: str, text: str) -> None:
        """Answer a tap with a short text (may be empty). Best effort: never raises."""
        ...

    async def menu(self, address: str, commands: Sequence[Command], language: str) -> None:
        """Show these commands in this person's menu. Raises Undelivered."""
        ...

    async def fetch(self, ref: str) -> bytes:
        """The content of an attachment. Raises Undelivered."""
        ...

    def link(self, token: str) -> str:
        """What a person opens or types to bind with this one-time token."""
        ...

    async def start(self, accept: Accept) -> None:
        """Begin to receive; every raw update goes to `accept` before it is acknowledged."""
        ...

    async def stop(self) -> None:
        """Stop receiving and release what is held."""
        ...
