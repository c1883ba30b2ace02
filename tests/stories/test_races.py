"""Two at once, twice the same, in the wrong order: one decision, and everybody told the truth."""

from typing import Any

import pytest

from tests.stories.scenes import AGREED, LINE, MORNING, UNDO, decisions, files
from tests.stories.town import (
    DEPUTY,
    DUTY_OFFICE,
    EXECUTIVE,
    MAYOR,
    OFFICE,
    OTHER_DEPUTY,
    VICE_MAYOR,
    Town,
)

DONE = f"A-0001 已由分管科教文卫副市长同意（2026年{MORNING}）"


async def test_both_buttons_at_once(here: Town) -> None:
    """One decides, the other is told; which of them is first is nobody's to say."""
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    agree = vice_mayor.tap_nowait(card, "同意")
    refuse = vice_mayor.tap_nowait(card, "不同意")
    said = {await vice_mayor.answered(agree), await vice_mayor.answered(refuse)}
    assert said in ({AGREED, DONE + "。"}, {AGREED, ""})
    await vice_mayor.sees_change(card, "您已处理", "同意")
    await here.quiet()
    assert card.labels == ["收回"]
    await vice_mayor.say("与会议冲突")  # a reason nobody waits for any more
    await vice_mayor.sees("没有看懂")
    assert await decisions(here) == 1
    assert len(deputy.cards) == 2


async def test_agreed_and_withdrawn_at_once(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    withdraw = deputy.tap_nowait(mine, "撤回")
    agree = vice_mayor.tap_nowait(card, "同意")
    told = await deputy.answered(withdraw), await vice_mayor.answered(agree)
    await here.quiet()
    if told[0] == "A-0001 已撤回":
        assert told[1].startswith("A-0001 现在是“已撤回”")
        assert await decisions(here) == 0
        assert "已撤回" in card.text
    else:
        assert told == ("A-0001 现在是“已同意”，不能再这样处理。", AGREED)
        assert await decisions(here) == 1
    assert card.labels == []
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    assert acts in (["file", "withdraw"], ["file", "decide"])


async def test_two_clerks_write_down_the_same_reply_at_once(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    await files(mayor, "请假 12月7日至12月8日 北京 汇报工作")
    card, copy = await clerk.sees("请代录州委答复"), await duty.sees("请代录州委答复")
    await clerk.tap(card, "代录同意")
    await duty.tap(copy, "代录同意")
    await clerk.sees_change(card, "请输入文号")
    await duty.sees_change(copy, "请输入文号")
    await clerk.say("西州办函〔2026〕12号")
    await duty.say("西州办函〔2026〕12号")
    await here.quiet()
    recorded = [one.last.text for one in (clerk, duty) if "已代录" in one.last.text]
    late = [one.last.text for one in (clerk, duty) if "没有看懂" in one.last.text]
    assert (len(recorded), len(late)) == (1, 1)
    assert "已答复 1/3" in mayor.last.text
    assert await decisions(here) == 1
    assert [card.labels, copy.labels] == [["更正代录"], ["更正代录"]]


async def test_two_deciders_in_a_row_and_the_first_taps_again(here: Town) -> None:
    deputy, vice_mayor, executive = await here.people(DEPUTY, VICE_MAYOR, EXECUTIVE)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "转呈")
    await vice_mayor.sees_change(card, "请谁审定")
    pass_on = vice_mayor.tap_nowait(card, "常务副市长")
    agree = vice_mayor.tap_data_nowait(card, card.versions[0].data("同意"))
    told = [await vice_mayor.answered(pass_on), await vice_mayor.answered(agree)]
    await here.quiet()
    assert await decisions(here) == 1
    if told[0].startswith("已转呈"):
        assert told[1].startswith("A-0001 已由分管科教文卫副市长转呈")
        await executive.tap(await executive.sees("请审批"), "同意")
        await deputy.sees("请假 A-0001 已同意")
    else:
        assert told == [DONE + "。", AGREED]
        assert executive.cards == []


async def test_two_people_file_at_once_and_get_numbers_of_their_own(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    previews = []
    for person in (deputy, other):
        await person.say(LINE)
        previews.append((person, await person.sees("请核对请假单")))
    taps = [(person, person.tap_nowait(card, "提交")) for person, card in previews]
    numbers = {await person.answered(tap) for person, tap in taps}
    assert numbers == {"已提交 A-0001", "已提交 A-0002"}
    await vice_mayor.sees("请审批", "A-0001")
    await vice_mayor.sees("请审批", "A-0002")
    assert len(vice_mayor.cards) == 2


async def test_the_same_words_twice_are_two_messages_and_one_form(here: Town) -> None:
    [deputy] = await here.people(DEPUTY)
    await deputy.say(LINE)
    await deputy.say(LINE)
    await here.quiet()
    live = [card for card in deputy.cards if "提交" in card.labels]
    assert len(live) == 1
    await deputy.tap(live[0], "提交")
    await here.quiet()
    assert [act for act, _ in await here.journal()].count("file") == 1


async def test_a_tap_delivered_three_times_counts_once(on_telegram: Town) -> None:
    here = on_telegram
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    here.api.faults.duplicate(1, again=2)
    assert await vice_mayor.tap(card, "同意") == AGREED
    await here.quiet()
    assert await decisions(here) == 1
    assert len(deputy.cards) == 2
    assert len(here.api.calls("answerCallbackQuery")) == 2, "one for 提交, one for 同意"


async def test_words_delivered_twice_are_said_once(on_telegram: Town) -> None:
    here = on_telegram
    [deputy] = await here.people(DEPUTY)
    here.api.faults.duplicate(2, again=3)
    await deputy.say(LINE)
    await deputy.say("我的")
    await here.quiet()
    assert len(deputy.cards) == 2


async def test_a_reason_that_overtakes_its_tap_decides_nothing(on_telegram: Town) -> None:
    """Telegram brings taps and words by different ways: the words may come first."""
    here = on_telegram
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    here.api.faults.reorder((1, 0))
    tap = vice_mayor.tap_nowait(card, "不同意")
    await vice_mayor.say("与会议冲突")
    await vice_mayor.answered(tap)
    await vice_mayor.sees("没有看懂")
    await vice_mayor.sees_change(card, "请点选或输入理由")
    assert await decisions(here) == 0
    await vice_mayor.say("与会议冲突")
    await deputy.sees("请假 A-0001 未获同意", "与会议冲突")


async def test_taps_of_a_form_in_the_wrong_order_never_file_what_was_not_shown(
    on_telegram: Town,
) -> None:
    here = on_telegram
    [deputy] = await here.people(DEPUTY)
    await deputy.say(LINE)
    form = await deputy.sees("请核对请假单")
    here.api.faults.reorder((1, 0))
    stop, file = deputy.tap_nowait(form, "取消"), deputy.tap_nowait(form, "提交")
    assert await deputy.answered(file) == "已提交 A-0001"
    assert "失效" in await deputy.answered(stop) or "A-0001" in await deputy.answered(stop)
    await here.quiet()
    assert [act for act, _ in await here.journal()].count("file") == 1
    assert "已提交" in form.text


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
async def test_three_approvals_in_any_order_are_three(
    on_telegram: Town, order: tuple[int, ...]
) -> None:
    here = on_telegram
    vice_mayor = await here.person(VICE_MAYOR)
    people = await here.people(DEPUTY, OTHER_DEPUTY, "kjj2")
    cards: list[Any] = []
    for n, person in enumerate(people, start=1):
        await files(person)
        cards.append(await vice_mayor.sees("请审批", f"A-{n:04d}"))
    here.api.faults.duplicate(3, again=1)
    here.api.faults.reorder(order)
    taps = [vice_mayor.tap_nowait(card, "同意") for card in cards]
    assert [await vice_mayor.answered(tap) for tap in taps] == [
        f"已同意 A-{n:04d}{UNDO}" for n in (1, 2, 3)
    ]
    for n, person in enumerate(people, start=1):
        await person.sees(f"请假 A-{n:04d} 已同意")
    await here.quiet()
    assert await decisions(here) == 3
    assert await here.chain_holds()
