"""Executive meetings: announced by the office, an excuse asked, somebody sent, all reminded."""

from typing import Any

from tests.stories.scenes import files
from tests.stories.test_conflicts import noted
from tests.stories.test_form import answer, press, preview
from tests.stories.town import DEPUTY, MAYOR, OFFICE, OTHER_DEPUTY, PRINCIPAL, VICE_MAYOR, Town

ANNOUNCE = "常务会议 12月2日上午"
HEAD = "请假 12月1日至12月3日 西宁 参加全省教育工作会议 代主持 财政局局长"


async def announced(office: Any, words: str = ANNOUNCE) -> Any:
    """The office announces a meeting; its card."""
    said = await office.say(words)
    card = await office.sees("发布12月2日", after=said)
    await office.tap(card, "发布")
    return await office.sees_change(card, "已发布12月2日（周三）上午的常务会议")


async def test_leave_over_a_meeting_asks_an_excuse_and_who_attends(here: Town) -> None:
    head, mayor, office = await here.people(PRINCIPAL, MAYOR, OFFICE)
    await announced(office)
    card = await preview_asked(head, "请写明向常务会议请假的理由")
    assert "提醒：期间有常务会议（12月2日（周三）上午）" in card.text
    assert "照常报批" in card.text
    await press(head, card, "上级会议要求参加")
    assert "由谁代为参加常务会议" in card.text
    assert card.labels[:2] == ["市教育局副局长甲", "市教育局副局长乙"]
    await press(head, card, "市教育局副局长甲")
    assert "请核对请假单" in card.text
    await press(head, card, "提交")
    asked = await mayor.sees("请审批", "常务会请假：上级会议要求参加")
    assert "代为参会：市教育局副局长甲" in asked.text
    assert noted(asked) == ["提醒：期间有常务会议（12月2日（周三）上午）"]


async def preview_asked(person: Any, *words: str) -> Any:
    """The line typed; the question that comes before the preview."""
    said = await person.say(HEAD)
    return await person.sees(*words, after=said)


async def test_the_one_who_attends_may_be_typed_but_not_from_elsewhere(here: Town) -> None:
    head, office = await here.people(PRINCIPAL, OFFICE)
    await announced(office)
    card = await preview_asked(head, "请写明向常务会议请假的理由")
    await answer(head, card, "全省会议，市里指定参加", "由谁代为参加")
    said = await head.say("财政局局长")
    await head.sees("不能代为参会", after=said)
    await answer(head, card, "教育局副局长乙", "请核对请假单", "代为参会：市教育局副局长乙")


async def test_who_is_away_himself_is_not_offered(here: Town) -> None:
    head, deputy, vice_mayor, office = await here.people(PRINCIPAL, DEPUTY, VICE_MAYOR, OFFICE)
    await files(deputy)
    await vice_mayor.tap(await vice_mayor.sees("请审批"), "同意")
    await announced(office)
    card = await press(head, await preview_asked(head, "请写明向常务会议"), "紧急公务")
    assert card.labels[0] == "市教育局副局长乙"
    assert "市教育局副局长甲" not in card.labels


async def test_a_deputy_is_not_expected_there(here: Town) -> None:
    deputy, office = await here.people(DEPUTY, OFFICE)
    await announced(office)
    await preview(deputy)


async def test_dates_that_miss_the_meeting_need_no_excuse_any_more(here: Town) -> None:
    head, mayor, office = await here.people(PRINCIPAL, MAYOR, OFFICE)
    await announced(office)
    card = await press(
        head, await preview_asked(head, "请写明向常务会议"), "紧急公务", "市教育局副局长甲"
    )
    await press(head, card, "修改", "时间")
    await answer(head, card, "12月2日下午至12月3日", "请核对请假单")
    await press(head, card, "提交")
    asked = await mayor.sees("请审批")
    assert "紧急公务" not in asked.text
    assert "代为参会" not in asked.text
    assert noted(asked) == []


async def test_a_meeting_announced_later_reaches_the_card_that_waits(here: Town) -> None:
    head, mayor, office = await here.people(PRINCIPAL, MAYOR, OFFICE)
    await files(head, HEAD)
    asked = await mayor.sees("请审批")
    said = await office.say(ANNOUNCE)
    card = await office.sees("发布12月2日", "会期已有人请假（1）", after=said)
    assert "市教育局局长 A-0001" in card.text
    assert "全省教育工作会议" not in card.text
    assert noted(asked) == []
    await office.tap(card, "发布")
    await mayor.sees_change(asked, "提醒：期间有常务会议（12月2日（周三）上午）")
    said = await office.say("常务会议")
    listed = await office.sees("已发布的常务会议（1）", after=said)
    await press(office, listed, "取消 12月2日（周三）上午", "确定取消")
    await mayor.sees_change(asked)
    assert noted(asked) == []
    acts = [act for act, _ in await here.journal()]
    assert acts[-2:] == ["announce_meeting", "call_off_meeting"]


async def test_meetings_are_the_offices_to_announce(here: Town) -> None:
    deputy, office, other = await here.people(DEPUTY, OFFICE, OTHER_DEPUTY)
    for words in ("常务会议", ANNOUNCE, "取消会议 12月2日上午"):
        said = await deputy.say(words)
        await deputy.sees("由市政府办公室办理", after=said)
    said = await office.say("常务会议")
    await office.sees("没有已发布的常务会议", "常务会议 12月2日上午", after=said)
    await announced(office)
    said = await office.say(ANNOUNCE)
    again = await office.sees("发布12月2日", after=said)
    await press(office, again, "发布")
    assert "已经发布过" in again.text
    said = await office.say("取消会议 12月4日")
    await office.sees("12月4日（周五）上午没有已发布的常务会议", after=said)
    said = await office.say("取消会议 12月2日上午")
    off = await office.sees("取消12月2日（周三）上午的常务会议？", after=said)
    await press(office, off, "不取消")
    assert "照常举行" in off.text
    assert [act for act, _ in await here.journal()][-1] == "announce_meeting"
    assert other.cards == []
