"""代: from departure to report-back the stand-in decides what waits with somebody away."""

from typing import Any

from tests.stories.scenes import decisions, files
from tests.stories.town import (
    DEPUTY,
    EXECUTIVE,
    MAYOR,
    OTHER_VICE_MAYOR,
    VICE_MAYOR,
    Town,
)

TRIP = "请假 11月26日至11月27日 西宁 参加会议 代主持 {}"


def name(here: Town, id_: str) -> str:
    return here.city.roster.officials[id_].name


async def away(
    here: Town, absent: Any, decider: Any, stand_in: Any, who: str, line: str = TRIP
) -> Any:
    """Somebody's trip, agreed and covered; his own card of it."""
    await files(absent, line.format(name(here, who)))
    asked = await stand_in.sees("请您代主持")
    await stand_in.tap(asked, "接受")
    card = await decider.sees("请审批")
    await decider.tap(card, "同意")
    return await absent.sees("已同意")


async def test_from_departure_to_report_back_the_stand_in_decides(here: Town) -> None:
    deputy, vice_mayor, other, mayor = await here.people(
        DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR
    )
    await away(here, vice_mayor, mayor, other, OTHER_VICE_MAYOR)
    mine = await files(deputy)
    waiting = await vice_mayor.sees("请审批", "A-0002")

    await here.at("2026-11-26 08:30")
    await other.sees("您即起代", "主持工作", "待其审批的事项已转给您")
    told = await vice_mayor.sees("即起代您主持工作")
    assert told
    card = await other.sees("请审批", "A-0002")
    await vice_mayor.sees_change(waiting, "待审批")
    assert waiting.labels == []
    assert "不能代为处理" in await vice_mayor.tap_data(waiting, waiting.versions[0].data("同意"))

    await other.tap(card, "同意")
    reads = (
        f"{here.city.roster.officials[OTHER_VICE_MAYOR].title}（代{name(here, VICE_MAYOR)}） 同意"
    )
    await deputy.sees("请假 A-0002 已同意", reads, after=mine)
    await other.sees_change(card, "您已处理", reads)
    await vice_mayor.sees_change(waiting, "已同意", reads)
    assert await here.chain_holds()


async def test_a_new_request_goes_straight_to_the_stand_in(here: Town) -> None:
    deputy, vice_mayor, other, mayor = await here.people(
        DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR
    )
    await away(here, vice_mayor, mayor, other, OTHER_VICE_MAYOR)
    await here.at("2026-11-26 08:30")
    seen = len(vice_mayor.cards)
    mine = await files(deputy)
    assert f"（代{name(here, VICE_MAYOR)}）" in mine.text
    await other.sees("请审批", "A-0002")
    assert len(vice_mayor.cards) == seen


async def test_what_is_still_open_comes_back_with_him(here: Town) -> None:
    deputy, vice_mayor, other, mayor = await here.people(
        DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR
    )
    await away(here, vice_mayor, mayor, other, OTHER_VICE_MAYOR)
    await here.at("2026-11-26 08:30")
    trip = await vice_mayor.sees("即起代您主持工作")
    await files(deputy)
    card = await other.sees("请审批", "A-0002")

    await here.at("2026-11-27 16:00")
    await vice_mayor.tap(trip, "提前返回")
    await other.sees("主持工作已结束")
    await vice_mayor.sees("代您主持工作已结束", "已转回给您")
    mine = await vice_mayor.sees("请审批", "A-0002")
    await other.sees_change(card, "待审批")
    assert card.labels == []
    await vice_mayor.tap(mine, "同意")
    await deputy.sees("请假 A-0002 已同意")
    assert "（代" not in deputy.last.text


async def test_home_late_the_cover_goes_on(here: Town) -> None:
    deputy, vice_mayor, other, mayor = await here.people(
        DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR
    )
    await away(here, vice_mayor, mayor, other, OTHER_VICE_MAYOR)
    await here.at("2026-11-26 08:30")
    await here.at("2026-12-01 10:00")
    await files(deputy, "请假 12月7日至12月8日 西宁 参加会议")
    await other.sees("请审批", "A-0002")


async def test_the_stand_ins_stand_in_is_followed(here: Town) -> None:
    deputy, vice_mayor, other, mayor, executive = await here.people(
        DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR, EXECUTIVE
    )
    await away(here, vice_mayor, mayor, other, OTHER_VICE_MAYOR)
    await files(deputy)
    await here.at("2026-11-26 08:30")
    card = await other.sees("请审批", "A-0002")
    line = f"请假 11月26日下午至11月27日 德令哈 调研 代主持 {name(here, EXECUTIVE)}"
    await other.say(line)
    asks = await other.sees("请说明迟报原因")
    await other.tap(asks, "紧急公务")
    await other.tap(await other.sees_change(asks, "请核对请假单"), "提交")
    await executive.tap(await executive.sees("请您代主持"), "接受")
    await mayor.tap(await mayor.sees("请审批", "A-0003"), "同意")
    await here.at("2026-11-26 13:00")
    next_ = await executive.sees("请审批", "A-0002", f"（代{name(here, VICE_MAYOR)}）")
    await other.sees_change(card)
    assert card.labels == []
    await executive.tap(next_, "同意")
    await deputy.sees("请假 A-0002 已同意")


async def test_nobody_decides_his_own_through_a_cover(here: Town) -> None:
    """The principal stands in for his vice-mayor and asks himself: it goes to the mayor anyway;
    his deputy standing in asks, and it goes up past him."""
    deputy, vice_mayor, mayor = await here.people(DEPUTY, VICE_MAYOR, MAYOR)
    await away(here, vice_mayor, mayor, deputy, DEPUTY)
    await here.at("2026-11-26 08:30")
    await files(deputy, "请假 12月7日至12月8日 西宁 参加会议")
    card = await mayor.sees("请审批", "A-0002", f"（代{name(here, VICE_MAYOR)}）")
    await mayor.tap(card, "同意")
    await deputy.sees("请假 A-0002 已同意")


async def test_agreed_after_departure_the_cover_begins_at_once(here: Town) -> None:
    vice_mayor, other, mayor = await here.people(VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR)
    await files(vice_mayor, TRIP.format(name(here, OTHER_VICE_MAYOR)))
    await other.tap(await other.sees("请您代主持"), "接受")
    card = await mayor.sees("请审批")
    await here.at("2026-11-26 10:00")
    await mayor.tap(card, "同意")
    await other.sees("您即起代")


async def test_a_cancelled_trip_covers_nothing(here: Town) -> None:
    vice_mayor, other, mayor = await here.people(VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR)
    await away(here, vice_mayor, mayor, other, OTHER_VICE_MAYOR)
    await here.at("2026-11-26 08:30")
    trip = await vice_mayor.sees("即起代您主持工作")
    await vice_mayor.tap(trip, "取消出行")
    sure = await vice_mayor.sees_change(trip, "确定取消出行")
    await vice_mayor.tap(sure, "确定取消")
    await other.sees("主持工作已结束")


async def test_a_restart_while_somebody_covers_moves_nothing(here: Town) -> None:
    deputy, vice_mayor, other, mayor = await here.people(
        DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR
    )
    await away(here, vice_mayor, mayor, other, OTHER_VICE_MAYOR)
    await here.at("2026-11-26 08:30")
    await files(deputy)
    card = await other.sees("请审批", "A-0002")
    await here.restart()
    await here.quiet()
    await other.tap(card, "同意")
    await deputy.sees("请假 A-0002 已同意", "（代")
    assert await decisions(here) == 2


async def test_the_preview_names_who_would_decide_just_now(here: Town) -> None:
    deputy, vice_mayor, other, mayor = await here.people(
        DEPUTY, VICE_MAYOR, OTHER_VICE_MAYOR, MAYOR
    )
    await away(here, vice_mayor, mayor, other, OTHER_VICE_MAYOR)
    await here.at("2026-11-26 08:30")
    await deputy.say("请假 12月7日至12月8日 西宁 参加会议")
    await deputy.sees("请核对请假单", f"（代{name(here, VICE_MAYOR)}）")
