"""python run_bot.py preview [DAYS]: who would be reminded of what, as things stand."""

from datetime import datetime

from bot.rules.policy import Policy
from bot.words import forecast as words
from storage import forecast, people
from storage.db import Store

DAYS = 7


async def preview(
    store: Store, policy: Policy, days: int, now: datetime, language: str
) -> tuple[int, list[str]]:
    """Exit code and lines."""
    async with store.report() as tx:
        messages = await forecast.look(tx, policy, now, days)
        roster = await people.roster(tx)
    names = {official.id: official.title for official in roster.officials.values()}
    if not messages:
        return 0, [words.NOTHING.say(language, days=days)]
    title = words.TITLE.say(language, days=days, n=len(messages))
    return 0, [title, *words.printed(messages, names, language), words.IF.say(language)]
