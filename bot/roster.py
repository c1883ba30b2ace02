"""The roster 名册 of a city: tables read into people, every mistake named by row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bot.roster_cell import folded, plain
from bot.roster_table import Row, Table, read_tables
from bot.rules.people import Official, Post, Roster
from bot.rules.roster_fault import Fault, FaultKind, RosterFaults

IN_DEPARTMENT = {"principal", "deputy"}  # ranks that lead a department, and so must name it
PERSONAL = ("phone", "telegram_id", "wecom_id", "ab")  # of the person, not of the post
CHATS = ("telegram_id", "wecom_id")
TELEGRAM_ID = re.compile(r"[1-9][0-9]{0,15}")  # at most 52 bits; negative numbers are groups
SEPARATORS = re.compile(r"[;；、]")


@dataclass(frozen=True, slots=True)
class Ranks:
    """The words that mean a rank 职级."""

    codes: Mapping[str, str]  # folded word → code
    known: tuple[tuple[str, str], ...]  # (Chinese, English) of each, to show

    def code(self, row: Row) -> str:
        return self.codes.get(folded(row["rank"]), "")


@dataclass(frozen=True, slots=True)
class People:
    """The rows of each person, and what else each is called by."""

    rows: Mapping[str, Sequence[Row]]  # id → rows, the main post first
    called: Mapping[str, Sequence[str]]  # name or post → ids

    def find(self, word: str) -> Sequence[str]:
        """The id `word` is, or else the ids it may mean by name or post."""
        return (plain(word),) if plain(word) in self.rows else self.called.get(word, ())


def read_roster(path: Path, ranks: Mapping[str, tuple[str, ...]]) -> Roster:
    """The roster in a folder or an .xlsx; `ranks`: code → words for it. Raises RosterFaults."""
    officials, departments = read_tables(path)
    known = _ranks(ranks)
    people = _people(officials)
    faults = (
        *_by_row(_official_faults(officials, people, known)),
        *_by_row(_department_faults(departments, officials, people)),
    )
    if faults:
        raise RosterFaults(*faults)
    return Roster(
        officials={id_: _official(id_, rows, people, known) for id_, rows in people.rows.items()},
        supervisors=dict(_supervisors(departments, people)),
    )


def _ranks(ranks: Mapping[str, tuple[str, ...]]) -> Ranks:
    codes = {folded(word): code for code, words in ranks.items() for word in (code, *words)}
    chinese = {
        code: next((word for word in words if not word.isascii()), code)
        for code, words in ranks.items()
    }
    return Ranks(codes, tuple((chinese[code], code) for code in ranks))


def _people(officials: Table) -> People:
    rows: dict[str, list[Row]] = {}
    called: dict[str, dict[str, None]] = {}
    for row in officials:
        id_ = plain(row["id"])
        if not id_:
            continue
        rows.setdefault(id_, []).append(row)
        for word in (row["name"], row["post"]):
            called.setdefault(word, {})[id_] = None
    return People(rows, {word: tuple(ids) for word, ids in called.items() if word})


def _by_row(faults: Iterable[Fault]) -> Sequence[Fault]:
    return sorted(faults, key=lambda fault: fault.row or 0)


def _official_faults(officials: Table, people: People, ranks: Ranks) -> Iterator[Fault]:
    for row in officials:
        yield from _cell_faults(row)
        yield from _rank_faults(row, ranks)
        yield from _ab_faults(row, people)
    for rows in people.rows.values():
        yield from _same_id_faults(rows)
        yield from _post_faults(rows)
    for column in CHATS:
        yield from _chat_faults(officials, column)


def _cell_faults(row: Row) -> Iterator[Fault]:
    for column in ("id", "name", "rank"):
        if not row[column]:
            yield row.fault(FaultKind.EMPTY, column)
    telegram_id = plain(row["telegram_id"])
    if telegram_id and not TELEGRAM_ID.fullmatch(telegram_id):
        yield row.fault(FaultKind.NOT_A_NUMBER, "telegram_id")


def _rank_faults(row: Row, ranks: Ranks) -> Iterator[Fault]:
    code = ranks.code(row)
    if row["rank"] and not code:
        yield row.fault(FaultKind.UNKNOWN_RANK, "rank", known=ranks.known)
    if code in IN_DEPARTMENT and not row["department"]:
        yield row.fault(FaultKind.NO_DEPARTMENT, "department", value=row["rank"])


def _ab_faults(row: Row, people: People) -> Iterator[Fault]:
    if not row["ab"]:
        return
    yield from _person_faults(row, "ab", row["ab"], people)
    if plain(row["id"]) and people.find(row["ab"]) == (plain(row["id"]),):
        yield row.fault(FaultKind.OWN_AB, "ab")


def _person_faults(row: Row, column: str, word: str, people: People) -> Iterator[Fault]:
    found = people.find(word)
    if not found:
        yield row.fault(FaultKind.UNKNOWN_PERSON, column, value=word)
    elif len(found) > 1:
        yield row.fault(FaultKind.SEVERAL_PEOPLE, column, value=word)


def _same_id_faults(rows: Sequence[Row]) -> Iterator[Fault]:
    """One id is one person: one name, one phone, one chat; only the posts may be several."""
    first, *others = rows
    for row in others:
        if row["name"] and first["name"] and row["name"] != first["name"]:
            yield row.fault(FaultKind.OTHER_NAME, "name", other=first)
    for column in PERSONAL:
        filled = [row for row in rows if row[column]]
        for row, later in pairwise(filled):
            if plain(row[column]) != plain(later[column]):
                yield later.fault(FaultKind.OTHER_VALUE, column, other=row)


def _post_faults(rows: Sequence[Row]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        post = (row["name"], row["post"], row["rank"], row["department"])
        if post in seen:
            yield row.fault(FaultKind.DUPLICATE_POST, "id", other=seen[post])
        seen.setdefault(post, row)


def _chat_faults(officials: Table, column: str) -> Iterator[Fault]:
    owners: dict[str, Row] = {}
    for row in officials:
        chat = plain(row[column]).casefold()  # WeCom does not tell A from a
        owner = owners.setdefault(chat, row)
        if chat and plain(owner["id"]) != plain(row["id"]):
            yield row.fault(FaultKind.USED_TWICE, column, other=owner)


def _department_faults(departments: Table, officials: Table, people: People) -> Iterator[Fault]:
    known = {row["department"] for row in officials}
    seen: dict[str, Row] = {}
    for row in departments:
        department = row["department"]
        if not department:
            yield row.fault(FaultKind.EMPTY, "department")
        elif department not in known:
            yield row.fault(FaultKind.UNKNOWN_DEPARTMENT, "department")
        elif department in seen:
            yield row.fault(FaultKind.LISTED_TWICE, "department", other=seen[department])
        seen.setdefault(department, row)
        for word in _words(row["supervisor"]):
            yield from _person_faults(row, "supervisor", word, people)


def _words(cell: str) -> Sequence[str]:
    return [word.strip() for word in SEPARATORS.split(cell) if word.strip()]


def _official(id_: str, rows: Sequence[Row], people: People, ranks: Ranks) -> Official:
    ab = _first(rows, "ab")
    return Official(
        id=id_,
        name=rows[0]["name"],
        posts=tuple(_post(row, ranks) for row in rows),
        phone=plain(_first(rows, "phone")),
        telegram_id=plain(_first(rows, "telegram_id")),
        wecom_id=plain(_first(rows, "wecom_id")),
        ab=people.find(ab)[0] if ab else "",
    )


def _first(rows: Sequence[Row], column: str) -> str:
    return next((row[column] for row in rows if row[column]), "")


def _post(row: Row, ranks: Ranks) -> Post:
    """The post 职务; where none is given the name stands for it."""
    title = row["post"] or row["name"]
    return Post(title=title, rank=ranks.code(row), department=row["department"])


def _supervisors(departments: Table, people: People) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in departments:
        ids = [people.find(word)[0] for word in _words(row["supervisor"])]
        if ids:
            yield row["department"], tuple(dict.fromkeys(ids))
