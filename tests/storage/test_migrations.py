"""Migrations: the way to today's shape, walked once, and never backwards."""

import asyncio
import sqlite3

import pytest

from bot.rules.people import Roster
from storage import facts, people
from storage.db import NewerSchema, Store
from tests.storage.city import NOW, official, roster
from tests.storage.engine import Engine, Sqlite


async def test_opening_again_changes_nothing(engine: Engine) -> None:
    store = await engine.open()
    async with store.write() as tx:
        await facts.put(tx, "a", "1")
    before = await engine.schema()
    again = await engine.open()
    async with again.read() as tx:
        assert await facts.get(tx, "a") == "1"
    assert await engine.schema() == before


async def test_two_may_open_an_empty_database_at_once(engine: Engine) -> None:
    stores = await asyncio.gather(engine.open(), engine.open())
    for number, store in enumerate(stores):
        async with store.write() as tx:
            await facts.put(tx, f"of {number}", "1")


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(engine: Engine) -> None:
    await engine.open()
    await engine.close()
    await engine.pretend_newer()
    before = await engine.schema()
    with pytest.raises(NewerSchema):
        await engine.open()
    assert await engine.schema() == before


async def test_what_is_not_a_database_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = Sqlite(tmp_path_factory.mktemp("spoilt"))
    engine.path.parent.mkdir()
    engine.path.write_text("这不是数据库。" * 500, encoding="utf-8")
    with pytest.raises(Exception, match="not a database"):
        await engine.open()
    assert engine.path.read_text(encoding="utf-8").startswith("这不是数据库")


async def test_rows_that_point_nowhere_are_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        async with store.write() as tx:
            await people.bind(tx, "nobody", "telegram", "1", NOW)


async def test_sqlite_keeps_an_acknowledged_commit_through_a_power_cut(store: Store) -> None:
    """WAL with synchronous=FULL (2): NORMAL may lose what was acknowledged."""
    async with store.read() as tx:
        asked = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        found = [await tx.row(f"PRAGMA {name}") for name in asked]
    assert [next(iter(dict(row or {}).values())) for row in found] == ["wal", 2, 1, 0]


async def test_a_change_of_the_roster_is_whole_or_not_at_all(store: Store) -> None:
    unknown = roster(official("jia"), 教育局="nobody")
    with pytest.raises(sqlite3.IntegrityError):
        await brought_in(store, unknown)
    async with store.read() as tx:
        assert not (await people.roster(tx)).officials


async def brought_in(store: Store, new: Roster) -> None:
    async with store.write() as tx:
        await people.bring_in(tx, new, NOW)
