"""The draft 草稿 of a leave form: what people write, and whether it may be asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.rules.dates import Span
from bot.rules.places import Gazetteer, Where, where
from bot.rules.policy import LeavePractice
from bot.rules.refusal import (
    Abroad,
    AlreadyLeft,
    DayPast,
    EndPast,
    PlaceMissing,
    ReasonMissing,
    TextTooLong,
    TooFarAhead,
    TripTooLong,
    UnclearLine,
)
from bot.rules.requests import Request, State, Trip
from bot.rules.typed_dates import take_span
from bot.rules.typed_words import legible
from bot.rules.workdays import workdays_ahead

_TOWARDS = re.compile(r"^(?:前往|到|去|赴)(?=..)")  # 到西宁 is 西宁
_LABEL = re.compile(r"^(?:地点|目的地|事由|原因)\s*[:：]\s*")
_APART = re.compile(r"[\s,，;；。]+")
_BY_LABEL = {
    "代主持": "stand_in",
    "stand-in": "stand_in",
    "随行": "companions",
    "with": "companions",
}
_LABELLED = re.compile(
    r"(?:(?<=[\s,，;；。])|^)(代主持|随行|stand-in|with)(?:工作人员|人员|人)?(?:[:：]|(?=\s))\s*",
    re.IGNORECASE,
)
_EDGES = " \t,，;；。、"
# Where the reason begins if it is written in one with the place; none of these is in a place name.
_BUSINESS = re.compile(
    r"参加|参会|出席|列席|开会|汇报|述职|看望|慰问|探亲|就医|休假|考察|调研|对接|洽谈|招商|陪同|办理|协调"
    r"|(?:学习|培训)(?!中心|基地|学院|学校)"
)

_EVENT = re.compile(r"(?:会议|大会|论坛|培训班?|活动)$")  # alone, it is why and not where


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A leave form being filled in; what is missing is None or empty."""

    span: Span | None = None
    place: str = ""
    reason: str = ""
    companions: str = ""
    phone: str = ""
    late_reason: str = ""
    apart_reason: str = ""
    excuse: str = ""
    attends: str = ""  # title
    stand_in: str = ""  # official's id
    asks_for: str = ""  # id of the official the office files for (代填)
    amends: str = ""  # the number of a returned request this draft mends
    changes: str = ""  # the number of an agreed request this draft changes (变更)
    stands: Trip | None = None  # and its trip as agreed
    change_reason: str = ""


def read_line(words: str, today: date) -> Draft:
    """One line: 12月1日至12月3日 西宁 参加全省科技工作会议; what is left out is to be asked.

    Raises Unclear or BadTrip.
    """
    words, labelled = _take_labelled(words)
    span, rest = take_span(words, today)
    place, reason = _place_and_reason(rest) if rest else ("", "")
    return Draft(span=span, place=_TOWARDS.sub("", place), reason=reason, **labelled)


def _take_labelled(words: str) -> tuple[str, dict[str, Any]]:
    """What stands behind a label at the end: 代主持 李四, 随行 王五、赵六."""
    head, *labelled = _LABELLED.split(words)
    pairs = zip(labelled[::2], labelled[1::2], strict=True)
    return head, {_BY_LABEL[label.lower()]: value.strip(_EDGES) for label, value in pairs}


def _place_and_reason(words: str) -> tuple[str, str]:
    """Cut at the first blank or comma, or where the business begins: 西宁参加全省科技工作会议.

    Either may be missing, and is asked.
    """
    first, *rest = (_LABEL.sub("", part) for part in _APART.split(words, maxsplit=1))
    if not rest:
        business = _BUSINESS.match(first) or _BUSINESS.search(first, 2)
        cut = business.start() if business else 0 if _EVENT.search(first) else len(first)
        first, rest = first[:cut], [first[cut:]]
    return first, rest[0]


def check_span(
    span: Span, practice: LeavePractice, today: date, stands: Trip | None = None
) -> Span:
    """The span, if it can be asked for, or if the trip that `stands` may so change; BadTrip."""
    _check_ends(span, today, stands)
    days = (span.end.day - span.start.day).days + 1
    if days > practice.longest_days:
        raise TripTooLong(days, practice.longest_days)
    if (span.start.day - today).days > practice.farthest_days:
        raise TooFarAhead(practice.farthest_days)
    return span


def _check_ends(span: Span, today: date, stands: Trip | None) -> None:
    """Nothing begins in the past but a trip that did so already, and none is made to end there."""
    if stands is None or span.start != stands.span.start:
        if stands is not None and stands.span.start.day < today:
            raise AlreadyLeft(stands.span.start.day)
        if span.start.day < today:
            raise DayPast(span.start.day)
    if span.end.day < today:
        raise EndPast(span.end.day)


def check_place(place: str, practice: LeavePractice, gazetteer: Gazetteer) -> str:
    """The place, if a trip may go there; abroad has its own channel. Raises BadTrip."""
    place = _short(place, practice.place_characters)
    if not place:
        raise PlaceMissing
    if where(place, gazetteer) is Where.ABROAD:
        raise Abroad(place)
    return place


def check_reason(reason: str, practice: LeavePractice) -> str:
    """The reason, neither empty nor an essay; raises BadTrip."""
    reason = _short(reason, practice.reason_characters)
    if not reason:
        raise ReasonMissing
    return reason


def _short(words: str, limit: int) -> str:
    words = legible(words)
    if len(words) > limit:
        raise TextTooLong(limit, len(words))
    return words


def check(draft: Draft, practice: LeavePractice, gazetteer: Gazetteer, today: date) -> Trip:
    """The draft as a trip that may be filed; raises the first BadTrip in it."""
    if draft.span is None:
        raise UnclearLine
    span = check_span(draft.span, practice, today, draft.stands)
    place = check_place(draft.place, practice, gazetteer)
    return Trip(
        span=span,
        place=place,
        reason=check_reason(draft.reason, practice),
        inside_province=_INSIDE.get(where(place, gazetteer)),
        companions=_short(draft.companions, practice.reason_characters),
        phone=draft.phone,
        late_reason=draft.late_reason,
        change_reason=draft.change_reason,
        apart_reason=draft.apart_reason,
        excuse=draft.excuse,
        attends=draft.attends,
    )


_INSIDE = {Where.INSIDE: True, Where.OUTSIDE: False}


def clashing(trip: Trip, amends: str, mine: Iterable[Request]) -> list[Request]:
    """One's own open requests for the same half-days, but for the one being mended."""
    return [
        r
        for r in mine
        if r.state in (State.PENDING, State.AGREED)
        and r.number != amends
        and r.trip.span.overlaps(trip.span)
    ]


def is_late(span: Span, practice: LeavePractice, today: date) -> bool:
    """Fewer working days ahead than 青政办〔2013〕303号 asks: marked and explained, not blocked."""
    return workdays_ahead(today, span.start.day) < practice.lead_working_days
