"""The webhook: strangers are turned away, and 200 is said only after the inbox has committed."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.channels import telegram_poll
from bot.channels.telegram import Telegram
from bot.channels.telegram_hook import LARGEST, address
from tests.botapi import BotApi, faults
from tests.channels.telegram_inbox import Inbox

SECRET = "S3cret-of_the-office"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = json.dumps({"update_id": 7, "message": {"text": "我的"}}).encode()


@pytest.fixture
async def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def phone(inbox: Inbox) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever knocks at the webhook's door; Telegram itself cannot be reached."""
    channel = _channel("http://127.0.0.1:1")
    await channel.start(inbox.accept)
    async with _knocking(channel) as client:
        yield client
    await channel.stop()


@asynccontextmanager
async def _knocking(channel: Telegram) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Starlette(routes=list(channel.routes)))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


def _channel(api_url: str, webhook_url: str = "https://bot.example.cn") -> Telegram:
    return Telegram("7:x", api_url, webhook_url=webhook_url, webhook_secret=SECRET)


async def _post(client: httpx.AsyncClient, body: bytes, secret: str | None = SECRET) -> int:
    headers = [] if secret is None else [(HEADER.encode(), secret.encode("latin-1"))]
    return (await client.post("/telegram/webhook", content=body, headers=headers)).status_code


@pytest.mark.parametrize("secret", ["", "with space", "汉字", "x" * 257])
def test_a_webhook_without_a_good_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        Telegram("7:x", "http://api", webhook_url="https://bot.cn", webhook_secret=secret)


def test_without_a_webhook_there_is_no_door() -> None:
    assert list(Telegram("7:x", "http://api").routes) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://a.cn", "https://a.cn/telegram/webhook"),
        ("https://a.cn/", "https://a.cn/telegram/webhook"),
        ("https://a.cn/bot", "https://a.cn/bot/telegram/webhook"),
        ("https://a.cn/telegram/webhook", "https://a.cn/telegram/webhook"),
        ("https://a.cn/telegram/webhook/", "https://a.cn/telegram/webhook"),
    ],
)
def test_where_telegram_is_told_to_send(given: str, told: str) -> None:
    assert address(given) == told


async def test_an_update_is_taken_as_it_came(phone: httpx.AsyncClient, inbox: Inbox) -> None:
    answer = await phone.post("/telegram/webhook", content=UPDATE, headers={HEADER: SECRET})

    assert (answer.status_code, answer.content) == (200, b"")
    assert inbox.rows == [("7", UPDATE)]


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "\xff"])
async def test_a_stranger_is_turned_away(
    phone: httpx.AsyncClient, inbox: Inbox, secret: str | None
) -> None:
    assert await _post(phone, UPDATE, secret) == 403
    assert inbox.rows == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"update_id"',
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": 7.0}',
        b"[" * 100_000,
    ],
)
async def test_what_is_no_update_is_refused(
    phone: httpx.AsyncClient, inbox: Inbox, body: bytes
) -> None:
    assert await _post(phone, body) == 400
    assert inbox.rows == []


async def test_too_large_a_body_is_refused_and_not_read_to_its_end(
    phone: httpx.AsyncClient, inbox: Inbox
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * LARGEST:
            sent += 65536
            yield b" " * 65536

    answer = await phone.post("/telegram/webhook", content=endless(), headers={HEADER: SECRET})

    assert answer.status_code == 413
    assert sent < 2 * LARGEST
    assert inbox.rows == []


async def test_only_posts_are_heard(phone: httpx.AsyncClient) -> None:
    assert (await phone.get("/telegram/webhook", headers={HEADER: SECRET})).status_code == 405


async def test_before_the_start_and_after_the_stop_telegram_is_asked_to_come_again(
    inbox: Inbox,
) -> None:
    channel = _channel("http://127.0.0.1:1")
    async with _knocking(channel) as client:
        assert await _post(client, UPDATE) == 503
        await channel.start(inbox.accept)
        assert await _post(client, UPDATE) == 200
        await channel.stop()
        assert await _post(client, UPDATE) == 503
    assert len(inbox.rows) == 1


async def test_telegram_pushes_again_until_the_inbox_has_committed(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_poll, "FIRST_GAP", 0.01)
    inbox.failures = [OSError("disk full")]
    async with BotApi("7:x") as server, _door() as door:
        server.faults.script("setWebhook", faults.bad_gateway())
        channel = _channel(server.url, f"http://127.0.0.1:{door.port}")
        door.open(channel)
        await server.person(1001).say("我的")

        await channel.start(inbox.accept)

        (raw,) = await inbox.holds(1)
        await server.drained()
        said = channel.read(raw)
        assert said is not None
        assert said.text == "我的"
        assert server.updates.webhook is not None
        assert server.updates.webhook.statuses == [500, 200]
        assert server.updates.allowed == set(telegram_poll.KINDS)
        assert server.calls("getUpdates") == []
        await channel.stop()


class _Door(uvicorn.Server):
    """A real HTTP server that is open before the channel behind it is known."""

    def __init__(self) -> None:
        self.app = Starlette()
        super().__init__(uvicorn.Config(self.app, port=0, log_level="critical", lifespan="off"))

    @property
    def port(self) -> int:
        return int(self.servers[0].sockets[0].getsockname()[1])

    def open(self, channel: Telegram) -> None:
        self.app.router.routes.extend(channel.routes)


@asynccontextmanager
async def _door() -> AsyncIterator[_Door]:
    door = _Door()
    door.config.load()
    door.lifespan = door.config.lifespan_class(door.config)
    await door.startup()
    try:
        yield door
    finally:
        door.should_exit = True
        await door.shutdown()
