"""Remarks 批注: what was noted on a request without deciding it, as rows that never change."""

from dataclasses import replace
from datetime import datetime

from bot.rules.requests import Remark, RemarkKind
from storage.db import Row, Tx, stamp


async def save(tx: Tx, number: str, remark: Remark) -> Remark:
    """Insert what is new; the remark with its id."""
    if remark.id:
        return remark
    row = await tx.row(
        "INSERT INTO remarks (request, kind, at, by, by_title, addressee, addressee_title, words)"
        " VALUES (:request, :kind, :at, :by, :by_title, :to, :to_title, :words) RETURNING id",
        request=number,
        kind=remark.kind,
        at=stamp(remark.at),
        by=remark.by,
        by_title=remark.by_title,
        to=remark.to,
        to_title=remark.to_title,
        words=remark.words,
    )
    if row is None:
        raise RuntimeError("an insert returned nothing")
    return replace(remark, id=row["id"])


def of_row(row: Row) -> Remark:
    """One stored remark as a value."""
    return Remark(
        id=row["id"],
        kind=RemarkKind(row["kind"]),
        at=datetime.fromisoformat(row["at"]),
        by=row["by"],
        by_title=row["by_title"],
        to=row["addressee"],
        to_title=row["addressee_title"],
        words=row["words"],
    )
