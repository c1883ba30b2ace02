"""Going 照常出发: a trip agreed long ago still takes place, says the applicant."""

from dataclasses import replace
from datetime import datetime

from bot.rules.nudge import said_again
from bot.rules.people import Official
from bot.rules.refusal import Moved, NotApplicant
from bot.rules.requests import Remark, RemarkKind, Request, State
from bot.rules.ruling import Entry, Ruling


def reconfirm(request: Request, actor: Official, now: datetime) -> Ruling:
    """Noted with who and when; said twice, it is noted once."""
    if request.applicant != actor.id:
        raise NotApplicant
    if request.state is not State.AGREED:
        raise Moved(request.number, request.state, request.closed_at)
    remark = Remark(kind=RemarkKind.RECONFIRMED, at=now, by=actor.id, by_title=actor.title)
    noted = () if said_again(request) else (remark,)
    return Ruling(
        request=replace(request, remarks=(*request.remarks, *noted)),
        entry=Entry(act="reconfirm", at=now, actor=actor.id, subject=request.number),
    )
