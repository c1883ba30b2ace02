"""A person with a phone: writes, sends, forwards and taps; waiting for the bot is in screen.py."""

import asyncio
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.botapi.chats import Chat, Version
from tests.botapi.errors import Json
from tests.botapi.files import StoredFile
from tests.botapi.markup import units
from tests.botapi.screen import Card, Screen
from tests.botapi.taps import Tap

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?")


class Person(Screen):
    """Somebody's phone, with the bot's private chat on it."""

    def __init__(
        self,
        server: "BotApi",
        user_id: int,
        first_name: str,
        *,
        language_code: str = "zh-hans",
        started: bool = True,
    ) -> None:
        """`started` False: the bot may not write before this person did."""
        chat = Chat(id=user_id, kind="private", name=first_name, started=started)
        server.chats[user_id] = chat
        super().__init__(server, chat)
        self.id = user_id
        self.language_code = language_code
        self.user: Json = {"id": user_id, "is_bot": False, "first_name": first_name}
        self.user["language_code"] = language_code

    async def say(self, text: str, reply_to: Card | int | None = None) -> int:
        """Write to the bot, answering a message if given; the new message's id."""
        return self._write(self.room, text, {}, reply_to)

    async def starts(self, payload: str = "") -> int:
        """Press Start, or open a deep link with this payload."""
        return await self.say(f"/start {payload}".strip())

    async def sends_photo(
        self, name: str, content: bytes, caption: str = "", reply_to: Card | int | None = None
    ) -> int:
        """Send a picture; Telegram forgets its `name`."""
        file = self.server.files.keep(name, content, "image/jpeg", "photos")
        return self._write(self.room, caption, {"photo": file.as_photo()}, reply_to)

    async def sends_album(self, names: Sequence[str], content: bytes, caption: str = "") -> None:
        """Send pictures in one go: one message each, the words with the first."""
        album = str(self.server.date())
        for number, name in enumerate(names):
            file = self.server.files.keep(name, content, "image/jpeg", "photos")
            payload = {"photo": file.as_photo(), "media_group_id": album}
            self._write(self.room, "" if number else caption, payload, None)

    async def sends_document(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        reply_to: Card | int | None = None,
        media_type: str = "application/octet-stream",
    ) -> int:
        """Send a file."""
        file = self.server.files.keep(name, content, media_type, "documents")
        return self._write(self.room, caption, {"document": file.as_document()}, reply_to)

    async def sends_sticker(self) -> int:
        """Send a sticker."""
        about = {"type": "regular", "width": 512, "height": 512}
        about |= {"is_animated": False, "is_video": False, "emoji": "👍"}
        return self._write(self.room, "", {"sticker": self._file().brief() | about}, None)

    async def sends_voice(self) -> int:
        """Send a voice message."""
        about = {"duration": 3, "mime_type": "audio/ogg"}
        return self._write(self.room, "", {"voice": self._file().brief() | about}, None)

    async def opens(self, card: Card) -> tuple[str, bytes]:
        """Open the file of a card; its name and content."""
        if card.file is None:
            raise AssertionError(f"no file to open on {card}\n{self.transcript()}")
        return card.file.name, card.file.content

    async def edits(self, message: Card | int, text: str) -> None:
        """Edit an own message."""
        mine = self.room.messages[_id(message)]
        mine.versions.append(Version(text=text, entities=_commands(text)))
        self.room.bell.ring()
        self.server.updates.add("edited_message", mine.as_json())

    async def forwards(self, card: Card) -> int:
        """Forward a card to the bot: words and origin travel, buttons do not."""
        shown = card.message
        origin = {"type": "user", "sender_user": shown.sender, "date": shown.date}
        version = Version(text=card.text, entities=card.entities)
        payload = shown.payload | {"forward_origin": origin}
        return self._deliver(self.room, version, payload, None)

    async def says_in_group(self, group_id: int, text: str) -> int:
        """Write in a group the bot is in."""
        return self._write(self.server.group(group_id).room, text, {}, None)

    async def tap(self, card: Card, label: str) -> str:
        """Press a button as it is now; the words the bot answers with, '' for none."""
        return await self.tap_data(card, card.data(label))

    async def tap_data(self, card: Card | int, data: str) -> str:
        """Press with this token, as an old screen or a stolen token would; the bot's answer."""
        return await self.answered(self.tap_data_nowait(card, data))

    def tap_nowait(self, card: Card, label: str) -> Tap:
        """Press a button and go on; `answered` waits for the answer."""
        return self.tap_data_nowait(card, card.data(label))

    def tap_data_nowait(self, card: Card | int, data: str) -> Tap:
        """Press with this token and go on."""
        tap = self.server.new_tap(self.id)
        query = {"id": tap.id, "from": self.user, "chat_instance": str(self.room.id * 7919)}
        query |= {"message": self._shown(card), "data": data}
        self.server.updates.add("callback_query", query)
        return tap

    async def answered(self, tap: Tap) -> str:
        """The words the bot answers a tap with."""
        try:
            async with asyncio.timeout(self.server.patience):
                return await asyncio.shield(tap.answer)
        except TimeoutError:
            raise AssertionError("the tap was never answered\n" + self.transcript()) from None

    async def blocks(self) -> None:
        """Block the bot."""
        self._membership("member", "kicked", blocked=True)

    async def unblocks(self) -> None:
        """Let the bot write again."""
        self._membership("kicked", "member", blocked=False)

    @property
    def menu(self) -> dict[str, str]:
        """The command menu on this phone: name to description, narrowest scope first."""
        scopes: list[tuple[Any, ...]] = [("chat", self.id), ("all_private_chats",), ("default",)]
        for scope in scopes:
            for language in (self.language_code[:2], ""):
                listed = self.server.commands.get((scope, language))
                if listed:
                    return {one["command"]: one["description"] for one in listed}
        return {}

    def _write(self, room: Chat, text: str, payload: Json, reply_to: Card | int | None) -> int:
        return self._deliver(room, Version(text=text, entities=_commands(text)), payload, reply_to)

    def _deliver(
        self, room: Chat, version: Version, payload: Json, reply_to: Card | int | None
    ) -> int:
        room.started = True
        answered = None if reply_to is None else _id(reply_to)
        message = self.server.post(room, self.user, version, payload, answered)
        self.server.updates.add("message", message.as_json())
        return message.id

    def _shown(self, card: Card | int) -> Json:
        if isinstance(card, Card) and not card.deleted and self._present(card.message.chat):
            return card.message.as_json()
        # not on this phone: the Bot API then shows no more than an inaccessible message
        return {"chat": self.room.as_json(), "message_id": _id(card), "date": 0}

    def _present(self, chat: Chat) -> bool:
        return chat is self.room or chat.kind != "private"

    def _membership(self, old: str, new: str, *, blocked: bool) -> None:
        self.room.blocked = blocked
        states = [{"user": self.server.bot, "status": s, "until_date": 0} for s in (old, new)]
        change = {"chat": self.room.as_json(), "from": self.user, "date": self.server.date()}
        change |= {"old_chat_member": states[0], "new_chat_member": states[1]}
        self.server.updates.add("my_chat_member", change)

    def _file(self) -> StoredFile:
        return self.server.files.keep("file", b"\x00", "application/octet-stream", "files")


def _id(message: Card | int) -> int:
    return message.id if isinstance(message, Card) else message


def _commands(text: str) -> tuple[Json, ...]:
    return tuple(
        {"type": "bot_command", "offset": units(text[: m.start()]), "length": units(m[0])}
        for m in COMMAND.finditer(text)
    )
