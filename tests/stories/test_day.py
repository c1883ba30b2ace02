"""A whole day, from one digest to the next: what everybody got, and that nobody got more."""

import asyncio
from typing import Any

import pytest

from storage import digests as stored_digests
from storage import letters
from tests.stories.town import (
    DEPUTY,
    DUTY_OFFICE,
    EXECUTIVE,
    MAYOR,
    OFFICE,
    OTHER_DEPUTY,
    PRINCIPAL,
    VICE_MAYOR,
    Town,
)

SECRETARY = "wmk"
OFFICES = (OFFICE, DUTY_OFFICE, SECRETARY)
QUIET = "今日无事：无人外出，无待批事项。"


async def asks(person: Any, line: str, late: str = "") -> Any:
    """A trip filed by one line, with a reason where it is late; the applicant's card."""
    await person.say(line)
    card = await person.sees("请说明迟报原因" if late else "请核对请假单")
    if late:
        await person.tap(card, late)
        await person.sees_change(card, "请核对请假单")
    await person.tap(card, "提交")
    return await person.sees_change(card, "已提交，待审批")


async def agrees(decider: Any, number: str) -> None:
    card = await decider.sees("请审批", number)
    assert f"已同意 {number}" in await decider.tap(card, "同意")


def got(person: Any) -> list[str]:
    """The first line of every message somebody got, as it first came."""
    return [card.versions[0].text.split("\n")[0] for card in person.cards]


async def others_got(here: Town, *cast: str) -> list[str]:
    """Whoever else in town was sent anything at all."""
    async with here.running.store.read() as tx:
        rows = await tx.rows("SELECT DISTINCT recipient FROM letters ORDER BY recipient")
    sent = {row["recipient"] for row in rows}
    if here.door == "telegram":  # and on the wire
        sent |= {
            o.id
            for o in here.city.roster.officials.values()
            if o.telegram_id and here.api.person(int(o.telegram_id)).cards
        }
    return sorted(sent - set(cast))


async def digests(person: Any) -> list[str]:
    return [title for title in got(person) if title.startswith("日报")]


async def test_from_one_mornings_digest_to_the_next(here: Town) -> None:
    cast = (MAYOR, EXECUTIVE, VICE_MAYOR, PRINCIPAL, DEPUTY, OTHER_DEPUTY)
    mayor, executive, vice_mayor, principal, deputy, other_deputy = await here.people(*cast)
    office, duty_office, secretary = await here.people(*OFFICES)

    await here.at("2026-11-19 09:00")  # the week before: a day trip asked for and agreed
    mine = await asks(other_deputy, "请假 11月23日 德令哈 参加学习培训")
    await agrees(vice_mayor, "A-0001")
    await other_deputy.sees("请假 A-0001 已同意", after=mine)
    await here.at("2026-11-23 17:00")
    await other_deputy.sees("今天是返回日，请销假：A-0001")

    await here.at("2026-11-24 08:29")
    assert (await digests(office))[-1] == "日报 2026年11月23日（周一）", "not before its time"
    await here.at("2026-11-24 08:30")
    first = await office.sees("日报 2026年11月24日（周二）")
    assert lines(first)[:2] == [
        "【返回日已过未销假 1】",
        "市教育局副局长乙 A-0001：11月23日（周一） 德令哈",
    ]

    await here.at("2026-11-24 09:00")
    await asks(deputy, "请假 11月25日至11月27日 西宁 参加全省科技工作会议", "临时通知")
    await agrees(vice_mayor, "A-0002")
    await asks(principal, "请假 12月1日至12月3日 北京 参加全国教育工作会议 代主持 教育局副局长甲")
    await asks(mayor, "请假 12月7日至12月8日 北京 汇报工作 代主持 常务副市长")
    await asks(executive, "请假 11月25日 德令哈 协调工作 代主持 分管政法副市长", "紧急公务")
    card = await office.sees("请代录州委答复", "A-0004")
    await office.tap(card, "代录同意")
    await office.sees_change(card, "请输入文号")
    await office.say("西州办函〔2026〕12号")
    await office.sees("已代录 A-0004：州委同意")

    await here.at("2026-11-25 08:30")
    second = await office.sees("日报 2026年11月25日（周三）")
    said = lines(second)
    head = said.pop()
    assert said == [
        "【返回日已过未销假 1】",
        "市教育局副局长乙 A-0001：11月23日（周一） 德令哈",
        "",
        "【已到出发时间，尚未批准 1】",
        "常务副市长 A-0005：11月25日（周三） 德令哈",
        "",
        "【今日在外 1】",
        "市教育局副局长甲 A-0002：11月25日（周三） 至 11月27日（周五） 西宁",
        "",
        "【待审批 2】",
        "A-0005 常务副市长：市长处，第2天",
        "A-0003 市教育局局长：市长处，第2天",
        "",
        "【待上级答复 2】",
        "A-0004 市长：州政府处，第2天",
        "A-0004 市长：市委处，第2天",
        "",
    ]
    assert head == await printed_head(here)
    assert await here.chain_holds()

    asked_of_office = ["请代录州委答复", "请代录州政府答复", "请代录市委答复"]
    told_office = [
        "日报 2026年11月19日（周四）",
        "2027年放假调休安排尚未载入",
        "日报 2026年11月23日（周一）",
        "日报 2026年11月24日（周二）",
        *(f"{asked}：市长请假 A-0004" for asked in asked_of_office),
        "提醒（3）",
        "日报 2026年11月25日（周三）",
    ]
    merged = await office.sees("提醒（3）")
    assert merged.text.split("\n")[1:4] == [
        "返回后多日未销假：市教育局副局长乙请假 A-0001",
        "到出发时间尚未批准：常务副市长请假 A-0005",
        "代主持人尚未答复，常务副市长已到出发时间 A-0005",
    ]
    assert got(duty_office) == told_office
    assert got(secretary) == told_office
    assert got(office) == [*told_office[:-2], "已代录 A-0004：州委同意", *told_office[-2:]]
    assert got(mayor) == [
        "请审批：市教育局局长请假 A-0003",
        "请核对请假单，无误请点“提交”",
        "请审批：常务副市长请假 A-0005",
    ]
    assert got(executive) == ["请您代主持：市长外出期间 A-0004", "请说明迟报原因"]
    assert got(vice_mayor) == [
        "请审批：市教育局副局长乙请假 A-0001",
        "请审批：市教育局副局长甲请假 A-0002",
    ]
    assert got(principal) == ["请核对请假单，无误请点“提交”"]
    assert got(deputy) == [
        "请说明迟报原因",
        "请假 A-0002 已同意",
        "请您代主持：市教育局局长外出期间 A-0003",
    ]
    assert got(other_deputy) == [
        "请核对请假单，无误请点“提交”",
        "请假 A-0001 已同意",
        "今天是返回日，请销假：A-0001",
        "返回日已过，请销假：A-0001",
    ]
    assert await others_got(here, *cast, *OFFICES) == ["fsz6"]  # asked to stand in


def lines(digest: Any) -> list[str]:
    return str(digest.text).split("\n")[1:]


async def printed_head(here: Town) -> str:
    """The journal's head as the latest digest found it."""
    async with here.running.store.read() as tx:
        row = await tx.row(
            "SELECT seq, hash FROM journal WHERE seq < (SELECT MAX(seq) FROM journal"
            " WHERE act = 'digest') ORDER BY seq DESC LIMIT 1"
        )
    assert row is not None
    return f"流水校验：第{row['seq']}条 {row['hash'][:12]}"


async def test_a_quiet_morning_is_one_line(here: Town) -> None:
    [office] = await here.people(OFFICE)
    await here.at("2026-11-24 08:30")
    digest = await office.sees("日报 2026年11月24日（周二）")
    assert lines(digest)[:-1] == [QUIET]
    assert lines(digest)[-1].startswith("流水校验：第")
    assert digest.labels == []


async def test_friday_tells_who_leaves_until_monday(here: Town) -> None:
    office, deputy, vice_mayor = await here.people(OFFICE, DEPUTY, VICE_MAYOR)
    await asks(deputy, "请假 11月30日至12月1日 西宁 参加会议")
    await agrees(vice_mayor, "A-0001")
    await here.at("2026-11-26 08:30")
    await office.sees("日报 2026年11月26日（周四）", QUIET)
    await here.at("2026-11-27 08:30")
    await office.sees("日报 2026年11月27日（周五）", "【明日至11月30日（周一）出发 1】", "A-0001")


async def test_who_has_reported_back_is_named_no_more(here: Town) -> None:
    office, deputy, vice_mayor = await here.people(OFFICE, DEPUTY, VICE_MAYOR)
    await asks(deputy, "请假 11月26日至11月27日 西宁 参加会议")
    await agrees(vice_mayor, "A-0001")
    await here.at("2026-11-27 08:30")
    await office.sees("日报 2026年11月27日（周五）", "【今日在外 1】", "【今日返回 1】")
    await here.at("2026-11-27 17:00")
    await deputy.tap(await deputy.sees("今天是返回日，请销假"), "销假")
    await here.at("2026-11-30 08:30")
    await office.sees("日报 2026年11月30日（周一）", QUIET)


async def test_one_digest_a_day_however_often_the_clock_rings(here: Town) -> None:
    [office] = await here.people(OFFICE)
    for moment in ("08:30", "08:30", "08:31", "12:00", "23:59"):
        await here.at(f"2026-11-24 {moment}")
    await here.restart()
    await here.at("2026-11-24 23:59")
    await here.at("2026-11-25 00:00")
    assert await digests(office) == ["日报 2026年11月24日（周二）"]


async def test_a_clock_set_back_or_far_ahead_brings_no_second_one(here: Town) -> None:
    [office] = await here.people(OFFICE)
    for moment in ("11-24 08:31", "11-24 08:29", "11-24 08:30", "11-23 17:00", "11-24 09:00"):
        await here.at(f"2026-{moment}")
    days = [title.split()[1] for title in await digests(office)]
    assert sorted(days) == ["2026年11月23日（周一）", "2026年11月24日（周二）"]


OFF_AND_ON = [  # 2026, as gazetted
    ("Friday", "11-27", True),
    ("Saturday", "11-28", False),
    ("Sunday", "11-29", False),
    ("National Day", "10-01", False),
    ("a Wednesday of the holiday", "10-07", False),
    ("the make-up Saturday", "10-10", True),
    ("the make-up Sunday", "09-20", True),
    ("a year not published yet, Monday", "2027-05-03", True),
]


@pytest.mark.parametrize(
    ("day", "sent"), [row[1:] for row in OFF_AND_ON], ids=[r[0] for r in OFF_AND_ON]
)
async def test_working_days_have_a_digest_and_other_days_none(
    here: Town, day: str, sent: bool
) -> None:
    [office] = await here.people(OFFICE)
    await here.at(f"{day} 08:30" if day.startswith("2027") else f"2026-{day} 08:30")
    await here.tick()
    assert len(await digests(office)) == int(sent)


async def test_a_bot_that_was_down_at_half_past_eight_sends_it_when_it_is_back(here: Town) -> None:
    [office] = await here.people(OFFICE)
    await here.at("2026-11-24 08:00")
    await here.close()
    await here.open()
    await here.at("2026-11-24 16:45")
    await office.sees("日报 2026年11月24日（周二）")
    await here.tick()
    assert len(await digests(office)) == 1


async def test_a_day_missed_whole_is_not_made_up_for(here: Town) -> None:
    [office] = await here.people(OFFICE)
    await here.at("2026-11-23 08:30")
    await here.close()
    await here.open()
    await here.at("2026-11-25 08:30")
    days = [title.split()[1] for title in await digests(office)]
    assert days == ["2026年11月23日（周一）", "2026年11月25日（周三）"]


async def test_a_digest_broken_off_in_the_middle_is_sent_whole_to_everybody_once(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = await here.people(*OFFICES)
    write, written = letters.write, list[str]()

    async def third_fails(*args: Any, **more: Any) -> int | None:
        written.append(more["to"])
        if len(written) == 3:
            raise OSError("the machine died here")
        return await write(*args, **more)

    monkeypatch.setattr(letters, "write", third_fails)
    with pytest.raises(OSError, match="died"):
        await here.at("2026-11-24 08:30")
    await here.quiet()
    assert [await digests(one) for one in office] == [[], [], []]
    await here.restart()
    await here.tick()
    await here.tick()
    assert [len(await digests(one)) for one in office] == [1, 1, 1]
    assert [act for act, _ in await here.journal()].count("digest") == 1


async def test_a_digest_written_and_not_yet_sent_is_sent_after_the_restart(here: Town) -> None:
    office = await here.people(*OFFICES)
    await here.at("2026-11-24 08:00")
    here.clock.at = here.clock.at.replace(hour=8, minute=30)
    await here.running.ticker.tick()  # committed; nobody waits for the outbox
    await here.restart()
    await here.tick()
    assert [len(await digests(one)) for one in office] == [1, 1, 1]


async def test_in_november_the_office_is_told_once_that_next_years_days_are_missing(
    here: Town,
) -> None:
    [office] = await here.people(OFFICE)
    await here.at("2026-10-30 08:30")
    assert got(office) == ["日报 2026年10月30日（周五）"]
    await here.at("2026-11-01 08:30")  # a Sunday
    await here.at("2026-11-02 08:30")
    notice = await office.sees("2027年放假调休安排尚未载入", "暂定")
    assert notice.labels == []
    await here.restart()
    for day in ("11-03", "11-30", "12-01"):
        await here.at(f"2026-{day} 08:30")
    assert sum("放假调休" in title for title in got(office)) == 1
    await here.at("2027-11-01 08:30")
    await office.sees("2028年放假调休安排尚未载入")


async def test_no_tap_waits_for_a_digest_being_written(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await asks(deputy, "请假 12月1日至12月3日 西宁 参加全省科技工作会议")
    card = await vice_mayor.sees("请审批")
    looking, enough, look = asyncio.Event(), asyncio.Event(), stored_digests.look

    async def long_look(*args: Any) -> Any:
        looking.set()
        await enough.wait()
        return await look(*args)

    monkeypatch.setattr(stored_digests, "look", long_look)
    morning = asyncio.create_task(here.running.ticker.tick())
    await looking.wait()
    try:
        async with asyncio.timeout(20):
            assert "已同意" in await vice_mayor.tap(card, "同意")
            await deputy.sees("请假 A-0001 已同意", after=mine)
    finally:
        enough.set()
        await morning


async def test_the_office_may_ask_for_it_and_the_mornings_own_still_comes(here: Town) -> None:
    office, deputy = await here.people(OFFICE, DEPUTY)
    await here.at("2026-11-24 08:00")
    await office.say("日报")
    asked = await office.sees("日报 2026年11月24日（周二）", QUIET)
    await here.at("2026-11-24 08:30")
    await office.sees("日报 2026年11月24日（周二）", after=asked)
    await deputy.say("日报")
    await deputy.sees("这一项由市政府办公室办理。")
    assert await digests(deputy) == []


async def test_each_reader_has_it_in_his_language(here: Town) -> None:
    office, duty_office = await here.people(OFFICE, DUTY_OFFICE)
    await office.say("设置")
    await office.tap(await office.sees("设置"), "English")
    await here.at("2026-11-24 08:30")
    await office.sees("Digest, Tue 24 Nov 2026", "Nothing today: nobody away, nothing waiting.")
    await duty_office.sees("日报 2026年11月24日（周二）", QUIET)
