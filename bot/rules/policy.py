"""The regulation 规定 as a value: ranks, matters, routes with article and date, and practice.

`route_for` finds the rule of a day, `chain_of` who sits where. Nothing here knows one city.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from bot.rules.people import Official, Post, Roster
from bot.rules.requests import Need
from bot.rules.sensitive import Sensitive


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A rank 职级; `names` are all the words a roster may use for it."""

    code: str
    zh: str
    en: str
    names: tuple[str, ...]
    asks: bool  # has routes of his own
    decides: bool  # requests may be forwarded to him
    signs: bool  # may be asked to sign beside a decider (加签), or to advise him (委派)
    single: bool  # exactly one in the city


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A kind of request 事项类型."""

    code: str
    zh: str
    en: str


class SeatKind(StrEnum):
    """How a seat names its holder."""

    RANK = "rank"
    SUPERVISOR = "supervisor"
    AUTHORITY = "authority"
    SKIP = "skip"  # nobody: the chain goes on without it


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a chain: `rank:mayor`, `supervisor`, `authority:州委`."""

    kind: SeatKind
    name: str = ""

    @property
    def outside(self) -> bool:
        """Answers by paper or phone; the office records it (代录)."""
        return self.kind is SeatKind.AUTHORITY


class Naming(StrEnum):
    """Whether a stand-in (代主持) is named when somebody asks for leave."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Who decides a matter for a rank, from a date on, by which article."""

    matter: str
    ranks: tuple[str, ...]
    article: str
    quote: str
    holds_from: date
    stages: tuple[tuple[Seat, ...], ...]  # in order
    needs: tuple[Need, ...] = ()  # of each stage; ALL where none is said
    when_empty: Seat | None = None  # who takes the place of an empty seat; None: a fault
    when_own: Seat | None = None  # … of a seat the applicant sits in himself; None: a fault
    stand_in: Naming = Naming.OPTIONAL

    def need_of(self, stage: int) -> Need:
        """How many of a stage's seats must agree."""
        return self.needs[stage] if stage < len(self.needs) else Need.ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePractice:
    """What article 17 leaves open, with the file's defaults."""

    lead_working_days: int
    longest_days: int
    farthest_days: int
    reason_characters: int
    place_characters: int
    report_back_at: time
    report_back_morning_at: time
    workday_starts_at: time
    noon_starts_at: time
    noon_ends_at: time
    workday_ends_at: time
    answer_working_hours: int
    absent_working_hours: int
    urge_working_hours: int
    unasked_a_day: int
    confirm_days: int
    undo_seconds: int
    reconfirm_days: int
    overdue_working_days: int
    most_vice_mayors_out: int
    counted_together: tuple[str, ...]  # ranks counted as vice-mayors out
    not_both_away: tuple[str, ...]  # ranks of the two heads
    meeting_ranks: tuple[str, ...]  # expected at an executive meeting
    routine_days: int
    batch_most: int
    approve_again: tuple[str, ...]  # kinds of change: longer, elsewhere, shorter, purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClass:
    """A class of the 710 ledger: how long an item has, and when it is reminded of."""

    code: str
    zh: str
    en: str
    source: str
    days: int = 0  # one of days, months and year_end says how long
    months: int = 0
    year_end: bool = False
    working_days: bool = False  # counted in working days
    nudge_before: tuple[int, ...] = ()  # days before the deadline
    nudge_monthly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """To whom an overdue item is reported as well, once it is so many working days overdue."""

    working_days: int
    to: str  # head, supervisor, or the code of a rank


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPractice:
    """What article 22 and 青政办〔2017〕74号 leave open, with the file's defaults."""

    source_kinds: tuple[str, ...]
    handed_to: tuple[str, ...]  # ranks in a unit: the first of them that anybody holds
    silent_working_days: int  # a sign-off or extension nobody answers is asked again after
    task_characters: int
    report_characters: int
    slips: tuple[str, ...]  # colours drafted for the office to review: blue, orange, red
    blue_days_before: int
    orange_working_days: int
    red_working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One regulation, whole."""

    id: str
    title: str
    holds_from: date
    ranks: Mapping[str, Rank]  # highest first
    matters: Mapping[str, Matter]
    routes: tuple[Route, ...]
    authorities: Mapping[str, tuple[str, ...]]
    leave: LeavePractice
    sensitive: Sensitive
    item_classes: Mapping[str, ItemClass]
    escalations: tuple[Escalation, ...]  # by how many working days overdue
    ledger: LedgerPractice
    government: str = ""  # who heads a form and signs a letter

    def rank_words(self) -> dict[str, tuple[str, ...]]:
        """Rank code → every word that means it in a roster."""
        return {r.code: (r.code, r.zh, *r.names) for r in self.ranks.values()}

    def main_post(self, official: Official) -> Post:
        """The post he asks by: the highest of those he holds."""
        order = list(self.ranks)
        return min(official.posts, key=lambda post: order.index(post.rank))

    def rank_of(self, official: Official) -> Rank:
        return self.ranks[self.main_post(official).rank]

    def deciders(self) -> tuple[str, ...]:
        """Codes of the ranks a request may be forwarded to (请××审定)."""
        return tuple(rank.code for rank in self.ranks.values() if rank.decides)

    def signers(self) -> tuple[str, ...]:
        """Codes of the ranks that may be added to a chain (加签), or asked for advice (委派)."""
        return tuple(rank.code for rank in self.ranks.values() if rank.decides or rank.signs)

    def names(self, codes: tuple[str, ...], language: str) -> tuple[str, ...]:
        """The names of ranks, as they are read."""
        ranks = (self.ranks[code] for code in codes)
        return tuple(rank.en if language == "en" else rank.zh for rank in ranks)


class SeatEmpty(Exception):
    """Nobody, or more than one, sits where a route points."""

    def __init__(self, seat: Seat, found: int):
        super().__init__(f"{seat} holds {found}")
        self.seat, self.found = seat, found


def route_for(policy: Policy, official: Official, matter: str, day: date) -> Route | None:
    """The route that held on `day`: of several the latest."""
    rank = policy.main_post(official).rank
    held = [
        route
        for route in policy.routes
        if route.matter == matter and rank in route.ranks and route.holds_from <= day
    ]
    return max(held, key=lambda route: route.holds_from, default=None)


def holder_of(seat: Seat, applicant: Official, policy: Policy, roster: Roster) -> Official:
    """Who sits in `seat` when `applicant` asks; raises SeatEmpty."""
    found = _SITTERS[seat.kind](seat, applicant, policy, roster)
    if len(found) != 1:
        raise SeatEmpty(seat, len(found))
    return found[0]


def chain_of(
    route: Route, applicant: Official, policy: Policy, roster: Roster
) -> tuple[tuple[tuple[Seat, Official], ...], ...]:
    """The route's stages with the person in each seat; raises SeatEmpty.

    A seat that is empty, or the applicant's own, is filled or left out as the route says.
    """
    stages = tuple(
        tuple(
            seated
            for seat in stage
            if (seated := _seated(seat, route, applicant, policy, roster)) is not None
        )
        for stage in route.stages
    )
    if not any(stages):
        raise SeatEmpty(route.stages[0][0], 0)
    return stages


def _seated(
    seat: Seat, route: Route, applicant: Official, policy: Policy, roster: Roster
) -> tuple[Seat, Official] | None:
    """The seat and who sits in it, or in the one that takes its place; None: left out."""
    try:
        holder = holder_of(seat, applicant, policy, roster)
    except SeatEmpty as empty:
        if empty.found or route.when_empty is None:
            raise
        return _instead(route.when_empty, applicant, policy, roster)
    if holder.id == applicant.id and route.when_own is not None:
        return _instead(route.when_own, applicant, policy, roster)
    return seat, holder


def _instead(
    seat: Seat, applicant: Official, policy: Policy, roster: Roster
) -> tuple[Seat, Official] | None:
    if seat.kind is SeatKind.SKIP:
        return None
    return seat, holder_of(seat, applicant, policy, roster)


def _by_rank(seat: Seat, _: Official, _policy: Policy, roster: Roster) -> tuple[Official, ...]:
    return roster.with_rank(seat.name)


def _by_supervision(
    _: Seat, applicant: Official, policy: Policy, roster: Roster
) -> tuple[Official, ...]:
    department = policy.main_post(applicant).department
    return tuple(
        roster.officials[id_]
        for id_ in roster.supervisors.get(department, ())[:1]  # several: the first listed leads
        if id_ in roster.officials
    )


def _by_authority(seat: Seat, _: Official, policy: Policy, roster: Roster) -> tuple[Official, ...]:
    words = (seat.name, *policy.authorities.get(seat.name, ()))
    outside = roster.with_rank("authority")
    return tuple(
        o
        for o in outside
        if any(word in (o.name, o.post.title, o.post.department) for word in words)
    )


def _nobody(
    _: Seat, _applicant: Official, _policy: Policy, _roster: Roster
) -> tuple[Official, ...]:
    return ()


_Sitters = Callable[[Seat, Official, Policy, Roster], tuple[Official, ...]]
_SITTERS: Mapping[SeatKind, _Sitters] = {
    SeatKind.SKIP: _nobody,
    SeatKind.RANK: _by_rank,
    SeatKind.SUPERVISOR: _by_supervision,
    SeatKind.AUTHORITY: _by_authority,
}
