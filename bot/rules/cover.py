"""Cover 代: who acts for somebody away. It is born from his leave and ends when he reports back.

At every moment exactly one person may decide a step, and never the one who asks: stand-ins of
stand-ins are followed, and where that leads in a circle or to the applicant, it goes up.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.rules.approval import ask
from bot.rules.dates import HalfDay, Part
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy, SeatEmpty, chain_of, route_for
from bot.rules.requests import Answer, Request, State, Step, StepState
from bot.rules.ruling import Entry, Letter, Ruling, View

Covers = Mapping[str, str]  # id of who is away → id of who stands in for him, now
Above = Callable[[str], str]  # an official's id → his superior's, "" where nobody is above
UNDECIDED = (StepState.PENDING, StepState.LATER)


def acting(owner: str, applicant: str, covers: Covers, above: Above) -> str:
    """Id of the one person who may act on a step of `owner`'s when `applicant` asks."""
    seats, seat = list[str](), owner
    while seat and seat not in seats:
        seats.append(seat)
        person = _followed(seat, applicant, covers)
        if person:
            return person
        seat = above(seat)
    return owner  # nobody else is left: he decides from where he is


def _followed(seat: str, applicant: str, covers: Covers) -> str:
    """Who stands at the end of a chain of stand-ins; "" in a circle, or where the applicant is."""
    seen = [seat]
    while seen[-1] in covers:
        if covers[seen[-1]] in seen:
            return ""
        seen.append(covers[seen[-1]])
    return "" if applicant in seen else seen[-1]


def above_of(policy: Policy, roster: Roster, now: datetime) -> Above:
    """Who is above whom: the first of the house who decides an official's own leave."""

    def above(id_: str) -> str:
        official = roster.officials.get(id_)
        return _superior(official, policy, roster, now) if official else ""

    return above


def _superior(official: Official, policy: Policy, roster: Roster, now: datetime) -> str:
    route = route_for(policy, official, "leave", now.date())
    if route is None:
        return ""
    try:
        stages = chain_of(route, official, policy, roster)
    except SeatEmpty:
        return ""
    inside = (holder.id for stage in stages for seat, holder in stage if not seat.outside)
    return next(inside, "")


def begun_or_ended(request: Request, now: datetime) -> Request:
    """The request with its cover begun or ended as its state and the half-day say."""
    stand_in = request.stand_in
    if stand_in is None:
        return request
    if stand_in.covers and request.state is not State.AGREED:
        return replace(request, stand_in=replace(stand_in, until=now))
    here = HalfDay(now.date(), Part.at(now.hour))
    if stand_in.covers or stand_in.answer is not Answer.ACCEPTED or here < request.trip.span.start:
        return request
    if request.state is not State.AGREED:
        return request
    return replace(request, stand_in=replace(stand_in, since=now, until=None))


def seat(request: Request, covers: Covers, above: Above, roster: Roster) -> Request:
    """A request whose new steps are with whoever acts for their owners just now."""
    steps = tuple(
        step if step.id else _held(step, request, covers, above, roster) for step in request.steps
    )
    return replace(request, steps=steps)


def hand_over(
    request: Request,
    before: Covers,
    after: Covers,
    above: Above,
    roster: Roster,
    now: datetime,
) -> Ruling | None:
    """What waits passes to whoever acts for its owner from now on; None where nothing changes.

    A step that somebody took over by himself stays with him: cover moves only what it held.
    """
    steps = list(request.steps)
    for place, step in enumerate(steps):
        if step.state not in UNDECIDED or step.outside:
            continue
        was = acting(step.owner, request.applicant, before, above)
        if was != acting(step.owner, request.applicant, after, above):
            steps[place] = _held(step, request, after, above, roster)
    moved = [(n, s) for n, s in enumerate(steps) if s.holder != request.steps[n].holder]
    if not moved:
        return None
    detail = {"to": [step.holder_title for _, step in moved]}
    return Ruling(
        request=replace(request, steps=tuple(steps)),
        entry=Entry(act="hand_over", at=now, actor="", subject=request.number, detail=detail),
        letters=tuple(ask(n, step) for n, step in moved if step.state is StepState.PENDING),
    )


def _held(step: Step, request: Request, covers: Covers, above: Above, roster: Roster) -> Step:
    if step.outside:
        return step
    owner = roster.officials.get(step.owner)
    holder = roster.officials.get(acting(step.owner, request.applicant, covers, above))
    if owner is None or holder is None:
        return step
    if holder.id == owner.id:
        return replace(step, holder=owner.id, holder_title=owner.title, acts_for="")
    title = acting_title(holder, owner)
    return replace(step, holder=holder.id, holder_title=title, acts_for=owner.id)


def title_of(
    owner: Official, applicant: Official, covers: Covers, above: Above, roster: Roster
) -> str:
    """Who would decide for `owner` just now, as a card names him."""
    holder = roster.officials.get(acting(owner.id, applicant.id, covers, above), owner)
    return owner.title if holder.id == owner.id else acting_title(holder, owner)


def acting_title(holder: Official, owner: Official) -> str:
    """乙（代甲）: how the record names somebody who acts for another."""
    return f"{holder.title}（代{owner.name}）"


def letters(request: Request) -> tuple[Letter, ...]:
    """Both are told when a cover has begun, and when it has ended."""
    stand_in = request.stand_in
    if stand_in is None:
        return ()
    view = View.COVER_BEGINS if stand_in.covers else View.COVER_ENDS
    return tuple(Letter(to=who, view=view) for who in (stand_in.official, request.applicant))


def entry(request: Request, now: datetime) -> Entry:
    """The journal's line of a cover that has begun or ended."""
    stand_in = request.stand_in
    act = "cover_begin" if stand_in and stand_in.covers else "cover_end"
    detail = {"stand_in": stand_in.title if stand_in else "", "for": request.applicant_title}
    return Entry(act=act, at=now, actor="", subject=request.number, detail=detail)
