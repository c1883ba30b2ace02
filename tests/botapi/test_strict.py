"""What the server refuses, in Telegram's words."""

from datetime import timedelta

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken, RetryAfter

from tests.botapi import BotApi
from tests.botapi.errors import ApiError
from tests.botapi.markup import parse_html
from tests.botapi.pace import Pace
from tests.botapi.refused import refused


def button(label: str = "同意", **more: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, **more)]])  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def alice(server: BotApi) -> None:
    server.person(1001)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 0'),
        ("市<b>x", "Can't find end tag corresponding to start tag b"),
        ("市x</b>", "Unexpected end tag at byte offset 4"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("3 <b", "Unclosed start tag at byte offset 2"),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ("<br>", 'Unsupported start tag "br"'),
        ("<script>x</script>", 'Unsupported start tag "script"'),
    ],
)
async def test_broken_markup(bot: Bot, source: str, words: str) -> None:
    with refused(BadRequest, words):
        await bot.send_message(1001, source, parse_mode="HTML")


@pytest.mark.parametrize(
    ("source", "plain", "kinds"),
    [
        ("a &lt;b&gt; &amp;&quot; &#26684; &nbsp; &ampx", 'a <b> &" 格 &nbsp; &ampx', []),
        ("<b>一<i>二</i></b>", "一二", [("bold", 0, 2), ("italic", 1, 1)]),
        ('<a href="https://x.cn/?a>b&amp;c">去</a>', "去", [("text_link", 0, 1)]),
        ("😀<code>x</code>", "😀x", [("code", 2, 1)]),
        ("<blockquote expandable>x</blockquote><s></s>", "x", [("blockquote", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
    ],
)
def test_good_markup(source: str, plain: str, kinds: list[tuple[str, int, int]]) -> None:
    text, entities = parse_html(source)
    assert (text, [(e["type"], e["offset"], e["length"]) for e in entities]) == (plain, kinds)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
async def test_the_length_of_a_text(bot: Bot, text: str, words: str) -> None:
    with refused(BadRequest, words):
        await bot.send_message(1001, text)


async def test_a_text_is_measured_after_parsing(bot: Bot) -> None:
    sent = await bot.send_message(1001, "<b>" + "&lt;" * 4096 + "</b>", parse_mode="HTML")
    assert sent.text == "<" * 4096
    with refused(BadRequest, "message text is empty"):
        await bot.send_message(1001, "<b> </b>", parse_mode="HTML")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (button(callback_data="同" * 22), "BUTTON_DATA_INVALID"),
        (button(callback_data=""), "BUTTON_DATA_INVALID"),
        (button(), "text buttons are unallowed"),
        (button(" ", callback_data="t"), "must be non-empty"),
        (button(callback_data="t", style="loud"), "invalid button style"),
    ],
)
async def test_buttons(bot: Bot, markup: InlineKeyboardMarkup, words: str) -> None:
    with refused(BadRequest, words):
        await bot.send_message(1001, "x", reply_markup=markup)


async def test_a_token_of_64_bytes_and_a_style_pass(server: BotApi, bot: Bot) -> None:
    await bot.send_message(1001, "x", reply_markup=button(callback_data="t" * 64, style="danger"))
    (key,) = server.person(1001).last.versions[0].keys[0]
    assert (key.data, key.style) == ("t" * 64, "danger")


async def test_edits(server: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(1001, "x", reply_markup=button(callback_data="t"))
    mine = await server.person(1001).say("我的话")
    with refused(BadRequest, "message is not modified"):
        await sent.edit_text("<b></b>x", parse_mode="HTML", reply_markup=button(callback_data="t"))
    with refused(BadRequest, "message to edit not found"):
        await bot.edit_message_text("y", 1001, 999)
    with refused(BadRequest, "message can't be edited"):
        await bot.edit_message_text("y", 1001, mine)
    await sent.edit_reply_markup(button(callback_data="u"))
    await sent.edit_text("x")  # the same words: only the buttons go
    assert server.person(1001).last.edits == 2
    with refused(BadRequest, "message to delete not found"):
        await bot.delete_message(1001, 999)


async def test_who_may_be_written_to(server: BotApi, bot: Bot) -> None:
    shy = server.person(1002, started=False)
    for stranger in (1002, 4242, -100999):
        with refused(BadRequest, "chat not found"):
            await bot.send_message(stranger, "x")
    await shy.starts()
    await bot.send_message(1002, "x")
    await shy.blocks()
    with refused(Forbidden, "bot was blocked by the user"):
        await bot.send_message(1002, "x")


async def test_a_tap_is_answered_once_and_in_time(server: BotApi, bot: Bot) -> None:
    alice = server.person(1001)
    await bot.send_message(1001, "x", reply_markup=button(callback_data="t"))
    tap, late, old = (alice.tap_nowait(alice.last, "同意") for _ in range(3))
    with refused(BadRequest, "message_too_long"):
        await bot.answer_callback_query(tap.id, "长" * 201)
    await bot.answer_callback_query(tap.id, "长" * 200, show_alert=True)
    assert (await alice.answered(tap), tap.alert) == ("长" * 200, True)
    for unanswerable in (tap.id, "no such id"):
        with refused(BadRequest, "query is too old and response timeout expired"):
            await bot.answer_callback_query(unanswerable)
    server.taps.live = 0.0
    with refused(BadRequest, "query ID is invalid"):
        await bot.answer_callback_query(late.id)
    server.taps.live = float("inf")
    server.expire_callbacks()
    with refused(BadRequest, "query is too old"):
        await bot.answer_callback_query(old.id)
    assert await alice.answered(old) == ""


@pytest.mark.parametrize(
    ("name", "description", "words"),
    [
        ("Leave", "x", "BOT_COMMAND_INVALID"),
        ("请假", "x", "BOT_COMMAND_INVALID"),
        ("a" * 33, "x", "BOT_COMMAND_INVALID"),
        ("leave", " ", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("leave", "长" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_commands(bot: Bot, name: str, description: str, words: str) -> None:
    with refused(BadRequest, words):
        await bot.set_my_commands([(name, description)])


async def test_files(bot: Bot) -> None:
    with refused(BadRequest, "file must be non-empty"):
        await bot.send_document(1001, b"", filename="a.txt")
    with refused(BadRequest, "image_process_failed"):
        await bot.send_photo(1001, b"no picture")
    with refused(BadRequest, "message caption is too long"):
        await bot.send_document(1001, b"x", filename="a.txt", caption="长" * 1025)
    with refused(BadRequest, "invalid file_id"):
        await bot.get_file("nothing")


async def test_a_reply_to_nothing(bot: Bot) -> None:
    with refused(BadRequest, "message to be replied not found"):
        await bot.send_message(1001, "x", reply_to_message_id=999)
    sent = await bot.send_message(
        1001, "x", reply_to_message_id=999, allow_sending_without_reply=True
    )
    assert sent.reply_to_message is None


async def test_tokens_and_methods(server: BotApi, bot: Bot) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("123:WRONG", base_url=server.base_url):
            pass
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("makeCoffee")
    async with httpx.AsyncClient() as http:
        assert (await http.get(f"{server.url}/botnonsense/getMe")).status_code == 404
        assert (await http.get(f"{server.url}/file/bot{server.token}/x")).status_code == 404
        sent = await http.post(
            f"{server.base_url}{server.token}/SENDMESSAGE", json={"chat_id": 1001, "text": "json"}
        )
    assert sent.json()["result"]["text"] == "json"


async def test_speed_is_recorded_and_refused_only_on_demand(server: BotApi, bot: Bot) -> None:
    for _ in range(5):
        await bot.send_message(1001, "x")
    assert server.pace.most_in(1.0, chat=1001) == 5
    assert [limit for _, _, limit in server.pace.excesses] == ["chat", "chat"]
    server.pace.enforced = True
    with pytest.raises(RetryAfter) as slow:
        await bot.send_message(1001, "x")
    assert slow.value.retry_after in (timedelta(seconds=2), timedelta(seconds=3))
    assert server.pace.most_in(1.0) == 5


def test_thirty_a_second_pass_and_the_next_one_waits() -> None:
    pace = Pace(enforced=True)
    for chat in range(30):
        pace.admit(chat, 100.0 + chat / 100)
    with pytest.raises(ApiError) as slow:
        pace.admit(30, 100.5)
    assert slow.value.parameters == {"retry_after": 1}
    pace.admit(30, 101.0)
    assert (pace.most_in(), pace.most_in(chat=30)) == (30, 1)


def test_one_chat_gets_one_a_second_after_a_short_burst() -> None:
    pace = Pace()
    for at in (0.0, 0.0, 0.0, 1.0, 2.0, 2.5, 9.0):
        pace.admit(1, 100.0 + at)
    assert pace.excesses == [(102.5, 1, "chat")]
