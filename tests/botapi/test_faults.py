"""Every scripted misfortune, as python-telegram-bot meets it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import (
    BadRequest,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.botapi import BotApi, faults
from tests.botapi.faults import Fault


@pytest.fixture(autouse=True)
def alice(server: BotApi) -> None:
    server.person(1001)


MISFORTUNES: list[tuple[Callable[[], Fault], type[TelegramError], int]] = [
    (faults.drop_before, NetworkError, 0),
    (faults.drop_after, NetworkError, 1),
    (lambda: faults.too_many(7), RetryAfter, 0),
    (faults.unauthorized, InvalidToken, 0),
    (faults.not_found, InvalidToken, 0),
    (faults.server_error, NetworkError, 0),
    (lambda: faults.server_error(processed=True), NetworkError, 1),
    (faults.bad_gateway, NetworkError, 0),
    (lambda: faults.bad_gateway(processed=True), NetworkError, 1),
    (faults.truncated, TelegramError, 1),
    (lambda: faults.refusal(400, "Bad Request: nope"), BadRequest, 0),
]


@pytest.mark.parametrize(("fault", "error", "arrived"), MISFORTUNES)
async def test_a_call_meets_its_fault_once(
    server: BotApi,
    bot: Bot,
    fault: Callable[[], Fault],
    error: type[TelegramError],
    arrived: int,
) -> None:
    server.faults.script("sendMessage", fault())
    with pytest.raises(error):
        await bot.send_message(1001, "x")
    alice = server.person(1001)
    assert len(alice.cards) == arrived
    assert server.wire[-1].fault == fault().name
    await bot.send_message(1001, "y")
    assert alice.last.text == "y"


async def test_a_fault_meets_the_calls_named_and_no_others(server: BotApi, bot: Bot) -> None:
    server.person(1002)
    server.faults.script("sendMessage", faults.server_error(), times=2, chat=1001)
    await bot.send_message(1002, "x")
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(1001, "x")
    await bot.send_message(1001, "x")
    server.faults.script(faults.ANY, faults.unauthorized(), times=9)
    with pytest.raises(InvalidToken):
        await bot.get_me()
    server.faults.clear()
    await bot.get_me()


async def test_a_late_answer_leaves_the_client_in_doubt(server: BotApi, bot: Bot) -> None:
    server.faults.script("sendMessage", faults.delay(5))
    with pytest.raises(TimedOut):
        await bot.send_message(1001, "送到了", read_timeout=0.05)
    await server.person(1001).sees("送到了")


async def test_a_held_call_is_done_but_not_answered(server: BotApi, bot: Bot) -> None:
    gate = server.faults.hold("sendMessage")
    sending = asyncio.create_task(bot.send_message(1001, "等着"))
    await gate.reached()
    await server.person(1001).sees("等着")
    assert not sending.done()
    gate.open()
    assert (await sending).text == "等着"


async def test_a_flooded_chat_refuses_and_others_go_on(server: BotApi, bot: Bot) -> None:
    server.person(1002)
    server.faults.flood(1001, 60)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(1001, "x")
    assert refused.value.retry_after == timedelta(seconds=60)
    await bot.send_message(1002, "x")
    server.faults.flood(1001, 0)
    await bot.send_message(1001, "x")


async def test_an_outage_refuses_connections_and_ends(server: BotApi, bot: Bot) -> None:
    async with server.outage():
        with pytest.raises(NetworkError):
            await bot.send_message(1001, "x")
    await bot.send_message(1001, "x")
    assert len(server.person(1001).cards) == 1


async def test_a_duplicate_comes_although_it_was_confirmed(server: BotApi, bot: Bot) -> None:
    server.faults.duplicate(2, again=2)
    for word in "一二三":
        await server.person(1001).say(word)
    first = await bot.get_updates()
    last = first[-1].update_id
    echoes = await bot.get_updates(offset=last + 1)
    ids = [update.update_id for update in first]
    assert [update.update_id for update in echoes] == [ids[0], ids[0], ids[1], ids[1]]
    assert await bot.get_updates(offset=last + 1) == ()


async def test_updates_come_out_of_order(server: BotApi, bot: Bot) -> None:
    server.faults.reorder((2, 0, 1))
    alice = server.person(1001)
    await alice.say("一")
    await alice.say("二")
    assert await bot.get_updates() == ()
    await alice.say("三")
    updates = await bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["三", "一", "二"]
    ids = [update.update_id for update in updates]
    assert ids == [max(ids), min(ids), min(ids) + 1]


async def test_a_poisoned_update_cannot_be_parsed_and_hides_the_rest(
    server: BotApi, bot: Bot
) -> None:
    server.faults.poison()
    await server.person(1001).say("后面的")
    with pytest.raises(TypeError):
        await bot.get_updates()
    async with httpx.AsyncClient() as http:
        reply = await http.get(f"{server.base_url}{server.token}/getUpdates")
    poison, sound = reply.json()["result"]
    assert Update.de_json(sound, bot).message is not None
    assert "message_id" not in poison["message"]


async def test_any_update_can_be_put_in(server: BotApi, bot: Bot) -> None:
    update_id = server.faults.raw({"update_nobody_knows": {"x": 1}})
    (update,) = await bot.get_updates()
    assert update.update_id == update_id
    assert update.message is None
