"""电话先行 and 代录: said by phone, written down by somebody else, confirmed or contested."""

from dataclasses import replace
from typing import Any

import pytest

from bot.rules.people import Post
from handlers.console.city import City
from tests.stories.scenes import MORNING, decisions, files
from tests.stories.town import DEPUTY, OFFICE, OTHER_DEPUTY, VICE_MAYOR, Town


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


async def test_in_one_line_by_the_office_and_confirmed_in_words(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await files(deputy)
    await office.say("代录 A-0001 同意 上午来电")
    await office.sees("已记录 A-0001：分管科教文卫副市长同意，已请其本人确认")
    await deputy.sees("请假 A-0001 已同意", "上午来电，市政府办公室督查室主任代录", "待本人确认")
    await vice_mayor.say("待办")
    card = await vice_mayor.sees("请确认您的口头意见“同意”", "A-0001")
    await vice_mayor.say("好的", reply_to=card)
    await vice_mayor.sees("请点“确认”或“有异议”")
    await vice_mayor.say("确认 A-0001")
    await vice_mayor.sees("已确认 A-0001，谢谢")
    await vice_mayor.say("确认 A-0001")
    await vice_mayor.sees(f"A-0001 您已确认（2026年{MORNING}），不用再点。")
    await vice_mayor.say("待办")
    await vice_mayor.sees("没有待您处理的事项")


async def test_the_applicant_may_write_it_as_a_line_too(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    await deputy.say("口头同意 A-0001 刚才当面")
    await deputy.sees("请假 A-0001 已同意", "刚才当面", after=mine)
    card = await vice_mayor.sees("请确认您的口头意见")
    await vice_mayor.say("有异议，说的是另一件事", reply_to=card)
    await deputy.sees("有异议", "A-0001", "说的是另一件事", after=mine)
    await vice_mayor.sees("请审批", "A-0001", after=card)
    await vice_mayor.say("有异议 A-0001 再说一次")
    await vice_mayor.sees("A-0001 您已提出异议")
    assert await decisions(here) == 1


@pytest.mark.parametrize("said", ["不同意", "退回"])
async def test_the_office_may_say_all_of_it_by_buttons(here: Town, said: str) -> None:
    deputy, office = await here.people(DEPUTY, OFFICE)
    await files(deputy)
    await office.say("状态 A-0001")
    card = await office.sees("待审批", "A-0001")
    await office.tap(card, "代录")
    await office.sees_change(card, "代录 A-0001：分管科教文卫副市长怎么说？")
    assert card.labels == ["同意", "不同意", "退回", "返回"]
    await office.tap(card, said)
    await office.sees_change(card, "理由" if said == "不同意" else "要修改什么")
    reason = card.labels[0]
    await office.tap(card, reason)
    await office.sees_change(card, "何时、怎样答复")
    assert (
        await office.tap(card, "当面") == f"已记录 A-0001：分管科教文卫副市长{said}，已请其本人确认"
    )
    await deputy.sees("请假 A-0001", reason, "当面，市政府办公室督查室主任代录")
    await office.sees_change(card, "A-0001", "待本人确认")


async def test_back_puts_the_question_down(here: Town) -> None:
    [deputy] = await here.people(DEPUTY)
    mine = await files(deputy)
    await deputy.tap(mine, "已口头同意")
    await deputy.sees_change(mine, "何时、怎样同意")
    await deputy.tap(mine, "返回")
    await deputy.sees_change(mine, "已提交，待审批")
    assert "已口头同意" in mine.labels
    await deputy.say("刚才电话")  # nobody asked
    await deputy.sees("没有看懂")
    assert await decisions(here) == 0


async def test_contested_while_he_is_away_the_office_is_told_plainly(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    agreed = await oral(deputy, await files(deputy, "请假 11月26日下午至11月27日 西宁 参加会议"))
    await here.at("2026-11-26 14:30")
    card = await vice_mayor.sees("请确认您的口头意见")
    await vice_mayor.tap(card, "有异议")
    await vice_mayor.sees_change(card, "请说明")
    await vice_mayor.tap(card, "没有同意过")
    await vice_mayor.sees_change(card, "您已提出异议（同意）")
    await office.sees("有异议", "A-0001", "申请人可能已经外出，请立即电话核实")
    told = await deputy.sees("有异议", "A-0001", "请暂勿出发", after=agreed)
    assert "撤回" in told.labels
    again = await vice_mayor.sees("请审批", "A-0001", after=card)
    await vice_mayor.tap(again, "同意")
    await deputy.sees("请假 A-0001 已同意", after=told)
    await here.at("2026-11-27 17:00")
    await deputy.sees("今天是返回日，请销假", "A-0001")
    assert await here.chain_holds()


# 抢先 at the same moment


async def test_he_decides_himself_while_it_is_written_down(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await deputy.tap(mine, "已口头同意")
    await deputy.sees_change(mine, "何时、怎样同意")
    said = deputy.tap_nowait(mine, "刚才电话")
    refuse = vice_mayor.tap_nowait(card, "同意")
    told = await deputy.answered(said), await vice_mayor.answered(refuse)
    await here.quiet()
    assert await decisions(here) == 1
    assert sum("已由分管科教文卫副市长同意" in one for one in told) == 1


async def test_confirmed_twice_and_contested_at_once_is_answered_once(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await oral(deputy, await files(deputy))
    card = await vice_mayor.sees("请确认您的口头意见")
    taps = [vice_mayor.tap_nowait(card, "确认") for _ in range(3)]
    said = [await vice_mayor.answered(tap) for tap in taps]
    assert sorted("谢谢" in one for one in said) == [False, False, True]
    await here.quiet()
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    assert acts.count("confirm") == 1
    assert "A-0001 您已确认" in await vice_mayor.tap_data(card, card.versions[0].data("有异议"))


async def test_who_has_left_the_office_records_nothing(here: Town) -> None:
    deputy, clerk = await here.people(DEPUTY, OFFICE)
    await files(deputy)
    await clerk.say("状态 A-0001")
    card = await clerk.sees("待审批", "A-0001")
    button = card.data("代录")
    here.city = moved_out(here.city, OFFICE)
    await here.restart()
    clerk = await here.person(OFFICE)
    assert "口头意见由市政府办公室代录" in await clerk.tap_data(card, button)
    await clerk.say("代录 A-0001 同意 电话")
    await clerk.sees("口头意见由市政府办公室代录")
    assert await decisions(here) == 0


def moved_out(city: City, id_: str) -> City:
    """The clerk is a liaison of another house now."""
    officials = dict(city.roster.officials)
    post = Post(title="教育局工作人员", rank="staff", department="教育局")
    officials[id_] = replace(officials[id_], posts=(post,))
    return replace(city, roster=replace(city.roster, officials=officials))
