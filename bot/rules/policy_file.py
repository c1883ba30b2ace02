"""From the parsed TOML of a policy file to a Policy, or to every fault in it at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from bot.rules.policy import (
    Escalation,
    ItemClass,
    LeavePractice,
    LedgerPractice,
    Matter,
    Naming,
    Policy,
    Rank,
    Route,
    Seat,
    SeatKind,
)
from bot.rules.requests import Need
from bot.rules.sensitive import Sensitive

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """What is wrong with a policy file: where, and what stands there."""

    where: str  # e.g. route 3
    what: str  # the offending key or value


class PolicyFaults(Exception):
    """A policy file that cannot be used; every fault at once."""

    def __init__(self, faults: tuple[PolicyFault, ...]):
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def read_policy(data: Mapping[str, Any]) -> Policy:
    """Build the Policy from parsed TOML; raises PolicyFaults naming every table that is wrong."""
    faults: list[PolicyFault] = []
    ranks = list(_tables(data, "rank", _rank, faults))
    matters = list(_tables(data, "matter", _matter, faults))
    routes = tuple(_tables(data, "route", _route, faults))
    faults += _unknown_codes(routes, {r.code for r in ranks}, {m.code for m in matters}, data)
    classes = list(_tables(data, "item_class", _item_class, faults))
    escalations = list(_tables(data, "escalation", lambda table: Escalation(**table), faults))
    faults += _unknown_ranks(escalations, {r.code for r in ranks})
    practice = _practice(LeavePractice, data.get("leave", {}), faults)
    ledger = _practice(LedgerPractice, data.get("ledger", {}), faults)
    faults += [PolicyFault("top", key) for key in ("id", "title", "holds_from") if key not in data]
    if faults or practice is None or ledger is None:
        raise PolicyFaults(tuple(faults))
    return Policy(
        id=data["id"],
        title=data["title"],
        government=data.get("government", ""),
        holds_from=data["holds_from"],
        ranks={r.code: r for r in ranks},
        matters={m.code: m for m in matters},
        routes=routes,
        authorities={k: tuple(v) for k, v in data.get("authorities", {}).items()},
        leave=practice,
        sensitive=_sensitive(data["sensitive"]),
        item_classes={c.code: c for c in classes},
        escalations=tuple(sorted(escalations, key=lambda one: one.working_days)),
        ledger=ledger,
    )


def _tables(
    data: Mapping[str, Any], name: str, build: Any, faults: list[PolicyFault]
) -> Iterator[Any]:
    if not data.get(name):
        faults.append(PolicyFault("top", name))
    for number, table in enumerate(data.get(name, ()), start=1):
        try:
            yield build(table)
        except (KeyError, TypeError, ValueError) as wrong:
            faults.append(PolicyFault(f"{name} {number}", str(wrong.args[0])))


def _rank(table: Mapping[str, Any]) -> Rank:
    return Rank(
        code=table["code"],
        zh=table["zh"],
        en=table["en"],
        names=tuple(table.get("names", ())),
        asks=table.get("asks", False),
        decides=table.get("decides", False),
        signs=table.get("signs", False),
        single=table.get("single", False),
    )


def _matter(table: Mapping[str, Any]) -> Matter:
    return Matter(code=table["code"], zh=table["zh"], en=table["en"])


def _route(table: Mapping[str, Any]) -> Route:
    if not table["article"] or not isinstance(table["holds_from"], date):
        raise ValueError("article, holds_from")
    return Route(
        matter=table["matter"],
        ranks=tuple(table["ranks"]),
        article=table["article"],
        quote=table["quote"],
        holds_from=table["holds_from"],
        stages=tuple(tuple(_seat(words) for words in stage) for stage in table["stages"]),
        needs=tuple(Need(need) for need in table.get("needs", ())),
        when_empty=_replacement(table.get("when_empty", "stop")),
        when_own=_replacement(table.get("when_own", "stop")),
        stand_in=Naming(table.get("stand_in", Naming.OPTIONAL)),
    )


def _replacement(words: str) -> Seat | None:
    return None if words == "stop" else _seat(words)


_NAMELESS = (SeatKind.SUPERVISOR, SeatKind.SKIP)


def _seat(words: str) -> Seat:
    kind, _, name = words.partition(":")
    if kind not in list(SeatKind) or (kind in _NAMELESS) == bool(name):
        raise ValueError(words)
    return Seat(SeatKind(kind), name)


def _unknown_codes(
    routes: tuple[Route, ...], ranks: set[str], matters: set[str], data: Mapping[str, Any]
) -> list[PolicyFault]:
    authorities = data.get("authorities", {})
    known = {SeatKind.RANK: ranks, SeatKind.AUTHORITY: set(authorities)}
    faults = []
    for number, route in enumerate(routes, start=1):
        names = [rank for rank in route.ranks if rank not in ranks]
        names += [route.matter] if route.matter not in matters else []
        seats = [seat for stage in route.stages for seat in stage]
        seats += [seat for seat in (route.when_empty, route.when_own) if seat]
        names += [f"{s.kind}:{s.name}" for s in seats if s.name not in known.get(s.kind, ("",))]
        names += ["stages"] if not route.stages or not all(route.stages) else []
        faults += [PolicyFault(f"route {number}", name) for name in names]
    return faults + [
        PolicyFault("leave", rank)
        for key in _RANK_LISTS
        for rank in data.get("leave", {}).get(key, ())
        if rank not in ranks
    ]


_RANK_LISTS = ("counted_together", "not_both_away", "meeting_ranks")


def _practice(
    kind: Callable[..., T], table: Mapping[str, Any], faults: list[PolicyFault]
) -> T | None:
    """What stands in it was checked by its shape before."""
    if faults or not table:
        return None
    return kind(**{key: _frozen(value) for key, value in table.items()})


def _item_class(table: Mapping[str, Any]) -> ItemClass:
    if sum(bool(table.get(key)) for key in ("days", "months", "year_end")) != 1:
        raise ValueError("days")
    return ItemClass(**{key: _frozen(value) for key, value in table.items()})


HEAD, SUPERVISOR = "head", "supervisor"  # whom an overdue item is reported to, besides ranks


def _unknown_ranks(escalations: list[Escalation], ranks: set[str]) -> list[PolicyFault]:
    return [
        PolicyFault(f"escalation {number}", one.to)
        for number, one in enumerate(escalations, start=1)
        if one.to not in {*ranks, HEAD, SUPERVISOR}
    ]


def _sensitive(table: Mapping[str, Any]) -> Sensitive:
    return Sensitive(words=tuple(table["words"]), innocent=tuple(table.get("innocent", ())))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
