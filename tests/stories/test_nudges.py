"""催办 and 提醒: asked for by the applicant, planned by the clock, held, merged and few."""

from typing import Any

from tests.stories.scenes import agreed, decisions, files
from tests.stories.town import (
    DEPUTY,
    MAYOR,
    OFFICE,
    OTHER_DEPUTY,
    OTHER_VICE_MAYOR,
    VICE_MAYOR,
    Town,
)

HALF = "fsz4"  # the other half of the vice-mayor's AB pair


def reminders(person: Any) -> list[str]:
    """Titles of the cards he got of reminders, lists among them."""
    return [card.versions[0].text.split("\n")[0] for card in person.cards]


# 催办


async def test_the_applicant_urges_once_in_four_working_hours(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.at("2026-11-24 09:30")
    assert "已催办 A-0001：分管科教文卫副市长" in await deputy.tap(mine, "催办")
    await here.tick()
    urged = await vice_mayor.sees("申请人催办，请审批", "A-0001", after=card)
    assert urged.labels[:2] == ["同意", "不同意"]
    assert "以后可以再催" in await deputy.tap(mine, "催办")
    await here.at("2026-11-24 16:30")
    assert "已催办" in await deputy.tap(mine, "催办")
    await vice_mayor.tap(urged, "同意")
    await deputy.sees("请假 A-0001 已同意")
    assert await decisions(here) == 1


async def test_urged_in_the_evening_it_is_shown_next_morning(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.at("2026-11-24 20:00")
    await deputy.say("催办")
    await deputy.sees("已催办 A-0001", "11月25日", "8:30送达")
    await here.at("2026-11-25 08:29")
    assert vice_mayor.last.id == card.id
    await here.at("2026-11-25 08:30")
    await vice_mayor.sees("催办", "A-0001", after=card)


# 逾时


async def test_unanswered_for_a_day_it_is_offered_to_the_other_half(here: Town) -> None:
    deputy, vice_mayor, half = await here.people(DEPUTY, VICE_MAYOR, HALF)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.at("2026-11-25 10:00")
    offered = await half.sees("尚未答复，您可以代办", "A-0001")
    assert offered.labels == ["代办"]
    assert await decisions(here) == 0, "silence is never yes"
    await half.tap(offered, "代办")
    await half.sees_change(offered, "请审批")
    await vice_mayor.sees_change(card)
    assert "同意" not in card.labels
    await half.tap(offered, "同意")
    await deputy.sees("请假 A-0001 已同意", "（代分管科教文卫副市长） 同意")


async def test_away_with_nobody_standing_in_the_office_sees_it_and_phones(here: Town) -> None:
    deputy, vice_mayor, mayor, other, office = await here.people(
        DEPUTY, VICE_MAYOR, MAYOR, OTHER_VICE_MAYOR, OFFICE
    )
    await files(vice_mayor, "请假 11月26日至11月27日 西宁 参加会议", "分管工业副市长")
    await mayor.tap(await mayor.sees("请审批"), "同意")
    await other.tap(await other.sees("请您代主持"), "谢绝")
    await here.at("2026-11-26 08:30")
    await files(deputy, "请假 12月7日 西宁 参加会议")
    await here.at("2026-11-26 15:01")
    told = await office.sees("审批人尚未答复", "A-0002")
    assert "代录" in told.labels
    await vice_mayor.sees("请审批", "A-0002")  # it still waits with him


# 行前、销假


async def test_agreed_long_ago_he_is_asked_the_day_before(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, _ = await agreed(deputy, vice_mayor, "请假 12月1日 西宁 参加会议")
    await here.at("2026-11-30 08:30")
    asked = await deputy.sees("请确认是否照常", "A-0001", after=outcome)
    assert asked.labels == ["照常出发", "变更", "取消出行"]
    await deputy.tap(asked, "照常出发")
    await deputy.sees_change(asked, "已确认照常出发")
    await here.at("2026-12-01 08:30")
    assert deputy.last.id == asked.id


async def test_not_reported_back_he_is_reminded_twice_and_then_the_office_sees_it(
    here: Town,
) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await agreed(deputy, vice_mayor, "请假 11月26日 西宁 参加会议")
    await here.at("2026-11-26 17:00")
    await deputy.sees("今天是返回日，请销假")
    await here.at("2026-11-27 08:30")
    await deputy.sees("返回日已过，请销假")
    await here.at("2026-11-30 08:30")
    await office.sees("返回后多日未销假", "A-0001")
    titles = [title for title in reminders(deputy) if "请销假" in title]
    assert len(titles) == 2


# 合并、上限、不扰


async def test_several_become_one_message_whose_numbers_open_them(here: Town) -> None:
    deputy, other, office, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, OFFICE, VICE_MAYOR)
    await files(deputy, "请假 11月27日 西宁 参加会议")
    await files(other, "请假 11月27日 德令哈 调研")
    await vice_mayor.sees("请审批", "A-0002")
    await here.at("2026-11-27 08:30")
    several = await office.sees("提醒（2）", "A-0001", "A-0002")
    assert several.labels == ["A-0001", "A-0002"]
    await office.tap(several, "A-0002")
    await office.sees("到出发时间尚未批准", "A-0002", "德令哈")


async def test_nothing_is_sent_at_night_nor_on_a_day_off(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await files(deputy, "请假 11月28日 西宁 参加会议")  # a Saturday
    await vice_mayor.sees("请审批")
    await here.at("2026-11-27 18:30")
    seen = len(office.cards)
    await here.at("2026-11-28 10:00")
    assert len(office.cards) == seen
    await here.at("2026-11-30 08:30")
    await office.sees("到出发时间尚未批准", "A-0001")


async def test_at_most_three_reminders_a_day(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    askers = await here.people(DEPUTY, OTHER_DEPUTY)
    for number in range(4):
        await files(askers[number % 2], f"请假 12月{7 + number}日 西宁 参加会议")
    await vice_mayor.sees("请审批", "A-0004")
    seen = len(vice_mayor.cards)
    for number, minute in enumerate(("10:00", "10:10", "10:20", "10:30"), start=1):
        await here.at(f"2026-11-24 {minute}")
        await askers[(number - 1) % 2].say(f"催办 A-{number:04d}")
        await here.tick()
    assert len(vice_mayor.cards) == seen + 3
    await here.at("2026-11-25 08:30")
    await vice_mayor.sees("催办", "A-0004")
    assert len(vice_mayor.cards) == seen + 4
    await deputy.sees("已催办")


async def test_what_is_done_meanwhile_is_not_reminded_of(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.at("2026-11-24 20:00")
    await deputy.say("催办")
    await vice_mayor.tap(card, "同意")
    await here.quiet()
    seen = len(vice_mayor.cards)
    await here.at("2026-11-25 08:30")
    assert len(vice_mayor.cards) == seen
