"""What stands where in a policy file, checked before any of it is believed.

A misspelt key would otherwise count as left out: `deside = true` decides nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from bot.rules.policy import LeavePractice, LedgerPractice, Naming
from bot.rules.policy_file import PolicyFault
from bot.rules.requests import Need

FILE, TOP = "file", "top"
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: whether a value is right for it, and whether it may be left out."""

    right: Callable[[object], bool]
    optional: bool = False


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_day(value: object) -> bool:
    return type(value) is date  # a datetime is a date too, and cannot be compared with one


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_filled(value: object) -> bool:
    return bool(value) and _is_words(value)


def _is_stages(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_filled, value))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _are_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_table, value))


def _is_aliases(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_words, value.values()))


def _are_needs(value: object) -> bool:
    return isinstance(value, list) and all(need in list(Need) for need in value)


def _is_naming(value: object) -> bool:
    return value in list(Naming)


def _is_number(value: object) -> bool:
    return type(value) is int and value >= 0


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_number, value))


PRACTICES: Mapping[str, type] = {"leave": LeavePractice, "ledger": LedgerPractice}
_CODE = {"code": Key(_is_text), "zh": Key(_is_text), "en": Key(_is_text)}
KEYS: Mapping[str, Mapping[str, Key]] = {
    TOP: {
        "id": Key(_is_text),
        "title": Key(_is_text),
        "government": Key(_is_text, optional=True),
        "holds_from": Key(_is_day),
        "rank": Key(_are_tables),
        "matter": Key(_are_tables),
        "route": Key(_are_tables),
        "authorities": Key(_is_aliases, optional=True),
        "leave": Key(_is_table),
        "item_class": Key(_are_tables),
        "escalation": Key(_are_tables),
        "ledger": Key(_is_table),
        "sensitive": Key(_is_table),
    },
    "rank": {
        **_CODE,
        "names": Key(_is_words, optional=True),
        "asks": Key(_is_flag, optional=True),
        "decides": Key(_is_flag, optional=True),
        "signs": Key(_is_flag, optional=True),
        "single": Key(_is_flag, optional=True),
    },
    "matter": _CODE,
    "route": {
        "matter": Key(_is_text),
        "ranks": Key(_is_filled),
        "article": Key(_is_text),
        "quote": Key(_is_text),
        "holds_from": Key(_is_day),
        "stages": Key(_is_stages),
        "needs": Key(_are_needs, optional=True),
        "when_empty": Key(_is_text, optional=True),
        "when_own": Key(_is_text, optional=True),
        "stand_in": Key(_is_naming, optional=True),
    },
    "item_class": {
        **_CODE,
        "source": Key(_is_text),
        "days": Key(_is_number, optional=True),
        "months": Key(_is_number, optional=True),
        "year_end": Key(_is_flag, optional=True),
        "working_days": Key(_is_flag, optional=True),
        "nudge_before": Key(_are_numbers, optional=True),
        "nudge_monthly": Key(_is_flag, optional=True),
    },
    "escalation": {"working_days": Key(_is_number), "to": Key(_is_text)},
    "sensitive": {"words": Key(_is_filled), "innocent": Key(_is_words, optional=True)},
}


def shape_faults(data: Table) -> tuple[PolicyFault, ...]:
    """Every key that is unknown, missing or holds what it must not; every code used twice."""
    faults = list(_key_faults(TOP, TOP, data))
    for name in ("rank", "matter", "route", "item_class", "escalation"):
        tables = data.get(name)
        if _are_tables(tables):
            for number, table in enumerate(tables or (), start=1):
                faults += _key_faults(name, f"{name} {number}", table)
    if _is_table(data.get("sensitive")):
        faults += _key_faults("sensitive", "sensitive", data["sensitive"])
    for name, practice in PRACTICES.items():
        faults += _practice_faults(name, practice, data.get(name))
    return tuple(faults or _repeated(data))


def _key_faults(name: str, where: str, table: Table) -> Iterator[PolicyFault]:
    keys = KEYS[name]
    for key, wanted in keys.items():
        if key not in table:
            if not wanted.optional:
                yield PolicyFault(where, key)
        elif not wanted.right(table[key]):
            yield PolicyFault(where, key)
    yield from (PolicyFault(where, key) for key in table if key not in keys)


def _practice_faults(name: str, kind: type, practice: object) -> Iterator[PolicyFault]:
    """Whole numbers, times and words; true is no number, though it would pass for 1."""
    if not isinstance(practice, dict):
        return
    for wanted in fields(kind):
        held = practice.get(wanted.name)
        right = _is_words(held) if wanted.type not in (int, time) else type(held) is wanted.type
        if not right or (isinstance(held, int) and held < 0):
            yield PolicyFault(name, wanted.name)
    known = {wanted.name for wanted in fields(kind)}
    yield from (PolicyFault(name, key) for key in practice if key not in known)


def _repeated(data: Table) -> Iterator[PolicyFault]:
    """A code twice, or two routes of one matter and rank from the same day."""
    seen = set[tuple[object, ...]]()
    for name in ("rank", "matter", "item_class"):
        for number, table in enumerate(data[name], start=1):
            if (name, table["code"]) in seen:
                yield PolicyFault(f"{name} {number}", "code")
            seen.add((name, table["code"]))
    for number, route in enumerate(data["route"], start=1):
        held = {(route["matter"], rank, route["holds_from"]) for rank in route["ranks"]}
        if held & seen:
            yield PolicyFault(f"route {number}", "holds_from")
        seen |= held
