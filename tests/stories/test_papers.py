"""Papers 附件: sent with an outside reply or for one's own request, and fetched in the end."""

from dataclasses import replace
from typing import Any

from tests.botapi import faults
from tests.stories.scenes import agreed, files
from tests.stories.town import DEPUTY, LIAISON, MAYOR, OFFICE, VICE_MAYOR, Town

LINE = "请假 12月7日至12月8日 北京 汇报工作"
PDF = b"%PDF-1.4 reply"


async def sends_paper(here: Town) -> Any:
    """The clerk records an answer and sends the paper; the clerk."""
    mayor, clerk = await here.people(MAYOR, OFFICE)
    await files(mayor, LINE)
    await clerk.tap(await clerk.sees("请代录州委答复"), "代录同意")
    await clerk.say("西州办函〔2026〕12号")
    await clerk.sees("已代录 A-0001：州委同意")
    await clerk.sends_document("批复.pdf", PDF)
    await clerk.sees("附件已收到，归入 A-0001：批复.pdf")
    return clerk


async def contents(here: Town) -> list[bytes | None]:
    async with here.running.store.read() as tx:
        return [row["content"] for row in await tx.rows("SELECT content FROM attachments")]


async def test_a_paper_is_kept_and_the_journal_says_so(here: Town) -> None:
    await sends_paper(here)
    await here.tick()
    assert await contents(here) == [PDF]
    async with here.running.store.read() as tx:
        rows = await tx.rows("SELECT actor, subject, detail FROM journal WHERE act = 'attach'")
    [entry] = [dict(row) for row in rows]
    assert (entry["actor"], entry["subject"]) == (OFFICE, "A-0001")
    assert '"name": "批复.pdf"' in entry["detail"]
    assert f'"size": {len(PDF)}' in entry["detail"]


async def test_an_hour_without_the_service_loses_no_paper(on_telegram: Town) -> None:
    here = on_telegram
    await sends_paper(here)
    here.api.faults.script("getFile", faults.bad_gateway(), times=25)
    for minute in range(30):
        await here.at(f"2026-11-24 10:{minute:02d}")
    assert await contents(here) == [None]
    here.api.faults.clear()
    await here.at("2026-11-24 11:30")
    assert await contents(here) == [PDF]


async def test_a_paper_that_cannot_be_had_is_named_in_the_digest(on_telegram: Town) -> None:
    here = on_telegram
    clerk = await sends_paper(here)
    here.api.faults.script("getFile", faults.refusal(400, "Bad Request: file is too big"))
    await here.tick()
    await here.tick()
    assert await contents(here) == [None], "a refusal for good is not asked again"
    await here.at("2026-11-25 08:30")
    await clerk.sees("日报", "【附件未能取回，请重新发送 1】", "A-0001：批复.pdf")


async def test_who_has_left_the_office_adds_no_paper_by_an_old_card(here: Town) -> None:
    clerk = await sends_paper(here)
    card = clerk.cards[0]
    officials = dict(here.city.roster.officials)
    officials[OFFICE] = replace(officials[OFFICE], posts=officials[LIAISON].posts)
    here.city = replace(here.city, roster=replace(here.city.roster, officials=officials))
    await here.restart()
    await clerk.sends_document("另一份.pdf", PDF)
    told = await clerk.sees("由市政府办公室办理")
    sent = await clerk.sends_document("另一份.pdf", PDF, reply_to=card)
    await clerk.sees("由市政府办公室办理", after=sent)
    assert told.labels == []
    await here.tick()
    assert await contents(here) == [PDF]


# 本人的 for one's own request


async def test_the_notice_asked_for_is_added_to_what_was_returned(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "退回")
    await vice_mayor.sees_change(card, "要修改什么")
    await vice_mayor.tap(card, "请附通知或邀请函")
    returned = await deputy.sees("被退回，请修改", "请附通知或邀请函", after=mine)
    await deputy.sends_document("会议通知.pdf", PDF)
    await deputy.sees("附件已收到，归入 A-0001：会议通知.pdf")
    await deputy.sees_change(returned, "附件：会议通知.pdf")
    await vice_mayor.sees_change(card, "附件：会议通知.pdf")
    await here.tick()
    assert await contents(here) == [PDF]
    await deputy.tap(returned, "修改重报")
    form = await deputy.sees("修改哪一项")
    await deputy.tap(form, "上一步")
    await deputy.sees_change(form, "请核对请假单")
    await deputy.tap(form, "提交")
    await vice_mayor.sees("请审批", "附件：会议通知.pdf", after=card)


async def test_of_two_open_requests_the_card_replied_to_is_meant(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    first = await files(deputy)
    await files(deputy, "请假 12月7日 西宁 参加培训")
    sent = await deputy.sends_photo("照片.jpg", b"1")
    await deputy.sees("没有保存", "卡片上回复", after=sent)
    for content in (b"2", b"3"):
        sent = await deputy.sends_photo("照片.jpg", content, reply_to=first)
        await deputy.sees("附件已收到，归入 A-0001：照片", after=sent)
    await deputy.sees_change(first, "附件：照片.jpg、照片2.jpg")
    asked = await vice_mayor.sees("请审批", "A-0001")
    await here.quiet()
    assert "附件：照片.jpg、照片2.jpg" in asked.text
    assert "附件" not in (await vice_mayor.sees("请审批", "A-0002")).text


async def test_nobody_adds_to_what_is_anothers_or_is_over(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    sent = await deputy.sends_document("通知.pdf", PDF, reply_to=outcome)
    await deputy.sees("A-0001 现在是“已同意”", after=sent)
    sent = await vice_mayor.sends_document("通知.pdf", PDF, reply_to=card)
    await vice_mayor.sees("没有保存", after=sent)
    assert await contents(here) == []


async def test_ten_papers_of_an_office_and_no_more(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    mine = await files(deputy)
    sent = await deputy.sends_document("会议.exe", b"MZ")
    await deputy.sees("只接收照片、PDF、Word 和 Excel 文件", after=sent)
    for number in range(1, 11):
        sent = await deputy.sends_document(f"{number}.docx", b"1")
        await deputy.sees(f"归入 A-0001：{number}.docx", after=sent)
    sent = await deputy.sends_document("11.docx", b"1")
    await deputy.sees("最多附10份文件", after=sent)
    await here.quiet()
    assert "10.docx" in mine.text
    assert "11.docx" not in mine.text
