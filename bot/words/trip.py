"""用语 · 行程: one trip in words, its subject line, and who asks for what."""

from datetime import date, datetime

from bot.rules.requests import Request, Trip
from bot.words import dates
from bot.words.sentence import Sentence

# 事由行 the subject line, written once at filing; digest, lists and letters show it as it is.
SUBJECT = Sentence(
    "{who}请假：{span}赴{place}，{reason}", "{who} on leave: {span}, {place}, {reason}"
)

APPLICANT = Sentence("申请人", "Applicant")
WHEN = Sentence("时间", "When")
WHEN_COUNTED = Sentence("{span}，共{days}", "{span}, {days}")
WHERE = Sentence("地点", "Where")
INSIDE = Sentence("{place}（省内）", "{place} (in the province)")
OUTSIDE = Sentence("{place}（省外）", "{place} (outside the province)")
WHY = Sentence("事由", "Reason")
WITH = Sentence("随行", "With")
PHONE = Sentence("电话", "Phone")
LATE = Sentence("迟报", "Filed late")
CHANGE_WHY = Sentence("变更原因", "Changed because")
APART = Sentence("同时外出说明", "Both away because")
EXCUSE = Sentence("常务会请假", "Meeting missed because")
ATTENDS = Sentence("代为参会", "Attends instead")
JOIN = Sentence("、", ", ")


def subject(who: str, trip: Trip) -> str:
    """The subject line, in Chinese: the words of the record."""
    return SUBJECT.say(
        "zh", who=who, span=dates.span(trip.span, "zh"), place=trip.place, reason=trip.reason
    )


def brief(request: Request, now: datetime, language: str) -> tuple[tuple[str, str], ...]:
    """Who asks for what, without the record: while a card asks something about it."""
    fields = trip_fields(request.trip, language, filed_on(request, now), late=request.late)
    who = (APPLICANT.say(language), request.applicant_title)
    return (who, *((label.say(language), value) for label, value in fields))


def trip_fields(
    trip: Trip, language: str, today: date, *, late: bool
) -> list[tuple[Sentence, str]]:
    """What is asked, most important first; empty parts left out, and the year if it is this."""
    span, days = dates.span(trip.span, language, today), dates.count(trip.span.days, language)
    fields = [
        (WHEN, WHEN_COUNTED.say(language, span=span, days=days)),
        (WHERE, place(trip, language)),
        (WHY, trip.reason),
        (WITH, trip.companions),
        (PHONE, trip.phone),
        (LATE, trip.late_reason if late else ""),
        (CHANGE_WHY, trip.change_reason),
        (APART, trip.apart_reason),
        (EXCUSE, trip.excuse),
        (ATTENDS, trip.attends),
    ]
    return [(label, value) for label, value in fields if value]


def place(trip: Trip, language: str) -> str:
    """The place, with 省内 or 省外 where it is known."""
    if trip.inside_province is None:
        return trip.place
    return (INSIDE if trip.inside_province else OUTSIDE).say(language, place=trip.place)


def filed_on(request: Request, now: datetime) -> date:
    """The day a request was filed, as the city counts: what is stored is UTC, and its day another one before eight."""
    return request.filed_at.astimezone(now.tzinfo).date()
