"""Conflicts 同期情况: what an approver should see beside a request. Facts only; he decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.rules.dates import HalfDay, Part, Span
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy
from bot.rules.requests import Request, State, Trip


class ConflictKind(StrEnum):
    """What kind of fact it is."""

    OWN = "own"  # the applicant's other leave
    OTHER_HEAD = "other_head"  # of a pair not to be away at once, the other is
    VICE_MAYORS = "vice_mayors"  # more of them away than the practice has it
    DEPARTMENT = "department"  # no leader of the department would be left
    MEETING = "meeting"  # an executive meeting 常务会议


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody's leave, as others may know it: who, when, whether it is agreed; never why."""

    official: str  # id
    title: str
    number: str
    span: Span
    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One fact; who is meant by it, and the half-days it is about."""

    kind: ConflictKind
    absences: tuple[Absence, ...] = ()
    at: tuple[HalfDay, ...] = ()


def conflicts(
    trip: Trip,
    applicant: Official,
    others: Iterable[Absence],
    roster: Roster,
    policy: Policy,
    meetings: Iterable[HalfDay] = (),
) -> tuple[Conflict, ...]:
    """Every fact that touches the trip, by the half-day, in the order they are shown."""
    beside = [absence for absence in others if absence.span.overlaps(trip.span)]
    mine = tuple(a for a in beside if a.official == applicant.id)
    away = [a for a in beside if a.official != applicant.id]
    found = (
        Conflict(kind=ConflictKind.OWN, absences=mine),
        _other_head(applicant, away, roster, policy),
        _vice_mayors(trip.span, applicant, away, roster, policy),
        _department(trip.span, applicant, away, roster, policy),
        _meeting(trip.span, applicant, meetings, policy),
    )
    return tuple(c for c in found if c.absences or c.at)


def absences_in(requests: Iterable[Request]) -> tuple[Absence, ...]:
    """The leave standing or asked for in these requests; a change asked for stands beside it."""
    return tuple(absence for request in requests for absence in _absences(request))


def _absences(request: Request) -> Iterable[Absence]:
    if request.state not in (State.PENDING, State.AGREED):
        return
    agreed = request.state is State.AGREED
    yield _absence(request, request.trip.span, agreed=agreed)
    if request.proposed is not None:
        yield _absence(request, request.proposed.span, agreed=False)


def _absence(request: Request, span: Span, *, agreed: bool) -> Absence:
    return Absence(
        official=request.applicant,
        title=request.applicant_title,
        number=request.number,
        span=span,
        agreed=agreed,
    )


def ranks_beside(official: Official, policy: Policy) -> tuple[str, ...]:
    """The ranks whose leave touches his, and his theirs; none for a leader of a department."""
    practice = policy.leave
    lists = (practice.not_both_away, practice.counted_together)
    touched = [ranks for ranks in lists if _any_of(official, ranks)]
    return tuple(dict.fromkeys(rank for ranks in touched for rank in ranks))


def leaders(department: str, roster: Roster, policy: Policy) -> tuple[Official, ...]:
    """Who leads a department: those of it who ask for leave under the regulation."""
    return tuple(
        o
        for o in roster.officials.values()
        if department and policy.main_post(o).department == department and policy.rank_of(o).asks
    )


def halfdays(span: Span) -> tuple[HalfDay, ...]:
    """Every half-day of a span, evenings too."""
    found, at = [], span.start
    while at <= span.end:
        found.append(at)
        at = (
            HalfDay(at.day + timedelta(days=1), Part.MORNING)
            if at.part is Part.EVENING
            else HalfDay(at.day, Part(at.part + 1))
        )
    return tuple(found)


def _other_head(
    applicant: Official, away: Sequence[Absence], roster: Roster, policy: Policy
) -> Conflict:
    pair = policy.leave.not_both_away
    heads = [a for a in away if _holds(a, pair, roster)] if _any_of(applicant, pair) else []
    return Conflict(kind=ConflictKind.OTHER_HEAD, absences=tuple(heads))


def _vice_mayors(
    span: Span, applicant: Official, away: Sequence[Absence], roster: Roster, policy: Policy
) -> Conflict:
    """Those away in the half-day in which most of them are, if with him they are too many."""
    practice = policy.leave
    counted = [a for a in away if _holds(a, practice.counted_together, roster)]
    if not _any_of(applicant, practice.counted_together):
        counted = []
    most = max((_away_at(half, counted) for half in halfdays(span)), key=len, default=())
    too_many = len({a.official for a in most}) + 1 > practice.most_vice_mayors_out
    return Conflict(kind=ConflictKind.VICE_MAYORS, absences=most if most and too_many else ())


def _department(
    span: Span, applicant: Official, away: Sequence[Absence], roster: Roster, policy: Policy
) -> Conflict:
    """The other leaders of his department, if in some half-day none of them would be there."""
    department = policy.main_post(applicant).department
    others = {o.id for o in leaders(department, roster, policy)} - {applicant.id}
    theirs = [a for a in away if a.official in others]
    gone = (_away_at(half, theirs) for half in halfdays(span))
    alone = next((found for found in gone if {a.official for a in found} == others), ())
    return Conflict(kind=ConflictKind.DEPARTMENT, absences=alone)


def _meeting(
    span: Span, applicant: Official, meetings: Iterable[HalfDay], policy: Policy
) -> Conflict:
    expected = _any_of(applicant, policy.leave.meeting_ranks)
    missed = [half for half in meetings if expected and span.start <= half <= span.end]
    return Conflict(kind=ConflictKind.MEETING, at=tuple(sorted(missed)))


def _away_at(half: HalfDay, absences: Sequence[Absence]) -> tuple[Absence, ...]:
    """Each of those away in a half-day, once."""
    there = [a for a in absences if a.span.start <= half <= a.span.end]
    return tuple({a.official: a for a in reversed(there)}.values())[::-1]


def _holds(absence: Absence, ranks: Iterable[str], roster: Roster) -> bool:
    official = roster.officials.get(absence.official)
    return official is not None and _any_of(official, ranks)


def _any_of(official: Official, ranks: Iterable[str]) -> bool:
    return any(official.holds(rank) for rank in ranks)
