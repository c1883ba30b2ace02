"""Remarks 批注: what a holder asks for or passes on without deciding, and what comes in answer."""

from dataclasses import replace
from datetime import datetime

from bot.rules.approval import allowed, step_of
from bot.rules.people import Official
from bot.rules.refusal import AskedAlready, CannotCopy, Moved, NotApplicant, NothingAsked
from bot.rules.requests import Remark, RemarkKind, Request
from bot.rules.ruling import Entry, Letter, Ruling, View


def ask_more(request: Request, step_id: int, actor: Official, words: str, now: datetime) -> Ruling:
    """补充材料: the applicant is asked for more; the step goes on waiting."""
    step = step_of(request, step_id)
    allowed(request, step, actor, office=False)
    if any(asked.by == actor.id and asked.words == words for asked in outstanding(request)):
        raise AskedAlready(request.number)
    remark = Remark(
        kind=RemarkKind.ASK_MORE,
        at=now,
        by=actor.id,
        by_title=step.holder_title,
        to=request.applicant,
        to_title=request.applicant_title,
        words=words,
    )
    letters = (Letter(to=request.applicant, view=View.MORE),)
    return _noted("ask_more", request, remark, letters)


def supply(request: Request, actor: Official, words: str, now: datetime) -> Ruling:
    """补充: the applicant answers, in words or with a file's name; several may come.

    Whoever asked gets one letter with the first of them; his card shows them all. Raises
    NotApplicant, Moved or NothingAsked.
    """
    if actor.id != request.applicant:
        raise NotApplicant
    if not request.open:
        raise Moved(request.number, request.state, request.closed_at)
    asked = in_round(request, RemarkKind.ASK_MORE)
    if not asked:
        raise NothingAsked(request.number)
    remark = Remark(
        kind=RemarkKind.SUPPLIED,
        at=now,
        by=actor.id,
        by_title=actor.title,
        to=asked[-1].by,
        to_title=asked[-1].by_title,
        words=words,
    )
    return _noted("supply", request, remark, _to_askers(request))


def copy(request: Request, step_id: int, actor: Official, to: Official, now: datetime) -> Ruling:
    """抄送: somebody is told who need not agree, once."""
    step = step_of(request, step_id)
    allowed(request, step, actor, office=False)
    sees = {request.applicant, *(s.holder for s in request.steps), *copied(request)}
    if to.holds("authority") or to.id in sees:
        raise CannotCopy(to.title)
    remark = Remark(
        kind=RemarkKind.COPIED,
        at=now,
        by=actor.id,
        by_title=step.holder_title,
        to=to.id,
        to_title=to.title,
    )
    return _noted("copy", request, remark, (Letter(to=to.id, view=View.COPIED),))


def outstanding(request: Request) -> tuple[Remark, ...]:
    """What was asked for in this round and not answered with anything yet."""
    if not request.open:
        return ()
    both = in_round(request, RemarkKind.ASK_MORE, RemarkKind.SUPPLIED)
    answered = [n for n, one in enumerate(both) if one.kind is RemarkKind.SUPPLIED]
    return both[answered[-1] + 1 :] if answered else both


def in_round(request: Request, *kinds: RemarkKind) -> tuple[Remark, ...]:
    """The remarks of these kinds since it was last filed, in order."""
    return tuple(r for r in request.remarks if r.kind in kinds and r.at >= request.filed_at)


def copied(request: Request) -> tuple[str, ...]:
    """Ids of those it was copied to."""
    return tuple(r.to for r in request.remarks if r.kind is RemarkKind.COPIED)


def _to_askers(request: Request) -> tuple[Letter, ...]:
    """A letter for each step of somebody who waits for an answer; later answers need none."""
    asked = {remark.by for remark in outstanding(request)}
    inside = [(n, s) for n, s in enumerate(request.steps) if s in request.waiting and not s.outside]
    askers = [(n, s) for n, s in inside if s.holder in asked]
    reads = (askers or inside) if asked else []  # whoever asked may have passed it on since
    return tuple(Letter(to=step.holder, view=View.SUPPLIED, step=n) for n, step in reads)


def _noted(act: str, request: Request, remark: Remark, letters: tuple[Letter, ...]) -> Ruling:
    detail = {"to": remark.to_title} | ({"words": remark.words} if remark.words else {})
    return Ruling(
        request=replace(request, remarks=(*request.remarks, remark)),
        entry=Entry(
            act=act,
            at=remark.at,
            actor=remark.by,
            subject=request.number,
            detail=detail,
        ),
        letters=letters,
    )
