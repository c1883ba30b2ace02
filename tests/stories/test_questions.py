"""A question and its card: words answer what is asked on the screen, and nothing else."""

from dataclasses import replace
from typing import Any

from tests.stories.scenes import decisions, files
from tests.stories.town import DEPUTY, DUTY_OFFICE, MAYOR, OFFICE, VICE_MAYOR, Town

LINE = "请假 11月27日下午至11月28日 西宁 参加全省科技工作会议"
WORDS = "知道了，我问一下"
ASKED = "不同意 A-0001：请点选或输入理由"


async def asked_why(here: Town) -> tuple[Any, Any, Any, Any]:
    """The deputy and his card; the vice-mayor, and his card asking why not."""
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy, LINE)
    card = await vice_mayor.sees("请审批")
    await vice_mayor.tap(card, "不同意")
    return deputy, mine, vice_mayor, await vice_mayor.sees_change(card, ASKED)


async def test_the_clock_goes_round_and_the_card_goes_on_asking(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy, LINE)
    card = await vice_mayor.sees("请审批")
    await here.at("2026-11-27 11:55")
    await vice_mayor.tap(card, "不同意")
    await vice_mayor.sees_change(card, ASKED)
    await here.at("2026-11-27 12:00")
    assert ASKED in card.text
    await here.at("2026-11-27 12:20")
    assert ASKED in card.text
    await vice_mayor.say("与会议冲突")
    await deputy.sees("请假 A-0001", "：与会议冲突")


async def test_after_half_an_hour_the_card_asks_no_more_and_words_decide_nothing(
    here: Town,
) -> None:
    deputy, mine, vice_mayor, card = await asked_why(here)
    await here.at("2026-11-27 12:00")
    await vice_mayor.sees_change(card, "请审批")
    await vice_mayor.say(WORDS)
    await vice_mayor.sees("没有看懂")
    assert "待审批" in mine.text
    assert await decisions(here) == 0
    assert len(deputy.cards) == 1


async def test_put_down_with_the_button_words_decide_nothing(here: Town) -> None:
    *_, vice_mayor, card = await asked_why(here)
    await vice_mayor.tap(card, "返回")
    await vice_mayor.sees_change(card, "请审批")
    await vice_mayor.say(WORDS)
    await vice_mayor.sees("没有看懂")
    assert await decisions(here) == 0


async def test_back_on_one_card_leaves_the_question_on_another(here: Town) -> None:
    *_, vice_mayor, card = await asked_why(here)
    back = card.data("返回")
    other = await here.person("jyj3")
    await files(other)
    second = await vice_mayor.sees("请审批", "A-0002")
    await vice_mayor.tap(second, "不同意")
    await vice_mayor.sees_change(second, "不同意 A-0002：请点选或输入理由")
    await vice_mayor.sees_change(card, "请审批")
    await vice_mayor.tap_data(card, back)
    await here.quiet()
    assert "请点选或输入理由" in second.text
    await vice_mayor.say("与会议冲突")
    await other.sees("请假 A-0002", "：与会议冲突")


async def test_withdrawn_in_between(here: Town) -> None:
    deputy, mine, vice_mayor, card = await asked_why(here)
    await deputy.tap(mine, "撤回")
    await vice_mayor.sees_change(card, "已撤回")
    await vice_mayor.say(WORDS)
    await vice_mayor.sees("没有看懂")
    assert await decisions(here) == 0


async def test_another_clerk_records_another_reply_and_the_card_goes_on_asking(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    mine = await files(mayor)
    card = await clerk.sees("请代录州委答复")
    await clerk.tap(card, "代录同意")
    await clerk.sees_change(card, "代录州委同意 A-0001：请输入文号")
    other = await duty.sees("请代录市委答复")
    await duty.tap(other, "代录同意")
    await duty.say("格办函〔2026〕7号")
    await mayor.sees_change(mine, "已答复 1/3")
    await here.quiet()
    assert "代录州委同意 A-0001：请输入文号" in card.text
    await clerk.say("西办函〔2026〕12号")
    await mayor.sees_change(mine, "已答复 2/3", "西办函〔2026〕12号")


async def test_another_clerk_records_the_same_reply_and_words_are_words_again(here: Town) -> None:
    mayor, clerk, duty = await here.people(MAYOR, OFFICE, DUTY_OFFICE)
    mine = await files(mayor)
    card, copy = await clerk.sees("请代录州委答复"), await duty.sees("请代录州委答复")
    for person, shown in ((clerk, card), (duty, copy)):
        await person.tap(shown, "代录同意")
        await person.sees_change(shown, "请输入文号")
    await duty.say("西办函〔2026〕12号")
    await clerk.sees_change(card, "州委已答复", "西办函〔2026〕12号")
    await clerk.say("好的，收到")
    await clerk.sees("没有看懂")
    await here.quiet()
    assert await decisions(here) == 1
    assert "好的" not in mine.text


async def test_a_question_passes_with_its_post(here: Town) -> None:
    """Who no longer holds the post is asked nothing any more, though he stays in office."""
    *_, vice_mayor, card = await asked_why(here)
    here.city = _posts_swapped(here)
    await here.restart()
    await here.tick()
    await vice_mayor.say(WORDS)
    await vice_mayor.sees("没有看懂")
    assert "请点选或输入理由" not in card.text
    assert await decisions(here) == 0


def _posts_swapped(here: Town) -> Any:
    """Two vice-mayors change places."""
    officials = dict(here.city.roster.officials)
    one, other = officials[VICE_MAYOR], officials["fsz2"]
    officials[VICE_MAYOR] = replace(one, posts=other.posts)
    officials["fsz2"] = replace(other, posts=one.posts)
    swap = {VICE_MAYOR: "fsz2", "fsz2": VICE_MAYOR}
    supervisors = {
        department: tuple(swap.get(id_, id_) for id_ in ids)
        for department, ids in here.city.roster.supervisors.items()
    }
    return replace(
        here.city, roster=replace(here.city.roster, officials=officials, supervisors=supervisors)
    )


async def recorded(here: Town) -> tuple[Any, Any]:
    """A clerk with a form half filled in, who has just recorded a reply; he and his form."""
    here.city = _clerk_holds_two_posts(here)
    await here.restart()
    mayor, clerk = await here.people(MAYOR, OFFICE)
    await files(mayor)
    card = await clerk.sees("请代录州委答复")
    await clerk.say("请假")
    form = await clerk.sees("哪天出发")
    await clerk.tap(card, "代录同意")
    await clerk.say("西办函〔2026〕12号")
    await clerk.sees("已代录 A-0001：州委同意", "照片或文件")
    return clerk, form


def _clerk_holds_two_posts(here: Town) -> Any:
    officials = dict(here.city.roster.officials)
    clerk, deputy = officials[OFFICE], officials[DEPUTY]
    officials[OFFICE] = replace(clerk, posts=(*clerk.posts, *deputy.posts))
    return replace(here.city, roster=replace(here.city.roster, officials=officials))


async def test_the_paper_that_may_follow_blocks_no_form(here: Town) -> None:
    clerk, form = await recorded(here)
    await clerk.say("11月27日")
    await clerk.sees_change(form, "11月27日")
    await clerk.say("取消")
    await clerk.sees_change(form, "请假单没有提交")
    said = await clerk.say("取消")  # what is only offered is nothing to put down
    await clerk.sees("没有可取消的", after=said)
    await clerk.sends_document("州委批复.pdf", b"1")
    await clerk.sees("附件已收到，归入 A-0001：州委批复.pdf")


async def test_a_card_shown_again_ends_what_the_first_one_asks(here: Town) -> None:
    *_, vice_mayor, card = await asked_why(here)
    said = await vice_mayor.say("待办")
    again = await vice_mayor.sees("请审批", "A-0001", after=said)
    await vice_mayor.sees_change(card, "请审批")
    await vice_mayor.say(WORDS)
    await vice_mayor.sees("没有看懂", after=again)
    assert await decisions(here) == 0
    assert again.labels[:2] == card.labels[:2] == ["同意", "不同意"]
