"""Transactions: all or nothing, one writer, readers who see one moment, bells after the commit."""

import asyncio
from datetime import UTC, datetime

import pytest

from storage import facts
from storage.db import Store, Tx, moment, stamp
from tests.storage.city import NOW


class Broken(Exception):
    """What goes wrong in the middle."""


async def read(store: Store, name: str) -> str | None:
    async with store.read() as tx:
        return await facts.get(tx, name)


async def test_what_a_transaction_wrote_is_there_once_it_ended(store: Store) -> None:
    async with store.write() as tx:
        await facts.put(tx, "a", "1")
        assert await facts.get(tx, "a") == "1", "it sees its own writing"
        assert await read(store, "a") is None, "nobody else does before the commit"
    assert await read(store, "a") == "1"


async def test_a_transaction_that_raises_leaves_nothing(store: Store) -> None:
    with pytest.raises(Broken):
        await write_and_break(store)
    assert await read(store, "a") is None
    assert not store.bell("inbox").is_set(), "and nobody is woken for it"


async def write_and_break(store: Store) -> None:
    async with store.write() as tx:
        await facts.put(tx, "a", "1")
        tx.ring("inbox")
        raise Broken


async def test_an_attempt_is_undone_alone(store: Store) -> None:
    async with store.write() as tx:
        await facts.put(tx, "before", "1")
        with pytest.raises(Broken):
            await half(tx)
        await facts.put(tx, "after", "1")
    found = [await read(store, name) for name in ("before", "half", "after")]
    assert found == ["1", None, "1"]


async def half(tx: Tx) -> None:
    async with tx.attempt():
        await facts.put(tx, "half", "1")
        raise Broken


async def test_an_attempt_that_works_stands(store: Store) -> None:
    async with store.write() as tx, tx.attempt():
        await facts.put(tx, "a", "1")
    assert await read(store, "a") == "1"


async def test_an_attempt_within_an_attempt_is_undone_alone(store: Store) -> None:
    async with store.write() as tx, tx.attempt():
        await facts.put(tx, "outer", "1")
        with pytest.raises(Broken):
            await half(tx)
    assert [await read(store, name) for name in ("outer", "half")] == ["1", None]


async def test_a_reader_sees_one_moment(store: Store) -> None:
    async with store.read() as tx:
        assert await facts.get(tx, "a") is None
        async with store.write() as writing:
            await facts.put(writing, "a", "1")
        assert await facts.get(tx, "a") is None, "the same as when it began to look"
    assert await read(store, "a") == "1"


async def test_a_long_report_holds_up_neither_a_look_nor_a_writer(store: Store) -> None:
    async with store.report() as long:
        assert await facts.get(long, "a") is None
        async with asyncio.timeout(5), store.read() as tx:
            assert await facts.get(tx, "a") is None
        async with asyncio.timeout(5), store.write() as tx:
            await facts.put(tx, "a", "1")
        assert await facts.get(long, "a") is None, "a report sees one moment"
    assert await read(store, "a") == "1"


async def test_writers_come_one_after_the_other(store: Store) -> None:
    async def one_more() -> None:
        async with store.write() as tx:
            count = int(await facts.get(tx, "count") or 0)
            await asyncio.sleep(0)
            await facts.put(tx, "count", str(count + 1))

    await asyncio.gather(*(one_more() for _ in range(40)))
    assert await read(store, "count") == "40"


async def test_a_bell_rings_after_the_commit_and_not_before(store: Store) -> None:
    bell = store.bell("inbox")
    async with store.write() as tx:
        tx.ring("inbox")
        assert not bell.is_set()
    assert bell.is_set()


@pytest.mark.parametrize("beats", range(12))
async def test_whoever_is_cancelled_in_the_middle_spoils_nothing(store: Store, beats: int) -> None:
    """A stopped poller or a closed page may let go at any await."""

    async def write_both() -> None:
        async with store.write() as tx:
            await facts.put(tx, "a", "1")
            await facts.put(tx, "b", "1")

    task = asyncio.create_task(write_both())
    for _ in range(beats):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await read(store, "a") == await read(store, "b")
    async with store.write() as tx:
        await facts.put(tx, "c", "1")
    assert await read(store, "c") == "1"


@pytest.mark.parametrize("beats", range(6))
async def test_a_reader_who_is_cancelled_leaves_the_next_one_room(store: Store, beats: int) -> None:
    task = asyncio.create_task(read(store, "a"))
    for _ in range(beats):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with store.write() as tx:
        await facts.put(tx, "a", "2")
    assert await read(store, "a") == "2"


async def test_a_commit_is_there_for_the_next_process(store: Store) -> None:
    async with store.write() as tx:
        assert await facts.claim(tx, "a", "first")
        assert not await facts.claim(tx, "a", "second")
    assert await read(store, "a") == "first"


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        stamp(datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001 - what must not come this far


def test_moments_are_stored_in_utc_and_sort_as_text() -> None:
    early, late = stamp(NOW), stamp(NOW.replace(microsecond=1))
    assert (early, len(early)) == ("2026-11-24T01:00:00.000000Z", len(late))
    assert early < late
    assert moment(early) == NOW
    assert moment(None) is None
    found = moment(early)
    assert found is not None
    assert found.tzinfo == UTC
