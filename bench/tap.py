"""Tap → edited card, CPU, memory and start of this bot, beside a bare handler in the same run.

python -m bench.tap              500 taps at 20 a second, for each of the two
python -m bench.tap --taps 50    a short look

Three processes: `python run_bot.py` as in production (paced, SQLite FULL, the demo city with a
phone for everybody), the bare handler (bench/bare.py), and this one with the Bot API server of
tests/botapi and the people.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from bench.city import people_of, requests_waiting, write_roster
from bench.process import BOTS, PEOPLE, PINNED, Running, pin, process
from bench.taps import Measured, Waiting, quiet, tap_round
from bot.words.operate import STARTED
from tests.botapi import BotApi

ROOT = Path(__file__).parents[1]
TOKEN = "123456:BENCH-token"
WARM_UP = 10  # taps nobody counts: connections are opened, code is seen for the first time


@dataclass(slots=True)
class Starts:
    """Seconds from the start of the process."""

    said: list[float] = field(default_factory=list)  # ours: until it says that it runs
    ours: list[float] = field(default_factory=list)  # until the first getUpdates
    bare: list[float] = field(default_factory=list)


def environment(api: BotApi, folder: Path) -> dict[str, str]:
    """What an operator would set."""
    return {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.url,
        "DATA_DIR": str(folder / "data"),
        "ROSTER": str(folder / "roster"),
        "PORT": "0",
    }


@asynccontextmanager
async def our_bot(api: BotApi, folder: Path) -> AsyncIterator[Running]:
    """The real process; `folder` holds its roster, and no config.toml."""
    async with process([ROOT / "run_bot.py"], environment(api, folder), folder) as running:
        yield running


@asynccontextmanager
async def bare_bot(api: BotApi, folder: Path) -> AsyncIterator[Running]:
    """The bare handler's process."""
    async with process([ROOT / "bench" / "bare.py", TOKEN, api.url], {}, folder) as running:
        yield running


async def first_poll(api: BotApi, running: Running) -> float:
    """Wait for getUpdates; seconds since the start of the process."""
    while not api.updates.polling:
        await api.updates.bell.heard()
    return time.monotonic() - running.started


async def measure_starts(folder: Path, times: int) -> Starts:
    """Start each bot `times` times in turn, ours on a new database every time."""
    starts = Starts()
    for number in range(times):
        own = folder / f"start{number}"
        own.mkdir()
        write_roster(own / "roster")
        async with BotApi(TOKEN) as api, our_bot(api, own) as ours:
            people_of(api)
            polled = asyncio.create_task(first_poll(api, ours))
            starts.said.append(await ours.says(STARTED.en))
            starts.ours.append(await polled)
        async with BotApi(TOKEN) as api, bare_bot(api, own) as bare:
            starts.bare.append(await first_poll(api, bare))
        print(f"  {number + 1} of {times}", flush=True)
    return starts


async def measure_taps(folder: Path, taps: int, per_round: int, rate: float) -> list[Measured]:
    """Rounds of taps, each bot in turn; both run all the time, and the other one only polls."""
    async with BotApi(TOKEN) as our_api, BotApi(TOKEN) as bare_api:
        our_api.patience = 60.0  # sixty people ask at once, and the bot keeps its pace
        write_roster(folder / "roster")
        async with our_bot(our_api, folder):  # another process than the one measured
            waiting = await requests_waiting(our_api, taps + WARM_UP)
        copies = [_same_card(bare_api, one) for one in waiting]
        async with our_bot(our_api, folder) as ours, bare_bot(bare_api, folder) as bare:
            await ours.says(STARTED.en)
            bots = [
                Measured(name="this bot", api=our_api, process=ours, waiting=waiting),
                Measured(name="bare", api=bare_api, process=bare, waiting=copies),
            ]
            await _measure(bots, taps, per_round, rate)
    return bots


async def _measure(bots: Sequence[Measured], taps: int, per_round: int, rate: float) -> None:
    for bot in bots:
        await first_poll(bot.api, bot.process)
        await quiet(bot.api)
        bot.idle = bot.process.memory
        await tap_round(bot, WARM_UP, rate)
        bot.forget()
    rounds = [min(per_round, taps - done) for done in range(0, taps, per_round)]
    for number, size in enumerate(rounds):
        for bot in bots if number % 2 else reversed(bots):
            await tap_round(bot, size, rate)
            latest = 1000 * statistics.median(bot.edits[-size:])
            print(f"  round {number + 1} of {len(rounds)}, {bot.name}: {latest:.1f} ms", flush=True)
    for bot in bots:
        bot.after = bot.process.memory


def _same_card(api: BotApi, waiting: Waiting) -> Waiting:
    """The card, word for word and button for button, as if the bare bot had sent it."""
    person, card = waiting
    twin = api.person(person.id, first_name=str(person.user["first_name"]))
    api.post(twin.room, api.bot, card.message.now, {}, None)
    return twin, twin.last


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed."""
    return sorted(values)[ceil(share * len(values)) - 1]


def table(bots: Sequence[Measured], starts: Starts) -> list[str]:
    """The figures, ours beside the bare handler's."""
    lines = [f"{'':38}{'this bot':>10}{'bare':>10}{'ours/bare':>12}"]
    for name, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0)):
        edits = [1000 * percentile(bot.edits, share) for bot in bots]
        lines.append(_row(f"tap → edited card, {name}, ms", edits))
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        answers = [1000 * percentile(bot.answers, share) for bot in bots]
        lines.append(_row(f"tap → answer (toast), {name}, ms", answers))
    lines.append(_row("CPU per tap, ms", [1000 * bot.cpu / len(bot.edits) for bot in bots]))
    lines.append(_row("memory idle, MiB", [bot.idle for bot in bots]))
    lines.append(_row("memory after the taps, MiB", [bot.after for bot in bots]))
    polled = [1000 * statistics.median(times) for times in (starts.ours, starts.bare)]
    lines.append(_row("start → first getUpdates, median, ms", polled))
    said = 1000 * statistics.median(starts.said)
    lines.append(f"{'start → says it runs, median, ms':38}{said:10.1f}")
    return lines


def _row(name: str, figures: Sequence[float]) -> str:
    ours, bare = figures
    return f"{name:38}{ours:10.1f}{bare:10.1f}{ours / bare:12.2f}"


def conditions(folder: Path, bots: Sequence[Measured], rate: float) -> list[str]:
    """What the figures were measured under."""
    cores = f"bots on core {BOTS[0]}, server and people on {PEOPLE[0]}" if PINNED else "not pinned"
    late = 1000 * max(bot.lateness for bot in bots)
    return [
        f"{len(bots[0].edits)} taps each at {rate:g} a second, after {WARM_UP} uncounted; {cores}",
        f"a press was at most {late:.1f} ms late; one fsync takes {_fsync(folder):.2f} ms here",
        f"load of the machine at the end: {os.getloadavg()[0]:.2f}",
    ]


def _fsync(folder: Path, times: int = 50) -> float:
    """Milliseconds, the median: what SQLite FULL pays at each commit."""
    took = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(times):
            began = time.perf_counter()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return 1000 * statistics.median(took)


async def measure(taps: int, per_round: int, rate: float, starts: int) -> None:
    """Everything, printed. On the project's own disk: a folder in memory would make fsync free."""
    pin(0, PEOPLE)
    (ROOT / "data").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ROOT / "data") as name:
        folder = Path(name)
        print("Starting each bot …", flush=True)
        started = await measure_starts(folder, starts)
        print("Filing requests …", flush=True)
        bots = await measure_taps(folder, taps, per_round, rate)
        print("", *conditions(folder, bots, rate), "", *table(bots, started), sep="\n")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.tap")
    parser.add_argument("--taps", type=int, default=500, help="for each bot")
    parser.add_argument("--round", type=int, default=50, help="taps before the other bot's turn")
    parser.add_argument("--rate", type=float, default=20, help="taps a second")
    parser.add_argument("--starts", type=int, default=5, help="of each bot")
    given = parser.parse_args()
    asyncio.run(measure(given.taps, given.round, given.rate, given.starts))


if __name__ == "__main__":
    main()
