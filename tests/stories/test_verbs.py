"""Every verb of a decision: 同意, 不同意, 退回, 转呈, and words typed instead of a tap."""

from typing import Any

import pytest

from tests.stories.scenes import AGREED, MORNING, decisions, files, previews
from tests.stories.town import (
    DEPUTY,
    EXECUTIVE,
    MAYOR,
    OTHER_DEPUTY,
    OTHER_VICE_MAYOR,
    PRINCIPAL,
    VICE_MAYOR,
    Town,
)

VERDICTS = ["同意", "不同意", "退回", "转呈", "更多"]


# 不同意


async def test_refused_with_a_canned_reason(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.sees_change(card, "不同意 A-0001：请点选或输入理由", "参加全省科技工作会议")
    assert card.labels == ["近期工作离不开", "请他人代往", "与会议冲突", "事由不充分", "返回"]
    assert "已记录：不同意 A-0001" in await vice_mayor.tap(card, "与会议冲突")
    await vice_mayor.sees_change(card, "您已处理", "不同意", MORNING, "与会议冲突")
    assert card.labels == ["收回"]
    told = await deputy.sees("请假 A-0001 未获同意", "与会议冲突", after=deputy.cards[0])
    assert told.labels == []


async def test_refused_with_a_typed_reason(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.say("12月2日省上来检查，请在家准备，下次再去")
    await vice_mayor.sees("已记录：不同意 A-0001", after=card)
    await vice_mayor.sees_change(card, "12月2日省上来检查，请在家准备，下次再去")
    await deputy.sees("请假 A-0001 未获同意", "12月2日省上来检查，请在家准备，下次再去")


async def test_a_reason_too_long_for_a_card_changes_nothing(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.say("因" * 4000)
    await vice_mayor.sees("写了4000个字，请精简到200个字以内")
    await vice_mayor.say("因" * 4000, reply_to=card)
    await here.quiet()
    assert await decisions(here) == 0
    await vice_mayor.say("与会议冲突")  # the question still stands
    await deputy.sees("请假 A-0001 未获同意", "与会议冲突")


@pytest.mark.parametrize("put_down", ["返回", "取消"])
async def test_a_reason_not_given_leaves_the_request_waiting(here: Town, put_down: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.sees_change(card, "请点选或输入理由")
    await vice_mayor.say(put_down)
    await vice_mayor.sees_change(card, "请审批")
    await vice_mayor.sees("已放下")
    assert card.labels == VERDICTS
    await vice_mayor.tap(card, "退回")
    await vice_mayor.sees_change(card, "请点选或输入要修改什么")
    await vice_mayor.tap(card, "返回")
    await vice_mayor.sees_change(card, "请审批")
    await vice_mayor.say("与会议冲突")  # nobody asked
    await vice_mayor.sees("没有看懂")
    assert await decisions(here) == 0
    assert len(deputy.cards) == 1


async def test_words_an_hour_later_are_no_reason_any_more(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await here.at("2026-11-24 10:00")
    await vice_mayor.say("下午三点开会")
    await vice_mayor.sees("没有看懂")
    assert await decisions(here) == 0
    await vice_mayor.tap(card, "与会议冲突")  # what is on the card holds
    await deputy.sees("请假 A-0001 未获同意", "与会议冲突")


async def test_the_reason_goes_to_the_card_that_asked_last(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy)
    first = await vice_mayor.sees("请审批", "A-0001")
    await files(other)
    second = await vice_mayor.sees("请审批", "A-0002")
    await vice_mayor.tap(first, "不同意")
    await vice_mayor.sees_change(first, "请点选或输入理由")
    await vice_mayor.tap(second, "不同意")
    await vice_mayor.sees_change(first, "请审批")  # not asking any more
    await vice_mayor.say("请他人代往")
    await other.sees("请假 A-0002 未获同意", "请他人代往")
    await here.quiet()
    assert len(deputy.cards) == 1


async def test_a_form_half_filled_in_waits_while_a_decision_is_made(here: Town) -> None:
    deputy, vice_mayor, mayor = await here.people(DEPUTY, VICE_MAYOR, MAYOR)
    form = await previews(vice_mayor, "请假 12月8日至12月9日 西宁 参加教育工作会")
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.say("与会议冲突")
    await deputy.sees("请假 A-0001 未获同意", "与会议冲突")
    assert "已提交 A-0002" in await vice_mayor.tap(form, "提交")
    await mayor.sees("请审批", "A-0002", "参加教育工作会")


# 退回


async def test_returned_mended_and_filed_again_under_its_number(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "退回")
    await vice_mayor.sees_change(card, "退回 A-0001：请点选或输入要修改什么")
    assert card.labels == ["时间请调整", "请附通知或邀请函", "事由请写具体", "请缩短行程", "返回"]
    assert "已退回 A-0001" in await vice_mayor.tap(card, "请缩短行程")
    await vice_mayor.sees_change(card, "已退回", "请缩短行程")
    assert card.labels == ["收回"]

    returned = await deputy.sees("请假 A-0001 被退回，请修改", "请缩短行程", after=mine)
    assert returned.labels == ["修改重报", "撤回"]
    await deputy.tap(returned, "修改重报")
    form = await deputy.sees("修改哪一项？", "西宁", "参加全省科技工作会议")
    await deputy.tap(form, "时间")
    await deputy.sees_change(form, "哪天出发")
    await deputy.say("12月1日至12月2日")
    await deputy.sees_change(form, "请核对请假单", "12月2日（周三）")
    assert "已提交 A-0001" in await deputy.tap(form, "提交")

    again = await vice_mayor.sees("请审批", "A-0001", "共2天", "请缩短行程", after=card)
    assert again.labels == VERDICTS
    assert "已同意 A-0001" in await vice_mayor.tap(again, "同意")
    await deputy.sees("请假 A-0001 已同意", "退回", "请缩短行程", "同意", after=form)
    await here.quiet()
    assert len(vice_mayor.cards) == 2
    assert mine.labels == []


async def test_an_old_button_of_the_earlier_round_is_told_what_became_of_it(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "退回")
    await vice_mayor.sees_change(card, "请点选或输入要修改什么")
    await vice_mayor.tap(card, "请缩短行程")
    await refiled(deputy, mine)
    await vice_mayor.sees("请审批", "A-0001", after=card)

    old = card.versions[0].data("同意")
    told = await vice_mayor.tap_data(card, old)
    assert "A-0001 已由分管科教文卫副市长退回" in told
    assert await decisions(here) == 1


# 转呈


async def test_passed_on_by_button_twice_and_then_agreed(here: Town) -> None:
    deputy, vice_mayor, executive, mayor = await here.people(DEPUTY, VICE_MAYOR, EXECUTIVE, MAYOR)
    mine = await files(deputy)
    first = await vice_mayor.sees("请审批")
    await vice_mayor.tap(first, "转呈")
    await vice_mayor.sees_change(first, "A-0001 请谁审定？")
    assert "分管科教文卫副市长" not in first.labels  # not to himself
    assert "已转呈 A-0001，请常务副市长审定" in await vice_mayor.tap(first, "常务副市长")
    await vice_mayor.sees_change(first, "您已处理", "转呈", "请常务副市长审定")

    second = await executive.sees("请审批", "A-0001", "分管科教文卫副市长 请常务副市长审定")
    await executive.tap(second, "转呈")
    await executive.sees_change(second, "请谁审定")
    assert "分管科教文卫副市长" not in second.labels  # he has had it
    await executive.tap(second, "市长")
    await deputy.sees_change(mine, "待市长审批")

    third = await mayor.sees("请审批", "A-0001", "常务副市长 请市长审定")
    assert "A-0001 已由分管科教文卫副市长转呈" in await vice_mayor.tap_data(
        first, first.versions[0].data("同意")
    )
    assert "已同意" in await mayor.tap(third, "同意")
    await deputy.sees("请假 A-0001 已同意", "市长 同意")
    for person, card in ((vice_mayor, first), (executive, second), (mayor, third)):
        await person.sees_change(card, "您已处理", "市长 同意")
    await here.quiet()
    assert [len(p.cards) for p in (vice_mayor, executive, mayor, deputy)] == [1, 1, 1, 2]


async def test_passed_on_by_typed_name(here: Town) -> None:
    deputy, vice_mayor, mayor = await here.people(DEPUTY, VICE_MAYOR, MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "转呈")
    await vice_mayor.say("市长")
    await vice_mayor.sees("已转呈 A-0001，请市长审定")
    await mayor.sees("请审批", "A-0001")
    assert "同意" not in card.labels


NOT_TO = [
    ("分管科教文卫副市长", "不能转呈给分管科教文卫副市长"),  # himself
    ("教育局副局长甲", "不能转呈给市教育局副局长甲"),  # the applicant
    ("教育局局长", "只能转呈市长、常务副市长、副市长"),
    ("王市长", "名册里没有“王市长”"),
    ("副市长", "名册里没有“副市长”"),
    ("州委", "不能转呈给州委"),
]


async def test_not_passed_on_to_just_anybody(here: Town) -> None:
    deputy, vice_mayor, mayor = await here.people(DEPUTY, VICE_MAYOR, MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "转呈")
    for to, told in NOT_TO:
        await vice_mayor.say(to)
        await vice_mayor.sees(told)
    assert await decisions(here) == 0
    await vice_mayor.say("市长")  # the question still stands
    await mayor.sees("请审批", "A-0001")


async def test_not_passed_back_to_a_vice_mayor_whose_own_leave_it_is(here: Town) -> None:
    vice_mayor, mayor = await here.people(VICE_MAYOR, MAYOR)
    await files(vice_mayor)
    card = await mayor.sees("请审批")
    await mayor.tap(card, "转呈")
    await mayor.sees_change(card, "请谁审定")
    assert "分管科教文卫副市长" not in card.labels
    await mayor.say("分管科教文卫副市长")
    await mayor.sees("不能转呈给分管科教文卫副市长：是申请人本人")
    assert await decisions(here) == 0


async def test_the_mayor_passes_on_to_a_vice_mayor_whose_decision_it_then_is(here: Town) -> None:
    principal, mayor, other = await here.people(PRINCIPAL, MAYOR, OTHER_VICE_MAYOR)
    await files(principal)
    card = await mayor.sees("请审批")
    await mayor.tap(card, "转呈")
    await mayor.sees_change(card, "请谁审定")
    await mayor.tap(card, "分管工业副市长")
    passed = await other.sees("请审批", "A-0001")
    await other.tap(passed, "不同意")
    await other.say("请他人代往")
    await principal.sees("请假 A-0001 未获同意", "分管工业副市长 不同意", "请他人代往")
    await mayor.sees_change(card, "分管工业副市长 不同意")


# 打字 words


async def test_words_in_reply_to_a_card_are_an_opinion_and_decide_nothing(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.say("原则同意，注意安全", reply_to=card)
    await vice_mayor.sees("意见已记在 A-0001 上，还请点按钮表明同意与否")
    await vice_mayor.sees_change(card, "请审批", "原则同意，注意安全")
    assert card.labels == VERDICTS
    assert await decisions(here) == 0
    await vice_mayor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意", "原则同意，注意安全", after=mine)


@pytest.mark.parametrize("word", ["同意", "同意。", " 同意 ", "agree"])
async def test_the_word_agree_in_reply_to_a_card_decides(here: Town, word: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.say(word, reply_to=card)
    await vice_mayor.sees("已同意 A-0001", after=card)
    await vice_mayor.sees_change(card, "您已处理")
    await deputy.sees("请假 A-0001 已同意")


@pytest.mark.parametrize("words", ["不同意 与会议冲突，改期", "不同意，与会议冲突，改期"])
async def test_refused_with_its_reason_in_reply_to_a_card(here: Town, words: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.say(words, reply_to=card)
    await deputy.sees("请假 A-0001 未获同意", "：与会议冲突，改期")


async def test_refused_in_reply_without_a_reason_is_asked_for_one(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.say("不同意", reply_to=card)
    await vice_mayor.sees_change(card, "不同意 A-0001：请点选或输入理由")
    await vice_mayor.tap(card, "请他人代往")
    await deputy.sees("请假 A-0001 未获同意", "请他人代往")
    assert len(vice_mayor.cards) == 1


async def test_a_reply_is_about_its_card_though_another_asks_for_a_reason(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    first = await vice_mayor.sees("请审批", "A-0001")
    await files(other)
    second = await vice_mayor.sees("请审批", "A-0002")
    await vice_mayor.tap(second, "不同意")
    await vice_mayor.sees_change(second, "请点选或输入理由")
    await vice_mayor.say("注意安全", reply_to=first)
    await vice_mayor.sees_change(first, "注意安全")
    assert "注意安全" not in mine.text  # an opinion without a verdict is for its writer
    assert await decisions(here) == 0
    await vice_mayor.say("请他人代往")
    await other.sees("请假 A-0002 未获同意", "请他人代往")


@pytest.mark.parametrize(
    "words", ["同意 A-0001", "同意A-0001", "/agree A-0001", "同意 ａ－０００１"]
)
async def test_agreed_by_number(here: Town, words: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.say(words)
    await vice_mayor.sees("已同意 A-0001", after=card)
    await vice_mayor.sees_change(card, "您已处理", "同意", MORNING)
    await deputy.sees("请假 A-0001 已同意")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("不同意 A-0001 与会议冲突，改期", "请假 A-0001 未获同意"),
        ("不同意A-0001，与会议冲突，改期", "请假 A-0001 未获同意"),
        ("退回 A-0001 与会议冲突，改期", "请假 A-0001 被退回，请修改"),
    ],
)
async def test_refused_and_returned_by_number(here: Town, words: str, outcome: str) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    await vice_mayor.sees("请审批")
    await vice_mayor.say(words)
    await deputy.sees(outcome, "：与会议冲突，改期")


LACKING = [
    ("同意", "请写上编号，例如：同意 A-0001"),
    ("不同意A-0001", "请在编号后写明理由，例如：不同意 A-0001 与会议冲突"),
    ("退回 A-0001", "请在编号后写明理由，例如：退回 A-0001"),
    ("同意 A-0777", "没有编号为“A-0777”的事项"),
    ("不同意 会议冲突", "没有编号为“会议冲突”的事项"),
]


async def test_words_that_lack_something_say_what(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    await vice_mayor.sees("请审批")
    for words, told in LACKING:
        await vice_mayor.say(words)
        await vice_mayor.sees(told)
    assert await decisions(here) == 0


async def test_whose_decision_it_is_not_is_told_so(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR)
    await files(deputy)
    await vice_mayor.sees("请审批")
    for person in (other, deputy):
        await person.say("同意 A-0001")
        await person.sees("这一环节由分管科教文卫副市长审批，您不能代为处理")
    assert await decisions(here) == 0


# 只算一次 once only


async def test_a_second_tap_is_told_what_the_first_did(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    agree, refuse = card.data("同意"), card.data("不同意")
    await vice_mayor.tap(card, "同意")
    done = f"A-0001 已由分管科教文卫副市长同意（2026年{MORNING}）"
    await here.at("2026-11-24 15:20")
    for late in (agree, refuse):
        assert done in await vice_mayor.tap_data(card, late)
    await vice_mayor.say("不同意 A-0001 与会议冲突")
    await vice_mayor.sees(done)
    await vice_mayor.say("与会议冲突", reply_to=card)
    await here.quiet()
    assert await decisions(here) == 1
    assert len(deputy.cards) == 2


async def test_two_phones_at_once_make_one_decision(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    taps = [vice_mayor.tap_data_nowait(card, card.data("同意")) for _ in range(4)]
    answers = [await vice_mayor.answered(tap) for tap in taps]
    assert sorted("已由分管科教文卫副市长同意" in answer for answer in answers) == [
        False,
        True,
        True,
        True,
    ]
    assert AGREED in answers
    await deputy.sees("请假 A-0001 已同意")
    await here.quiet()
    assert await decisions(here) == 1
    assert len(deputy.cards) == 2


async def test_both_buttons_at_once_make_one_decision(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.sees_change(card, "请点选或输入理由")
    refuse = vice_mayor.tap_data_nowait(card, card.data("请他人代往"))
    agree = vice_mayor.tap_data_nowait(card, card.versions[0].data("同意"))
    assert "已记录：不同意 A-0001" in await vice_mayor.answered(refuse)
    assert "A-0001 已由分管科教文卫副市长不同意" in await vice_mayor.answered(agree)
    assert await decisions(here) == 1


async def test_a_leaked_button_works_for_nobody_else(here: Town) -> None:
    deputy, vice_mayor, other = await here.people(DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    for thief in (other, deputy):
        told = await thief.tap_data(card.id, card.data("同意"))
        assert "这个按钮不是给您的，没有作任何处理" in told
    await here.quiet()
    assert await decisions(here) == 0
    assert other.cards == []
    assert "待分管科教文卫副市长审批" in mine.text
    assert card.labels == VERDICTS


async def test_a_button_nobody_ever_issued_does_nothing(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    assert "这个按钮已失效，没有作任何处理" in await vice_mayor.tap_data(card, "made-up-token")
    assert await decisions(here) == 0


async def test_a_tap_after_withdrawal_is_told_so(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    agree = card.data("同意")
    await deputy.tap(mine, "撤回")
    await vice_mayor.sees_change(card, "已撤回")
    told = await vice_mayor.tap_data(card, agree)
    assert f"A-0001 现在是“已撤回”（2026年{MORNING}），不能再这样处理" in told
    assert await decisions(here) == 0


async def test_a_reason_typed_after_withdrawal_is_waited_for_no_more(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    await deputy.tap(mine, "撤回")
    await vice_mayor.sees_change(card, "已撤回")
    await vice_mayor.say("与会议冲突")
    await vice_mayor.sees("没有看懂")
    assert await decisions(here) == 0


async def refiled(deputy: Any, mine: Any) -> None:
    """A returned request filed again as it was."""
    returned = await deputy.sees("被退回，请修改", after=mine)
    await deputy.tap(returned, "修改重报")
    form = await deputy.sees("修改哪一项？")
    await deputy.tap(form, "上一步")
    await deputy.sees_change(form, "请核对请假单")
    await deputy.tap(form, "提交")
