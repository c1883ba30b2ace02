"""What becomes of a request afterwards: 撤回, 取消出行, 销假, and the reminders of the clock."""

import pytest

from tests.stories.scenes import agreed, files
from tests.stories.town import (
    DEPUTY,
    DUTY_OFFICE,
    MAYOR,
    OFFICE,
    OTHER_VICE_MAYOR,
    VICE_MAYOR,
    Town,
)

BACK = "{number} 已销假，一路辛苦"


# 撤回


async def test_withdrawn_while_it_waits(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    assert mine.labels == ["撤回", "催办", "已口头同意"]
    assert "A-0001 已撤回" in await deputy.tap(mine, "撤回")
    await deputy.sees_change(mine, "请假 A-0001 已撤回")
    await vice_mayor.sees_change(card, "已撤回：市教育局副局长甲请假 A-0001", "无需再批")
    assert mine.labels == card.labels == []
    await here.quiet()
    assert len(vice_mayor.cards) == len(deputy.cards) == 1  # closed in place, nobody is rung


async def test_the_mayor_withdraws_what_one_authority_has_answered(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    mine = await files(mayor)
    card = await clerk.sees("请代录州委答复")
    await clerk.tap(card, "代录同意")
    await clerk.say("西办函〔2026〕12号")
    await mayor.sees_change(mine, "已答复 1/3")
    await mayor.tap(mine, "撤回")
    await mayor.sees_change(mine, "请假 A-0001 已撤回")
    await here.quiet()
    for person in (clerk, duty):
        assert all(not shown.labels for shown in person.cards)


@pytest.mark.parametrize("words", ["撤回", "撤回 A-0001", "撤回A-0001", "/withdraw"])
async def test_withdrawn_in_words(here: Town, words: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await deputy.say(words)
    await deputy.sees("A-0001 已撤回", after=mine)
    await vice_mayor.sees_change(card, "已撤回")


async def test_too_late_to_withdraw_once_agreed(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    withdraw = mine.data("撤回")
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意", after=mine)
    told = await deputy.tap_data(mine, withdraw)
    assert "A-0001 现在是“已同意”" in told
    await here.quiet()
    assert "已同意" in mine.text


async def test_nobody_withdraws_what_is_anothers(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    await vice_mayor.sees("请审批")
    await vice_mayor.say("撤回 A-0001")
    await vice_mayor.sees("只有申请人本人可以这样做")
    await here.quiet()
    assert "待审批" in mine.text


# 取消出行


async def test_an_agreed_trip_is_called_off(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    assert outcome.labels == ["变更", "取消出行", "审批表"]
    await deputy.tap(outcome, "取消出行")
    await deputy.sees_change(outcome, "确定取消出行 A-0001？")
    assert "A-0001 已取消出行" in await deputy.tap(outcome, "确定取消")
    await deputy.sees_change(outcome, "请假 A-0001 已取消出行")
    await vice_mayor.sees("已取消出行：市教育局副局长甲请假 A-0001", after=card)
    assert outcome.labels == []
    await here.at("2026-12-03 17:00")
    assert len(deputy.cards) == 2  # nobody reminds him of a trip he did not make


async def test_on_the_day_of_departure_both_are_offered(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, _ = await agreed(deputy, vice_mayor)
    await here.at("2026-12-01 08:30")
    await deputy.sees_change(outcome, "请假 A-0001 已同意")
    assert outcome.labels == ["提前返回", "变更", "取消出行", "审批表"]
    await deputy.tap(outcome, "取消出行")
    await deputy.sees_change(outcome, "确定取消出行")
    await deputy.tap(outcome, "不取消")
    await deputy.sees_change(outcome, "请假 A-0001 已同意")
    assert outcome.labels == ["提前返回", "变更", "取消出行", "审批表"]


async def test_a_trip_begun_is_reported_back_from_not_called_off(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, _ = await agreed(deputy, vice_mayor)
    cancel = outcome.data("取消出行")
    await here.at("2026-12-02 10:00")
    told = await deputy.tap_data(outcome, cancel)
    assert "A-0001 现在是“已出行”" in told
    assert outcome.labels == ["提前返回", "变更", "审批表"]


# 销假


async def test_reminded_at_five_on_the_day_of_return_and_reported_by_one_tap(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    await here.at("2026-12-03 16:59")
    assert len(deputy.cards) == 2
    await here.at("2026-12-03 17:00")
    nudge = await deputy.sees("今天是返回日，请销假：A-0001")
    assert nudge.labels == ["销假", "变更"]
    await here.at("2026-12-03 17:30")
    assert len(deputy.cards) == 3  # once

    assert BACK.format(number="A-0001") in await deputy.tap(nudge, "销假")
    await deputy.sees_change(nudge, "请假 A-0001 已销假", "2026年12月3日（周四）")
    told = await vice_mayor.sees("已销假：市教育局副局长甲请假 A-0001", after=card)
    assert "提前返回" not in told.text
    assert [shown.labels for shown in deputy.cards] == [[], [], ["审批表"]]
    await here.at("2026-12-04 17:00")
    assert len(deputy.cards) == 3
    assert other.cards == []
    assert await here.chain_holds()


@pytest.mark.parametrize(
    ("line", "before", "at", "title"),
    [
        # 返回时段决定几点提醒 the half-day of return says when
        ("12月1日至12月3日上午", "2026-12-03 11:29", "2026-12-03 11:30", "今天是返回日，请销假"),
        ("12月1日至12月3日晚上", "2026-12-03 16:59", "2026-12-03 17:00", "今天是返回日，请销假"),
        # 周六返回，周一提醒 back on a Saturday: on Monday
        ("12月1日至12月5日", "2026-12-07 08:29", "2026-12-07 08:30", "返回日已过，请销假"),
        ("12月1日至12月6日", "2026-12-07 08:29", "2026-12-07 08:30", "返回日已过，请销假"),
    ],
)
async def test_when_the_reminder_comes(
    here: Town, line: str, before: str, at: str, title: str
) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor, f"请假 {line} 西宁 参加全省科技工作会议")
    await here.at(before)
    assert len(deputy.cards) == 2
    await here.at(at)
    await deputy.sees(title, "A-0001")


async def test_back_early(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    await here.at("2026-12-02 09:00")
    await deputy.sees_change(outcome, "请假 A-0001 已同意")
    assert outcome.labels == ["提前返回", "变更", "审批表"]
    assert BACK.format(number="A-0001") in await deputy.tap(outcome, "提前返回")
    early = "2026年12月2日（周三），提前返回"
    await deputy.sees_change(outcome, "已销假", early, "12月3日")  # the dates asked for are kept
    await vice_mayor.sees("已销假", early, after=card)
    await here.at("2026-12-03 17:00")
    assert len(deputy.cards) == 2  # no reminder


async def test_reported_late(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    await here.at("2026-12-03 17:00")
    nudge = await deputy.sees("今天是返回日，请销假")
    await here.at("2026-12-07 10:00")
    await deputy.tap(nudge, "销假")
    late = "2026年12月7日（周一），逾期销假"
    await deputy.sees_change(nudge, "已销假", late)
    await vice_mayor.sees("已销假", late, after=card)


async def test_reporting_back_before_leaving_is_refused(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await deputy.say("销假")
    await deputy.sees("A-0001 还没有出发；如不再出行，请点“取消出行”")
    await here.quiet()
    assert len(vice_mayor.cards) == 1


@pytest.mark.parametrize("words", ["销假", "销假 A-0001", "/back", "销假！", "提前返回"])
async def test_reported_back_in_words(here: Town, words: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await here.at("2026-12-03 15:00")
    await deputy.say(words)
    await deputy.sees(BACK.format(number="A-0001"))
    await vice_mayor.sees("已销假")


async def test_reported_back_twice_is_told_when_it_was(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await here.at("2026-12-03 17:00")
    nudge = await deputy.sees("今天是返回日")
    back = nudge.data("销假")
    await deputy.tap(nudge, "销假")
    told = await deputy.tap_data(nudge, back)
    assert "A-0001 现在是“已销假”（2026年12月3日（周四）下午5:00）" in told
    await here.quiet()
    assert len(vice_mayor.cards) == 2


async def test_words_without_a_number_do_not_choose_between_two(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await files(deputy)
    await files(deputy, "请假 12月8日 德令哈 考察调研")
    await deputy.say("撤回")
    await deputy.sees("请写上编号，是哪一件：A-0001、A-0002")
    await deputy.say("销假")
    await deputy.sees("您没有可以这样办的请假")


async def test_of_a_mayors_return_the_office_is_told(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    await files(mayor)
    for name in ("州委", "州政府", "市委"):
        card = await clerk.sees(f"请代录{name}答复")
        await clerk.tap(card, "代录同意")
        await clerk.say(f"{name}函〔2026〕1号")
        await clerk.sees_change(card, f"{name}函〔2026〕1号")
    await mayor.sees("请假 A-0001 已同意", "已答复 3/3")
    await here.at("2026-12-03 17:00")
    await mayor.tap(await mayor.sees("今天是返回日"), "销假")
    for person in (clerk, duty):
        await person.sees("已销假：市长请假 A-0001")


# 迟报


async def test_late_filing_asks_why_and_is_marked_for_the_approver(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await deputy.say("请假 11月25日 西宁 参加全省科技工作会议")
    asked = await deputy.sees("请说明迟报原因", "不足2个工作日", "照常报批")
    assert asked.labels[:4] == ["临时通知", "紧急公务", "突发情况", "个人急事"]
    await here.quiet()
    assert vice_mayor.cards == []
    await deputy.say("省厅昨晚才通知")
    await deputy.sees_change(asked, "请核对请假单", "迟报", "省厅昨晚才通知")
    await deputy.tap(asked, "提交")
    card = await vice_mayor.sees("请审批", "迟报", "省厅昨晚才通知")
    await vice_mayor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意")


@pytest.mark.parametrize(
    ("line", "late"),
    [
        ("11月25日", True),  # 周三，隔一个工作日 the next working day
        ("11月26日", False),  # 周四，隔两个工作日 two working days ahead
        ("今天下午", True),
    ],
)
async def test_how_many_working_days_ahead_is_late(here: Town, line: str, late: bool) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say(f"请假 {line} 西宁 参加全省科技工作会议")
    await deputy.sees("请说明迟报原因" if late else "请核对请假单")


# 未经批准


async def test_of_a_departure_nobody_agreed_to_the_office_is_told(here: Town) -> None:
    deputy, vice_mayor, clerk, duty = await here.people(DEPUTY, VICE_MAYOR, OFFICE, DUTY_OFFICE)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.at("2026-12-01 08:29")
    assert clerk.cards == []
    await here.at("2026-12-01 08:30")
    named = "到出发时间尚未批准：市教育局副局长甲请假 A-0001"
    shown = [await person.sees(named, "待分管科教文卫副市长审批") for person in (clerk, duty)]
    await here.at("2026-12-01 09:30")
    assert sum(named in card.text for card in clerk.cards) == 1  # once
    await vice_mayor.tap(card, "同意")
    for person, told in zip((clerk, duty), shown, strict=True):
        await person.sees_change(told, "已同意：市教育局副局长甲请假 A-0001")


async def test_filed_at_the_hour_of_departure_the_superior_has_an_hour(here: Town) -> None:
    deputy, clerk = await here.people(DEPUTY, OFFICE)
    await deputy.say("请假 今天 西宁 参加全省科技工作会议")
    asked = await deputy.sees("请说明迟报原因")
    await deputy.tap(asked, "临时通知")
    await deputy.sees_change(asked, "请核对请假单")
    await deputy.tap(asked, "提交")
    await deputy.sees_change(asked, "已提交，待审批")
    await here.at("2026-11-24 09:59")
    assert not any("尚未批准" in card.text for card in clerk.cards)
    await here.at("2026-11-24 10:00")
    await clerk.sees("到出发时间尚未批准", "A-0001")
