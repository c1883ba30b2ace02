"""The leave form: tapped or typed, mended, put down, carried over a restart; and the one line."""

from typing import Any

import pytest

from tests.stories.scenes import previews
from tests.stories.town import DEPUTY, OTHER_DEPUTY, VICE_MAYOR, Town

STARTS, ENDS, PLACE, REASON = "哪天出发", "哪天返回", "去哪里", "什么事由"
STAND_IN = "谁代主持工作"
LINE = "请假 12月1日至12月3日 西宁 参加全省科技工作会议"
WHEN = "12月1日（周二）上午 至 12月3日（周四）下午，共3天，其中工作日3天"


async def begin(person: Any) -> Any:
    said = await person.say("请假")
    return await person.sees(STARTS, after=said)


async def preview(person: Any, line: str = LINE) -> Any:
    return await previews(person, line)


async def press(person: Any, card: Any, *labels: str) -> Any:
    """Tap one label after another, each on the card as the one before has made it."""
    for label in labels:
        await person.tap(card, label)
        await person.sees_change(card)
    return card


async def answer(person: Any, card: Any, words: str, *then: str) -> Any:
    """Type an answer; the card goes on to what holds `then`."""
    await person.say(words)
    return await person.sees_change(card, *then)


# 点 tapped


@pytest.mark.parametrize("stand_in", ["不指定", "市教育局副局长乙"])
async def test_six_taps_on_one_card_make_a_request(here: Town, stand_in: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    card = await begin(deputy)
    assert "今天" in card.labels
    for label, then in (
        ("27日周五", ENDS),
        ("28日周六", PLACE),
        ("西宁", REASON),
        ("参加会议", STAND_IN),
        (stand_in, "请核对请假单"),
        ("提交", "已提交，待审批：请假 A-0001"),
    ):
        await deputy.tap(card, label)
        await deputy.sees_change(card, then)
    assert [c.id for c in deputy.cards] == [card.id]
    assert card.labels == ["撤回", "催办", "已口头同意"]
    asked = await vice_mayor.sees("请审批", "A-0001", "西宁（省内）", "参加会议")
    assert "11月27日（周五）上午 至 11月28日（周六）下午" in asked.text


async def test_a_trip_tomorrow_takes_one_tap_more_for_why_so_late(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    card = await press(deputy, await begin(deputy), "明天", "当天", "西宁", "参加会议", "不指定")
    assert "请说明迟报原因" in card.text
    assert "不足2个工作日" in card.text
    await press(deputy, card, "临时通知")
    assert "迟报：临时通知" in card.text
    await press(deputy, card, "提交")
    await vice_mayor.sees("请审批", "迟报：临时通知")


async def test_the_calendar_greys_what_is_gone_and_marks_days_off(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await begin(deputy), "其他日期")
    assert "2026年11月" in card.labels
    assert "‹ 上月" not in card.labels
    assert {"28休", "29休", "30"} <= set(card.labels)
    assert not {"20", "21休", "23"} & set(card.labels)
    await press(deputy, card, "下月 ›", "1")
    assert ENDS in card.text
    assert "12月1日（周二）上午 →" in card.text
    await press(deputy, card, "其他日期", "3", "德令哈", "考察调研", "不指定")
    assert "12月1日（周二）上午 至 12月3日（周四）下午" in card.text
    assert "德令哈（省内）" in card.text


async def test_half_days_are_chosen_before_the_day(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await begin(deputy), "下午")
    assert "● 下午" in card.labels
    await press(deputy, card, "27日周五", "上午", "28日周六", "北京", "学习培训", "不指定")
    assert "11月27日（周五）下午 至 11月28日（周六）上午，共1天" in card.text
    assert "北京（省外）" in card.text


async def test_a_half_day_stays_chosen_while_months_are_turned(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await begin(deputy), "晚上", "其他日期", "下月 ›")
    assert "● 晚上" in card.labels
    await press(deputy, card, "1")
    assert "12月1日（周二）晚上 →" in card.text


# 打字 typed


async def test_every_question_can_be_answered_in_words(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await begin(deputy)
    await answer(deputy, card, "12月1日下午", ENDS)
    await answer(deputy, card, "3日上午", PLACE)
    await answer(deputy, card, "海西州德令哈市", REASON)
    await answer(deputy, card, "向州教育局汇报工作（义务教育）", STAND_IN)
    named = here.city.roster.officials[OTHER_DEPUTY]
    await answer(deputy, card, named.name, "请核对请假单", f"代主持：{named.title}")
    assert "12月1日（周二）下午 至 12月3日（周四）上午，共2天" in card.text
    assert "事由：向州教育局汇报工作（义务教育）" in card.text
    assert [c.id for c in deputy.cards] == [card.id]


async def test_a_span_or_a_whole_line_at_the_first_question_says_it_all(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    for words, *then in (
        ("12月1日至12月3日", PLACE, "12月1日（周二）上午 至 12月3日（周四）下午"),
        ("12月1日上午至下午", PLACE, "12月1日（周二）全天"),
        ("下周二一天", PLACE, "12月1日（周二）全天"),
        ("12月1日起3天", PLACE, "12月1日（周二）上午 至 12月3日（周四）下午"),
        ("12月1日至12月3日 西宁 参加会议", "请核对请假单", "事由：参加会议"),
    ):
        card = await begin(deputy)
        await answer(deputy, card, words, *then)
        assert deputy.last.id == card.id


async def test_both_dates_may_be_rewritten_when_the_second_is_asked(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await begin(deputy), "27日周五")
    await answer(deputy, card, "12月1日至12月3日", PLACE, "12月1日（周二）上午")


async def test_an_unclear_day_is_asked_again_and_the_form_stays(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await begin(deputy)
    for words in ("不知道", "12月1日左右", "西宁", "12月"):
        await deputy.say(words)
        await deputy.sees(f"没有看懂日期“{words}”", "12月1日至12月3日", after=card)
    await answer(deputy, card, "12月1日", ENDS)


async def test_a_return_before_the_departure_is_refused_with_both_days(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await begin(deputy), "27日周五")
    await deputy.say("11月26日")
    told = await deputy.sees("早于出发时间", after=card)
    assert "11月26日（周四）下午" in told.text
    assert "11月27日（周五）上午" in told.text
    await answer(deputy, card, "11月27日", PLACE)


# 上一步、取消、修改 back, cancel, change


async def test_back_leads_through_every_question_and_keeps_the_answers(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await begin(deputy)
    assert "上一步" not in card.labels  # there is nothing before it
    await press(deputy, card, "27日周五", "28日周六", "西宁", "参加会议")
    for question in (REASON, PLACE, ENDS, STARTS):
        await press(deputy, card, "上一步")
        assert question in card.text
    await press(deputy, card, "27日周五", "当天")
    assert "地点：西宁" in card.text


@pytest.mark.parametrize("taps", range(7))
async def test_cancel_at_every_step_leaves_nothing_behind(here: Town, taps: int) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    steps = ("明天", "当天", "西宁", "参加会议", "不指定", "临时通知")
    card = await press(deputy, await begin(deputy), *steps[:taps])
    assert "取消" in card.labels
    assert "没有提交" in await deputy.tap(card, "取消")
    await deputy.sees_change(card, "已取消，请假单没有提交")
    assert card.labels == []
    await deputy.say("我的")
    await deputy.sees("您还没有申请")
    assert vice_mayor.cards == []
    assert await here.journal() == [("roster", "")]


async def test_the_word_cancel_puts_the_form_down_too(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await begin(deputy), "27日周五")
    await answer(deputy, card, "取消", "已取消，请假单没有提交")
    await deputy.say("取消")
    await deputy.sees("没有可取消的")


@pytest.mark.parametrize(
    ("part", "words", "then"),
    [
        ("地点", "德令哈", "地点：德令哈（省内）"),
        ("事由", "到州教育局协调工作", "事由：到州教育局协调工作"),
        ("代主持", "市教育局副局长乙", "代主持：市教育局副局长乙"),
        ("随行人员", "教育局联络员", "随行：教育局联络员"),
        ("联系电话", "13900000000", "电话：13900000000"),
        ("时间", "12月2日至12月4日", "12月2日（周三）上午 至 12月4日（周五）下午，共3天"),
    ],
)
async def test_each_part_can_be_changed_before_filing(
    here: Town, part: str, words: str, then: str
) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await preview(deputy), "修改", part)
    await answer(deputy, card, words, "请核对请假单", then)
    await press(deputy, card, "提交")
    assert then.partition("，")[0] in card.text
    assert [c.id for c in deputy.cards] == [card.id]


async def test_back_from_a_change_returns_to_the_form_as_it_was(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await preview(deputy)
    before = card.text
    for part in ("时间", "地点", "事由", "代主持", "随行人员", "联系电话"):
        await press(deputy, card, "修改", part, "上一步", "上一步")
        assert card.text == before
        assert card.labels == ["提交", "修改", "取消"]


async def test_changed_dates_are_tapped_as_at_first(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await preview(deputy), "修改", "时间", "27日周五", "28日周六")
    assert "请核对请假单" in card.text
    assert "11月27日（周五）上午 至 11月28日（周六）下午" in card.text


# 重启、重复 restarts and repeats


async def test_a_draft_outlives_a_restart_and_is_finished_after_it(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    card = await press(deputy, await begin(deputy), "27日周五", "28日周六")
    await here.restart()
    await answer(deputy, card, "西宁", REASON)
    await here.restart()
    await press(deputy, card, "参加会议")
    await here.restart()
    await press(deputy, card, "不指定")
    assert "11月27日（周五）上午 至 11月28日（周六）下午" in card.text
    await here.restart()
    await press(deputy, card, "提交")
    await vice_mayor.sees("请审批", "A-0001", "西宁")
    assert [c.id for c in deputy.cards] == [card.id]


async def test_a_form_begun_twice_closes_the_first_card(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    old = await press(deputy, await begin(deputy), "27日周五")
    token = old.data("当天")
    await deputy.say("请假")
    new = await deputy.sees(STARTS, after=old)
    await deputy.sees_change(old, "已另填一张请假单，这张没有提交")
    assert old.labels == []
    assert "这张请假单已经作废" in await deputy.tap_data(old, token)
    await press(deputy, new, "27日周五")
    assert ENDS in new.text


async def test_file_tapped_twice_files_once(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    card = await preview(deputy)
    token = card.data("提交")
    assert "已提交 A-0001" in await deputy.tap_data(card, token)
    assert "A-0001 已经提交" in await deputy.tap_data(card, token)
    await here.quiet()
    assert len(vice_mayor.cards) == 1
    assert [act for act, _ in await here.journal()] == ["roster", "file"]


async def test_cancel_tapped_late_does_not_undo_the_filing(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await preview(deputy)
    stop = card.data("取消")
    await press(deputy, card, "提交")
    assert "A-0001 已经提交" in await deputy.tap_data(card, stop)
    await here.quiet()
    assert "已提交，待审批" in card.text
    assert card.labels == ["撤回", "催办", "已口头同意"]


async def test_a_line_written_anew_takes_the_place_of_the_one_before(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    first = await preview(deputy)
    await deputy.say("请假 12月2日至12月4日 西宁 参加全省教育工作会议")
    second = await deputy.sees("请核对请假单", "12月4日", "全省教育工作会议", after=first)
    await deputy.sees_change(first, "已另填一张请假单")
    await press(deputy, second, "提交")
    assert "A-0001" in second.text


async def test_words_at_the_preview_are_the_buttons_or_are_told_so(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await preview(deputy)
    await deputy.say("好的")
    await deputy.sees("还没有提交", "请点“提交”", after=card)
    await answer(deputy, card, "修改", "修改哪一项")
    await press(deputy, card, "上一步")
    await deputy.say("提交")
    await deputy.sees_change(card, "已提交，待审批：请假 A-0001")
    await deputy.sees("已提交 A-0001", after=card)


async def test_questions_may_be_asked_while_the_form_is_open(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    card = await press(deputy, await begin(deputy), "27日周五")
    for words, then in (("我的", "您还没有申请"), ("谁在外", "今日无人外出"), ("/help", "我能办")):
        await deputy.say(words)
        await deputy.sees(then, after=card)
    await press(deputy, card, "当天")
    assert PLACE in card.text


# 一行 the one line


LINES = (
    LINE,
    "请假12月1日至12月3日 西宁 参加全省科技工作会议",
    "请假12月1日至12月3日西宁参加全省科技工作会议",
    "请假12月1日到3日去西宁参加全省科技工作会议",
    "请假,12月1日至12月3日,西宁,参加全省科技工作会议",
    "请假：12月1日—12月3日，西宁，参加全省科技工作会议。",
    "请假　１２月１日至１２月３日　西宁　参加全省科技工作会议",
    "请假 2026-12-01至2026-12-03 西宁 参加全省科技工作会议",
    "请假 2026/12/1-2026/12/3 到西宁 参加全省科技工作会议",
    "请假 12.1-12.3 西宁 参加全省科技工作会议",
    "请假 下周二至下周四 西宁 参加全省科技工作会议",
    "请假 12月1日起3天 西宁 参加全省科技工作会议",
    "请假 12月1日至12月3日 地点：西宁 事由：参加全省科技工作会议",
    "请假\n12月1日至12月3日\n西宁\n参加全省科技工作会议",
    "我要请假 12月1日至12月3日 西宁 参加全省科技工作会议",
    "出差 12月1日至12月3日 赴西宁 参加全省科技工作会议",
    "/leave 12月1日至12月3日 西宁 参加全省科技工作会议",
    "leave 1 Dec to 3 Dec 西宁 参加全省科技工作会议",
    "Leave Dec 1-3, 西宁, 参加全省科技工作会议",
    "leave 2026-12-01 to 2026-12-03 西宁 参加全省科技工作会议",
)


async def test_one_line_however_it_is_written(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    for line in LINES:
        card = await preview(deputy, line)
        assert WHEN in card.text, line
        assert "地点：西宁（省内）" in card.text, line
        assert "事由：参加全省科技工作会议\n" in card.text, line
        assert "第十七条" in card.text
        assert "报分管科教文卫副市长" in card.text


async def test_half_days_and_years_are_read_back(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    for dates, when in (
        ("12月1日下午", "12月1日（周二）下午，共0.5天"),
        ("下周一", "11月30日（周一）全天，共1天"),
        ("11月27日下午至11月30日上午", "11月30日（周一）上午，共3天，其中工作日1天"),
        ("2027年1月4日至1月5日", "2027年1月5日（周二）下午，共2天"),
        ("1月4日至1月5日", "2027年1月4日（周一）上午 至 2027年1月5日（周二）下午"),
    ):
        assert when in (await preview(deputy, f"请假 {dates} 西宁 开会")).text


async def test_dates_alone_are_a_beginning(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say("请假 12月1日至12月3日")
    card = await deputy.sees(PLACE, "12月1日（周二）上午 至 12月3日（周四）下午")
    await press(deputy, card, "西宁", "参加会议", "不指定")
    assert "请核对请假单" in card.text


async def test_a_line_with_a_part_missing_opens_the_form_where_it_is_missing(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    for words, *then in (
        ("12月1日至12月3日 西宁", REASON, "时间：12月1日（周二）上午 至 12月3日", "地点：西宁"),
        ("12月1日 西宁 \u202e\u2066", REASON, "地点：西宁"),
        ("12月1日 事由：开会", PLACE, "事由：开会"),
        ("12月1日至12月3日 全省科技会议", PLACE, "事由：全省科技会议"),
        ("12月1日 参加全省科技工作会议", PLACE, "事由：参加全省科技工作会议"),
    ):
        said = await deputy.say(f"请假 {words}")
        card = await deputy.sees(*then, after=said)
    await answer(deputy, card, "西宁", "请核对请假单", "事由：参加全省科技工作会议")


async def test_one_word_that_may_be_anything_is_answered_with_an_example(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    said = await deputy.say("请假 12月1日至12月3日 看情况")
    await deputy.sees("写地点和事由", LINE, after=said)
    assert len(deputy.cards) == 1
