"""`python -m tests.faults.points POINT`: the bot, until it comes to that point; then it is killed.

The product knows nothing of this: functions are wrapped from outside before it starts. A point is
reached from the moment SIGUSR1 came, or from the start where `now` is given too.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import handlers.talk.reception
import run_bot
import storage.copies
import storage.inbox
import storage.journal
import storage.letters
import storage.people
import storage.record
import storage.requests
from bot.channels.telegram import Telegram
from handlers.clock import digest
from handlers.talk.desk import Desk

# name → whose, which; each has a moment before it and one after it
POINTS: dict[str, tuple[Any, str]] = {
    "accept": (Desk, "accept"),  # raw update committed; after it the offset moves
    "keep": (storage.inbox, "keep"),
    "handle": (Desk, "_handle"),  # one message, whole
    "receive": (handlers.talk.reception, "receive"),  # all of it but the commit
    "journalled": (storage.record, "_bring_up"),  # request, journal and letters, all but the edits
    "save": (storage.requests, "save"),
    "append": (storage.journal, "append"),
    "write": (storage.letters, "write"),
    "rewrite": (storage.letters, "rewrite"),
    "done": (storage.inbox, "done"),
    "acknowledge": (Telegram, "acknowledge"),
    "deliver": (Telegram, "deliver"),  # after it: sent, and nobody has noted it
    "shown": (storage.copies, "shown"),
    "due": (storage.copies, "due"),
    "bring_in": (storage.people, "bring_in"),
}
ARMED = "armed"
_armed = asyncio.Event()


def die() -> None:
    """No goodbye: nothing is flushed, closed or rolled back."""
    os.kill(os.getpid(), signal.SIGKILL)


def _wrapped(act: Callable[..., Any], moment: str, count: int) -> Callable[..., Any]:
    left = count

    def reached() -> None:
        nonlocal left
        if _armed.is_set():
            left -= 1
        if _armed.is_set() and left == 0:
            die()

    async def wrapper(*args: Any, **more: Any) -> Any:
        if moment == "before":
            reached()
        result = await act(*args, **more)
        if moment == "after":
            reached()
        return result

    return wrapper


def _arm(*_: object) -> None:
    _armed.set()
    print(ARMED, flush=True)  # noqa: T201 - the test waits for it


def main(point: str, *more: str) -> int:
    """Run the bot with `point` as in deliver.after, or deliver.after.2 for the second time."""
    name, moment, *count = point.split(".")
    owner, attribute = POINTS[name]
    act = getattr(owner, attribute)
    setattr(owner, attribute, _wrapped(act, moment, int(count[0]) if count else 1))
    signal.signal(signal.SIGUSR1, _arm)
    if "now" in more:
        _arm()
    if "workday" in more:  # whatever day the suite is run on
        setattr(digest, "is_workday", lambda _: True)  # noqa: B010 - not its to give away
    return run_bot.main([])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
