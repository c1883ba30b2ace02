"""A bot in a process of its own, and what the system says it used. Memory and CPU need Linux."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
PINNED = len(CORES) > 1
BOTS, PEOPLE = CORES[:1], CORES[1:2]  # the cores of either side
STOPPING = 15.0  # seconds a process may take to stop
TICKS = os.sysconf("SC_CLK_TCK")  # of CPU time, per second
PAGE = os.sysconf("SC_PAGE_SIZE")  # bytes


@dataclass(frozen=True, slots=True)
class Running:
    """A process that was started."""

    child: asyncio.subprocess.Process
    started: float = field(default_factory=time.monotonic)  # seconds

    async def says(self, words: str) -> float:
        """Wait until it prints `words`; seconds since its start."""
        assert self.child.stdout is not None
        async for line in self.child.stdout:
            if words in line.decode():
                return time.monotonic() - self.started
        raise RuntimeError(f"the process ended before it said {words!r}")

    @property
    def cpu(self) -> float:
        """Seconds of CPU used so far, all threads."""
        fields = self._read("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def memory(self) -> float:
        """MiB resident."""
        return int(self._read("statm").split()[1]) * PAGE / 2**20

    def _read(self, name: str) -> str:
        return Path(f"/proc/{self.child.pid}/{name}").read_text(encoding="utf-8")


@asynccontextmanager
async def process(
    command: Sequence[str | Path], environ: Mapping[str, str], folder: Path
) -> AsyncIterator[Running]:
    """`command` of this Python, run in `folder` on the bots' core; stopped with SIGTERM.

    Its log is kept in `folder`, and shown where something failed.
    """
    log = folder / "stderr.txt"
    with log.open("ab") as stderr:
        child = await asyncio.create_subprocess_exec(
            sys.executable, *command,
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
            env={"PATH": os.environ["PATH"], "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", **environ},
            cwd=folder,
        )  # fmt: skip
    running = Running(child)
    pin(child.pid, BOTS)
    try:
        yield running
    except BaseException:
        print(log.read_text(encoding="utf-8")[-5000:], flush=True)
        raise
    finally:
        await _stopped(child)


async def _stopped(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(STOPPING):
            await child.wait()
    except TimeoutError:
        print(f"  {child.pid} did not stop within {STOPPING:g} s of SIGTERM: killed", flush=True)
        child.kill()
        await child.wait()


def pin(pid: int, cores: Sequence[int]) -> None:
    """Keep a process (0: this one) to `cores`, where there is more than one to choose from."""
    if PINNED:
        os.sched_setaffinity(pid, cores)
