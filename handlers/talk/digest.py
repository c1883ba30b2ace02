"""日报, asked for by the office between mornings."""

from bot.rules.refusal import OfficeOnly
from bot.words import digest as words
from handlers.talk.turn import Reply, Turn
from storage import digests


async def show(turn: Turn) -> Reply:
    """The digest as it would read now; the morning's own is not touched."""
    if not turn.office:
        raise OfficeOnly
    digest = await digests.look(turn.tx, turn.policy.leave, turn.now)
    return Reply(card=words.card(digest, turn.language))
