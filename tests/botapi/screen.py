"""What a phone shows: cards as Telegram has them; waiting for them is in tests/screen.py."""

from typing import TYPE_CHECKING

from tests import card, screen
from tests.botapi.chats import Chat, Message, Version
from tests.botapi.errors import Json
from tests.botapi.files import StoredFile

if TYPE_CHECKING:
    from tests.botapi.server import BotApi


class Card(card.Card[Message]):
    """One message as it stands on the screen: always its present state, with all earlier ones."""

    @property
    def id(self) -> int:
        """The message id."""
        return self.message.id

    @property
    def versions(self) -> tuple[Version, ...]:
        """Everything it ever showed; versions[0].data("同意") is the first button's token."""
        return tuple(self.message.versions)

    @property
    def entities(self) -> tuple[Json, ...]:
        """Bold and the like, as the Bot API lists them."""
        return self.message.now.entities

    @property
    def file(self) -> StoredFile | None:
        """The file on it, if any."""
        return self.message.file

    @property
    def reply_to(self) -> int | None:
        """The message it answers."""
        return self.message.reply_to


class Screen(screen.Screen[Message, Card]):
    """A view of one chat."""

    def __init__(self, server: "BotApi", room: Chat) -> None:
        """Looking at `room`."""
        super().__init__(room, Card)
        self.server = server
        self.room = room

    @property
    def patience(self) -> float:
        """Seconds to wait before a story fails."""
        return self.server.patience


class Group(Screen):
    """A group the bot is in."""
