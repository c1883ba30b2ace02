"""What the storage suite asks of an engine, so that a second one is one more class here."""

from pathlib import Path
from typing import Protocol

import aiosqlite

from storage.db import Store, open_store


class Engine(Protocol):
    """One database of one engine, opened and spoilt at will."""

    async def open(self) -> Store:
        """The same database each time, as a process that starts would open it."""
        ...

    async def pretend_newer(self) -> None:
        """As if a later version of the program had written it."""
        ...

    async def schema(self) -> list[str]:
        """Its whole shape as text, to compare."""
        ...

    async def close(self) -> None:
        """Close every store opened."""
        ...


class Sqlite:
    """A file."""

    def __init__(self, folder: Path):
        self.path = folder / "deep" / "bot.db"
        self._opened: list[Store] = []

    async def open(self) -> Store:
        store = await open_store(self.path)
        self._opened.append(store)
        return store

    async def pretend_newer(self) -> None:
        async with aiosqlite.connect(self.path) as connection:
            await connection.execute("PRAGMA user_version = 999")

    async def schema(self) -> list[str]:
        async with aiosqlite.connect(self.path) as connection:
            rows = await connection.execute_fetchall("SELECT sql FROM sqlite_master ORDER BY name")
        return [str(row[0]) for row in rows]

    async def close(self) -> None:
        while self._opened:
            await self._opened.pop().close()


ENGINES = {"sqlite": Sqlite}
