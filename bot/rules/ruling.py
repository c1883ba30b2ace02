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
    STAND_IN = "stand_in"  # somebody asked to stand in (代主持): accept or decline
    STAND_IN_DECLINED = "stand_in_declined"  # the applicant: please name somebody else
    STAND_IN_SILENT = "stand_in_silent"  # the office: departure time, and no answer
    COVER_BEGINS = "cover_begins"  # stand-in and applicant: from now on one acts for the other
    COVER_ENDS = "cover_ends"  # both: it is over
    UNANSWERED = "unanswered"  # the office: a holder has not answered in his working hours
    OFFERED = "offered"  # the holder's AB half: you may take it over
    URGED = "urged"  # a holder: the applicant asks for an answer (催办)
    RECONFIRM = "reconfirm"  # the applicant: agreed long ago, are you still going tomorrow?
    OVERDUE = "overdue"  # the office: not reported back for days
    CONFIRM = "confirm"  # a decider: somebody wrote down what you said (请确认)
    CONTESTED = "contested"  # applicant and office: he says otherwise (有异议)
    UNCONFIRMED = "unconfirmed"  # the office: a spoken decision nobody has confirmed in time
    TAKEN_BACK = "taken_back"  # the applicant: a decision was taken back
    MORE = "more"  # the applicant: please add something (补充材料)
    SUPPLIED = "supplied"  # the holder who asked: it is there
    COPIED = "copied"  # somebody told of it who need not agree (抄送)
    FILED_FOR = "filed_for"  # the applicant: the office has filed this for you (代填)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A new card 通知 for one official; earlier cards are brought up to date without one."""

    to: str  # official's id, or OFFICE: everybody in the office
    view: View
    step: int = -1  # DECIDE and RECORD: index into the ruling's request.steps
    instead_of: int = 0  # id of a step: the live card of it becomes this one, without a new letter

    def key(self, request: Request, recipient: str) -> str:
        """Names the letter once for ever: a revision is written once, and so are its letters."""
        return f"{request.number}.{request.revision}.{self.view}.{self.step}.{recipient}"


OFFICE = "*office*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """A moment 催办/提醒 at which the clock acts on a request, by itself."""

    at: datetime
    view: View | None  # None: nobody is written to, the trip begins
    to: str  # official's id, or OFFICE
    step: int | None = None  # id
    about: datetime  # what it hangs on: with view and step it names the moment once for ever
    until: datetime | None = None  # moot from then on

    @property
    def key(self) -> "NudgeKey":
        """What is done once, whoever was told."""
        return (self.view, self.step, self.about)


NudgeKey = tuple[View | None, int | None, datetime]


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
    nudge: Nudge | None = None  # the moment of the plan that has come
