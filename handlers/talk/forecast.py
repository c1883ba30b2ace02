"""谁会收到提醒, asked by the office."""

from bot.rules.refusal import OfficeOnly
from bot.words import forecast as words
from handlers.talk.turn import Reply, Turn
from storage import forecast, people

DAYS = 7


async def show(turn: Turn) -> Reply:
    """The coming week's reminders, as things stand."""
    if not turn.office:
        raise OfficeOnly
    messages = await forecast.look(turn.tx, turn.policy, turn.now, DAYS)
    roster = await people.roster(turn.tx)
    names = {official.id: official.title for official in roster.officials.values()}
    return Reply(card=words.card(messages, names, DAYS, turn.language))
