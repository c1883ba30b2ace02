"""Papers 附件: what is sent with an outside reply is fetched in the end, or the office is told."""

from typing import Any

from tests.botapi import faults
from tests.stories.scenes import files
from tests.stories.town import MAYOR, OFFICE, Town

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
