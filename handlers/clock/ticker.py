"""The ticker: rings the rounds. What is due is in the database, so a missed ring loses nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.message import Channel
from bot.rules.policy import Policy
from handlers.clock import attachments, digest, menus, nudge, tidy
from storage.db import Store

log = logging.getLogger(__name__)
Round = Callable[[datetime], Awaitable[int]]

# The whole timetable: which round, every how many seconds.
TIMETABLE = {
    "remind": 30,
    "nudge": 30,
    "digest": 30,
    "menus": 10,
    "attachments": 10,
    "tidy": 24 * 3600,
}


class Ticker:
    """Rings every round of the timetable; tests ring them by hand."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        policy: Policy,
        digest_at: time,
        clock: Callable[[], datetime],
    ):
        self._clock = clock
        self._rounds: dict[str, Round] = {
            "remind": lambda now: nudge.remind(store, policy, now),
            "nudge": lambda now: nudge.send(store, policy, now),
            "digest": lambda now: digest.write(store, policy.leave, digest_at, now),
            "menus": lambda _: menus.show(store, channels),
            "attachments": lambda now: attachments.fetch(store, channels, now),
            "tidy": lambda now: tidy.tidy(store, now),
        }
        self._scheduler = AsyncIOScheduler(timezone=clock().tzinfo)

    def start(self) -> None:
        """Ring each round now, and then by the timetable."""
        for name, seconds in TIMETABLE.items():
            self._scheduler.add_job(
                self._ring,
                "interval",
                args=(name,),
                seconds=seconds,
                next_run_time=self._clock(),
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        self._scheduler.start()

    def stop(self) -> None:
        """Ring no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> int:
        """Ring every round once, now; how much was done."""
        return sum([await ring(self._clock()) for ring in self._rounds.values()])

    async def _ring(self, name: str) -> None:
        try:
            await self._rounds[name](self._clock())
        except Exception:
            log.exception("the %s round failed; it is rung again", name)
        except asyncio.CancelledError:  # the house is closing; what was not committed is due again
            log.info("the %s round was broken off", name)
