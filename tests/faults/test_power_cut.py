"""The power goes: the database's log ends anywhere, and what is left is a moment that was."""

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from storage import journal
from storage.db import open_store
from tests.faults.machine import faults_of
from tests.stories.scenes import LINE, agreed, files
from tests.stories.town import DEPUTY, MAYOR, OTHER_DEPUTY, VICE_MAYOR, Town

HEADER, FRAME = 32, 24 + 4096  # bytes of the log's head, and of each page in it
MOST = 60  # cuts at the end of a page, and as many in the middle of one
BOOTED = 10  # every how many cuts the bot's own storage is opened on it


async def test_wherever_the_log_ends_no_act_is_half_there(here: Town, tmp_path: Path) -> None:
    deputy, other, vice_mayor, mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR, MAYOR)
    await agreed(deputy, vice_mayor)
    await files(other, LINE.replace("西宁", "德令哈"))
    await files(mayor, LINE.replace("西宁", "北京"))
    await here.at("2026-11-25 08:30")
    base = here.settings.database.read_bytes()
    log = here.settings.database.with_name("bot.db-wal").read_bytes()

    frames = (len(log) - HEADER) // FRAME
    step = max(frames // MOST, 1)
    ends = [HEADER + n * FRAME for n in range(0, frames + 1, step)]
    cuts = sorted({*ends, *(min(end + 1997, len(log)) for end in ends), len(log)})
    entries = []
    for number, cut in enumerate(cuts):
        path = left(tmp_path / str(number), base, log[:cut])
        entries.append(entries_in(path))
        if number % BOOTED == 0:
            await verified(path, entries[-1])
    assert all(early <= late for early, late in pairwise(entries)), "time goes one way"
    assert entries[-1] == len(await here.journal()), "and whole it is the present"
    assert len(set(entries)) > 5, "the cuts fell between the acts"


def left(folder: Path, base: bytes, log: bytes) -> Path:
    """A database of which only so much of the log is left."""
    folder.mkdir()
    path = folder / "bot.db"
    path.write_bytes(base)
    path.with_name("bot.db-wal").write_bytes(log)
    return path


def entries_in(path: Path) -> int:
    """How many entries its journal has; 0 where it was cut off before there was anything."""
    with closing(sqlite3.connect(path)) as db:
        if db.execute("PRAGMA user_version").fetchone()[0] == 0:
            return 0
        assert faults_of(db) == [], path
        return int(db.execute("SELECT COUNT(*) FROM journal").fetchone()[0])


async def verified(path: Path, count: int) -> None:
    """The bot's own storage opens it, and the chain holds."""
    store = await open_store(path)
    try:
        async with store.read() as tx:
            assert await journal.verify(tx) == (count, None)
    finally:
        await store.close()
