"""代填: the office fills in a leader's form; route, cards and every act stay the leader's own."""

from tests.stories.scenes import LINE
from tests.stories.town import DEPUTY, MAYOR, OFFICE, PRINCIPAL, VICE_MAYOR, Town


async def test_the_office_files_a_leaders_leave_in_one_line(here: Town) -> None:
    office, deputy, vice_mayor = await here.people(OFFICE, DEPUTY, VICE_MAYOR)
    whose = here.city.roster.officials[DEPUTY]
    clerk = here.city.roster.officials[OFFICE]
    await office.say(f"代填 {whose.name} {LINE.removeprefix('请假 ')}")
    preview = await office.sees("请核对请假单", f"申请人：{whose.title}", "报分管科教文卫副市长")
    assert "已提交 A-0001" in await office.tap(preview, "提交")
    await office.sees_change(preview, "待审批", whose.title, f"代填：{clerk.title}")

    mine = await deputy.sees("代您提交了请假 A-0001", f"代填：{clerk.title}")
    assert "撤回" in mine.labels
    card = await vice_mayor.sees("请审批", whose.title, f"代填：{clerk.title}")
    await vice_mayor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意")
    assert await here.chain_holds()


async def test_he_may_withdraw_what_was_filed_for_him(here: Town) -> None:
    office, deputy, vice_mayor = await here.people(OFFICE, DEPUTY, VICE_MAYOR)
    whose = here.city.roster.officials[DEPUTY]
    await office.say(f"代填 {whose.name} {LINE.removeprefix('请假 ')}")
    await office.tap(await office.sees("请核对请假单"), "提交")
    card = await vice_mayor.sees("请审批")
    mine = await deputy.sees("代您提交了")
    assert "A-0001 已撤回" in await deputy.tap(mine, "撤回")
    await vice_mayor.sees_change(card, "已撤回")


async def test_the_form_is_filled_in_step_by_step_for_him(here: Town) -> None:
    office, principal = await here.people(OFFICE, PRINCIPAL)
    whose = here.city.roster.officials[PRINCIPAL]
    await office.say(f"代填 {whose.name}")
    card = await office.sees("哪天出发")
    for answer, asked in (
        ("12月1日", "哪天返回"),
        ("12月2日", "去哪里"),
        ("西宁", "什么事由"),
        ("参加会议", "谁代主持"),
    ):
        await office.say(answer)
        await office.sees_change(card, asked)
    assert whose.title not in card.labels
    await office.tap(card, card.labels[0])
    await office.sees_change(card, "请核对请假单", f"申请人：{whose.title}", "报市长")
    await office.tap(card, "提交")
    await principal.sees("代您提交了请假 A-0001")


async def test_phone_first_the_office_files_and_writes_down_the_consent(here: Town) -> None:
    office, deputy, vice_mayor = await here.people(OFFICE, DEPUTY, VICE_MAYOR)
    whose = here.city.roster.officials[DEPUTY]
    await office.say(f"代填 {whose.name} {LINE.removeprefix('请假 ')}")
    preview = await office.sees("请核对请假单")
    await office.tap(preview, "提交")
    await vice_mayor.sees("请审批")
    await office.say("代录 A-0001 同意 上午来电")
    await deputy.sees("请假 A-0001 已同意", "代录")
    confirm = await vice_mayor.sees("请确认", "A-0001")
    await vice_mayor.tap(confirm, "确认")
    await vice_mayor.sees_change(confirm, "本人已确认")


async def test_only_the_office_files_for_others(here: Town) -> None:
    vice_mayor, office = await here.people(VICE_MAYOR, OFFICE)
    await vice_mayor.say("代填 市长")
    await vice_mayor.sees("由市政府办公室办理")
    await office.say("代填")
    await office.sees("替谁代填")
    await office.say("代填 无此人 12月1日 西宁 开会")
    await office.sees("名册里没有“无此人”")
    await office.say("代填 州委")
    await office.sees("没有规定")


async def test_the_mayors_leave_filed_by_the_office_goes_outside(here: Town) -> None:
    office, mayor = await here.people(OFFICE, MAYOR)
    await office.say("代填 市长 12月1日至12月2日 西宁 参加会议 代主持 常务副市长")
    preview = await office.sees("请核对请假单", "州委、州政府、市委")
    await office.tap(preview, "提交")
    await office.sees("请代录", "A-0001")
    await mayor.sees("代您提交了请假 A-0001", "已答复 0/3")
