"""What a person sees of a chat through any door, and waiting for it. Never sleeps."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from tests.card import Card, Message

Kept = TypeVar("Kept", bound=Message)
Kept_co = TypeVar("Kept_co", bound=Message, covariant=True)
Seen = TypeVar("Seen", bound=Card[Any])
Found = TypeVar("Found")


class Bell:
    """Wakes everybody who waits for a change."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Something changed."""
        self._event.set()
        self._event = asyncio.Event()

    async def heard(self) -> None:
        """Until the next ring."""
        await self._event.wait()


class Room(Protocol[Kept_co]):
    """A chat: its messages in order, and a bell that rings at every change."""

    @property
    def id(self) -> Any:
        """In the door's own terms."""

    @property
    def name(self) -> str:
        """As a failing story prints it."""

    @property
    def bell(self) -> Bell:
        """Rings at every change."""

    @property
    def messages(self) -> Mapping[Any, Kept_co]:
        """By id, oldest first, deleted ones too."""


class Screen(ABC, Generic[Kept, Seen]):
    """A view of one chat."""

    def __init__(self, room: Room[Kept], card: Callable[[Kept], Seen]) -> None:
        """Looking at `room`; `card` is how this door shows a message."""
        self._room, self._card = room, card

    @property
    @abstractmethod
    def patience(self) -> float:
        """Seconds to wait before a story fails."""

    @property
    def chat(self) -> list[Seen]:
        """All cards in order, deleted ones left out."""
        return [self._card(m) for m in self._room.messages.values() if not m.deleted]

    @property
    def cards(self) -> list[Seen]:
        """The bot's cards in order; files it handed over are `papers`."""
        return [card for card in self.chat if card.from_bot and not card.message.file]

    @property
    def papers(self) -> list[Seen]:
        """What the bot handed over with a file, in order."""
        return [card for card in self.chat if card.from_bot and card.message.file]

    @property
    def last(self) -> Seen:
        """The bot's newest card."""
        if not self.cards:
            raise AssertionError("the bot has not written yet\n" + self.transcript())
        return self.cards[-1]

    async def sees(self, *words: str, after: Any = None) -> Seen:
        """The bot's newest card whose present words hold all of `words`; newer than `after`.

        `after` is a card or a message id of this chat.
        """
        floor = self._floor(after)
        return await self.until(lambda: self._newest(words, floor), f"a card with {words}")

    async def sees_change(self, card: Seen, *words: str) -> Seen:
        """The next edit of `card` since it was last looked at (and holding `words`, if given)."""
        wanted = f"an edit holding {words} of {card}"
        card.seen = await self.until(lambda: _edited(card, words), wanted)
        return card

    async def sees_gone(self, card: Seen) -> None:
        """Until `card` has been deleted."""
        await self.until(lambda: card.deleted or None, f"{card} to go")

    async def until(self, look: Callable[[], Found | None], wanted: str) -> Found:
        """What `look` finds, asked again whenever the chat changes."""
        try:
            async with asyncio.timeout(self.patience):
                while (found := look()) is None:
                    await self._room.bell.heard()
        except TimeoutError:
            seen = self.transcript()
            raise AssertionError(f"waited in vain for {wanted}\n{seen}") from None
        return found

    def transcript(self) -> str:
        """The whole chat, as a failing story prints it."""
        lines = "\n".join(str(card) for card in self.chat) or "(nothing)"
        return f"--- the chat {self._room.name} ({self._room.id}) ---\n{lines}"

    def _floor(self, after: Any) -> int:
        """How many messages `after` and those before it are."""
        if after is None:
            return 0
        there = after.id if isinstance(after, Card) else after
        if there not in self._room.messages:
            raise AssertionError(f"#{there} is not in this chat\n{self.transcript()}")
        return list(self._room.messages).index(there) + 1

    def _newest(self, words: tuple[str, ...], floor: int) -> Seen | None:
        newer = [self._card(message) for message in self._room.messages.values()][floor:]
        fitting = (c for c in reversed(newer) if c.from_bot and not c.deleted and c.holds(words))
        return next(fitting, None)


def _edited(card: Card[Any], words: tuple[str, ...]) -> int | None:
    return card.edits if card.edits > card.seen and card.holds(words) else None
