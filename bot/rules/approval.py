"""Deciding a request (article 17): who may, what each verdict leads to, and when it is through."""

from dataclasses import replace
from datetime import datetime

from bot.rules.people import Official
from bot.rules.proposal import denied, granted, is_gone, told_of_dates
from bot.rules.refusal import (
    AdviceGiven,
    AdviceOnly,
    AlreadyDecided,
    CannotForward,
    ChangeGone,
    Moved,
    NotHolder,
    NotYourTurn,
    OfficeOnly,
)
from bot.rules.requests import Need, Request, State, Step, StepKind, StepState, Verdict
from bot.rules.ruling import OFFICE, Entry, Letter, Ruling, View

STEP_AFTER = {
    Verdict.AGREE: StepState.AGREED,
    Verdict.REFUSE: StepState.REFUSED,
    Verdict.RETURN: StepState.RETURNED,
    Verdict.FORWARD: StepState.FORWARDED,
}
UNDECIDED = (StepState.PENDING, StepState.LATER)
_ENDS = {Verdict.REFUSE: State.REFUSED, Verdict.RETURN: State.RETURNED}


def step_of(request: Request, step_id: int) -> Step:
    """The step a button or a word speaks of."""
    return next(step for step in request.steps if step.id == step_id)


def step_held_by(request: Request, actor: Official, *, office: bool) -> Step:
    """The step `actor` may act on now, for words that name no step; raises as `allowed`."""
    mine = [s for s in request.waiting if _is_holder(s, actor, office=office)]
    if mine:
        return mine[0]
    past = [s for s in request.steps if _is_holder(s, actor, office=office)]
    step = past[-1] if past else request.steps[-1]
    allowed(request, step, actor, office=office)
    return step


def allowed(request: Request, step: Step, actor: Official, *, office: bool) -> None:
    """Refuse with the truth unless `actor` may decide this step now.

    An authority's step is recorded by anybody in the office (代录). Raises NotHolder, OfficeOnly,
    AlreadyDecided, NotYourTurn or Moved.
    """
    if not _is_holder(step, actor, office=office):
        raise OfficeOnly if step.outside else NotHolder(step.holder_title)
    undecided(request, step)


def undecided(request: Request, step: Step) -> None:
    """Refuse with the truth unless the step waits for a decision.

    Raises AdviceGiven, AlreadyDecided, NotYourTurn or Moved.
    """
    if step.kind is StepKind.ADVISE and step.state in STEP_AFTER.values():
        raise AdviceGiven(request.number, step.decided_at)
    done = step if step.decided_at else _agreed_instead(request, step)
    if done is not None and done.decided_at is not None:
        at = done.taken_back_at or done.decided_at
        raise AlreadyDecided(done.decided_title, done.state, at, request.number)
    if request.open and step.state is StepState.LATER:
        raise NotYourTurn(request.number, tuple(s.holder_title for s in request.waiting))
    if is_gone(request, step):
        raise ChangeGone(request.number)
    if not request.open or step.state is not StepState.PENDING:
        raise Moved(request.number, request.state, request.closed_at)


def _is_holder(step: Step, actor: Official, *, office: bool) -> bool:
    return office if step.outside else step.holder == actor.id


def _agreed_instead(request: Request, step: Step) -> Step | None:
    """The any-of step (或签) whose agreement made this one void."""
    if step.state is not StepState.VOID:
        return None
    return next((s for s in beside(request, step) if s.state is StepState.AGREED), None)


def beside(request: Request, step: Step) -> tuple[Step, ...]:
    """The other any-of steps (或签) of its stage; none where all must agree."""
    if step.need is not Need.ANY:
        return ()
    return tuple(
        other
        for other in request.steps
        if (other.round, other.stage) == (step.round, step.stage)
        and other.need is Need.ANY
        and other.id != step.id
    )


def not_for_advice(request: Request, step: Step) -> None:
    """Whoever is asked for advice (委派) says yes or no; the rest is refused with AdviceOnly."""
    if step.kind is StepKind.ADVISE:
        raise AdviceOnly(request.number)


def in_chain(request: Request) -> frozenset[str]:
    """Ids of everybody who has a part in this round; who was taken out (减签) has none."""
    steps = [step for step in request.current if step.state is not StepState.REMOVED]
    return frozenset({request.applicant}.union(*({s.holder, s.owner} for s in steps)))


def decide(
    request: Request,
    step_id: int,
    actor: Official,
    verdict: Verdict,
    now: datetime,
    *,
    office: bool = False,
    opinion: str = "",
    reference: str = "",
) -> Ruling:
    """One person's verdict on one step. Agreed when the last stage is through."""
    step = step_of(request, step_id)
    allowed(request, step, actor, office=office)
    if verdict is Verdict.RETURN:
        not_for_advice(request, step)
    decided = replace(
        step,
        state=STEP_AFTER[verdict],
        decided_by=actor.id,
        decided_title=_named(step, actor),
        decided_at=now,
        opinion=opinion or step.opinion,
        reference=reference,
    )
    return ruled(request, decided, actor, verdict, now)


def ruled(
    request: Request, decided: Step, actor: Official, verdict: Verdict, now: datetime
) -> Ruling:
    """What follows once a step is decided, by its holder or by whoever wrote his words down."""
    after = _settle(_with(request, decided), decided, verdict, now)
    return Ruling(
        request=after,
        entry=_entry(after, decided, actor, verdict, now),
        letters=letters_after(request, after),
    )


def _named(step: Step, actor: Official) -> str:
    """How the record names who decided: an authority's own name, 乙（代甲） for who acts for it."""
    return step.holder_title if step.outside or step.acts_for else actor.title


def forward(request: Request, step_id: int, actor: Official, to: Official, now: datetime) -> Ruling:
    """请××审定: the step passes to `to`, whose decision it then is."""
    step = step_of(request, step_id)
    allowed(request, step, actor, office=False)
    not_for_advice(request, step)
    if to.id in in_chain(request):
        raise CannotForward(to.title)
    passed = replace(
        step,
        state=StepState.FORWARDED,
        decided_by=actor.id,
        decided_title=_named(step, actor),
        decided_at=now,
        forwarded_to=to.title,
    )
    following = Step(
        round=step.round,
        stage=step.stage,
        moved_from=step.moved_from,
        kind=step.kind,
        need=step.need,
        added_by=step.added_by,
        passed_by=step.id,
        holder=to.id,
        holder_title=to.title,
        outside=False,
        state=StepState.PENDING,
    )
    after = _with(request, passed)
    after = replace(after, steps=(*after.steps, following))
    return Ruling(
        request=after,
        entry=_entry(after, passed, actor, Verdict.FORWARD, now),
        letters=(Letter(to=to.id, view=View.DECIDE, step=len(after.steps) - 1),),
    )


def comment(request: Request, step_id: int, actor: Official, words: str, now: datetime) -> Ruling:
    """Words typed in reply to a card: an opinion on it, which decides nothing."""
    step = step_of(request, step_id)
    allowed(request, step, actor, office=False)
    after = _with(request, replace(step, opinion=words))
    detail = {"step": step.holder_title, "opinion": words}
    entry = Entry(act="opinion", at=now, actor=actor.id, subject=request.number, detail=detail)
    return Ruling(request=after, entry=entry)


def succeed(request: Request, step_id: int, to: Official, now: datetime) -> Ruling:
    """A holder has left his post: the step passes, undecided, to whoever sits there now."""
    step = step_of(request, step_id)
    after = _with(request, replace(step, holder=to.id, holder_title=to.title, acts_for=""))
    detail = {"from": step.holder_title, "to": to.title}
    return Ruling(
        request=after,
        entry=Entry(act="succeed", at=now, actor="", subject=request.number, detail=detail),
        letters=(ask(after.steps.index(step_of(after, step_id)), step_of(after, step_id)),),
    )


def _with(request: Request, changed: Step) -> Request:
    steps = tuple(changed if step.id == changed.id else step for step in request.steps)
    return replace(request, steps=steps)


def _settle(request: Request, decided: Step, verdict: Verdict, now: datetime) -> Request:
    if _ends(request, decided, verdict):
        return denied(request, _ENDS[verdict], now)
    return go_on(_spare(request, decided))


def _ends(request: Request, decided: Step, verdict: Verdict) -> bool:
    """Whether this verdict ends the request.

    Advice (委派) never does. 退回 always does: what is to be mended is mended before anybody reads
    on. 不同意 does, but of several any-of steps (或签) only the last: another may still agree.
    """
    if decided.kind is StepKind.ADVISE or verdict not in _ENDS:
        return False
    others = beside(request, decided)
    return verdict is Verdict.RETURN or not any(step.state in UNDECIDED for step in others)


def _spare(request: Request, decided: Step) -> Request:
    """One of several any-of steps (或签) has agreed: the others need not."""
    if decided.state is not StepState.AGREED:
        return request
    spared = {step.id for step in beside(request, decided) if step.state in UNDECIDED}
    return replace(
        request,
        steps=tuple(
            replace(step, state=StepState.VOID) if step.id in spared else step
            for step in request.steps
        ),
    )


def go_on(request: Request) -> Request:
    """With nobody waiting the next stage opens; with none left the request is agreed."""
    if request.waiting:
        return request
    later = [step.stage for step in request.current if step.state is StepState.LATER]
    if not later:
        return granted(request)
    return replace(
        request,
        steps=tuple(
            replace(step, state=StepState.PENDING)
            if step.state is StepState.LATER and step.stage == min(later)
            else step
            for step in request.steps
        ),
    )


def letters_after(before: Request, after: Request) -> tuple[Letter, ...]:
    """The applicant hears of the end only, not of the first of two agreements."""
    if not after.open:
        return (Letter(to=after.applicant, view=View.OUTCOME), *told_of_dates(before, after))
    waited = {step.id for step in before.waiting}
    return tuple(
        ask(after.steps.index(step), step) for step in after.waiting if step.id not in waited
    )


def ask(index: int, step: Step) -> Letter:
    """The letter that puts a step before whoever must act on it."""
    if step.outside:
        return Letter(to=OFFICE, view=View.RECORD, step=index)
    return Letter(to=step.holder, view=View.DECIDE, step=index)


def _entry(request: Request, step: Step, actor: Official, verdict: Verdict, now: datetime) -> Entry:
    detail = {"step": step.holder_title, "verdict": verdict, "round": step.round}
    detail |= {"opinion": step.opinion} if step.opinion else {}
    written_down = step.outside or step.recorded_by
    detail |= {"reference": step.reference, "recorded_by": actor.title} if written_down else {}
    detail |= {"to": step.forwarded_to} if step.forwarded_to else {}
    detail |= {"request": request.state}
    return Entry(act="decide", at=now, actor=actor.id, subject=request.number, detail=detail)
