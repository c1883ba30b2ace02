"""Reasons a rule about an item of the ledger does not act; part of the tree in refusal.py.

Refusal
├── BadItem            what cannot be written into the ledger
│   ├── TaskMissing · LeadMissing · DeadlineTooEarly · NotLater · UnclearTask · TaskTooLate
│   ├── NothingSaid
├── NotYours
│   ├── NotOnItem · NotLead · NotAssisting · NotKeeper · NotRecogniser · OwnKey · NoLeader
└── TooLate
    ├── ItemClosed · AlreadyReceived · PartSigned · SignOffWaits · NoSignOff · NotReady
    ├── Expired · ExtensionWaits · NoExtension · TaskFinished · StillOpen
"""

from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.refusal import NotYours, Refusal, TooLate


class BadItem(Refusal):
    """What cannot be written into the ledger."""


@dataclass(eq=False)
class TaskMissing(BadItem):
    """An item without a word of what is to be done."""


@dataclass(eq=False)
class LeadMissing(BadItem):
    """An item without a lead unit 牵头单位."""


@dataclass(eq=False)
class DeadlineTooEarly(BadItem):
    deployed_on: date


@dataclass(eq=False)
class NotLater(BadItem):
    number: str
    deadline: date


@dataclass(eq=False)
class UnclearTask(BadItem):
    text: str  # the line of a sub-task, as typed


@dataclass(eq=False)
class TaskTooLate(BadItem):
    text: str
    deadline: date


@dataclass(eq=False)
class NothingSaid(BadItem):
    number: str


@dataclass(eq=False)
class NotOnItem(NotYours):
    number: str


@dataclass(eq=False)
class NotLead(NotYours):
    number: str
    unit: str


@dataclass(eq=False)
class NotAssisting(NotYours):
    number: str


@dataclass(eq=False)
class NotKeeper(NotYours):
    """The office keeps the ledger; nobody else opens, checks, moves or drops."""


@dataclass(eq=False)
class NotRecogniser(NotYours):
    number: str
    holder: str


@dataclass(eq=False)
class OwnKey(NotYours):
    """Who asked for the sign-off, or held the first key, does not hold this one."""

    number: str


@dataclass(eq=False)
class NoLeader(NotYours):
    title: str


@dataclass(eq=False)
class ItemClosed(TooLate):
    number: str
    item_state: str
    at: datetime | None


@dataclass(eq=False)
class AlreadyReceived(TooLate):
    number: str
    who: str
    at: datetime | None


@dataclass(eq=False)
class PartSigned(TooLate):
    number: str
    who: str
    at: datetime | None


@dataclass(eq=False)
class SignOffWaits(TooLate):
    number: str
    at: datetime | None


@dataclass(eq=False)
class NoSignOff(TooLate):
    number: str


@dataclass(eq=False)
class NotReady(TooLate):
    number: str
    waits_for: tuple[str, ...]  # units and sub-tasks


@dataclass(eq=False)
class Expired(TooLate):
    number: str
    deadline: date


@dataclass(eq=False)
class ExtensionWaits(TooLate):
    number: str


@dataclass(eq=False)
class NoExtension(TooLate):
    number: str


@dataclass(eq=False)
class TaskFinished(TooLate):
    number: str
    text: str


@dataclass(eq=False)
class StillOpen(TooLate):
    number: str
