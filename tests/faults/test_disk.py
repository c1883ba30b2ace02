"""The database is full, locked, or not to be had: nothing half-written, nobody told a lie."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.channels import telegram_poll
from storage import copies, inbox
from storage.db import Store, Unavailable
from storage.inbox import Arrival
from tests.stories.scenes import AGREED, decisions, files
from tests.stories.town import DEPUTY, OTHER_DEPUTY, START, VICE_MAYOR, Town

ROOM = 1_000_000  # pages


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried again is tried again soon."""
    monkeypatch.setattr(telegram_poll, "FIRST_GAP", 0.01)
    monkeypatch.setattr(telegram_poll, "LAST_GAP", 0.05)


async def limit(store: Store, pages: int | None) -> None:
    """No page more than `pages`; None: than there are."""
    async with store.write() as tx:
        row = await tx.row("PRAGMA page_count")
        assert row is not None
        await tx.rows(f"PRAGMA max_page_count = {pages or row['page_count']:d}")


@asynccontextmanager
async def full(store: Store) -> AsyncIterator[None]:
    """The disk is full, to the last byte the inbox could still use."""
    await limit(store, None)
    for size in (100_000, 10_000, 1_000, 100, 10):
        for n in range(1000):
            try:
                await stuff(store, f"{size} {n}", size)
            except Unavailable:
                break
    yield
    await limit(store, ROOM)


async def stuff(store: Store, key: str, size: int) -> None:
    """A message long handled, so many bytes long."""
    async with store.write() as tx:
        await inbox.keep(tx, "stuffing", [Arrival(key=key, raw=bytes(size))], START)
        await tx.run("UPDATE inbox SET done_at = received_at WHERE channel = 'stuffing'")


async def whole(here: Town) -> None:
    async with here.running.store.read() as tx:
        [row] = await tx.rows("PRAGMA integrity_check")
        half = await tx.rows(
            "SELECT number FROM requests WHERE number IS NULL OR number NOT IN"
            " (SELECT subject FROM journal) OR number NOT IN (SELECT request FROM steps)"
        )
    assert row["integrity_check"] == "ok"
    assert half == []
    assert await here.chain_holds()


async def test_a_full_disk_decides_nothing_and_loses_nothing(here: Town) -> None:
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.quiet()
    async with full(here.running.store):
        tap = vice_mayor.tap_nowait(card, "同意")
        await other.say("请假 12月1日至12月2日 德令哈 参加会议")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(tap.answer), 0.3)
        assert await decisions(here) == 0
        assert "同意" in card.labels
    assert await vice_mayor.answered(tap) == AGREED
    await deputy.sees("请假 A-0001 已同意")
    await other.sees("请核对请假单")
    await here.quiet()
    assert await decisions(here) == 1
    async with here.running.store.read() as tx:
        assert await tx.rows("SELECT id FROM inbox WHERE parked IS NOT NULL") == []
    await whole(here)


async def test_room_for_the_message_and_none_for_what_it_does(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst moment: acknowledged, and then the disk is full while it is handled."""
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.quiet()
    tries = starved(monkeypatch, "storage.journal.append", times=4)
    tap = vice_mayor.tap_nowait(card, "同意")
    async with asyncio.timeout(10):
        assert await tap.answer == AGREED
    assert tries == [0] * 4, "more often than a message may fail of itself"
    await here.quiet()
    assert await decisions(here) == 1
    await whole(here)


def starved(monkeypatch: pytest.MonkeyPatch, name: str, *, times: int) -> list[int]:
    """The next calls of a storage function find the disk full; a list that grows with each."""
    module, _, attribute = name.rpartition(".")
    owner = __import__(module, fromlist=[attribute])
    sound, met = getattr(owner, attribute), list[int]()

    async def act(*args: Any, **more: Any) -> Any:
        if len(met) < times:
            met.append(0)
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return await sound(*args, **more)

    monkeypatch.setattr(owner, attribute, act)
    return met


async def test_what_was_sent_and_cannot_be_noted_is_not_sent_again(
    here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    [deputy] = await here.people(DEPUTY)
    tries = starved(monkeypatch, "storage.copies.shown", times=2)
    await deputy.say("我的")
    await deputy.sees("您还没有申请")
    await here.quiet()
    assert len(tries) == 2
    assert len(deputy.cards) == 1
    async with here.running.store.read() as tx:
        assert await copies.due(tx, "telegram", here.clock(), 9) == []


async def test_a_locked_database_is_waited_for(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    await here.quiet()
    async with here.running.store.write() as tx:
        await tx.rows("PRAGMA busy_timeout = 20")
    lock = sqlite3.connect(here.settings.database, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    tap = vice_mayor.tap_nowait(card, "同意")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(tap.answer), 0.2)
    lock.execute("ROLLBACK")
    lock.close()
    assert await vice_mayor.answered(tap) == AGREED
    await here.quiet()
    assert await decisions(here) == 1
