"""What must not be guessed, nor lost between two moments."""

import pytest

from tests.stories.scenes import decisions, files
from tests.stories.town import DEPUTY, OFFICE, VICE_MAYOR, Town


@pytest.mark.parametrize("words", ["同意 1日下午开会", "同意 1号出发的那个", "同意 1月5日"])
async def test_a_date_is_no_number(here: Town, words: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    await vice_mayor.sees("请审批", "A-0001")
    await vice_mayor.say(words)
    await vice_mayor.sees("没有编号为")
    assert await decisions(here) == 0


async def test_agreed_with_words_in_a_reply(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批", "A-0001")
    await vice_mayor.say("同意，注意安全", reply_to=card)
    await deputy.sees("请假 A-0001 已同意", "：注意安全")


async def test_a_verb_inside_a_sentence_decides_nothing(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批", "A-0001")
    await vice_mayor.say("退回一下再说", reply_to=card)
    await vice_mayor.sees("意见已记在 A-0001 上")
    assert await decisions(here) == 0


async def test_a_reason_that_names_another_verdict_is_asked_again(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批", "A-0001")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.say("请写具体事由，退回")
    await vice_mayor.sees("像是另一个决定")
    assert await decisions(here) == 0


async def test_a_word_at_departure_does_not_use_up_the_telling(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await files(deputy)
    card = await vice_mayor.sees("请审批", "A-0001")
    here.clock.at = here.clock.at.replace(month=12, day=1, hour=8, minute=30, second=5)
    await vice_mayor.say("我问一下情况", reply_to=card)
    await vice_mayor.sees("意见已记在 A-0001 上")
    await here.at("2026-12-01 08:31")
    await office.sees("到出发时间尚未批准", "A-0001")


async def test_agreed_after_the_day_of_return_is_reminded_all_the_same(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    here.clock.at = here.clock.at.replace(hour=17, minute=10)
    await deputy.say("请假 今天 德令哈 协调工作")
    form = await deputy.sees("请说明迟报原因")
    await deputy.tap(form, "临时通知")
    await deputy.sees_change(form, "请核对请假单")
    await deputy.tap(form, "提交")
    await vice_mayor.tap(await vice_mayor.sees("请审批"), "同意")
    await here.tick()
    await deputy.sees("请销假：A-0001")


async def test_the_second_request_for_the_same_days_is_pointed_out(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await files(deputy)
    await deputy.say("请假 12月3日 德令哈 协调工作")
    await deputy.sees("请核对请假单", "与您的 A-0001（", "时间重叠，请确认")
