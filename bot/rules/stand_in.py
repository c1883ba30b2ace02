"""The stand-in 代主持: who may be one, how he is asked, and what his answer leads to."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.rules.dates import Span
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy
from bot.rules.refusal import (
    AlreadyAnswered,
    CoverBegun,
    Moved,
    NotApplicant,
    NotStandIn,
    OutsideStandIn,
    OwnStandIn,
    PairAway,
    StandInAway,
)
from bot.rules.requests import Answer, Request, StandIn, State
from bot.rules.ruling import Entry, Letter, Ruling, View

OPEN = (State.PENDING, State.RETURNED, State.AGREED)
SUGGESTED = 4


def suited(
    candidate: Official, applicant: str, span: Span, leaves: Iterable[Request], roster: Roster
) -> None:
    """Refuse a stand-in who cannot be there. `leaves` are all agreed ones, whoever's.

    Raises OwnStandIn, OutsideStandIn, StandInAway, or PairAway where he already holds the work
    of the other half of his AB pair.
    """
    if candidate.id == applicant:
        raise OwnStandIn
    if candidate.holds("authority"):
        raise OutsideStandIn(candidate.title)
    away = {r.applicant: r for r in leaves if r.trip.span.overlaps(span)}
    if candidate.id in away:
        raise StandInAway(candidate.title, *_days(away[candidate.id]))
    if candidate.ab != applicant and candidate.ab in away and candidate.ab in roster.officials:
        other = roster.officials[candidate.ab]
        raise PairAway(candidate.title, other.title, *_days(away[other.id]))


def _days(request: Request) -> tuple[date, date]:
    return request.trip.span.start.day, request.trip.span.end.day


def suggested(
    applicant: Official,
    span: Span,
    leaves: Iterable[Request],
    roster: Roster,
    policy: Policy,
    above: str,
) -> tuple[Official, ...]:
    """Whom to offer: the AB half first, then colleagues of the department, else who decides too.

    Not his superior, `above`, who may be named all the same.
    """
    agreed, everybody = tuple(leaves), roster.officials.values()
    colleagues = [o for o in everybody if _same_department(o, applicant)]
    peers = roster.with_rank(*policy.deciders()) if not colleagues else ()
    pair = [o for o in everybody if applicant.ab == o.id]
    order = [o for o in dict.fromkeys((*pair, *colleagues, *peers)) if o.id != above]
    return tuple(o for o in order if _fits(o, applicant, span, agreed, roster))[:SUGGESTED]


def _same_department(official: Official, applicant: Official) -> bool:
    return bool(applicant.post.department) and (
        official.post.department == applicant.post.department and not official.holds("staff")
    )


def _fits(
    candidate: Official,
    applicant: Official,
    span: Span,
    agreed: tuple[Request, ...],
    roster: Roster,
) -> bool:
    try:
        suited(candidate, applicant.id, span, agreed, roster)
    except (OwnStandIn, OutsideStandIn, StandInAway, PairAway):
        return False
    return True


def asked(official: Official) -> StandIn:
    """Somebody named, who has not answered yet."""
    return StandIn(official=official.id, title=official.title)


def kept(before: Request | None, named: StandIn | None, span: Span) -> StandIn | None:
    """Who is asked when a request is filed: an answer for the same days still holds."""
    had = before.stand_in if before else None
    if before and had and named and had.official == named.official:
        return had if before.trip.span == span and had.answer is not Answer.DECLINED else named
    return named


def to_stand_in(request: Request) -> tuple[Letter, ...]:
    """The card that asks him, unless he has answered already."""
    stand_in = request.stand_in
    if stand_in is None or stand_in.answer is not Answer.ASKED:
        return ()
    return (Letter(to=stand_in.official, view=View.STAND_IN),)


def name(request: Request, actor: Official, official: Official, now: datetime) -> Ruling:
    """另请代主持: the applicant names somebody (else); asked by a card of his own."""
    may_name(request, actor)
    after = replace(request, stand_in=asked(official))
    letters = (Letter(to=official.id, view=View.STAND_IN),)
    return Ruling(request=after, entry=_entry("stand_in_ask", after, actor, now), letters=letters)


def may_name(request: Request, actor: Official) -> None:
    """Only the applicant, while the request is open and nobody acts for him yet."""
    if request.applicant != actor.id:
        raise NotApplicant
    if request.state not in OPEN:
        raise Moved(request.number, request.state, request.closed_at)
    if request.stand_in and request.stand_in.covers:
        raise CoverBegun(request.stand_in.title)


def accept(request: Request, actor: Official, now: datetime) -> Ruling:
    """接受: he will hold the applicant's work from departure to report-back."""
    after = _answered(request, actor, Answer.ACCEPTED, now)
    return Ruling(request=after, entry=_entry("stand_in_accept", after, actor, now))


def decline(request: Request, actor: Official, now: datetime) -> Ruling:
    """谢绝: the applicant is told, and names somebody else."""
    after = _answered(request, actor, Answer.DECLINED, now)
    letters = (Letter(to=request.applicant, view=View.STAND_IN_DECLINED),)
    return Ruling(
        request=after, entry=_entry("stand_in_decline", after, actor, now), letters=letters
    )


def _answered(request: Request, actor: Official, answer: Answer, now: datetime) -> Request:
    stand_in = request.stand_in
    if stand_in is None or stand_in.official != actor.id:
        raise NotStandIn
    if request.state not in OPEN:
        raise Moved(request.number, request.state, request.closed_at)
    if stand_in.answer is not Answer.ASKED:
        raise AlreadyAnswered(request.number, stand_in.answer, stand_in.at)
    return replace(request, stand_in=replace(stand_in, answer=answer, at=now))


def _entry(act: str, request: Request, actor: Official, now: datetime) -> Entry:
    detail = {"stand_in": request.stand_in.title if request.stand_in else ""}
    return Entry(act=act, at=now, actor=actor.id, subject=request.number, detail=detail)
