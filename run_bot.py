"""Starts everything; the one file that knows every other, and no rule of its own.

python run_bot.py            run the bot
python run_bot.py check      prove policy and roster together
python run_bot.py bind WHO   print a one-time link that binds a chat to an official
python run_bot.py verify     check the journal's chain
python run_bot.py preview    who will be reminded of what in the coming days
python run_bot.py proof NR   print what was done with a request, as the journal has it
"""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from filelock import FileLock, Timeout
from starlette.applications import Starlette

from bot.channels import browser_history
from bot.channels.browser import Browser, Person, Shown
from bot.channels.telegram import Telegram
from bot.message import Accept, Channel
from bot.rules.settings_fault import SettingsFaults
from bot.settings import Settings, read_settings
from bot.settings_value import Secret
from bot.words import operate as words
from bot.words.settings import fault_sentence
from bot.words.talk import NOT_KEPT, menu
from handlers.clock.outbox import Outbox
from handlers.clock.ticker import Ticker
from handlers.console.bind import USERNAME
from handlers.console.city import City, CityFaults, load_city
from handlers.console.logs import quiet
from handlers.console.opening import open_city
from handlers.console.shell import command
from handlers.talk.desk import Desk
from handlers.talk.turn import House
from storage import facts, letters
from storage.db import NewerSchema, NotADatabase, Store, open_store
from storage.page import Shelf

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """Everything that runs, for whoever started it."""

    store: Store
    desk: Desk
    outbox: Outbox
    ticker: Ticker
    port: int
    page: str  # the one-time address of the page; empty when it is off


@asynccontextmanager
async def running(
    settings: Settings, city: City, clock: Clock, *, paced: bool = True, rings: bool = True
) -> AsyncIterator[Bot]:
    """The bot at work. With `rings` off nobody rings the rounds but the caller."""
    store = await open_store(settings.database)
    try:
        page_token = secrets.token_urlsafe(24)
        channels = await _channels(settings, city, store, page_token, clock)
        desk = Desk(
            store,
            channels,
            House(
                policy=city.policy,
                gazetteer=city.gazetteer,
                link=lambda channel, token: _link(channels, channel, token),
            ),
            clock,
        )
        outbox = Outbox(store, channels, clock, paced=paced)
        ticker = Ticker(store, channels, city.policy, settings.digest_at, clock)
        await open_city(store, city.policy, city.roster, tuple(channels), clock())
        async with (
            _served(settings, channels) as port,
            _open(channels, desk.accept),
            _at_work(desk.run(), outbox.run()),  # ends first: what is on its way still arrives
        ):
            if rings:
                ticker.start()
            host = f"[{settings.host}]" if ":" in settings.host else settings.host
            page = f"http://{host}:{port}/?token={page_token}"
            yield Bot(
                store=store,
                desk=desk,
                outbox=outbox,
                ticker=ticker,
                port=port,
                page=page if settings.browser else "",
            )
            ticker.stop()
    finally:
        await store.close()


async def _channels(
    settings: Settings, city: City, store: Store, page_token: str, clock: Clock
) -> dict[str, Channel]:
    channels: dict[str, Channel] = {}
    if settings.telegram_token:
        channels["telegram"] = _telegram(settings, settings.telegram_token, store)
    if settings.browser:
        channels["browser"] = await _browser(settings, city, store, page_token, clock)
    return channels


def _telegram(settings: Settings, token: Secret, store: Store) -> Telegram:
    async def known_as(username: str) -> None:
        async with store.write() as tx:
            await facts.put(tx, USERNAME, username)

    secret = settings.telegram_webhook_secret
    return Telegram(
        token.reveal(),
        settings.telegram_api_url,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=secret.reveal() if secret else "",
        commands=menu(office=False),
        known_as=known_as,
    )


async def _browser(
    settings: Settings, city: City, store: Store, page_token: str, clock: Clock
) -> Browser:
    shelf = Shelf(store=store, clock=clock)

    async def people() -> list[Person]:
        return [
            Person(
                id=o.id,
                name=o.name,
                title=o.post.title,
                department=o.post.department,
                rank=o.post.rank,
            )
            for o in await shelf.officials()
        ]

    async def transcript(who: str) -> list[Shown]:
        rows = await shelf.transcript(who)
        return browser_history.shown(rows, letters.outgoing, NOT_KEPT.zh)

    return Browser(
        people=people,
        transcript=transcript,
        keep_file=shelf.keep_file,
        load_file=shelf.load_file,
        token=page_token,
        secret=await shelf.secret(secrets.token_urlsafe(32)),
        stops=lambda incoming: city.policy.sensitive.stops(*incoming.words),
        zone=settings.timezone.key,
    )


def _link(channels: dict[str, Channel], channel: str, token: str) -> str:
    """Telegram's link where Telegram runs: nobody binds to the page."""
    return channels.get("telegram", channels[channel]).link(token)


class NotListening(Exception):
    """The address cannot be had: somebody else has the port, or the machine has no such host."""


class _Server(uvicorn.Server):
    """Signals are ours: the inbox is closed before the server."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


@asynccontextmanager
async def _served(settings: Settings, channels: dict[str, Channel]) -> AsyncIterator[int]:
    """The HTTP server, on the port it really has."""
    routes = [route for c in channels.values() for route in getattr(c, "routes", [])]
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family)
    except OSError as why:
        raise NotListening(str(why)) from None
    server = _Server(
        uvicorn.Config(Starlette(routes=routes), log_config=None, access_log=False, lifespan="off")
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield int(listening.getsockname()[1])
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def _open(channels: dict[str, Channel], accept: Accept) -> AsyncIterator[None]:
    """Every channel receiving; closed before the server, which waits for their open streams."""
    try:
        for channel in channels.values():
            await channel.start(accept)
        yield
    finally:
        for channel in channels.values():
            await channel.stop()


@asynccontextmanager
async def _at_work(*loops: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _clock(settings: Settings) -> Clock:
    """The door where the clock is read, in the city's zone."""
    return lambda: datetime.now(settings.timezone)  # noqa: TID251


async def _run(settings: Settings, city: City, language: str) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C raises instead
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with running(settings, city, _clock(settings)) as bot:
        telegram = settings.telegram_token is not None
        _say(*words.started(bot.page, telegram=telegram, language=language))
        if bot.page and sys.stdout.isatty():
            webbrowser.open(bot.page)
        await stop.wait()


def start(settings: Settings, language: str) -> int:
    """Run until told to stop; refused with one sentence where something is in the way."""
    clock = _clock(settings)
    try:
        city = load_city(settings, clock().date())
    except CityFaults as wrong:
        return _fail(*wrong.sentences(language))
    try:
        with _alone(settings.database):
            asyncio.run(_run(settings, city, language))
    except Timeout:
        return _fail(words.IN_USE.say(language, path=settings.database))
    except NewerSchema:
        return _fail(words.NEWER.say(language, path=settings.database))
    except NotListening as why:
        values = {"host": settings.host, "port": settings.port, "why": why}
        return _fail(words.NOT_LISTENING.say(language, **values))
    except NotADatabase as why:
        return _fail(words.NOT_A_DATABASE.say(language, path=settings.database, why=why))
    return 0


def _alone(database: Path) -> contextlib.AbstractContextManager[object]:
    """No second process on the same file. Raises Timeout or NotADatabase."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(f"{database}.lock", timeout=0).acquire()
    except Timeout:
        raise  # an OSError too, and no fault of the file
    except OSError as why:
        raise NotADatabase(str(why)) from None


def main(arguments: Sequence[str]) -> int:
    """Read the settings, then run the bot or one command; its exit code."""
    language = "en" if os.environ.get("LANG", "").startswith("en") else "zh"
    try:
        settings = read_settings(os.environ, Path("config.toml"))
    except SettingsFaults as wrong:
        return _fail(*(fault_sentence(fault, language) for fault in wrong.faults))
    secrets_ = (settings.telegram_token, settings.telegram_webhook_secret)
    quiet(secret.reveal() for secret in secrets_ if secret)
    if not arguments:
        return start(settings, language)
    code, lines = command(arguments[0], arguments[1:], settings, language, _clock(settings)())
    return _fail(*lines) if code else _say(*lines)


def _say(*lines: str) -> int:
    for line in lines:
        print(line, flush=True)  # noqa: T201 - the operator reads the shell
    return 0


def _fail(*lines: str) -> int:
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201 - the operator reads the shell
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
