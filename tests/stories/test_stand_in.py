"""代主持: somebody is asked to stand in, says yes or no, and who cannot is not asked."""

from tests.stories.scenes import LINE, agreed, files
from tests.stories.town import DEPUTY, OFFICE, OTHER_DEPUTY, PRINCIPAL, VICE_MAYOR, Town

NAMED = f"{LINE} 代主持 {{}}"


def name(here: Town, id_: str) -> str:
    return here.city.roster.officials[id_].name


async def test_named_in_the_line_asked_by_a_card_and_accepted_by_a_tap(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    other_name = name(here, OTHER_DEPUTY)
    await deputy.say(NAMED.format(other_name))
    preview = await deputy.sees("请核对请假单", "参加全省科技工作会议", f"代主持：市{other_name}")
    await deputy.tap(preview, "提交")
    mine = await deputy.sees_change(preview, "已提交", "（待接受）")
    asked = await other.sees("请您代主持", "A-0001", "西宁")
    assert asked.labels == ["接受", "谢绝"]
    card = await vice_mayor.sees("请审批", "（待接受）")

    assert "已接受代主持" in await other.tap(asked, "接受")
    await other.sees_change(asked, "您已接受代主持")
    assert asked.labels == []
    await deputy.sees_change(mine, "（已接受）")
    await vice_mayor.sees_change(card, "（已接受）")
    assert await here.chain_holds()


async def test_a_stand_in_declines_and_another_is_named(here: Town) -> None:
    deputy, other, principal = await here.people(DEPUTY, OTHER_DEPUTY, PRINCIPAL)
    await files(deputy, NAMED.format(name(here, OTHER_DEPUTY)))
    asked = await other.sees("请您代主持")
    assert "已告知申请人" in await other.tap(asked, "谢绝")
    told = await deputy.sees("谢绝代主持", "请另请一位")
    await deputy.tap(told, "另请代主持")
    whom = await deputy.sees_change(told, "另请谁代主持")
    label = next(key for key in whom.labels if "局长" in key and "副" not in key)
    assert "代主持" in await deputy.tap(whom, label)
    again = await principal.sees("请您代主持", "A-0001")
    await principal.tap(again, "接受")
    await principal.sees_change(again, "您已接受代主持")
    late = await other.tap_data(asked, asked.versions[0].data("接受"))
    assert "已另请他人" in late


async def test_another_is_named_by_a_word_too(here: Town) -> None:
    deputy, principal = await here.people(DEPUTY, PRINCIPAL)
    await files(deputy)
    await deputy.say(f"代主持 A-0001 {name(here, PRINCIPAL)}")
    await deputy.sees("已请", "A-0001")
    await principal.sees("请您代主持", "A-0001")
    await deputy.say("代主持")
    await deputy.sees("请写上编号和姓名")


async def test_who_is_away_himself_is_not_asked(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await agreed(other, vice_mayor, "请假 12月3日下午至12月4日 德令哈 调研")
    await deputy.say(NAMED.format(name(here, OTHER_DEPUTY)))
    await deputy.sees("也外出，不能代主持", "12月3日", "12月4日")
    await deputy.say(f"请假 12月1日至12月3日上午 西宁 参加会议 代主持 {name(here, OTHER_DEPUTY)}")
    await deputy.sees("请核对请假单", "代主持")


async def test_away_by_the_time_he_answers_is_refused_with_the_truth(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy, NAMED.format(name(here, OTHER_DEPUTY)))
    asked = await other.sees("请您代主持")
    await other.say("请假 12月2日 德令哈 调研")
    preview = await other.sees("请核对请假单")
    await other.tap(preview, "提交")
    await vice_mayor.tap(await vice_mayor.sees("请审批", "A-0002"), "同意")
    await other.sees("请假 A-0002 已同意")
    assert "也外出，不能代主持" in await other.tap(asked, "接受")
    assert asked.labels == ["接受", "谢绝"]


async def test_nobody_stands_in_for_himself_nor_does_an_authority(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say(NAMED.format(name(here, DEPUTY)))
    await deputy.sees("不能由本人代主持")
    await deputy.say(NAMED.format("州委"))
    await deputy.sees("上级机关，不能代主持")
    await deputy.say(NAMED.format("无此人"))
    await deputy.sees("名册里没有“无此人”")


async def test_only_who_was_asked_may_answer(here: Town) -> None:
    deputy, other, office = await here.people(DEPUTY, OTHER_DEPUTY, OFFICE)
    await files(deputy, NAMED.format(name(here, OTHER_DEPUTY)))
    asked = await other.sees("请您代主持")
    assert "不是给您的" in await office.tap_data(asked, asked.data("接受"))
    await other.tap(asked, "接受")
    assert "您已接受代主持" in await other.tap_data(asked, asked.versions[0].data("谢绝"))


async def test_a_withdrawn_request_needs_no_stand_in(here: Town) -> None:
    deputy, other = await here.people(DEPUTY, OTHER_DEPUTY)
    mine = await files(deputy, NAMED.format(name(here, OTHER_DEPUTY)))
    asked = await other.sees("请您代主持")
    await deputy.tap(mine, "撤回")
    await other.sees_change(asked, "不再需要代主持")
    assert asked.labels == []


async def test_the_form_suggests_the_other_half_of_the_pair(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say("请假 12月1日至12月3日")
    card = await deputy.sees("去哪里")
    await deputy.tap(card, "西宁")
    await deputy.sees_change(card, "什么事由")
    await deputy.tap(card, "参加会议")
    await deputy.sees_change(card, "谁代主持")
    pair = here.city.roster.officials[here.city.roster.officials[DEPUTY].ab or OTHER_DEPUTY]
    assert pair.title == card.labels[0]
    await deputy.tap(card, card.labels[0])
    await deputy.sees_change(card, "请核对请假单", pair.title)
