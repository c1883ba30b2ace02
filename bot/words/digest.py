"""用语 · 日报: the office's card of the morning. Empty parts are left out."""

from collections.abc import Iterable

from bot.rules.dates import Span
from bot.rules.digest import Digest, LostPaper, NotReached, Waiting
from bot.rules.requests import Request
from bot.words import dates
from bot.words.card import Card
from bot.words.sentence import Sentence

TITLE = Sentence("日报 {day}", "Digest, {day}")
QUIET = Sentence("今日无事：无人外出，无待批事项。", "Nothing today: nobody away, nothing waiting.")
OUT = Sentence("今日在外 {n}", "Out today: {n}")
LEAVING = Sentence("明日出发 {n}", "Leaving tomorrow: {n}")
LEAVING_UNTIL = Sentence("明日至{until}出发 {n}", "Leaving until {until}: {n}")
BACK = Sentence("今日返回 {n}", "Back today: {n}")
NOT_REPORTED = Sentence("返回日已过未销假 {n}", "Not reported back: {n}")
UNAPPROVED = Sentence("已到出发时间，尚未批准 {n}", "Departure time without approval: {n}")
WAITING = Sentence("待审批 {n}", "Waiting: {n}")
RETURNED = Sentence("已退回，待本人修改 {n}", "Returned, with the applicant: {n}")
OUTSIDE = Sentence("待上级答复 {n}", "Outside replies missing: {n}")
NOT_REACHED = Sentence("未能送达 {n}", "Could not deliver: {n}")
LOST = Sentence("附件未能取回，请重新发送 {n}", "Attachments lost, please send again: {n}")
PARKED = Sentence("【无法处理的消息 {n} 条】", "[Messages that could not be handled: {n}]")
HEADING = Sentence("【{heading}】", "[{heading}]")
HEAD = Sentence("流水校验：第{seq}条 {hash}", "Journal head: {seq} {hash}")

TRIP = Sentence("{who} {number}：{span} {place}", "{who} {number}: {span}, {place}")
HELD = Sentence("{number} {who}：{holder}处，{days}", "{number} {who}: with {holder}, {days}")
AGE = Sentence("第{days}天", "day {days}")
MISSED = Sentence("{whose}：{why}", "{whose}: {why}")
PAPER = Sentence("{number}：{name}", "{number}: {name}")
NOT_BOUND = Sentence("尚未绑定，请发绑定链接", "not bound, send a link")
FAILED = Sentence("发送失败（{why}）", "could not be sent ({why})")
# What channels and the outbox say, and what the office can do about it.
WHYS = {
    "blocked": Sentence(
        "本人停用了机器人，请其重新打开并发一条消息",
        "has blocked the bot; ask for one message to it",
    ),
    "chat not found": Sentence(
        "本人还没有打开过机器人，请其发一条消息",
        "has not opened the bot; ask for one message to it",
    ),
    "deactivated": Sentence("账号已注销，请重新绑定", "the account is gone, send a new link"),
    "not reached so far": Sentence("暂未送达，仍在重试", "not reached so far, still trying"),
}

CALENDAR_TITLE = Sentence(
    "{year}年放假调休安排尚未载入", "The {year} holiday calendar is not loaded yet"
)
CALENDAR = Sentence(
    "国务院办公厅通常在11月公布下一年安排。公布后请更新程序；在此之前，涉及{year}年的工作日均注明“暂定”。",
    "The State Council usually publishes it in November. Please update the program then; until "
    "that day dates of {year} are marked provisional.",
)


def card(digest: Digest, language: str) -> Card:
    """The digest as one card: a heading with a count, then one line per item."""
    title = TITLE.say(language, day=dates.full_day(digest.day, language))
    head = HEAD.say(language, seq=digest.head[0], hash=digest.head[1][:12])
    if digest.empty:
        return Card(title=title, lines=(QUIET.say(language), head))
    parts = [
        *_part(NOT_REPORTED, [_trip(r, language) for r in digest.not_reported], language),
        *_part(UNAPPROVED, [_trip(r, language) for r in digest.unapproved], language),
        *_part(OUT, [_trip(r, language) for r in digest.out], language),
        *_part(
            _leaving(digest),
            [_trip(r, language) for r in digest.leaving],
            language,
            until=dates.day(digest.leaving_until, language),
        ),
        *_part(BACK, [_trip(r, language) for r in digest.back], language),
        *_part(WAITING, [_held(w, language) for w in digest.waiting], language),
        *_part(RETURNED, [_trip(r, language) for r in digest.returned], language),
        *_part(OUTSIDE, [_held(w, language) for w in digest.outside], language),
        *_part(NOT_REACHED, [_missed(m, language) for m in digest.not_reached], language),
        *_part(LOST, [_paper(p, language) for p in digest.lost], language),
    ]
    if digest.parked:
        parts += [PARKED.say(language, n=digest.parked), ""]
    return Card(title=title, lines=(*parts, head))


def calendar_missing(year: int, language: str) -> Card:
    """Told to the office in November: the next year's working days are not known yet."""
    return Card(
        title=CALENDAR_TITLE.say(language, year=year), lines=(CALENDAR.say(language, year=year),)
    )


def _leaving(digest: Digest) -> Sentence:
    return LEAVING if (digest.leaving_until - digest.day).days == 1 else LEAVING_UNTIL


def _part(heading: Sentence, lines: list[str], language: str, **values: str) -> Iterable[str]:
    if lines:
        yield HEADING.say(language, heading=heading.say(language, n=len(lines), **values))
        yield from lines
        yield ""


def _trip(request: Request, language: str) -> str:
    return TRIP.say(
        language,
        who=request.applicant_title,
        number=request.number,
        span=_span(request.trip.span, language),
        place=request.trip.place,
    )


def _span(span: Span, language: str) -> str:
    start, end = dates.day(span.start.day, language), dates.day(span.end.day, language)
    return start if start == end else dates.SPAN.say(language, start=start, end=end)


def _held(waiting: Waiting, language: str) -> str:
    return HELD.say(
        language,
        number=waiting.request.number,
        who=waiting.request.applicant_title,
        holder=waiting.step.holder_title,
        days=AGE.say(language, days=waiting.days + 1),
    )


def _paper(paper: LostPaper, language: str) -> str:
    return PAPER.say(language, number=paper.number, name=paper.name)


def _missed(missed: NotReached, language: str) -> str:
    known = (sentence for words, sentence in WHYS.items() if words in missed.why.lower())
    why = next(known, FAILED) if missed.why else NOT_BOUND
    return MISSED.say(
        language,
        whose=f"{missed.title} {missed.number}".strip(),
        why=why.say(language, why=missed.why),
    )
