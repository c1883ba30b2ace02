"""The bot stops and starts in the middle of everything; people go on where they were."""

import asyncio
from typing import Any

from tests.botapi.faults import bad_gateway
from tests.stories.scenes import LINE, agreed, decisions, files
from tests.stories.town import (
    DEPUTY,
    EXECUTIVE,
    MAYOR,
    OFFICE,
    OTHER_DEPUTY,
    VICE_MAYOR,
    Town,
)


def titles(person: Any) -> list[str]:
    return [card.text.split("\n")[0] for card in person.cards]


async def test_a_whole_errand_with_a_restart_after_every_act(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await deputy.say("请假")
    form = await deputy.sees("哪天出发")
    for words, question in (
        ("12月1日上午", "哪天返回"),
        ("12月3日下午", "去哪里"),
        ("西宁", "什么事由"),
        ("参加全省科技工作会议", "谁代主持工作"),
        ("教育局副局长乙", "请核对请假单"),
    ):
        await here.restart()
        await deputy.say(words)
        await deputy.sees_change(form, question)
    await here.restart()
    assert "已提交 A-0001" in await deputy.tap(form, "提交")
    await here.restart()
    card = await vice_mayor.sees("请审批", "参加全省科技工作会议")
    await vice_mayor.tap(card, "退回")
    await vice_mayor.sees_change(card, "请点选或输入要修改什么")
    await here.restart()
    await vice_mayor.say("请附会议通知")
    await vice_mayor.sees("已退回 A-0001")
    await here.restart()
    returned = await deputy.sees("请假 A-0001 被退回", "请附会议通知")
    await deputy.tap(returned, "修改重报")
    preview = await deputy.sees("修改哪一项")
    await here.restart()
    await deputy.tap(preview, "事由")
    await deputy.sees_change(preview, "什么事由")
    await here.restart()
    await deputy.say("参加全省科技工作会议（通知已送办公室）")
    await deputy.sees_change(preview, "请核对请假单")
    await here.restart()
    await deputy.tap(preview, "提交")
    again = await vice_mayor.sees("请审批", "通知已送办公室")
    await here.restart()
    assert "已同意 A-0001" in await vice_mayor.tap(again, "同意")
    await here.restart()
    outcome = await deputy.sees("请假 A-0001 已同意", after=preview)
    assert outcome.labels == ["变更", "取消出行", "审批表"]
    await here.at("2026-12-03 17:00")
    await here.restart()
    reminder = await deputy.sees("今天是返回日，请销假")
    await here.tick()
    await deputy.tap(reminder, "销假")
    await vice_mayor.sees("已销假")
    assert sum("请销假" in card.versions[0].text for card in deputy.cards) == 1
    assert await decisions(here) == 2
    assert await here.chain_holds()


async def test_buttons_of_before_the_restart_work_after_it(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.restart()
    assert "已同意 A-0001" in await vice_mayor.tap(card, "同意")
    await vice_mayor.sees_change(card, "您已处理")
    await here.restart()
    assert "A-0001 已由" in await vice_mayor.tap_data(card, card.versions[0].data("不同意"))
    await here.quiet()
    assert await decisions(here) == 1


async def test_after_a_restart_nothing_is_said_again(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await here.at("2026-11-24 08:30")
    await agreed(deputy, vice_mayor)
    await here.quiet()
    before = [titles(person) for person in (deputy, vice_mayor, office)]
    for _ in range(3):
        await here.restart()
        await here.tick()
    assert [titles(person) for person in (deputy, vice_mayor, office)] == before


async def test_words_said_while_it_was_down_are_heard(here: Town) -> None:
    [deputy] = await here.people(DEPUTY)
    await here.close()
    await deputy.say(LINE)
    await here.open()
    await deputy.sees("请核对请假单", "西宁")


async def test_a_reason_written_while_it_was_down_decides(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.sees_change(card, "请点选或输入理由")
    await here.close()
    await vice_mayor.say("与会议冲突")
    await here.open()
    await deputy.sees("请假 A-0001 未获同意", "与会议冲突")
    assert await decisions(here) == 1


async def test_a_reference_is_waited_for_over_a_restart_and_so_is_the_paper(here: Town) -> None:
    mayor, office = await here.people(MAYOR, OFFICE)
    await files(mayor, "请假 12月7日至12月8日 北京 汇报工作")
    card = await office.sees("请代录州委答复")
    await office.tap(card, "代录同意")
    await office.sees_change(card, "请输入文号")
    await here.restart()
    await office.say("西州办函〔2026〕12号")
    await office.sees("已代录 A-0001：州委同意")
    await here.restart()
    await office.sends_document("批复.pdf", b"%PDF-1.4 reply")
    await office.sees("附件已收到，归入 A-0001：批复.pdf")
    await office.sees_change(card, "州委已答复", "批复.pdf")


async def test_a_name_is_waited_for_over_a_restart(here: Town) -> None:
    deputy, vice_mayor, executive = await here.people(DEPUTY, VICE_MAYOR, EXECUTIVE)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "转呈")
    await vice_mayor.sees_change(card, "请谁审定")
    await here.restart()
    await vice_mayor.say("常务副市长")
    await executive.sees("请审批", "A-0001")
    await vice_mayor.sees_change(card, "您已处理", "请常务副市长审定")


async def test_what_was_filed_while_a_card_was_being_sent_is_sent_once(on_telegram: Town) -> None:
    """Stopped while a card is on its way: it arrives, and does not arrive again."""
    here = on_telegram
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    gate = here.api.faults.hold("sendMessage", chat=vice_mayor.id)
    await files(deputy)
    await gate.reached()
    stopping = asyncio.create_task(here.close())
    gate.open()
    await stopping
    await here.open()
    await here.tick()
    assert len(vice_mayor.cards) == 1


async def test_a_tap_made_while_it_was_down_is_answered_and_counts(on_telegram: Town) -> None:
    here = on_telegram
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.close()
    tap = vice_mayor.tap_nowait(card, "同意")
    await here.open()
    assert "已同意 A-0001" in await vice_mayor.answered(tap)
    await vice_mayor.sees_change(card, "您已处理")
    await deputy.sees("请假 A-0001 已同意")


async def test_a_tap_whose_answer_comes_too_late_still_shows_on_the_card(on_telegram: Town) -> None:
    here = on_telegram
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.close()
    vice_mayor.tap_nowait(card, "同意")
    here.api.expire_callbacks()
    await here.open()
    await vice_mayor.sees_change(card, "您已处理", "同意")
    await deputy.sees("请假 A-0001 已同意")


async def test_a_tap_telegram_forgot_can_be_made_again_or_said_in_words(on_telegram: Town) -> None:
    """Down for minutes: Telegram drops taps after 150 seconds; the card stays as good as it was."""
    here = on_telegram
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批", "A-0001")
    await files(other, "请假 12月1日至12月2日 德令哈 参加会议")
    await vice_mayor.sees("请审批", "A-0002")
    await here.close()
    vice_mayor.tap_nowait(card, "同意")
    assert here.api.discard_old_taps() == 1
    await here.open()
    await here.quiet()
    assert await decisions(here) == 0
    assert "已同意 A-0001" in await vice_mayor.tap(card, "同意")
    await vice_mayor.say("同意 A-0002")
    await other.sees("请假 A-0002 已同意")


async def test_a_card_that_could_not_be_sent_before_the_stop_is_sent_after_it(
    on_telegram: Town,
) -> None:
    here = on_telegram
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    here.api.faults.script("sendMessage", bad_gateway(), times=3, chat=vice_mayor.id)
    await files(deputy)
    await here.quiet()
    assert vice_mayor.cards == []
    await here.restart()
    for second in (2, 5, 12, 30):
        here.clock.at = here.clock.at.replace(second=second)
        await here.tick()
    [card] = vice_mayor.cards
    assert card.labels == ["同意", "不同意", "退回", "转呈", "更多"]
