"""What cannot be taken gets a sentence that says what to do, and changes nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.stories.scenes import LINE, files
from tests.stories.town import DEPUTY, LIAISON, OTHER_DEPUTY, VICE_MAYOR, Town

# Everything but the reply itself: its letter, the copies and buttons of it, and the inbox row.
RECORD = (
    "officials", "posts", "supervisors", "bindings", "links", "requests", "steps", "attachments",
    "journal", "talks", "digests",
)  # fmt: skip
GROUP = -100200300


async def _record(here: Town) -> dict[str, list[dict[str, Any]]]:
    async with here.running.store.read() as tx:
        return {
            table: [dict(row) for row in await tx.rows(f"SELECT * FROM {table}")]  # noqa: S608
            for table in RECORD
        }


@asynccontextmanager
async def unchanged(here: Town) -> AsyncIterator[None]:
    """Whatever is said inside leaves the record as it was."""
    await here.quiet()
    before = await _record(here)
    yield
    await here.quiet()
    assert await _record(here) == before


async def told(person: Any, words: str, *sentence: str) -> Any:
    """Say something and be answered with this sentence."""
    said = await person.say(words)
    return await person.sees(*sentence, after=said)


on_telegram = pytest.mark.parametrize("here", ["telegram"], indirect=True)
on_the_page = pytest.mark.parametrize("here", ["browser"], indirect=True)


# 行程 trips that cannot be


async def test_trips_that_cannot_be_asked_for(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    async with unchanged(here):
        for line, *sentence in (
            ("11月20日至11月22日 西宁 开会", "2026年11月20日（周五）已经过去", "请写上年份"),
            ("昨天 西宁 开会", "2026年11月23日（周一）已经过去"),
            ("12月3日至12月1日 西宁 开会", "返回时间（12月1日）早于出发时间（12月3日）"),
            ("12月1日下午至12月1日上午 西宁 开会", "早于出发时间"),
            ("2月30日至3月2日 西宁 开会", "没有2月30日这一天"),
            ("2027年2月29日 西宁 开会", "没有2027年2月29日这一天"),
            ("13月1日 西宁 开会", "没有13月1日这一天"),
            ("12月1日至2027年11月30日 西宁 学习", "共365天", "超过30天", "另行报批"),
            ("2027年10月1日 西宁 开会", "出发日期太远", "180天之内"),
            ("12月1日 东京 考察", "“东京”属于境外", "外事部门", "这里不受理"),
            ("12月1日 西宁、加德满都 考察", "属于境外"),
            (f"12月1日 西宁 {'很' * 3900}", "写了3900个字", "200个字以内"),
            (f"12月1日 {'远' * 60} 开会", "写了60个字", "40个字以内"),
            ("不知道哪天 西宁 开会", "没有看懂日期", "请这样写：12月1日下午"),
            ("9点到12点 西宁 开会", "没有看懂日期"),
        ):
            await told(deputy, f"请假 {line}", *sentence)
    assert vice_mayor.cards == []


async def test_bad_answers_in_the_form_leave_the_draft_as_it_was(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await told(deputy, "请假", "哪天出发")
    for label in ("27日周五", "当天"):
        await deputy.tap(card, label)
        await deputy.sees_change(card)
    async with unchanged(here):
        await told(deputy, "莫斯科", "“莫斯科”属于境外")
        await told(deputy, "远" * 60, "40个字以内")
    await deputy.tap(card, "西宁")
    await deputy.sees_change(card, "什么事由")
    async with unchanged(here):
        await told(deputy, "很" * 4000, "写了4000个字")
    await deputy.say("开会")
    await deputy.sees_change(card, "谁代主持工作")
    async with unchanged(here):
        await told(deputy, "无此人", "名册里没有“无此人”")
    await deputy.tap(card, "不指定")
    await deputy.sees_change(card, "请核对请假单", "西宁")


@on_the_page  # Telegram takes 4096 at most
async def test_five_thousand_characters_by_the_page(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    async with unchanged(here):
        await told(deputy, f"请假 12月1日 西宁 {'很' * 5000}", "写了5000个字", "200个字以内")


async def test_a_rank_outside_article_17_is_told_so(here: Town) -> None:
    liaison = await here.person(LIAISON)
    async with unchanged(here):
        await told(liaison, "请假", "第十七条没有规定“联络员”的请假", "按本单位制度办理")
        await told(liaison, LINE, "第十七条没有规定“联络员”的请假")


# 看不懂的 words nobody knows


async def test_unknown_words_are_offered_the_three_likeliest(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    async with unchanged(here):
        card = await told(deputy, "我的事", "没有看懂")
        assert len(card.labels) == 3
        assert card.labels[0] == "我的"
        await deputy.tap(card, "我的")
        await deputy.sees("您还没有申请", after=card)
    assert "请假" in (await told(deputy, "请个假", "没有看懂")).labels
    assert len((await told(deputy, "啊" * 4000, "没有看懂")).labels) == 3
    assert len((await told(deputy, "？", "没有看懂")).labels) == 3
    assert len((await told(deputy, "/nosuch", "没有看懂")).labels) == 3
    assert len((await told(deputy, "/", "没有看懂")).labels) == 3


async def test_an_offered_word_begins_what_it_says(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await told(deputy, "请个假", "没有看懂")
    await deputy.tap(card, "请假")
    await deputy.sees("哪天出发", after=card)


async def test_numbers_that_do_not_exist(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    async with unchanged(here):
        for words in ("状态 A-9999", "A-9999", "状态 9999", "撤回 A-9999", "销假 A-9999"):
            await told(deputy, words, "没有编号为“", "9999”的事项", "形如 A-0001")
        await told(deputy, f"状态 {'9' * 3000}", "没有编号为“99999999999999999999…”")
        await told(deputy, "状态 西宁", "没有编号为“西宁”")
        await told(vice_mayor, "同意 A-9999", "没有编号为“A-9999”")
        await told(vice_mayor, "状态", "请写编号，例如：状态 A-0001")


async def test_empty_lines_in_reply_to_a_card_break_nothing(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    async with unchanged(here):
        said = await vice_mayor.say("\u200b\n\u200b", reply_to=card)
        await vice_mayor.sees("没有看懂", after=said)
    assert card.labels == ["同意", "不同意", "退回", "转呈", "更多"]


# 不是话的 what is not words


@on_telegram  # the page sends words, taps and files
async def test_stickers_and_voice_are_answered_in_words(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    async with unchanged(here):
        for send in (deputy.sends_sticker, deputy.sends_voice):
            sent = await send()
            await deputy.sees("只接收文字、照片和文件", "请打字说明", after=sent)


@on_telegram  # what is said on the page stays as it was said
async def test_an_edited_message_changes_nothing(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    said = await deputy.say(LINE)
    preview = await deputy.sees("请核对请假单")
    async with unchanged(here):
        await deputy.edits(said, LINE.replace("12月3日", "12月4日"))
        await deputy.sees("改动已发出的消息不起作用", "重新发送一条", after=preview)
    assert "12月3日（周四）下午" in preview.text


@on_telegram  # nothing is forwarded on the page
async def test_a_forwarded_card_is_nobodys_own_words(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    async with unchanged(here):
        sent = await vice_mayor.forwards(card)
        await vice_mayor.sees("转发的消息不作处理", after=sent)
        sent = await deputy.forwards(card)
        await deputy.sees("转发的消息不作处理", "点原消息上的按钮", after=sent)


async def test_a_file_nobody_asked_for_is_not_kept(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    async with unchanged(here):
        sent = await deputy.sends_document("合同.pdf", b"%PDF-1.4", media_type="application/pdf")
        await deputy.sees("没有事项在等文件", "没有保存", after=sent)
        sent = await deputy.sends_photo("照片.jpg", b"\xff\xd8", caption="同意")
        await deputy.sees("没有事项在等文件", after=sent)


@on_telegram  # the page has no groups
async def test_a_group_hears_one_line_to_a_command_and_none_to_chatter(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    group = here.api.group(GROUP)
    async with unchanged(here):
        await deputy.says_in_group(GROUP, "明天几点开会？")
        await deputy.says_in_group(GROUP, LINE)
        await here.quiet()
        assert group.cards == []
        await deputy.says_in_group(GROUP, "/leave 12月1日至12月3日 西宁 开会")
        await group.sees("请与本号单独对话办理，群里不处理事项", "write to me in private")
        await here.quiet()
    assert len(group.cards) == 1
    assert group.last.labels == []
    assert deputy.cards == []
    assert vice_mayor.cards == []


# 按钮 buttons


async def test_a_button_from_before_an_upgrade_tells_where_to_look(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await files(deputy)
    async with unchanged(here):
        for token in ("agree_17", "x" * 22):
            toast = await deputy.tap_data(card, token)
            assert "这个按钮已失效" in toast
            assert "“待办”或“我的”" in toast
    assert card.labels == ["撤回", "催办", "已口头同意"]


async def test_a_button_older_than_a_month_is_told_so(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await told(deputy, "帮助", "我能办这些事")
    await here.at("2026-12-25 09:00")
    async with unchanged(here):
        assert "这个按钮已失效" in await deputy.tap(card, "请假")


async def test_somebody_elses_button_does_nothing(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    mine = await told(other, "帮助", "我能办这些事")
    async with unchanged(here):
        assert "不是给您的" in await other.tap_data(mine, card.data("同意"))
    assert card.labels == ["同意", "不同意", "退回", "转呈", "更多"]


# 标记 markup


async def test_markup_and_unseen_marks_are_words_like_any(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    typed = "<b>参加</b> *会议* [看](https://x.cn) &lt;i&gt; \u202e倒写\u2066 `x` __y__"
    shown = "<b>参加</b> *会议* [看](https://x.cn) &lt;i&gt; 倒写 `x` __y__"
    await files(deputy, f"请假 12月1日 西宁 {typed}")
    card = await vice_mayor.sees("请审批", f"事由：{shown}")
    if here.door == "telegram":  # the title is bold, and nothing else is marked up
        assert [e["type"] for e in card.entities if e["offset"] > 0] in ([], ["url"])
    await vice_mayor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意", shown)


async def test_a_reason_on_several_lines_cannot_pass_for_fields(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy, "请假 12月1日 西宁 开会\n审批：市长 同意\n\n\n依据：已批准")
    await vice_mayor.sees("请审批", "事由：开会 审批：市长 同意 依据：已批准")


# 填表时 while the form is open


async def test_a_word_with_a_number_is_an_errand_though_the_form_waits(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    form = await told(vice_mayor, "请假", "哪天出发")
    await told(vice_mayor, "状态 A-0001", "请审批", "A-0001")
    await told(vice_mayor, "同意 A-0001", "已同意 A-0001")
    await deputy.sees("请假 A-0001 已同意")
    await vice_mayor.tap(form, "27日周五")
    await vice_mayor.sees_change(form, "哪天返回")
