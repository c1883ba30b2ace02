"""The real process: `python run_bot.py` on a folder of its own: started, killed, looked into."""

import asyncio
import contextlib
import csv
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.botapi import BotApi

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds a process may take to start, to stop, or to say something
READY = "已启动"  # the last line said when everything is up


class Machine:
    """One folder with a database and a roster, and at most one bot at work on it."""

    def __init__(self, folder: Path, api: BotApi, **environ: str):
        """Everybody of the demo city is on Telegram, at `api`."""
        self.folder, self.api = folder, api
        self.environ = {
            "TELEGRAM_TOKEN": api.token,
            "TELEGRAM_API_URL": api.url,
            "DATA_DIR": str(folder / "data"),
            "ROSTER": str(roster_on_telegram(folder / "roster")),
            "PORT": "0",
            **environ,
        }
        self.said = list[str]()  # every line on standard output, of every start
        self.log = list[str]()  # every line on standard error
        self._process: asyncio.subprocess.Process | None = None
        self._readers = list[asyncio.Task[None]]()
        self._news = asyncio.Condition()

    @property
    def database(self) -> Path:
        return self.folder / "data" / "bot.db"

    @property
    def files(self) -> bytes:
        """Everything the bot has left on the disk."""
        return b"".join(path.read_bytes() for path in sorted(self.database.parent.iterdir()))

    async def start(self, *program: str) -> None:
        """Run `program` (run_bot.py) until it says that it is up."""
        before = len(self.said)
        await self.launch(*program)
        await self._until(lambda: any(READY in line for line in self.said[before:]), "ready")

    async def launch(self, *program: str) -> None:
        """Run `program` (run_bot.py) and do not wait for it."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *(program or (str(ROOT / "run_bot.py"),)),
            cwd=ROOT,
            env=clean(os.environ) | self.environ | {"PYTHONPATH": str(ROOT)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        streams = ((self._process.stdout, self.said), (self._process.stderr, self.log))
        self._readers = [
            asyncio.create_task(self._read(stream, lines)) for stream, lines in streams if stream
        ]

    async def kill(self) -> None:
        """Power off."""
        self.signal(signal.SIGKILL)
        await self.ended()

    async def stop(self) -> int:
        """Ask it to stop; its exit code."""
        self.signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Until it has gone; its exit code, negative for the signal that killed it."""
        process = self.process
        try:
            async with asyncio.timeout(PATIENCE):
                code = await process.wait()
                await asyncio.gather(*self._readers)
        except TimeoutError:
            raise AssertionError(f"it goes on running\n{self.transcript()}") from None
        self._process = None
        return code

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    async def says(self, words: str, after: int) -> None:
        """Until a line of standard output beyond the first `after` holds `words`."""
        await self._until(lambda: any(words in line for line in self.said[after:]), words)

    async def logs(self, words: str) -> None:
        """Until a line of standard error holds `words`."""
        await self._until(lambda: any(words in line for line in self.log), words)

    async def command(self, *arguments: str) -> tuple[int, str]:
        """One command at the shell beside it: exit code, and all that was printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "run_bot.py"),
            *arguments,
            cwd=ROOT,
            env=clean(os.environ) | self.environ,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed, _ = await process.communicate()
        return process.returncode or 0, printed.decode()

    async def close(self) -> None:
        """Leave nothing running."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                await self.kill()

    @contextlib.contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """The database, read beside the bot or after it."""
        connection = sqlite3.connect(self.database)
        connection.row_factory = sqlite3.Row
        try:
            yield connection
        finally:
            connection.close()

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "it is not running"
        return self._process

    def transcript(self) -> str:
        """What it said, as a failing test prints it."""
        return "\n".join([*self.said, *self.log[-60:]])

    async def _read(self, stream: asyncio.StreamReader, lines: list[str]) -> None:
        async for line in stream:
            async with self._news:
                lines.append(line.decode().rstrip())
                self._news.notify_all()
        async with self._news:
            self._news.notify_all()

    async def _until(self, seen: Any, wanted: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE), self._news:
                await self._news.wait_for(lambda: seen() or self._over())
        except TimeoutError:
            raise AssertionError(f"never {wanted}\n{self.transcript()}") from None
        assert seen(), f"it ended before {wanted}\n{self.transcript()}"

    def _over(self) -> bool:
        return all(reader.done() for reader in self._readers) or self.process.returncode is not None


def clean(environ: Mapping[str, str]) -> dict[str, str]:
    """The surroundings without anybody's settings; the shell speaks Chinese."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR")
    return {name: environ[name] for name in kept if name in environ} | {"LANG": "C.UTF-8"}


def roster_on_telegram(folder: Path) -> Path:
    """The demo city with a telegram_id for everybody but the authorities."""
    folder.mkdir(parents=True)
    source = ROOT / "examples" / "golmud"
    departments = source.joinpath("departments.csv").read_text(encoding="utf-8")
    folder.joinpath("departments.csv").write_text(departments, encoding="utf-8")
    with source.joinpath("officials.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["telegram_id"] = "" if row["rank"] == "authority" else str(1001 + number)
    with folder.joinpath("officials.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def telegram_ids(machine: Machine) -> dict[str, int]:
    """Official → the number of his phone."""
    path = Path(machine.environ["ROSTER"]) / "officials.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {r["id"]: int(r["telegram_id"]) for r in csv.DictReader(file) if r["telegram_id"]}


def faults_in(machine: Machine, decided: Sequence[str] = ()) -> list[str]:
    """Whatever must not be so when all is done; `decided` are numbers somebody was told of."""
    with machine.look() as db:
        found = faults_of(db)
        for sentence, sql in _LEFT.items():
            found += [f"{sentence}: {tuple(row)}" for row in db.execute(sql)]
        done = {row[0] for row in db.execute("SELECT subject FROM journal WHERE act = 'decide'")}
        found += [f"told and lost: {number}" for number in decided if number not in done]
    return found


def faults_of(db: sqlite3.Connection) -> list[str]:
    """Whatever must never be so, at no moment."""
    found = [f"{row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"points nowhere: {tuple(row)}" for row in db.execute("PRAGMA foreign_key_check")]
    for sentence, sql in _NEVER.items():
        found += [f"{sentence}: {tuple(row)}" for row in db.execute(sql)]
    return found


_NEVER = {
    "decided twice": "SELECT subject, COUNT(*) FROM journal WHERE act = 'decide'"
    " GROUP BY subject HAVING COUNT(*) > 1",
    "decided without an entry": "SELECT number FROM requests WHERE state = 'agreed'"
    " AND number NOT IN (SELECT subject FROM journal WHERE act = 'decide')",
    "an entry without a decision": "SELECT subject FROM journal WHERE act = 'decide'"
    " AND subject NOT IN (SELECT request FROM steps WHERE decided_at IS NOT NULL)",
    "filed without an entry": "SELECT number FROM requests WHERE number NOT IN"
    " (SELECT subject FROM journal WHERE act = 'file')",
    "nobody was asked": "SELECT number FROM requests WHERE number NOT IN"
    " (SELECT request FROM letters WHERE view IN ('decide', 'record'))",
    "nobody was told": "SELECT number FROM requests WHERE state = 'agreed' AND number NOT IN"
    " (SELECT request FROM letters WHERE view = 'outcome')",
}
_LEFT = {
    "never handled": "SELECT id, tries, parked FROM inbox WHERE done_at IS NULL",
    "never shown": "SELECT letter, address, failed FROM copies JOIN letters ON id = letter"
    " WHERE shown < wanted AND live = 1",
}
