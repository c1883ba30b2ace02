"""Taking a decision back 收回: at once and quietly, later with a reason. It stays on the record.

What was decided is kept on its step; the same owner is asked anew in a step of its own.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.rules.approval import ask, beside, step_of
from bot.rules.dates import HalfDay, Part
from bot.rules.people import Official
from bot.rules.policy import LeavePractice
from bot.rules.refusal import (
    ActedOn,
    AlreadyDecided,
    Moved,
    NotHolder,
    OfficeOnly,
    Refiled,
    Refusal,
    TripBegun,
)
from bot.rules.requests import Confirmation, Request, State, Step, StepKind, StepState
from bot.rules.ruling import OFFICE, Entry, Letter, Ruling, View

UNDECIDED = (StepState.PENDING, StepState.LATER, StepState.VOID)
NO_DECISION = (*UNDECIDED, StepState.TAKEN_BACK, StepState.REMOVED)
_ENDED_BY = {State.REFUSED: StepState.REFUSED, State.RETURNED: StepState.RETURNED}


def take_back(
    request: Request,
    step_id: int,
    actor: Official,
    now: datetime,
    practice: LeavePractice,
    *,
    office: bool = False,
    reason: str = "",
) -> Ruling:
    """收回: within the seconds of grace nobody is written to, his own card simply asks again."""
    step = step_of(request, step_id)
    may_take_back(request, step, actor, now, office=office)
    quick = at_once(step, now, practice)
    after = reopened(request, _let_go(step, actor, now), now, reason)
    detail = {"step": step.holder_title, "verdict": step.state, "round": step.round}
    detail |= {"reason": reason} if reason else {}
    act = "undo" if quick else "revoke"
    return Ruling(
        request=after,
        entry=Entry(act=act, at=now, actor=actor.id, subject=request.number, detail=detail),
        letters=(*(() if quick else _told(request, after, step, actor)), *_asked(after, step)),
    )


def at_once(step: Step, now: datetime, practice: LeavePractice) -> bool:
    """Whether the decision is so fresh that nobody need be told."""
    grace = timedelta(seconds=practice.undo_seconds)
    return step.decided_at is not None and now - step.decided_at <= grace


def may_take_back(
    request: Request, step: Step, actor: Official, now: datetime, *, office: bool
) -> None:
    """Refuse with the truth unless `actor` may take this decision back now.

    A recorded reply, and spoken words not confirmed yet, are the office's to correct (更正代录).
    """
    written_down = step.outside or step.confirmation is Confirmation.ASKED
    whose = step.decided_by or step.holder
    if whose != actor.id and not (office and written_down):
        raise OfficeOnly if step.outside else NotHolder(step.decided_title or step.holder_title)
    possible(request, step, now)


def possible(request: Request, step: Step, now: datetime) -> None:
    """Refuse with the truth unless the decision can still be taken back, whoever asks."""
    number = request.number
    if step.state is StepState.TAKEN_BACK:
        raise AlreadyDecided(step.decided_title, step.state, step.taken_back_at, number)
    if step.decided_at is None:
        raise Moved(number, request.state, request.closed_at)
    if step.round < request.round:
        raise Refiled(number)
    after = _acted_on(request, step)
    if after is not None:
        raise ActedOn(after.decided_title, after.state, after.decided_at, number)
    if not hinges(request, step):
        raise Moved(number, request.state, request.closed_at)
    if is_under_way(request, now):
        raise TripBegun(number)


def is_possible(request: Request, step: Step, now: datetime) -> bool:
    """Whether a button that takes it back would do anything."""
    try:
        possible(request, step, now)
    except Refusal:
        return False
    return True


def hinges(request: Request, step: Step) -> bool:
    """Whether how the request stands hangs on this decision."""
    if step.round < request.round or step.state in NO_DECISION:
        return False
    if request.proposed is None and is_change(request, step.round):
        return False  # the change has been made, or dropped
    if request.state in _ENDED_BY:
        last = _ender(request)
        return step.id in {last.id, *(other.id for other in beside(request, last))}
    return request.state in (State.PENDING, State.AGREED) and not _agreed_beside(request, step)


def _ender(request: Request) -> Step:
    """Whose refusal or return ended the request; of several any-of steps (或签) the last."""
    ends = [s for s in request.current if s.state is _ENDED_BY[request.state]]
    return max((s for s in ends if s.kind is not StepKind.ADVISE), key=_when)


def _when(step: Step) -> tuple[datetime, int]:
    if step.decided_at is None:
        raise ValueError(f"{step.holder_title} has not decided")
    return step.decided_at, step.id


def _agreed_beside(request: Request, step: Step) -> Step | None:
    """Another any-of step (或签) whose agreement counts, whatever this one says."""
    return next((s for s in beside(request, step) if s.state is StepState.AGREED), None)


def is_change(request: Request, round_: int) -> bool:
    """Whether this round asked for a change 变更: what went before it was not returned."""
    if round_ == 1:
        return False
    before = [step for step in request.steps if step.round == round_ - 1]
    returned = any(step.state is StepState.RETURNED for step in before)
    return is_change(request, round_ - 1) or not returned


def is_under_way(request: Request, now: datetime) -> bool:
    """Whether an agreed trip has reached the half-day of its departure."""
    return request.state is State.AGREED and has_come(request, now)


def has_come(request: Request, now: datetime) -> bool:
    """Whether the half-day of departure is here, agreed or not."""
    return HalfDay(now.date(), Part.at(now.hour)) >= request.trip.span.start


def reopened(request: Request, step: Step, now: datetime, why: str) -> Request:
    """The step's decision void but kept, its owner asked anew, what hung on it waiting again.

    Where nothing hangs on it any more it is only noted.
    """
    undone = replace(
        step, state=StepState.TAKEN_BACK, former=step.state, taken_back_at=now, taken_back_why=why
    )
    if not hinges(request, step):
        return replace(request, steps=_with(request, undone))
    heirs = _heirs(request, step)
    steps = tuple(
        undone if s.id == step.id else _waiting_again(s, step, heirs) for s in request.steps
    )
    return replace(
        request,
        steps=(*steps, _anew(step)),
        state=request.state if request.proposed is not None else State.PENDING,
        closed_at=None,
    )


def _acted_on(request: Request, step: Step) -> Step | None:
    """A decision of somebody else's that rests on this one, or counts in its place."""
    heirs = _heirs(request, step)
    rests = [
        other
        for other in request.current
        if other.state not in NO_DECISION
        and (other.id in heirs or (other.stage > step.stage and _when(other) > _when(step)))
    ]
    if rests:
        return rests[0]
    if request.state in _ENDED_BY and not hinges(request, step):
        return _ender(request)
    return _agreed_beside(request, step)


def _heirs(request: Request, step: Step) -> set[int]:
    """Ids of the steps a 转呈 has led to: whom it was passed on to, and whom he added."""
    heirs = set[int]()
    for other in request.current:  # in the order they were made
        owners = {s.owner for s in request.current if s.id in heirs}
        if other.passed_by in {step.id, *heirs} or (heirs and other.added_by in owners):
            heirs.add(other.id)
    return heirs - {step.id}


def _let_go(step: Step, actor: Official, now: datetime) -> Step:
    """Spoken words nobody has confirmed are asked about no more."""
    if step.confirmation is not Confirmation.ASKED:
        return step
    his = step.decided_by == actor.id
    after = Confirmation.CONTESTED if his else Confirmation.NONE
    return replace(step, confirmation=after, confirmed_at=now if his else None)


def _waiting_again(other: Step, step: Step, heirs: set[int]) -> Step:
    """Another step, now that `step` is undecided: beside it waits, behind it waits its turn."""
    if other.round != step.round or other.state not in UNDECIDED:
        return other
    if other.id in heirs:
        return replace(other, state=StepState.REMOVED)
    if other.stage > step.stage:
        return replace(other, state=StepState.LATER)
    if other.stage == step.stage:
        return replace(other, state=StepState.PENDING)
    return other


def _anew(step: Step) -> Step:
    return replace(
        step,
        id=0,
        state=StepState.PENDING,
        decided_by="",
        decided_title="",
        decided_at=None,
        opinion="",
        reference="",
        forwarded_to="",
        recorded_by="",
        confirmation=Confirmation.NONE,
        confirmed_at=None,
        asked_at=None,
    )


def _with(request: Request, changed: Step) -> tuple[Step, ...]:
    return tuple(changed if step.id == changed.id else step for step in request.steps)


def _asked(after: Request, step: Step) -> tuple[Letter, ...]:
    """The owner is asked again, on the card in his hand."""
    new = [(place, s) for place, s in enumerate(after.steps) if not s.id]
    return tuple(replace(ask(place, s), instead_of=step.id) for place, s in new)


def _told(before: Request, after: Request, step: Step, actor: Official) -> tuple[Letter, ...]:
    """Whoever relied on the decision is told, and whoever waits again is asked again."""
    stand_in = [after.stand_in.official] if after.stand_in else []
    office = [] if step.outside else [OFFICE]  # which corrects what it recorded itself
    told = dict.fromkeys((after.applicant, *stand_in, *office))
    place = before.steps.index(step)
    waited = {s.id for s in before.waiting}
    again = [s for s in after.waiting if s.id and s.id not in waited]
    return (
        *(Letter(to=to, view=View.TAKEN_BACK, step=place) for to in told if to != actor.id),
        *(ask(after.steps.index(s), s) for s in again),
    )
