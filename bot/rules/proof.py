"""Policy and roster proved against each other at start-up, before anybody can be asked wrongly.

Everybody who asks has a route for every matter, nobody decides his own, nothing loops, no seat is
empty, no department is without a supervisor (分管).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.people import Official, Roster
from bot.rules.policy import Policy, SeatEmpty, SeatKind, chain_of, route_for


class Wrong(StrEnum):
    """Kinds of fault; each has its sentence and its fix in words/proof.py."""

    NO_ROUTE = "no_route"
    OWN_JUDGE = "own_judge"
    LOOP = "loop"
    SEAT_EMPTY = "seat_empty"
    SEAT_CROWDED = "seat_crowded"
    NO_SUPERVISOR = "no_supervisor"
    SUPERVISOR_RANK = "supervisor_rank"
    NO_OFFICE = "no_office"


@dataclass(frozen=True, slots=True)
class ProofFault:
    """One thing that would go wrong, and whom or what it concerns."""

    wrong: Wrong
    subject: str  # a person's title, a department or a seat
    detail: str = ""


def prove(policy: Policy, roster: Roster, today: date) -> tuple[ProofFault, ...]:
    """Every fault of this policy with this roster on `today`, each named once; empty is good."""
    faults = [
        *_singles(policy, roster),
        *_departments(policy, roster),
        *_routes(policy, roster, today),
        *_loops(policy, roster, today),
    ]
    if not roster.with_rank("office"):
        faults.append(ProofFault(Wrong.NO_OFFICE, "office"))
    return tuple(dict.fromkeys(faults))


def _singles(policy: Policy, roster: Roster) -> Iterator[ProofFault]:
    for rank in policy.ranks.values():
        held = len(roster.with_rank(rank.code))
        if rank.single and held > 1:
            yield ProofFault(Wrong.SEAT_CROWDED, rank.zh, str(held))


def _departments(policy: Policy, roster: Roster) -> Iterator[ProofFault]:
    """Only departments whose people ask need somebody above them."""
    asking = [o for o in roster.officials.values() if policy.rank_of(o).asks]
    for department in dict.fromkeys(policy.main_post(o).department for o in asking):
        if department and not roster.supervisors.get(department):
            yield ProofFault(Wrong.NO_SUPERVISOR, department)
    for department, ids in roster.supervisors.items():
        for id_ in ids:
            supervisor = roster.officials.get(id_)
            if supervisor and not policy.rank_of(supervisor).decides:
                yield ProofFault(Wrong.SUPERVISOR_RANK, department, supervisor.title)


def _routes(policy: Policy, roster: Roster, today: date) -> Iterator[ProofFault]:
    for official in roster.officials.values():
        if not policy.rank_of(official).asks:
            continue
        for matter in policy.matters.values():
            route = route_for(policy, official, matter.code, today)
            if route is None:
                yield ProofFault(Wrong.NO_ROUTE, official.title, matter.zh)
                continue
            try:
                stages = chain_of(route, official, policy, roster)
            except SeatEmpty as empty:
                yield _bad_seat(empty, official, policy)
                continue
            if any(holder.id == official.id for stage in stages for _, holder in stage):
                yield ProofFault(Wrong.OWN_JUDGE, official.title, route.article)


def _bad_seat(empty: SeatEmpty, applicant: Official, policy: Policy) -> ProofFault:
    seat = empty.seat
    if seat.kind is SeatKind.SUPERVISOR:
        department = policy.main_post(applicant).department
        return ProofFault(Wrong.NO_SUPERVISOR, department or applicant.title)
    name = policy.ranks[seat.name].zh if seat.kind is SeatKind.RANK else seat.name
    wrong = Wrong.SEAT_CROWDED if empty.found else Wrong.SEAT_EMPTY
    return ProofFault(wrong, name, str(empty.found))


def _loops(policy: Policy, roster: Roster, today: date) -> Iterator[ProofFault]:
    """Follow who decides for whom upwards; meeting somebody twice is a loop."""
    above = {o.id: _deciders(o, policy, roster, today) for o in roster.officials.values()}
    for official in roster.officials.values():
        seen, level = set[str](), above[official.id] - {official.id}
        while level:
            if official.id in level:
                others = "、".join(sorted(roster.officials[i].title for i in seen | level))
                yield ProofFault(Wrong.LOOP, official.title, others)
                break
            seen |= level
            level = {up for id_ in level for up in above[id_]} - seen


def _deciders(official: Official, policy: Policy, roster: Roster, today: date) -> set[str]:
    if not policy.rank_of(official).asks:
        return set()
    ids = set[str]()
    for matter in policy.matters:
        route = route_for(policy, official, matter, today)
        try:
            stages = chain_of(route, official, policy, roster) if route else ()
        except SeatEmpty:
            continue
        ids |= {holder.id for stage in stages for _, holder in stage}
    return ids
