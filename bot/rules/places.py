"""Where a trip goes, as far as its words tell: inside 省内 or outside 省外, or abroad 境外."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

# Where another place may begin: after a stop, a joining word or a verb of going, or after 中国.
# A name is taken whole before any of these is looked for, so 和田 stays 和田.
JOINT = re.compile(r"[\s、,;/&+·—~-]|中国|中华人民共和国|我国|和|与|及|赴|到|去|往|至|在|经|转")
# 蒙古族中学 and 和美国际酒店 are at home: there the name runs on into another word.
RUNS_ON = ("族", "际")


class Where(StrEnum):
    """How far a place is from here; UNKNOWN is to be asked about, never guessed."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Folded names and where they are, and the length of the longest."""

    names: Mapping[str, Where]
    longest: int  # characters


TABLES = {
    Where.INSIDE: ("qinghai", "places"),
    Where.OUTSIDE: ("mainland", "places"),
    Where.ABROAD: ("abroad", "names"),
}


FARTHEST_FIRST = (Where.ABROAD, Where.OUTSIDE, Where.INSIDE)


def parse_gazetteer(data: Mapping[str, Mapping[str, list[str]]]) -> Gazetteer:
    """The names of places.toml. Raises ValueError for a name in two tables, KeyError for none."""
    names: dict[str, Where] = {}
    for here, (table, key) in TABLES.items():
        for name in map(_folded, data[table][key]):
            if names.setdefault(name, here) is not here:
                raise ValueError(f"{name} is both {names[name]} and {here}")
    return Gazetteer(names, max(map(len, names), default=0))


def where(place: str, gazetteer: Gazetteer) -> Where:
    """The farthest place named: a trip to 西宁 and 东京 goes abroad."""
    found = set(_places(_folded(place), gazetteer))
    return next((far for far in FARTHEST_FIRST if far in found), Where.UNKNOWN)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _places(text: str, gazetteer: Gazetteer) -> Iterator[Where]:
    """What the words begin with, and what follows each joint in them."""
    start = 0
    while start < len(text):
        name = _name_at(text, start, gazetteer)
        if name:
            yield gazetteer.names[name]
        joint = JOINT.search(text, start + len(name))
        if not joint:
            return
        start = joint.end()


def _name_at(text: str, start: int, gazetteer: Gazetteer) -> str:
    for length in range(gazetteer.longest, 0, -1):
        name = text[start : start + length]
        if name in gazetteer.names and _ends(text, start + len(name)):
            return name
    return ""


def _ends(text: str, end: int) -> bool:
    """Whether a name may end here: not inside an English word, nor where it runs on."""
    rest, last = text[end : end + 1], text[end - 1]
    inside_word = last.isascii() and last.isalpha() and rest.isascii() and rest.isalpha()
    return not inside_word and rest not in RUNS_ON
