"""Reasons a rule does not act. The desk turns each into one polite sentence (words/refusals.py).

Refusal
├── Unclear            what was typed is not understood
│   ├── UnclearDates · UnclearLine · NotFiledYet · AnotherVerdict · UnknownWord
│   ├── UnknownNumber · SeveralRequests · NoRequest · UnknownPerson · SeveralPeople · UnclearMonth
├── BadTrip            a trip that cannot be asked for
│   ├── NoSuchDay · DayPast · DatesReversed · TripTooLong · TooFarAhead · Abroad
│   ├── ReasonMissing · PlaceMissing · TextTooLong · NotAsked
│   ├── AlreadyLeft · EndPast · NothingChanged
├── BadStandIn         somebody who cannot stand in (代主持)
│   ├── OwnStandIn · OutsideStandIn · StandInAway · PairAway · StandInMissing
├── BadPaper           a file that is not kept
│   ├── PaperKind · PaperTooLarge · TooManyPapers
├── NotYours           not this person's to do
│   ├── NotYourButton · NotHolder · NotApplicant · OfficeOnly · NoLinkHere
│   ├── CannotForward · CannotAttend · NotDecider · NotSigner · CannotAdd · CannotCopy · AdviceOnly
│   ├── NotAdded · NothingAsked · NotStandIn · NotConcerned
│   ├── NotRecorder · NeedsReference · NotOffered
└── TooLate            somebody was first, or its time has passed
    ├── AlreadyDecided · AdviceGiven · AlreadyAnswered · CoverBegun · Moved · NotYourTurn
    ├── AskedAlready · UrgedAlready
    ├── AlreadyConfirmed · ActedOn · Refiled · TripBegun
    ├── ChangeWaits · ChangeGone · TripOver
    ├── NotYetOut · AlreadyFiled · FormOver · OldButton · LinkSpent
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(eq=False)
class Refusal(Exception):
    """A reason not to act; carries what its sentence needs."""


class Unclear(Refusal):
    """What was typed is not understood."""


class BadTrip(Refusal):
    """A trip that cannot be asked for."""


class BadStandIn(Refusal):
    """Somebody who cannot stand in (代主持), or nobody where somebody must."""


class BadPaper(Refusal):
    """A file that is not kept."""


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


@dataclass(eq=False)
class UnclearMonth(Unclear):
    text: str


@dataclass(eq=False)
class UnclearLine(Unclear):
    """A one-line leave request with dates but no place or no reason."""


@dataclass(eq=False)
class NotFiledYet(Unclear):
    """Words where the form waits for one of its buttons."""


@dataclass(eq=False)
class UnknownWord(Unclear):
    likeliest: tuple[str, ...]  # codes of the three likeliest errands


@dataclass(eq=False)
class UnknownPerson(Unclear):
    text: str


@dataclass(eq=False)
class SeveralPeople(Unclear):
    text: str
    titles: tuple[str, ...]


@dataclass(eq=False)
class AnotherVerdict(Unclear):
    """A reason was asked for one verdict, and the words speak of another."""

    text: str


@dataclass(eq=False)
class UnknownNumber(Unclear):
    text: str


@dataclass(eq=False)
class SeveralRequests(Unclear):
    """Said without a number where more than one could be meant."""

    numbers: tuple[str, ...]


@dataclass(eq=False)
class NoRequest(Unclear):
    """Said without a number where none of one's own requests can be meant."""


@dataclass(eq=False)
class TripTooLong(BadTrip):
    days: int
    longest: int


@dataclass(eq=False)
class TooFarAhead(BadTrip):
    farthest: int  # days


@dataclass(eq=False)
class Abroad(BadTrip):
    place: str


@dataclass(eq=False)
class ReasonMissing(BadTrip):
    """The trip says no reason."""


@dataclass(eq=False)
class PlaceMissing(BadTrip):
    """The trip says no place."""


@dataclass(eq=False)
class TextTooLong(BadTrip):
    limit: int  # characters
    length: int


@dataclass(eq=False)
class NotAsked(BadTrip):
    """This rank has no route under the regulation."""

    rank: str
    article: str


@dataclass(eq=False)
class AlreadyLeft(BadTrip):
    """The departure of a trip that has begun cannot be moved."""

    day: date


@dataclass(eq=False)
class EndPast(BadTrip):
    """A trip changed to end before today is one to report back from."""

    day: date


@dataclass(eq=False)
class NothingChanged(BadTrip):
    """A change that leaves all as it is."""


@dataclass(eq=False)
class OwnStandIn(BadStandIn):
    """Nobody stands in for himself."""


@dataclass(eq=False)
class OutsideStandIn(BadStandIn):
    """An authority is no stand-in."""

    title: str


@dataclass(eq=False)
class StandInAway(BadStandIn):
    """He is away himself in those half-days."""

    title: str
    leaves: date
    back: date


@dataclass(eq=False)
class PairAway(BadStandIn):
    """The other half of his AB pair is away, whose work he holds already."""

    title: str
    other: str
    leaves: date
    back: date


@dataclass(eq=False)
class StandInMissing(BadStandIn):
    """The regulation wants a stand-in named for this rank."""


@dataclass(eq=False)
class PaperKind(BadPaper):
    """Neither a picture nor a document of an office."""


@dataclass(eq=False)
class PaperTooLarge(BadPaper):
    largest: int  # MB


@dataclass(eq=False)
class TooManyPapers(BadPaper):
    most: int


@dataclass(eq=False)
class NotYourButton(NotYours):
    """The button was shown to somebody else."""


@dataclass(eq=False)
class NotHolder(NotYours):
    """Somebody else decides this step."""

    holder: str


@dataclass(eq=False)
class NotApplicant(NotYours):
    """Only the person who asked may do this."""


@dataclass(eq=False)
class OfficeOnly(NotYours):
    """Only the government office may do this."""


@dataclass(eq=False)
class NotOffered(NotYours):
    """Only the AB half takes a step over (代办), and only once it is late."""

    holder: str


@dataclass(eq=False)
class NotStandIn(NotYours):
    """Somebody else is asked to stand in."""


@dataclass(eq=False)
class NotRecorder(NotYours):
    """The applicant writes down a consent to his own request, the office any decision."""


@dataclass(eq=False)
class NeedsReference(NotYours):
    """An authority answers on paper: its reply is recorded with the reference."""

    holder: str


@dataclass(eq=False)
class NoLinkHere(NotYours):
    """Where only the page runs everybody is bound already."""


@dataclass(eq=False)
class CannotForward(NotYours):
    """Not to oneself, the applicant, or somebody who has already passed it on."""

    title: str


@dataclass(eq=False)
class NotConcerned(NotYours):
    """The history of a request is for those who had to do with it."""

    number: str


@dataclass(eq=False)
class CannotAttend(NotYours):
    """Not one of those who may sit in for the applicant at a meeting, or away himself."""

    title: str


@dataclass(eq=False)
class NotDecider(NotYours):
    """A request is passed on only to those who decide requests."""

    title: str
    ranks: tuple[str, ...]  # names of the ranks it may be passed to


@dataclass(eq=False)
class NotSigner(NotYours):
    """Only certain ranks are asked to sign beside a decider (加签) or to advise him (委派)."""

    title: str
    ranks: tuple[str, ...]  # names of the ranks that may


@dataclass(eq=False)
class CannotAdd(NotYours):
    """Not the applicant, nor somebody who is in the chain already."""

    title: str


@dataclass(eq=False)
class CannotCopy(NotYours):
    """Not an authority, nor anybody who sees the request already."""

    title: str


@dataclass(eq=False)
class AdviceOnly(NotYours):
    """Whoever is asked for advice (委派) says yes or no with his reasons, and nothing more."""

    number: str


@dataclass(eq=False)
class NotAdded(NotYours):
    """Only whoever added somebody takes him out again (减签)."""

    number: str


@dataclass(eq=False)
class NothingAsked(NotYours):
    """Nobody has asked for anything more (补充材料)."""

    number: str


@dataclass(eq=False)
class AlreadyDecided(TooLate):
    """Said with who decided what, and when."""

    title: str
    verdict: str  # a StepState
    at: datetime | None
    number: str


@dataclass(eq=False)
class AdviceGiven(TooLate):
    """He has given his advice (委派) already."""

    number: str
    at: datetime | None


@dataclass(eq=False)
class NotYourTurn(TooLate):
    """Others must decide before him."""

    number: str
    holders: tuple[str, ...]


@dataclass(eq=False)
class UrgedAlready(TooLate):
    """The applicant has asked for an answer (催办) a short while ago."""

    number: str
    again: datetime


@dataclass(eq=False)
class AskedAlready(TooLate):
    """The same was asked for a moment ago."""

    number: str


@dataclass(eq=False)
class Moved(TooLate):
    """The request stands elsewhere now: withdrawn, cancelled, refiled …"""

    number: str
    state: str  # a requests.State
    at: datetime | None


@dataclass(eq=False)
class AlreadyAnswered(TooLate):
    """He has said whether he stands in, and when."""

    number: str
    answer: str  # a requests.Answer
    at: datetime | None


@dataclass(eq=False)
class CoverBegun(TooLate):
    """The stand-in acts already; nobody else can be named."""

    title: str


@dataclass(eq=False)
class AlreadyConfirmed(TooLate):
    """He has confirmed or contested what was written down for him, and when."""

    number: str
    confirmation: str  # a requests.Confirmation
    at: datetime | None


@dataclass(eq=False)
class ActedOn(TooLate):
    """Somebody has decided on the strength of what is to be taken back, or since."""

    title: str
    verdict: str  # a StepState
    at: datetime | None
    number: str


@dataclass(eq=False)
class Refiled(TooLate):
    """The applicant has filed it again since; the new round has decisions of its own."""

    number: str


@dataclass(eq=False)
class TripBegun(TooLate):
    """The applicant has left: taking the decision back would not reach him in time."""

    number: str


@dataclass(eq=False)
class ChangeWaits(TooLate):
    """A change of the trip waits for a decision already."""

    number: str


@dataclass(eq=False)
class ChangeGone(TooLate):
    """A decision on a change that was withdrawn."""

    number: str


@dataclass(eq=False)
class TripOver(TooLate):
    """The day of return has passed: there is nothing left to change."""

    number: str


@dataclass(eq=False)
class NotYetOut(TooLate):
    """Reporting back before the trip has begun."""

    number: str


@dataclass(eq=False)
class AlreadyFiled(TooLate):
    """A button of a form that has been filed."""

    number: str


@dataclass(eq=False)
class FormOver(TooLate):
    """A button of a form given up, or replaced by a newer one."""


@dataclass(eq=False)
class OldButton(TooLate):
    """A button from long ago, or from before an upgrade."""


@dataclass(eq=False)
class LinkSpent(TooLate):
    """A binding link used before, or older than fifteen minutes."""


class Stale(Exception):
    """A guarded update met a row that had moved on: the turn is run once more."""
