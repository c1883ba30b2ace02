"""The commands at the shell: each prints a few lines and ends."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.policy import load_policy
from bot.rules.policy_file import PolicyFaults
from bot.settings import Settings
from bot.words import operate as words
from handlers.console.bind import bind
from handlers.console.check import check
from handlers.console.history import proof
from handlers.console.preview import DAYS, preview
from handlers.console.verify import verify
from storage.db import NotADatabase, Store, open_store

MOST_DAYS = 60
Outcome = tuple[int, list[str]]  # exit code and lines


def command(
    word: str, rest: Sequence[str], settings: Settings, language: str, now: datetime
) -> Outcome:
    """Run check, verify, bind, proof or preview; anything else is told what there is."""
    if word == "check":
        return check(settings, now.date(), language)
    if word not in _ON_STORE:
        return 1, [words.NO_COMMAND.say(language, word=word)]
    if not settings.database.exists():
        return 1, [words.NO_DATABASE.say(language, path=settings.database)]
    return _ON_STORE[word](rest, settings, language, now)


def _verify(_: Sequence[str], settings: Settings, language: str, _now: datetime) -> Outcome:
    return _on_store(settings, language, lambda store: verify(store, language))


def _bind(rest: Sequence[str], settings: Settings, language: str, now: datetime) -> Outcome:
    if not rest:
        return 1, [words.BIND_WHOM.say(language)]
    return _on_store(settings, language, lambda store: bind(store, " ".join(rest), now, language))


def _proof(rest: Sequence[str], settings: Settings, language: str, now: datetime) -> Outcome:
    if not rest:
        return 1, [words.PROOF_OF_WHAT.say(language)]
    return _on_store(settings, language, lambda store: proof(store, " ".join(rest), now, language))


def _preview(rest: Sequence[str], settings: Settings, language: str, now: datetime) -> Outcome:
    days = rest[0] if rest else str(DAYS)
    if not days.isdecimal() or not 0 < int(days) <= MOST_DAYS:
        return 1, [words.HOW_MANY_DAYS.say(language, most=MOST_DAYS)]
    try:
        policy = load_policy(settings.policy)
    except PolicyFaults:
        return check(settings, now.date(), language)
    return _on_store(
        settings, language, lambda store: preview(store, policy, int(days), now, language)
    )


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


_ON_STORE: Mapping[str, Callable[[Sequence[str], Settings, str, datetime], Outcome]] = {
    "verify": _verify,
    "bind": _bind,
    "proof": _proof,
    "preview": _preview,
}
