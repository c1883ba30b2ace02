"""A strict Telegram Bot API server on a real loopback socket, scripted and watched by tests.

`async with BotApi() as server:` starts it on a free port; `server.person(1001)` has a phone.
"""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

from tests.botapi.chats import Chat, Message, Version
from tests.botapi.door import Call, Door
from tests.botapi.errors import Json
from tests.botapi.faults import Faults
from tests.botapi.files import Files, StoredFile
from tests.botapi.http11 import Listener
from tests.botapi.pace import Pace
from tests.botapi.person import Person
from tests.botapi.screen import Group
from tests.botapi.taps import Tap, Taps
from tests.botapi.updates import Updates

TOKEN = "123:TEST"
EPOCH = 1_795_600_000  # message dates count from this fixed moment in November 2026


class BotApi:
    """The server: its people, its chats, everything sent, and the faults scripted."""

    def __init__(self, token: str = TOKEN, *, username: str = "golmud_office_bot") -> None:
        """Not yet listening; `token` is the only one it knows."""
        self.token = token
        self.bot: Json = {"id": int(token.partition(":")[0]), "is_bot": True}
        self.bot |= {"first_name": "政府办公室", "username": username}
        self.patience = 5.0  # seconds a person waits before a story fails
        self.webhook_gaps: tuple[float, ...] = (0.0, 0.05, 0.1, 0.2)  # seconds between tries
        self.reverse_proxy = ""  # where an https webhook really goes, as http://127.0.0.1:PORT
        self.port = 0
        self.wire: list[Call] = []
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.taps = Taps()
        self.commands: dict[tuple[tuple[Any, ...], str], list[Json]] = {}
        self.updates = Updates()
        self.faults = Faults(self.updates)
        self.files = Files()
        self.pace = Pace()
        self._born = time.monotonic()
        self._listener = Listener(Door(self).answer)
        self._message_ids = itertools.count(11)

    @property
    def url(self) -> str:
        """The root, as an operator gives it for a self-hosted Bot API server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls base_file_url."""
        return f"{self.url}/file/bot"

    async def start(self, port: int = 0) -> None:
        """Listen; the port is then in `url`."""
        self.port = await self._listener.open(port)

    async def stop(self) -> None:
        """Cut everything off; raises what went wrong inside the server itself."""
        await self.updates.close()
        await self._listener.close()

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Nobody listens at the address meanwhile: connections are refused."""
        await self._listener.close()
        try:
            yield
        finally:
            await self._listener.open(self.port)

    async def __aenter__(self) -> Self:
        """Started."""
        await self.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Stopped."""
        await self.stop()

    def person(self, user_id: int, *, first_name: str = "", **more: Any) -> Person:
        """A person with a phone, the same each time; more: started=False, language_code="en"."""
        if user_id not in self.people:
            self.people[user_id] = Person(self, user_id, first_name or f"干部{user_id}", **more)
        return self.people[user_id]

    def group(self, group_id: int, title: str = "工作群") -> Group:
        """A group the bot is in; ids are negative. The same one each time."""
        if group_id not in self.chats:
            self.chats[group_id] = Chat(id=group_id, kind="supergroup", name=title)
        return Group(self, self.chats[group_id])

    def calls(self, method: str, chat: int | None = None) -> list[Call]:
        """Every call of `method` so far, in one chat if given."""
        wanted = method.lower()
        return [
            call
            for call in self.wire
            if call.method.lower() == wanted and chat in (None, call.chat)
        ]

    def wire_text(self) -> str:
        """Everything that went over the wire, as one text to search for what must not be in it."""
        return "\n".join(f"{call.method} {call.params!r} {call.response!r}" for call in self.wire)

    async def drained(self) -> None:
        """Until the bot has confirmed every update."""
        try:
            async with asyncio.timeout(self.patience):
                await self.updates.drained()
        except TimeoutError:
            raise AssertionError(f"not confirmed: {list(self.updates.pending.values())}") from None

    def new_tap(self, person: int) -> Tap:
        """A press by `person` that no update tells of: for whoever feeds updates by hand."""
        return self.taps.new(person)

    def expire_callbacks(self) -> None:
        """Whatever was tapped until now can no longer be answered."""
        self.taps.expire()

    def forget_updates(self) -> None:
        """Nothing undelivered is left, as after 24 h with the bot down."""
        self.updates.pending.clear()
        self.updates.bell.ring()

    def discard_old_taps(self) -> int:
        """Undelivered taps are gone, as after 150 s with the bot down; how many."""
        return self.updates.drop("callback_query")

    def post(
        self,
        chat: Chat,
        sender: Json,
        version: Version,
        payload: Json,
        reply_to: int | None,
        file: StoredFile | None = None,
    ) -> Message:
        """Put a message into a chat."""
        message = Message(
            id=next(self._message_ids),
            chat=chat,
            sender=sender,
            date=self.date(),
            versions=[version],
            payload=payload,
            reply_to=reply_to,
            file=file,
        )
        chat.messages[message.id] = message
        chat.bell.ring()
        return message

    def moment(self) -> float:
        """Monotonic seconds, as on the wire log."""
        return time.monotonic()

    def date(self) -> int:
        """The server's clock in unix seconds, independent of the machine's."""
        return EPOCH + int(time.monotonic() - self._born)
