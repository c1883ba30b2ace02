"""Urging 催办: the applicant asks for an answer, not more often than the policy lets him."""

from dataclasses import replace
from datetime import datetime

from bot.rules.hours import add_working_hours
from bot.rules.people import Official
from bot.rules.policy import LeavePractice
from bot.rules.refusal import Moved, NotApplicant, UrgedAlready
from bot.rules.requests import Remark, RemarkKind, Request
from bot.rules.ruling import Entry, Ruling


def urge(request: Request, actor: Official, now: datetime, practice: LeavePractice) -> Ruling:
    """Whoever it waits with is reminded when people work: the plan sees to it.

    Raises NotApplicant, Moved where nothing waits, or UrgedAlready with when he may again.
    """
    if request.applicant != actor.id:
        raise NotApplicant
    if not request.open:
        raise Moved(request.number, request.state, request.closed_at)
    again = again_at(request, now, practice)
    if again is not None and now < again:
        raise UrgedAlready(request.number, again)
    remark = Remark(kind=RemarkKind.URGED, at=now, by=actor.id, by_title=actor.title)
    detail = {"to": [step.holder_title for step in request.waiting]}
    return Ruling(
        request=replace(request, remarks=(*request.remarks, remark)),
        entry=Entry(act="urge", at=now, actor=actor.id, subject=request.number, detail=detail),
    )


def again_at(request: Request, now: datetime, practice: LeavePractice) -> datetime | None:
    """When this round may be urged again; None where it has not been yet."""
    urged = [
        remark.at.astimezone(now.tzinfo)
        for remark in request.remarks
        if remark.kind is RemarkKind.URGED and remark.at >= request.filed_at
    ]
    return add_working_hours(urged[-1], practice.urge_working_hours, practice) if urged else None
