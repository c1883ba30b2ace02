"""A card of at most twelve rows: what matters least is given up first, and 全文 has it all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from bot.words import change, stand_in
from bot.words.sentence import Sentence
from bot.words.trip import ATTENDS, PHONE, WHEN, WHERE, WHY, WITH

MOST = 12  # rows of a card: title, fields and lines
FIELD, LINE = 120, 200  # columns of a field and of a step's line; a Chinese character takes two
STEPS = 3  # of this round, kept while older ones may go

RETURNED = Sentence("此前已退回{n}次，见全文", "Returned {n} times before: see the whole text")
EARLIER = Sentence("此前的审批见全文", "Earlier decisions: see the whole text")
FOLDED = Sentence("前{n}个环节见全文", "{n} steps before: see the whole text")

Fields = tuple[tuple[Sentence, str], ...]
CHANGED = (change.BEFORE, change.AFTER)  # of a change both are shown
FIRM = (WHEN, WHERE, *(change.labelled(which, one) for which in CHANGED for one in (WHEN, WHERE)))
KEPT = (*FIRM, WHY, *(change.labelled(which, WHY) for which in CHANGED))  # as long as it can be
FIRST_TO_GO = (PHONE, WITH, stand_in.LABEL, ATTENDS)  # then the others, from the last up


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A card of a request in parts that may be given up one by one; the title is a row more."""

    fields: Fields
    notes: tuple[str, ...] = ()  # what the reader must see
    earlier: tuple[str, ...] = ()  # steps of earlier rounds
    steps: tuple[str, ...] = ()  # of this round
    returned: int = 0  # how often it was sent back before

    @property
    def lines(self) -> tuple[str, ...]:
        return (*self.notes, *self.earlier, *self.steps)

    @property
    def rows(self) -> int:
        return 1 + len(self.fields) + len(self.lines)


def fitted(whole: Parts, language: str) -> Parts:
    """The parts that fit: long ones cut, then earlier rounds, old steps and small fields left out.

    Dates, place and notes always stay.
    """
    parts = _cut(whole)
    for give_up in _ways(language):
        while parts.rows > MOST and (fewer := give_up(parts)) != parts:
            parts = fewer
    return parts


def _cut(parts: Parts) -> Parts:
    return replace(
        parts,
        fields=tuple(
            (label, value if label in FIRM else cut(value, FIELD)) for label, value in parts.fields
        ),
        earlier=tuple(cut(line, LINE) for line in parts.earlier),
        steps=tuple(cut(line, LINE) for line in parts.steps),
    )


def cut(text: str, columns: int) -> str:
    """As much of a text as these columns hold, and … where that is not all of it."""
    if sum(map(_width, text)) <= columns:
        return text
    kept, used = "", 2
    for character in text:
        used += _width(character)
        if used > columns:
            break
        kept += character
    return f"{kept.rstrip()}…"


def _width(character: str) -> int:
    return 2 if east_asian_width(character) in "WFA" else 1


def _ways(language: str) -> Iterator[Callable[[Parts], Parts]]:
    yield lambda parts: _without_earlier(parts, language)
    yield lambda parts: _without_steps(parts, STEPS, language)
    yield from map(_without_field, FIRST_TO_GO)
    yield lambda parts: _without_last_field(parts, KEPT)
    yield lambda parts: _without_steps(parts, 1, language)
    yield lambda parts: _without_last_field(parts, FIRM)
    yield lambda parts: replace(parts, earlier=())
    yield lambda parts: replace(parts, steps=parts.steps[-1:])


def _without_earlier(parts: Parts, language: str) -> Parts:
    """Earlier rounds in one line, whatever they were."""
    if len(parts.earlier) < 2:
        return parts
    told = RETURNED if parts.returned else EARLIER
    return replace(parts, earlier=(told.say(language, n=parts.returned),))


def _without_steps(parts: Parts, kept: int, language: str) -> Parts:
    """The last steps of this round, and how many went before."""
    if len(parts.steps) <= kept + 1:
        return parts
    told = FOLDED.say(language, n=len(parts.steps) - kept)
    return replace(parts, steps=(told, *parts.steps[-kept:]))


def _without_field(label: Sentence) -> Callable[[Parts], Parts]:
    def without(parts: Parts) -> Parts:
        return replace(parts, fields=tuple(f for f in parts.fields if f[0] is not label))

    return without


def _without_last_field(parts: Parts, kept: tuple[Sentence, ...]) -> Parts:
    last = next((f for f in reversed(parts.fields) if f[0] not in kept), None)
    return replace(parts, fields=tuple(f for f in parts.fields if f is not last))
