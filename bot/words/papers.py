"""用语 · 文书: what stands on the papers, in Chinese as offices print it, and the cards they come with."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from bot.rules.dates import HalfDay, Span
from bot.rules.requests import Answer, Confirmation, Request, State, Step, StepKind, StepState, Trip
from bot.words import trip as trips
from bot.words.dates import PARTS, WEEKDAYS, count
from bot.words.sentence import Sentence

# 日期 dates, written out as on official paper
DAY = "{d.year}年{d.month}月{d.day}日"
WEEKDAY = "{day}（星期{weekday}）"
LEAVES = "{start} 至"
SPAN = "{start}至{end}"

# 审批表 the form
FORM = "干部外出请假审批表"
FILED = "编号：{number}　　申请日期：{day}"
FILED_FOR = "编号：{number}　　申请日期：{day}（{by}代填）"
NAME, POST, DEPARTMENT = "姓　名", "职　务", "部　门"
WHY, WHERE, WHEN = "外出事由", "外出地点", "起止时间"
DAYS, WITH, STAND_IN, PHONE = "天　数", "随行人员", "代主持工作", "联系电话"
BASIS, ATTACHED, NOTES = "请假依据", "附　件", "说　明"
CHANGED, BACK = "行程变更", "销　假"
NOTE = "{label}：{value}"
LATE = "（迟报：{reason}）"
NOT_YET_ACCEPTED = "{who}（待本人接受）"
NONE, NOT_HERE = "无", "／"
ARTICLE = "{article}：{quote}"
OPINION, REPLY = "意见", "答复"
SIGNED = "{who}　　{day}"
UNSIGNED = "签字：　　　　　　　　年　　月　　日"
FORMER = "原定{span}赴{place}"
PROPOSED = "申请变更为{span}赴{place}，待批准"
REPORTED = "{day}销假"
EARLY = "{day}提前返回并销假"
NOT_YET = {
    State.AGREED: "尚未销假",
    State.CANCELLED: "已取消出行",
    State.WITHDRAWN: "已撤回",
}
FOOT = "校验码 {code}：流水第{seq}条校验值的前8位。流水逐条相扣，改动一字即不相符，可请市政府办公室核验。"
PRINTED = "编号 {number}　　第{round}次申报　　{at}打印"

VERDICTS = {
    StepState.PENDING: "",
    StepState.AGREED: "同意",
    StepState.REFUSED: "不同意",
    StepState.RETURNED: "退回修改",
    StepState.FORWARDED: "请{to}审定",
    StepState.TAKEN_BACK: "（已收回）",
}
NO_VERDICT = "已阅"  # 委派: words, and no decision
IN_WORDS = "{verdict}。{opinion}"
BY_PAPER = "（{reference}）"
RECORDED_OUTSIDE = "（市政府办公室代录）"
RECORDED = {
    Confirmation.NONE: "（{by}代录）",
    Confirmation.ASKED: "（口头意见，{by}代录，待本人确认）",
    Confirmation.CONFIRMED: "（口头意见，{by}代录，本人已确认）",
    Confirmation.CONTESTED: "（口头意见，{by}代录，本人有异议）",
}

# 请假函 the mayor's letters
LETTER_TITLE = "关于{who}外出请假的函"
ADDRESSEE = "{authority}："
LETTER_WHY = "因{reason}，{who}拟于{span}赴{place}，共{days}。"
LETTER_WITH = "随行人员：{companions}。"
LETTER_STAND_IN = "外出期间，市政府工作由{who}代为主持。"
LETTER_PHONE = "外出期间联系电话：{phone}。"
LETTER_RULE = "根据《{title}》{article}“{quote}”，现致函请假，请予批准。"
LETTER_ATTACHED = "附件：{name}"
ATTACHED_FIRST, ATTACHED_NEXT = "附件：{n}. {name}", "　　　{n}. {name}"

# 外出月表 the month sheet
SHEET = "{year}年{month}月"
SHEET_TITLE = "{government}干部外出情况表（{year}年{month}月）"
OUT_DAYS = "本月天数"
COLUMNS = (
    "序号",
    "姓名",
    "职务",
    "部门",
    "出发",
    "返回",
    OUT_DAYS,
    "地点",
    "状态",
    "批准人",
    "销假",
)
HEADS = "{day}{part}"
TOTAL = "合计"
TOTAL_OUT = "{trips}次，{people}人"
TO_GO, AWAY, NOT_BACK, IS_BACK = "未出发", "在外", "未销假", "已销假"
OF_PAGES = "第 &P 页，共 &N 页"

# 日历 the calendar entry: title and place, no reason
ENTRY = "出差请假 {number}：{place}"
OFFICE = "市政府办公室"
PRODUCT = "-//格尔木市政府办公助手//请假//ZH"

# 文件名 names of the files
FORM_FILE = "请假审批表 {number}.docx"
LETTER_FILE = "请假函 {number} 致{authority}.docx"
SHEET_FILE = "外出月表 {year}年{month}月.xlsx"
ENTRY_FILE = "请假 {number}.ics"

# 卡片 what is said with them
FORM_SENT = Sentence("请假审批表 {number}，可打印", "Approval form {number}, to print")
LETTER_SENT = Sentence("请假函 {number}：致{authority}", "Letter {number}: to {authority}")
SHEET_SENT = Sentence(
    "外出月表 {year}年{month}月：{trips}次，{people}人",
    "Out of town in {year}-{month:02}: {trips} trips, {people} people",
)
ENTRY_SENT = Sentence(
    "日历 {number}：{place}，可加入手机日历", "Calendar {number}: {place}, open it to add the trip"
)
ENTRY_MOVED = Sentence(
    "日历 {number} 有变更：{place}，再打开一次即更新",
    "Calendar {number} has changed: {place}; open it to update",
)
ENTRY_OFF = Sentence(
    "日历 {number} 已取消，打开即从手机日历中移除",
    "Calendar {number}: trip cancelled; open it to remove the entry",
)
PAPER_SENT = Sentence("{number} 的附件：{name}", "Attached to {number}: {name}")
PAPERS_WAIT = Sentence(
    "{number} 的附件正在取回，请稍后再点：{names}",
    "Still being fetched for {number}, please ask again: {names}",
)
NO_PAPERS = Sentence("{number} 没有附件", "{number} has no attachments")
NOT_MAYORS = Sentence(
    "{number} 由市内审批，不需要请假函；要打印请写：审批表 {number}",
    "{number} is decided in the city and needs no letter; write: form {number}",
)
NO_ENTRY = Sentence(
    "{number} 没有批准的行程，没有日历可发", "{number} has no agreed trip, so no calendar entry"
)


def day(d: date) -> str:
    """2026年12月1日（星期二）."""
    return WEEKDAY.format(day=DAY.format(d=d), weekday=WEEKDAYS[d.weekday()].zh)


def half_day(half: HalfDay) -> str:
    """2026年12月1日（星期二）上午."""
    return f"{day(half.day)}{PARTS[half.part].zh}"


def span(s: Span) -> str:
    """2026年12月1日（星期二）上午至12月3日（星期四）下午; the year once."""
    end = half_day(s.end)
    if s.start.day.year == s.end.day.year:
        end = end.partition("年")[2]
    return SPAN.format(start=half_day(s.start), end=end) if s.start != s.end else half_day(s.start)


def leaves(s: Span) -> str:
    """The line of departure, over the one of return."""
    return LEAVES.format(start=half_day(s.start))


def comes_back(s: Span) -> str:
    return half_day(s.end)


def days(trip: Trip) -> str:
    return count(trip.span.days)


def signed_day(at: datetime, zone: tzinfo | None) -> str:
    """2026年11月24日, the city's day."""
    return DAY.format(d=at.astimezone(zone).date())


def opinion(step: Step) -> str:
    """What a step says on paper: 同意。注意安全（西州府办函〔2026〕12号）."""
    verdict = VERDICTS[step.state].format(to=step.forwarded_to)
    if step.kind is StepKind.ADVISE and step.state is StepState.AGREED:
        verdict = NO_VERDICT
    said = step.opinion.rstrip("。")
    words = IN_WORDS.format(verdict=verdict, opinion=said) if said else verdict
    by_paper = BY_PAPER.format(reference=step.reference) if step.reference else ""
    return f"{words}{by_paper}{_recorded(step)}"


def _recorded(step: Step) -> str:
    if step.outside:
        return RECORDED_OUTSIDE if step.decided_at else ""
    return RECORDED[step.confirmation].format(by=step.recorded_by) if step.recorded_by else ""


def signature(step: Step, zone: tzinfo | None) -> str:
    """Name and full date under an opinion; the line to sign on while there is none."""
    if step.decided_at is None:
        return UNSIGNED
    who = step.decided_title or step.holder_title
    return SIGNED.format(who=who, day=signed_day(step.decided_at, zone))


def stand_in(request: Request) -> str:
    """Who stands in; nobody where he declined, and so far nobody where he has not answered."""
    named = request.stand_in
    if named is None or named.answer is Answer.DECLINED:
        return NONE
    return (
        named.title if named.answer is Answer.ACCEPTED else NOT_YET_ACCEPTED.format(who=named.title)
    )


def notes(trip: Trip) -> str:
    """What had to be explained: both heads away, a meeting missed and who attends, a late change."""
    said = (
        (trips.APART, trip.apart_reason),
        (trips.EXCUSE, trip.excuse),
        (trips.ATTENDS, trip.attends),
        (trips.CHANGE_WHY, trip.change_reason),
    )
    return "；".join(NOTE.format(label=label.zh, value=value) for label, value in said if value)


def changes(request: Request) -> str:
    """What was agreed before, and what is asked for now; empty where nothing changed."""
    was = [FORMER.format(span=span(t.span), place=t.place) for t in request.former]
    if request.proposed:
        trip = request.proposed
        was.append(PROPOSED.format(span=span(trip.span), place=trip.place))
    return "；".join(was)


def reported(request: Request) -> str:
    if request.reported_on is None:
        return NOT_YET.get(request.state, "")
    form = EARLY if request.early else REPORTED
    return form.format(day=day(request.reported_on))


def numbered(names: Sequence[str]) -> list[str]:
    """附件 under a letter, a line each."""
    if len(names) == 1:
        return [LETTER_ATTACHED.format(name=names[0])]
    forms = (ATTACHED_FIRST, *(ATTACHED_NEXT for _ in names[1:]))
    return [
        form.format(n=n, name=name)
        for n, (form, name) in enumerate(zip(forms, names, strict=True), 1)
    ]
