"""Nudges 催办/提醒: which moments of a request's plan have come, and what was shown of them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.rules import nudge as rules
from bot.rules.dates import Span
from bot.rules.nudge import Attendance
from bot.rules.policy import Policy
from bot.rules.requests import Answer, Request, State
from bot.rules.ruling import Nudge, NudgeKey, View
from storage import attendance, requests
from storage.db import Row, Tx, stamp


async def there(tx: Tx, request: Request, policy: Policy, now: datetime) -> Attendance:
    """Who is there of those a request waits for."""
    holders = {step.holder for step in request.waiting if not step.outside}
    return await attendance.of(tx, holders, policy, now)


async def planned(tx: Tx, request: Request, policy: Policy, now: datetime) -> Request:
    """The request with the moment at which the clock should look at it next."""
    moments = await done(tx, request.number)
    at = rules.next_look(request, moments, await there(tx, request, policy, now))
    return replace(request, nudge_at=at)


async def look_beside(
    tx: Tx, was: Request | None, request: Request, policy: Policy, now: datetime
) -> None:
    """What waits for somebody is looked at anew when he will be away, or is back."""
    if _leave(was) == _leave(request):
        return
    for other in await requests.held_by(tx, request.applicant):
        after = await planned(tx, other, policy, now)
        await requests.look_at(tx, other.number, after.nudge_at)


def _leave(request: Request | None) -> tuple[Span, bool] | None:
    """When somebody is away by it, and whether his work is taken over; None: he is not."""
    if request is None or request.state is not State.AGREED:
        return None
    stand_in = request.stand_in
    return request.trip.span, stand_in is not None and stand_in.answer is Answer.ACCEPTED


async def done(tx: Tx, number: str) -> set[NudgeKey]:
    """The moments of a request that have come."""
    rows = await tx.rows(
        "SELECT DISTINCT view, step, about FROM nudges WHERE request = :number", number=number
    )
    return {key_of(row) for row in rows}


def key_of(row: Row) -> NudgeKey:
    """The moment a row stands for."""
    view = View(row["view"]) if row["view"] else None
    return (view, row["step"], datetime.fromisoformat(row["about"]))


def view_of(row: Row) -> View:
    """How its card is written."""
    return View(row["view"])


async def note(
    tx: Tx, request: Request, moment: Nudge, recipients: Sequence[str], now: datetime
) -> None:
    """A moment has come: open for each recipient; with none it is only written down."""
    for recipient in recipients or (request.applicant,):
        await tx.run(
            "INSERT INTO nudges (request, view, step, about, recipient, due_at, closed_at)"
            " VALUES (:request, :view, :step, :about, :recipient, :due_at, :closed_at)",
            request=request.number,
            view=moment.view or "",
            step=moment.step,
            about=stamp(moment.about),
            recipient=recipient,
            due_at=stamp(moment.at),
            closed_at=None if recipients else stamp(now),
        )


async def awaiting(tx: Tx) -> list[str]:
    """Officials of whom something is still to be reminded."""
    rows = await tx.rows("SELECT DISTINCT recipient FROM nudges WHERE closed_at IS NULL")
    return [row["recipient"] for row in rows]


async def open_of(tx: Tx, official: str) -> list[Row]:
    """What one official is to be reminded of, in the order it fell due."""
    return list(
        await tx.rows(
            "SELECT * FROM nudges WHERE recipient = :official AND closed_at IS NULL"
            " ORDER BY due_at, id",
            official=official,
        )
    )


async def open_about(tx: Tx, number: str) -> list[Row]:
    """What of a request has come and was not shown yet."""
    return list(
        await tx.rows(
            "SELECT * FROM nudges WHERE request = :number AND closed_at IS NULL ORDER BY id",
            number=number,
        )
    )


async def close(tx: Tx, ids: Collection[int], now: datetime, letter: int | None = None) -> None:
    """Shown in a letter, or with none: found to be moot."""
    for id_ in ids:
        await tx.run(
            "UPDATE nudges SET closed_at = :now, letter = :letter WHERE id = :id",
            id=id_,
            now=stamp(now),
            letter=letter,
        )


async def shown(tx: Tx, since: datetime, until: datetime) -> dict[str, int]:
    """How many messages of reminders each official was sent in that time."""
    rows = await tx.rows(
        "SELECT recipient, COUNT(DISTINCT letter) AS messages FROM nudges"
        " WHERE letter IS NOT NULL AND closed_at >= :since AND closed_at < :until"
        " GROUP BY recipient",
        since=stamp(since),
        until=stamp(until),
    )
    return {row["recipient"]: row["messages"] for row in rows}
