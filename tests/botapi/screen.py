"""What a phone shows: cards, and waiting for them. Waiting never sleeps."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from tests.botapi.chats import Chat, Message, Version
from tests.botapi.errors import Json
from tests.botapi.files import StoredFile

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

Found = TypeVar("Found")


class Card:
    """One message as it stands on the screen: always its present state, with all earlier ones."""

    def __init__(self, message: Message) -> None:
        """Seen now; `Screen.sees_change` waits for what comes after this."""
        self.message = message
        self.seen = self.edits

    @property
    def id(self) -> int:
        """The message id."""
        return self.message.id

    @property
    def text(self) -> str:
        """The words as shown, without markup; the caption of a file."""
        return self.message.now.text

    @property
    def rows(self) -> list[list[str]]:
        """Button labels, row by row."""
        return [[key.label for key in row] for row in self.message.now.keys]

    @property
    def labels(self) -> list[str]:
        """Button labels in reading order."""
        return [label for row in self.rows for label in row]

    @property
    def edits(self) -> int:
        """How often it has been edited."""
        return len(self.message.versions) - 1

    @property
    def versions(self) -> tuple[Version, ...]:
        """Everything it ever showed; versions[0].data("同意") is the first button's token."""
        return tuple(self.message.versions)

    @property
    def entities(self) -> tuple[Json, ...]:
        """Bold and the like, as the Bot API lists them."""
        return self.message.now.entities

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return self.message.from_bot

    @property
    def deleted(self) -> bool:
        """Whether it has been taken away."""
        return self.message.deleted

    @property
    def file(self) -> StoredFile | None:
        """The file on it, if any."""
        return self.message.file

    @property
    def reply_to(self) -> int | None:
        """The message it answers."""
        return self.message.reply_to

    def data(self, label: str) -> str:
        """The token under a button shown now."""
        return self.message.now.data(label)

    def __str__(self) -> str:
        """As printed when a story fails."""
        who = "bot" if self.from_bot else self.message.sender["first_name"]
        edited = f" (edited {self.edits}x)" if self.edits else ""
        kinds = "".join(f" <{kind}>" for kind in self.message.payload)
        buttons = "".join("\n    [" + "] [".join(row) + "]" for row in self.rows)
        words = self.text.replace("\n", "\n    ")
        return f"#{self.id} {who}{edited}{kinds}: {words}{buttons}"

    __repr__ = __str__


class Screen:
    """A view of one chat."""

    def __init__(self, server: "BotApi", room: Chat) -> None:
        """Looking at `room`."""
        self.server = server
        self.room = room

    @property
    def chat(self) -> list[Card]:
        """All cards in order, deleted ones left out."""
        return [Card(message) for message in self.room.messages.values() if not message.deleted]

    @property
    def cards(self) -> list[Card]:
        """The bot's cards in order."""
        return [card for card in self.chat if card.from_bot]

    @property
    def last(self) -> Card:
        """The bot's newest card."""
        if not self.cards:
            raise AssertionError("the bot has not written yet\n" + self.transcript())
        return self.cards[-1]

    async def sees(self, *words: str, after: Card | int | None = None) -> Card:
        """The bot's newest card whose present words hold all of `words`; newer than `after`."""
        floor = after.id if isinstance(after, Card) else after or 0
        return await self._until(lambda: self._newest(words, floor), f"a card with {words}")

    async def sees_change(self, card: Card, *words: str) -> Card:
        """The next edit of `card` since it was last looked at (and holding `words`, if given)."""
        wanted = f"an edit holding {words} of {card}"
        changed = await self._until(lambda: self._changed(card, words), wanted)
        card.seen = changed.seen
        return card

    async def sees_gone(self, card: Card) -> None:
        """Until `card` has been deleted."""
        await self._until(lambda: card.deleted or None, f"{card} to go")

    def transcript(self) -> str:
        """The whole chat, as a failing story prints it."""
        lines = "\n".join(str(card) for card in self.chat) or "(nothing)"
        return f"--- the chat {self.room.name} ({self.room.id}) ---\n{lines}"

    def _newest(self, words: tuple[str, ...], floor: int) -> Card | None:
        for message in reversed(self.room.messages.values()):
            if message.id <= floor:
                return None
            if message.from_bot and not message.deleted and _holds(message, words):
                return Card(message)
        return None

    def _changed(self, card: Card, words: tuple[str, ...]) -> Card | None:
        moved = card.edits > card.seen and _holds(card.message, words)
        return Card(card.message) if moved else None

    async def _until(self, look: Callable[[], Found | None], wanted: str) -> Found:
        try:
            async with asyncio.timeout(self.server.patience):
                while (found := look()) is None:
                    await self.room.bell.heard()
        except TimeoutError:
            seen = self.transcript()
            raise AssertionError(f"waited in vain for {wanted}\n{seen}") from None
        return found


class Group(Screen):
    """A group the bot is in."""


def _holds(message: Message, words: tuple[str, ...]) -> bool:
    return all(word in message.now.text for word in words)
