"""Sights: what a card shows beside the request itself, gathered once for all its readers."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.conflicts import Conflict
from bot.rules.policy import Policy
from bot.rules.requests import Request, StepState
from bot.rules.ruling import View
from bot.words.conflicts import notes
from bot.words.sight import Sight
from storage import attachments, conflicts, people
from storage.db import Row, Tx

# written for somebody who is to decide
ASKING = (View.DECIDE, View.URGED, View.OFFERED, View.SUPPLIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """One request with its papers and what stands beside it."""

    request: Request
    papers: tuple[str, ...]
    beside: tuple[Conflict, ...]
    office: frozenset[str]  # ids
    now: datetime

    def sight(
        self, view: View, reader: str, language: str, step: int | None, *, live: bool = True
    ) -> Sight:
        """The request for one pair of eyes; only who is to decide is told what stands beside it."""
        told = notes(self.beside, self.now.date(), language)
        return Sight(
            view=view,
            reader=reader,
            language=language,
            now=self.now,
            step=step,
            papers=self.papers,
            notes=told if self._decides(view, reader, step) else (),
            office=reader in self.office,
            live=live,
        )

    def sight_of(self, letter: Row) -> Sight:
        """The request for the reader of a letter already written."""
        return self.sight(
            View(letter["view"]),
            letter["recipient"],
            letter["language"],
            letter["step"],
            live=bool(letter["live"]),
        )

    def _decides(self, view: View, reader: str, step: int | None) -> bool:
        asked = (s for s in self.request.waiting if s.id == step and s.holder == reader)
        return view in ASKING and any(not s.outside for s in asked)


async def around(tx: Tx, request: Request, policy: Policy, now: datetime) -> Surroundings:
    """What is around a request just now; nothing stands beside one that waits for nobody."""
    waits = request.open and any(s.state is StepState.PENDING for s in request.current)
    return Surroundings(
        request=request,
        papers=tuple(await attachments.names(tx, request.number)),
        beside=await conflicts.of_request(tx, request, policy) if waits else (),
        office=await people.office_ids(tx),
        now=now,
    )
