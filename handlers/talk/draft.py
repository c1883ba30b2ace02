"""The draft 草稿 of a leave form: filled in part by part, kept as JSON, asked until complete."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from bot.rules import draft as rules
from bot.rules import leave
from bot.rules.change_line import read_change
from bot.rules.dates import HalfDay, Part, Span, span_between
from bot.rules.draft import Draft
from bot.rules.places import Where, where
from bot.rules.policy import Naming, Route
from bot.rules.reasons import ASKED
from bot.rules.refusal import PlaceMissing, Refusal, UnclearLine
from bot.rules.requests import Request, Trip
from bot.rules.typed_dates import take_span
from bot.words import dates
from handlers.talk.turn import Turn
from storage import trips


def of_request(request: Request) -> Draft:
    """A returned request as a draft again, to be filed under its number."""
    trip = request.trip
    return Draft(
        span=trip.span,
        place=trip.place,
        reason=trip.reason,
        companions=trip.companions,
        phone=trip.phone,
        late_reason=trip.late_reason,
        apart_reason=trip.apart_reason,
        excuse=trip.excuse,
        attends=trip.attends,
        stand_in=request.stand_in.official if request.stand_in else "",
        asks_for=request.applicant if request.filed_by else "",
        amends=request.number,
    )


def of_change(request: Request) -> Draft:
    """An agreed trip as a draft, to be changed."""
    return replace(of_request(request), amends="", changes=request.number, stands=request.trip)


def read(turn: Turn, draft: Draft, words_: str) -> Draft:
    """The draft with what one line says: the dates, or all of it."""
    if draft.stands:
        said, place, reason = read_change(words_, draft.stands, turn.today)
        return replace(draft, span=_checked(turn, draft, said), place=place, reason=reason)
    line = rules.read_line(words_, turn.today)
    if line.place and not line.reason and where(line.place, turn.house.gazetteer) is Where.UNKNOWN:
        raise UnclearLine  # a place nobody knows, alone, may be anything
    span = rules.check_span(line.span, turn.policy.leave, turn.today) if line.span else None
    draft = replace(
        draft,
        span=span,
        place=line.place or draft.place,
        reason=line.reason or draft.reason,
        companions=line.companions or draft.companions,
        stand_in=line.stand_in or draft.stand_in,
    )
    if complete(draft):
        check(turn, draft)
    return draft


def with_day(turn: Turn, draft: Draft, step: str, half: HalfDay) -> Draft:
    """The draft with one end of its span set; the other end follows until it is asked."""
    if step == "start":
        end = HalfDay(half.day, max(half.part, Part.AFTERNOON))
        if draft.stands and draft.span and half <= draft.span.end:
            end = draft.span.end  # of a change only what is tapped is changed
        span = Span(half, end)
    else:
        start = draft.span.start if draft.span else half
        shown = (dates.halfday(start, turn.language), dates.halfday(half, turn.language))
        span = span_between(start, half, words=shown)
    return replace(draft, span=_checked(turn, draft, span))


def _checked(turn: Turn, draft: Draft, span: Span) -> Span:
    return rules.check_span(span, turn.policy.leave, turn.today, draft.stands)


def put(turn: Turn, draft: Draft, step: str, words_: str) -> Draft:
    """The draft with the words that answer `step`. Raises BadTrip."""
    practice = turn.policy.leave
    if step == "place":
        if _is_date(words_, turn.today):
            raise PlaceMissing
        return replace(draft, place=rules.check_place(words_, practice, turn.house.gazetteer))
    said = rules.check_reason(words_, practice)
    fields: dict[str, Any] = {ASKED[step].field if step in ASKED else step: said}
    return replace(draft, **fields)


def _is_date(words_: str, today: date) -> bool:
    """Whether the words are a date and nothing else: an answer to another question."""
    try:
        return not take_span(words_, today)[1]
    except Refusal:
        return False


def check(turn: Turn, draft: Draft) -> Trip:
    """The draft as a trip that may be filed. Raises BadTrip."""
    return rules.check(draft, turn.policy.leave, turn.house.gazetteer, turn.today)


def next_step(turn: Turn, draft: Draft) -> str:
    """The first thing still missing, or the preview."""
    asked = {"start": draft.span, "place": draft.place, "reason": draft.reason}
    missing = [step for step, value in asked.items() if not value]
    if missing:
        return missing[0]
    if not draft.stands and not draft.stand_in and route_of(turn).stand_in is Naming.REQUIRED:
        return "stand_in"
    return "preview"


def route_of(turn: Turn) -> Route:
    """The route the draft will take; raises NotAsked."""
    return leave.route_of(turn.asker, turn.policy, turn.today)


def complete(draft: Draft) -> bool:
    """Whether all that a request must say is said."""
    return bool(draft.span and draft.place and draft.reason)


def stored(draft: Draft) -> dict[str, Any]:
    """The draft as JSON takes it."""
    data = asdict(draft)
    if draft.span:
        span = draft.span
        data["span"] = [
            span.start.day.isoformat(),
            int(span.start.part),
            span.end.day.isoformat(),
            int(span.end.part),
        ]
    data["stands"] = trips.kept(draft.stands)
    return data


def restored(kept: dict[str, Any]) -> Draft:
    """The draft that was stored."""
    data = dict(kept)
    if data["span"]:
        start, start_part, end, end_part = data["span"]
        data["span"] = Span(
            HalfDay(date.fromisoformat(start), Part(start_part)),
            HalfDay(date.fromisoformat(end), Part(end_part)),
        )
    data["stands"] = trips.restored(data.get("stands"))
    return Draft(**data)
