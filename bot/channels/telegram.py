"""Telegram: python-telegram-bot as transport, parser and sender, and nothing else of it.

Its updater, handlers, persistence, timers and limiter are left aside: each of them keeps in memory
what this house keeps in its inbox, its outbox and its clock.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

from starlette.routing import Route
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.request import BaseRequest

from bot.channels import telegram_fault as fault
from bot.channels import telegram_hook as hook
from bot.channels import telegram_http as http
from bot.channels import telegram_poll as polling
from bot.channels import telegram_read as reading
from bot.channels import telegram_send as sending
from bot.channels import telegram_write as writing
from bot.message import Accept, Command, Incoming, Outgoing, Undelivered

LARGEST_FILE = 20_000_000  # bytes; what Telegram lets a bot download
TOAST_TIMEOUT = 5.0  # seconds: an answer to a tap that comes later is refused anyway

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

KnownAs = Callable[[str], Awaitable[None]]

log = logging.getLogger(__name__)


class Telegram:
    """The channel to Telegram, or to a Bot API server of one's own at `api_url`."""

    name = reading.NAME

    def __init__(
        self,
        token: str,
        api_url: str,
        *,
        webhook_url: str = "",
        webhook_secret: str = "",
        commands: Sequence[Command] = (),
        known_as: KnownAs | None = None,
    ):
        """Polls, unless `webhook_url` is given; a webhook without a secret is a ValueError.

        `commands` are the menu of whoever has none of his own; `known_as` is told the bot's
        username once Telegram was reached.
        """
        if webhook_url and not _SECRET.fullmatch(webhook_secret):
            raise ValueError("a webhook needs a secret of 1 to 256 letters, digits, _ or -")
        self._token = token
        self._webhook_url = webhook_url
        self._secret = webhook_secret
        self._username = ""
        self._commands, self._known_as = commands, known_as
        self._accept: Accept | None = None
        self._receiver: asyncio.Task[None] | None = None
        self._clients = (http.calls(), http.polls())
        self._bot = _bot(token, api_url.rstrip("/"), *self._clients)

    @property
    def routes(self) -> Sequence[Route]:
        """What the HTTP server must carry: the webhook, if one is wanted."""
        return [hook.route(self._secret, lambda: self._accept)] if self._webhook_url else []

    def read(self, raw: bytes) -> Incoming | None:
        """Parse one raw update; ValueError where it is none."""
        return reading.read(raw, self._username)

    def link(self, token: str) -> str:
        """The link that opens our chat and binds; before Telegram was reached, words to type."""
        if not self._username:
            return f"/start {token}"
        return f"https://t.me/{self._username}?start={token}"

    async def start(self, accept: Accept) -> None:
        """Begin to receive in the background, so that a dead network delays nobody."""
        for client in self._clients:
            await client.initialize()
        self._accept = accept
        self._receiver = asyncio.create_task(self._receive(accept), name="telegram")

    async def stop(self) -> None:
        """Stop receiving at once; what was not committed stays with Telegram."""
        self._accept = None
        if self._receiver:
            self._receiver.cancel()
            await asyncio.gather(self._receiver, return_exceptions=True)
            self._receiver = None
        for client in self._clients:
            await client.shutdown()

    async def deliver(self, address: str, card: Outgoing, message: str | None) -> str:
        """Send `card`, or edit `message` into it; the id it now has. Raises Undelivered."""
        chat = _chat(address)
        with self._faults():
            return await sending.put(self._bot, chat, card, message)

    async def acknowledge(self, callback: str, text: str) -> None:
        """Answer a tap; a failure is noted and forgotten, for the card tells the outcome too."""
        try:
            await self._bot.answer_callback_query(
                callback,
                text=writing.toast(text) or None,
                show_alert=False,
                read_timeout=TOAST_TIMEOUT,
                connect_timeout=TOAST_TIMEOUT,
                pool_timeout=TOAST_TIMEOUT,
            )
        except fault.FAILURES as error:
            level = logging.DEBUG if fault.late(error) else logging.WARNING
            log.log(level, "a tap was not answered: %s", fault.spoken(error, self._token))

    async def menu(self, address: str, commands: Sequence[Command], language: str) -> None:
        """Show these commands in one person's menu. Raises Undelivered."""
        scope = BotCommandScopeChat(_chat(address))
        with self._faults():
            await self._bot.set_my_commands(_entries(commands, language), scope=scope)

    async def fetch(self, ref: str) -> bytes:
        """The content of a file somebody sent. Raises Undelivered."""
        with self._faults():
            file = await self._bot.get_file(ref)
            if not file.file_path:
                raise Undelivered("Telegram names no place to read the file from", final=True)
            if (file.file_size or 0) > LARGEST_FILE:
                raise Undelivered("the file is larger than 20 MB", final=True)
            return bytes(await file.download_as_bytearray())

    async def _receive(self, accept: Accept) -> None:
        await polling.persist(self._connect, self._token)
        if not self._webhook_url:
            await polling.poll(self._bot, accept)

    async def _show_menu(self, commands: Sequence[Command]) -> None:
        for code, language in ((None, "zh"), ("zh", "zh"), ("en", "en")):
            await self._bot.set_my_commands(_entries(commands, language), language_code=code)

    async def _connect(self) -> None:
        """Learn our own name, and tell Telegram which way updates are to come."""
        self._username = (await self._bot.get_me()).username or ""
        if self._known_as:
            await self._known_as(self._username)
        if self._commands:
            await self._show_menu(self._commands)
        if self._webhook_url:
            await self._bot.set_webhook(
                hook.address(self._webhook_url),
                secret_token=self._secret,
                allowed_updates=polling.KINDS,
            )
        else:
            await self._bot.delete_webhook()
        log.info("Telegram: receiving as @%s", self._username)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn every failure into Undelivered; its cause is dropped, for it may show the token."""
        try:
            yield
        except fault.FAILURES as error:
            raise fault.undelivered(error, self._token) from None


def _bot(token: str, root: str, calls: BaseRequest, polls: BaseRequest) -> Bot:
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=calls,
        get_updates_request=polls,
    )


def _chat(address: str) -> int:
    """A chat's number; a name such as @somebody is refused, for it may be a public channel."""
    try:
        return int(address)
    except ValueError:
        raise Undelivered("not the number of a Telegram chat", final=True) from None


def _entries(commands: Sequence[Command], language: str) -> list[BotCommand]:
    english = language == "en"
    return [BotCommand(entry.name, entry.en if english else entry.zh) for entry in commands]
