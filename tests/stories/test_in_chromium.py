"""One request on the real page of the real bot, in Chromium, at a desk and on a phone."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from tests.channels.test_page import ARGUMENTS, CHROMIUM
from tests.stories.test_leave import LINE
from tests.stories.town import DEPUTY, OFFICE, VICE_MAYOR, Town

pytestmark = [
    pytest.mark.xdist_group("chromium"),
    pytest.mark.parametrize("here", ["browser"], indirect=True),
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason="no /usr/bin/chromium here"
    ),
]


@asynccontextmanager
async def opened(here: Town, width: int, height: int) -> AsyncIterator[Page]:
    """The page in a window of this size, let in by the session the door already has."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(ARGUMENTS)
        )
        context = await chromium.new_context(viewport={"width": width, "height": height})
        base = f"http://127.0.0.1:{here.running.port}"
        cookies = [{"name": n, "value": v, "url": base} for n, v in here.page.cookies().items()]
        await context.add_cookies(cookies)  # type: ignore[arg-type]
        page = await context.new_page()
        await page.goto(base)
        yield page
        await chromium.close()


async def be(pane: Locator, who: str) -> None:
    await pane.locator("select").select_option(who)


async def say(pane: Locator, words: str) -> None:
    await pane.locator("textarea").fill(words)
    await pane.locator("textarea").press("Enter")


async def test_two_panes_at_a_desk(here: Town) -> None:
    async with opened(here, 1280, 800) as page:
        left, right = page.locator(".pane").nth(0), page.locator(".pane").nth(1)
        await be(left, DEPUTY)
        await be(right, VICE_MAYOR)
        await say(left, LINE)
        await left.get_by_role("button", name="提交", exact=True).click()
        await right.get_by_role("button", name="同意", exact=True).click()
        await expect(right.locator(".log")).to_contain_text("您已处理")
        await expect(left.locator(".log")).to_contain_text("请假 A-0001 已同意")
        await expect(left.get_by_role("button", name="取消出行", exact=True)).to_be_visible()
        await expect(right.get_by_role("button", name="同意", exact=True)).to_have_count(0)


async def test_on_a_phone_by_the_form(here: Town) -> None:
    async with opened(here, 390, 844) as page:
        pane = page.locator(".pane:visible")
        await be(pane, DEPUTY)
        await pane.get_by_role("button", name="请假", exact=True).click()
        card = pane.locator(".card").last
        await card.get_by_role("button", name="其他日期").click()
        await card.get_by_role("button", name="下月 ›").click()
        await card.get_by_role("button", name="1", exact=True).click()
        await expect(card).to_contain_text("哪天返回")
        await say(pane, "12月3日上午")
        await card.get_by_role("button", name="西宁", exact=True).click()
        await say(pane, "参加全省科技工作会议")
        await card.get_by_role("button", name="不指定", exact=True).click()
        await expect(card).to_contain_text("共2.5天")
        await card.get_by_role("button", name="提交", exact=True).click()
        await expect(card).to_contain_text("已提交，待审批：请假 A-0001")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390


async def test_the_office_reads_the_digest(here: Town) -> None:
    async with opened(here, 1280, 800) as page:
        left = page.locator(".pane").nth(0)
        await be(left, OFFICE)
        await here.at("2026-11-25 08:30")
        await expect(left.locator(".log")).to_contain_text(
            re.compile("日报 2026年11月25日（周三）")
        )
