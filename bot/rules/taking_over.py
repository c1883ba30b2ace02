"""Taking over 代办: what is not answered in time passes to the other half of the AB pair."""

from dataclasses import replace
from datetime import datetime

from bot.rules.approval import step_of, undecided
from bot.rules.cover import acting_title
from bot.rules.nudge import Attendance, may_take_over
from bot.rules.people import Official, Roster
from bot.rules.refusal import NotOffered
from bot.rules.requests import Request
from bot.rules.ruling import Entry, Ruling


def take_over(
    request: Request,
    step_id: int,
    actor: Official,
    roster: Roster,
    there: Attendance,
    now: datetime,
) -> Ruling:
    """The step is his from now on, acting for its owner: 乙（代甲）. Nothing is decided by it.

    Raises AlreadyDecided or Moved where it waits no more, NotOffered where it is not his to take.
    """
    step = step_of(request, step_id)
    undecided(request, step)
    if not may_take_over(request, step, actor.id, now, there):
        raise NotOffered(step.holder_title)
    owner = roster.officials.get(step.owner)
    title = acting_title(actor, owner) if owner else actor.title
    taken = replace(step, holder=actor.id, holder_title=title, acts_for=step.owner)
    steps = tuple(taken if one.id == step_id else one for one in request.steps)
    detail = {"from": step.holder_title, "to": title}
    return Ruling(
        request=replace(request, steps=steps),
        entry=Entry(act="take_over", at=now, actor=actor.id, subject=request.number, detail=detail),
    )
