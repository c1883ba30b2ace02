"""What the server keeps of a chat: its messages, with every version each one had."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests import card
from tests.botapi.errors import Json
from tests.botapi.files import StoredFile
from tests.screen import Bell


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(card.Version):
    """What a message showed from one moment on, as Telegram has it."""

    entities: tuple[Json, ...] = ()
    markup: Json | None = None  # the keyboard as it goes back out


@dataclass(slots=True, kw_only=True)
class Message:
    """One message of a chat, alive."""

    id: int
    chat: "Chat"
    sender: Json
    date: int
    versions: list[Version]
    payload: Json = field(default_factory=dict)  # document, photo, sticker, forward_origin …
    file: StoredFile | None = None
    reply_to: int | None = None
    deleted: bool = False

    @property
    def now(self) -> Version:
        """What it shows at present."""
        return self.versions[-1]

    @property
    def from_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.sender["is_bot"])

    @property
    def who(self) -> str:
        """Its writer, as a failing story prints it."""
        return "bot" if self.from_bot else str(self.sender["first_name"])

    @property
    def kinds(self) -> Iterable[str]:
        """What is on it besides words."""
        return self.payload

    def as_json(self, *, quoted: bool = False) -> Json:
        """The Bot API's Message; `quoted` ones carry no reply of their own."""
        out: Json = {"message_id": self.id, "from": self.sender, "chat": self.chat.as_json()}
        out["date"] = self.date
        if len(self.versions) > 1:
            out["edit_date"] = self.date + len(self.versions)
        out |= self._words() | self.payload
        if self.now.markup is not None:
            out["reply_markup"] = self.now.markup
        answered = self.chat.messages.get(self.reply_to or 0)
        if answered is not None and not quoted:
            out["reply_to_message"] = answered.as_json(quoted=True)
        return out

    def _words(self) -> Json:
        if not self.now.text:
            return {}
        captioned = "document" in self.payload or "photo" in self.payload
        name, marks = ("caption", "caption_entities") if captioned else ("text", "entities")
        words: Json = {name: self.now.text}
        if self.now.entities:
            words[marks] = list(self.now.entities)
        return words


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat 私聊 with the bot, or a group 群."""

    id: int
    kind: str  # private, supergroup
    name: str
    started: bool = True  # the bot may write
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    bell: Bell = field(default_factory=Bell)

    def as_json(self) -> Json:
        """The Bot API's Chat."""
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: self.name}

    def find(self, message_id: int) -> Message | None:
        """A message that is still there."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message
