"""A person at the page, against a bot that echoes: everything a story leans on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channels.browser import Shown
from bot.message import Button, Outgoing
from tests.botapi import BotApi
from tests.channels.page_city import AT, TOKEN, City, Desk, echo, serving
from tests.page import PageDoor
from tests.someone import Someone


@asynccontextmanager
async def at_the_page(base: str, patience: float = 5.0) -> AsyncIterator[PageDoor]:
    """The page, opened with the printed link."""
    page = PageDoor(base_url=base, link=f"{base}/?token={TOKEN}", patience=patience)
    await page.open()
    try:
        yield page
    finally:
        await page.close()


@asynccontextmanager
async def opened(patience: float = 5.0) -> AsyncIterator[tuple[PageDoor, Desk]]:
    """The page of an echoing bot."""
    async with serving(City()) as (base, desk), at_the_page(base, patience) as page:
        yield page, desk


async def test_words_are_answered_by_a_card_and_the_tap_by_an_edit_and_a_toast() -> None:
    async with opened() as (page, _):
        deputy = await page.person("finance-2")
        said = await deputy.say("请假 12月1日")
        card = await deputy.sees("收到", "请假", after=said)
        assert card.text == "收到：请假 12月1日\n原话：请假 12月1日"
        assert (card.rows, card.edits) == ([["同意", "不同意"]], 0)
        assert await deputy.tap(card, "同意") == "已记录：yes"
        assert (await deputy.sees_change(card, "已办：yes")) is card
        assert (card.labels, card.edits, card.versions[0].data("不同意")) == ([], 1, "no")
        assert [c.from_bot for c in deputy.chat] == [False, True]
        assert deputy.last.id == card.id


async def test_a_reply_a_photo_and_a_document_arrive_with_what_they_answer() -> None:
    async with opened() as (page, desk):
        clerk = await page.person("clerk")
        await clerk.say("代录")
        card = await clerk.sees("代录")
        await clerk.say("青政文〔2026〕12号", reply_to=card)
        photo = await clerk.sends_photo("批复.jpg", b"\xff\xd8", "批复", card)
        await clerk.sees("收到：批复", after=photo)
        await clerk.sends_document("批复 扫描.pdf", b"%PDF", reply_to=card)
        await clerk.sees("收到：批复 扫描.pdf")
        own = [m for m in desk.city.shown["clerk"] if m.mine]
        assert [m.file for m in own] == ["", "", "批复.jpg", "批复 扫描.pdf"]
        assert [m.reply_to for m in own] == ["", card.id, card.id, card.id]
        assert list(desk.city.files.values()) == [b"\xff\xd8", b"%PDF"]


async def test_two_see_only_their_own_and_two_panes_of_one_see_the_same() -> None:
    async with opened() as (page, _):
        mayor, deputy = await page.person("mayor"), await page.person("finance-2")
        await deputy.say("请假")
        card = await deputy.sees("请假")
        again = await page.person("finance-2")
        other = await again.sees("请假")
        assert await again.tap(other, "不同意") == "已记录：no"
        await deputy.sees_change(card, "已办：no")
        assert mayor.chat == []


async def test_a_button_gone_is_said_and_its_token_may_still_be_sent() -> None:
    async with opened() as (page, _):
        deputy = await page.person("finance-2")
        await deputy.say("请假")
        card = await deputy.sees("请假")
        first, second = deputy.tap_nowait(card, "同意"), deputy.tap_data_nowait(card, "no")
        assert await deputy.answered(first) == "已记录：yes"
        assert await deputy.answered(second) == "已记录：no"
        await deputy.sees_change(card, "no")
        with pytest.raises(AssertionError, match="no button '同意'"):
            await deputy.tap(card, "同意")
        assert await deputy.tap_data(card.id, "yes") == "已记录：yes"


async def test_waiting_in_vain_prints_the_chat() -> None:
    async with opened(patience=0.2) as (page, desk):
        desk.city.replies = False
        deputy = await page.person("finance-2")
        said = await deputy.say("有人吗")
        with pytest.raises(AssertionError, match="财政局副局长: 有人吗"):
            await deputy.sees("收到")
        with pytest.raises(AssertionError, match="has not written"):
            _ = deputy.last
        with pytest.raises(AssertionError, match="is not in this chat"):
            await deputy.sees(after="elsewhere")
        await desk.show("finance-2", echo("来了"))
        card = await deputy.sees("来了", after=said)
        with pytest.raises(AssertionError, match="an edit holding"):
            await deputy.sees_change(card)


async def test_after_a_restart_elsewhere_what_was_missed_is_there_and_said_words_go_out() -> None:
    city = City()
    async with serving(city) as (base, _):
        page = PageDoor(base_url=base, link=f"{base}/?token={TOKEN}")
        await page.open()
        deputy = await page.person("finance-2")
        await deputy.say("一")
        card = await deputy.sees("一")
    said = await deputy.say("二")
    assert "not sent yet" in deputy.transcript()
    with pytest.raises(AssertionError, match="never reached"):
        await deputy.tap(card, "同意")
    async with serving(city, "another") as (base, desk):
        await desk.show("finance-2", echo("新"), card.id)
        await page.reopen(base)
        await deputy.sees_change(card, "新")
        await deputy.sees("收到：二", after=said)
        assert [c.text for c in deputy.chat if not c.from_bot] == ["一", "二"]
        await deputy.until(lambda: "not sent" not in deputy.transcript() or None, "it sent")
        assert card.edits == 1
        await page.close()


async def test_a_restart_at_the_same_place_needs_no_help() -> None:
    city = City()
    async with serving(city) as (base, _):
        page = PageDoor(base_url=base, link=f"{base}/?token={TOKEN}")
        await page.open()
        deputy = await page.person("finance-2")
    city.shown["finance-2"].clear()
    async with serving(city, "another", int(base.rpartition(":")[2])) as (base, desk):
        missed = await desk.show("finance-2", echo("开机"))
        assert (await deputy.sees("开机")).id == missed
        await page.close()


async def test_a_card_noted_just_after_the_page_looked_is_found_all_the_same() -> None:
    async with opened() as (page, desk):
        deputy = await page.person("finance-2")
        noted = Shown(id="c1", mine=False, card=echo("迟到"), version=1, at=AT)
        desk.city.shown["finance-2"].append(noted)  # and no event: it went out before we listened
        assert (await deputy.sees("迟到")).id == "c1"


async def test_nobody_gets_in_by_a_spent_link_or_as_somebody_unknown() -> None:
    async with opened() as (page, _):
        late = PageDoor(base_url=str(page.web.base_url), link=f"{page.web.base_url}?token={TOKEN}")
        with pytest.raises(AssertionError, match="did not open: 403"):
            await late.open()
        await late.close()
        with pytest.raises(AssertionError, match="no stream for nobody: 404"):
            await page.person("nobody")


async def test_what_the_page_would_refuse_fails_at_once() -> None:
    async with opened() as (page, _):
        deputy = await page.person("finance-2")
        with pytest.raises(AssertionError, match="refused 400"):
            await deputy.say(" ")
        with pytest.raises(AssertionError, match="the tap was refused: 400"):
            await deputy.tap_data("no such card", "yes")
        await deputy.say("好")
        await deputy.sees("好")


async def test_text_is_laid_out_as_telegram_does() -> None:
    async with opened() as (page, desk):
        deputy = await page.person("finance-2")
        buttons = ((Button(label="同\u202e意", token="t"),),)
        fields = (("事由", "<b>甲</b>\n地点： 乙"), ("地点", "西\u2066宁"))
        await desk.show(
            "finance-2",
            Outgoing(title="请假 &", fields=fields, lines=("一", "", "二"), buttons=buttons),
        )
        card = await deputy.sees("请假")
        assert card.text == "请假 &\n事由：<b>甲</b> 地点： 乙\n地点：西宁\n一\n\n二"
        assert card.labels == ["同意"]


async def test_both_doors_lead_to_someone() -> None:
    async with opened() as (page, desk), BotApi() as server:
        desk.city.replies = False
        people: list[Someone] = [await page.person("mayor"), server.person(1, first_name="市长")]
        for someone in people:
            await someone.say("我的")
            assert ([c.text for c in someone.chat], someone.cards) == (["我的"], [])
            assert "市长: 我的" in someone.transcript()
