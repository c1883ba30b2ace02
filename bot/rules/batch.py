"""Agreeing to several in one confirm 批量同意: which are routine, and why others are not."""

from collections.abc import Collection
from enum import StrEnum

from bot.rules.conflicts import Conflict
from bot.rules.policy import LeavePractice
from bot.rules.remarks import outstanding
from bot.rules.requests import Request, State, Step, StepKind


class Special(StrEnum):
    """Why a request wants a look of its own."""

    CHANGE = "change"  # an agreed trip is to be changed
    SIGNED = "signed"  # 加签, 委派: somebody else's step stands beside it
    PASSED_ON = "passed_on"  # 转呈
    FOR_ANOTHER = "for_another"  # he acts for somebody away (代)
    FILED_FOR = "filed_for"  # 代填
    REFILED = "refiled"  # returned before
    LATE = "late"
    BESIDE = "beside"  # something stands beside it
    ASKED = "asked"  # more was asked for, and is not there
    FAR = "far"  # not known to be inside the province
    LONG = "long"


def special(
    request: Request, step: Step, beside: Collection[Conflict], practice: LeavePractice
) -> Special | None:
    """Why it is left out of 批量同意; None: it is routine."""
    trip = request.trip
    reasons = {
        Special.CHANGE: request.proposed is not None or request.state is not State.PENDING,
        Special.SIGNED: any(s.kind is not StepKind.DECIDE for s in (step, *request.current)),
        Special.PASSED_ON: any(s.forwarded_to for s in request.current),
        Special.FOR_ANOTHER: bool(step.acts_for),
        Special.FILED_FOR: bool(request.filed_by),
        Special.REFILED: request.round > 1,
        Special.LATE: request.late,
        Special.BESIDE: bool(beside),
        Special.ASKED: bool(outstanding(request)),
        Special.FAR: trip.inside_province is not True,
        Special.LONG: trip.span.days > practice.routine_days,
    }
    return next((why for why, holds in reasons.items() if holds), None)
