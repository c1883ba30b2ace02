"""The Bot API server itself, driven through a real python-telegram-bot Bot over real sockets."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.botapi import BotApi


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(server: BotApi) -> AsyncIterator[Bot]:
    bot = Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)
    async with bot:
        yield bot


def keys(**labels: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(label, callback_data=data) for label, data in labels.items()]
    return InlineKeyboardMarkup([row])


async def updates(bot: Bot, offset: int = 0) -> list[Update]:
    return list(await bot.get_updates(offset=offset, timeout=2))


async def test_a_word_is_answered_by_a_card_and_the_tap_by_an_edit(
    server: BotApi, bot: Bot
) -> None:
    alice = server.person(1001, first_name="城管局局长")
    said = await alice.say("请假 12月1日")
    (update,) = await updates(bot)
    assert update.message is not None
    assert (update.message.message_id, update.message.text) == (said, "请假 12月1日")

    await bot.send_message(
        1001,
        "<b>请假</b> &lt;西宁&gt;",
        parse_mode="HTML",
        reply_markup=keys(同意="t1", 不同意="t2"),
    )
    card = await alice.sees("请假")
    assert (card.text, card.labels) == ("请假 <西宁>", ["同意", "不同意"])

    press = alice.tap_nowait(card, "同意")
    (update,) = await updates(bot, update.update_id + 1)
    query = update.callback_query
    assert query is not None
    assert query.data == "t1"
    await query.answer("已记录")
    await query.edit_message_text("已同意")
    assert await alice.answered(press) == "已记录"
    await alice.sees_change(card)
    assert (card.text, card.labels, card.edits) == ("已同意", [], 1)
    assert card.versions[0].data("同意") == "t1"
