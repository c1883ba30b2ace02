"""The office's digest 日报 (articles 22 and 25): who is away, what waits and with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.leave import is_out, is_overdue, is_unapproved
from bot.rules.policy import LeavePractice
from bot.rules.requests import Request, State, Step
from bot.rules.workdays import next_workday


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A step somebody holds, and for how many days."""

    request: Request
    step: Step
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReached:
    """A card its reader could not be shown; `why` is empty when he is bound nowhere."""

    title: str
    number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LostPaper:
    """A photo or file its channel did not hand out; it must be sent again."""

    name: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One morning's facts, each part possibly empty."""

    day: date
    out: tuple[Request, ...]
    leaving: tuple[Request, ...]  # from tomorrow to the next working day
    leaving_until: date
    back: tuple[Request, ...]
    not_reported: tuple[Request, ...]
    unapproved: tuple[Request, ...]  # departure has come without approval
    returned: tuple[Request, ...]  # wait for their applicant, who may still go
    waiting: tuple[Waiting, ...]  # longest first
    outside: tuple[Waiting, ...]  # authorities' replies still missing
    not_reached: tuple[NotReached, ...]
    lost: tuple[LostPaper, ...]
    parked: int  # messages that could not be handled
    head: tuple[int, str]  # the journal's last entry and hash

    @property
    def empty(self) -> bool:
        """Nothing to say beyond the head of the journal."""
        parts = (
            self.out,
            self.leaving,
            self.back,
            self.not_reported,
            self.unapproved,
            self.returned,
            self.waiting,
            self.outside,
            self.not_reached,
            self.lost,
        )
        return not any(parts) and not self.parked


def compose(
    open_requests: Iterable[Request],
    not_reached: tuple[NotReached, ...],
    parked: int,
    head: tuple[int, str],
    now: datetime,
    practice: LeavePractice,
    *,
    lost: tuple[LostPaper, ...] = (),
) -> Digest:
    """The digest of the morning of `now` (in the city's zone)."""
    requests, today = tuple(open_requests), now.date()
    until = next_workday(today)
    agreed = [request for request in requests if request.state is State.AGREED]
    waiting = _waiting(requests, now)
    return Digest(
        day=today,
        out=tuple(request for request in agreed if is_out(request, today)),
        leaving=tuple(r for r in agreed if today < r.trip.span.start.day <= until),
        leaving_until=until,
        back=tuple(r for r in agreed if r.trip.span.end.day == today),
        not_reported=tuple(r for r in agreed if is_overdue(r, today)),
        unapproved=tuple(r for r in requests if is_unapproved(r, now, practice)),
        returned=tuple(r for r in requests if r.state is State.RETURNED),
        waiting=tuple(w for w in waiting if not w.step.outside),
        outside=tuple(w for w in waiting if w.step.outside),
        not_reached=not_reached,
        lost=lost,
        parked=parked,
        head=head,
    )


def _waiting(requests: tuple[Request, ...], now: datetime) -> list[Waiting]:
    found = [
        Waiting(request=request, step=step, days=(now.date() - _since(request, step, now)).days)
        for request in requests
        for step in request.waiting
    ]
    return sorted(found, key=lambda waiting: -waiting.days)


def _since(request: Request, step: Step, now: datetime) -> date:
    """A forwarded step waits since it was passed on; any other since it was asked for.

    That is the filing, or the change that waits. In the city's zone.
    """
    passed = [s.decided_at for s in request.current if s.forwarded_to == step.holder_title]
    at = passed[-1] if passed and passed[-1] else request.asked_at
    return at.astimezone(now.tzinfo).date()
