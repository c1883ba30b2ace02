"""The morning's digest 日报: once per working day, also when the bot was down at that minute."""

from collections.abc import Callable
from datetime import datetime, time

from bot.rules.policy import LeavePractice
from bot.rules.ruling import Entry
from bot.rules.workdays import is_workday, last_published_year
from bot.words import digest as words
from bot.words.card import Card
from storage import digests, facts, journal, letters, people
from storage.db import Store, Tx

NOTICE_MONTH = 11  # when the next year's holidays are published, and asked for


async def write(store: Store, practice: LeavePractice, at: time, now: datetime) -> int:
    """Write today's digest if its time has come and it has none; how many letters."""
    if not is_workday(now.date()) or now.time() < at:
        return 0
    async with store.report() as tx:
        if await digests.written(tx, now.date()):
            return 0
        digest = await digests.look(tx, practice, now)
    async with store.write() as tx:
        if not await digests.claim(tx, now.date(), now):
            return 0
        detail = {"day": str(now.date()), "head": digest.head[1][:12]}
        await journal.append(tx, Entry(act="digest", at=now, actor="", detail=detail))
        sent = await _to_office(tx, f"digest.{now.date()}", lambda to: words.card(digest, to), now)
        return sent + await _calendar(tx, now)


async def _calendar(tx: Tx, now: datetime) -> int:
    """In November, once: the next year's working days are not known yet."""
    year = now.year + 1
    if now.month < NOTICE_MONTH or last_published_year() >= year:
        return 0
    if not await facts.claim(tx, f"calendar.{year}", now.isoformat()):
        return 0
    return await _to_office(
        tx, f"calendar.{year}", lambda to: words.calendar_missing(year, to), now
    )


async def _to_office(tx: Tx, key: str, card: Callable[[str], Card], now: datetime) -> int:
    """The same card to everybody in the office, each in his language."""
    office = await people.office(tx)
    for reader in office:
        await letters.write(
            tx,
            card(reader.language),
            to=reader.id,
            now=now,
            view=key.partition(".")[0],
            key=f"{key}.{reader.id}",
        )
    return len(office)
