"""Requests 请示, read and written as whole values: trip, chain and remarks with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.rules.dates import Span
from bot.rules.refusal import Stale
from bot.rules.requests import Answer, Request, StandIn, State
from storage import remarks, steps, trips
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
    return replace(
        request,
        steps=tuple([await steps.save(tx, request.number, step) for step in request.steps]),
        remarks=tuple([await remarks.save(tx, request.number, r) for r in request.remarks]),
    )


async def find(tx: Tx, number: str) -> Request | None:
    """One request by its number."""
    rows = await _where(tx, "number = :number", number=number)
    return rows[0] if rows else None


async def of_applicant(tx: Tx, official: str, limit: int) -> Sequence[Request]:
    """His newest requests first."""
    return await _where(
        tx, "applicant = :official", f"ORDER BY id DESC LIMIT {limit:d}", official=official
    )


async def waiting_for(tx: Tx, official: str, *, office: bool) -> Sequence[Request]:
    """Requests with a step this person may act on now, or confirm, oldest first."""
    return await _where(
        tx,
        "number IN (SELECT request FROM steps WHERE state = 'pending'"
        " AND ((outside = 0 AND holder = :official) OR (outside = 1 AND :office))"
        " OR (confirmation = 'asked' AND holder = :official))",
        "ORDER BY filed_at, id",
        official=official,
        office=int(office),
    )


async def waiting_inside(tx: Tx) -> Sequence[Request]:
    """Requests with a step that somebody of the house has to decide, or will have to."""
    return await _where(
        tx,
        "number IN (SELECT request FROM steps WHERE state IN ('pending', 'later') AND outside = 0)",
        "ORDER BY id",
    )


async def agreed_between(tx: Tx, first: date, last: date) -> Sequence[Request]:
    """Agreed trips that touch these days."""
    return await _where(
        tx,
        "state = 'agreed' AND starts_on <= :last AND ends_on >= :first",
        "ORDER BY starts_on, id",
        first=first.isoformat(),
        last=last.isoformat(),
    )


async def held_by(tx: Tx, official: str) -> Sequence[Request]:
    """Requests that wait for this one person, whoever else."""
    return await _where(
        tx,
        "number IN (SELECT request FROM steps"
        " WHERE state = 'pending' AND outside = 0 AND holder = :official)",
        official=official,
    )


async def planned_ones(tx: Tx) -> Sequence[Request]:
    """Everything the clock still has to look at, or has looked at and not shown."""
    return await _where(
        tx,
        "nudge_at IS NOT NULL OR number IN (SELECT request FROM nudges WHERE closed_at IS NULL)",
        "ORDER BY id",
    )


async def open_ones(tx: Tx) -> Sequence[Request]:
    """Everything pending or agreed and not reported back: what the office's view is made of."""
    return await _where(tx, "state IN ('pending', 'agreed')", "ORDER BY starts_on, id")


async def returned(tx: Tx, today: date) -> Sequence[Request]:
    """What was returned to its applicant and may still be filed again in time."""
    return await _where(
        tx,
        "state = 'returned' AND ends_on >= :today",
        "ORDER BY starts_on, id",
        today=today.isoformat(),
    )


async def open_between(tx: Tx, first: date, last: date) -> Sequence[Request]:
    """What is pending or agreed for these days, or may come to be by a change."""
    return await _where(
        tx,
        "(state IN ('pending', 'agreed') AND starts_on <= :last AND ends_on >= :first)"
        " OR (state = 'agreed' AND proposed IS NOT NULL)",
        "ORDER BY id",
        first=first.isoformat(),
        last=last.isoformat(),
    )


async def beside(
    tx: Tx, span: Span, applicant: str, department: str, ranks: Sequence[str]
) -> Sequence[Request]:
    """What is open on the days of a span of this person, his department, or one of these ranks."""
    named = {f"rank{n}": rank for n, rank in enumerate(ranks)}
    seats = ", ".join(f":{name}" for name in named) or "NULL"
    return await _where(
        tx,
        "((state IN ('pending', 'agreed') AND starts_on <= :last AND ends_on >= :first)"  # noqa: S608
        " OR (state = 'agreed' AND proposed IS NOT NULL)) AND (applicant = :applicant"
        " OR (department = :department AND department <> '')"
        f" OR applicant IN (SELECT official FROM posts WHERE rank IN ({seats})))",
        "ORDER BY id",
        first=span.start.day.isoformat(),
        last=span.end.day.isoformat(),
        applicant=applicant,
        department=department,
        **named,
    )


async def out_between(tx: Tx, first: date, last: date) -> Sequence[Request]:
    """Agreed trips that touch these days, reported back or not, by departure."""
    return await _where(
        tx,
        "state IN ('agreed', 'reported') AND starts_on <= :last AND ends_on >= :first",
        "ORDER BY starts_on, starts_part, id",
        first=first.isoformat(),
        last=last.isoformat(),
    )


async def due(tx: Tx, now: datetime, limit: int) -> Sequence[Request]:
    """Requests the clock should look at; costs what is due, not what exists."""
    return await _where(
        tx, "nudge_at <= :now", f"ORDER BY nudge_at LIMIT {limit:d}", now=stamp(now)
    )


async def look_at(tx: Tx, number: str, at: datetime | None) -> None:
    """When the clock should look at a request next; no writing of it, so no new revision."""
    await tx.run(
        "UPDATE requests SET nudge_at = :at WHERE number = :number", number=number, at=_stamped(at)
    )


async def _where(tx: Tx, condition: str, rest: str = "", **values: Any) -> list[Request]:
    which = f"FROM requests WHERE {condition} {rest}"  # conditions are this file's own
    rows = await tx.rows(f"SELECT * {which}", **values)
    parts: dict[str, tuple[list[Row], list[Row]]] = {row["number"]: ([], []) for row in rows}
    for place, table in enumerate(("steps", "remarks")):
        of_them = f"SELECT * FROM {table} WHERE request IN (SELECT number {which}) ORDER BY id"  # noqa: S608
        for part in await tx.rows(of_them, **values):
            parts[part["request"]][place].append(part)
    return [_request(row, *parts[row["number"]]) for row in rows]


def _request(row: Row, chain: Sequence[Row], noted: Sequence[Row]) -> Request:
    return Request(
        number=row["number"],
        matter=row["matter"],
        applicant=row["applicant"],
        applicant_title=row["applicant_title"],
        filed_by=row["filed_by"],
        department=row["department"],
        subject=row["subject"],
        trip=trips.of_row(row),
        stand_in=_stand_in(row),
        proposed=trips.restored(row["proposed"]),
        proposed_at=moment(row["proposed_at"]),
        proposed_subject=row["proposed_subject"],
        dropped=trips.restored(row["dropped"]),
        former=trips.all_restored(row["former"]),
        late=bool(row["late"]),
        state=State(row["state"]),
        round=row["round"],
        article=row["article"],
        quote=row["quote"],
        filed_at=datetime.fromisoformat(row["filed_at"]),
        steps=tuple(steps.of_row(step) for step in chain),
        remarks=tuple(remarks.of_row(remark) for remark in noted),
        closed_at=moment(row["closed_at"]),
        reported_on=date.fromisoformat(row["reported_on"]) if row["reported_on"] else None,
        nudge_at=moment(row["nudge_at"]),
        revision=row["revision"],
    )


def _stand_in(row: Row) -> StandIn | None:
    if row["stand_in"] is None:
        return None
    return StandIn(
        official=row["stand_in"],
        title=row["stand_in_title"],
        answer=Answer(row["stand_in_answer"]),
        at=moment(row["stand_in_at"]),
        since=moment(row["stand_in_since"]),
        until=moment(row["stand_in_until"]),
    )


def _values(request: Request) -> dict[str, Any]:
    stand_in = request.stand_in
    return {
        **trips.values(request.trip),
        "matter": request.matter,
        "applicant": request.applicant,
        "applicant_title": request.applicant_title,
        "filed_by": request.filed_by,
        "department": request.department,
        "subject": request.subject,
        "stand_in": stand_in.official if stand_in else None,
        "stand_in_title": stand_in.title if stand_in else "",
        "stand_in_answer": stand_in.answer if stand_in else "",
        "stand_in_at": _stamped(stand_in.at if stand_in else None),
        "stand_in_since": _stamped(stand_in.since if stand_in else None),
        "stand_in_until": _stamped(stand_in.until if stand_in else None),
        "proposed": trips.kept(request.proposed),
        "proposed_at": _stamped(request.proposed_at),
        "proposed_subject": request.proposed_subject,
        "dropped": trips.kept(request.dropped),
        "former": trips.all_kept(request.former),
        "late": int(request.late),
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
    values = _values(request)
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    row = await tx.row(
        f"INSERT INTO requests ({names}) VALUES ({marks}) RETURNING id",  # noqa: S608 - our own columns
        **values,
    )
    if row is None:
        raise RuntimeError("an insert returned nothing")
    number = f"A-{row['id']:04d}"
    await tx.run("UPDATE requests SET number = :number WHERE id = :id", number=number, id=row["id"])
    return number


async def _update(tx: Tx, request: Request) -> None:
    values = _values(request)
    sets = ", ".join(f"{name} = :{name}" for name in values)
    changed = await tx.run(
        f"UPDATE requests SET {sets}, revision = revision + 1"  # noqa: S608 - our own columns
        " WHERE number = :number AND revision = :revision",
        number=request.number,
        revision=request.revision,
        **values,
    )
    if not changed:
        raise Stale(request.number)
