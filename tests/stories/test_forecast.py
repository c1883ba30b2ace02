"""谁会收到提醒: what the office is shown for the coming week is what is then sent."""

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from storage import forecast
from tests.stories.scenes import agreed, files, previews
from tests.stories.town import (
    DEPUTY,
    OFFICE,
    OTHER_DEPUTY,
    PRINCIPAL,
    VICE_MAYOR,
    Town,
)

WEEK = timedelta(days=7)
TRIPS = (
    "请假 11月25日 德令哈 对接项目",
    "请假 11月26日下午至11月27日 西宁 参加会议",
    "请假 11月27日至11月28日 西宁 学习培训",
    "请假 11月30日至12月1日上午 北京 招商",
    "请假 12月2日 海东 调研",
    "请假 12月7日至12月8日 西宁 参加会议",
)


async def test_the_office_is_shown_who_will_be_reminded_of_what(here: Town) -> None:
    deputy, vice_mayor, office = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await office.say("谁会收到提醒")
    await office.sees("今后7天没有要发的提醒")
    await agreed(deputy, vice_mayor, "请假 11月30日 西宁 参加会议")
    await office.say("谁会收到提醒")
    await office.sees("提醒（3）", "11月27日", "行前确认 A-0001", "17:00", "请销假 A-0001")


async def test_only_the_office_may_look_ahead(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await deputy.say("谁会收到提醒")
    await deputy.sees("由市政府办公室办理")


async def test_silence_is_foreseen(here: Town) -> None:
    deputy, office = await here.people(DEPUTY, OFFICE)
    await files(deputy, "请假 12月1日 西宁 参加会议")
    await office.say("谁会收到提醒")
    await office.sees("可代办 A-0001", "到出发时间尚未批准 A-0001")


async def _file(here: Town, chance: random.Random) -> None:
    """Some trips of some people, some agreed, some not."""
    vice_mayor = await here.person(VICE_MAYOR)
    for number, line in enumerate(chance.sample(TRIPS, 4), start=1):
        asker: Any = await here.person(chance.choice((DEPUTY, OTHER_DEPUTY)))
        said = await asker.say(line)
        card = await asker.sees("请", after=said)
        while "请核对请假单" not in card.text:
            await asker.tap(card, card.labels[0])
            await asker.sees_change(card)
        await asker.tap(card, "提交")
        await here.quiet()
        if chance.random() < 0.6:
            await vice_mayor.tap(await vice_mayor.sees("请审批", f"A-{number:04d}"), "同意")
            await here.quiet()


async def _sent(here: Town) -> Counter[tuple[datetime, str]]:
    """Messages of reminders so far: when, to whom."""
    async with here.running.store.read() as tx:
        rows = await tx.rows(
            "SELECT DISTINCT letter, closed_at, recipient FROM nudges WHERE letter IS NOT NULL"
        )
    zone = here.clock.at.tzinfo
    return Counter(
        (datetime.fromisoformat(row["closed_at"]).astimezone(zone), row["recipient"])
        for row in rows
    )


@pytest.mark.parametrize("seed", range(4))
async def test_if_nobody_acts_exactly_what_was_foreseen_is_sent(
    on_telegram: Town, seed: int
) -> None:
    here = on_telegram
    await _file(here, random.Random(seed))  # noqa: S311 - trips, not secrets
    start = here.clock.at
    async with here.running.store.read() as tx:
        foreseen = await forecast.look(tx, here.city.policy, start, WEEK.days)
    assert foreseen

    minutes = {message.at for message in foreseen}
    minutes |= {start + timedelta(minutes=30 * n) for n in range(1, 7 * 48)}
    for at in sorted(minute for minute in minutes if minute < start + WEEK):
        here.clock.at = at
        await here.running.ticker.tick()
    assert await _sent(here) == Counter((message.at, message.to) for message in foreseen)


async def test_a_head_is_asked_who_stands_in_before_it_is_foreseen(here: Town) -> None:
    principal, office = await here.people(PRINCIPAL, OFFICE)
    await previews(principal, "请假 12月1日 西宁 参加会议")
    await office.say("提醒预览")
    await office.sees("今后7天没有要发的提醒")
