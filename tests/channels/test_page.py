"""The page in real Chromium: what a person sees, reads aloud, types and taps."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Locator, Page, async_playwright, expect

from bot.channels.browser import Shown
from bot.message import Button, Enclosure, Outgoing, Style

from .page_city import AT, TOKEN, City, Desk, echo, serving

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
)
DESKTOP, PHONE, SMALL, ZOOMED = (1280, 800), (390, 844), (360, 640), (640, 400)
NASTY = '<img src=x onerror="document.title=1"><script>document.title=2</script>&amp;'
LONG = "参加全省财政科技工作会议并汇报专项债券项目储备情况" * 8
# The lowest contrast among all visible texts, against the nearest painted ground.
CONTRAST = """() => {
  const rgb = css => css.match(/[\\d.]+/g).map(Number);
  const light = css => {
    const [r, g, b] = rgb(css).map(x => x / 255)
      .map(x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = node => {
    const css = getComputedStyle(node).backgroundColor;
    return rgb(css)[3] === 0 && node.parentElement ? ground(node.parentElement) : css;
  };
  const found = [];
  for (const node of document.querySelectorAll("body *")) {
    const text = [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim());
    if (!(text || node.placeholder) || !node.checkVisibility()) continue;
    const ink = getComputedStyle(node, node.placeholder ? "::placeholder" : null).color;
    const [low, high] = [light(ink), light(ground(node))].sort((a, b) => a - b);
    found.push([(high + .05) / (low + .05), node.className || node.tagName]);
  }
  return found.sort((a, b) => a[0] - b[0])[0];
}"""
# What sticks out: of the window, or of its own button.
OVERFLOW = """() => [
  ...(document.documentElement.scrollWidth > innerWidth ? ["window"] : []),
  ...[...document.querySelectorAll("button, .message, select")]
    .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
    .map(one => one.textContent),
]"""

expect.set_options(timeout=15_000)  # the machine may be busy with the rest of the suite

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.xdist_group("chromium"),
    pytest.mark.skipif(
        not CHROMIUM.exists() and not os.environ.get("CI"), reason="no /usr/bin/chromium here"
    ),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Chromium]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS])
        yield browser
        await browser.close()


@dataclass
class Seen:
    """One open page and what stands behind it."""

    page: Page
    desk: Desk
    base: str

    def pane(self, number: int) -> Locator:
        return self.page.locator("section.pane").nth(number)

    async def say(self, text: str, number: int = 0) -> None:
        box = self.pane(number).get_by_role("textbox", name="输入")
        await box.fill(text)
        await box.press("Enter")


@asynccontextmanager
async def window(
    chromium: Chromium, size: tuple[int, int] = DESKTOP
) -> AsyncIterator[BrowserContext]:
    width, height = size
    context = await chromium.new_context(
        viewport={"width": width, "height": height}, timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(15_000)
    yield context
    await context.close()


@asynccontextmanager
async def opened(
    chromium: Chromium, size: tuple[int, int] = DESKTOP, city: City | None = None
) -> AsyncIterator[Seen]:
    """The page as the deputy on the left and the vice-mayor on the right; any error fails."""
    errors: list[str] = []
    async with serving(city or City()) as (base, desk), window(chromium, size) as context:
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        await page.goto(f"{base}/?token={TOKEN}")
        await expect(page.locator(".status")).to_have_text(["已连接", "已连接"])
        yield Seen(page, desk, base)
        assert [line for line in errors if "Failed to load resource" not in line] == []


def card(title: str, *rows: tuple[str, ...], style: Style = Style.PLAIN) -> Outgoing:
    buttons = tuple(
        tuple(Button(label=label, token=f"t{at}-{place}", style=style) for place, label in marked)
        for at, marked in enumerate(enumerate(row) for row in rows)
    )
    return Outgoing(
        title=title, fields=(("事由", LONG),), lines=("依据：第十七条",), buttons=buttons
    )


MONTH = card(
    "请选出发日期",
    ("今天", "明天", "下一个工作日"),
    tuple("一二三四五六日"),
    *(tuple(str(day) for day in range(first, first + 7)) for first in (1, 8, 15, 22)),
    ("29", "30", "31", "·", "·", "·", "·"),
    ("返回上一步", "取消本次请假申请"),
)


async def test_two_officials_side_by_side(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await expect(seen.pane(0).get_by_role("combobox")).to_have_value("finance-2")
        await expect(seen.pane(1).get_by_role("combobox")).to_have_value("vice-1")
        await seen.say("请假 明天 西宁 开会")
        await expect(seen.pane(0).locator(".mine")).to_contain_text("请假 明天 西宁 开会")
        await expect(seen.pane(0).get_by_role("heading")).to_have_text("收到：请假 明天 西宁 开会")
        await expect(seen.pane(1).locator(".message")).to_have_count(0)
        left, right = await seen.pane(0).bounding_box(), await seen.pane(1).bounding_box()
        assert left
        assert right
        assert left["x"] + left["width"] <= right["x"]
        assert left["y"] == right["y"]


async def test_a_tap_is_answered_and_the_card_changes_where_it_stands(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.desk.show("vice-1", echo("第一件"))
        await seen.desk.show("vice-1", echo("第二件"))
        cards = seen.pane(1).locator(".card")
        await cards.nth(0).get_by_role("button", name="同意", exact=True).click()
        await expect(seen.pane(1).locator(".toast")).to_have_text("已记录：yes")
        await expect(seen.pane(1).get_by_role("status")).to_have_text("已记录：yes")
        await expect(cards.nth(0)).to_contain_text("已办：yes")
        await expect(cards.nth(0).get_by_role("button", name="同意", exact=True)).to_have_count(0)
        await expect(cards.get_by_role("heading")).to_have_text(["收到：第一件", "收到：第二件"])
        await expect(seen.pane(0).locator(".toast")).to_be_empty()


async def test_a_cards_file_can_be_saved_also_after_a_reload(chromium: Chromium) -> None:
    city = City(files={"r": b"PK word"})
    file = Enclosure(ref="r", name="请假审批表 A-0001.docx", media_type="application/msword")
    async with opened(chromium, city=city) as seen:
        await seen.desk.show("vice-1", Outgoing(title="请假审批表 A-0001", file=file))
        link = seen.pane(1).get_by_role("link", name="请假审批表 A-0001.docx")
        for _ in range(2):
            async with seen.page.expect_download() as saving:
                await link.click()
            saved = await saving.value
            assert saved.suggested_filename == "请假审批表 A-0001.docx"
            assert (await saved.path()).read_bytes() == b"PK word"
            await seen.page.reload()
        await expect(link).to_have_count(1)


async def test_markup_is_text_everywhere(chromium: Chromium) -> None:
    spoof = "\u202e局长\u2066"
    nasty = Outgoing(
        title=NASTY,
        fields=((NASTY, NASTY + spoof),),
        lines=(NASTY,),
        buttons=((Button(label=NASTY, token="t"),),),
    )
    async with opened(chromium) as seen:
        await seen.say(NASTY)
        await expect(seen.pane(0).locator(".mine p").first).to_have_text(NASTY)
        await seen.desk.show("vice-1", nasty)
        shown = seen.pane(1).locator(".card")
        for part in ("h2", "dt", ".lines p", ".row button"):
            await expect(shown.locator(part)).to_have_text(NASTY)
        await expect(shown.locator("dd")).to_have_text(NASTY + "局长")
        await shown.get_by_role("button", name="回复").click()
        await expect(seen.pane(1).locator(".chip.reply span")).to_contain_text(NASTY)
        await seen.pane(0).get_by_role("combobox").select_option("clerk")
        await expect(seen.page.locator(".tabs button").first).to_have_text("<b>办公室</b> & 值班员")
        assert await seen.page.locator("main img, main script, main b").count() == 0
        await expect(seen.page).to_have_title("政府办公助手")


async def test_everything_by_keyboard(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        keys = seen.page.keyboard
        picker = seen.pane(0).get_by_role("combobox")
        await seen.pane(0).get_by_role("searchbox").focus()
        await keys.type("财政局局")
        await expect(seen.pane(0).get_by_role("status")).to_have_text("1 人符合，回车选第一位")
        await keys.press("Enter")
        await expect(picker).to_have_value("finance-1")
        await expect(seen.pane(0).get_by_role("searchbox")).to_have_value("")
        await expect(seen.pane(0).get_by_role("status")).to_have_text("已连接")
        await seen.say("你好")
        await expect(seen.pane(0).get_by_role("heading")).to_have_text("收到：你好")
        yes = seen.pane(0).get_by_role("button", name="同意", exact=True)
        for _ in range(12):
            await keys.press("Shift+Tab")
            if await yes.evaluate("node => node === document.activeElement"):
                break
        await expect(yes).to_be_focused()
        assert "solid" in await yes.evaluate("node => getComputedStyle(node).outlineStyle")
        await keys.press("Enter")
        await expect(seen.pane(0).locator(".card")).to_contain_text("已办：yes")
        await expect(seen.pane(0).locator(".card")).to_be_focused()


async def test_enter_that_ends_a_chinese_input_is_not_a_send(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        box = seen.pane(0).get_by_role("textbox", name="输入")
        await box.fill("qing jia")
        await box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
        await box.press("Shift+Enter")
        await expect(box).to_have_value("qing jia\n")
        await expect(seen.pane(0).locator(".mine")).to_have_count(0)


async def test_what_is_read_aloud_holds_no_buttons(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.desk.show("vice-1", echo("一件"))
        status = seen.pane(1).get_by_role("status")
        await expect(status).to_have_text("新消息：收到：一件")
        assert await seen.pane(1).get_by_role("log").get_attribute("aria-live") == "off"
        live = "[role=status] button, [aria-live=polite] button, [role=alert] button"
        assert await seen.page.locator(live).count() == 0
        assert await seen.page.locator("[role=status]").count() == 2
        nameless = (
            "[...document.querySelectorAll('button')].filter(b => !b.textContent && !b.ariaLabel)"
        )
        assert await seen.page.evaluate(f"{nameless}.length") == 0


async def test_words_may_answer_a_card(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        there = await seen.desk.show("vice-1", echo("一件"))
        chip = seen.pane(1).locator(".chip.reply")
        answer = seen.pane(1).get_by_role("button", name="回复：收到：一件")
        await answer.click()
        await expect(chip).to_contain_text("回复：收到：一件")
        await expect(seen.pane(1).get_by_role("textbox", name="输入")).to_be_focused()
        await seen.page.keyboard.press("Escape")
        await expect(chip).to_be_hidden()
        await answer.click()
        await chip.get_by_role("button", name="取消回复").click()
        await expect(chip).to_be_hidden()
        await answer.click()
        await seen.say("路上注意安全", 1)
        await expect(seen.pane(1).locator(".quote")).to_have_text("回复：收到：一件")
        await expect(chip).to_be_hidden()
        await expect(seen.pane(1).locator(".card")).to_have_count(2)
        [raw] = seen.desk.city.inbox.values()
        incoming = seen.desk.browser.read(raw)
        assert incoming is not None
        assert (incoming.text, incoming.message) == ("路上注意安全", there)


async def test_a_file_goes_with_its_caption(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        picker = seen.pane(0).locator("input[type=file]")
        big = {
            "name": "大.pdf",
            "mimeType": "application/pdf",
            "buffer": b"0" * (10 * 1024 * 1024 + 1),
        }
        await picker.set_input_files(big)  # type: ignore[arg-type]
        await expect(seen.pane(0).get_by_role("status")).to_have_text("附件超过 10 MB，未添加。")
        await expect(seen.pane(0).locator(".chip.attached")).to_be_hidden()
        small = {"name": "通知.pdf", "mimeType": "application/pdf", "buffer": b"%PDF\r\n--"}
        await picker.set_input_files(small)  # type: ignore[arg-type]
        await expect(seen.pane(0).locator(".chip.attached")).to_contain_text("附件：通知.pdf")
        await seen.say("会议通知")
        await expect(seen.pane(0).locator(".mine")).to_contain_text("附件：通知.pdf")
        await expect(seen.pane(0).locator(".card")).to_have_count(1)
    assert list(seen.desk.city.files.values()) == [b"%PDF\r\n--"]


async def test_a_restart_loses_nothing_and_doubles_nothing(chromium: Chromium) -> None:
    city = City()
    async with window(chromium) as context:
        async with serving(city) as (base, _):
            page = await context.new_page()
            await page.goto(f"{base}/?token={TOKEN}")
            seen = Seen(page, Desk(city, city.browser()), base)
            await seen.say("停机之前")
            await expect(seen.pane(0).locator(".card")).to_have_count(1)
        await expect(seen.pane(0).get_by_role("status")).to_contain_text("连接中断")
        await seen.say("停机之时")
        await expect(seen.pane(0).locator(".mine.waiting")).to_contain_text("待送出")
        await seen.pane(0).get_by_role("button", name="同意", exact=True).click()
        await expect(seen.pane(0).locator(".toast")).to_contain_text("未送达")
        late = Shown(id="late", mine=False, card=echo("停机时送达"), version=1, at=AT)
        city.shown["finance-2"].append(late)
        async with serving(city, token="another", port=urlsplit(base).port or 0) as (_, desk):
            titles = ["收到：停机之前", "收到：停机时送达", "收到：停机之时"]
            await expect(seen.pane(0).get_by_role("heading")).to_have_text(titles)
            await expect(seen.pane(0).locator(".waiting")).to_have_count(0)
            await desk.show("finance-2", echo("复机之后"))
            await expect(seen.pane(0).get_by_role("heading")).to_have_text(
                [*titles, "收到：复机之后"]
            )
        said = [shown.text for shown in city.shown["finance-2"] if shown.mine]
        assert said == ["停机之前", "停机之时"]


async def test_words_not_yet_taken_survive_a_reload_under_their_own_id(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        seen.desk.city.down = True
        await seen.say("收件箱写不进去")
        await expect(seen.pane(0).locator(".mine.waiting")).to_have_count(1)
        kept = await seen.page.evaluate("JSON.parse(localStorage.waiting)[0].id")
        await seen.page.reload()
        await expect(seen.pane(0).locator(".mine.waiting")).to_contain_text("收件箱写不进去")
        seen.desk.city.down = False
        await expect(seen.pane(0).locator(".card")).to_have_count(1)
        await expect(seen.pane(0).locator(".waiting")).to_have_count(0)
        assert list(seen.desk.city.inbox) == [f"finance-2:{kept}"]


async def test_what_is_refused_says_so_and_blocks_nothing(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.page.route("**/api/say", lambda route: route.fulfill(status=413))
        await seen.say("过长")
        await expect(seen.pane(0).locator(".mine.refused")).to_contain_text("未送出")
        await seen.page.unroute("**/api/say")
        await seen.say("下一句")
        await expect(seen.pane(0).get_by_role("heading")).to_have_text(["收到：下一句"])


async def test_an_ended_session_tells_the_way_back(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.page.context.clear_cookies()
        await seen.desk.browser.stop()
        await expect(seen.pane(0).get_by_role("status")).to_contain_text("启动时打印的链接")
        await seen.page.goto(seen.base)
        await expect(seen.page.locator("main.locked")).to_contain_text("启动时打印的链接")


async def test_the_transcript_comes_back_in_order_and_an_edit_moves_nothing(
    chromium: Chromium,
) -> None:
    async with opened(chromium) as seen:
        first = await seen.desk.show("vice-1", echo("甲"))
        await seen.say("乙", 1)
        await expect(seen.pane(1).locator(".card")).to_have_count(2)
        await seen.desk.show("vice-1", replace(echo("甲"), title="甲，已同意"), first)
        order = ["甲，已同意", "乙", "收到：乙"]
        for _ in range(2):
            heads = seen.pane(1).locator(".card h2, .mine > p:first-child")
            await expect(heads).to_have_text(order)
            await seen.page.reload()


async def test_the_same_official_twice_sees_the_same(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.pane(1).get_by_role("combobox").select_option("finance-2")
        await expect(seen.pane(1).get_by_role("status")).to_have_text("已连接")
        await seen.say("两处都看见")
        for number in (0, 1):
            await expect(seen.pane(number).locator(".mine")).to_have_count(1)
            await expect(seen.pane(number).locator(".card")).to_have_count(1)


async def test_on_a_phone_one_pane_at_a_time_and_news_marked_on_the_other(
    chromium: Chromium,
) -> None:
    async with opened(chromium, PHONE) as seen:
        tabs = seen.page.get_by_role("navigation").get_by_role("button")
        await expect(seen.pane(0)).to_be_visible()
        await expect(seen.pane(1)).to_be_hidden()
        await seen.desk.show("vice-1", echo("一件"))
        await expect(tabs.nth(1)).to_contain_text("1 条新")
        await expect(seen.page).to_have_title("(1) 政府办公助手")
        await tabs.nth(1).click()
        await expect(seen.pane(0)).to_be_hidden()
        await expect(seen.pane(1).get_by_role("heading")).to_be_in_viewport()
        await expect(tabs.nth(1)).to_have_attribute("aria-pressed", "true")
        await expect(seen.page.locator(".unread:visible")).to_have_count(0)
        await expect(seen.page).to_have_title("政府办公助手")


@pytest.mark.parametrize("size", [DESKTOP, PHONE, SMALL, ZOOMED])
async def test_long_words_and_a_month_of_days_fit(
    chromium: Chromium, size: tuple[int, int]
) -> None:
    async with opened(chromium, size) as seen:
        await seen.desk.show("finance-2", card(LONG, ("同意", "不同意"), style=Style.YES))
        await seen.say("x" * 300)
        await seen.desk.show("finance-2", MONTH)
        row = seen.pane(0).locator(".row", has_text="22").get_by_role("button")
        await expect(row).to_have_count(7)
        boxes = [box for place in range(7) if (box := await row.nth(place).bounding_box())]
        assert {round(box["y"]) for box in boxes} == {round(boxes[0]["y"])}
        assert max(b["width"] for b in boxes) - min(b["width"] for b in boxes) < 1
        assert min(min(box["width"], box["height"]) for box in boxes) >= 38
        cancel = await seen.pane(0).get_by_role("button", name="取消本次请假申请").bounding_box()
        assert cancel
        assert cancel["height"] < 45  # eight characters stay on one line
        assert await seen.page.evaluate(OVERFLOW) == []
        log = await seen.pane(0).get_by_role("log").bounding_box()
        assert log
        assert log["height"] >= 200
        await seen.pane(0).get_by_role("textbox", name="输入").scroll_into_view_if_needed()
        await expect(seen.pane(0).get_by_role("textbox", name="输入")).to_be_in_viewport()


async def test_every_text_can_be_read(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.say("请假")
        await seen.desk.show("finance-2", card("一件", ("同意",), ("转呈",), style=Style.NO))
        await seen.desk.show("vice-1", echo("两件"))
        await seen.pane(1).locator(".row button").first.click()
        await expect(seen.pane(1).locator(".toast")).not_to_be_empty()
        await seen.pane(1).locator(".answer").click()
        await seen.desk.show("finance-2", echo("三件"))
        await expect(seen.pane(0).locator(".unread")).to_be_visible()
        ratio, where = await seen.page.evaluate(CONTRAST)
        assert ratio >= 4.5, where


async def test_english_is_a_switch_and_remembered(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.say("请假")
        await expect(seen.pane(0).locator(".card")).to_have_count(1)
        await seen.page.get_by_role("button", name="English").click()
        for _ in range(2):
            await expect(seen.page.locator("html")).to_have_attribute("lang", "en-GB")
            await expect(seen.page.get_by_role("heading", level=1)).to_have_text(
                "Government office assistant"
            )
            await expect(seen.pane(0).get_by_role("button", name="Reply")).to_have_count(1)
            await expect(seen.pane(0).get_by_role("button", name="Send")).to_be_visible()
            await seen.page.reload()
        await seen.page.get_by_role("button", name="中文").click()
        await expect(seen.pane(0).get_by_role("button", name="发送")).to_be_visible()


async def test_a_quick_word_is_typed_for_me_and_leaves_my_draft(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.desk.show("finance-2", echo("一件"))
        await seen.pane(0).get_by_role("button", name="回复").click()
        box = seen.pane(0).get_by_role("textbox", name="输入")
        await box.fill("草稿")
        await seen.pane(0).get_by_role("group", name="常用语").get_by_role("button").nth(3).click()
        await expect(seen.pane(0).get_by_role("heading").last).to_have_text("收到：谁在外")
        await expect(box).to_have_value("草稿")
        await expect(seen.pane(0).locator(".chip.reply")).to_be_visible()
        await expect(seen.pane(0).locator(".quote")).to_have_count(0)


async def test_a_form_that_answers_by_an_edit_comes_back_into_view(chromium: Chromium) -> None:
    city = City(replies=False)
    async with opened(chromium, city=city) as seen:
        form = await seen.desk.show("finance-2", echo("第一步"))
        for number in range(20):
            await seen.desk.show("finance-2", echo(f"别的{number}"))
        head = seen.pane(0).get_by_role("heading").first
        await expect(head).not_to_be_in_viewport()
        await seen.desk.show("finance-2", echo("别人改了"), form)
        await expect(head).to_have_text("收到：别人改了")
        await expect(head).not_to_be_in_viewport()
        await seen.say("明天")
        await expect(seen.pane(0).locator(".mine:not(.waiting)")).to_have_count(1)
        await seen.desk.show("finance-2", echo("第二步"), form)
        await expect(head).to_be_in_viewport()


async def test_a_choice_of_official_is_remembered(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        await seen.pane(1).get_by_role("combobox").select_option("mayor")
        await seen.page.reload()
        await expect(seen.pane(1).get_by_role("combobox")).to_have_value("mayor")
        groups = seen.pane(0).locator("optgroup")
        labels = await groups.evaluate_all("all => all.map(one => one.label)")
        assert labels == ["市政府领导", "财政局", "市政府办公室"]


async def test_many_cards_at_once_all_arrive_in_order(chromium: Chromium) -> None:
    async with opened(chromium) as seen:
        titles = [f"第{number}件" for number in range(60)]
        for title in titles:
            await seen.desk.show("vice-1", Outgoing(title=title))
        await expect(seen.pane(1).get_by_role("heading")).to_have_text(titles)
        await expect(seen.pane(1).get_by_role("heading").last).to_be_in_viewport()
        await asyncio.gather(*(seen.desk.show("mayor", echo("无人看")) for _ in range(3)))
        await expect(seen.pane(1).get_by_role("heading")).to_have_count(60)
