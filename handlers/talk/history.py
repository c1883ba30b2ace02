"""证明: what was done with a request, from the journal, for those concerned."""

from bot.rules import history as rules
from bot.words import history as words
from bot.words.card import Card
from handlers.talk.turn import Reply, Turn, load
from storage import history


async def show(turn: Turn) -> Reply:
    """证明 A-0123."""
    if not turn.words:
        return Reply(card=Card(title=words.WHICH.say(turn.language)))
    request = await load(turn, turn.words)
    rules.may_read(request, turn.speaker, office=turn.office)
    found = await history.of(turn.tx, request)
    return Reply(card=words.card(found, turn.now, turn.language))
