"""A strict Telegram Bot API server on a real loopback socket, scripted and watched by tests.

`async with BotApi() as server:` starts it on a free port; `server.person(1001)` has a phone.
"""

import asyncio
import inspect
import itertools
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from tests.botapi import params as parameters
from tests.botapi.chats import Chat, Message, Version
from tests.botapi.errors import ApiError, Json
from tests.botapi.faults import Fault, Faults
from tests.botapi.files import Files, StoredFile
from tests.botapi.http11 import Listener, Reply, Request
from tests.botapi.methods import METHODS
from tests.botapi.pace import Pace
from tests.botapi.params import Params
from tests.botapi.person import Group, Person
from tests.botapi.updates import Updates

TOKEN = "123:TEST"
EPOCH = 1_795_600_000  # message dates count from this fixed moment in November 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it came over the wire."""

    at: float  # monotonic seconds when it had arrived whole
    method: str  # as the client spelt it
    chat: int | None
    params: Json  # uploads are params.Upload values
    response: Json | None  # what it led to; None when nothing was done
    fault: str = ""  # name of the fault it met

    @property
    def ok(self) -> bool:
        """Whether it took effect."""
        return self.response is not None and bool(self.response["ok"])


@dataclass(slots=True, kw_only=True)
class Tap:
    """One press of a button, waiting for its answer."""

    id: str
    person: int
    at: float
    answer: "asyncio.Future[str]"
    alert: bool = False


class BotApi:
    """The server: its people, its chats, everything sent, and the faults scripted."""

    def __init__(self, token: str = TOKEN, *, username: str = "golmud_office_bot") -> None:
        """Not yet listening; `token` is the only one it knows."""
        self.token = token
        self.bot: Json = {"id": int(token.partition(":")[0]), "is_bot": True}
        self.bot |= {"first_name": "政府办公室", "username": username}
        self.patience = 5.0  # seconds a person waits before a story fails
        self.callbacks_live = float("inf")  # seconds a tap may wait for its answer
        self.webhook_gaps: tuple[float, ...] = (0.0, 0.05, 0.1, 0.2)  # seconds between tries
        self.reverse_proxy = ""  # where an https webhook really goes, as http://127.0.0.1:PORT
        self.port = 0
        self.wire: list[Call] = []
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.taps: dict[str, Tap] = {}
        self.commands: dict[tuple[tuple[Any, ...], str], list[Json]] = {}
        self.updates = Updates()
        self.faults = Faults(self.updates)
        self.files = Files()
        self.pace = Pace()
        self._born = time.monotonic()
        self._listener = Listener(self._answer)
        self._message_ids = itertools.count(11)
        self._tap_ids = itertools.count(4_000_000_000_000_001)

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

    def expire_callbacks(self) -> None:
        """Whatever was tapped until now can no longer be answered."""
        for tap in self.taps.values():
            if not tap.answer.done():
                tap.answer.set_result("")

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

    def new_tap(self, person: int) -> Tap:
        """A press of a button by `person`."""
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        tap = Tap(id=str(next(self._tap_ids)), person=person, at=self.moment(), answer=future)
        self.taps[tap.id] = tap
        return tap

    def answer_tap(self, tap: Tap, said: str, *, alert: bool) -> bool:
        """Show the answer on the phone; False when it comes too late or twice."""
        if tap.answer.done():
            return False
        if self.moment() - tap.at > self.callbacks_live:
            tap.answer.set_result("")
            return False
        tap.alert = alert
        tap.answer.set_result(said)
        return True

    def moment(self) -> float:
        """Monotonic seconds, as on the wire log."""
        return time.monotonic()

    def date(self) -> int:
        """The server's clock in unix seconds, independent of the machine's."""
        return EPOCH + int(time.monotonic() - self._born)

    async def _answer(self, request: Request) -> Reply | None:
        path = unquote(urlsplit(request.target).path)
        if path.startswith("/file/bot"):
            return self._download(path.removeprefix("/file/bot"))
        token, _, method = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or ":" not in token:
            return _json(ApiError(404, "Not Found").as_json())
        if token != self.token:
            return _json(ApiError(401, "Unauthorized").as_json())
        try:
            params = parameters.read(request)
        except ApiError as error:
            return _json(error.as_json())
        return await self._call(method, params)

    async def _call(self, method: str, params: Params) -> Reply | None:
        at, chat = self.moment(), _chat(params)
        fault = self.faults.take(method, chat)
        done = await self._do(method, params) if fault is None or fault.processed else None
        name = fault.name if fault else ""
        self.wire.append(
            Call(at=at, method=method, chat=chat, params=params.raw, response=done, fault=name)
        )
        if fault is not None:
            return await _spoil(fault, done)
        return _json(done) if done is not None else None

    async def _do(self, method: str, params: Params) -> Json:
        handler = METHODS.get(method.lower())
        if handler is None:
            return ApiError(404, "Not Found: method not found").as_json()
        try:
            result = handler(self, params)
            return {"ok": True, "result": await result if inspect.isawaitable(result) else result}
        except ApiError as error:
            return error.as_json()

    def _download(self, rest: str) -> Reply:
        token, _, path = rest.partition("/")
        file = self.files.by_path.get(path)
        if token != self.token or file is None:
            return _json(ApiError(404, "Not Found").as_json())
        return Reply(HTTPStatus.OK, file.content, "application/octet-stream")


async def _spoil(fault: Fault, done: Json | None) -> Reply | None:
    await asyncio.sleep(fault.seconds)
    if fault.gate is not None:
        await fault.gate.passed()
    if fault.drop:
        return None
    if fault.page:
        return Reply(fault.status, fault.page, "text/html")
    reply = _json(fault.error.as_json() if fault.error else done or {})
    if fault.truncated:
        return Reply(reply.status, reply.body[: len(reply.body) // 2])
    return reply


def _json(body: Json) -> Reply:
    return Reply(body.get("error_code", 200), json.dumps(body).encode())


def _chat(params: Params) -> int | None:
    try:
        return params.number("chat_id") or None
    except ApiError:
        return None
