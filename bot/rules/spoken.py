"""Spoken decisions 电话先行: said by phone or in person, written down by somebody else (代录).

They count at once; whoever is said to have decided confirms or contests them (请确认).
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.approval import STEP_AFTER, ask, not_for_advice, ruled, step_of, undecided
from bot.rules.people import Official
from bot.rules.refusal import (
    AlreadyConfirmed,
    Moved,
    NeedsReference,
    NotHolder,
    NotRecorder,
    OfficeOnly,
)
from bot.rules.requests import Confirmation, Request, Step, Verdict
from bot.rules.ruling import OFFICE, Entry, Letter, Ruling, View
from bot.rules.taking_back import reopened


def record_spoken(
    request: Request,
    step_id: int,
    actor: Official,
    verdict: Verdict,
    now: datetime,
    *,
    office: bool,
    words: str,
    reason: str = "",
) -> Ruling:
    """What the holder of a step said, decided as if by himself; he is asked to confirm it.

    `words`: how it was said. The applicant may write down a consent to his own request only.
    """
    step = step_of(request, step_id)
    may_record(request, step, actor, verdict, office=office)
    decided = replace(
        step,
        state=STEP_AFTER[verdict],
        decided_by=step.holder,
        decided_title=step.holder_title,
        decided_at=now,
        opinion=reason or step.opinion,
        reference=words,
        recorded_by=actor.title,
        confirmation=Confirmation.ASKED,
    )
    ruling = ruled(request, decided, actor, verdict, now)
    place = request.steps.index(step)
    please = Letter(to=decided.holder, view=View.CONFIRM, step=place)
    return replace(ruling, letters=(*ruling.letters, please))


def may_record(
    request: Request, step: Step, actor: Official, verdict: Verdict | None, *, office: bool
) -> None:
    """Refuse unless `actor` may write down this verdict on this step; None: any at all.

    An authority answers by a paper of its own, whose reference the office records.
    """
    his_own = request.applicant == actor.id
    if not office and not his_own:
        raise NotRecorder
    if step.outside:
        raise NeedsReference(step.holder_title) if office else OfficeOnly
    if his_own and verdict not in (Verdict.AGREE, None):
        raise NotRecorder
    undecided(request, step)
    if verdict is Verdict.RETURN:
        not_for_advice(request, step)


def confirm(request: Request, step_id: int, actor: Official, now: datetime) -> Ruling:
    """请确认, confirmed: the decision is his, and nobody need be written to."""
    step = step_of(request, step_id)
    may_answer(request, step, actor)
    sure = replace(step, confirmation=Confirmation.CONFIRMED, confirmed_at=now)
    steps = tuple(sure if s.id == step.id else s for s in request.steps)
    return Ruling(
        request=replace(request, steps=steps), entry=_entry("confirm", request, step, actor, now)
    )


def contest(request: Request, step_id: int, actor: Official, reason: str, now: datetime) -> Ruling:
    """有异议: the decision does not stand; applicant and office hear it, he is asked himself."""
    step = step_of(request, step_id)
    may_answer(request, step, actor)
    contested = replace(step, confirmation=Confirmation.CONTESTED, confirmed_at=now)
    after = reopened(request, contested, now, reason)
    place = request.steps.index(step)
    waited = {s.id for s in request.waiting}
    again = [s for s in after.waiting if s.id not in waited]
    letters = (
        *(Letter(to=to, view=View.CONTESTED, step=place) for to in (after.applicant, OFFICE)),
        *(ask(after.steps.index(s), s) for s in again),
    )
    entry = _entry("contest", request, step, actor, now)
    entry = replace(entry, detail={**entry.detail, "reason": reason})
    return Ruling(request=after, entry=entry, letters=letters)


def may_answer(request: Request, step: Step, actor: Official) -> None:
    """Only whose words they are, and once. Raises NotHolder, AlreadyConfirmed or Moved."""
    if step.decided_by != actor.id:
        raise NotHolder(step.decided_title or step.holder_title)
    if step.confirmation in (Confirmation.CONFIRMED, Confirmation.CONTESTED):
        raise AlreadyConfirmed(request.number, step.confirmation, step.confirmed_at)
    if step.confirmation is Confirmation.NONE:
        raise Moved(request.number, request.state, request.closed_at)


def _entry(act: str, request: Request, step: Step, actor: Official, now: datetime) -> Entry:
    detail = {
        "step": step.holder_title,
        "verdict": step.state,
        "round": step.round,
        "recorded_by": step.recorded_by,
    }
    return Entry(act=act, at=now, actor=actor.id, subject=request.number, detail=detail)
