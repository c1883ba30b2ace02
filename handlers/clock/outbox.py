"""The outbox 待发: shows every copy the latest version of its letter, at the channel's pace.

The database is given back before a channel is awaited. A crash between sending and noting it may
show one card twice; its buttons are harmless twice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.message import Channel, Outgoing, Undelivered
from bot.rules.delivery import LIMITS, Pace, try_again_after
from storage import copies, files, letters
from storage.db import Row, Store, Tx, Unavailable, rung

log = logging.getLogger(__name__)
BATCH = 200  # copies looked at in one round, per channel
LONGEST_WAIT = 1.0  # seconds; the bell usually comes first
LAST_WAIT = 3.0  # seconds given to what is on its way when the bot is stopped


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
        self._held: dict[tuple[str, str], float] = {}  # chats the service asked to leave alone
        self._one_round = asyncio.Lock()

    async def run(self) -> None:
        """Deliver what is due until cancelled; what is on its way then may still arrive."""
        bell = self._store.bell(copies.BELL)
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
            if self._busy:
                await asyncio.wait(self._busy.values(), timeout=LAST_WAIT)
            for task in self._busy.values():
                task.cancel()

    async def round(self) -> float:
        """Start every delivery that may start now; seconds until the pace allows another."""
        wait = LONGEST_WAIT
        async with self._one_round:
            # Whoever is done while we read stays busy for this round: what was read of him is old.
            self._busy = {chat: task for chat, task in self._busy.items() if not task.done()}
            for name in self._channels:
                async with self._store.read() as tx:
                    due = await copies.due(tx, name, self._clock(), BATCH)
                for copy in due:
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
        chat = (copy["channel"], copy["address"])
        if chat in self._busy:
            return LONGEST_WAIT  # the bell rings when it is done
        now = asyncio.get_running_loop().time()
        if self._held.get(chat, now) > now:
            return self._held[chat] - now
        pace = self._pace.get(copy["channel"])
        if pace and copy["message"] is None:
            free = pace.free_at(copy["address"], now)
            if free > now:
                return free - now
            pace.sent(copy["address"], now)
        task = asyncio.create_task(self._deliver(copy))
        self._busy[chat] = task
        task.add_done_callback(lambda _: self._store.bell(copies.BELL).set())
        return LONGEST_WAIT

    async def _deliver(self, copy: Row) -> None:
        channel = self._channels[copy["channel"]]
        try:
            card = await self._with_file(letters.outgoing(copy["content"]))
            message = await channel.deliver(copy["address"], card, copy["message"])
        except Undelivered as failure:
            await self._failed(copy, failure)
        except Exception:
            log.exception("letter %s could not be sent", copy["letter"])
            await self._failed(copy, Undelivered("internal error"))
        else:
            await self._note(lambda tx: copies.shown(tx, copy, message, self._clock()))

    async def _with_file(self, card: Outgoing) -> Outgoing:
        """The card with the content of its file, if it has one."""
        if card.file is None:
            return card
        async with self._store.read() as tx:
            content = await files.load(tx, card.file.ref)
        if content is None:
            raise Undelivered("the file is not there", final=True)
        return replace(card, file=replace(card.file, content=content))

    async def _failed(self, copy: Row, failure: Undelivered) -> None:
        log.warning("letter %s not delivered: %s", copy["letter"], failure.reason)
        pause = try_again_after(copy["tries"] + 1, failure.retry_after)
        if failure.retry_after is not None:
            now = asyncio.get_running_loop().time()
            self._held[copy["channel"], copy["address"]] = now + failure.retry_after
        if failure.final or pause is None:
            await self._note(lambda tx: copies.give_up(tx, copy, failure.reason))
            return
        later = self._clock() + pause
        await self._note(lambda tx: copies.try_again(tx, copy, later))

    async def _note(self, noted: Callable[[Tx], Awaitable[None]]) -> None:
        """Write down what became of a copy; until there is room for it, nothing is sent again."""
        while True:
            try:
                async with self._store.write() as tx:
                    await noted(tx)
            except Unavailable as why:
                log.warning("the outbox waits for the database: %s", why)
                await asyncio.sleep(LONGEST_WAIT)
            else:
                return
