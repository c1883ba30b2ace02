"""python run_bot.py proof A-0123: what was done with a request, whole and printable."""

from datetime import datetime

from bot.rules.typed_words import request_number
from bot.words import history as words
from storage import history, requests
from storage.db import Store


async def proof(store: Store, typed: str, now: datetime, language: str) -> tuple[int, list[str]]:
    """Exit code and lines; 1 where there is no such request, or the journal does not hold."""
    async with store.report() as tx:
        number = request_number(typed)
        request = await requests.find(tx, number) if number else None
        if request is None:
            return 1, [words.NO_REQUEST.say(language, text=typed)]
        found = await history.of(tx, request)
    printed = words.printed(found, now, language)
    return int(found.broken is not None), printed
