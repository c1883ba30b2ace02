"""What people answer to the clock, and how they hurry others: 催办, 代办, 照常出发."""

from datetime import datetime

from bot.rules import going, taking_over, urging
from bot.rules import nudge as rules
from bot.rules.requests import Request, State
from bot.rules.ruling import View
from bot.words import nudge as words
from handlers.talk.leave import number_meant
from handlers.talk.turn import Reply, Turn, load, told
from storage import letters, nudges, people
from storage.record import record, show
from storage.reminders import sent_today


async def urge(turn: Turn) -> Reply:
    """催办, tapped or typed; whoever it waits with is reminded once people work."""
    request = await load(turn, await number_meant(turn, State.PENDING))
    ruling = urging.urge(request, turn.speaker, turn.now, turn.policy.leave)
    after = await record(turn.tx, ruling, turn.policy, turn.now)
    whom = [step.holder_title for step in after.waiting]
    shown = await _shown_at(turn, after)
    return told(turn, words.urged(after.number, whom, shown, turn.now, turn.language))


async def _shown_at(turn: Turn, request: Request) -> datetime:
    """When the first of those it waits with is shown it."""
    holders = [step.holder for step in request.waiting if not step.outside]
    asked = holders or [official.id for official in await people.office(turn.tx)]
    sent = [await sent_today(turn.tx, official, turn.now) for official in asked]
    return rules.sent_at(min(sent, default=0), turn.now, turn.policy.leave)


async def take_over(turn: Turn) -> Reply:
    """代办: the card it was offered on becomes the one it is decided on."""
    request = await load(turn, turn.args["number"])
    step, roster = turn.args["step"], await people.roster(turn.tx)
    there = await nudges.there(turn.tx, request, turn.policy, turn.now)
    ruling = taking_over.take_over(request, step, turn.speaker, roster, there, turn.now)
    if turn.letter is not None:
        await letters.adopt(turn.tx, turn.letter, View.DECIDE, request.number, step)
    after = await record(turn.tx, ruling, turn.policy, turn.now)
    return told(turn, words.TAKEN_OVER.say(turn.language, number=after.number))


async def going_(turn: Turn) -> Reply:
    """照常出发."""
    request = await load(turn, turn.args["number"])
    ruling = going.reconfirm(request, turn.speaker, turn.now)
    after = await record(turn.tx, ruling, turn.policy, turn.now)
    return told(turn, words.GOING_NOTED.say(turn.language, number=after.number))


async def open_(turn: Turn) -> Reply:
    """A number of a list of reminders: its cards, as they stand now."""
    request = await load(turn, turn.args["number"])
    to = turn.incoming
    for view, step in turn.args["cards"]:
        await show(
            turn.tx,
            request,
            View(view),
            step,
            turn.speaker,
            to.channel,
            to.address,
            turn.policy,
            turn.now,
        )
    return Reply()
