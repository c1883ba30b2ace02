"""What may not travel here: stop words, unseen marks, itineraries before a group, chat names."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.words.talk import ERRANDS
from tests.stories.scenes import LINE, agreed, files
from tests.stories.town import DEPUTY, OFFICE, VICE_MAYOR, Town

GROUP = -100200300
MARK = "canary-7731"  # stands in everything that must leave no trace
STOPPED = ("含有涉密字样，没有保存", "请自行删除")

on_telegram = pytest.mark.parametrize("here", ["telegram"], indirect=True)
on_the_page = pytest.mark.parametrize("here", ["browser"], indirect=True)


def kept(here: Town) -> bytes:
    """Every byte on the disk: database, log of it, and whatever else lies there."""
    folder = here.settings.database.parent
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file())


@asynccontextmanager
async def no_trace(here: Town, caplog: pytest.LogCaptureFixture) -> AsyncIterator[None]:
    """What is sent inside is neither on the disk nor in the log, now and after a restart."""
    caplog.set_level(logging.INFO)
    yield
    await here.quiet()
    assert MARK.encode() not in kept(here)
    await here.restart()
    await here.tick()
    assert MARK.encode() not in kept(here)
    assert MARK not in caplog.text


@pytest.mark.parametrize(
    "words",
    [
        "请假 12月1日 西宁 参加涉密会议 {}",
        "{} 绝密",
        "机 密{}",
        "機\u200b密 {}",
        "祕\u202e密{}",
        "{} ｊｉ 绝\u3000\n密",
        "/leave 秘密 {}",
        "同意 A-0001 机密 {}",
    ],
)
async def test_a_stop_word_leaves_no_trace(
    here: Town, caplog: pytest.LogCaptureFixture, words: str
) -> None:
    deputy = await here.person(DEPUTY)
    async with no_trace(here, caplog):
        said = await deputy.say(words.format(MARK))
        await deputy.sees(*STOPPED, after=said)
    assert not [act for act, subject in await here.journal() if subject]


async def test_words_that_merely_look_alike_are_taken(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy, "请假 12月1日至12月3日 西宁 陪同秘书长到保密局办理手机密码")
    await vice_mayor.sees("请审批", "秘书长到保密局办理手机密码")


async def test_a_file_with_a_stop_word_is_not_kept(
    here: Town, caplog: pytest.LogCaptureFixture
) -> None:
    deputy = await here.person(DEPUTY)
    await files(deputy)
    async with no_trace(here, caplog):
        for name, caption in ((f"绝密 {MARK}.pdf", ""), ("通知.pdf", f"机密 {MARK}")):
            said = await deputy.sends_document(name, f"%PDF {MARK}".encode(), caption)
            await deputy.sees(*STOPPED, after=said)
    async with here.running.store.read() as tx:
        assert not await tx.rows("SELECT 1 FROM attachments")
        assert not await tx.rows("SELECT 1 FROM files")


async def test_in_the_middle_of_a_form_the_draft_stays(
    here: Town, caplog: pytest.LogCaptureFixture
) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say("请假 12月1日至12月3日")
    card = await deputy.sees("去哪里")
    async with no_trace(here, caplog):
        said = await deputy.say(f"绝密基地 {MARK}")
        await deputy.sees(*STOPPED, after=said)
    await deputy.say("西宁")
    await deputy.sees_change(card, "什么事由")


async def test_a_reason_with_a_stop_word_decides_nothing(
    here: Town, caplog: pytest.LogCaptureFixture
) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批", "A-0001")
    async with no_trace(here, caplog):
        said = await vice_mayor.say(f"不同意，事涉机密 {MARK}", reply_to=card)
        await vice_mayor.sees(*STOPPED, after=said)
    assert ("decide", "A-0001") not in await here.journal()
    await vice_mayor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意")


async def test_sent_twice_it_is_answered_once(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    said = await deputy.say(f"绝密 {MARK}")
    await deputy.sees(*STOPPED, after=said)
    await here.running.desk.accept(here.door, [(await _key(here), b"of the same key")])
    await here.quiet()
    assert len([card for card in deputy.cards if card.holds(STOPPED[:1])]) == 1


async def _key(here: Town) -> str:
    async with here.running.store.read() as tx:
        row = await tx.row("SELECT key FROM inbox WHERE stopped = 1")
    assert row is not None
    return str(row["key"])


async def test_it_keeps_its_place_among_the_messages(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say("我的")
    await deputy.say("这是机密")
    await deputy.say("谁在外")
    await deputy.sees("今日无人外出")
    titles = [card.text.splitlines()[0] for card in deputy.cards]
    assert [titles.index(t) for t in titles if "涉密" in t] == [1]


@on_the_page
async def test_the_page_shows_after_reload_that_it_was_not_kept(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    said = await deputy.say(f"机密 {MARK}")
    await deputy.sees(*STOPPED, after=said)
    answer = await here.page.web.get("/api/transcript", params={"as": DEPUTY})
    assert MARK not in answer.text
    [mine] = [shown for shown in answer.json() if shown["mine"]]
    assert (mine["id"], mine["text"]) == (said, "〔涉密字样，未保存〕")


@on_telegram
async def test_edited_forwarded_and_quoted_words_leave_no_trace_either(
    here: Town, caplog: pytest.LogCaptureFixture
) -> None:
    deputy = await here.person(DEPUTY)
    async with no_trace(here, caplog):
        secret = await deputy.say(f"绝密 {MARK}")
        await deputy.sees(*STOPPED, after=secret)
        said = await deputy.say("就按上面的办", reply_to=secret)
        await deputy.sees(*STOPPED, after=said)
        [own] = [card for card in deputy.chat if card.id == secret]
        said = await deputy.forwards(own)
        await deputy.sees(*STOPPED, after=said)
        plain = await deputy.say("我的")
        await deputy.sees("您还没有申请")
        await deputy.edits(plain, f"机密 {MARK}")
        await deputy.sees(*STOPPED, after=deputy.last)


@on_telegram
async def test_an_album_is_stopped_whole(here: Town, caplog: pytest.LogCaptureFixture) -> None:
    deputy = await here.person(DEPUTY)
    await files(deputy)
    async with no_trace(here, caplog):
        await deputy.sends_album(("1.jpg", "2.jpg", "3.jpg"), MARK.encode(), f"绝密 {MARK}")
        await deputy.sees(*STOPPED)
        await here.tick()
    async with here.running.store.read() as tx:
        assert not await tx.rows("SELECT 1 FROM attachments")
        assert [row["raw"] for row in await tx.rows("SELECT raw FROM inbox WHERE album <> ''")] == [
            b"", b"", b"",
        ]  # fmt: skip


@on_telegram
async def test_the_talk_of_a_group_is_not_kept(
    here: Town, caplog: pytest.LogCaptureFixture
) -> None:
    deputy = await here.person(DEPUTY)
    async with no_trace(here, caplog):
        await deputy.says_in_group(GROUP, f"明天的行程 {MARK}")
        await deputy.says_in_group(GROUP, f"/leave 机密 {MARK}")
        await here.api.group(GROUP).sees(*STOPPED)


@on_telegram
async def test_no_command_shows_an_itinerary_before_a_group(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await agreed(deputy, vice_mayor)
    here.clock.at = here.clock.at.replace(month=12, day=2)
    group = here.api.group(GROUP)
    for person in (deputy, office):
        for command in (*(name for name, _, _ in ERRANDS.values()), "start"):
            for words in (f"/{command}", f"/{command} A-0001", f"/{command} {LINE}"):
                await person.says_in_group(GROUP, words)
    await here.tick()
    shown = {version.text for card in group.cards for version in card.versions}
    assert shown == {"请与本号单独对话办理，群里不处理事项。\nPlease write to me in private."}
    assert not any(card.labels for card in group.cards)


@on_telegram
async def test_the_names_shown_are_the_rosters(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    for person, name in ((deputy, "冒名市长\u202e"), (vice_mayor, "阿猫")):
        person.user |= {"first_name": name, "last_name": "某", "username": "fake_name"}
    await agreed(deputy, vice_mayor)
    here.clock.at = here.clock.at.replace(month=12, day=2)
    await deputy.say("谁在外")
    await deputy.sees("今日在外（1）", here.city.roster.officials[DEPUTY].title)
    shown = [v.text for one in (deputy, vice_mayor) for card in one.cards for v in card.versions]
    assert not [text for text in shown if any(n in text for n in ("冒名", "阿猫", "fake_name"))]


async def test_marks_nobody_sees_are_not_kept_with_the_words(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    line = "请假 12月1日至12月3日 西\u200b宁\u2066 参加\u202e全省\u00ad科\u200d技\ufeff工作会议"
    await deputy.say(line)
    preview = await deputy.sees("请核对请假单", "西宁", "参加全省科技工作会议")
    await deputy.tap(preview, "提交")
    card = await vice_mayor.sees("请审批", "参加全省科技工作会议")
    await vice_mayor.say("同\u200b意\u202e，注\u2067意安全", reply_to=card)
    await deputy.sees("请假 A-0001 已同意", "：注意安全")
    async with here.running.store.read() as tx:
        for table in ("requests", "steps", "letters", "journal", "talks"):
            for row in await tx.rows(f"SELECT * FROM {table}"):  # noqa: S608
                said = "".join(str(value) for value in dict(row).values())
                assert not [m for m in "\u200b\u202e\u2066\u2067\u00ad\u200d\ufeff" if m in said]
