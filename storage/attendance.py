"""Attendance 在岗: who is there, who will be away, and whose AB half may act for him."""

from collections.abc import Collection
from datetime import datetime

from bot.rules.leave import departure
from bot.rules.nudge import Attendance
from bot.rules.people import Official
from bot.rules.policy import Policy
from bot.rules.requests import Answer
from storage import people, trips
from storage.db import Row, Tx, moment


async def of(tx: Tx, officials: Collection[str], policy: Policy, now: datetime) -> Attendance:
    """What is known of these officials and of their AB halves."""
    halves = {id_: half for id_ in officials if (half := await _half(tx, id_, policy))}
    people_ = {*officials, *halves.values()}
    trips_ = {id_: await _first_trip(tx, id_) for id_ in people_}
    backs = {id_: await _back(tx, id_) for id_ in officials}
    return Attendance(
        practice=policy.leave,
        zone=now.tzinfo,
        away={id_: _leaves(row, policy, now) for id_, row in trips_.items() if row},
        covered={id_ for id_, row in trips_.items() if row and _covered(row)},
        back={id_: at for id_, at in backs.items() if at},
        halves=halves,
    )


async def _half(tx: Tx, id_: str, policy: Policy) -> str:
    """The AB half, if requests may be put to him."""
    holder = await people.official(tx, id_)
    half = await people.official(tx, holder.ab) if holder and holder.ab else None
    return half.id if half and _decides(half, policy) else ""


def _decides(official: Official, policy: Policy) -> bool:
    return any(official.holds(rank) for rank in policy.deciders())


async def _first_trip(tx: Tx, id_: str) -> Row | None:
    """His first agreed trip that he has not reported back from."""
    return await tx.row(
        "SELECT * FROM requests WHERE applicant = :id AND state = 'agreed'"
        " ORDER BY starts_on, starts_part, id LIMIT 1",
        id=id_,
    )


async def _back(tx: Tx, id_: str) -> datetime | None:
    """When he last reported back."""
    row = await tx.row(
        "SELECT MAX(closed_at) AS at FROM requests WHERE applicant = :id AND state = 'reported'",
        id=id_,
    )
    return moment(row["at"]) if row else None


def _leaves(row: Row, policy: Policy, now: datetime) -> datetime:
    return departure(trips.of_row(row).span, policy.leave, now.tzinfo)


def _covered(row: Row) -> bool:
    return bool(row["stand_in"]) and row["stand_in_answer"] == Answer.ACCEPTED
