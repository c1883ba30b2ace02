"""Trips 行程: the columns of the one that counts, JSON for those proposed or given up."""

import json
from datetime import date
from typing import Any

from bot.rules.dates import HalfDay, Part, Span
from bot.rules.requests import Trip
from storage.db import Row


def values(trip: Trip) -> dict[str, Any]:
    """The trip, column by column."""
    span = trip.span
    return {
        "starts_on": span.start.day.isoformat(),
        "starts_part": int(span.start.part),
        "ends_on": span.end.day.isoformat(),
        "ends_part": int(span.end.part),
        "place": trip.place,
        "inside_province": None if trip.inside_province is None else int(trip.inside_province),
        "reason": trip.reason,
        "companions": trip.companions,
        "phone": trip.phone,
        "late_reason": trip.late_reason,
        "change_reason": trip.change_reason,
        "apart_reason": trip.apart_reason,
        "excuse": trip.excuse,
        "attends": trip.attends,
    }


def of_row(row: Row) -> Trip:
    """The trip of a request's row, or of what `kept` wrote."""
    inside = row["inside_province"]
    return Trip(
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
        change_reason=row["change_reason"],
        apart_reason=row["apart_reason"],
        excuse=row["excuse"],
        attends=row["attends"],
    )


def kept(trip: Trip | None) -> str | None:
    """One trip as JSON; None for none."""
    return None if trip is None else json.dumps(values(trip), ensure_ascii=False)


def all_kept(trips: tuple[Trip, ...]) -> str:
    """Several trips as JSON, in order."""
    return json.dumps([values(trip) for trip in trips], ensure_ascii=False)


def restored(text: str | None) -> Trip | None:
    """What `kept` wrote."""
    return None if text is None else of_row(json.loads(text))


def all_restored(text: str) -> tuple[Trip, ...]:
    """What `all_kept` wrote."""
    return tuple(of_row(trip) for trip in json.loads(text))
