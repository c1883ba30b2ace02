"""Somebody a story is told about, at whichever door: what both kinds of person can do."""

from typing import Any, Protocol

from tests.card import Card


class Someone(Protocol):
    """An official 干部 at Telegram or at the page; ids and cards are in the door's own terms."""

    @property
    def chat(self) -> list[Any]:
        """All cards in order, own words among them."""

    @property
    def cards(self) -> list[Any]:
        """The bot's cards in order; files it handed over are `papers`."""

    @property
    def papers(self) -> list[Any]:
        """What the bot handed over with a file, in order."""

    @property
    def last(self) -> Any:
        """The bot's newest card."""

    async def say(self, text: str, reply_to: Any = None) -> Any:
        """Write to the bot, answering a card if given; the new message's id."""

    async def sends_photo(
        self, name: str, content: bytes, caption: str = "", reply_to: Any = None
    ) -> Any:
        """Send a picture."""

    async def sends_document(
        self, name: str, content: bytes, caption: str = "", reply_to: Any = None
    ) -> Any:
        """Send a file."""

    async def opens(self, card: Any) -> tuple[str, bytes]:
        """Open the file of a card, as a program on the desk would; its name and content."""

    async def tap(self, card: Any, label: str) -> str:
        """Press a button as it is now; the words the bot answers with, '' for none."""

    async def tap_data(self, card: Any, data: str) -> str:
        """Press with this token; the bot's answer."""

    def tap_nowait(self, card: Any, label: str) -> Any:
        """Press a button and go on; `answered` waits for the answer."""

    def tap_data_nowait(self, card: Any, data: str) -> Any:
        """Press with this token and go on."""

    async def answered(self, tap: Any) -> str:
        """The words the bot answers a tap with."""

    async def sees(self, *words: str, after: Any = None) -> Card[Any]:
        """The bot's newest card whose present words hold all of `words`; newer than `after`."""

    async def sees_change(self, card: Any, *words: str) -> Card[Any]:
        """The next edit of `card` since it was last looked at (and holding `words`, if given)."""

    def transcript(self) -> str:
        """The whole chat, as a failing story prints it."""
