"""Signers 加签: a holder adds somebody before or after himself, asks for advice, takes out again.

Whoever is added before him acts first, and the holder's step with all that follow moves one stage
on. Where any of several may agree (或签), they move on together: an added signer is for them all.
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.approval import (
    UNDECIDED,
    allowed,
    ask,
    beside,
    go_on,
    in_chain,
    letters_after,
    not_for_advice,
    step_of,
)
from bot.rules.people import Official
from bot.rules.refusal import AlreadyDecided, CannotAdd, Moved, NotAdded
from bot.rules.requests import Request, Step, StepKind, StepState
from bot.rules.ruling import Entry, Ruling


def sign_before(
    request: Request, step_id: int, actor: Official, to: Official, now: datetime
) -> Ruling:
    """前加签: `to` decides first, then the holder is asked afresh."""
    return _put_before(request, step_id, actor, to, StepKind.SIGN, now)


def delegate(
    request: Request, step_id: int, actor: Official, to: Official, now: datetime
) -> Ruling:
    """委派: `to` gives his advice, which decides nothing; then the holder is asked afresh."""
    return _put_before(request, step_id, actor, to, StepKind.ADVISE, now)


def sign_after(
    request: Request, step_id: int, actor: Official, to: Official, now: datetime
) -> Ruling:
    """后加签: `to` decides in a stage of his own right behind the holder's."""
    step = _held(request, step_id, actor, to)
    behind = {s.id for s in request.current if s.stage > step.stage and s.state in UNDECIDED}
    signer = _added(step, to, StepKind.SIGN, step.stage + 1, StepState.LATER)
    after = _with(_moved_on(request, behind), signer)
    return Ruling(request=after, entry=_entry("add_signer", after, step, actor, to, now))


def added_by(request: Request, official: str) -> tuple[Step, ...]:
    """Who was added by this official, or by whom he acts for, and has not decided yet."""
    for_whom = {official} | {step.owner for step in request.current if step.holder == official}
    return tuple(s for s in request.current if s.state in UNDECIDED and s.added_by in for_whom)


def remove(request: Request, signer: Step, actor: Official, now: datetime) -> Ruling:
    """减签: whoever added somebody takes him out before he has decided; the chain goes on.

    Raises NotAdded, AlreadyDecided or Moved.
    """
    if not signer.added_by:
        raise NotAdded(request.number)
    if signer.decided_at is not None:
        raise AlreadyDecided(signer.decided_title, signer.state, signer.decided_at, request.number)
    if not request.open or signer.state not in UNDECIDED:
        raise Moved(request.number, request.state, request.closed_at)
    if signer not in added_by(request, actor.id):
        raise NotAdded(request.number)
    return _taken_out(request, signer, actor.id, actor.title, now)


def left(request: Request, signer: Step, now: datetime) -> Ruling:
    """An added signer has left the roster: nobody succeeds to him, and the chain goes on."""
    return _taken_out(request, signer, "", signer.holder_title, now)


def _taken_out(request: Request, signer: Step, by: str, title: str, now: datetime) -> Ruling:
    removed = replace(
        signer,
        state=StepState.REMOVED,
        decided_by=by,
        decided_title=title,
        decided_at=now,
    )
    steps = tuple(removed if step.id == signer.id else step for step in request.steps)
    after = go_on(replace(request, steps=steps))
    detail = {"step": signer.holder_title, "round": signer.round, "request": after.state}
    return Ruling(
        request=after,
        entry=Entry(act="remove_signer", at=now, actor=by, subject=request.number, detail=detail),
        letters=letters_after(request, after),
    )


def _put_before(
    request: Request, step_id: int, actor: Official, to: Official, kind: StepKind, now: datetime
) -> Ruling:
    step = _held(request, step_id, actor, to)
    together = {step.id, *(other.id for other in beside(request, step))}
    waits = {
        s.id
        for s in request.current
        if s.state in UNDECIDED and (s.id in together or s.stage > step.stage)
    }
    signer = _added(step, to, kind, step.stage, StepState.PENDING)
    after = _with(_moved_on(request, waits), signer)
    act = "delegate" if kind is StepKind.ADVISE else "add_signer"
    return Ruling(
        request=after,
        entry=_entry(act, after, step, actor, to, now),
        letters=(ask(len(after.steps) - 1, signer),),
    )


def _held(request: Request, step_id: int, actor: Official, to: Official) -> Step:
    """The step `actor` adds somebody to; raises as `allowed`, or AdviceOnly, CannotAdd."""
    step = step_of(request, step_id)
    allowed(request, step, actor, office=False)
    not_for_advice(request, step)
    if to.id in in_chain(request):
        raise CannotAdd(to.title)
    return step


def _added(step: Step, to: Official, kind: StepKind, stage: int, state: StepState) -> Step:
    return Step(
        round=step.round,
        stage=stage,
        kind=kind,
        holder=to.id,
        holder_title=to.title,
        added_by=step.owner,
        outside=False,
        state=state,
    )


def _moved_on(request: Request, ids: set[int]) -> Request:
    steps = tuple(
        replace(s, stage=s.stage + 1, moved_from=s.route_stage, state=StepState.LATER)
        if s.id in ids
        else s
        for s in request.steps
    )
    return replace(request, steps=steps)


def _with(request: Request, signer: Step) -> Request:
    return replace(request, steps=(*request.steps, signer))


def _entry(
    act: str, request: Request, step: Step, actor: Official, to: Official, now: datetime
) -> Entry:
    detail = {"step": step.holder_title, "to": to.title, "round": step.round}
    return Entry(act=act, at=now, actor=actor.id, subject=request.number, detail=detail)
