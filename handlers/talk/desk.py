"""The desk 收发室: takes each message from the inbox and hands it to the reception, in order.

One message, one transaction: what was ruled, what is to be said and that it was handled commit
together or not at all. A refusal undoes its own turn and is answered; a Stale row is tried once
more; anything else is counted, and after three tries set aside so that it blocks nobody.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.message import Channel, Incoming, Kind
from bot.rules.refusal import Stale
from handlers.talk import reception
from handlers.talk.gate import admit, with_its_album
from handlers.talk.turn import House
from storage import inbox
from storage.db import Row, Store, Unavailable, rung

log = logging.getLogger(__name__)
TRIES = 3
BATCH = 64


class Desk:
    """Works through the inbox for as long as it runs."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        house: House,
        clock: Callable[[], datetime],
    ):
        self._store, self._channels, self._house, self._clock = store, channels, house, clock
        self._answers = set[asyncio.Task[None]]()
        self._one_at_a_time = asyncio.Lock()

    async def accept(self, channel: str, updates: Sequence[tuple[str, bytes]]) -> None:
        """Commit what may be kept of raw updates; then the channel may acknowledge them."""
        door, stop_words = self._channels[channel], self._house.policy.sensitive
        admitted = (admit(door, key, raw, stop_words) for key, raw in updates)
        arrivals = [arrival for arrival in admitted if arrival is not None]
        async with self._store.write() as tx:
            kept = [await with_its_album(tx, channel, one, arrivals) for one in arrivals]
            await inbox.keep(tx, channel, kept, self._clock())

    async def run(self) -> None:
        """Handle what comes, in order, until cancelled."""
        bell = self._store.bell(inbox.BELL)
        while True:
            bell.clear()
            try:
                while await self.work():
                    pass
            except Unavailable as why:
                log.warning("the inbox waits for the database: %s", why)
            except Exception:
                log.exception("the inbox could not be read; trying again")
            await rung(bell, seconds=1.0)

    async def work(self) -> int:
        """Handle what waits now; how many were taken up."""
        async with self._one_at_a_time:
            async with self._store.read() as tx:
                waiting = await inbox.waiting(tx, BATCH)
            held = set[tuple[str, str]]()  # whose earlier message waits for another try
            for row in waiting:
                await self._handle(row, held)
        return len(waiting)

    async def settle(self) -> None:
        """Wait until every tap taken up so far has been answered."""
        await asyncio.gather(*self._answers)

    async def _handle(self, row: Row, held: set[tuple[str, str]]) -> None:
        """One message; what a person said after one that failed is not taken up before it."""
        incoming = None
        try:
            incoming = self._read(row)
            if incoming is not None and (incoming.channel, incoming.address) in held:
                return
            toast = await self._once_more(row["id"], incoming)
        except Unavailable:
            raise  # no fault of the message: it waits until the database takes it
        except Exception as broken:
            log.exception("message %s could not be handled", row["id"])
            told = await self._set_back(row, incoming, broken)
            if told is None:
                held |= {(incoming.channel, incoming.address)} if incoming else set()
                return
            toast = told
        if incoming is not None and incoming.kind is Kind.TAP:
            self._answer(incoming, toast)

    def _read(self, row: Row) -> Incoming | None:
        if row["stopped"]:
            return Incoming(channel=row["channel"], address=row["address"], kind=Kind.STOPPED)
        return self._channels[row["channel"]].read(bytes(row["raw"]))

    async def _once_more(self, id_: int, incoming: Incoming | None) -> str:
        try:
            return await self._transact(id_, incoming)
        except Stale:
            return await self._transact(id_, incoming)

    async def _transact(self, id_: int, incoming: Incoming | None) -> str:
        now = self._clock()
        async with self._store.write() as tx:
            toast = ""
            if incoming is not None:
                channel = self._channels[incoming.channel]
                toast = await reception.receive(tx, self._house, channel, incoming, now)
            await inbox.done(tx, id_, incoming.address if incoming else "", now)
        return toast

    async def _set_back(self, row: Row, incoming: Incoming | None, broken: Exception) -> str | None:
        """Count the failure; the third sets the message aside and tells whoever wrote it.

        What he is told; None while there are tries left.
        """
        async with self._store.write() as tx:
            await inbox.failed(tx, row["id"])
            if row["tries"] + 1 < TRIES:
                return None
            await inbox.park(tx, row["id"], type(broken).__name__)
            if incoming is None:
                return ""
            return await reception.apologise(tx, incoming, self._clock())

    def _answer(self, incoming: Incoming, toast: str) -> None:
        """Taps are answered on a lane of their own, behind no letter."""
        channel = self._channels[incoming.channel]
        task = asyncio.create_task(channel.acknowledge(incoming.callback, toast))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)
