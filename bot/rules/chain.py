"""The chain 审批链 of a route: one step for each person asked, the first stage of them at once."""

from bot.rules.people import Official, Roster
from bot.rules.policy import Policy, Route, Seat, chain_of
from bot.rules.requests import Step, StepState


def steps_of(
    route: Route, applicant: Official, policy: Policy, roster: Roster, round_: int
) -> tuple[Step, ...]:
    """The steps of one round, in order; raises SeatEmpty."""
    seats = _asked_once(chain_of(route, applicant, policy, roster))
    first = min(stage for stage, _ in seats.values())
    return tuple(
        Step(
            round=round_,
            stage=stage,
            need=route.need_of(stage),
            holder=holder.id,
            holder_title=holder.title,
            outside=seat.outside,
            state=StepState.PENDING if stage == first else StepState.LATER,
        )
        for holder, (stage, seat) in seats.items()
    )


def _asked_once(
    stages: tuple[tuple[tuple[Seat, Official], ...], ...],
) -> dict[Official, tuple[int, Seat]]:
    """Everybody's seat and its stage; who sits twice is asked once, in the last of his seats."""
    last = {holder: (number, seat) for number, stage in enumerate(stages) for seat, holder in stage}
    return dict(sorted(last.items(), key=lambda held: held[1][0]))
