"""The real process at its door: one at a time, on a database it knows, and it keeps its secrets."""

import asyncio
import re
import signal
import socket
import sqlite3

from tests.botapi import BotApi
from tests.botapi.faults import (
    bad_gateway,
    drop_after,
    not_found,
    refusal,
    truncated,
    unauthorized,
)
from tests.faults.machine import ROOT, Machine, faults_in, telegram_ids
from tests.page.client import PageDoor
from tests.stories.scenes import AGREED

SECRET = "canary-webhook-secret"
OTHER_TOKEN = "987654:another-canary-token"


async def refused(machine: Machine) -> str:
    """The one sentence a start is refused with."""
    before = len(machine.log)
    await machine.launch()
    assert await machine.ended() == 1
    [sentence] = machine.log[before:]
    return sentence


async def test_two_on_one_file_are_one_too_many(machine: Machine, api: BotApi) -> None:
    await machine.start()
    second = Machine(machine.folder / "second", api)
    second.environ["DATABASE_URL"] = f"sqlite:///{machine.database}"
    said = await refused(second)
    assert said == f"数据库 {machine.database} 正被另一个进程使用，请先停掉它。"
    assert await machine.stop() == 0
    await second.start()  # and once the first has gone, the second may
    await second.stop()


async def test_a_killed_one_leaves_no_lock_behind(machine: Machine) -> None:
    await machine.start()
    await machine.kill()
    await machine.start()
    assert await machine.stop() == 0


async def test_a_taken_port_is_named(machine: Machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        machine.environ["PORT"] = str(taken.getsockname()[1])
        assert machine.environ["PORT"] in await refused(machine)


async def test_a_newer_database_and_what_is_none_are_refused(machine: Machine) -> None:
    await machine.start()
    await machine.stop()
    with machine.look() as db:
        db.execute("PRAGMA user_version = 999")
    assert "由更新的版本写过" in await refused(machine)
    for path in machine.database.parent.iterdir():
        path.unlink()
    machine.database.write_bytes(b"not a database " * 400)
    assert "不能作为数据库打开" in await refused(machine)
    assert machine.database.read_bytes().startswith(b"not a database"), "left as it was"


async def test_a_changed_journal_is_found_by_verify(machine: Machine) -> None:
    await machine.start()
    await machine.stop()
    assert (await machine.command("verify"))[0] == 0
    with machine.look() as db, db:
        db.execute("UPDATE journal SET actor = 'somebody else' WHERE seq = 1")
    code, said = await machine.command("verify")
    assert code == 1
    assert "流水在第 1 条断开" in said


async def test_verify_may_be_asked_while_the_bot_works(machine: Machine) -> None:
    await machine.start()
    assert (await machine.command("verify"))[0] == 0
    code, said = await machine.command("bind", "jyj2")
    assert (code, "https://t.me/golmud_office_bot?start=" in said) == (0, True), said
    await machine.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def by_webhook(machine: Machine) -> int:
    """From now on updates are pushed to the machine; its port."""
    port = free_port()
    machine.environ |= {
        "PORT": str(port),
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
    return port


async def test_a_whole_request_by_webhook_with_a_kill_in_the_middle(
    machine: Machine, api: BotApi
) -> None:
    port = by_webhook(machine)
    api.patience = 20.0
    phones = {id_: api.person(number) for id_, number in telegram_ids(machine).items()}
    deputy, vice_mayor = phones["jyj2"], phones["fsz5"]
    await machine.start()
    await deputy.say("请假")
    form = await deputy.sees("哪天出发")
    assert api.calls("getUpdates") == []
    for kind in (None, "wrong", SECRET[:-1], ""):
        assert await post(port, kind) == 403
    assert await post(port, SECRET) == 200
    await machine.kill()
    deputy.tap_nowait(form, "明天")  # nobody is there: Telegram tries again
    await machine.start()
    await deputy.sees_change(form, "哪天返回")
    for words, question in (
        ("当天", "去哪里"),
        ("德令哈", "什么事由"),
        ("参加会议", "谁代主持工作"),
        ("不指定", "请说明迟报原因"),
        ("临时通知", "请核对请假单"),
        ("提交", "已提交"),
    ):
        api.faults.duplicate(1, again=1)
        deputy.tap_nowait(form, words)
        await deputy.sees_change(form, question)
    card = await vice_mayor.sees("请审批")
    assert await vice_mayor.tap(card, "同意") == AGREED
    await deputy.sees("请假 A-0001 已同意", after=form)
    await deputy.sees("日历 A-0001")
    await api.drained()
    assert await machine.stop() == 0
    assert faults_in(machine, ["A-0001"]) == []


async def post(port: int, secret: str | None) -> int:
    """The status an update is answered with that bears this secret."""
    body = b'{"update_id": 1}'
    lines = ["POST /telegram/webhook HTTP/1.1", "Host: x", f"Content-Length: {len(body)}"]
    lines += [f"X-Telegram-Bot-Api-Secret-Token: {secret}"] if secret is not None else []
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)
    status = int((await reader.readline()).split()[1])
    writer.close()
    await writer.wait_closed()
    return status


async def test_no_secret_in_any_line_or_file(machine: Machine, api: BotApi) -> None:
    """Canaries everywhere, and every misfortune that makes a program talkative."""
    by_webhook(machine)
    machine.environ["BROWSER"] = "on"
    api.patience = 20.0
    for method in ("sendMessage", "answerCallbackQuery", "setMyCommands"):
        for fault in (bad_gateway(), truncated(), drop_after(), unauthorized(), not_found()):
            api.faults.script(method, fault)
    api.faults.script("getMe", bad_gateway())
    api.faults.script("setWebhook", refusal(400, f"Bad Request: bad webhook: {SECRET}"))
    api.faults.script("editMessageText", refusal(400, f"Bad Request: no such path /bot{api.token}"))
    await machine.start()
    link = next(found[0] for line in machine.said if (found := re.search(r"http\S+", line)))
    page_token = link.rpartition("=")[2]
    door = PageDoor(base_url=link.partition("/?")[0], link=link, patience=20.0)
    await door.open()
    clerk = await door.person("dcs")
    await clerk.say("绑定 教育局副局长甲")
    bound = (await clerk.sees("绑定链接")).text.rpartition("=")[2].split()[0]
    phones = telegram_ids(machine)
    deputy = api.person(phones["jyj2"])
    await deputy.say("帮助")
    card = await deputy.sees("我能办这些事")
    deputy.tap_nowait(card, "请假")  # its answer is one of the misfortunes
    form = await deputy.sees("哪天出发")
    deputy.tap_nowait(form, "明天")  # and so is this edit
    await clerk.say("待办")
    await clerk.sees("没有待您处理的事项")
    await door.close()
    assert await machine.stop() == 0
    secrets = {"token": api.token, "its half": api.token.partition(":")[2], "webhook": SECRET}
    spoken = "\n".join([*machine.log, *(line for line in machine.said if link not in line)])
    assert "Telegram: " in spoken, "something was said of the misfortunes"
    for name, secret in (secrets | {"page": page_token, "link": bound}).items():
        assert secret not in spoken, name
    files = machine.files
    for name, secret in (secrets | {"page": page_token}).items():
        assert secret.encode() not in files, name


async def test_a_second_bot_with_the_same_token_is_named_to_the_operator(
    machine: Machine, api: BotApi
) -> None:
    await machine.start()
    second = Machine(machine.folder / "second", api)
    await second.start()
    api.patience = 30.0
    deputy = api.person(telegram_ids(machine)["jyj2"])
    await deputy.say("我的")
    await deputy.sees("您还没有申请")
    await machine.logs("another program receives with this bot's token (409)")
    assert [await one.stop() for one in (machine, second)] == [0, 0]


async def test_it_stops_when_told_to(machine: Machine) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        await machine.start()
        machine.signal(number)
        assert await machine.ended() == 0
    with sqlite3.connect(machine.database) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    assert not any("Traceback" in line for line in machine.log), machine.transcript()


def test_the_entry_is_where_the_readme_says() -> None:
    assert (ROOT / "run_bot.py").is_file()
