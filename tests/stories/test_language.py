"""Language: of one request whoever chose English reads English, everybody else Chinese."""

import re
from typing import Any

from tests.stories.scenes import LINE, files
from tests.stories.town import DEPUTY, MAYOR, OFFICE, OTHER_DEPUTY, VICE_MAYOR, Town

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]+")


async def in_english(here: Town, *ids: str) -> list[Any]:
    """These people, after 设置 → English."""
    people = await here.people(*ids)
    for person in people:
        card = await asks(person, "设置", "语言：中文")
        assert card.labels == ["中文", "English"]
        assert await person.tap(card, "English") == "English from now on"
        await person.sees_change(card, "Language: English")
    return people


async def asks(person: Any, words: str, *then: str) -> Any:
    said = await person.say(words)
    return await person.sees(*then, after=said)


def stays_english(here: Town, *cards: Any) -> None:
    """Nothing Chinese on a card but what is data: names, posts, the article, what was typed."""
    officials = here.city.roster.officials.values()
    data = {o.title for o in officials} | {o.name for o in officials}
    data |= {route.article for route in here.city.policy.routes}
    data |= {route.quote for route in here.city.policy.routes}
    for card in cards:
        shown = "\n".join((card.text, *card.labels))
        for known in sorted(data, key=len, reverse=True):
            shown = shown.replace(known, "")
        assert not CHINESE.search(shown), (CHINESE.findall(shown), card.text)


async def test_a_whole_request_in_english_while_others_read_chinese(here: Town) -> None:
    (deputy,) = await in_english(here, DEPUTY)
    vice_mayor, office = await here.people(VICE_MAYOR, OFFICE)
    preview = await asks(deputy, "leave 1 Dec to 3 Dec Xining provincial meeting", "Please check")
    assert "When: Tue 1 Dec morning to Thu 3 Dec afternoon, 3 days, 3 working" in preview.text
    assert "Where: Xining (in the province)" in preview.text
    assert preview.labels == ["File", "Change", "Cancel"]
    stays_english(here, preview)
    assert await deputy.tap(preview, "File") == "Filed A-0001"
    mine = await deputy.sees_change(preview, "Filed, waiting: leave A-0001", "waiting for")
    assert mine.labels == ["Withdraw", "Urge", "Agreed orally"]
    stays_english(here, mine)

    asked = await vice_mayor.sees("请审批：市教育局副局长甲请假 A-0001", "事由：provincial meeting")
    assert asked.labels == ["同意", "不同意", "退回", "转呈", "更多"]
    assert "12月1日（周二）上午 至 12月3日（周四）下午，共3天" in asked.text
    await vice_mayor.tap(asked, "同意")
    agreed = await deputy.sees("Leave A-0001 agreed", "Tue 24 Nov 2026, 09:00", after=mine)
    assert agreed.labels == ["Change", "Cancel trip", "Approval form"]
    stays_english(here, agreed)

    await here.at("2026-12-01 08:30")
    await office.sees("日报", "今日在外 1", "市教育局副局长甲")
    await here.at("2026-12-03 17:00")
    today = await deputy.sees("You are due back today, please report: A-0001")
    assert today.labels == ["I am back", "Change"]
    stays_english(here, today)
    assert await deputy.tap(today, "I am back") == "A-0001: reported back, welcome home"
    await deputy.sees_change(today, "Leave A-0001: reported back")
    stays_english(here, *deputy.cards[1:])
    await vice_mayor.sees("已销假：市教育局副局长甲请假 A-0001")


async def test_an_approver_in_english_decides_a_chinese_request(here: Town) -> None:
    (vice_mayor,) = await in_english(here, VICE_MAYOR)
    deputy = await here.person(DEPUTY)
    preview = await asks(deputy, "请假 2026-12-01 Xining meeting", "请核对请假单")
    await deputy.tap(preview, "提交")
    card = await vice_mayor.sees("For your decision: 市教育局副局长甲, leave A-0001")
    assert card.labels == ["Agree", "Refuse", "Return", "Pass on", "More"]
    stays_english(here, card)
    await vice_mayor.tap(card, "Refuse")
    await vice_mayor.sees_change(card, "Refuse A-0001: tap or write a reason")
    stays_english(here, card)
    assert await vice_mayor.tap(card, "Needed here") == (
        "Recorded: A-0001 refused; tap “Take back” within a minute to undo"
    )
    await vice_mayor.sees_change(
        card, "You decided", "refused, Tue 24 Nov 2026, 09:00: Needed here"
    )
    stays_english(here, card)
    await deputy.sees(
        "请假 A-0001 未获同意", "分管科教文卫副市长 不同意，2026年11月24日（周二）上午9:00"
    )


async def test_the_form_asks_in_english(here: Town) -> None:
    (deputy,) = await in_english(here, DEPUTY)
    card = await asks(deputy, "leave", "which day do you depart?")
    stays_english(here, card)
    for label, then in (
        ("Tomorrow", "which day are you back?"),
        ("Other day", "which day are you back?"),
        ("25", "where to?"),
    ):
        await deputy.tap(card, label)
        await deputy.sees_change(card, then)
        if then != "where to?":  # the places are words people send, so in one language
            stays_english(here, card)
    await deputy.say("Xining")
    await deputy.sees_change(card, "what for?")
    await deputy.say("provincial meeting")
    await deputy.sees_change(card, "who stands in for you?")
    assert card.labels[-3:] == ["Nobody", "Back", "Cancel"]
    await deputy.tap(card, "Nobody")
    await deputy.sees_change(card, "why it is filed late", "Less than 2 working days ahead")
    stays_english(here, card)
    await deputy.tap(card, "Urgent official business")
    await deputy.sees_change(card, "Please check", "Filed late: Urgent official business")
    for label in ("Change", "Companions", "Back", "Back"):
        await deputy.tap(card, label)
        await deputy.sees_change(card)
        stays_english(here, card)


async def test_questions_and_refusals_are_answered_in_english(here: Town) -> None:
    (deputy,) = await in_english(here, DEPUTY)
    for words, then in (
        ("help", "What I do"),
        ("mine", "You have asked for nothing yet"),
        ("todo", "Nothing is waiting for you"),
        ("out", "Nobody is out today"),
        ("status", "Which one?"),
        ("status 7", "There is no “7”"),
        ("leave 30 Feb Xining meeting", "There is no such day"),
        ("leave 3 Dec to 1 Dec Xining meeting", "is before the departure"),
        ("leave 20 Nov Xining meeting", "Fri 20 Nov 2026 has passed"),
        ("leave 1 Dec Tokyo meeting", "“Tokyo” is abroad"),
        ("leave some day", "I could not read the date"),
        ("bind somebody", "Only the government office"),
        ("hocus pocus", "I did not understand"),
        ("cancel", "Nothing to cancel"),
    ):
        stays_english(here, await asks(deputy, words, then))


async def test_the_office_reads_its_digest_in_the_language_of_each(here: Town) -> None:
    (office,) = await in_english(here, OFFICE)
    mayor, other = await here.people(MAYOR, OTHER_DEPUTY)
    for person in (mayor, other):
        await files(person, "请假 2026-12-01 Xining meeting")
    card = await office.sees("Record", "'s reply: 市长, leave A-0001")
    assert card.labels == ["Record: agreed", "Record: refused"]
    await here.at("2026-11-25 08:30")
    digest = await office.sees(
        "Digest, Wed 25 Nov 2026", "Waiting: 1", "Outside replies missing: 3"
    )
    stays_english(here, card, digest)
    duty = await here.person("zbs")
    await duty.sees("日报 2026年11月25日（周三）", "待审批 1", "待上级答复 3")


async def test_the_choice_lasts_over_a_restart_and_back(here: Town) -> None:
    (deputy,) = await in_english(here, DEPUTY)
    await here.restart()
    card = await asks(deputy, "settings", "Language: English")
    assert await deputy.tap(card, "中文") == "今后用中文"
    await deputy.sees_change(card, "语言：中文")
    await asks(deputy, LINE, "请核对请假单")
