"""Requests filed in the small city, numbered as storage numbers them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.rules import leave
from bot.rules.dates import Span
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy, Route, Seat, SeatKind
from bot.rules.requests import Request, Trip
from bot.rules.typed_dates import take_span
from tests.rules.proof_city import POLICY, official, roster

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)  # 周二上午
TODAY = NOW.date()
OTHER = official("fsz2", "工业副市长", ("vice_mayor", ""))
CITY = roster(OTHER)
AT_ONCE = ("州委", "州政府", "市委")


def at(words: str) -> datetime:
    """A moment in the city's zone: 2026-12-01 08:30."""
    return datetime.fromisoformat(words).replace(tzinfo=ZONE)


def span(words: str, today: date = TODAY) -> Span:
    """A span as it is typed: 12月1日至12月3日上午."""
    found, rest = take_span(words, today)
    assert not rest, rest
    return found


def who(name: str, city: Roster = CITY) -> Official:
    return city.the_one(name)


def filed(
    applicant: str = "教育局副局长",
    dates: str = "12月1日至12月3日",
    *,
    policy: Policy = POLICY,
    city: Roster = CITY,
    now: datetime = NOW,
    returned: Request | None = None,
) -> Request:
    """A request as it stands right after filing."""
    trip = Trip(span=span(dates, now.date()), place="西宁", reason="参加会议")
    asker = who(applicant, city)
    return stored(leave.file(trip, asker, "事由行", policy, city, now, returned).request)


def stored(request: Request) -> Request:
    """The request with its number, and new steps with theirs."""
    steps = tuple(
        step if step.id else replace(step, id=place)
        for place, step in enumerate(request.steps, start=1)
    )
    return replace(request, number="A-0001", steps=steps, revision=request.revision + 1)


def routed(*stages: Sequence[str]) -> Policy:
    """The regulation with a chain of our own for deputies: names of ranks and authorities."""
    newer = Route(
        matter=leave.MATTER,
        ranks=("deputy",),
        article="第九条",
        quote="",
        holds_from=date(2020, 1, 1),
        stages=tuple(tuple(_seat(name) for name in stage) for stage in stages),
    )
    return replace(POLICY, routes=(*POLICY.routes, newer))


def _seat(name: str) -> Seat:
    if name == "分管副市长":
        return Seat(SeatKind.SUPERVISOR)
    if name in POLICY.authorities:
        return Seat(SeatKind.AUTHORITY, name)
    return Seat(SeatKind.RANK, {"市长": "mayor", "常务副市长": "executive_vice_mayor"}[name])
