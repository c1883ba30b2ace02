"""A superior leaves his post while a request waits with him: it passes to his successor."""

from dataclasses import replace

import pytest

from bot.rules.people import Official, Post
from handlers.console.city import City
from tests.stories.test_leave import LINE
from tests.stories.town import DEPUTY, OTHER_VICE_MAYOR, VICE_MAYOR, Town


async def test_what_waits_passes_to_the_successor(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say(LINE)
    await deputy.tap(await deputy.sees("请核对请假单"), "提交")
    await deputy.sees("已提交", "A-0001")
    await here.quiet()

    here.city = with_new_vice_mayor(here.city)
    await here.restart()

    successor = await here.person("new")
    card = await successor.sees("请审批", "A-0001")
    assert "已同意" in await successor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意", "新任副市长（分管科教文卫副市长）")


@pytest.mark.parametrize("here", ["telegram"], indirect=True)  # the page lets in nobody who left
async def test_who_has_left_is_a_stranger(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await deputy.say(LINE)
    await deputy.tap(await deputy.sees("请核对请假单"), "提交")
    card = await vice_mayor.sees("请审批", "A-0001")
    here.city = with_new_vice_mayor(here.city)
    await here.restart()
    assert "只为已登记的干部服务" in await vice_mayor.tap(card, "同意")


def with_new_vice_mayor(city: City) -> City:
    """The supervising vice-mayor's post is another person's now."""
    officials, was = dict(city.roster.officials), city.roster.officials[VICE_MAYOR]
    del officials[VICE_MAYOR]
    officials["new"] = Official(
        id="new", name="新任副市长", posts=was.posts, telegram_id="9001" if was.telegram_id else ""
    )
    supervisors = {
        department: tuple("new" if id_ == VICE_MAYOR else id_ for id_ in ids)
        for department, ids in city.roster.supervisors.items()
    }
    return replace(city, roster=replace(city.roster, officials=officials, supervisors=supervisors))


async def test_what_waits_leaves_who_lost_his_rank(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say(LINE)
    await deputy.tap(await deputy.sees("请核对请假单"), "提交")
    await deputy.sees("已提交", "A-0001")
    await here.quiet()

    here.city = with_vice_mayor_moved(here.city)
    await here.restart()

    moved, other = await here.people(VICE_MAYOR, OTHER_VICE_MAYOR)
    card = await other.sees("请审批", "A-0001")
    await moved.say("同意 A-0001")
    await moved.sees("您不能代为处理")
    await other.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意")


def with_vice_mayor_moved(city: City) -> City:
    """The supervising vice-mayor is a liaison now, and another supervises in his place."""
    officials, was = dict(city.roster.officials), city.roster.officials[VICE_MAYOR]
    officials[VICE_MAYOR] = replace(was, posts=(Post(title="档案馆馆员", rank="staff"),))
    supervisors = {
        department: tuple(OTHER_VICE_MAYOR if id_ == VICE_MAYOR else id_ for id_ in ids)
        for department, ids in city.roster.supervisors.items()
    }
    return replace(city, roster=replace(city.roster, officials=officials, supervisors=supervisors))
