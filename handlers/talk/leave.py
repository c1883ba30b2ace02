"""What an applicant does with his own request: withdraw, cancel, report back."""

from collections.abc import Callable
from datetime import datetime

from bot.rules import leave as rules
from bot.rules.people import Official
from bot.rules.refusal import NoRequest, SeveralRequests
from bot.rules.requests import Request, State
from bot.rules.ruling import Ruling
from bot.words import choices
from bot.words import leave as words
from bot.words.card import Card
from bot.words.change import PUT_BACK
from bot.words.sentence import Sentence
from handlers.talk.turn import Reply, Turn, load
from storage import requests
from storage.record import record, refresh

Act = Callable[[Request, Official, datetime], Ruling]


async def withdraw(turn: Turn) -> Reply:
    """撤回, tapped or typed with a number: the request, or the change of it that waits."""
    return await _act(turn, rules.withdraw, words.WITHDRAWN, State.PENDING, State.RETURNED)


async def cancel(turn: Turn) -> Reply:
    """取消出行, typed or tapped; a tap is asked once more, for the approver is told at once."""
    if turn.tapped and "sure" not in turn.args:
        return await _ask_sure(turn)
    return await _act(turn, rules.cancel, words.CANCELLED, State.AGREED)


async def keep(turn: Turn) -> Reply:
    """不取消: the card as it was."""
    await refresh(turn.tx, await load(turn, turn.args["number"]), turn.policy, turn.now)
    return Reply()


async def _ask_sure(turn: Turn) -> Reply:
    request = await load(turn, turn.args["number"])
    rules.cancel(request, turn.speaker, turn.now)  # refused now rather than after the question
    return Reply(card=choices.sure(request, turn.now, turn.language), onto=turn.letter)


async def report_back(turn: Turn) -> Reply:
    """销假."""
    return await _act(turn, rules.report_back, words.REPORTED_BACK, State.AGREED)


async def _act(turn: Turn, rule: Act, done: Sentence, *states: State) -> Reply:
    request = await load(turn, await number_meant(turn, *states))
    ruling = rule(request, turn.speaker, turn.now)
    await record(turn.tx, ruling, turn.policy, turn.now)
    done = PUT_BACK if ruling.entry.act == "withdraw_change" else done
    told = done.say(turn.language, number=request.number)
    return Reply(toast=told) if turn.tapped else Reply(card=Card(title=told))


async def number_meant(turn: Turn, *states: State) -> str:
    """The number tapped or typed; with none, the one request it can only mean."""
    named = str(turn.args.get("number", "")) or turn.words
    if named:
        return named
    mine = await requests.of_applicant(turn.tx, turn.speaker.id, 20)
    fitting = sorted(r.number for r in mine if r.state in states or _open_in(r, states))
    if len(fitting) == 1:
        return fitting[0]
    raise SeveralRequests(tuple(fitting)) if fitting else NoRequest


def _open_in(request: Request, states: tuple[State, ...]) -> bool:
    """A change that waits for a decision is as good as a request that does."""
    return State.PENDING in states and request.open
