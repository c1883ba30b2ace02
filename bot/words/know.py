"""用语 · 查询: lists of one's own, of what waits, of who is out, and where one request stands."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.rules.items import Item
from bot.rules.requests import Request, State
from bot.words import change, dates, leave, ledger, steps, trip
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

MINE = Sentence("我的申请", "My requests")
NO_MINE = Sentence("您还没有申请；发“请假”可以开始", "You have asked for nothing yet; send “leave”")
TODO = Sentence("待您处理（{n}）", "Waiting for you ({n})")
MORE = Sentence("另有{n}件，办完这些再发“待办”", "{n} more; send “todo” again after these")
NO_TODO = Sentence("没有待您处理的事项", "Nothing is waiting for you")
OUT = Sentence("今日在外（{n}）", "Out today ({n})")
OUT_IN_WEEK = Sentence("{week}在外（{n}）", "Out {week} ({n})")
NOBODY_IN_WEEK = Sentence("{week}无人外出", "Nobody is out {week}")
CITY_LEADERS = Sentence("市领导", "City leaders")
AWAY = Sentence("{who} {span}", "{who} {span}")
SEMICOLON = Sentence("；", "; ")
NOBODY_OUT = Sentence("今日无人外出", "Nobody is out today")
OUT_LINE = Sentence("{who}：{span}", "{who}: {span}")
LINE = Sentence(
    "{number} {who}：{span} {place}（{state}）", "{number} {who}: {span}, {place} ({state})"
)
STATUS = Sentence("{number}：{state}", "{number}: {state}")
HOLDER = Sentence("现在由谁办理", "Held by")
SINCE = Sentence("自何时", "Since")
RULE = Sentence("依据", "Rule")
WHICH = Sentence(
    "查哪一件？请写编号，例如：状态 A-0001", "Which one? Write its number: status A-0001"
)


def mine(requests: Sequence[Request], language: str) -> Card:
    """One's own requests, newest first; each number opens its card."""
    if not requests:
        return Card(title=NO_MINE.say(language))
    return _list(MINE.say(language), requests, language)


def todo(
    requests: Sequence[Request], items: Sequence[Item], most: int, now: datetime, language: str
) -> Card:
    """What waits for one's decision, oldest first, then items of the ledger; the first `most`."""
    count = len(requests) + len(items)
    if not count:
        return Card(title=NO_TODO.say(language))
    lines = [_line(request, language) for request in requests]
    lines += [ledger.line(item, now, language) for item in items]
    keys = [*map(_opens, requests), *map(ledger.opens, items)][:most]
    beyond = (MORE.say(language, n=count - most),) if count > most else ()
    return Card(
        title=TODO.say(language, n=count),
        lines=(*lines[:most], *beyond),
        choices=tuple(tuple(keys[n : n + 3]) for n in range(0, len(keys), 3)),
    )


def out(requests: Sequence[Request], language: str) -> Card:
    """Who is away today: names and dates, no reasons."""
    if not requests:
        return Card(title=NOBODY_OUT.say(language))
    lines = tuple(
        OUT_LINE.say(language, who=r.applicant_title, span=dates.span(r.trip.span, language))
        for r in requests
    )
    return Card(title=OUT.say(language, n=len(requests)), lines=lines)


def out_in_week(requests: Sequence[Request], week: tuple[date, date], language: str) -> Card:
    """Who is away in a week, by unit: names and dates, no reasons."""
    first, last = (dates.day(day, language) for day in week)
    between = dates.SPAN.say(language, start=first, end=last)
    if not requests:
        return Card(title=NOBODY_IN_WEEK.say(language, week=between))
    units = dict.fromkeys(r.department for r in sorted(requests, key=lambda r: r.department))
    return Card(
        title=OUT_IN_WEEK.say(language, week=between, n=len(requests)),
        lines=tuple(
            OUT_LINE.say(
                language,
                who=unit or CITY_LEADERS.say(language),
                span=SEMICOLON.say(language).join(
                    _away(r, language) for r in requests if r.department == unit
                ),
            )
            for unit in units
        ),
    )


def _away(request: Request, language: str) -> str:
    span = dates.span(request.trip.span, language)
    return AWAY.say(language, who=request.applicant_title, span=span)


def status(request: Request, now: datetime, language: str) -> Card:
    """Who holds it, under which rule, since when: what anybody may know, so no reasons."""
    fields = [(trip.APPLICANT.say(language), request.applicant_title)]
    holders = trip.JOIN.say(language).join(s.holder_title for s in request.waiting)
    if holders and request.open:
        fields.append((HOLDER.say(language), holders))
    since = steps.moment(_since(request), now, language)
    fields.append((SINCE.say(language), since))
    rule = leave.ARTICLE.say(language, article=request.article, quote=request.quote)
    fields.append((RULE.say(language), rule))
    state = _state(request, language)
    return Card(
        title=STATUS.say(language, number=request.number, state=state), fields=tuple(fields)
    )


def which(language: str) -> Card:
    return Card(title=WHICH.say(language))


def _since(request: Request) -> datetime:
    decided = [step.decided_at for step in request.current if step.decided_at]
    return request.closed_at or max(decided, default=request.filed_at)


def _opens(request: Request) -> Choice:
    return Choice(request.number, "know.open", {"number": request.number})


def _list(title: str, requests: Sequence[Request], language: str) -> Card:
    keys = [_opens(request) for request in requests]
    return Card(
        title=title,
        lines=tuple(_line(request, language) for request in requests),
        choices=tuple(tuple(keys[n : n + 3]) for n in range(0, len(keys), 3)),
    )


def _line(request: Request, language: str) -> str:
    span = request.trip.span
    start, end = dates.day(span.start.day, language), dates.day(span.end.day, language)
    return LINE.say(
        language,
        number=request.number,
        who=request.applicant_title,
        span=start if start == end else dates.SPAN.say(language, start=start, end=end),
        place=request.trip.place,
        state=_state(request, language),
    )


def _state(request: Request, language: str) -> str:
    waits = request.state is State.AGREED and request.open
    return (change.STATE_WAITS if waits else leave.STATES[request.state]).say(language)
