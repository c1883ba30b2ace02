"""收回: a decision taken back, quietly or with a reason; and what comes too late."""

from tests.stories.scenes import agreed, decisions, files
from tests.stories.town import DEPUTY, DUTY_OFFICE, EXECUTIVE, MAYOR, OFFICE, VICE_MAYOR, Town


async def test_within_a_minute_a_decision_is_taken_back_quietly(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    assert "一分钟内可点“收回”撤销" in await vice_mayor.tap(card, "同意")
    outcome = await deputy.sees("请假 A-0001 已同意", after=mine)
    await vice_mayor.sees_change(card, "您已处理")
    seen = len(deputy.cards)
    await here.at("2026-11-24 09:00:50")
    await vice_mayor.tap(card, "收回")
    await vice_mayor.sees_change(card, "请审批")
    assert card.labels[:2] == ["同意", "不同意"]
    await deputy.sees_change(outcome, "决定已收回，重新待审批")
    await here.quiet()
    assert [c for c in deputy.cards[seen:] if "日历" not in c.text] == []
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.sees_change(card)
    await vice_mayor.tap(card, "与会议冲突")
    await deputy.sees("请假 A-0001 未获同意")
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    assert acts == ["file", "decide", "undo", "decide"]


async def test_later_it_takes_a_reason_and_everybody_concerned_is_told(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "同意")
    agreed = await deputy.sees("请假 A-0001 已同意")
    await here.at("2026-11-24 10:00")
    await vice_mayor.tap(card, "收回")
    await vice_mayor.sees_change(card, "请说明原因")
    assert await decisions(here) == 1
    await vice_mayor.tap(card, "工作有变化")
    await deputy.sees("重新待审批", "A-0001", "工作有变化", after=agreed)
    await office.sees("收回了决定", "A-0001")
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    assert acts == ["file", "decide", "revoke"]


async def test_once_he_has_left_or_withdrawn_it_is_too_late(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "同意")
    await vice_mayor.sees_change(card, "您已处理")
    button = card.data("收回")
    await here.at("2026-12-01 09:00")
    assert "电话" in await vice_mayor.tap_data(card, button)
    assert card.labels == []


async def test_typed_it_turns_the_card_in_his_hand(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    await vice_mayor.say("收回 A-0001")
    await vice_mayor.sees("已收回 A-0001，请重新决定")
    await vice_mayor.sees_change(card, "请审批", "已收回")
    assert card.labels[:2] == ["同意", "不同意"]
    await vice_mayor.say("收回 A-0001")
    await vice_mayor.sees("A-0001 已由分管科教文卫副市长收回决定")
    await deputy.say("收回 A-0001")
    await deputy.sees("这一环节由分管科教文卫副市长审批")


async def test_a_reason_typed_in_his_own_words(here: Town) -> None:
    deputy, vice_mayor, mayor = await here.people(DEPUTY, VICE_MAYOR, MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    await here.at("2026-11-24 15:00")
    await vice_mayor.tap(card, "收回")
    await vice_mayor.sees_change(card, "收回 A-0001：请说明原因", "将告知申请人、代主持人和办公室")
    await vice_mayor.tap(card, "返回")
    await vice_mayor.sees_change(card, "您已处理")
    await vice_mayor.tap(card, "收回")
    await vice_mayor.sees_change(card, "请说明原因")
    await vice_mayor.say("省里要来检查，届时须在岗")
    await deputy.sees("决定已收回，重新待审批", "省里要来检查，届时须在岗", after=outcome)
    await vice_mayor.sees_change(card, "请审批")
    await here.quiet()
    assert mayor.cards == []


async def test_of_what_was_passed_on_the_next_card_closes(here: Town) -> None:
    deputy, vice_mayor, executive = await here.people(DEPUTY, VICE_MAYOR, EXECUTIVE)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.say("转呈 A-0001 常务副市长")
    next_one = await executive.sees("请审批", "A-0001")
    button = next_one.data("同意")
    await vice_mayor.say("收回 A-0001")
    await vice_mayor.sees_change(card, "请审批")
    await executive.sees_change(next_one, "待审批", "无需再批")
    assert "同意" not in next_one.labels
    assert "A-0001 现在是“待审批”" in await executive.tap_data(next_one, button)
    await vice_mayor.say("转呈 A-0001 常务副市长")
    again = await executive.sees("请审批", "A-0001", after=next_one)
    await executive.tap(again, "同意")
    await deputy.sees("请假 A-0001 已同意")
    await vice_mayor.say("收回 A-0001")
    await vice_mayor.sees("之后已由常务副市长同意", "不能再收回")


async def test_the_office_corrects_the_reference_of_a_reply(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    mine = await files(mayor, "请假 12月7日至12月8日 北京 汇报工作")
    card, copy = await clerk.sees("请代录州委答复"), await duty.sees("请代录州委答复")
    await clerk.tap(card, "代录同意")
    await clerk.sees_change(card, "请输入文号")
    await clerk.say("西办函〔2026〕21号")
    await duty.sees_change(copy, "州委已答复")
    await mayor.sees_change(mine, "已答复 1/3")
    await here.at("2026-11-24 10:00")
    assert copy.labels == ["更正代录"]
    await duty.tap(copy, "更正代录")
    await duty.sees_change(copy, "更正 A-0001 的代录：请说明原因")
    assert await duty.tap(copy, "文号有误") == "已撤下 A-0001 的代录，请重新登记"
    for person, one in ((clerk, card), (duty, copy)):
        await person.sees_change(one, "请代录州委答复", "西办函〔2026〕21号", "文号有误")
        assert one.labels[:2] == ["代录同意", "代录不同意"]
    await mayor.sees("重新待审批", "已答复 0/3", "文号有误")
    await clerk.tap(card, "代录同意")
    await clerk.sees_change(card, "请输入文号")
    await clerk.say("西办函〔2026〕12号")
    await duty.sees_change(copy, "州委已答复", "西办函〔2026〕12号")
    await mayor.sees("已答复 1/3", "西办函〔2026〕12号")
    assert await here.chain_holds()


# 抢先 at the same moment


async def test_taken_back_while_the_applicant_cancels(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    await deputy.tap(outcome, "取消出行")
    await deputy.sees_change(outcome, "确定取消出行")
    undo = vice_mayor.tap_nowait(card, "收回")
    cancel = deputy.tap_nowait(outcome, "确定取消")
    told = await vice_mayor.answered(undo), await deputy.answered(cancel)
    await here.quiet()
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    if acts[-1] == "undo":
        assert told == (
            "已收回 A-0001，请重新决定",
            "A-0001 现在是“待审批”，不能再这样处理。",
        )
        assert "请审批" in card.text
    else:
        assert acts[-1] == "cancel"
        assert told[1] == "A-0001 已取消出行"
        assert "A-0001 现在是“已取消”" in told[0]
        assert card.labels == []


async def test_a_return_taken_back_while_he_withdraws(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "退回")
    await vice_mayor.sees_change(card, "要修改什么")
    await vice_mayor.tap(card, "请缩短行程")
    returned = await deputy.sees("被退回", after=mine)
    await vice_mayor.sees_change(card, "已退回")
    undo = vice_mayor.tap_nowait(card, "收回")
    withdraw = deputy.tap_nowait(returned, "撤回")
    told = await vice_mayor.answered(undo), await deputy.answered(withdraw)
    await here.quiet()
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    assert told[1] == "A-0001 已撤回"
    if "undo" in acts:
        assert (acts, told[0]) == (
            ["file", "decide", "undo", "withdraw"],
            "已收回 A-0001，请重新决定",
        )
    else:
        assert acts == ["file", "decide", "withdraw"]
        assert told[0].startswith("A-0001 现在是“已撤回”")
    assert card.labels == []


async def test_tapped_three_times_it_is_taken_back_once(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    taps = [vice_mayor.tap_nowait(card, "收回") for _ in range(3)]
    said = sorted([await vice_mayor.answered(tap) for tap in taps])
    assert said[0].startswith("A-0001 已由分管科教文卫副市长收回决定")
    assert said[2] == "已收回 A-0001，请重新决定"
    await here.quiet()
    acts = [act for act, subject in await here.journal() if subject == "A-0001"]
    assert acts == ["file", "decide", "undo"]
    assert await decisions(here) == 1


async def test_a_returned_request_filed_again_is_decided_on_the_new_card(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "退回")
    await vice_mayor.sees_change(card, "要修改什么")
    await vice_mayor.tap(card, "请缩短行程")
    await vice_mayor.sees_change(card, "已退回")
    button = card.data("收回")
    returned = await deputy.sees("被退回", after=mine)
    await deputy.tap(returned, "修改重报")
    form = await deputy.sees("修改哪一项？")
    await deputy.tap(form, "时间")
    await deputy.sees_change(form, "哪天出发")
    await deputy.say("12月1日至12月2日")
    await deputy.sees_change(form, "请核对请假单")
    await deputy.tap(form, "提交")
    await vice_mayor.sees("请审批", "共2天", after=card)
    assert "申请人已修改重报，请在新的卡片上办理" in await vice_mayor.tap_data(card, button)
