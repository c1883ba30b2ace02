"""Several routine requests agreed in one confirm: a list, exceptions named, each its own act."""

from typing import Any

from tests.stories.scenes import files
from tests.stories.test_form import press, preview
from tests.stories.town import DEPUTY, OFFICE, OTHER_DEPUTY, PRINCIPAL, VICE_MAYOR, Town

FIRST = "请假 12月1日至12月3日 西宁 参加全省科技工作会议"
SECOND = "请假 12月7日至12月8日 德令哈 向州教育局汇报工作"
FAR = "请假 12月14日 北京 参加全国教育会议"
LONG = "请假 12月21日至12月25日 西宁 参加学习培训"


async def listed(person: Any, *words: str) -> Any:
    """待办, as a list."""
    said = await person.say("待办")
    return await person.sees("待您处理", *words, after=said)


async def test_two_routine_requests_are_agreed_to_in_one_confirm(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    mine, others = await files(deputy, FIRST), await files(other, SECOND)
    card = await listed(vice_mayor, "A-0001", "A-0002")
    assert card.labels[-1] == "批量同意"
    await press(vice_mayor, card, "批量同意")
    assert card.text.splitlines() == [
        "同意以下2件？",
        "A-0001 市教育局副局长甲：12月1日（周二）上午 至 12月3日（周四）下午 西宁（省内）",
        "A-0002 市教育局副局长乙：12月7日（周一）上午 至 12月8日（周二）下午 德令哈（省内）",
    ]
    assert card.labels == ["确定同意2件", "返回"]
    assert "已同意2件" in await vice_mayor.tap(card, "确定同意2件")
    await vice_mayor.sees_change(card, "已同意2件：A-0001、A-0002")
    assert card.labels == []
    await deputy.sees("请假 A-0001 已同意", after=mine)
    await other.sees("请假 A-0002 已同意", after=others)
    decided = [subject for act, subject in await here.journal() if act == "decide"]
    assert decided == ["A-0001", "A-0002"]
    assert await here.chain_holds()


async def test_what_is_not_routine_is_left_out_by_name(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy, FIRST)
    await files(other, SECOND)
    await files(deputy, FAR)
    await files(other, LONG)
    late = await vice_mayors_late(other)
    await press(vice_mayor, card := await listed(vice_mayor), "批量同意")
    assert "未列入，请逐件办理：A-0003（非省内）、A-0004（天数较多）、A-0005（迟报）" in card.text
    assert card.labels == ["确定同意2件", "返回"]
    await press(vice_mayor, card, "确定同意2件")
    assert "待审批" in late.text
    assert len([act for act, _ in await here.journal() if act == "decide"]) == 2


async def vice_mayors_late(person: Any) -> Any:
    """A request for tomorrow."""
    said = await person.say("请假 11月25日 西宁 取文件")
    card = await person.sees("请说明迟报原因", after=said)
    return await press(person, card, "临时通知", "提交")


async def test_of_those_shown_what_moved_on_is_named_and_left_alone(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    mine = await files(deputy, FIRST)
    await files(other, SECOND)
    third = await files(deputy, "请假 12月14日 西宁 参加全省教育会议")
    card = await press(vice_mayor, await listed(vice_mayor), "批量同意")
    assert card.labels[0] == "确定同意3件"
    await press(deputy, mine, "撤回")
    await files(other, "请假 12月8日 西宁 参加全省教育会议")  # beside A-0002 now
    await vice_mayor.tap(card, "确定同意3件")
    await vice_mayor.sees_change(card, "已同意1件：A-0003")
    assert "情况有变，没有处理：A-0001（已不在您处）、A-0002（有提醒）" in card.text
    await deputy.sees("请假 A-0003 已同意", after=third)
    assert len([act for act, _ in await here.journal() if act == "decide"]) == 1


async def test_the_confirm_tapped_twice_decides_once(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy, FIRST)
    await files(other, SECOND)
    card = await press(vice_mayor, await listed(vice_mayor), "批量同意")
    token = card.data("确定同意2件")
    await vice_mayor.tap_data(card, token)
    assert "没有同意任何一件" in await vice_mayor.tap_data(card, token)
    assert len([act for act, _ in await here.journal() if act == "decide"]) == 2


async def test_back_leads_to_the_list_and_decides_nothing(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy, FIRST)
    await files(other, SECOND)
    card = await press(vice_mayor, await listed(vice_mayor), "批量同意", "返回")
    assert "待您处理（2）" in card.text
    assert card.labels == ["A-0001", "A-0002", "批量同意"]


async def test_one_routine_request_or_somebody_elses_is_offered_to_nobody(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    head, office = await here.people(PRINCIPAL, OFFICE)
    await files(deputy, FIRST)
    await files(other, FAR)
    card = await listed(vice_mayor)
    assert "批量同意" not in card.labels
    await files(other, SECOND)
    card = await press(vice_mayor, await listed(vice_mayor), "批量同意")
    token = card.data("确定同意2件")
    for stranger in (head, office):
        theirs = await preview(stranger, FIRST) if stranger is head else await _help(stranger)
        assert "不是给您的" in await stranger.tap_data(theirs, token)
    assert "decide" not in [act for act, _ in await here.journal()]


async def _help(person: Any) -> Any:
    said = await person.say("帮助")
    return await person.sees("我能办这些事", after=said)
