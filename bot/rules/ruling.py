"""A ruling 裁定: what a rule returns. One message, one ruling, one transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.rules.requests import Request


class View(StrEnum):
    """Whose eyes a card about a request is written for, and why he gets it."""

    MINE = "mine"  # the applicant: what I asked and how it stands
    DECIDE = "decide"  # the holder of a step: please decide
    RECORD = "record"  # the office: please record the authority's reply
    OUTCOME = "outcome"  # the applicant: it has been decided
    TOLD = "told"  # somebody concerned: cancelled, reported back
    RETURN_DAY = "return_day"  # the applicant: today you are back, please report
    UNAPPROVED = "unapproved"  # the office: departure time came without approval


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A new card 通知 for one official; earlier cards are brought up to date without one."""

    to: str  # official's id, or OFFICE: everybody in the office
    view: View
    step: int = -1  # DECIDE and RECORD: index into the ruling's request.steps

    def key(self, request: Request, recipient: str) -> str:
        """Names the letter once for ever, so that a rerun cannot write it twice."""
        event = f"{request.state}.{self.step}"
        return f"{request.number}.{request.round}.{self.view}.{event}.{recipient}"


OFFICE = "*office*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line for the journal 流水: who did what, for whom, in plain values."""

    act: str
    at: datetime
    actor: str  # official's id; "" for the clock
    subject: str = ""  # the request's number, if any
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The request as it now stands, the letters it causes and the journal's entry."""

    request: Request
    entry: Entry
    letters: tuple[Letter, ...] = ()
