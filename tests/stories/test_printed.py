"""What can be printed, filed and put into a calendar: files out of the bot, at both doors."""

from io import BytesIO
from typing import Any

from icalendar import Calendar
from openpyxl import load_workbook

from bot.message import Enclosure
from bot.words.card import Card
from storage import letters
from tests.papers.made import words_of
from tests.stories.scenes import agreed, files
from tests.stories.town import (
    DEPUTY,
    DUTY_OFFICE,
    MAYOR,
    OFFICE,
    OTHER_DEPUTY,
    OTHER_VICE_MAYOR,
    VICE_MAYOR,
    Town,
)

BEIJING = "请假 12月7日至12月8日 北京 汇报工作"
PDF = b"%PDF-1.4 notice"


async def opened(person: Any, paper: Any) -> tuple[str, str]:
    """The name of a Word file, and its words."""
    name, content = await person.opens(paper)
    return name, words_of(content)


async def entry(person: Any, paper: Any) -> tuple[Any, Any]:
    """A calendar file as a phone takes it: the calendar and its one event."""
    name, content = await person.opens(paper)
    assert name == "请假 A-0001.ics"
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


# 审批表 the form


async def test_the_form_is_one_tap_for_whoever_asked(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, _ = await agreed(deputy, vice_mayor)
    await deputy.tap(outcome, "审批表")
    name, words = await opened(deputy, await deputy.sees("请假审批表 A-0001，可打印"))
    assert name == "请假审批表 A-0001.docx"
    assert "格尔木市人民政府干部外出请假审批表" in words
    assert "2026年12月1日（星期二）上午 至" in words
    assert "同意" in words
    assert "分管科教文卫副市长　　2026年11月24日" in words


async def test_the_check_code_is_the_journals(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    async with here.running.store.read() as tx:
        rows = await tx.rows("SELECT seq, hash FROM journal WHERE subject = 'A-0001' ORDER BY seq")
    await deputy.say("审批表 A-0001")
    _, words = await opened(deputy, await deputy.sees("请假审批表 A-0001"))
    assert f"校验码 {rows[-1]['hash'][:8]}：流水第{rows[-1]['seq']}条" in words


async def test_the_form_is_for_those_concerned(here: Town) -> None:
    deputy, vice_mayor, clerk, other = await here.people(DEPUTY, VICE_MAYOR, OFFICE, OTHER_DEPUTY)
    await agreed(deputy, vice_mayor)
    for person in (vice_mayor, clerk):
        asked = await person.say("审批表 A-0001")
        await person.sees("请假审批表 A-0001，可打印", after=asked)
    for words in ("审批表 A-0001", "附件 A-0001", "日历 A-0001"):
        asked = await other.say(words)
        await other.sees("只供申请人、审批人和市政府办公室查阅", after=asked)
    assert other.papers == []
    asked = await deputy.say("审批表")
    await deputy.sees("请写上编号，例如：审批表 A-0001", after=asked)


async def test_the_office_has_it_on_its_card_and_after_the_trip(here: Town) -> None:
    deputy, vice_mayor, clerk = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await agreed(deputy, vice_mayor)
    await here.at("2026-12-03 17:00")
    back = await deputy.sees("今天是返回日，请销假")
    await deputy.tap(back, "销假")
    await clerk.say("状态 A-0001")
    await clerk.tap(await clerk.sees("已销假", "A-0001"), "审批表")
    _, words = await opened(clerk, await clerk.sees("请假审批表 A-0001"))
    assert "2026年12月3日（星期四）销假" in words


async def test_a_file_can_be_opened_after_a_restart_too(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await deputy.say("审批表 A-0001")
    paper = await deputy.sees("请假审批表 A-0001")
    before = await deputy.opens(paper)
    await here.restart()
    assert await deputy.opens(paper) == before
    if here.door == "browser":  # another pane has it from the transcript alone
        again = await here.person(DEPUTY)
        assert await again.opens(await again.sees("请假审批表 A-0001")) == before


# 请假函 the mayor's letters


async def test_the_mayor_has_a_letter_for_each_authority(here: Town) -> None:
    mayor, clerk, vice_mayor = await here.people(MAYOR, OFFICE, OTHER_VICE_MAYOR)
    await files(mayor, BEIJING)
    await clerk.say("请假函 A-0001")
    for authority in ("州委", "州政府", "市委"):
        paper = await clerk.sees(f"请假函 A-0001：致{authority}")
        name, words = await opened(clerk, paper)
        assert name == f"请假函 A-0001 致{authority}.docx"
        assert f"{authority}：" in words
        assert "拟于2026年12月7日（星期一）上午至12月8日（星期二）下午赴北京，共2天" in words
    await mayor.say("请假函 A-0001")
    await mayor.sees("请假函 A-0001：致市委")
    asked = await vice_mayor.say("请假函 A-0001")
    await vice_mayor.sees("只供申请人、审批人和市政府办公室查阅", after=asked)


async def test_who_is_decided_in_the_city_needs_no_letter(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await files(deputy)
    asked = await deputy.say("请假函 A-0001")
    await deputy.sees("A-0001 由市内审批，不需要请假函", after=asked)


# 日历 the calendar


async def test_an_agreed_trip_comes_as_a_calendar_file(here: Town) -> None:
    deputy, vice_mayor, clerk = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await agreed(deputy, vice_mayor)
    calendar, event = await entry(deputy, await deputy.sees("日历 A-0001：西宁"))
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert str(event["SUMMARY"]) == "出差请假 A-0001：西宁"
    assert f"{event.decoded('DTSTART'):%Y-%m-%d %H:%M %z}" == "2026-12-01 08:30 +0800"
    await here.quiet()
    assert (clerk.papers, vice_mayor.papers) == ([], [])
    await clerk.say("日历 A-0001")
    _, again = await entry(clerk, await clerk.sees("日历 A-0001：西宁"))
    assert again["UID"] == event["UID"]


async def test_a_trip_that_changes_is_updated_in_the_calendar_once_it_is_agreed(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    _, card = await agreed(deputy, vice_mayor)
    _, first = await entry(deputy, await deputy.sees("日历 A-0001：西宁"))
    said = await deputy.say("变更 A-0001 12月1日至12月5日")
    await deputy.tap(await deputy.sees("请核对变更", after=said), "提交变更")
    asked = await vice_mayor.sees("请审批变更", after=card)
    await here.quiet()
    assert len(deputy.papers) == 1  # the agreed dates stand
    await vice_mayor.tap(asked, "同意")
    calendar, last = await entry(deputy, await deputy.sees("日历 A-0001 有变更：西宁"))
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert f"{last.decoded('DTEND'):%Y-%m-%d %H:%M}" == "2026-12-05 18:00"
    assert last["UID"] == first["UID"]
    assert last["SEQUENCE"] > first["SEQUENCE"]
    await deputy.say("审批表 A-0001")
    _, words = await opened(deputy, await deputy.sees("请假审批表 A-0001"))
    assert "原定2026年12月1日（星期二）上午至12月3日（星期四）下午赴西宁" in words


async def test_a_trip_called_off_is_taken_out_of_the_calendar(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, _ = await agreed(deputy, vice_mayor)
    _, first = await entry(deputy, await deputy.sees("日历 A-0001：西宁"))
    await deputy.tap(outcome, "取消出行")
    await deputy.sees_change(outcome, "确定取消出行")
    await deputy.tap(outcome, "确定取消")
    calendar, last = await entry(deputy, await deputy.sees("日历 A-0001 已取消"))
    assert (str(calendar["METHOD"]), str(last["STATUS"])) == ("CANCEL", "CANCELLED")
    assert last["UID"] == first["UID"]
    assert last["SEQUENCE"] > first["SEQUENCE"]
    asked = await deputy.say("日历 A-0001")
    await deputy.sees("A-0001 没有批准的行程", after=asked)


async def test_nothing_else_that_happens_sends_it_again(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await here.at("2026-12-01 08:30")
    await here.at("2026-12-03 17:00")
    await deputy.tap(await deputy.sees("今天是返回日，请销假"), "销假")
    await here.quiet()
    assert len(deputy.papers) == 1


async def test_what_was_never_agreed_has_no_calendar(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    mine = await files(deputy)
    await deputy.tap(mine, "撤回")
    await here.quiet()
    assert deputy.papers == []


async def test_a_file_rings_nobody(on_telegram: Town) -> None:
    here = on_telegram
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await here.quiet()
    (sent,) = here.api.calls("sendDocument")
    assert sent.params["disable_notification"] == "true"


# 附件 what was attached


async def test_who_decides_opens_what_was_attached(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    card = await vice_mayor.sees("请审批")
    assert "附件" not in card.labels
    await deputy.sends_document("会议通知.pdf", PDF, reply_to=mine)
    await deputy.sees("附件已收到")
    await vice_mayor.sees_change(card, "附件：会议通知.pdf")
    await vice_mayor.tap(card, "附件")
    await vice_mayor.sees("A-0001 的附件正在取回", "会议通知.pdf")
    await here.tick()
    await vice_mayor.tap(card, "附件")
    paper = await vice_mayor.sees("A-0001 的附件：会议通知.pdf")
    assert await vice_mayor.opens(paper) == ("会议通知.pdf", PDF)
    await vice_mayor.tap(card, "同意")
    await vice_mayor.sees_change(card, "您已处理")
    assert "附件" not in card.labels


async def test_a_request_without_any_says_so(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    await files(deputy)
    asked = await deputy.say("附件 A-0001")
    await deputy.sees("A-0001 没有附件", after=asked)


# 外出月表 the month sheet


async def test_the_office_has_a_sheet_of_the_month(here: Town) -> None:
    deputy, vice_mayor, clerk = await here.people(DEPUTY, VICE_MAYOR, OFFICE)
    await agreed(deputy, vice_mayor)
    await clerk.say("外出月表 2026-12")
    name, content = await clerk.opens(await clerk.sees("外出月表 2026年12月：1次，1人"))
    assert name == "外出月表 2026年12月.xlsx"
    sheet: Any = load_workbook(BytesIO(content)).active
    cells = [cell.value for cell in sheet[3]]
    assert cells[1:3] == ["教育局副局长甲", "市教育局副局长甲"]
    assert cells[4:9] == ["2026-12-01上午", "2026-12-03下午", 3, "西宁（省内）", "未出发"]
    assert cells[9] == "分管科教文卫副市长"
    asked = await clerk.say("外出月表")
    await clerk.sees("外出月表 2026年11月：0次，0人", after=asked)


async def test_a_month_nobody_understands_is_asked_again(here: Town) -> None:
    clerk, deputy = await here.people(DUTY_OFFICE, DEPUTY)
    asked = await clerk.say("外出月表 2026-13")
    await clerk.sees("没有看懂月份“2026-13”", "外出月表 2026-11", after=asked)
    asked = await deputy.say("外出月表")
    await deputy.sees("办公室", after=asked)
    assert deputy.papers == []


# 丢了的 what is lost


async def test_a_file_that_is_lost_holds_up_nothing(here: Town) -> None:
    deputy = await here.person(DEPUTY)
    telegram = here.city.roster.officials[DEPUTY].telegram_id
    address = telegram if here.door == "telegram" else DEPUTY
    lost = Enclosure(ref="nothing", name="审批表.docx", media_type="application/msword")
    async with here.running.store.write() as tx:
        await letters.answer(
            tx,
            Card(title="请假审批表", file=lost),
            to=DEPUTY,
            channel=here.door,
            address=address,
            now=here.clock(),
        )
    await here.quiet()
    async with here.running.store.read() as tx:
        (row,) = await tx.rows("SELECT failed FROM copies")
    assert row["failed"] == "the file is not there"
    asked = await deputy.say("我的")
    await deputy.sees("您还没有申请", after=asked)
