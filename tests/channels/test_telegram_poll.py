"""Polling against a real server: nothing is confirmed before the inbox has it, nothing ends it."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import pytest
from telegram.error import RetryAfter, TimedOut

from bot.channels import telegram_poll
from bot.channels.telegram import Telegram
from bot.message import Kind
from tests.botapi import BotApi, faults
from tests.botapi.errors import ApiError
from tests.channels.telegram_inbox import Inbox

TOKEN = "7012345678:AAE-canary_Zq3mZ0Jb1T8uWc9Yk2LxN5"
SECRET = TOKEN.partition(":")[2]
ALICE = 1001


@pytest.fixture(autouse=True)
def _short_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_poll, "FIRST_GAP", 0.01)
    monkeypatch.setattr(telegram_poll, "LAST_GAP", 0.02)


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with BotApi(TOKEN) as server:
        yield server


@pytest.fixture
async def channel(server: BotApi) -> AsyncIterator[Telegram]:
    channel = Telegram(TOKEN, server.url)
    yield channel
    await channel.stop()


@pytest.fixture
async def inbox() -> Inbox:
    return Inbox()


async def test_what_is_said_arrives_raw_and_is_then_confirmed(
    server: BotApi, channel: Telegram, inbox: Inbox
) -> None:
    await channel.start(inbox.accept)
    await server.person(ALICE).say("请假 12月1日 西宁 开会")

    (raw,) = await inbox.holds(1)

    said = channel.read(raw)
    assert said is not None
    assert (said.address, said.kind, said.text) == ("1001", Kind.TEXT, "请假 12月1日 西宁 开会")
    await server.drained()
    assert [update_id for update_id, _ in inbox.rows] == [str(_update_id(raw))]


async def test_nothing_is_confirmed_while_the_inbox_has_not_committed(
    server: BotApi, channel: Telegram, inbox: Inbox
) -> None:
    inbox.open.clear()
    await server.person(ALICE).say("我的")
    await channel.start(inbox.accept)
    await inbox.knocked()

    assert len(server.updates.pending) == 1
    assert len(server.calls("getUpdates")) == 1

    inbox.open.set()
    await server.drained()
    assert len(inbox.rows) == 1


async def test_what_the_inbox_could_not_take_is_fetched_again(
    server: BotApi, channel: Telegram, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.failures = [OSError("disk full"), OSError("disk full")]
    await server.person(ALICE).say("我的")

    await channel.start(inbox.accept)

    await inbox.holds(1)
    await server.drained()
    assert caplog.text.count("could not be taken over and stay with Telegram") == 2
    assert "disk full" in caplog.text


async def test_an_update_nobody_can_parse_does_not_stand_in_the_way(
    server: BotApi, channel: Telegram, inbox: Inbox
) -> None:
    server.faults.poison()
    server.faults.raw({"message": {"text": "half a character: \ud83d"}})
    await server.person(ALICE).say("我的")

    await channel.start(inbox.accept)

    assert len(await inbox.holds(3)) == 3
    await server.drained()


async def test_only_what_was_asked_for_is_sent(
    server: BotApi, channel: Telegram, inbox: Inbox
) -> None:
    await channel.start(inbox.accept)
    alice = server.person(ALICE)
    await alice.say("我的")
    await inbox.holds(1)

    await alice.blocks()
    await alice.unblocks()
    await alice.say("待办")

    await inbox.holds(2)
    await server.drained()
    assert len(inbox.rows) == 2


FAULTS = {
    "401": (faults.unauthorized(), "the token was refused: check TELEGRAM_TOKEN"),
    "404": (faults.not_found(), "the token was refused: check TELEGRAM_TOKEN"),
    "409": (faults.refusal(409, "Conflict: terminated"), "another program receives"),
    "500": (faults.server_error(), "check the network"),
    "502": (faults.bad_gateway(), "check the network"),
    "reset": (faults.drop_before(), "check the network"),
    "truncated": (faults.truncated(), "check the network"),
    "page": (
        faults.Fault(
            name="page",
            processed=False,
            status=404,
            page=f"<p>/bot{TOKEN}/getUpdates was not found</p>".encode(),
        ),
        "the token was refused",
    ),
    "echo": (
        faults.Fault(
            name="echo", processed=False, error=ApiError(500, f"no {TOKEN} here"), status=500
        ),
        "no … here",
    ),
}


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates"])
@pytest.mark.parametrize("fault", sorted(FAULTS))
async def test_no_fault_ends_it_and_each_is_told_in_words(
    server: BotApi,
    channel: Telegram,
    inbox: Inbox,
    caplog: pytest.LogCaptureFixture,
    method: str,
    fault: str,
) -> None:
    misfortune, words = FAULTS[fault]
    server.faults.script(method, misfortune, times=3)
    await server.person(ALICE).say("我的")

    await channel.start(inbox.accept)

    await inbox.holds(1)
    await server.drained()
    warnings = [r.getMessage() for r in caplog.records if r.name == telegram_poll.__name__]
    assert len(warnings) == 3
    assert all(words in line and "next attempt in" in line for line in warnings)
    assert SECRET not in _told(caplog)


async def test_the_start_waits_for_no_network_and_the_link_is_then_words_to_type(
    server: BotApi, channel: Telegram, inbox: Inbox
) -> None:
    server.faults.script("getMe", faults.drop_before(), times=1_000_000)
    await channel.start(inbox.accept)

    assert channel.link("q3mZ") == "/start q3mZ"

    server.faults.clear()
    await server.person(ALICE).say("我的")
    await inbox.holds(1)
    assert channel.link("q3mZ") == "https://t.me/golmud_office_bot?start=q3mZ"


async def test_a_server_that_is_not_there_is_told_in_words(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = asyncio.Event()

    async def wait(seconds: float) -> None:
        tried.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(telegram_poll, "sleep", wait)
    channel = Telegram(TOKEN, "http://127.0.0.1:1")
    await channel.start(inbox.accept)

    async with asyncio.timeout(5):
        await tried.wait()
        await channel.stop()
    assert "check the network: NetworkError: httpx.ConnectError" in caplog.text
    assert SECRET not in _told(caplog)


async def test_it_stops_at_once_in_the_middle_of_a_long_poll_and_starts_again(
    server: BotApi, channel: Telegram, inbox: Inbox
) -> None:
    await channel.start(inbox.accept)
    await server.person(ALICE).say("我的")
    await server.drained()

    async with asyncio.timeout(2):
        await channel.stop()

    await server.person(ALICE).say("待办")
    assert len(inbox.rows) == 1
    await channel.start(inbox.accept)
    await inbox.holds(2)


async def test_it_stops_while_it_waits_for_the_next_attempt(
    server: BotApi, channel: Telegram, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = asyncio.Event()

    async def wait(seconds: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(telegram_poll, "sleep", wait)
    server.faults.script("getMe", faults.unauthorized())
    await channel.start(inbox.accept)

    async with asyncio.timeout(2):
        await waiting.wait()
        await channel.stop()


async def test_the_gaps_double_up_to_a_minute_and_keep_to_what_telegram_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telegram_poll, "FIRST_GAP", 1.0)
    monkeypatch.setattr(telegram_poll, "LAST_GAP", 60.0)
    waited: list[float] = []
    errors = [TimedOut() for _ in range(8)] + [RetryAfter(300)]

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async def attempt() -> str:
        if errors:
            raise errors.pop(0)
        return "received"

    monkeypatch.setattr(telegram_poll, "sleep", wait)

    assert await telegram_poll.persist(attempt, TOKEN) == "received"
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60, 300]


def _update_id(raw: bytes) -> int:
    return int(json.loads(raw)["update_id"])


def _told(caplog: pytest.LogCaptureFixture) -> str:
    """Everything said aloud by us or by the library; httpx is quieted where the process starts."""
    records = [r for r in caplog.records if not r.name.startswith("http")]
    return "\n".join(logging.Formatter().format(record) for record in records)
