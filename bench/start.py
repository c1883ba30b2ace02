"""From `git clone` to the first agreed request, by the README: how long each part takes.

python -m bench.start            clones this very repository, as committed
python -m bench.start URL        clones it from there

The command is read from the README, so the figure stays the README's; pip may use no cache. The
talk is held through the page's own protocol, by people who need no time to read.
"""

import argparse
import asyncio
import os
import re
import shlex
import signal
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.page.client import PageDoor

ROOT = Path(__file__).parents[1]
APPLICANT, DECIDER = "jyj2", "fsz5"  # the README's two: a deputy, and who supervises education
FRESH = {"PIP_NO_CACHE_DIR": "1", "PORT": "0"}
COMMAND = re.compile(r"```sh\n(.+?)\n```", re.DOTALL)
PAGE = re.compile(r"(http://\S+)/\?token=\S+")


class Stopwatch:
    """Prints each part as it is done, and adds up."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()

    def lap(self, name: str) -> None:
        """`name` is done."""
        now = time.monotonic()
        print(f"{name:60}{now - self.last:8.2f} s", flush=True)
        self.last = now

    def total(self, name: str) -> None:
        """Everything so far."""
        print(f"{name:60}{self.last - self.began:8.2f} s", flush=True)


def first_command(readme: str) -> list[str]:
    """The README's first command, in its parts; the last one starts the bot."""
    found = COMMAND.search(readme)
    parts = [part.strip() for part in found[1].split("&&")] if found else []
    if not parts or "run_bot.py" not in parts[-1]:
        raise SystemExit(f"the README's first command does not end in run_bot.py: {parts}")
    return parts


async def run(command: str, folder: Path) -> None:
    """Run one command to its end; stops everything where it fails."""
    child = await asyncio.create_subprocess_exec(
        *shlex.split(command), cwd=folder, env={**os.environ, **FRESH}
    )
    if await child.wait():
        raise SystemExit(f"failed ({child.returncode}): {command}")


@asynccontextmanager
async def bot(command: str, folder: Path) -> AsyncIterator[re.Match[str]]:
    """The bot at work, once it has printed the link of its page."""
    child = await asyncio.create_subprocess_exec(
        *shlex.split(command),
        cwd=folder,
        env={**os.environ, **FRESH},
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    try:
        async for line in child.stdout:
            if found := PAGE.search(line.decode()):
                yield found
                return
        raise SystemExit("the bot ended before it printed a link")
    finally:
        if child.returncode is None:
            child.send_signal(signal.SIGTERM)
        await child.wait()


async def first_request(page: re.Match[str]) -> None:
    """Ask as the deputy, agree as the vice-mayor, until the deputy reads it."""
    first = datetime.now(UTC).date() + timedelta(days=14)
    door = PageDoor(base_url=page[1], link=page[0])
    try:
        await door.open()
        deputy, vice_mayor = [await door.person(id_) for id_ in (APPLICANT, DECIDER)]
        until = first + timedelta(days=2)
        said = await deputy.say(f"请假 {first}至{until} 西宁 参加全省科技工作会议")
        await deputy.tap(await deputy.sees("西宁", after=said), "提交")
        await vice_mayor.tap(await vice_mayor.sees("西宁"), "同意")
        await deputy.sees("已同意")
    finally:
        await door.close()


async def measure(source: str) -> None:
    """Everything, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="first-request-") as name:
        watch, clone = Stopwatch(), Path(name) / "clone"
        await run(f"git clone -q {shlex.quote(source)} clone", Path(name))
        watch.lap("git clone")
        *installing, starting = first_command((clone / "README.md").read_text(encoding="utf-8"))
        for part in installing:
            await run(part, clone)
            watch.lap(part)
        watch.total("= installed after")
        async with bot(starting, clone) as page:
            watch.lap(f"{starting}, until the link is printed")
            await first_request(page)
            watch.lap("link opened → asked, agreed, told")
        watch.total("= first agreed request after")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.start")
    parser.add_argument("source", nargs="?", default=ROOT.as_uri(), help="what to clone")
    asyncio.run(measure(parser.parse_args().source))


if __name__ == "__main__":
    main()
