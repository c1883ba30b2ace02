"""A card fits a phone; 全文 has what was left out, for whoever was shown the card."""

from typing import Any

from tests.stories.scenes import files
from tests.stories.test_form import answer, press, preview
from tests.stories.town import DEPUTY, OTHER_DEPUTY, VICE_MAYOR, Town

REASON = "参加全省科技工作会议" * 10  # 100 characters
CUT = REASON[:59] + "…"


async def mends(person: Any, *parts: tuple[str, str]) -> Any:
    """A line filed after these parts of it were filled in."""
    card = await preview(person, f"请假 12月1日至12月3日 西宁 {REASON}")
    for label, words in parts:
        await press(person, card, "修改", label)
        await answer(person, card, words, "请核对请假单")
    return await press(person, card, "提交")


async def test_a_long_reason_is_cut_and_told_whole_to_who_asks(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await mends(deputy)
    asked = await vice_mayor.sees("请审批", "A-0001")
    assert f"事由：{CUT}" in asked.text
    assert asked.labels[-1] == mine.labels[-1] == "全文"
    for person, card in ((vice_mayor, asked), (deputy, mine)):
        await person.tap(card, "全文")
        whole = await person.sees("全文：市教育局副局长甲请假 A-0001", after=card)
        assert f"事由：{REASON}" in whole.text
        assert "以上是2026年11月24日（周二）上午9:00的情况" in whole.text
        assert whole.labels == []
    assert asked.labels[0] == "同意"  # the card itself goes on asking


async def test_a_short_card_offers_no_whole_text(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    asked = await vice_mayor.sees("请审批")
    assert "全文" not in asked.labels + mine.labels


async def test_the_whole_text_is_nobody_elses(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_DEPUTY)
    await mends(deputy)
    asked = await vice_mayor.sees("请审批")
    theirs = await preview(other)
    assert "不是给您的" in await other.tap_data(theirs, asked.data("全文"))
    said = await other.say("状态 A-0001")
    told = await other.sees("A-0001：待审批", after=said)
    assert "全文" not in told.labels


async def test_however_much_there_is_to_say_a_card_has_twelve_rows(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    card = await mends(deputy, ("随行人员", "办公室主任、信息科科长"), ("联系电话", "8020"))
    for n in range(5):
        asked = await vice_mayor.sees("请审批", "A-0001")
        await press(vice_mayor, asked, "退回")
        await answer(vice_mayor, asked, f"第{n}次请补充", "已退回")
        returned = await deputy.sees("被退回，请修改", f"第{n}次请补充", after=card)
        await deputy.tap(returned, "修改重报")
        form = await deputy.sees("修改哪一项", after=returned)
        card = await press(deputy, form, "事由", "参加会议", "提交")
    await files(deputy, "请假 12月2日 德令哈 向州教育局汇报工作")
    asked = await vice_mayor.sees("请审批", "请假 A-0001", "提醒：申请人同期另有请假")
    rows = asked.text.splitlines()
    assert len(rows) <= 12
    assert "12月1日（周二）上午 至 12月3日（周四）下午，共3天" in asked.text
    assert "此前已退回5次，见全文" in rows
    assert asked.labels[:2] == ["同意", "不同意"]
    await vice_mayor.tap(asked, "全文")
    whole = await vice_mayor.sees("全文：", after=asked)
    assert all(f"第{n}次请补充" in whole.text for n in range(5))
    assert "随行：办公室主任、信息科科长" in whole.text
    assert card.labels[-1] == "全文"
