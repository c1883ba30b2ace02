"""The page's test city: a handful of officials, their transcript in memory, a bot that answers."""

import asyncio
import contextlib
import socket
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import uvicorn
from starlette.applications import Starlette

from bot.channels.browser import Browser, Person, Shown
from bot.message import Button, Incoming, Kind, Outgoing, Style

AT = "2026-11-30T09:00:00+08:00"
TOKEN = "once"
SECRET = "a secret that outlives a restart"
PEOPLE = tuple(
    Person(id=id_, name=name, title=title, department=department, rank=rank)
    for id_, name, title, department, rank in (
        ("mayor", "市长", "市长", "市政府领导", "mayor"),
        ("vice-1", "副市长（分管财政）", "副市长", "市政府领导", "vice_mayor"),
        ("finance-1", "财政局局长", "局长", "财政局", "principal"),
        ("finance-2", "财政局副局长", "副局长", "财政局", "deputy"),
        ("clerk", "<b>办公室</b> & 值班员", "值班员", "市政府办公室", "office"),
    )
)


@dataclass
class City:
    """What the database would know."""

    shown: defaultdict[str, list[Shown]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytes] = field(default_factory=dict)
    inbox: dict[str, bytes] = field(default_factory=dict)  # by update id: a repeat is one
    replies: bool = True
    down: bool = False  # the inbox cannot be written

    async def people(self) -> Sequence[Person]:
        return PEOPLE

    async def transcript(self, who: str) -> Sequence[Shown]:
        return tuple(self.shown[who])

    async def keep_file(self, ref: str, content: bytes) -> None:
        self.files[ref] = content

    async def load_file(self, ref: str) -> bytes:
        return self.files[ref]

    def browser(self, token: str = TOKEN) -> Browser:
        return Browser(
            people=self.people,
            transcript=self.transcript,
            keep_file=self.keep_file,
            load_file=self.load_file,
            token=token,
            secret=SECRET,
        )


@dataclass
class Desk:
    """The bot behind the page: echoes what is said, and settles what is tapped."""

    city: City
    browser: Browser

    async def accept(self, channel: str, updates: Sequence[tuple[str, bytes]]) -> None:
        if self.city.down:
            raise OSError("the disk is full")
        for update_id, raw in updates:
            if update_id in self.city.inbox:
                continue
            self.city.inbox[update_id] = raw
            incoming = self.browser.read(raw)
            assert incoming is not None
            await self._answer(update_id.rpartition(":")[2], incoming)

    async def _answer(self, own_id: str, incoming: Incoming) -> None:
        if incoming.kind is Kind.TAP:
            await self._settle(incoming)
            return
        name = incoming.attachment.name if incoming.attachment else ""
        self.city.shown[incoming.address].append(
            Shown(id=own_id, mine=True, text=incoming.text, file=name,
                  reply_to=incoming.message, at=AT)
        )  # fmt: skip
        if self.city.replies:
            await self.show(incoming.address, echo(incoming.text or name))

    async def _settle(self, incoming: Incoming) -> None:
        cards = [s for s in self.city.shown[incoming.address] if s.id == incoming.message]
        for shown in cards:
            assert shown.card is not None
            done = replace(shown.card, lines=(f"已办：{incoming.token}",), buttons=())
            await self.show(incoming.address, done, shown.id)
        await self.browser.acknowledge(incoming.callback, f"已记录：{incoming.token}")

    async def show(self, who: str, card: Outgoing, message: str | None = None) -> str:
        """Deliver, and remember what was delivered."""
        shown = Shown(id="", mine=False, card=card, version=1, at=AT)
        there = await self.browser.deliver(who, card, message)
        past = self.city.shown[who]
        places = [place for place, old in enumerate(past) if old.id == there]
        for place in places:
            past[place] = replace(past[place], card=card, version=past[place].version + 1)
        if not places:
            past.append(replace(shown, id=there))
        return there


def echo(text: str) -> Outgoing:
    """A card that quotes what was said, with two buttons."""
    yes = Button(label="同意", token="yes", style=Style.YES)
    no = Button(label="不同意", token="no", style=Style.NO)
    return Outgoing(title=f"收到：{text}", fields=(("原话", text),), buttons=((yes, no),))


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config):
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(city: City, token: str = TOKEN, port: int = 0) -> AsyncIterator[tuple[str, Desk]]:
    """The page on a real socket; leaves promptly, streams and all."""
    browser = city.browser(token)
    desk = Desk(city, browser)
    await browser.start(desk.accept)
    app = Starlette(routes=browser.routes)
    server = _Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()
        running = asyncio.create_task(server.serve(sockets=[listener]))
        await server.ready.wait()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", desk
        finally:
            await browser.stop()
            server.should_exit = True
            async with asyncio.timeout(5):
                await running
