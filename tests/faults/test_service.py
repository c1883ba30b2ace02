"""Telegram misbehaves: asks for a pause, is away, answers nonsense. People notice little of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels import telegram_http, telegram_poll
from handlers.talk.errands import ACTIONS, COMMANDS
from tests.botapi.faults import (
    Fault,
    bad_gateway,
    delay,
    drop_after,
    drop_before,
    not_found,
    refusal,
    server_error,
    too_many,
    truncated,
    unauthorized,
)
from tests.stories.scenes import AGREED, agreed, decisions, files
from tests.stories.town import DEPUTY, OFFICE, OTHER_DEPUTY, VICE_MAYOR, Town, town

FAULTS: list[Fault] = [
    unauthorized(),
    not_found(),
    refusal(409, "Conflict: terminated by other getUpdates request"),
    too_many(1),
    server_error(),
    server_error(processed=True),
    bad_gateway(),
    bad_gateway(processed=True),
    drop_before(),
    drop_after(),
    truncated(),
]
NAMES = [f"{fault.name}{'-done' if fault.processed else ''}" for fault in FAULTS]


async def later(here: Town, minutes: int = 1) -> None:
    """Time enough for another try, on every clock there is."""
    here.clock.at = here.clock.at.replace(minute=here.clock.at.minute + minutes)
    here.running.outbox._held.clear()
    await here.tick()


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
async def test_a_card_that_met_misfortune_is_sent_again(here: Town, fault: Fault) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    here.api.faults.script("sendMessage", fault, chat=vice_mayor.id)
    mine = await files(deputy)
    await here.quiet()
    await later(here)
    assert len(vice_mayor.cards) == (2 if fault.processed else 1), "one more where it had arrived"
    for card in vice_mayor.cards:  # whichever of the two he taps
        await vice_mayor.tap(card, "同意")
    await here.quiet()
    assert await decisions(here) == 1
    await deputy.sees("请假 A-0001 已同意", after=mine)
    assert vice_mayor.last.labels == ["收回"]


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
async def test_an_edit_that_met_misfortune_is_made_in_the_end(here: Town, fault: Fault) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    here.api.faults.script("editMessageText", fault, chat=vice_mayor.id)
    assert await vice_mayor.tap(card, "同意") == AGREED
    await here.quiet()
    await later(here)
    assert "您已处理" in card.text
    assert len(vice_mayor.cards) == 1


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
async def test_a_tap_that_cannot_be_answered_counts_all_the_same(here: Town, fault: Fault) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    here.api.faults.script("answerCallbackQuery", fault)
    vice_mayor.tap_nowait(card, "同意")
    await vice_mayor.sees_change(card, "您已处理", "同意")
    await deputy.sees("请假 A-0001 已同意", after=mine)
    await here.quiet()
    assert await decisions(here) == 1


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
async def test_receiving_goes_on_after_anything(
    here: Town, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_poll, "FIRST_GAP", 0.01)
    [deputy] = await here.people(DEPUTY)
    await deputy.say("我的")
    first = await deputy.sees("您还没有申请")
    here.api.faults.script("getUpdates", fault, times=2)
    await deputy.say("待办")
    second = await deputy.sees("没有待您处理的事项", after=first)
    await here.quiet()
    assert len(deputy.cards) == 2
    assert second.id == deputy.last.id


async def test_an_answer_that_takes_too_long_is_an_answer_nobody_had(tmp_path: Path) -> None:
    """Whether the card arrived nobody knows: it is sent again, and either of the two decides."""
    with pytest.MonkeyPatch.context() as patience:
        patience.setattr(telegram_http, "TIMEOUT", 0.3)
        async with town("telegram", tmp_path) as here:
            deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
            here.api.faults.script("sendMessage", delay(0.6), chat=vice_mayor.id)
            await files(deputy)
            await here.quiet()
            await later(here)
            first, second = vice_mayor.cards
            assert await vice_mayor.tap(first, "同意") == AGREED
            await vice_mayor.sees_change(second, "您已处理")
            assert await decisions(here) == 1


async def test_another_poller_is_told_of_and_nothing_is_lost(
    here: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(telegram_poll, "FIRST_GAP", 0.01)
    [deputy] = await here.people(DEPUTY)
    await deputy.say("我的")
    first = await deputy.sees("您还没有申请")
    here.api.updates.end_poll("terminated by other getUpdates request")
    await deputy.say("待办")
    await deputy.sees("没有待您处理的事项", after=first)
    assert "another program receives with this bot's token (409)" in caplog.text


async def test_a_chat_asked_to_rest_is_left_alone_and_nobody_else_waits(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    here.api.faults.script("sendMessage", too_many(1), chat=vice_mayor.id)
    await files(deputy)
    await files(other, "请假 12月1日至12月2日 德令哈 参加会议")
    await here.quiet()
    assert len(here.api.calls("sendMessage", vice_mayor.id)) == 1, "the second is not even tried"
    assert vice_mayor.cards == []
    here.clock.at = here.clock.at.replace(minute=1)
    await vice_mayor.sees("请审批", "A-0001")
    await vice_mayor.sees("请审批", "A-0002")
    refused, again, *_ = here.api.calls("sendMessage", vice_mayor.id)
    assert again.at - refused.at >= 1.0
    assert [n in card.text for n, card in zip(("A-0001", "A-0002"), vice_mayor.cards, strict=True)]


async def test_no_network_at_all_for_a_while(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_poll, "FIRST_GAP", 0.01)
    monkeypatch.setattr(telegram_poll, "LAST_GAP", 0.05)
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    async with here.api.outage():
        tap = vice_mayor.tap_nowait(card, "同意")
        await here.running.ticker.tick()
    assert await vice_mayor.answered(tap) == AGREED
    await here.quiet()
    await later(here)
    assert "您已处理" in card.text
    await deputy.sees("请假 A-0001 已同意")


async def test_an_update_nobody_can_read_is_set_aside_and_the_office_told(here: Town) -> None:
    deputy, office = await here.people(DEPUTY, OFFICE)
    poison = here.api.faults.poison()
    await deputy.say("我的")
    await deputy.sees("您还没有申请")
    await here.quiet()
    async with here.running.store.read() as tx:
        row = await tx.row("SELECT parked, raw FROM inbox WHERE key = :key", key=str(poison))
    assert row is not None
    assert row["parked"] == "ValueError"
    assert json.loads(row["raw"])["update_id"] == poison, "as it came, for whoever looks into it"
    await here.at("2026-11-25 08:30")
    await office.sees("日报", "【无法处理的消息 1 条】")
    await here.at("2026-12-09 08:30")
    digest = await office.sees("日报 2026年12月9日")
    assert "无法处理" not in digest.text, "not for ever"


async def broken(*_: Any) -> Any:
    raise RuntimeError("a mistake of ours")


async def test_what_always_fails_is_set_aside_after_three_tries_and_its_writer_told(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy, other, office = await here.people(DEPUTY, OTHER_DEPUTY, OFFICE)
    monkeypatch.setitem(COMMANDS, "out", broken)
    await deputy.say("谁在外")
    await other.say("待办")
    await other.sees("没有待您处理的事项")
    await deputy.sees("这条消息处理时出了问题，已记录并转告管理员，请稍后再试。")
    await here.quiet()
    assert len(deputy.cards) == 1
    async with here.running.store.read() as tx:
        rows = await tx.rows("SELECT tries, parked FROM inbox WHERE parked IS NOT NULL")
    assert [(row["tries"], row["parked"]) for row in rows] == [(3, "RuntimeError")]
    await here.at("2026-11-25 08:30")
    await office.sees("日报", "【无法处理的消息 1 条】")


async def test_a_tap_that_always_fails_is_told_so_once(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    monkeypatch.setitem(ACTIONS, "approval.agree", broken)
    assert "出了问题" in await vice_mayor.tap(card, "同意")
    monkeypatch.undo()
    await here.quiet()
    assert await decisions(here) == 0
    assert await vice_mayor.tap(card, "同意") == AGREED, "and he may tap again"


async def test_what_fails_once_is_done_the_second_time_and_nobody_hears_of_it(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    sound, calls = ACTIONS["approval.agree"], list[int]()

    async def stumbles(turn: Any) -> Any:
        calls.append(1)
        result = await sound(turn)
        if len(calls) == 1:
            raise RuntimeError("after everything was written")
        return result

    monkeypatch.setitem(ACTIONS, "approval.agree", stumbles)
    assert await vice_mayor.tap(card, "同意") == AGREED
    await here.quiet()
    assert (len(calls), await decisions(here)) == (2, 1)


async def test_what_fails_once_is_not_overtaken_by_what_was_said_after_it(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy, other = await here.people(DEPUTY, OTHER_DEPUTY)
    sound, calls = COMMANDS["mine"], list[str]()

    async def stumbles(turn: Any) -> Any:
        calls.append(turn.speaker.id)
        if len(calls) == 1:
            raise RuntimeError("for once")
        return await sound(turn)

    monkeypatch.setitem(COMMANDS, "mine", stumbles)
    async with here.running.desk._one_at_a_time:  # all three are taken up together
        await deputy.say("我的")
        await deputy.say("待办")
        await other.say("我的")
        await here.api.drained()
    await here.quiet()
    assert calls == [DEPUTY, OTHER_DEPUTY, DEPUTY], "nobody else waits for him"
    first, second = deputy.cards
    assert "您还没有申请" in first.text
    assert "没有待您处理的事项" in second.text


async def test_whoever_reads_english_is_told_so_in_english(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say("设置")
    await deputy.tap(await deputy.sees("设置"), "English")
    monkeypatch.setitem(COMMANDS, "out", broken)
    await deputy.say("out")
    told = await deputy.sees("Something went wrong with this message")
    monkeypatch.setitem(ACTIONS, "settings.language", broken)
    assert "出了问题" not in told.text
    toast = await deputy.tap(deputy.cards[0], "中文")
    assert "Something went wrong" in toast


async def test_who_blocks_the_bot_is_named_to_the_office_and_misses_nothing(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await vice_mayor.blocks()
    await files(deputy)
    await here.quiet()
    await later(here)
    assert len(here.api.calls("sendMessage", vice_mayor.id)) == 1, "not tried again and again"
    await here.at("2026-11-25 08:30")
    told = "分管科教文卫副市长 A-0001：本人停用了机器人，请其重新打开并发一条消息"
    await office.sees("日报", "【未能送达 1】", told)
    await vice_mayor.unblocks()
    await vice_mayor.starts()
    card = await vice_mayor.sees("请审批", "A-0001")
    assert await vice_mayor.tap(card, "同意") == AGREED
    await here.at("2026-11-26 08:30")
    digest = await office.sees("日报 2026年11月26日")
    assert "未能送达" not in digest.text


async def test_who_never_opened_the_bot_gets_what_waited_when_he_does(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    vice_mayor.room.started = False
    await files(deputy)
    await here.quiet()
    await here.at("2026-11-25 08:30")
    await office.sees("日报", "本人还没有打开过机器人，请其发一条消息")
    await vice_mayor.starts()
    await vice_mayor.sees("请审批", "A-0001")


async def test_who_cannot_be_reached_for_days_is_named_and_reached_in_the_end(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    here.api.faults.script("sendMessage", bad_gateway(), times=1000, chat=vice_mayor.id)
    await files(deputy)
    for minute in (1, 2, 3, 4, 30, 55):
        here.clock.at = here.clock.at.replace(minute=minute)
        await here.tick()
    await here.at("2026-11-25 08:30")
    await office.sees("日报", "分管科教文卫副市长 A-0001：暂未送达，仍在重试")
    here.api.faults.clear()
    await here.at("2026-11-25 09:30")
    await vice_mayor.sees("请审批", "A-0001")


async def test_a_card_deleted_by_its_reader_comes_back_when_something_changes(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, _ = await agreed(deputy, vice_mayor)
    gone = refusal(400, "Bad Request: message to edit not found")
    here.api.faults.script("editMessageText", gone, chat=deputy.id)
    await here.at("2026-12-01 08:30")
    fresh = await deputy.sees("请假 A-0001 已同意", after=outcome)
    assert "提前返回" in fresh.labels
