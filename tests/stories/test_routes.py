"""The four routes of article 17, from the line typed to the outcome heard."""

from typing import Any

import pytest

from tests.stories.scenes import LINE, MORNING, decisions, files, previews
from tests.stories.town import (
    DEPUTY,
    DUTY_OFFICE,
    EXECUTIVE,
    LIAISON,
    MAYOR,
    OFFICE,
    OTHER_VICE_MAYOR,
    PRINCIPAL,
    VICE_MAYOR,
    Town,
)

AUTHORITIES = ("州委", "州政府", "市委")
THIRD_CLERK = "wmk"


async def test_the_mayors_leave_is_granted_when_all_three_have_answered(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    preview = await previews(mayor)
    assert preview.holds(
        (
            "分别报州委、州政府、市委，均答复同意后生效",
            "市长出差按规定向州委、州政府和市委请假",
        )
    )
    await mayor.tap(preview, "提交")
    mine = await mayor.sees_change(preview, "已提交，待审批", "已答复 0/3", "待市委答复")

    cards = [await clerk.sees(f"请代录{name}答复", "A-0001") for name in AUTHORITIES]
    copies = [await duty.sees(f"请代录{name}答复", "A-0001") for name in AUTHORITIES]
    assert all(card.labels == ["代录同意", "代录不同意"] for card in (*cards, *copies))

    await clerk.tap(cards[0], "代录同意")
    await clerk.sees_change(cards[0], "代录州委同意 A-0001：请输入文号", "西宁")
    await clerk.say("西办函〔2026〕12号 注意安全")
    await clerk.sees("已代录 A-0001：州委同意", "照片或文件")
    recorded = ("州委已答复", "西办函〔2026〕12号，办公室代录", "注意安全", MORNING)
    for person, card in ((clerk, cards[0]), (duty, copies[0])):
        await person.sees_change(card, *recorded)
        assert card.labels == ["更正代录"]
    await mayor.sees_change(mine, "已提交，待审批", "已答复 1/3", "西办函〔2026〕12号")

    await clerk.sends_photo("批复.jpg", b"scan")
    await clerk.sees("附件已收到，归入 A-0001")
    await mayor.sees_change(mine, "附件")

    await records(duty, copies[1], "代录同意", "西政函〔2026〕3号")
    await mayor.sees_change(mine, "已答复 2/3")
    await here.quiet()
    assert len(mayor.cards) == 1  # he hears the outcome only at the end

    await records(duty, copies[2], "代录同意", "格办函〔2026〕7号")
    await mayor.sees("请假 A-0001 已同意", "已答复 3/3")
    await clerk.sees_change(cards[2], "市委已答复")
    await here.quiet()
    assert len(mayor.cards) == 2
    assert [card.labels for card in (*cards, *copies)] == [["更正代录"]] * 6
    assert await decisions(here) == 3


async def test_one_refusal_of_an_authority_ends_the_mayors_request(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    mine = await files(mayor)
    await records(clerk, await clerk.sees("请代录州委答复"), "代录同意", "西办函〔2026〕12号")
    await mayor.sees_change(mine, "已答复 1/3")

    await records(
        clerk, await clerk.sees("请代录市委答复"), "代录不同意", "格办函〔2026〕7号 另有会议"
    )
    await mayor.sees("请假 A-0001 未获同意", "市委 不同意", "另有会议", "州政府 无需再批")
    waiting = await duty.sees("不同意：市长请假 A-0001", "州政府 无需再批")
    assert waiting.labels == []
    await here.quiet()
    assert len(mayor.cards) == 2
    assert len(duty.cards) == 3  # the three it was asked with, all closed in place
    assert [card.labels for card in duty.cards] == [[], [], ["更正代录"]]


async def test_every_clerk_of_the_office_is_asked_and_nobody_else(here: Town) -> None:
    mayor, third, executive = await here.people(MAYOR, THIRD_CLERK, EXECUTIVE)
    await files(mayor)
    await third.sees("请代录州委答复")
    await third.sees("请代录市委答复")
    await here.quiet()
    assert len(third.cards) == 3
    assert [card.labels for card in executive.cards] == [["接受", "谢绝"]]  # he stands in


async def test_the_second_of_two_clerks_is_told_it_is_recorded(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    await files(mayor)
    card, copy = await clerk.sees("请代录州委答复"), await duty.sees("请代录州委答复")
    await clerk.tap(card, "代录同意")
    await duty.tap(copy, "代录不同意")
    await duty.sees_change(copy, "代录州委不同意 A-0001：请输入文号")
    await clerk.say("西办函〔2026〕12号")
    await duty.sees_change(copy, "州委已答复", "同意")

    assert f"州委 同意，2026年{MORNING}" in copy.text
    await duty.say("西办函〔2026〕12号")  # nothing is being asked of him any more
    await duty.sees("没有看懂")
    assert await decisions(here) == 1


async def test_evidence_may_come_before_the_reference_with_it_or_as_a_reply(here: Town) -> None:
    mayor, clerk = await here.people(MAYOR, OFFICE)
    mine = await files(mayor)
    first, second, third = [await clerk.sees(f"请代录{name}答复") for name in AUTHORITIES]

    await clerk.tap(first, "代录同意")
    await clerk.sends_document("州委批复.pdf", b"1")
    await clerk.sees("附件已收到，归入 A-0001：州委批复.pdf", "还请输入文号")
    await clerk.say("西办函〔2026〕12号")
    await clerk.sees("已代录 A-0001：州委同意")

    await clerk.tap(second, "代录同意")
    await clerk.sends_document("州政府批复.pdf", b"2", caption="西政函〔2026〕3号 速去速回")
    await clerk.sees_change(second, "州政府已答复", "西政函〔2026〕3号", "速去速回")

    await records(clerk, third, "代录同意", "格办函〔2026〕7号")
    await here.at("2026-11-25 15:00")
    await clerk.sends_document("市委批复.pdf", b"3", reply_to=third)
    await clerk.sees("附件已收到，归入 A-0001：市委批复.pdf")
    await mayor.sees_change(mine, "州委批复.pdf、州政府批复.pdf、市委批复.pdf")


async def test_a_file_nobody_waits_for_is_not_kept_and_that_is_said(here: Town) -> None:
    clerk = await here.person(OFFICE)
    await clerk.sends_document("通知.pdf", b"1")
    await clerk.sees("没有保存")


async def test_words_on_an_authoritys_card_are_not_taken_for_its_opinion(here: Town) -> None:
    mayor, clerk = await here.people(MAYOR, OFFICE)
    mine = await files(mayor)
    card = await clerk.sees("请代录州委答复")
    await clerk.say("已电话联系", reply_to=card)
    await clerk.sees("请先点“代录同意”或“代录不同意”")
    await clerk.say("同意", reply_to=card)
    await clerk.sees_change(card, "代录州委同意 A-0001：请输入文号")
    await clerk.tap(card, "返回")
    await clerk.sees_change(card, "请代录州委答复")
    await here.quiet()
    assert "已答复 0/3" in mine.text
    assert "已电话联系" not in mine.text


async def test_an_authority_may_send_the_paper_back(here: Town) -> None:
    mayor, clerk = await here.people(MAYOR, OFFICE)
    mine = await files(mayor)
    await clerk.sees("请代录市委答复")
    await clerk.say("退回 A-0001")
    await clerk.sees("代录州委退回 A-0001：请输入文号")
    await clerk.say("西办函〔2026〕12号 请附会议通知")
    returned = await mayor.sees("请假 A-0001 被退回，请修改", "请附会议通知", after=mine)
    assert returned.labels == ["修改重报", "撤回"]


@pytest.mark.parametrize("applicant", [EXECUTIVE, VICE_MAYOR, PRINCIPAL])
async def test_vice_mayors_and_heads_of_departments_ask_the_mayor(
    here: Town, applicant: str
) -> None:
    asker, mayor, other = await here.people(applicant, MAYOR, OTHER_VICE_MAYOR)
    preview = await previews(asker, LINE)
    assert preview.holds(("报市长", "副市长、各部门主要领导出差必须报请市长批准"))
    await asker.tap(preview, "提交")
    await settled_by(here, asker, mayor)
    assert not any("请审批" in card.text for card in other.cards)


@pytest.mark.parametrize(
    ("applicant", "supervisor", "others"),
    [
        (DEPUTY, VICE_MAYOR, [MAYOR, OTHER_VICE_MAYOR, PRINCIPAL]),
        ("yjj2", EXECUTIVE, [MAYOR, OTHER_VICE_MAYOR]),  # 应急管理局,fsz1;fsz2
        ("sthj2", OTHER_VICE_MAYOR, [MAYOR, "fsz4"]),  # 生态环境局,fsz2;fsz4
    ],
)
async def test_deputies_ask_the_vice_mayor_who_leads_their_department(
    here: Town, applicant: str, supervisor: str, others: list[str]
) -> None:
    asker, decider, *bystanders = await here.people(applicant, supervisor, *others)
    await asker.say(LINE)
    await asker.sees("请核对请假单", "各部门其他领导出差必须报请分管副市长批准")
    await asker.tap(asker.last, "提交")
    await settled_by(here, asker, decider)
    assert [person.cards for person in bystanders] == [[]] * len(bystanders)


@pytest.mark.parametrize(("applicant", "rank"), [(LIAISON, "联络员"), (OFFICE, "市政府办公室")])
async def test_ranks_without_a_route_are_told_so(here: Town, applicant: str, rank: str) -> None:
    person = await here.person(applicant)
    for words in (LINE, "请假"):
        await person.say(words)
        told = await person.sees(f"“{rank}”", "第十七条", "按本单位制度办理")
        assert told.labels == []
    await here.quiet()
    assert len(person.cards) == 2
    assert await here.journal() == await only_the_opening(here)


async def records(clerk: Any, card: Any, label: str, paper: str) -> None:
    """代录, then the reference; until the card has closed."""
    await clerk.tap(card, label)
    await clerk.sees_change(card, "请输入文号")
    await clerk.say(paper)
    await clerk.sees_change(card, paper.split(maxsplit=1)[0])


async def settled_by(here: Town, asker: Any, decider: Any) -> None:
    """One tap of the right superior, and the applicant hears of it."""
    card = await decider.sees("请审批", "A-0001", "参加全省科技工作会议")
    assert "已同意" in await decider.tap(card, "同意")
    await asker.sees("请假 A-0001 已同意", "同意", MORNING)
    await here.quiet()
    assert len(decider.cards) == 1
    assert len(asker.cards) == 2


async def only_the_opening(here: Town) -> list[tuple[str, str]]:
    """The journal without anything about a request."""
    return [(act, subject) for act, subject in await here.journal() if not subject]
