"""What people and the bot do to each other, through a real python-telegram-bot Bot."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageOriginUser,
    ReplyParameters,
    Update,
)

from tests.botapi import BotApi

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16


def keys(**labels: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(label, callback_data=data) for label, data in labels.items()]
    return InlineKeyboardMarkup([row])


async def next_update(bot: Bot) -> Update:
    """The one update waiting, confirmed."""
    (update,) = await bot.get_updates(timeout=2)
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    return update


async def next_message(bot: Bot) -> Message:
    message = (await next_update(bot)).message
    assert message is not None
    return message


async def test_words_arrive_are_answered_by_a_card_and_the_tap_by_an_edit(
    server: BotApi, bot: Bot
) -> None:
    alice = server.person(1001, first_name="城管局局长")
    said = await alice.say("请假 12月1日")
    message = await next_message(bot)
    assert (message.message_id, message.text) == (said, "请假 12月1日")

    text, buttons = "<b>请假</b> &lt;西宁&gt;", keys(同意="t1", 不同意="t2")
    await bot.send_message(1001, text, parse_mode="HTML", reply_markup=buttons)
    card = await alice.sees("请假", "西宁")
    assert (card.text, card.rows) == ("请假 <西宁>", [["同意", "不同意"]])
    assert [(e["type"], e["offset"], e["length"]) for e in card.entities] == [("bold", 0, 2)]

    press = alice.tap_nowait(card, "同意")
    query = (await next_update(bot)).callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("t1", 1001)
    await query.answer("已记录")
    await query.edit_message_text("已同意")
    assert await alice.answered(press) == "已记录"
    assert (await alice.sees_change(card)) is card
    assert (card.text, card.labels, card.edits) == ("已同意", [], 1)
    assert card.versions[0].data("同意") == "t1"


async def test_an_edit_that_came_before_one_waited_for_it_is_seen(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    message = await bot.send_message(1001, "一")
    card = await alice.sees("一")
    await message.edit_text("二")
    await alice.sees_change(card)
    await message.edit_text("三")
    await message.edit_text("四")
    await alice.sees_change(card, "四")
    server.patience = 0.01
    with pytest.raises(AssertionError, match="an edit holding"):
        await alice.sees_change(card)


async def test_waiting_in_vain_prints_the_chat(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001, first_name="市长")
    await alice.say("待办")
    await bot.send_message(1001, "没有待办", reply_markup=keys(我的="t"))
    server.patience = 0.01
    with pytest.raises(AssertionError) as failure:
        await alice.sees("谁在外")
    assert "市长: 待办" in str(failure.value)
    assert "没有待办\n    [我的]" in str(failure.value)


async def test_the_newest_fitting_card_is_seen_and_only_after_the_one_named(
    server: BotApi, bot: Bot
) -> None:
    alice = server.person(1001)
    first = await bot.send_message(1001, "日报 一")
    await bot.send_message(1001, "日报 二")
    card = await alice.sees("日报")
    assert card.text == "日报 二"
    assert (await alice.sees("日报", after=first.message_id)).id == card.id
    server.patience = 0.01
    with pytest.raises(AssertionError, match="waited in vain"):
        await alice.sees("日报", after=card)


async def test_a_button_that_is_not_there_is_named_with_those_that_are(
    server: BotApi, bot: Bot
) -> None:
    alice = server.person(1001)
    await bot.send_message(1001, "卡片", reply_markup=keys(同意="t"))
    with pytest.raises(AssertionError, match="no button '撤回' among \\['同意'\\]"):
        await alice.tap(alice.last, "撤回")


async def test_an_old_button_and_a_stolen_token_arrive_as_a_phone_could_send_them(
    server: BotApi, bot: Bot
) -> None:
    alice, eve = server.person(1001), server.person(1002)
    sent = await bot.send_message(1001, "卡片", reply_markup=keys(同意="old"))
    await sent.edit_text("已结", reply_markup=None)
    card = await alice.sees("已结")

    alice.tap_data_nowait(card, card.versions[0].data("同意"))
    query = (await next_update(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.data, query.message.chat.id, query.message.is_accessible) == ("old", 1001, True)

    eve.tap_data_nowait(card, "old")
    query = (await next_update(bot)).callback_query
    assert query is not None
    assert query.message is not None
    assert (query.from_user.id, query.message.chat.id) == (1002, 1002)
    assert not query.message.is_accessible


async def test_a_reply_quotes_the_card(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    await bot.send_message(1001, "请说明理由", reply_markup=keys(取消="t"))
    card = await alice.sees("理由")
    await alice.say("家中有事", reply_to=card)
    message = await next_message(bot)
    assert message.reply_to_message is not None
    assert message.reply_to_message.message_id == card.id
    answer = await bot.send_message(
        1001, "收到", reply_parameters=ReplyParameters(message.message_id)
    )
    assert (await alice.sees("收到")).reply_to == message.message_id
    assert answer.reply_to_message is not None


async def test_a_command_carries_its_entity_and_a_deep_link_its_payload(
    server: BotApi, bot: Bot
) -> None:
    alice = server.person(1001)
    await alice.starts("abc_123")
    message = await next_message(bot)
    assert message.text == "/start abc_123"
    assert message.parse_entities() == {message.entities[0]: "/start"}


async def test_a_photo_and_a_document_can_be_fetched(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    await alice.sends_photo("批示.jpg", b"\xff\xd8\xffphoto", caption="文号 1")
    message = await next_message(bot)
    assert message.caption == "文号 1"
    picture = await bot.get_file(message.photo[-1].file_id)
    assert await picture.download_as_bytearray() == b"\xff\xd8\xffphoto"

    await alice.sends_document("通知.pdf", b"%PDF", media_type="application/pdf")
    message = await next_message(bot)
    assert message.document is not None
    assert (message.document.file_name, message.document.file_size) == ("通知.pdf", 4)
    paper = await bot.get_file(message.document.file_id)
    assert await paper.download_as_bytearray() == b"%PDF"


async def test_stickers_voice_edits_groups_and_forwards(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    await alice.sends_sticker()
    assert (await next_message(bot)).sticker is not None
    await alice.sends_voice()
    assert (await next_message(bot)).voice is not None

    said = await alice.say("请价")
    await next_update(bot)
    await alice.edits(said, "请假")
    edited = (await next_update(bot)).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (said, "请假")
    assert edited.edit_date is not None

    await alice.says_in_group(-100500, "/leave")
    message = await next_message(bot)
    assert (message.chat.id, message.chat.type) == (-100500, "supergroup")
    await bot.send_message(-100500, "请私聊办理")
    assert (await server.group(-100500).sees("私聊")).from_bot

    await bot.send_message(1001, "卡片", reply_markup=keys(同意="t"))
    await alice.forwards(await alice.sees("卡片"))
    message = await next_message(bot)
    assert isinstance(message.forward_origin, MessageOriginUser)
    assert message.forward_origin.sender_user.id == bot.id
    assert message.reply_markup is None


async def test_the_bots_files_are_seen_with_their_captions(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    sent = await bot.send_document(1001, b"xlsx", filename="台账.xlsx", caption="台账 <一>")
    assert sent.document is not None
    assert sent.document.file_name == "台账.xlsx"
    card = await alice.sees("台账")
    assert card.file is not None
    assert (card.text, card.file.name, card.file.content) == ("台账 <一>", "台账.xlsx", b"xlsx")
    await bot.send_photo(1001, PNG, caption="图")
    assert (await alice.sees("图")).file is not None
    again = await bot.send_document(1001, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_name == "台账.xlsx"


async def test_a_deleted_card_is_gone(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    sent = await bot.send_message(1001, "短暂")
    card = await alice.sees("短暂")
    assert await sent.delete()
    await alice.sees_gone(card)
    assert alice.chat == []


async def test_menus_are_found_from_the_narrowest_scope(server: BotApi, bot: Bot) -> None:
    alice, bob = server.person(1001), server.person(1002, language_code="en")
    await bot.set_my_commands([BotCommand("help", "帮助")])
    await bot.set_my_commands([BotCommand("help", "Help")], language_code="en")
    own = BotCommandScopeChat(1001)
    await bot.set_my_commands([BotCommand("todo", "待办")], scope=own)
    assert (alice.menu, bob.menu) == ({"todo": "待办"}, {"help": "Help"})
    assert [c.command for c in await bot.get_my_commands(scope=own)] == ["todo"]
    await bot.delete_my_commands(scope=own)
    assert alice.menu == {"help": "帮助"}


async def test_blocking_is_told_and_felt(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    await alice.blocks()
    change = (await next_update(bot)).my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "kicked"
    await alice.unblocks()
    await next_update(bot)
    await bot.send_message(1001, "欢迎回来")
    await alice.sees("欢迎回来")


async def test_the_wire_keeps_everything_in_order(server: BotApi, bot: Bot) -> None:
    server.person(1001)
    await bot.send_message(1001, "canary-7f3a")
    await bot.send_document(1001, b"canary-in-file", filename="a.txt")
    assert "canary-7f3a" in server.wire_text()
    assert "canary-in-file" in server.wire_text()
    assert [c.method for c in server.wire] == ["getMe", "sendMessage", "sendDocument"]
    (call,) = server.calls("sendMessage", chat=1001)
    assert (call.ok, call.params["text"]) == (True, "canary-7f3a")
    assert server.calls("sendMessage", chat=1002) == []
    assert [c.at for c in server.wire] == sorted(c.at for c in server.wire)
