"""Cards, answers, menus and files over real sockets, in fair weather and in foul."""

import logging
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.channels import telegram_http
from bot.channels.telegram import Telegram
from bot.message import Button, Channel, Command, Enclosure, Outgoing, Style, Undelivered
from tests.botapi import BotApi, faults
from tests.botapi.errors import ApiError
from tests.botapi.faults import Fault

TOKEN = "7012345678:AAE-canary_Zq3mZ0Jb1T8uWc9Yk2LxN5"
SECRET = TOKEN.partition(":")[2]
MAYOR = 1001

REQUEST = Outgoing(
    title="请假审批 A-0123",
    fields=(("申请人", "交通局局长"), ("事由", "参加<全省>科技&工作会议")),
    lines=("依据：第十七条", "https://example.cn/notice"),
    buttons=(
        (
            Button(label="同意", token="q3mZ0Jb1T8uWc9Yk2LxN5A", style=Style.YES),
            Button(label="不同意", token="Hh7sPq4vRr1nE0aXt6UyDw", style=Style.NO),
        ),
        (Button(label="退回", token="Tt0rLk8mNn2bVv5cXx3zQq"),),
    ),
)
AGREED = Outgoing(title="已同意 A-0123", lines=("市长 2026年11月30日 09:12",))

COMMANDS = (
    Command(name="leave", zh="请假", en="Ask for leave"),
    Command(name="who_is_out", zh="谁在外", en="Who is out"),
)
ZH = {"leave": "请假", "who_is_out": "谁在外"}
EN = {"leave": "Ask for leave", "who_is_out": "Who is out"}


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    async with BotApi(TOKEN) as server:
        server.person(MAYOR, first_name="市长")
        yield server


@pytest.fixture
async def channel(server: BotApi) -> AsyncIterator[Channel]:
    channel = Telegram(TOKEN, server.url)
    yield channel
    await channel.stop()


def page(status: int, words: str) -> Fault:
    """A proxy's answer in place of Telegram's."""
    return Fault(name="page", processed=False, status=status, page=words.encode())


async def refused(
    channel: Channel, card: Outgoing = REQUEST, address: str = "1001", message: str | None = None
) -> Undelivered:
    """How delivering this fails."""
    with pytest.raises(Undelivered) as failure:
        await channel.deliver(address, card, message)
    assert SECRET not in failure.value.reason
    assert failure.value.__cause__ is None
    return failure.value


async def test_a_card_arrives_as_it_was_meant(server: BotApi, channel: Channel) -> None:
    message = await channel.deliver("1001", REQUEST, None)

    card = server.person(MAYOR).last
    assert message == str(card.id)
    assert card.text == (
        "请假审批 A-0123\n申请人：交通局局长\n事由：参加<全省>科技&工作会议\n"
        "依据：第十七条\nhttps://example.cn/notice"
    )
    assert [(e["type"], e["offset"], e["length"]) for e in card.entities] == [("bold", 0, 11)]
    assert card.rows == [["同意", "不同意"], ["退回"]]
    assert [key.style for row in card.versions[0].keys for key in row] == ["success", "danger", ""]
    assert card.data("同意") == "q3mZ0Jb1T8uWc9Yk2LxN5A"
    (call,) = server.calls("sendMessage")
    assert "is_disabled" in str(call.params["link_preview_options"])


async def test_a_card_is_edited_in_place_and_loses_its_buttons(
    server: BotApi, channel: Channel
) -> None:
    message = await channel.deliver("1001", REQUEST, None)

    assert await channel.deliver("1001", AGREED, message) == message

    (card,) = server.person(MAYOR).cards
    assert card.text == "已同意 A-0123\n市长 2026年11月30日 09:12"
    assert (card.labels, card.edits) == ([], 1)


async def test_a_file_is_handed_over_with_the_card_under_it_and_never_edited(
    server: BotApi, channel: Channel
) -> None:
    content = b"PK\x03\x04\r\n--\x00\xff"
    file = Enclosure(
        ref="r", name="请假审批表 A-0123.docx", media_type="application/msword", content=content
    )
    paper = Outgoing(title="请假审批表 A-0123", lines=("<市长> & 全文" * 300,), file=file)

    message = await channel.deliver("1001", paper, None)
    again = await channel.deliver("1001", paper, message)

    first, second = server.person(MAYOR).papers
    assert (str(first.id), str(second.id), first.edits) == (message, again, 0)
    assert first.text.startswith("请假审批表 A-0123\n<市长> & 全文")
    assert first.file is not None
    assert (first.file.name, first.file.content) == ("请假审批表 A-0123.docx", content)
    assert [(e["type"], e["offset"], e["length"]) for e in first.entities] == [("bold", 0, 12)]


async def test_the_same_edit_again_is_a_success(server: BotApi, channel: Channel) -> None:
    message = await channel.deliver("1001", REQUEST, None)

    assert await channel.deliver("1001", REQUEST, message) == message

    assert len(server.person(MAYOR).cards) == 1


async def test_a_card_the_person_deleted_is_sent_anew(server: BotApi, channel: Channel) -> None:
    message = await channel.deliver("1001", REQUEST, None)
    server.person(MAYOR).last.message.deleted = True

    anew = await channel.deliver("1001", AGREED, message)

    assert anew != message
    assert server.person(MAYOR).last.text.startswith("已同意")


async def test_a_message_that_is_not_ours_is_answered_by_a_new_card(
    server: BotApi, channel: Channel
) -> None:
    theirs = await server.person(MAYOR).say("我的")

    assert await channel.deliver("1001", AGREED, str(theirs)) != str(theirs)


async def test_a_card_of_another_channel_is_sent_anew(server: BotApi, channel: Channel) -> None:
    message = await channel.deliver("1001", AGREED, "page-7")

    assert message == str(server.person(MAYOR).last.id)


async def test_the_longest_card_passes_a_strict_server(server: BotApi, channel: Channel) -> None:
    card = Outgoing(title="请假", fields=(("事由", "<&😀会" * 3000), ("地点", "西宁")))

    await channel.deliver("1001", card, None)

    assert server.person(MAYOR).last.text.endswith("…\n地点：西宁")


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_a_server_that_knows_no_colours_gets_plain_buttons(
    server: BotApi, channel: Channel, method: str
) -> None:
    message = None
    if method == "editMessageText":
        message = await channel.deliver("1001", AGREED, None)
    words = "Bad Request: can't parse inline keyboard button: invalid button style specified"
    server.faults.script(method, faults.refusal(400, words))

    await channel.deliver("1001", REQUEST, message)

    (card,) = server.person(MAYOR).cards
    assert card.labels == ["同意", "不同意", "退回"]
    assert {key.style for row in card.versions[-1].keys for key in row} == {""}


async def test_colours_are_given_up_once_only(server: BotApi, channel: Channel) -> None:
    server.faults.script("sendMessage", faults.refusal(400, "Bad Request: style"), times=2)

    assert (await refused(channel)).final
    assert len(server.calls("sendMessage")) == 2


async def test_who_blocked_the_bot_is_not_tried_again(server: BotApi, channel: Channel) -> None:
    await server.person(MAYOR).blocks()

    failure = await refused(channel)

    assert failure.final
    assert "blocked by the user" in failure.reason


async def test_who_never_wrote_to_the_bot_is_not_tried_again(channel: Channel) -> None:
    failure = await refused(channel, address="999")

    assert failure.final
    assert "hat not found" in failure.reason


@pytest.mark.parametrize("address", ["@somebody", "", "1001 or so"])
async def test_only_numbers_are_written_to(server: BotApi, channel: Channel, address: str) -> None:
    assert (await refused(channel, address=address)).final
    assert server.wire == []


@pytest.mark.parametrize("words", ["user is deactivated", "bot can't initiate conversation"])
async def test_other_closed_doors_are_final(server: BotApi, channel: Channel, words: str) -> None:
    server.faults.script("sendMessage", faults.refusal(403, f"Forbidden: {words}"))

    failure = await refused(channel)

    assert failure.final
    assert words in failure.reason


async def test_what_telegram_will_never_take_is_final_and_says_why(
    server: BotApi, channel: Channel
) -> None:
    card = Outgoing(title="请假", buttons=((Button(label="同意", token="x" * 65),),))

    failure = await refused(channel, card)

    assert failure.final
    assert "BUTTON_DATA_INVALID" in failure.reason.upper()


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_a_pause_telegram_asks_for_is_passed_on(
    server: BotApi, channel: Channel, method: str
) -> None:
    server.faults.script(method, faults.too_many(17))

    failure = await refused(channel, message="5" if method == "editMessageText" else None)

    assert (failure.retry_after, failure.final) == (17.0, False)


PASSING = {
    "401": faults.unauthorized(),
    "404": faults.not_found(),
    "500": faults.server_error(),
    "500 after": faults.server_error(processed=True),
    "502": faults.bad_gateway(),
    "reset": faults.drop_before(),
    "reset after": faults.drop_after(),
    "truncated": faults.truncated(),
    "page with the token": page(502, f"<p>/bot{TOKEN}/sendMessage timed out</p>"),
    "error with the token": Fault(
        name="echo", processed=False, status=500, error=ApiError(500, f"cannot reach /bot{TOKEN}/")
    ),
    "200 and a page": page(200, f"<p>/bot{TOKEN}/sendMessage</p>"),
    "200 and nothing": page(200, "{}"),
    "200 and a list": page(200, "[]"),
    "200 and no message": page(200, '{"ok": true, "result": {}}'),
    "200 and a number": page(200, '{"ok": true, "result": 5}'),
}


@pytest.mark.parametrize("name", sorted(PASSING))
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_what_may_pass_is_left_to_the_outbox(
    server: BotApi,
    channel: Channel,
    caplog: pytest.LogCaptureFixture,
    name: str,
    method: str,
) -> None:
    message = await channel.deliver("1001", AGREED, None)
    server.faults.script(method, PASSING[name])

    failure = await refused(channel, message=message if method == "editMessageText" else None)

    assert (failure.retry_after, failure.final) == (None, False)
    assert SECRET not in _told(caplog)


async def test_a_slow_answer_is_a_passing_failure(
    server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_http, "TIMEOUT", 0.1)
    channel = Telegram(TOKEN, server.url)
    gate = server.faults.hold("sendMessage")

    failure = await refused(channel)

    gate.open()
    assert (failure.reason, failure.final) == ("TimedOut: Timed out", False)
    await channel.stop()


async def test_a_dead_network_is_a_passing_failure() -> None:
    channel = Telegram(TOKEN, "http://127.0.0.1:1")

    failure = await refused(channel)

    assert (failure.retry_after, failure.final) == (None, False)
    await channel.stop()


async def test_a_tap_is_answered(server: BotApi, channel: Channel) -> None:
    mayor = server.person(MAYOR)
    await channel.deliver("1001", REQUEST, None)
    tap = mayor.tap_nowait(mayor.last, "同意")

    await channel.acknowledge(tap.id, "已同意" + "!" * 300)

    said = await mayor.answered(tap)
    assert said.startswith("已同意!!")
    assert len(said) == 200
    assert not tap.alert


async def test_a_tap_may_be_answered_without_words(server: BotApi, channel: Channel) -> None:
    mayor = server.person(MAYOR)
    await channel.deliver("1001", REQUEST, None)
    tap = mayor.tap_nowait(mayor.last, "同意")

    await channel.acknowledge(tap.id, "")

    assert await mayor.answered(tap) == ""


async def test_a_tap_of_long_ago_is_passed_over_quietly(
    channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    await channel.acknowledge("4000000000000009", "已同意")

    assert caplog.records == []


@pytest.mark.parametrize("name", sorted(PASSING))
async def test_an_answer_that_fails_is_noted_and_never_raises(
    server: BotApi, channel: Channel, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    server.faults.script("answerCallbackQuery", PASSING[name])
    tap = server.new_tap(MAYOR)

    await channel.acknowledge(tap.id, "已同意")

    noted = [r for r in caplog.records if "a tap was not answered" in r.getMessage()]
    # any result under a 200 will do for the answer to a tap
    assert len(noted) == (0 if name in ("200 and no message", "200 and a number") else 1)
    assert SECRET not in _told(caplog)


@pytest.mark.parametrize(("language", "menu"), [("zh", ZH), ("en", EN)])
async def test_a_person_has_a_menu_of_his_own(
    server: BotApi, channel: Channel, language: str, menu: dict[str, str]
) -> None:
    await channel.menu("1001", COMMANDS, language)

    assert server.person(MAYOR).menu == menu
    assert server.person(1002).menu == {}


async def unread(name: str, updates: Sequence[tuple[str, bytes]]) -> None:
    """An inbox nobody looks into."""


async def test_strangers_find_a_menu_in_their_language(server: BotApi) -> None:
    channel = Telegram(TOKEN, server.url, commands=COMMANDS)
    introduced = server.faults.hold("deleteWebhook")

    await channel.start(unread)
    await introduced.reached()

    assert server.person(2001, language_code="zh-hans").menu == ZH
    assert server.person(2002, language_code="en").menu == EN
    assert server.person(2003, language_code="bo").menu == ZH
    await channel.stop()


async def test_a_menu_that_cannot_be_set_is_undelivered(server: BotApi, channel: Channel) -> None:
    server.faults.script("setMyCommands", faults.too_many(5))

    with pytest.raises(Undelivered) as failure:
        await channel.menu("1001", COMMANDS, "zh")

    assert failure.value.retry_after == 5


async def test_a_file_is_fetched_whole(server: BotApi, channel: Channel) -> None:
    content = bytes(range(256)) * 400
    file = server.files.keep("通知.pdf", content, "application/pdf", "documents")

    assert await channel.fetch(file.id) == content


FETCHES = {
    "unknown": ("getFile", faults.refusal(400, "Bad Request: invalid file_id"), True),
    "too big": ("getFile", faults.refusal(400, "Bad Request: file is too big"), True),
    "too big, says the size": (
        "getFile",
        page(
            200,
            '{"ok": true, "result": {"file_id": "x", "file_unique_id": "x",'
            ' "file_size": 20000001, "file_path": "documents/x.pdf"}}',
        ),
        True,
    ),
    "nowhere": (
        "getFile",
        page(200, '{"ok": true, "result": {"file_id": "x", "file_unique_id": "x"}}'),
        True,
    ),
    "gone by then": (
        "getFile",
        page(
            200,
            '{"ok": true, "result": {"file_id": "x", "file_unique_id": "x",'
            ' "file_path": "documents/x.pdf"}}',
        ),
        False,
    ),
    "reset": ("getFile", faults.drop_before(), False),
    "200 and nothing": ("getFile", page(200, "{}"), False),
}


@pytest.mark.parametrize("name", sorted(FETCHES))
async def test_a_file_that_cannot_be_had_is_undelivered(
    server: BotApi, channel: Channel, name: str
) -> None:
    method, misfortune, final = FETCHES[name]
    server.faults.script(method, misfortune)

    with pytest.raises(Undelivered) as failure:
        await channel.fetch("BQACAgUAAxkBAAIdoc")

    assert failure.value.final is final
    assert SECRET not in failure.value.reason


def _told(caplog: pytest.LogCaptureFixture) -> str:
    """Everything said aloud by us or by the library; httpx is quieted where the process starts."""
    records = [r for r in caplog.records if not r.name.startswith("http")]
    return "\n".join(logging.Formatter().format(record) for record in records)
