"""Requests 请示 and their steps, read and written as whole values."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.rules.dates import HalfDay, Part, Span
from bot.rules.refusal import Stale
from bot.rules.requests import Request, State, Step, StepState, Trip
from storage.db import Row, Tx, moment, stamp


async def save(tx: Tx, request: Request) -> Request:
    """Insert or update a request and its steps; the request with its number and step ids.

    Raises Stale when somebody wrote it since it was read.
    """
    if request.number:
        await _update(tx, request)
        request = replace(request, revision=request.revision + 1)
    else:
        request = replace(request, number=await _insert(tx, request), revision=1)
    steps = [await _save_step(tx, request.number, step) for step in request.steps]
    return replace(request, steps=tuple(steps))


async def find(tx: Tx, number: str) -> Request | None:
    """One request by its number."""
    rows = await _where(tx, "number = :number", number=number)
    return rows[0] if rows else None


async def standing(tx: Tx, number: str) -> tuple[State, int] | None:
    """The state and round a request is stored in; None for a new one."""
    row = await tx.row("SELECT state, round FROM requests WHERE number = :number", number=number)
    return None if row is None else (State(row["state"]), row["round"])


async def of_applicant(tx: Tx, official: str, limit: int) -> Sequence[Request]:
    """His newest requests first."""
    return await _where(
        tx, "applicant = :official", f"ORDER BY id DESC LIMIT {limit:d}", official=official
    )


async def waiting_for(tx: Tx, official: str, *, office: bool) -> Sequence[Request]:
    """Requests with a step this person may act on now, oldest first."""
    return await _where(
        tx,
        "state = 'pending' AND number IN (SELECT request FROM steps WHERE state = 'pending'"
        " AND ((outside = 0 AND holder = :official) OR (outside = 1 AND :office)))",
        "ORDER BY filed_at, id",
        official=official,
        office=int(office),
    )


async def open_ones(tx: Tx) -> Sequence[Request]:
    """Everything pending or agreed and not reported back: what the office's view is made of."""
    return await _where(tx, "state IN ('pending', 'agreed')", "ORDER BY starts_on, id")


async def due(tx: Tx, now: datetime, limit: int) -> Sequence[Request]:
    """Requests the clock should look at; costs what is due, not what exists."""
    return await _where(
        tx, "nudge_at <= :now", f"ORDER BY nudge_at LIMIT {limit:d}", now=stamp(now)
    )


async def _where(tx: Tx, condition: str, rest: str = "", **values: Any) -> list[Request]:
    which = f"FROM requests WHERE {condition} {rest}"  # conditions are this file's own
    rows = await tx.rows(f"SELECT * {which}", **values)
    steps: dict[str, list[Row]] = {row["number"]: [] for row in rows}
    of_them = f"SELECT * FROM steps WHERE request IN (SELECT number {which}) ORDER BY id"  # noqa: S608
    for step in await tx.rows(of_them, **values):
        steps[step["request"]].append(step)
    return [_request(row, steps[row["number"]]) for row in rows]


def _request(row: Row, steps: Sequence[Row]) -> Request:
    inside = row["inside_province"]
    return Request(
        number=row["number"],
        matter=row["matter"],
        applicant=row["applicant"],
        applicant_title=row["applicant_title"],
        department=row["department"],
        subject=row["subject"],
        trip=Trip(
            span=Span(
                HalfDay(date.fromisoformat(row["starts_on"]), Part(row["starts_part"])),
                HalfDay(date.fromisoformat(row["ends_on"]), Part(row["ends_part"])),
            ),
            place=row["place"],
            reason=row["reason"],
            inside_province=None if inside is None else bool(inside),
            companions=row["companions"],
            phone=row["phone"],
            late_reason=row["late_reason"],
        ),
        late=bool(row["late"]),
        state=State(row["state"]),
        round=row["round"],
        article=row["article"],
        quote=row["quote"],
        filed_at=_known(row["filed_at"]),
        steps=tuple(_step(step) for step in steps),
        closed_at=moment(row["closed_at"]),
        reported_on=date.fromisoformat(row["reported_on"]) if row["reported_on"] else None,
        nudge_at=moment(row["nudge_at"]),
        revision=row["revision"],
    )


def _step(row: Row) -> Step:
    return Step(
        id=row["id"],
        round=row["round"],
        stage=row["stage"],
        holder=row["holder"],
        holder_title=row["holder_title"],
        outside=bool(row["outside"]),
        state=StepState(row["state"]),
        decided_by=row["decided_by"],
        decided_title=row["decided_title"],
        decided_at=moment(row["decided_at"]),
        opinion=row["opinion"],
        reference=row["reference"],
        forwarded_to=row["forwarded_to"],
    )


def _known(text: str) -> datetime:
    return datetime.fromisoformat(text)


_COLUMNS = (
    "matter",
    "applicant",
    "applicant_title",
    "department",
    "subject",
    "starts_on",
    "starts_part",
    "ends_on",
    "ends_part",
    "place",
    "inside_province",
    "reason",
    "companions",
    "phone",
    "late",
    "late_reason",
    "state",
    "round",
    "article",
    "quote",
    "filed_at",
    "closed_at",
    "reported_on",
    "nudge_at",
)


def _values(request: Request) -> dict[str, Any]:
    trip, span = request.trip, request.trip.span
    return {
        "matter": request.matter,
        "applicant": request.applicant,
        "applicant_title": request.applicant_title,
        "department": request.department,
        "subject": request.subject,
        "starts_on": span.start.day.isoformat(),
        "starts_part": int(span.start.part),
        "ends_on": span.end.day.isoformat(),
        "ends_part": int(span.end.part),
        "place": trip.place,
        "inside_province": None if trip.inside_province is None else int(trip.inside_province),
        "reason": trip.reason,
        "companions": trip.companions,
        "phone": trip.phone,
        "late": int(request.late),
        "late_reason": trip.late_reason,
        "state": request.state,
        "round": request.round,
        "article": request.article,
        "quote": request.quote,
        "filed_at": stamp(request.filed_at),
        "closed_at": _stamped(request.closed_at),
        "reported_on": request.reported_on.isoformat() if request.reported_on else None,
        "nudge_at": _stamped(request.nudge_at),
    }


def _stamped(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)


async def _insert(tx: Tx, request: Request) -> str:
    names, marks = ", ".join(_COLUMNS), ", ".join(f":{name}" for name in _COLUMNS)
    row = await tx.row(
        f"INSERT INTO requests ({names}) VALUES ({marks}) RETURNING id",  # noqa: S608 - our own columns
        **_values(request),
    )
    if row is None:
        raise RuntimeError("an insert returned nothing")
    number = f"A-{row['id']:04d}"
    await tx.run("UPDATE requests SET number = :number WHERE id = :id", number=number, id=row["id"])
    return number


async def _update(tx: Tx, request: Request) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in _COLUMNS)
    changed = await tx.run(
        f"UPDATE requests SET {sets}, revision = revision + 1"  # noqa: S608 - our own columns
        " WHERE number = :number AND revision = :revision",
        number=request.number,
        revision=request.revision,
        **_values(request),
    )
    if not changed:
        raise Stale(request.number)


async def _save_step(tx: Tx, number: str, step: Step) -> Step:
    values = {
        "holder": step.holder,
        "holder_title": step.holder_title,
        "state": step.state,
        "decided_by": step.decided_by,
        "decided_title": step.decided_title,
        "decided_at": _stamped(step.decided_at),
        "opinion": step.opinion,
        "reference": step.reference,
        "forwarded_to": step.forwarded_to,
    }
    if step.id:
        await _update_step(tx, step, values)
        return step
    row = await tx.row(
        "INSERT INTO steps (request, round, stage, holder, holder_title, outside, state)"
        " VALUES (:request, :round, :stage, :holder, :holder_title, :outside, :state)"
        " RETURNING id",
        request=number,
        round=step.round,
        stage=step.stage,
        holder=step.holder,
        holder_title=step.holder_title,
        outside=int(step.outside),
        state=step.state,
    )
    if row is None:
        raise RuntimeError("an insert returned nothing")
    return replace(step, id=row["id"])


async def _update_step(tx: Tx, step: Step, values: dict[str, Any]) -> None:
    """Only an undecided step may change: with the revision above, a decision happens once."""
    sets = ", ".join(f"{name} = :{name}" for name in values)
    await tx.run(
        f"UPDATE steps SET {sets} WHERE id = :id AND decided_at IS NULL",  # noqa: S608 - our own columns
        id=step.id,
        **values,
    )
