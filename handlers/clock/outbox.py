"""The outbox 待发: shows every copy the latest version of its letter, at the channel's pace.

The database is given back before a channel is awaited. A crash between sending and noting it may
show one card twice; its buttons are harmless twice.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.message import Channel, Undelivered
from bot.rules.delivery import LIMITS, Pace, try_again_after
from storage import letters
from storage.db import Row, Store, rung

log = logging.getLogger(__name__)
BATCH = 200  # copies looked at in one round, per channel
LONGEST_WAIT = 1.0  # seconds; the bell usually comes first


class Outbox:
    """Delivers for as long as it runs; one card at a time per chat."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime],
        *,
        paced: bool = True,
    ):
        """`clock` says what is due; pace is kept on the event loop's own clock."""
        self._store, self._channels, self._clock = store, channels, clock
        self._pace = {n: Pace(LIMITS[n]) for n in channels if paced and n in LIMITS}
        self._busy: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._one_round = asyncio.Lock()

    async def run(self) -> None:
        """Deliver what is due until cancelled."""
        bell = self._store.bell(letters.BELL)
        try:
            while True:
                bell.clear()
                wait = LONGEST_WAIT
                try:
                    wait = await self.round()
                except Exception:
                    log.exception("the outbox could not be read; trying again")
                await rung(bell, min(wait, LONGEST_WAIT))
        finally:
            for task in self._busy.values():
                task.cancel()

    async def round(self) -> float:
        """Start every delivery that may start now; seconds until the pace allows another."""
        wait = LONGEST_WAIT
        async with self._one_round:
            for name in self._channels:
                busy = set(self._busy)  # done while we read, they would be read as still to do
                async with self._store.read() as tx:
                    due = await letters.due(tx, name, self._clock(), BATCH)
                for copy in due:
                    if _chat(copy) not in busy:  # else the bell rings when it is done
                        wait = min(wait, self._begin(copy))
        return wait

    async def settle(self) -> None:
        """Wait until nothing is due any more."""
        while True:
            await self.round()
            if not self._busy:
                return
            await asyncio.gather(*self._busy.values())

    def _begin(self, copy: Row) -> float:
        """Start one delivery, or say in how many seconds it may start."""
        chat = _chat(copy)
        if chat in self._busy:
            return LONGEST_WAIT
        now = asyncio.get_running_loop().time()
        pace = self._pace.get(copy["channel"])
        if pace and copy["message"] is None:
            free = pace.free_at(copy["address"], now)
            if free > now:
                return free - now
            pace.sent(copy["address"], now)
        task = asyncio.create_task(self._deliver(copy))
        self._busy[chat] = task
        task.add_done_callback(lambda _: self._done(chat))
        return LONGEST_WAIT

    def _done(self, chat: tuple[str, str]) -> None:
        self._busy.pop(chat, None)
        self._store.bell(letters.BELL).set()

    async def _deliver(self, copy: Row) -> None:
        channel = self._channels[copy["channel"]]
        card = letters.outgoing(copy["content"])
        try:
            message = await channel.deliver(copy["address"], card, copy["message"])
        except Undelivered as failure:
            await self._failed(copy, failure)
        except Exception:
            log.exception("letter %s could not be sent", copy["letter"])
            await self._failed(copy, Undelivered("internal error"))
        else:
            async with self._store.write() as tx:
                await letters.shown(tx, copy, message, self._clock())

    async def _failed(self, copy: Row, failure: Undelivered) -> None:
        pause = try_again_after(copy["tries"] + 1, failure.retry_after)
        log.warning("letter %s not delivered: %s", copy["letter"], failure.reason)
        async with self._store.write() as tx:
            if failure.final or pause is None:
                await letters.give_up(tx, copy, failure.reason)
            else:
                await letters.try_again(tx, copy, self._clock() + pause)


def _chat(copy: Row) -> tuple[str, str]:
    return copy["channel"], copy["address"]
