"""变更: an agreed trip is extended, shortened, moved or goes elsewhere; called off, home early."""

from typing import Any

import pytest

from tests.stories.scenes import agreed, decisions, files
from tests.stories.town import DEPUTY, MAYOR, OFFICE, OTHER_DEPUTY, PRINCIPAL, VICE_MAYOR, Town

OLD = "12月1日（周二）上午 至 12月3日（周四）下午"
LONGER = "12月1日（周二）上午 至 12月5日（周六）下午"
SHORTER = "12月1日（周二）上午 至 12月2日（周三）下午"


async def previews(person: Any, line: str) -> Any:
    """The preview of a change typed in one line."""
    said = await person.say(line)
    return await person.sees("请核对变更", after=said)


async def proposes(person: Any, line: str, why: str = "") -> Any:
    """File a change that must be agreed to; the form's card, now the applicant's own."""
    if why:
        said = await person.say(line)
        asked = await person.sees("请说明变更原因", after=said)
        await person.tap(asked, why)
        form = await person.sees_change(asked, "请核对变更", "需重新审批")
    else:
        form = await previews(person, line)
    assert "待审批" in await person.tap(form, "提交变更")
    return await person.sees_change(form, "变更待审批，同意前仍按原行程")


# 延长 longer


async def test_extended_before_departure_it_is_agreed_to_again(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    assert "变更" in outcome.labels
    form = await previews(deputy, "变更 A-0001 12月1日至12月5日")
    assert f"原时间：{OLD}" in form.text
    assert f"变更后时间：{LONGER}" in form.text
    assert "需重新审批，报分管科教文卫副市长；同意前仍按原行程" in form.text
    assert form.labels[0] == "提交变更"
    await deputy.tap(form, "提交变更")
    await deputy.sees_change(form, "请假 A-0001 变更待审批，同意前仍按原行程")

    asked = await vice_mayor.sees("请审批变更：市教育局副局长甲请假 A-0001", after=card)
    assert f"原时间：{OLD}" in asked.text
    assert f"变更后时间：{LONGER}" in asked.text
    await vice_mayor.tap(asked, "同意")
    told = await deputy.sees("请假 A-0001 已同意，行程已变更", LONGER, after=form)
    assert f"原行程：{OLD}" in told.text
    await vice_mayor.sees_change(asked, "您已处理")
    assert ("propose_change", "A-0001") in await here.journal()
    assert await here.chain_holds()


async def test_extended_on_the_way_with_the_reason_why(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    await here.at("2026-12-02 10:00")
    await deputy.sees_change(outcome, "请假 A-0001 已同意")
    await deputy.tap(outcome, "变更")
    form = await deputy.sees("变更 A-0001：修改哪一项？", after=outcome)
    assert "出发时间" not in form.labels  # he has left
    await deputy.tap(form, "返回时间")
    await deputy.sees_change(form, "哪天返回", "12月1日（周二）上午 →")
    assert form.labels[3:6] == ["今天", "3日周四", "4日周五"]
    await deputy.tap(form, "4日周五")
    await deputy.sees_change(form, "请说明变更原因", "照常报批")
    await deputy.tap(form, "工作尚未完成")
    await deputy.sees_change(form, "请核对变更", "变更原因：工作尚未完成", "需重新审批")
    await deputy.tap(form, "提交变更")
    asked = await vice_mayor.sees("请审批变更", "变更原因：工作尚未完成", after=card)
    await vice_mayor.tap(asked, "同意")
    told = await deputy.sees("已同意，行程已变更", "12月4日（周五）下午", after=form)
    assert "迟报" not in told.text  # the request itself came in time
    # 提醒随新日期 the reminder follows the new date
    before = len(deputy.cards)
    await here.at("2026-12-03 17:00")
    assert len(deputy.cards) == before
    await here.at("2026-12-04 17:00")
    await deputy.sees("今天是返回日，请销假：A-0001", after=told)


@pytest.mark.parametrize(
    "line",
    [
        "变更 A-0001 至12月5日",
        "变更 A-0001 延长到12月5日",
        "变更 延长至12月5日",
        "变更A-0001 12月1日至12月5日",
        "行程变更 A-0001 12月1日-12月5日",
        "/change A-0001 12月1日至5日",
    ],
)
async def test_one_line_on_the_way_says_until_when(here: Town, line: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await here.at("2026-12-02 10:00")
    mine = await proposes(deputy, line, why="会议改期")
    assert f"变更后时间：{LONGER}" in mine.text
    await vice_mayor.sees("请审批变更")


# 缩短 shorter


async def test_shortened_at_once_and_everybody_concerned_is_told(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_DEPUTY)
    _, card = await agreed(
        deputy,
        vice_mayor,
        "请假 12月1日至12月3日 西宁 参加全省科技工作会议 代主持 市教育局副局长乙",
    )
    stands_in = await other.sees("代主持")
    await other.tap(stands_in, "接受")
    form = await previews(deputy, "变更 A-0001 12月1日至12月2日")
    assert f"原时间：{OLD}" in form.text
    assert "不用重新审批，提交后立即生效，并告知分管科教文卫副市长" in form.text
    assert "A-0001 已变更" in await deputy.tap(form, "提交变更")
    await deputy.sees_change(form, "请假 A-0001 已同意，行程已变更", f"时间：{SHORTER}，共2天")
    assert f"原行程：{OLD}" in form.text
    told = await vice_mayor.sees("已变更：市教育局副局长甲请假 A-0001", SHORTER, after=card)
    assert f"原行程：{OLD}" in told.text
    await other.sees("已变更：市教育局副局长甲请假 A-0001", SHORTER, after=stands_in)
    assert await decisions(here) == 1
    # 提醒随新日期 the reminder follows the new date
    await here.at("2026-12-02 16:59")
    before = len(deputy.cards)
    await here.at("2026-12-02 17:00")
    await deputy.sees("今天是返回日，请销假：A-0001", after=form)
    assert len(deputy.cards) == before + 1


async def test_lists_show_the_new_dates(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    form = await previews(deputy, "变更 A-0001 12月1日至12月2日")
    await deputy.tap(form, "提交变更")
    await deputy.sees_change(form, "行程已变更")
    await deputy.say("我的")
    await deputy.sees("12月1日（周二） 至 12月2日（周三） 西宁（已同意）")
    await here.at("2026-12-03 09:00")
    await vice_mayor.say("谁在外")
    await vice_mayor.sees("今日无人外出")


# 改地点 elsewhere


async def test_another_place_is_agreed_to_again(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    await deputy.tap(outcome, "变更")
    form = await deputy.sees("修改哪一项", after=outcome)
    assert form.labels == [
        *("出发时间", "返回时间", "地点", "事由"),
        *("随行人员", "联系电话", "取消"),
    ]
    await deputy.tap(form, "地点")
    await deputy.sees_change(form, "去哪里")
    await deputy.tap(form, "北京")
    await deputy.sees_change(form, "原地点：西宁（省内）", "变更后地点：北京（省外）", "需重新审批")
    await deputy.tap(form, "提交变更")
    asked = await vice_mayor.sees("请审批变更", "变更后地点：北京（省外）", after=card)
    await vice_mayor.tap(asked, "同意")
    await deputy.sees("行程已变更", "地点：北京（省外）", f"原行程：{OLD}，西宁", after=form)


async def test_a_place_in_one_line(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    form = await previews(deputy, "变更 A-0001 改到天津")
    assert "变更后地点：天津（省外）" in form.text
    assert f"时间：{OLD}" in form.text
    form = await previews(deputy, "变更 A-0001 12月2日至12月3日 德令哈 协调工作")
    assert "变更后地点：德令哈（省内）" in form.text
    assert "变更后事由：协调工作" in form.text
    assert "变更后时间：12月2日（周三）上午 至 12月3日（周四）下午" in form.text


async def test_abroad_is_refused_in_a_change_too(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await deputy.say("变更 A-0001 东京")
    await deputy.sees("属于境外")


# 不同意、退回、撤回 not agreed to


@pytest.mark.parametrize(
    ("verdict", "reason", "title"),
    [
        ("不同意", "近期工作离不开", "请假 A-0001 变更未获同意，仍按原行程"),
        ("退回", "请缩短行程", "请假 A-0001 变更被退回，仍按原行程"),
    ],
)
async def test_not_agreed_to_the_old_dates_stand(
    here: Town, verdict: str, reason: str, title: str
) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    await vice_mayor.tap(asked, verdict)
    await vice_mayor.sees_change(asked, "理由" if verdict == "不同意" else "修改什么")
    await vice_mayor.tap(asked, reason)
    told = await deputy.sees(title, f"时间：{OLD}", reason, after=mine)
    assert f"的变更：{LONGER}" in told.text
    assert "变更" in told.labels  # he may ask for something else
    await vice_mayor.sees_change(asked, "您已处理", verdict)
    await here.at("2026-12-03 17:00")
    await deputy.sees("今天是返回日，请销假：A-0001", after=told)


async def test_withdrawn_the_old_dates_stand(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    assert "仍按原行程" in await deputy.tap(mine, "撤回变更")
    await deputy.sees_change(mine, "请假 A-0001 已同意", f"时间：{OLD}", f"已撤回的变更：{LONGER}")
    await vice_mayor.sees_change(asked, "变更已撤回：市教育局副局长甲请假 A-0001")
    assert not {"同意", "不同意"} & set(asked.labels)
    await here.quiet()
    assert await decisions(here) == 1


async def test_withdrawn_in_words(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    await deputy.say("撤回")
    await deputy.sees("A-0001 的变更已撤回，仍按原行程", after=mine)


async def test_a_tap_on_a_withdrawn_change_is_told_so(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    agree = asked.data("同意")
    await deputy.tap(mine, "撤回变更")
    assert "A-0001 的变更已经撤回" in await vice_mayor.tap_data(asked, agree)
    assert await decisions(here) == 1


# 一次一项，不重复 one at a time, and once


async def test_another_change_waits_its_turn(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    assert "变更" not in mine.labels
    await deputy.say("变更 A-0001 12月1日至12月2日")
    await deputy.sees("A-0001 已有一项变更待审批", "撤回变更", after=mine)


async def test_filed_twice_by_two_taps_it_is_one_change(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    form = await previews(deputy, "变更 A-0001 12月1日至12月2日")
    file = form.data("提交变更")
    assert "A-0001 已变更" in await deputy.tap(form, "提交变更")
    assert "A-0001 已经提交" in await deputy.tap_data(form, file)
    await vice_mayor.sees("已变更", after=card)
    await here.quiet()
    assert [act for act, _ in await here.journal()].count("change") == 1


async def test_agreed_twice_by_two_taps_it_is_changed_once(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    agree = asked.data("同意")
    await vice_mayor.tap(asked, "同意")
    assert "A-0001 已由分管科教文卫副市长同意" in await vice_mayor.tap_data(asked, agree)
    told = await deputy.sees("行程已变更", after=mine)
    assert told.text.count(OLD) == 1
    assert await decisions(here) == 2


async def test_put_down_nothing_is_changed_and_nobody_told(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    form = await previews(deputy, "变更 A-0001 12月1日至12月2日")
    await deputy.tap(form, "取消")
    await deputy.sees_change(form, "已取消，行程没有变更")
    await here.quiet()
    assert len(vice_mayor.cards) == 1


# 之后 afterwards


async def test_called_off_after_a_change(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    await vice_mayor.tap(asked, "同意")
    told = await deputy.sees("行程已变更", after=mine)
    await deputy.tap(told, "取消出行")
    await deputy.sees_change(told, "确定取消出行 A-0001？", LONGER)
    await deputy.tap(told, "确定取消")
    await deputy.sees_change(told, "请假 A-0001 已取消出行")
    await vice_mayor.sees("已取消出行：市教育局副局长甲请假 A-0001", after=asked)


async def test_called_off_while_a_change_waits(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    await deputy.say("取消出行 A-0001")
    await deputy.sees_change(mine, "请假 A-0001 已取消出行")
    await vice_mayor.sees_change(asked, "已取消出行")
    assert not {"同意", "不同意"} & set(asked.labels)
    await vice_mayor.sees("已取消出行", after=asked)  # who had agreed is told


async def test_home_early_while_a_change_waits(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    await here.at("2026-12-02 10:00")
    await deputy.sees_change(mine, "变更待审批")
    assert mine.labels[:2] == ["提前返回", "撤回变更"]
    assert "已销假" in await deputy.tap(mine, "提前返回")
    await deputy.sees_change(mine, "请假 A-0001 已销假", "提前返回")
    await vice_mayor.sees_change(asked, "已销假")
    assert not {"同意", "不同意"} & set(asked.labels)


async def test_told_after_a_refused_change_is_whoever_had_agreed(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    await vice_mayor.say("不同意 A-0001 近期工作离不开")
    told = await deputy.sees("变更未获同意", after=mine)
    await deputy.tap(told, "取消出行")
    await deputy.sees_change(told, "确定取消出行")
    await deputy.tap(told, "确定取消")
    await vice_mayor.sees("已取消出行", after=asked)


# 改不了的 what cannot be changed


@pytest.mark.parametrize(
    ("at", "line", "answer"),
    [
        ("2026-12-02 10:00", "12月3日至12月5日", "2026年12月1日（周二）已经出发，出发时间不能再改"),
        ("2026-12-02 10:00", "至12月1日", "已经过去"),
        ("2026-12-04 10:00", "至12月5日", "返回日期已过，不能再变更：已返回的请发“销假”"),
        ("2026-11-24 10:00", "12月1日至12月3日", "没有改动"),
        ("2026-11-24 10:00", "西宁", "没有改动"),
        ("2026-11-24 10:00", "延长两天", "没有看懂日期“延长两天”"),
        ("2026-11-24 10:00", "至2月30日", "没有2月30日这一天"),
        ("2026-11-24 10:00", "12月1日至1月15日", "超过30天"),
    ],
)
async def test_what_cannot_be_changed_is_said_with_what_to_do(
    here: Town, at: str, line: str, answer: str
) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await here.at(at)
    said = await deputy.say(f"变更 A-0001 {line}")
    await deputy.sees(answer, after=said)
    await here.quiet()
    assert not any("变更" in card.text for card in vice_mayor.cards)


async def test_lists_and_status_say_that_a_change_waits_and_with_whom(here: Town) -> None:
    deputy, other = await here.people(DEPUTY, OTHER_DEPUTY)
    vice_mayor = await here.person(VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    mine = await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    await deputy.say("我的")
    await deputy.sees("12月1日（周二） 至 12月3日（周四） 西宁（变更待审批）", after=mine)
    await other.say("状态 A-0001")
    await other.sees("A-0001：变更待审批", "现在由谁办理：分管科教文卫副市长")


async def test_a_paper_for_a_change_is_kept_with_it(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    await proposes(deputy, "变更 A-0001 12月1日至12月5日")
    asked = await vice_mayor.sees("请审批变更", after=card)
    await deputy.sends_document("改期通知.pdf", b"%PDF-1.4 notice")
    await vice_mayor.sees_change(asked, "附件：改期通知.pdf")


async def test_only_the_applicant_changes_his_trip(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    await vice_mayor.say("变更 A-0001 12月1日至12月2日")
    await vice_mayor.sees("只有申请人本人可以这样做", after=card)


async def test_what_is_not_agreed_yet_is_not_changed(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    mine = await files(deputy)
    await deputy.say("变更 A-0001 12月1日至12月2日")
    await deputy.sees("A-0001 现在是“待审批”", after=mine)
    await deputy.say("变更")
    await deputy.sees("您没有可以这样办的请假", after=mine)


# 市长 the mayor


async def test_a_mayors_change_goes_to_the_three_authorities_again(here: Town) -> None:
    mayor, clerk = await here.people(MAYOR, OFFICE)
    mine = await files(mayor)
    last = mine
    for name in ("州委", "州政府", "市委"):
        card = await clerk.sees(f"请代录{name}答复")
        await clerk.tap(card, "代录同意")
        await clerk.say(f"{name}函〔2026〕1号")
        last = await clerk.sees_change(card, f"{name}函〔2026〕1号")
    outcome = await mayor.sees("请假 A-0001 已同意", after=mine)
    form = await proposes(mayor, "变更 A-0001 12月1日至12月5日")
    for name in ("州委", "州政府", "市委"):
        card = await clerk.sees(f"请代录{name}对变更的答复", after=last)
        await clerk.tap(card, "代录同意")
        await clerk.say(f"{name}函〔2026〕2号")
        last = await clerk.sees_change(card, f"{name}函〔2026〕2号")
    await mayor.sees("已同意，行程已变更", LONGER, after=form)
    assert outcome.id != form.id


async def test_a_heads_change_goes_to_the_mayor_with_the_word_to_do(here: Town) -> None:
    principal, mayor = await here.people(PRINCIPAL, MAYOR)
    _, card = await agreed(principal, mayor)
    mine = await proposes(principal, "变更 A-0001 12月1日至12月5日")
    await mayor.say("待办")
    await mayor.sees("请审批变更", "A-0001", after=card)
    await mayor.say("同意 A-0001")
    await principal.sees("行程已变更", after=mine)
