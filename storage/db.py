"""The database: open, write, read, report. One writer; every write is one transaction.

SQLite in WAL with synchronous=FULL: an acknowledged commit survives a power cut. Everything above
uses only `Tx`; a second engine is a second module with the same doors.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiosqlite

Row = Mapping[str, Any]

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)
_MIGRATIONS = Path(__file__).parent / "migrations"


# What passes by itself, or when the operator makes room; anything else is a mistake of ours.
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
}


class NotADatabase(Exception):
    """The file is no database, is damaged, or cannot be opened; the words say which."""


class NewerSchema(Exception):
    """The file was written by a newer version of this program."""


class Unavailable(Exception):
    """The database cannot take anything just now: full, locked or sick. Nothing was written."""


class Tx:
    """One transaction: named parameters in, mappings out."""

    def __init__(self, connection: aiosqlite.Connection):
        self._connection = connection
        self.rung = set[str]()

    async def rows(self, sql: str, **values: Any) -> Sequence[Row]:
        """Every row of a query (or of RETURNING)."""
        return list(await self._connection.execute_fetchall(sql, values))  # type: ignore[arg-type]

    async def row(self, sql: str, **values: Any) -> Row | None:
        """The first row, or None."""
        found = await self.rows(sql, **values)
        return found[0] if found else None

    async def run(self, sql: str, **values: Any) -> int:
        """How many rows a statement changed."""
        cursor = await self._connection.execute(sql, values)
        return cursor.rowcount

    async def many(self, sql: str, values: Sequence[Mapping[str, Any]]) -> None:
        """One statement for each mapping of values, in one go."""
        if values:
            await self._connection.executemany(sql, values)

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """A part that is undone alone if it raises; the rest of the transaction stands."""
        await self._connection.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # a full disk has undone everything by itself
                await self._connection.execute("ROLLBACK TO attempt")
                await self._connection.execute("RELEASE attempt")
            raise
        await self._connection.execute("RELEASE attempt")

    def ring(self, bell: str) -> None:
        """Wake whoever waits for `bell`, once this transaction is committed."""
        self.rung.add(bell)


class Store:
    """An open database. `write`, `read` and `report` are the only ways in."""

    def __init__(
        self,
        writer: aiosqlite.Connection,
        reader: aiosqlite.Connection,
        reporter: aiosqlite.Connection,
    ):
        self._writer, self._reader, self._reporter = writer, reader, reporter
        self._writing, self._reading, self._reporting = (asyncio.Lock() for _ in range(3))
        self._bells: dict[str, asyncio.Event] = {}

    def bell(self, name: str) -> asyncio.Event:
        """Set after a commit that rang `name`; the waiter clears it before it looks."""
        return self._bells.setdefault(name, asyncio.Event())

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """One write transaction: committed when the block ends, rolled back if it raises.

        BEGIN IMMEDIATE, because a read that later writes may fail without waiting. It stands
        inside the try: a caller cancelled while waiting for it must not leave it open. Raises
        Unavailable where the engine cannot write now.
        """
        async with self._writing:
            tx = Tx(self._writer)
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
                yield tx
                await self._writer.commit()
            except BaseException as error:
                await self._writer.rollback()
                if _passes(error):
                    raise Unavailable(str(error)) from error
                raise
        for name in tx.rung:
            self.bell(name).set()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """One consistent short look: what a tap or a delivery waits for."""
        async with _look(self._reading, self._reader) as tx:
            yield tx

    @asynccontextmanager
    async def report(self) -> AsyncIterator[Tx]:
        """One consistent look that may take seconds, on a connection no tap waits for."""
        async with _look(self._reporting, self._reporter) as tx:
            yield tx

    async def close(self) -> None:
        await self._reporter.close()
        await self._reader.close()
        await self._writer.close()


async def open_store(path: Path) -> Store:
    """Open (or create) the SQLite file, bring its schema up to date.

    Raises NewerSchema, or NotADatabase where the file is none or cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        async with AsyncExitStack() as opened:
            writer = await _opened(opened, path)
            await _migrate(writer)
            store = Store(writer, await _opened(opened, path), await _opened(opened, path))
            opened.pop_all()  # the store closes them
            return store
    except (OSError, sqlite3.Error) as why:
        raise NotADatabase(str(why)) from why


async def _opened(stack: AsyncExitStack, path: Path) -> aiosqlite.Connection:
    connection = await _connect(path)
    stack.push_async_callback(connection.close)
    return connection


@asynccontextmanager
async def _look(turn: asyncio.Lock, connection: aiosqlite.Connection) -> AsyncIterator[Tx]:
    async with turn:
        try:
            await connection.execute("BEGIN")
            yield Tx(connection)
        finally:
            await connection.rollback()


async def _connect(path: Path) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        for pragma in _PRAGMAS:
            await connection.execute(pragma)
    except BaseException:
        await connection.close()
        raise
    return connection


async def _migrate(connection: aiosqlite.Connection) -> None:
    """Apply every numbered file not applied yet, each in one transaction."""
    files = sorted(_MIGRATIONS.glob("*.sql"))
    version = await _version(connection)
    if version > len(files):
        raise NewerSchema(f"schema {version}, this program knows {len(files)}")
    for number, file in enumerate(files[version:], start=version + 1):
        await _step(connection, number, file.read_text(encoding="utf-8"))


async def _step(connection: aiosqlite.Connection, number: int, script: str) -> None:
    """One numbered file, unless another process was first (it may have gone on further)."""
    await connection.execute("BEGIN IMMEDIATE")
    try:
        if await _version(connection) < number:
            for statement in _statements(script):
                await connection.execute(statement)
            await connection.execute(f"PRAGMA user_version = {number:d}")
        await connection.commit()
    except BaseException:
        await connection.rollback()
        raise


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


async def _version(connection: aiosqlite.Connection) -> int:
    rows = list(await connection.execute_fetchall("PRAGMA user_version"))
    return int(rows[0][0])


def _passes(error: BaseException) -> bool:
    """Whether the engine failed for want of room, of a lock or of a sound disk."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code & 0xFF in _PASSING  # the low byte; the rest says where exactly


async def rung(bell: asyncio.Event, seconds: float) -> None:
    """Wait for a bell, but not for ever: what is due by the clock rings none."""
    # Not asyncio.wait_for: in Python 3.11 it forgets a cancellation that meets the ringing.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await bell.wait()


def stamp(at: datetime) -> str:
    """An aware moment as stored: UTC, fixed width, sorts as text. Naive times are refused."""
    if at.tzinfo is None:
        raise ValueError("a naive time reached the database")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str | None) -> datetime | None:
    """A stored moment, aware, in UTC."""
    return None if text is None else datetime.fromisoformat(text)
