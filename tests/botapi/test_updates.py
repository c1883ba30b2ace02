"""How updates reach the bot: long polls, webhooks, and both at once."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from tests.botapi import BotApi
from tests.botapi.http11 import Listener, Reply, Request
from tests.botapi.refused import refused


class Site:
    """A bot's own HTTP server: keeps what is posted, answers as told."""

    def __init__(self) -> None:
        self.posted: asyncio.Queue[Request] = asyncio.Queue()
        self.answers: list[int] = []
        self.refused = ""  # answer 500 to updates with these words
        self.url = ""

    async def answer(self, request: Request) -> Reply:
        if self.refused and self.refused in json.loads(request.body)["message"]["text"]:
            return Reply(500, b"")
        status = self.answers.pop(0) if self.answers else 200
        self.posted.put_nowait(request)
        return Reply(status, b"")

    async def taken(self) -> Update:
        update, _ = await self.next()
        return update

    async def next(self) -> tuple[Update, Request]:
        async with asyncio.timeout(5):
            request = await self.posted.get()
        update = Update.de_json(json.loads(request.body), None)
        return update, request


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    listener = Listener(site.answer)
    site.url = f"http://127.0.0.1:{await listener.open()}"
    yield site
    await listener.close()


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text if update.message else None for update in updates]


async def test_an_offset_confirms_all_before_it_and_nothing_else(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    for word in "一二三四":
        await alice.say(word)
    first = await bot.get_updates(limit=2)
    assert texts(first) == ["一", "二"]
    assert texts(await bot.get_updates()) == ["一", "二", "三", "四"]
    rest = await bot.get_updates(offset=first[1].update_id + 1)
    assert texts(rest) == ["三", "四"]
    assert rest[0].update_id == first[1].update_id + 1
    assert texts(await bot.get_updates(offset=-1)) == ["四"]
    assert texts(await bot.get_updates()) == ["四"]
    await bot.get_updates(offset=rest[1].update_id + 1)
    await server.drained()


async def test_a_long_poll_waits_for_the_word(server: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    while not server.updates.polling:
        await server.updates.bell.heard()
    await server.person(1001).say("来了")
    assert texts(await poll) == ["来了"]
    assert await bot.get_updates(offset=-1, timeout=0)


async def test_what_was_not_confirmed_is_named(server: BotApi) -> None:
    server.patience = 0.01
    await server.person(1001).say("没人听")
    with pytest.raises(AssertionError, match="没人听"):
        await server.drained()


async def test_a_second_poller_ends_the_first(server: BotApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    while not server.updates.polling:
        await server.updates.bell.heard()
    async with Bot(server.token, base_url=server.base_url) as other:
        second = asyncio.create_task(other.get_updates(timeout=5))
        with refused(Conflict, "terminated by other getUpdates request"):
            await first
        await server.person(1001).say("归第二个")
        assert texts(await second) == ["归第二个"]


async def test_a_poller_that_died_takes_nothing_with_it(server: BotApi, bot: Bot) -> None:
    dying = asyncio.create_task(bot.get_updates(timeout=5))
    while not server.updates.polling:
        await server.updates.bell.heard()
    dying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dying
    await server.person(1001).say("还在")
    assert texts(await bot.get_updates()) == ["还在"]


async def test_only_the_kinds_asked_for_come(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    await bot.get_updates(allowed_updates=["callback_query"])
    await alice.say("不要")
    alice.tap_data_nowait(1, "t")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "t"


async def test_updates_grow_too_old(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    await alice.say("词")
    alice.tap_data_nowait(1, "t")
    assert server.discard_old_taps() == 1
    assert texts(await bot.get_updates()) == ["词"]
    server.forget_updates()
    assert await bot.get_updates() == ()


async def test_a_webhook_is_posted_to_with_its_secret_and_polls_are_refused(
    server: BotApi, bot: Bot, site: Site
) -> None:
    alice = server.person(1001)
    await alice.say("先来的")
    await bot.set_webhook(f"{site.url}/telegram/webhook", secret_token="s3cret-_")
    update, request = await site.next()
    assert update.message is not None
    assert update.message.text == "先来的"
    assert (request.verb, request.target) == ("POST", "/telegram/webhook")
    assert request.headers["x-telegram-bot-api-secret-token"] == "s3cret-_"
    await server.drained()
    with refused(Conflict, "can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == f"{site.url}/telegram/webhook"
    await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.get_updates() == ()


async def test_an_update_is_posted_again_until_it_is_taken(
    server: BotApi, bot: Bot, site: Site
) -> None:
    site.answers = [500, 502, 200]
    await bot.set_webhook(site.url, secret_token="s")
    await server.person(1001).say("一")
    tries = [await site.next() for _ in range(3)]
    assert len({update.update_id for update, _ in tries}) == 1
    await server.drained()
    assert server.updates.webhook is not None
    assert server.updates.webhook.statuses == [500, 502, 200]
    assert "502" in str((await bot.get_webhook_info()).last_error_message)


async def test_a_failing_update_blocks_its_own_lane_and_no_other(
    server: BotApi, bot: Bot, site: Site
) -> None:
    await bot.set_webhook(site.url, secret_token="s")
    site.refused = "毒"
    alice, bob = server.person(1001), server.person(1002)
    await alice.say("毒")
    await alice.say("后面的")
    await bob.say("别人的")
    taken = (await site.taken(),)
    assert texts(taken) == ["别人的"]
    site.refused = ""
    assert texts((await site.taken(), await site.taken())) == ["毒", "后面的"]


async def test_a_duplicate_is_posted_twice(server: BotApi, bot: Bot, site: Site) -> None:
    await bot.set_webhook(site.url, secret_token="s")
    server.faults.duplicate()
    await server.person(1001).say("两次")
    first, second = await site.taken(), await site.taken()
    assert first.update_id == second.update_id


async def test_an_https_webhook_goes_through_the_reverse_proxy(
    server: BotApi, bot: Bot, site: Site
) -> None:
    server.reverse_proxy = site.url
    await bot.set_webhook("https://bot.example.gov.cn/telegram/webhook", secret_token="s")
    await server.person(1001).say("经过代理")
    _, request = await site.next()
    assert request.headers["host"] == "bot.example.gov.cn"
    assert request.target == "/telegram/webhook"


@pytest.mark.parametrize("url", ["http://bot.example.gov.cn/", "ftp://127.0.0.1/"])
async def test_a_webhook_must_be_https(bot: Bot, url: str) -> None:
    with refused(BadRequest, "An HTTPS URL must be provided"):
        await bot.set_webhook(url)


async def test_a_webhook_secret_has_few_characters(bot: Bot) -> None:
    with refused(BadRequest, "unallowed characters"):
        await bot.set_webhook("https://bot.example.gov.cn/", secret_token="secret!")


async def test_pending_updates_can_be_dropped(server: BotApi, bot: Bot) -> None:
    await server.person(1001).say("旧的")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()
