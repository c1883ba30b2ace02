"""Whose eyes a card of a request is written for, and what it shows beside the request itself."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.requests import Request, Step
from bot.rules.ruling import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One reader's view of one request at one moment."""

    view: View
    reader: str  # official's id
    language: str
    now: datetime  # in the city's zone: times are shown in it
    step: int | None = None  # id of the step the card is about
    papers: tuple[str, ...] = ()  # names of attachments
    notes: tuple[str, ...] = ()  # what an approver should see, one line each
    office: bool = False  # whether the reader is of the office
    unfolded: bool = False  # 更多 was tapped: the other buttons
    whole: bool = False  # 全文: all of it, however long
    live: bool = True  # only a live card carries what he may do now

    def step_of(self, request: Request) -> Step | None:
        """The step the card is about, if it is about one."""
        return next((step for step in request.steps if step.id == self.step), None)
