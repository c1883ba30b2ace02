"""A request's history 办理过程 as the journal has it, and who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.rules.people import Official
from bot.rules.refusal import NotConcerned
from bot.rules.requests import Request

SHOWN = "shown"  # the key of an entry's detail that keeps the card a decider had before him


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of the journal about a request."""

    seq: int
    at: datetime
    act: str
    who: str  # title, or '' for the clock
    detail: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was done with one request, and how the journal it stands in holds."""

    number: str
    subject: str  # 事由行 as it reads now; an entry that had another tells it
    lines: tuple[Line, ...]
    titles: Mapping[str, str]  # official's id → title, for ids among the details
    count: int  # entries of the whole journal that hold
    head: str  # hash of its last entry
    broken: int | None  # the first entry that does not hold


def may_read(request: Request, reader: Official, *, office: bool) -> None:
    """The applicant, whoever held or decided a step, and the office. Raises NotConcerned."""
    concerned = {request.applicant}
    for step in request.steps:
        concerned |= {step.holder, step.acts_for, step.decided_by}
    if not office and reader.id not in concerned:
        raise NotConcerned(request.number)
