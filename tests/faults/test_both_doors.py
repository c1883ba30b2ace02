"""Telegram and the page at once: the first answer wins, and the other copy closes."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.page.client import PageDoor
from tests.stories.scenes import AGREED, decisions, files
from tests.stories.town import DEPUTY, VICE_MAYOR, Town, town


@pytest.fixture
async def two_doors(tmp_path: Path) -> AsyncIterator[tuple[Town, PageDoor]]:
    """One town with both doors open."""
    async with town("telegram", tmp_path) as here:
        await here.close()
        here.settings = replace(here.settings, browser=True)
        await here.open()
        bot = here.running
        door = PageDoor(base_url=f"http://127.0.0.1:{bot.port}", link=bot.page)
        await door.open()
        yield here, door
        await door.close()


async def everywhere(here: Town, door: PageDoor, id_: str) -> tuple[Any, Any]:
    """The same official on the phone and at the page."""
    return await here.person(id_), await door.person(id_)


@pytest.mark.parametrize("first", ["phone", "page"])
async def test_the_first_answer_wins_and_the_other_copy_closes(
    two_doors: tuple[Town, PageDoor], first: str
) -> None:
    here, door = two_doors
    deputy = await here.person(DEPUTY)
    phone, page = await everywhere(here, door, VICE_MAYOR)
    mine = await files(deputy)
    cards = {"phone": await phone.sees("请审批"), "page": await page.sees("请审批")}
    people = {"phone": phone, "page": page}
    [second] = people.keys() - {first}
    late = cards[second].data("不同意")
    assert await people[first].tap(cards[first], "同意") == AGREED
    for name, card in cards.items():
        await people[name].sees_change(card, "您已处理", "同意")
        assert card.labels == ["收回"]
    assert "A-0001 已由" in await people[second].tap_data(cards[second], late)
    await deputy.sees("请假 A-0001 已同意", after=mine)
    await here.quiet()
    assert await decisions(here) == 1
    assert [len(phone.cards), len(page.cards)] == [1, 1]


async def test_both_at_the_same_moment_make_one_decision(
    two_doors: tuple[Town, PageDoor],
) -> None:
    here, door = two_doors
    deputy = await here.person(DEPUTY)
    phone, page = await everywhere(here, door, VICE_MAYOR)
    await files(deputy)
    card, copy = await phone.sees("请审批"), await page.sees("请审批")
    taps = phone.tap_nowait(card, "同意"), page.tap_nowait(copy, "同意")
    told = sorted([await phone.answered(taps[0]), await page.answered(taps[1])])
    assert told[1] == AGREED
    assert told[0].startswith("A-0001 已由分管科教文卫副市长同意")
    await here.quiet()
    assert await decisions(here) == 1


async def test_begun_on_the_phone_and_finished_at_the_page(
    two_doors: tuple[Town, PageDoor],
) -> None:
    here, door = two_doors
    phone, page = await everywhere(here, door, DEPUTY)
    await phone.say("请假")
    form = await phone.sees("哪天出发")
    await page.say("12月1日至12月3日")
    await phone.sees_change(form, "去哪里")
    await page.say("西宁")
    await phone.sees_change(form, "什么事由")


async def test_a_phone_that_blocked_the_bot_is_no_matter_where_the_page_was_seen(
    two_doors: tuple[Town, PageDoor],
) -> None:
    here, door = two_doors
    deputy, office = await here.person(DEPUTY), await here.person("dcs")
    phone, page = await everywhere(here, door, VICE_MAYOR)
    await phone.blocks()
    await files(deputy)
    await page.sees("请审批")
    await here.at("2026-11-25 08:30")
    digest = await office.sees("日报 2026年11月25日")
    assert "未能送达" not in digest.text
