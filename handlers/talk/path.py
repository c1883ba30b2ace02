"""The path 审批链 a request would take just now, as its preview names it."""

from bot.rules import cover
from bot.rules.people import Official
from bot.rules.policy import Route, chain_of
from handlers.talk.turn import Turn
from storage import covers, people


async def path(turn: Turn, applicant: Official, route: Route) -> tuple[str, ...]:
    """Titles in the order they are asked, each once; 乙（代甲） where somebody is covered."""
    roster, away = await people.roster(turn.tx), await covers.active(turn.tx)
    above = cover.above_of(turn.policy, roster, turn.now)
    titles = [
        holder.title if seat.outside else cover.title_of(holder, applicant, away, above, roster)
        for stage in chain_of(route, applicant, turn.policy, roster)
        for seat, holder in stage
    ]
    return tuple(dict.fromkeys(titles))
