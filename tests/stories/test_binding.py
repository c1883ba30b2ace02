"""Binding: a one-time link makes a chat speak for an official; anyone else gets one polite line."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handlers.console.bind import bind
from handlers.console.city import City
from tests.stories.scenes import LINE, files, previews
from tests.stories.town import DEPUTY, OFFICE, OTHER_DEPUTY, VICE_MAYOR, Town, demo_city, town

STRANGER = "本号只为已登记的干部服务，请向市政府办公室索取绑定链接"
SPENT = "绑定链接已用过或超过15分钟"
on_the_page = pytest.mark.parametrize("here", ["browser"], indirect=True)


def unbound(*ids: str) -> City:
    """The demo city with no telegram_id for these officials."""
    city = demo_city()
    officials = {
        id_: replace(o, telegram_id="") if id_ in ids else o
        for id_, o in city.roster.officials.items()
    }
    return replace(city, roster=replace(city.roster, officials=officials))


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Town]:
    """The town on Telegram, where two have no chat yet."""
    async with town("telegram", tmp_path, unbound(DEPUTY, VICE_MAYOR)) as made:
        yield made


def phone(there: Town, number: int = 7001) -> Any:
    """A phone nobody knows."""
    return there.api.person(number, first_name="新手机")


def payload(words: str) -> str:
    """What opening the deep link in `words` sends behind /start."""
    found = re.search(r"https://t\.me/\w+\?start=([\w-]{16,64})$", words, re.MULTILINE)
    assert found, words
    return found[1]


async def link(there: Town, who: str = "市教育局副局长甲") -> str:
    """The office asks for a link."""
    office = await there.person(OFFICE)
    said = await office.say(f"绑定 {who}")
    card = await office.sees("的绑定链接，15分钟内有效，只能用一次", after=said)
    return payload(card.text)


async def bound(there: Town, person: Any, who: str = "市教育局副局长甲") -> Any:
    await person.starts(await link(there, who))
    return await person.sees(f"已绑定：{who}")


# 链接 the link


async def test_the_office_gives_a_link_and_the_chat_speaks_for_the_official(there: Town) -> None:
    mine = phone(there)
    card = await bound(there, mine)
    assert "已绑定：市教育局副局长甲" in card.text
    assert "审批、提醒和通知都发到这里" in card.text
    await files(mine)
    assert [act for act, _ in await there.journal()] == ["roster", "issue_link", "bind", "file"]


@pytest.mark.parametrize("who", ["教育局副局长甲", "市教育局副局长甲", "jyj2"])
async def test_an_official_is_named_by_name_post_or_id(there: Town, who: str) -> None:
    mine = phone(there)
    await mine.starts(await link(there, who))
    await mine.sees("已绑定：市教育局副局长甲")


async def test_a_link_for_nobody_is_not_given(there: Town) -> None:
    office, other = await there.people(OFFICE, OTHER_DEPUTY)
    await office.say("绑定")
    await office.sees("绑定谁？请写：绑定 姓名或职务")
    await office.say("绑定 不存在的人")
    await office.sees("名册里没有“不存在的人”")
    await other.say("绑定 教育局副局长甲")
    await other.sees("这一项由市政府办公室办理")
    assert [act for act, _ in await there.journal()] == ["roster"]


async def test_the_operator_gives_a_link_at_the_shell(there: Town) -> None:
    await there.quiet()
    store, mine = there.running.store, phone(there)
    code, lines = await bind(store, "jyj2", there.clock(), "zh")
    assert code == 0
    assert lines[0] == "市教育局副局长甲的绑定链接，15分钟内有效，只能用一次："
    await mine.starts(payload(lines[1]))
    await mine.sees("已绑定：市教育局副局长甲")
    assert await bind(store, "无此人", there.clock(), "zh") == (
        1,
        ["名册里没有“无此人”，请写姓名、职务或工号。"],
    )


async def test_a_link_works_once(there: Town) -> None:
    token = await link(there)
    first, second = phone(there), phone(there, 7002)
    await first.starts(token)
    await first.sees("已绑定：市教育局副局长甲")
    await second.starts(token)
    await second.sees(SPENT, "再要一个")
    await second.say("待办")
    await second.sees(STRANGER)
    said = await first.starts(token)
    await first.sees("这个链接已失效", "已绑定市教育局副局长甲", after=said)
    await files(first)


@pytest.mark.parametrize(("at", "works"), [("09:14", True), ("09:15", False), ("18:00", False)])
async def test_a_link_lives_a_quarter_of_an_hour(there: Town, at: str, works: bool) -> None:
    token, mine = await link(there), phone(there)
    await there.at(f"2026-11-24 {at}")
    await mine.starts(token)
    await mine.sees("已绑定：市教育局副局长甲" if works else SPENT)


async def test_a_made_up_link_binds_nobody(there: Town) -> None:
    mine = phone(there)
    for token in ("jyj2", "x" * 22, "' OR 1=1 --", "x" * 3000):
        said = await mine.starts(token)
        await mine.sees(SPENT, after=said)
    await mine.starts()
    await mine.sees(STRANGER)


async def test_a_link_edited_in_or_sent_as_a_caption_binds_nobody(there: Town) -> None:
    mine, token = phone(there), await link(there)
    said = await mine.say("你好")
    await mine.sees(STRANGER, "This bot serves registered officials only", after=said)
    await mine.edits(said, f"/start {token}")
    await mine.sends_document("通知.pdf", b"1", caption=f"/start {token}")
    await there.quiet()
    assert len(mine.cards) == 1
    await mine.starts(token)
    await mine.sees("已绑定：市教育局副局长甲")


# 换手机 a new phone


async def test_a_new_phone_takes_over_and_the_old_one_is_told(there: Town) -> None:
    old, new = phone(there), phone(there, 7002)
    await bound(there, old)
    await bound(there, new)
    await old.sees("教育局副局长甲", "已改绑到另一个聊天", "请告知市政府办公室")
    said = await old.say(LINE)
    await old.sees(STRANGER, after=said)
    await files(new)
    vice_mayor = phone(there, 7003)
    await bound(there, vice_mayor, "分管科教文卫副市长")
    await vice_mayor.tap(await vice_mayor.sees("请审批", "A-0001"), "同意")
    await new.sees("请假 A-0001 已同意")
    await there.quiet()
    assert f"{STRANGER}。" in old.last.text


async def test_what_waits_moves_to_the_new_phone_and_the_old_one_hears_no_more(
    there: Town,
) -> None:
    deputy, old, new = phone(there), phone(there, 7002), phone(there, 7003)
    await bound(there, deputy)
    await bound(there, old, "分管科教文卫副市长")
    await files(deputy)
    seen = await old.sees("请审批", "A-0001")
    await files(deputy, "请假 12月8日 德令哈 考察调研")
    decided = await old.sees("请审批", "A-0002")
    await old.tap(decided, "同意")
    await old.sees_change(decided, "您已处理")
    before = seen.text
    await bound(there, new, "分管科教文卫副市长")
    card = await new.sees("请审批", "A-0001", "参加全省科技工作会议")
    await new.tap(card, "同意")
    await new.sees_change(card, "您已处理")
    await there.restart()
    await there.quiet()
    assert seen.text == before, "the former chat is sent nothing of his any more"
    assert len([c for c in new.cards if "A-0001" in c.text]) == 1
    assert not any("A-0002" in c.text for c in new.cards), "what is done is not shown again"


async def test_a_chat_of_one_official_opened_for_another_is_the_others(there: Town) -> None:
    mine = phone(there)
    await bound(there, mine)
    await bound(there, mine, "分管科教文卫副市长")
    preview = await previews(mine)
    assert "报市长" in preview.text


async def test_a_telegram_id_in_the_roster_binds_from_the_start(there: Town) -> None:
    other = await there.person(OTHER_DEPUTY)
    await other.say("我的")
    await other.sees("您还没有申请")


async def test_a_changed_row_of_the_roster_stands_in_the_journal(there: Town) -> None:
    there.city = demo_city()  # two have a telegram_id they had not
    await there.restart()
    async with there.running.store.read() as tx:
        rows = await tx.rows("SELECT detail FROM journal WHERE act = 'roster' ORDER BY seq")
    assert [row["detail"] for row in rows][1:] == [f'{{"changed": ["{VICE_MAYOR}", "{DEPUTY}"]}}']


async def test_a_chat_bound_by_link_stays_bound_over_a_restart(there: Town) -> None:
    mine = phone(there)
    await bound(there, mine)
    await there.restart()
    await files(mine)


# 生人 strangers


async def test_a_stranger_gets_one_polite_line_and_nothing_more(there: Town) -> None:
    stranger, deputy = phone(there), phone(there, 7002)
    await bound(there, deputy)
    help_ = await deputy.say("帮助")
    stolen = (await deputy.sees("我能办这些事", after=help_)).data("请假")
    card = await stranger.sees(STRANGER, after=await stranger.starts())
    assert card.labels == []
    for act in (
        stranger.say(LINE),
        stranger.say("谁在外"),
        stranger.say("状态 A-0001"),
        stranger.sends_sticker(),
        stranger.sends_document("a.pdf", b"%PDF"),
    ):
        await act
    assert STRANGER in await stranger.tap_data(card, stolen)
    await there.quiet()
    assert len(stranger.cards) == 1, "once a day, however much he writes"
    await there.at("2026-11-25 09:01")
    await stranger.sees(STRANGER, after=await stranger.say(LINE))
    assert [act for act, _ in await there.journal()] == [
        "roster",
        "issue_link",
        "bind",
        "digest",
    ]


async def test_what_strangers_were_told_is_dropped_after_a_month(there: Town) -> None:
    stranger = phone(there)
    await stranger.sees(STRANGER, after=await stranger.say("你好"))
    counts = (
        "SELECT (SELECT COUNT(*) FROM letters WHERE recipient IS NULL) AS letters,"
        " (SELECT COUNT(*) FROM copies WHERE address = '7001') AS copies"
    )
    for at, left in (("2026-12-24 08:00", 1), ("2026-12-24 09:01", 0)):
        await there.at(at)
        async with there.running.store.read() as tx:
            [row] = await tx.rows(counts)
        assert (row["letters"], row["copies"]) == (left, left)


# 先有通知后绑定 letters from before


async def test_what_was_written_before_arrives_on_binding(there: Town) -> None:
    deputy, vice_mayor = phone(there), phone(there, 7002)
    await bound(there, deputy)
    await files(deputy)
    await there.at("2026-11-25 08:30")
    office = await there.person(OFFICE)
    await office.sees("日报", "分管科教文卫副市长", "尚未绑定，请发绑定链接")
    await bound(there, vice_mayor, "分管科教文卫副市长")
    card = await vice_mayor.sees("请审批", "A-0001", "参加全省科技工作会议")
    await vice_mayor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意")


async def test_what_was_withdrawn_before_binding_does_not_ask_any_more(there: Town) -> None:
    deputy, vice_mayor = phone(there), phone(there, 7002)
    await bound(there, deputy)
    mine = await files(deputy)
    await deputy.tap(mine, "撤回")
    await there.quiet()
    await bound(there, vice_mayor, "分管科教文卫副市长")
    await there.quiet()
    assert not any("请审批" in card.text for card in vice_mayor.cards)
    assert not any(card.labels for card in vice_mayor.cards)


# 菜单 the menu on the phone


async def test_the_menu_fits_the_role_and_the_language(there: Town) -> None:
    mine, (office, other) = phone(there), await there.people(OFFICE, OTHER_DEPUTY)
    await there.tick()
    assert other.menu["leave"] == "请假"
    assert other.menu["out"] == "谁在外"
    assert not {"digest", "bind"} & set(other.menu)
    assert office.menu["digest"] == "日报"
    assert office.menu["bind"] == "绑定"

    await bound(there, mine)
    await there.tick()
    assert mine.menu == other.menu
    await mine.say("设置")
    await mine.tap(await mine.sees("设置"), "English")
    await there.tick()
    assert mine.menu["leave"] == "Leave"
    assert mine.menu["out"] == "Who is out"
    assert mine.menu.keys() == other.menu.keys()
    assert other.menu["leave"] == "请假"


async def test_every_command_of_the_menu_is_understood(there: Town) -> None:
    office = await there.person(OFFICE)
    await there.tick()
    for name in office.menu:
        said = await office.say(f"/{name}")
        card = await office.sees(after=said)
        assert "没有看懂" not in card.text, name
        assert "出了问题" not in card.text, name


# 网页 the page


@on_the_page
async def test_on_the_page_everybody_is_bound_and_a_link_is_not_given(here: Town) -> None:
    office, deputy = await here.people(OFFICE, DEPUTY)
    await office.say("绑定 教育局副局长甲")
    await office.sees("在网页上都已绑定，不需要链接")
    await deputy.starts("x" * 22)
    await deputy.sees("我能办这些事")
    assert [act for act, _ in await here.journal()] == ["roster"]
