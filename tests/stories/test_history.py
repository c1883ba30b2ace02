"""证明: what was done with a request, by whom, when and in view of what, from the journal."""

import asyncio

import pytest

from handlers.console.shell import command
from tests.stories.scenes import LINE, agreed, files
from tests.stories.town import (
    DEPUTY,
    LIAISON,
    MAYOR,
    OFFICE,
    OTHER_DEPUTY,
    OTHER_VICE_MAYOR,
    PRINCIPAL,
    VICE_MAYOR,
    Town,
)

on_the_page = pytest.mark.parametrize("here", ["browser"], indirect=True)


async def test_all_concerned_read_who_when_what_and_in_view_of_what(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await agreed(deputy, vice_mayor)
    applicant, supervisor = (here.city.roster.officials[o].title for o in (DEPUTY, VICE_MAYOR))
    for reader in (deputy, vice_mayor, office):
        said = await reader.say("证明 a1")
        proof = await reader.sees("A-0001 办理过程证明", after=said)
        for words in (
            f"事由：{applicant}请假：",
            f"1．2026年11月24日（周二）上午9:00，{applicant}提交申请",
            "时间：2026年12月1日（周二）上午 至 2026年12月3日（周四）下午",
            f"2．2026年11月24日（周二）上午9:00，{supervisor}审批：同意",
            "当时所见：\n　　请审批",
            "逐条校验无误，末条校验码",
        ):
            assert words in proof.text
        assert proof.labels == []


async def test_the_card_kept_is_the_one_that_asked_for_the_reason(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批", "A-0001")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.sees_change(card)
    question = card.text
    await vice_mayor.say("请另派人参加")
    await deputy.sees("请假 A-0001 未获同意")
    [_, printed] = await shell(here, "A-0001")
    assert "审批：不同意" in printed
    assert "　意见：请另派人参加" in printed
    for row in question.splitlines():
        assert row in printed


async def test_decided_in_words_the_card_he_was_sent_counts(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    await vice_mayor.sees("请审批", "A-0001")
    await vice_mayor.say("同意 A-0001")
    await deputy.sees("请假 A-0001 已同意")
    await deputy.say("证明 A-0001")
    await deputy.sees("办理过程证明", "审批：同意", "当时所见：\n　　请审批")


async def test_what_the_office_recorded_says_so(here: Town) -> None:
    mayor, office = await here.people(MAYOR, OFFICE)
    await files(mayor, "请假 12月7日至12月8日 北京 汇报工作")
    await office.tap(await office.sees("请代录州委答复"), "代录同意")
    await office.say("西州办函〔2026〕12号")
    await office.sees("已代录 A-0001：州委同意")
    await mayor.say("证明 A-0001")
    proof = await mayor.sees("办理过程证明", "市政府办公室督查室主任代录答复：同意")
    assert "　环节：州委" in proof.text
    assert "　文号：西州办函〔2026〕12号" in proof.text


async def test_whoever_has_nothing_to_do_with_it_is_told_so(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    for post in (OTHER_DEPUTY, PRINCIPAL, LIAISON, OTHER_VICE_MAYOR):
        other = await here.person(post)
        said = await other.say("证明 A-0001")
        told = await other.sees("只供申请人、审批人和市政府办公室查阅", after=said)
        assert "西宁" not in told.text
    nobody = await deputy.say("证明 A-0099")
    await deputy.sees("没有编号为", after=nobody)
    asked = await deputy.say("证明")
    await deputy.sees("证明哪一件？请写编号", after=asked)


async def test_a_journal_tampered_with_proves_nothing(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    async with here.running.store.write() as tx:
        await tx.run("UPDATE journal SET detail = replace(detail, 'agree', 'refuse')")
    await deputy.say("证明 A-0001")
    await deputy.sees("校验不符，本证明不能作为依据")
    [code, _] = await shell(here, "A-0001")
    assert code == 1


@on_the_page
async def test_a_long_history_is_cut_in_chat_and_whole_at_the_shell(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批", "A-0001")
    for n in range(30):
        said = await vice_mayor.say(f"第{n}次询问：{'情况如何' * 40}", reply_to=card)
        await vice_mayor.sees("意见已记在 A-0001 上", after=said)
    await deputy.say("证明 A-0001")
    proof = await deputy.sees("办理过程证明", "条未列出；全文请在服务器上打印")
    assert len(proof.text) < 4096
    [_, printed] = await shell(here, "A-0001")
    assert all(f"第{n}次询问" in printed for n in range(30))


async def test_the_shell_prints_it_while_the_bot_runs(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await files(deputy, LINE)
    code, printed = await shell(here, "A-0001")
    assert code == 0
    applicant = here.city.roster.officials[DEPUTY].title
    assert printed.startswith(f"A-0001 办理过程证明\n事由：{applicant}请假：")
    assert "出具时间：2026年11月24日（周二）上午9:00" in printed
    code, printed = await shell(here, "A-7")
    assert (code, printed) == (1, "没有编号为“A-7”的申请。")
    code, printed = await shell(here)
    assert (code, printed) == (1, "请写明哪一件：python run_bot.py proof A-0001")


async def shell(here: Town, *rest: str) -> tuple[int, str]:
    """Exit code and what `run_bot.py proof` prints; it runs beside the bot."""
    code, lines = await asyncio.to_thread(command, "proof", rest, here.settings, "zh", here.clock())
    return code, "\n".join(lines)
