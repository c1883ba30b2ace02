"""What the approver sees beside a request: who else is away, and what becomes of it."""

from typing import Any

from tests.stories.scenes import LINE, files
from tests.stories.test_form import press
from tests.stories.town import (
    DEPUTY,
    EXECUTIVE,
    MAYOR,
    OFFICE,
    OTHER_DEPUTY,
    OTHER_VICE_MAYOR,
    PRINCIPAL,
    VICE_MAYOR,
    Town,
)

LEAVING = f"{LINE} 代主持 分管政法副市长"
NOTE = "提醒："


def noted(card: Any) -> list[str]:
    """The reminders on a card."""
    return [line for line in card.text.splitlines() if line.startswith(NOTE)]


async def test_the_approver_sees_an_overlapping_leave_and_sees_it_go(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    first = await files(deputy)
    asked = await vice_mayor.sees("请审批", "请假 A-0001")
    assert noted(asked) == []
    await files(deputy, "请假 12月3日至12月4日 德令哈 向州教育局汇报工作")
    second = await vice_mayor.sees("请审批", "请假 A-0002")
    assert noted(second) == [
        "提醒：申请人同期另有请假（A-0001，12月1日（周二）上午 至 12月3日（周四）下午，待批）"
    ]
    assert "参加全省科技工作会议" not in second.text
    await vice_mayor.sees_change(asked, "提醒：申请人同期另有请假（A-0002")
    await deputy.tap(first, "撤回")
    await vice_mayor.sees_change(second)
    assert noted(second) == []
    assert second.labels[:2] == ["同意", "不同意"]


async def test_own_leave_that_ends_before_the_next_begins_is_no_conflict(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy, "请假 12月1日至12月3日上午 西宁 参加全省科技工作会议")
    await files(deputy, "请假 12月3日下午至12月4日 德令哈 向州教育局汇报工作")
    assert noted(await vice_mayor.sees("请审批", "请假 A-0002")) == []


async def test_agreement_to_the_one_is_told_on_the_card_of_the_other(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    await files(deputy, "请假 12月2日 德令哈 向州教育局汇报工作")
    first, second = await vice_mayor.sees("请假 A-0001"), await vice_mayor.sees("请假 A-0002")
    await vice_mayor.tap(first, "同意")
    await vice_mayor.sees_change(second, "下午）")
    assert "待批" not in "".join(noted(second))
    await vice_mayor.sees_change(first, "您已处理")
    assert noted(first) == []


async def test_the_last_leader_of_a_department_is_seen_to_go(here: Town) -> None:
    head, deputy, other = await here.people(PRINCIPAL, DEPUTY, OTHER_DEPUTY)
    mayor, vice_mayor = await here.people(MAYOR, VICE_MAYOR)
    await files(deputy)
    await files(other, "请假 12月3日 德令哈 向州教育局汇报工作")
    assert noted(await vice_mayor.sees("请审批", "请假 A-0002")) == []
    await files(head, "请假 12月3日下午 西宁 开会 代主持 财政局局长")
    card = await mayor.sees("请审批", "请假 A-0003")
    assert noted(card) == [
        "提醒：本单位其他领导同期均外出（市教育局副局长甲 A-0001、市教育局副局长乙 A-0002）"
    ]


async def test_others_are_not_shown_what_the_approver_is(here: Town) -> None:
    deputy, office = await here.people(DEPUTY, OFFICE)
    mine = await files(deputy)
    await files(deputy, "请假 12月2日 德令哈 向州教育局汇报工作")
    said = await office.say("状态 A-0001")
    card = await office.sees("待审批", "A-0001", after=said)
    assert noted(card) == noted(mine) == []


# 同时外出 both heads, too many vice-mayors


async def test_when_the_other_head_is_away_a_reason_is_asked_and_shown(here: Town) -> None:
    executive, mayor, office = await here.people(EXECUTIVE, MAYOR, OFFICE)
    await files(executive, LEAVING)
    said = await mayor.say("请假 12月3日至12月5日 西宁 参加省政府全体会议 代主持 分管政法副市长")
    card = await mayor.sees("请说明同期外出的原因", after=said)
    assert noted(card) == [
        "提醒：常务副市长同期外出（A-0001，12月1日（周二）上午 至 12月3日（周四）下午，待批）"
    ]
    assert "参加全省科技工作会议" not in card.text
    await press(mayor, card, "已商定由他人值守")
    assert "同时外出说明：已商定由他人值守" in card.text
    await press(mayor, card, "提交")
    await office.sees("请代录", "同时外出说明：已商定由他人值守")
    asked = await mayor.sees("请审批：常务副市长请假")
    assert noted(asked) == [
        "提醒：市长同期外出（A-0002，12月3日（周四）上午 至 12月5日（周六）下午，待批）"
    ]


async def test_half_a_day_apart_nothing_is_asked(here: Town) -> None:
    executive, mayor = await here.people(EXECUTIVE, MAYOR)
    await files(executive, "请假 12月1日至12月3日上午 西宁 开会 代主持 分管政法副市长")
    await mayor.sees("请审批")
    await files(mayor, "请假 12月3日下午至12月5日 西宁 参加省政府全体会议 代主持 分管政法副市长")


async def test_a_third_vice_mayor_out_says_why(here: Town) -> None:
    first, second = await here.people(OTHER_VICE_MAYOR, EXECUTIVE)
    third, mayor = await here.people(VICE_MAYOR, MAYOR)
    await files(first, LEAVING)
    await files(second, LEAVING)
    said = await third.say("请假 12月3日至12月4日 西宁 参加全省教育工作会议 代主持 分管政法副市长")
    card = await third.sees("请说明同期外出的原因", after=said)
    assert "分管工业副市长 A-0001" in card.text
    await third.say("省里点名参加")
    await third.sees_change(card, "同时外出说明：省里点名参加")
    await press(third, card, "提交")
    asked = await mayor.sees("请审批", "请假 A-0003", "同时外出说明：省里点名参加")
    assert noted(asked) == [
        "提醒：同期外出的副市长较多（分管工业副市长 A-0001、常务副市长 A-0002）"
    ]


async def test_what_was_agreed_and_is_called_off_is_no_conflict_any_more(here: Town) -> None:
    executive, mayor, office = await here.people(EXECUTIVE, MAYOR, OFFICE)
    mine = await files(executive, LEAVING)
    await mayor.tap(await mayor.sees("请审批"), "同意")
    outcome = await executive.sees("请假 A-0001 已同意", after=mine)
    said = await mayor.say("请假 12月2日 西宁 参加省政府全体会议 代主持 分管政法副市长")
    card = await mayor.sees("请说明同期外出的原因", after=said)
    assert "待批" not in "".join(noted(card))
    await press(executive, outcome, "取消出行", "确定取消")
    await press(mayor, card, "紧急公务")
    await press(mayor, card, "提交")
    recorded = await office.sees("请代录")
    assert "紧急公务" not in recorded.text  # nothing calls for it any more


async def test_a_change_is_held_against_what_stands_beside_its_new_dates(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    await vice_mayor.tap(await vice_mayor.sees("请审批"), "同意")
    await deputy.sees("请假 A-0001 已同意", after=mine)
    await files(deputy, "请假 12月7日 德令哈 向州教育局汇报工作")
    other = await vice_mayor.sees("请审批", "请假 A-0002")
    assert noted(other) == []
    said = await deputy.say("变更 A-0001 12月7日至12月8日")
    card = await deputy.sees("提交变更", after=said)
    await press(deputy, card, "提交变更")
    changed = await vice_mayor.sees("请审批", "A-0001", after=other)
    assert noted(changed) == ["提醒：申请人同期另有请假（A-0002，12月7日（周一）全天，待批）"]
    await vice_mayor.sees_change(other, "提醒：申请人同期另有请假（A-0001，12月7日")
