"""电话先行 and 代录: said by phone, written down by somebody else, confirmed or contested."""

from typing import Any

from tests.stories.scenes import MORNING, decisions, files
from tests.stories.town import DEPUTY, OFFICE, OTHER_DEPUTY, VICE_MAYOR, Town

EXECUTIVE = "fsz1"


async def oral(person: Any, card: Any, how: str = "刚才电话") -> Any:
    """The applicant writes down his superior's spoken consent."""
    await person.tap(card, "已口头同意")
    await person.sees_change(card, "分管科教文卫副市长何时、怎样同意 A-0001？")
    assert card.labels == ["刚才电话", "当面", "返回"]
    told = await person.tap(card, how)
    assert told == "已记录 A-0001：分管科教文卫副市长同意，已请其本人确认"
    return await person.sees("请假 A-0001 已同意", "刚才电话，市教育局副局长甲代录", "待本人确认")


async def test_an_oral_consent_is_written_down_and_confirmed(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    assert "已口头同意" in mine.labels
    await oral(deputy, mine)
    card = await vice_mayor.sees("请确认您的口头意见“同意”", "A-0001", "刚才电话", MORNING)
    assert card.labels == ["确认", "有异议"]
    assert await vice_mayor.tap(card, "确认") == "已确认 A-0001，谢谢"
    await vice_mayor.sees_change(card, "您已确认（同意）", "本人已确认")
    assert card.labels == ["收回"]
    await deputy.sees("请假 A-0001 已同意", "本人已确认")
    await here.quiet()
    assert await decisions(here) == 1
    assert len(vice_mayor.cards) == 2  # please decide, please confirm


async def test_an_oral_consent_he_contests_does_not_stand(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    agreed = await oral(deputy, await files(deputy))
    card = await vice_mayor.sees("请确认您的口头意见")
    await vice_mayor.tap(card, "有异议")
    await vice_mayor.sees_change(card)
    await vice_mayor.say("我没有同意过")
    await deputy.sees("有异议", "A-0001", "我没有同意过", after=agreed)
    await office.sees("有异议", "A-0001", "我没有同意过")
    again = await vice_mayor.sees("请审批", "A-0001", after=card)
    await vice_mayor.tap(again, "同意")
    await deputy.sees("请假 A-0001 已同意", after=agreed)
    assert await here.chain_holds()


async def test_the_office_writes_down_a_refusal_with_its_reason(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await files(deputy)
    await office.say("状态 A-0001")
    card = await office.sees("待审批", "A-0001")
    await office.tap(card, "代录")
    await office.sees_change(card, "A-0001")
    assert await office.tap(card, "不同意") == ""
    await office.sees_change(card)
    await office.say("与会议冲突")
    await office.sees_change(card)
    await office.say("上午来电")
    await deputy.sees("请假 A-0001 未获同意", "与会议冲突", "督查室主任代录")
    confirm = await vice_mayor.sees("请确认", "不同意", "与会议冲突")
    await vice_mayor.tap(confirm, "确认")
    await vice_mayor.sees_change(confirm, "您已确认")


async def test_nobody_else_writes_down_or_confirms(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_DEPUTY)
    mine = await files(deputy)
    await other.say("代录 A-0001 同意 电话")
    await here.quiet()
    assert await decisions(here) == 0
    await deputy.say("代录 A-0001 不同意 电话")
    await here.quiet()
    assert await decisions(here) == 0
    await oral(deputy, mine)
    card = await vice_mayor.sees("请确认您的口头意见")
    assert "不是给您的" in await deputy.tap_data(card, card.data("确认"))


async def test_unconfirmed_for_two_days_the_office_sees_it(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await oral(deputy, await files(deputy))
    first = await vice_mayor.sees("请确认您的口头意见")
    await here.at("2026-11-25 08:30")
    await vice_mayor.sees("请确认", "A-0001", after=first)
    await here.at("2026-11-26 09:00")
    await office.sees("口头意见逾期未经本人确认", "A-0001")


# 收回


async def test_within_a_minute_a_decision_is_taken_back_quietly(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    assert "一分钟内可点“收回”撤销" in await vice_mayor.tap(card, "同意")
    outcome = await deputy.sees("请假 A-0001 已同意", after=mine)
    await vice_mayor.sees_change(card, "您已处理")
    seen = len(deputy.cards)
    await here.at("2026-11-24 09:00:50")
    await vice_mayor.tap(card, "收回")
    await vice_mayor.sees_change(card, "请审批")
    assert card.labels[:2] == ["同意", "不同意"]
    await deputy.sees_change(outcome, "决定已收回，重新待审批")
    await here.quiet()
    assert [c for c in deputy.cards[seen:] if "日历" not in c.text] == []
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.sees_change(card)
    await vice_mayor.tap(card, "与会议冲突")
    await deputy.sees("请假 A-0001 未获同意")
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    assert acts == ["file", "decide", "undo", "decide"]


async def test_later_it_takes_a_reason_and_everybody_concerned_is_told(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "同意")
    agreed = await deputy.sees("请假 A-0001 已同意")
    await here.at("2026-11-24 10:00")
    await vice_mayor.tap(card, "收回")
    await vice_mayor.sees_change(card, "请说明原因")
    assert await decisions(here) == 1
    await vice_mayor.tap(card, "工作有变化")
    await deputy.sees("重新待审批", "A-0001", "工作有变化", after=agreed)
    await office.sees("收回了决定", "A-0001")
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    assert acts == ["file", "decide", "revoke"]


async def test_once_he_has_left_or_withdrawn_it_is_too_late(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "同意")
    await vice_mayor.sees_change(card, "您已处理")
    button = card.data("收回")
    await here.at("2026-12-01 09:00")
    assert "电话" in await vice_mayor.tap_data(card, button)
    assert card.labels == []
