"""The commands at the shell: each prints a few lines and ends."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from bot.settings import Settings
from bot.words import operate as words
from handlers.console.bind import bind
from handlers.console.check import check
from handlers.console.history import proof
from handlers.console.verify import verify
from storage.db import NotADatabase, Store, open_store

Outcome = tuple[int, list[str]]  # exit code and lines


def command(
    word: str, rest: Sequence[str], settings: Settings, language: str, now: datetime
) -> Outcome:
    """Run check, verify, bind or proof; anything else is told what there is."""
    if word == "check":
        return check(settings, now.date(), language)
    if word not in ("verify", "bind", "proof"):
        return 1, [words.NO_COMMAND.say(language, word=word)]
    if not settings.database.exists():
        return 1, [words.NO_DATABASE.say(language, path=settings.database)]
    if word == "verify":
        return _on_store(settings, language, lambda store: verify(store, language))
    if not rest:
        asked = words.PROOF_OF_WHAT if word == "proof" else words.BIND_WHOM
        return 1, [asked.say(language)]
    answer, what = proof if word == "proof" else bind, " ".join(rest)
    return _on_store(settings, language, lambda store: answer(store, what, now, language))


def _on_store(
    settings: Settings, language: str, act: Callable[[Store], Coroutine[Any, Any, Outcome]]
) -> Outcome:
    async def opened() -> Outcome:
        try:
            store = await open_store(settings.database)
        except NotADatabase as why:
            return 1, [words.NOT_A_DATABASE.say(language, path=settings.database, why=why)]
        try:
            return await act(store)
        finally:
            await store.close()

    return asyncio.run(opened())
