"""Questions: what is mine, what waits for me, who is out, where one request stands."""

from typing import Any

from tests.stories.scenes import LINE, agreed, files
from tests.stories.town import DEPUTY, MAYOR, OFFICE, OTHER_DEPUTY, VICE_MAYOR, Town

SECOND = "请假 12月7日至12月8日 德令哈 向州教育局汇报工作"


async def asks(person: Any, words: str, *then: str) -> Any:
    """Ask in words; the answer that holds `then`."""
    said = await person.say(words)
    return await person.sees(*then, after=said)


async def opens(person: Any, card: Any, label: str, *then: str) -> Any:
    """Tap a button that answers with a card of its own."""
    await person.tap(card, label)
    return await person.sees(*then, after=card)


# 同一个词 the same word in four ways


async def test_a_question_is_asked_typed_as_command_or_by_the_button_of_help(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    help_ = await asks(deputy, "帮助", "我能办这些事")
    for answer, label, *typed in (
        ("您还没有申请", "我的", "我的", "我的申请", "/mine", "mine", "Mine", "我的。", "／mine"),
        ("没有待您处理的事项", "待办", "待办", "/todo", "todo", "待我审批", " 待办 "),
        ("今日无人外出", "谁在外", "谁在外", "/out", "谁不在", "who is out", "谁在外？"),
        ("语言：中文", "设置", "设置", "/settings", "语言"),
        ("我能办这些事", "帮助", "帮助", "/help", "/start", "菜单", "你好"),
    ):
        for words in typed:
            await asks(deputy, words, answer)
        await opens(deputy, help_, label, answer)
    for words in ("状态", "/status", "查询", "status"):
        await asks(deputy, words, "请写编号，例如：状态 A-0001")


# 我的 mine


async def test_mine_lists_the_newest_first_and_opens_each_by_its_number(here: Town) -> None:
    deputy, other = await here.people(DEPUTY, OTHER_DEPUTY)
    await files(deputy)
    second = await files(deputy, SECOND)
    await deputy.tap(second, "撤回")
    listed = await asks(deputy, "我的", "我的申请")
    lines = listed.text.splitlines()
    assert lines[1].startswith("A-0002")
    assert "12月7日（周一） 至 12月8日（周二） 德令哈（已撤回）" in lines[1]
    assert "12月1日（周二） 至 12月3日（周四） 西宁（待审批）" in lines[2]
    assert listed.labels == ["A-0002", "A-0001"]
    card = await opens(deputy, listed, "A-0001", "已提交，待审批：请假 A-0001")
    assert card.labels == ["撤回", "催办", "已口头同意"]
    await asks(other, "我的", "您还没有申请；发“请假”可以开始")


async def test_a_card_opened_from_the_list_follows_the_request(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    listed = await asks(deputy, "我的", "我的申请")
    card = await opens(deputy, listed, "A-0001", "待审批")
    await vice_mayor.tap(await vice_mayor.sees("请审批"), "同意")
    await deputy.sees_change(card, "请假 A-0001 已同意")


# 待办 to do


async def test_the_only_matter_waiting_is_shown_whole(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    asked = await vice_mayor.sees("请审批")
    card = await asks(vice_mayor, "待办", "请审批", "A-0001", "参加全省科技工作会议")
    assert card.labels == ["同意", "不同意", "退回", "转呈", "更多"]
    assert "已同意" in await vice_mayor.tap(card, "同意")
    await vice_mayor.sees_change(asked, "您已处理")  # both cards tell the outcome
    await vice_mayor.sees_change(card, "您已处理")
    assert asked.labels == card.labels == ["收回"]  # for a minute, quietly
    await asks(vice_mayor, "待办", "没有待您处理的事项")
    await asks(deputy, "待办", "没有待您处理的事项")


async def test_several_matters_waiting_are_listed_the_oldest_first(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy)
    await files(other, SECOND)
    listed = await asks(vice_mayor, "待办", "待您处理（2）")
    assert listed.labels == ["A-0001", "A-0002", "批量同意"]
    assert "参加全省科技工作会议" not in listed.text
    card = await opens(vice_mayor, listed, "A-0002", "请审批", "向州教育局汇报工作")
    assert "已同意" in await vice_mayor.tap(card, "同意")
    await other.sees("请假 A-0002 已同意")
    await asks(vice_mayor, "待办", "请审批", "A-0001")


async def test_of_very_many_the_first_nine_are_shown_and_all_counted(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    for day in range(1, 12):
        await files(deputy, f"请假 12月{day}日 西宁 开会")
    listed = await asks(vice_mayor, "待办", "待您处理（11）", "另有2件")
    assert listed.labels == [*(f"A-{number:04d}" for number in range(1, 10)), "批量同意"]


async def test_outside_replies_wait_for_the_office(here: Town) -> None:
    mayor, office = await here.people(MAYOR, OFFICE)
    await files(mayor)
    card = await asks(office, "待办", "请代录")
    assert card.labels == ["代录同意", "代录不同意"]
    await asks(mayor, "待办", "没有待您处理的事项")


# 谁在外 who is out


async def test_who_is_out_tells_names_and_dates_and_nothing_else(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_DEPUTY)
    await agreed(deputy, vice_mayor)
    await asks(other, "谁在外", "今日无人外出")
    await here.at("2026-12-02 10:00")
    told = await asks(other, "谁在外", "今日在外（1）", "教育局副局长甲")
    assert "12月1日（周二）上午 至 12月3日（周四）下午" in told.text
    assert "西宁" not in told.text
    assert "会议" not in told.text
    assert told.labels == []
    await asks(deputy, "销假", "已销假")
    await asks(other, "谁在外", "今日无人外出")


async def test_who_is_out_this_week_is_told_by_unit_without_reasons(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_DEPUTY)
    await asks(other, "谁在外 下周", "11月30日（周一） 至 12月6日（周日）无人外出")
    await agreed(deputy, vice_mayor)
    told = await asks(other, "谁在外 下周", "11月30日（周一） 至 12月6日（周日）在外（1）")
    assert told.text.splitlines()[1] == (
        "教育局：市教育局副局长甲 12月1日（周二）上午 至 12月3日（周四）下午"
    )
    assert "西宁" not in told.text
    await asks(other, "谁在外本周", "11月23日（周一） 至 11月29日（周日）无人外出")
    await here.at("2026-12-04 10:00")
    await asks(other, "谁在外 本周", "在外（1）")
    await asks(other, "谁在外", "今日无人外出")


# 状态 status


async def test_status_shows_each_what_is_his_to_see(here: Town) -> None:
    deputy, vice_mayor, office, other = await here.people(DEPUTY, VICE_MAYOR, OFFICE, OTHER_DEPUTY)
    await files(deputy)
    mine = await asks(deputy, "状态 A-0001", "已提交，待审批：请假 A-0001", "参加全省科技工作会议")
    assert mine.labels == ["撤回", "催办", "已口头同意"]
    held = await asks(vice_mayor, "状态 A-0001", "请审批", "参加全省科技工作会议")
    assert held.labels == ["同意", "不同意", "退回", "转呈", "更多"]
    seen = await asks(office, "状态 A-0001", "待审批", "参加全省科技工作会议")
    assert seen.labels == ["代录"]

    told = await asks(other, "状态 A-0001", "A-0001：待审批")
    assert "申请人：市教育局副局长甲" in told.text
    assert "现在由谁办理：分管科教文卫副市长" in told.text
    assert "自何时：2026年11月24日（周二）上午9:00" in told.text
    assert "依据：第十七条：各部门其他领导出差必须报请分管副市长批准" in told.text
    assert "西宁" not in told.text
    assert "会议" not in told.text
    assert "12月" not in told.text
    assert told.labels == []


async def test_status_is_asked_in_any_spelling(here: Town) -> None:
    deputy, other = await here.people(DEPUTY, OTHER_DEPUTY)
    await files(deputy)
    for words in (
        "状态 A-0001",
        "状态A-0001",
        "状态：A-0001",
        "状态 a0001",
        "状态 1",
        "Ａ－０００１",
        "a-1",
        "/status A-0001",
        "status A-0001",
        "进度 A-0001",
    ):
        await asks(other, words, "A-0001：待审批")


async def test_status_tells_how_it_ended_and_when(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_DEPUTY)
    mine = await files(deputy)
    await here.at("2026-11-24 15:30")
    await vice_mayor.tap(await vice_mayor.sees("请审批"), "同意")
    told = await asks(other, "状态 A-0001", "A-0001：已同意", "2026年11月24日（周二）下午3:30")
    assert "现在由谁办理" not in told.text
    outcome = await deputy.sees("请假 A-0001 已同意", after=mine)
    await deputy.tap(outcome, "取消出行")
    await deputy.sees_change(outcome, "确定取消出行")
    await deputy.tap(outcome, "确定取消")
    await asks(other, "状态 A-0001", "A-0001：已取消")


async def test_status_of_the_mayors_leave_names_each_authority_still_out(here: Town) -> None:
    mayor, office, other = await here.people(MAYOR, OFFICE, OTHER_DEPUTY)
    await files(mayor)
    await asks(other, "状态 A-0001", "现在由谁办理：州委、州政府、市委")
    card = await office.sees("请代录州委答复")
    await office.tap(card, "代录同意")
    await office.sees_change(card, "请输入文号")
    await office.say("西办函〔2026〕7号")
    await office.sees("已代录 A-0001")
    await asks(other, "状态 A-0001", "现在由谁办理：州政府、市委")
    await asks(mayor, "状态 A-0001", "已答复 1/3")


async def test_questions_change_nothing(here: Town) -> None:
    deputy, other = await here.people(DEPUTY, OTHER_DEPUTY)
    await files(deputy, LINE)
    before = await here.journal()
    for words in ("我的", "待办", "谁在外", "状态 A-0001", "帮助", "设置"):
        said = await other.say(words)
        await other.sees(after=said)
    assert await here.journal() == before
