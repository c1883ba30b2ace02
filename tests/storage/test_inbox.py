"""The inbox: kept before it is acknowledged, handled once, set aside where it cannot be."""

from datetime import timedelta

from storage import inbox
from storage.db import Store
from storage.inbox import Arrival
from tests.storage.city import MINUTE, NOW


async def keep(store: Store, *keys: str, channel: str = "telegram") -> int:
    async with store.write() as tx:
        return await inbox.keep(
            tx, channel, [Arrival(key=key, raw=key.encode()) for key in keys], NOW
        )


async def waiting(store: Store, limit: int = 99) -> list[bytes]:
    async with store.read() as tx:
        return [bytes(row["raw"]) for row in await inbox.waiting(tx, limit)]


async def test_updates_wait_in_the_order_they_came(store: Store) -> None:
    assert await keep(store, "30", "10", "20") == 3
    assert await waiting(store) == [b"30", b"10", b"20"]
    assert await waiting(store, 2) == [b"30", b"10"]
    assert store.bell(inbox.BELL).is_set()


async def test_a_repeat_changes_nothing_whenever_it_comes(store: Store) -> None:
    await keep(store, "7")
    store.bell(inbox.BELL).clear()
    assert await keep(store, "7") == 0
    assert not store.bell(inbox.BELL).is_set(), "nobody is woken for nothing"
    async with store.write() as tx:
        [row] = await inbox.waiting(tx, 9)
        await inbox.done(tx, row["id"], "1001", NOW)
    assert await keep(store, "7", "8") == 1
    assert await waiting(store) == [b"8"]


async def test_two_channels_may_use_the_same_number(store: Store) -> None:
    assert await keep(store, "7") + await keep(store, "7", channel="browser") == 2


async def test_what_failed_waits_on_and_what_is_set_aside_does_not(store: Store) -> None:
    await keep(store, "poison", "good")
    async with store.write() as tx:
        poison, good = await inbox.waiting(tx, 9)
        await inbox.failed(tx, poison["id"])
    async with store.write() as tx:
        assert [row["tries"] for row in await inbox.waiting(tx, 9)] == [1, 0]
        await inbox.park(tx, poison["id"], "ValueError")
        assert [row["id"] for row in await inbox.waiting(tx, 9)] == [good["id"]]
        assert await inbox.parked(tx, NOW - MINUTE) == 1
        assert await inbox.parked(tx, NOW + MINUTE) == 0, "not for ever in the digest"


async def test_only_what_was_handled_long_ago_is_forgotten(store: Store) -> None:
    await keep(store, "old", "new", "waiting", "parked")
    async with store.write() as tx:
        old, new, _, parked = await inbox.waiting(tx, 9)
        await inbox.done(tx, old["id"], "", NOW)
        await inbox.done(tx, new["id"], "", NOW + timedelta(days=40))
        await inbox.park(tx, parked["id"], "ValueError")
        assert await inbox.forget(tx, NOW + timedelta(days=30)) == 1
    assert await keep(store, "new", "waiting", "parked") == 0
