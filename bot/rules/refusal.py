"""Reasons a rule does not act. The desk turns each into one polite sentence (words/refusals.py).

Refusal
├── Unclear            what was typed is not understood
│   ├── UnclearDates · UnclearLine · UnknownWord · UnknownPerson · SeveralPeople
├── BadTrip            a trip that cannot be asked for
│   ├── NoSuchDay · DayPast · DatesReversed · TripTooLong · TooFarAhead · Abroad
│   ├── ReasonMissing · PlaceMissing · TextTooLong · NotAsked
├── NotYours           not this person's to do
│   ├── NotHolder · NotApplicant · OfficeOnly · NotUnderHand
└── TooLate            somebody was first, or its time has passed
    ├── AlreadyDecided · AlreadyClosed · NotYetOut · OldButton
"""

from dataclasses import dataclass
from datetime import date


@dataclass(eq=False)
class Refusal(Exception):
    """A reason not to act; carries what its sentence needs."""


class Unclear(Refusal):
    """What was typed is not understood."""


class BadTrip(Refusal):
    """A trip that cannot be asked for."""


class NotYours(Refusal):
    """Not this person's to do."""


class TooLate(Refusal):
    """Somebody was first, or its time has passed."""


@dataclass(eq=False)
class UnclearDates(Unclear):
    text: str  # the words no date was found in


@dataclass(eq=False)
class NoSuchDay(BadTrip):
    text: str  # 2月30日, as typed


@dataclass(eq=False)
class DayPast(BadTrip):
    day: date


@dataclass(eq=False)
class DatesReversed(BadTrip):
    start: str
    end: str
