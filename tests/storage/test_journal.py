"""The journal: whatever is changed in it afterwards shows."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.rules.ruling import Entry
from storage import journal
from storage.db import Row, Store, Tx
from tests.storage.city import MINUTE, NOW

LENGTH = 24
MUTATIONS = 2000
COLUMNS = ("at", "actor", "act", "subject", "detail", "hash")


class Undone(Exception):
    """Ends an attempt whose traces are not to stay."""


async def written(store: Store, length: int = LENGTH) -> tuple[int, str]:
    """A journal of so many entries; its head."""
    async with store.write() as tx:
        for n in range(length):
            detail = {"verdict": "agree", "opinion": f"注意安全 {n}", "round": n % 3}
            entry = Entry(
                act=("file", "decide", "report_back")[n % 3],
                at=NOW + n * MINUTE,
                actor=f"jyj{n % 5}",
                subject=f"A-{n // 3:04d}",
                detail=detail,
            )
            await journal.append(tx, entry)
        return await journal.head(tx)


async def test_an_empty_journal_holds(store: Store) -> None:
    async with store.read() as tx:
        assert await journal.verify(tx) == (0, None)
        assert await journal.head(tx) == (0, "0" * 64)


async def test_a_journal_nobody_touched_holds_page_by_page(store: Store) -> None:
    head = await written(store)
    async with store.read() as tx:
        for page in (1, 5, LENGTH, 1000):
            assert await journal.verify(tx, page=page) == (LENGTH, None)
        assert await journal.head(tx) == head


async def edit(tx: Tx, dice: random.Random) -> int:
    """One character of one cell is another."""
    seq, column = dice.randint(1, LENGTH), dice.choice(COLUMNS)
    text = str((await one(tx, seq))[column])
    at = dice.randrange(len(text))
    other = chr(ord(text[at]) + dice.randint(1, 5))
    await put(tx, seq, **{column: text[:at] + other + text[at + 1 :]})
    return seq


async def retell(tx: Tx, dice: random.Random) -> int:
    """An entry is rewritten and sealed anew, by somebody who knows how it is done."""
    seq = dice.randint(1, LENGTH - 1)
    row = dict(await one(tx, seq))
    before = str((await one(tx, seq - 1))["hash"]) if seq > 1 else journal.START
    row["actor"] = f"{row['actor']}x"
    values = {key: row[key] for key in ("seq", "at", "actor", "act", "subject", "detail")}
    await put(tx, seq, actor=row["actor"], hash=journal._link(before, values))
    return seq + 1


async def delete(tx: Tx, dice: random.Random) -> int:
    """An entry is gone; the others keep their numbers or close ranks."""
    seq = dice.randint(1, LENGTH - 1)
    await tx.run("DELETE FROM journal WHERE seq = :seq", seq=seq)
    if dice.random() < 0.5:
        await shift(tx, seq, -1)
    return seq


async def swap(tx: Tx, dice: random.Random) -> int:
    """Two entries change places, with their seals or without."""
    first, second = sorted(dice.sample(range(1, LENGTH + 1), 2))
    kept = COLUMNS if dice.random() < 0.5 else COLUMNS[:-1]
    one_, other = dict(await one(tx, first)), dict(await one(tx, second))
    await put(tx, first, **{name: other[name] for name in kept})
    await put(tx, second, **{name: one_[name] for name in kept})
    return first


async def insert(tx: Tx, dice: random.Random) -> int:
    """An entry is slipped in, in the middle or at the end."""
    seq = dice.randint(1, LENGTH + 1)
    like = dict(await one(tx, dice.randint(1, LENGTH)))
    sealed = dice.random() < 0.5
    if not sealed:
        like["hash"] = f"{dice.getrandbits(256):064x}"
    await shift(tx, seq - 1, 1)
    await tx.run(
        "INSERT INTO journal (seq, at, actor, act, subject, detail, hash)"
        " VALUES (:seq, :at, :actor, :act, :subject, :detail, :hash)",
        **like | {"seq": seq},
    )
    return seq + 1 if sealed and like["seq"] == seq else seq  # a true copy is the entry itself


async def one(tx: Tx, seq: int) -> Row:
    row = await tx.row("SELECT * FROM journal WHERE seq = :seq", seq=seq)
    assert row is not None
    return row


async def put(tx: Tx, seq: int, **values: Any) -> None:
    cells = dict(await one(tx, seq)) | values
    await tx.run(
        "UPDATE journal SET at = :at, actor = :actor, act = :act, subject = :subject,"
        " detail = :detail, hash = :hash WHERE seq = :seq",
        **cells,
    )


async def shift(tx: Tx, after: int, by: int) -> None:
    """Renumber everything behind `after`; through negative numbers, for the key is unique."""
    await tx.run("UPDATE journal SET seq = -(seq + :by) WHERE seq > :after", by=by, after=after)
    await tx.run("UPDATE journal SET seq = -seq WHERE seq < 0")


Mutation = Callable[[Tx, random.Random], Awaitable[int]]


@pytest.mark.parametrize("mutation", [edit, retell, delete, swap, insert])
async def test_every_mutation_is_found_at_its_place(store: Store, mutation: Mutation) -> None:
    await written(store)
    for seed in range(MUTATIONS // 5):
        found, place = await spoilt(store, mutation, random.Random(seed))  # noqa: S311 - so that a failure comes back
        assert found == place, f"{mutation.__name__} with seed {seed}"
    async with store.read() as tx:
        assert await journal.verify(tx) == (LENGTH, None), "the mutations were undone"


async def spoilt(store: Store, mutation: Mutation, dice: random.Random) -> tuple[int | None, int]:
    """(where the chain breaks, where it was broken); undone again."""
    outcome: tuple[int | None, int] = (None, 0)
    try:
        async with store.write() as tx:
            place = await mutation(tx, dice)
            outcome = (await journal.verify(tx))[1], place
            raise Undone
    except Undone:
        return outcome


async def test_a_cut_off_tail_shows_against_the_head_a_digest_printed(store: Store) -> None:
    seq, head = await written(store)
    async with store.write() as tx:
        await tx.run("DELETE FROM journal WHERE seq = :seq", seq=seq)
        assert await journal.verify(tx) == (LENGTH - 1, None), "by itself it looks whole"
        assert await journal.head(tx) != (seq, head)
