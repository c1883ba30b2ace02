"""Steps 环节 of a request's chain, as rows."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.rules.requests import Confirmation, Need, Step, StepKind, StepState
from storage.db import Row, Tx, moment, stamp


async def save(tx: Tx, number: str, step: Step) -> Step:
    """Insert or update one step; the step with its id.

    Its request is saved first: that write is guarded, so a decision happens once.
    """
    values = _values(step)
    if step.id:
        sets = ", ".join(f"{name} = :{name}" for name in values)
        await tx.run(f"UPDATE steps SET {sets} WHERE id = :id", id=step.id, **values)  # noqa: S608 - our own columns
        return step
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    row = await tx.row(
        f"INSERT INTO steps (request, {names}) VALUES (:request, {marks}) RETURNING id",  # noqa: S608 - our own columns
        request=number,
        **values,
    )
    if row is None:
        raise RuntimeError("an insert returned nothing")
    return replace(step, id=row["id"])


def of_row(row: Row) -> Step:
    """One stored step as a value."""
    return Step(
        id=row["id"],
        round=row["round"],
        stage=row["stage"],
        moved_from=row["moved_from"],
        kind=StepKind(row["kind"]),
        need=Need(row["need"]),
        holder=row["holder"],
        holder_title=row["holder_title"],
        acts_for=row["acts_for"],
        added_by=row["added_by"],
        passed_by=row["passed_by"],
        outside=bool(row["outside"]),
        state=StepState(row["state"]),
        decided_by=row["decided_by"],
        decided_title=row["decided_title"],
        decided_at=moment(row["decided_at"]),
        opinion=row["opinion"],
        reference=row["reference"],
        forwarded_to=row["forwarded_to"],
        recorded_by=row["recorded_by"],
        confirmation=Confirmation(row["confirmation"]),
        confirmed_at=moment(row["confirmed_at"]),
        asked_at=moment(row["asked_at"]),
        former=StepState(row["former"]) if row["former"] else None,
        taken_back_at=moment(row["taken_back_at"]),
        taken_back_why=row["taken_back_why"],
    )


def _values(step: Step) -> dict[str, Any]:
    return {
        "round": step.round,
        "stage": step.stage,
        "moved_from": step.moved_from,
        "kind": step.kind,
        "need": step.need,
        "holder": step.holder,
        "holder_title": step.holder_title,
        "acts_for": step.acts_for,
        "added_by": step.added_by,
        "passed_by": step.passed_by,
        "outside": int(step.outside),
        "state": step.state,
        "decided_by": step.decided_by,
        "decided_title": step.decided_title,
        "decided_at": _stamped(step.decided_at),
        "opinion": step.opinion,
        "reference": step.reference,
        "forwarded_to": step.forwarded_to,
        "recorded_by": step.recorded_by,
        "confirmation": step.confirmation,
        "confirmed_at": _stamped(step.confirmed_at),
        "asked_at": _stamped(step.asked_at),
        "former": step.former,
        "taken_back_at": _stamped(step.taken_back_at),
        "taken_back_why": step.taken_back_why,
    }


def _stamped(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)
