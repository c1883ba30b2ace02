"""用语 · 请假单: the questions of the guided form, its quick keys and its preview."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.message import Style
from bot.rules.dates import Part
from bot.rules.draft import Draft
from bot.rules.people import Official
from bot.rules.policy import Route
from bot.rules.requests import Request, Trip
from bot.rules.workdays import workdays_in
from bot.words import calendar, dates, leave
from bot.words import stand_in as standing
from bot.words import trip as trip_words
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

START = Sentence("请假：哪天出发？", "Leave: which day do you depart?")
END = Sentence("请假：哪天返回？", "Leave: which day are you back?")
PLACE = Sentence("请假：去哪里？", "Leave: where to?")
REASON = Sentence("请假：什么事由？", "Leave: what for?")
COMPANIONS = Sentence("请假：随行人员是谁？", "Leave: who goes with you?")
PHONE = Sentence("请假：联系电话是多少？", "Leave: which phone number?")
PREVIEW = Sentence("请核对请假单，无误请点“提交”", "Please check, then tap “File”")
FILE_FOR_WHOM = Sentence(
    "替谁代填？请写：代填 姓名或职务，后面可接着写时间、地点和事由",
    "For whom? Write: file for NAME or POST, and if you like dates, place and reason",
)
DRAFT_DROPPED = Sentence("已取消，请假单没有提交", "Cancelled; nothing was filed")
CHANGE_DROPPED = Sentence("已取消，行程没有变更", "Cancelled; the trip is as it was")
DRAFT_REPLACED = Sentence(
    "已另填一张请假单，这张没有提交",
    "A newer form has taken this one's place; this one was not filed",
)

STAND_IN = Sentence("请假：外出期间谁代主持工作？", "Leave: who stands in for you?")
HOW_STAND_IN = Sentence(
    "点选，或输入姓名、职务；系统会请其点“接受”。",
    "Tap, or write a name or post; he will be asked to accept.",
)
SKIP = Sentence("不指定", "Nobody")
HOW_DATE = Sentence(
    "先选上午、下午，再点日期；也可直接输入 12月1日下午，或一次写全 12月1日至12月3日",
    "Morning or afternoon first, then the day; or write 1 Dec afternoon, or 1 Dec to 3 Dec",
)
HOW_END = Sentence(
    "先选上午、下午，再点日期；也可直接输入 12月3日上午",
    "Morning or afternoon first, then the day; or write 3 Dec morning",
)
HOW_TEXT = Sentence("点选，或直接输入", "Tap, or write")
HOW_TYPE = Sentence("请直接输入", "Please write")
CLASH = Sentence(
    "与您的 {number}（{span}，{place}）时间重叠，请确认",
    "Overlaps your {number} ({span}, {place}); please check",
)

BACK = Sentence("上一步", "Back")
STOP = Sentence("取消", "Cancel")
SUBMIT = Sentence("提交", "File")
MEND = Sentence("修改", "Change")
MEND_WHAT = Sentence("修改哪一项？", "Change what?")
MEND_KEYS = (
    ("start", Sentence("时间", "Dates")),
    ("place", Sentence("地点", "Place")),
    ("reason", Sentence("事由", "Reason")),
    ("stand_in", Sentence("代主持", "Stand-in")),
    ("companions", Sentence("随行人员", "Companions")),
    ("phone", Sentence("联系电话", "Phone")),
)
PLACES = ("西宁", "德令哈", "海东", "北京")  # words people send, so one language
REASONS = ("参加会议", "学习培训", "考察调研", "协调工作")

WORKDAYS = Sentence("其中工作日{count:g}天", "{count:g} working")
COUNTED = Sentence("{days}，{working}", "{days}, {working}")

TEXT_STEPS = {"companions": COMPANIONS, "phone": PHONE}


def question(
    step: str,
    draft: Draft,
    today: date,
    language: str,
    *,
    part: Part,
    month: date | None,
) -> Card:
    """The card that asks for `step`; `month` opens the calendar on that month."""
    asked = {
        "start": lambda: _start(draft, today, language, part, month),
        "end": lambda: _end(draft, today, language, part, month),
        "place": lambda: _text(PLACE, HOW_TEXT, step, PLACES, draft, today, language),
        "reason": lambda: _text(REASON, HOW_TEXT, step, REASONS, draft, today, language),
        "mend": lambda: _mend(draft, today, language),
    }
    if step in asked:
        return asked[step]()
    return _text(TEXT_STEPS[step], HOW_TYPE, step, (), draft, today, language)


def preview(
    trip: Trip,
    route: Route,
    holders: tuple[str, ...],
    stands_in: str,
    today: date,
    language: str,
    *,
    late: bool,
) -> Card:
    """What was understood, with the days counted, the article and the path it will take."""
    fields = trip_words.trip_fields(trip, language, today, late=late)
    days = dates.count(trip.span.days, language)
    working = WORKDAYS.say(language, count=workdays_in(trip.span))
    span = dates.span(trip.span, language, today)
    counted = COUNTED.say(language, days=days, working=working)
    fields[0] = (trip_words.WHEN, trip_words.WHEN_COUNTED.say(language, span=span, days=counted))
    if stands_in:
        fields.append((standing.LABEL, stands_in))
    fields.append(
        (leave.BASIS, leave.ARTICLE.say(language, article=route.article, quote=route.quote))
    )
    path = leave.PATH_ALL if len(holders) > 1 else leave.PATH_TO
    fields.append(
        (leave.PATH, path.say(language, holders=trip_words.JOIN.say(language).join(holders)))
    )
    return Card(
        title=PREVIEW.say(language),
        fields=tuple((label.say(language), value) for label, value in fields),
        lines=leave.provisional(trip, language),
        choices=(
            (Choice(SUBMIT.say(language), "form.submit", style=Style.YES),),
            (Choice(MEND.say(language), "form.mend"), _stop(language)),
        ),
    )


def stand_in(
    draft: Draft,
    offered: Sequence[Official],
    today: date,
    language: str,
    *,
    may_skip: bool,
) -> Card:
    """The card that asks who stands in, the AB half first."""
    keys = [Choice(o.title, "form.stand_in", {"to": o.id}) for o in offered]
    skip = Choice(SKIP.say(language), "form.stand_in", {"to": ""})
    return Card(
        title=STAND_IN.say(language),
        fields=so_far(draft, today, language),
        lines=(HOW_STAND_IN.say(language),),
        choices=(
            *(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2)),
            *(((skip,),) if may_skip else ()),
            leave_row("stand_in", language),
        ),
    )


def clashes(others: Iterable[Request], today: date, language: str) -> tuple[str, ...]:
    """Own requests for the same half-days: shown, for it is often the same trip asked twice."""
    return tuple(
        CLASH.say(
            language,
            number=r.number,
            span=dates.span(r.trip.span, language, today),
            place=r.trip.place,
        )
        for r in others
    )


def filed_for(title: str, language: str) -> tuple[tuple[str, str], ...]:
    """Whose leave it is, on a form somebody else fills in (代填)."""
    return ((trip_words.APPLICANT.say(language), title),)


def dropped(language: str, *, change: bool = False) -> Card:
    """The form's card once the draft is given up."""
    return Card(title=(CHANGE_DROPPED if change else DRAFT_DROPPED).say(language))


def replaced(language: str) -> Card:
    """The form's card once a new form was begun."""
    return Card(title=DRAFT_REPLACED.say(language))


def _start(draft: Draft, today: date, language: str, part: Part, month: date | None) -> Card:
    first = not draft.reason  # the very first question has nothing before it
    return _day(START, HOW_DATE, "start", today, today, language, part, month, back=not first)


def _day(
    title: Sentence,
    how: Sentence,
    step: str,
    first: date,
    today: date,
    language: str,
    part: Part,
    month: date | None,
    *,
    back: bool = True,
) -> Card:
    rows = (
        calendar.month_grid(step, month, first, part, language)
        if month
        else calendar.quick_days(step, first, today, part, language)
    )
    return Card(
        title=title.say(language),
        lines=(how.say(language),),
        choices=(
            calendar.day_parts(step, part, month, language),
            *rows,
            leave_row(step, language, back=back),
        ),
    )


def _end(draft: Draft, today: date, language: str, part: Part, month: date | None) -> Card:
    first = max(draft.span.start.day, today) if draft.span else today
    card = _day(END, HOW_END, "end", first, today, language, part, month)
    if draft.span is None:
        return card
    left = dates.halfday(draft.span.start, language, today)
    return Card(
        title=card.title,
        fields=((trip_words.WHEN.say(language), f"{left} →"),),
        lines=card.lines,
        choices=card.choices,
    )


def _text(
    title: Sentence,
    how: Sentence,
    step: str,
    canned: tuple[str, ...],
    draft: Draft,
    today: date,
    language: str,
) -> Card:
    keys = tuple(Choice(word, "form.text", {"step": step, "text": word}) for word in canned)
    return Card(
        title=title.say(language),
        fields=so_far(draft, today, language),
        lines=(how.say(language),),
        choices=(*((keys,) if keys else ()), leave_row(step, language)),
    )


def _mend(draft: Draft, today: date, language: str) -> Card:
    keys = [Choice(label.say(language), "form.ask", {"step": step}) for step, label in MEND_KEYS]
    return Card(
        title=MEND_WHAT.say(language),
        fields=so_far(draft, today, language),
        choices=(tuple(keys[:3]), tuple(keys[3:]), leave_row("mend", language)),
    )


def so_far(draft: Draft, today: date, language: str) -> tuple[tuple[str, str], ...]:
    """What has been answered: dates, place, reason."""
    fields = [
        (trip_words.WHEN, dates.span(draft.span, language, today) if draft.span else ""),
        (trip_words.WHERE, draft.place),
        (trip_words.WHY, draft.reason),
    ]
    return tuple((label.say(language), value) for label, value in fields if value)


def leave_row(step: str, language: str, *, back: bool = True) -> tuple[Choice, ...]:
    """上一步 and 取消, the last row of every question."""
    if not back:
        return (_stop(language),)
    return (Choice(BACK.say(language), "form.back", {"step": step}), _stop(language))


def _stop(language: str) -> Choice:
    return Choice(STOP.say(language), "form.stop")
