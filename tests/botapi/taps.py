"""Presses of buttons, each waiting for its one answer."""

import asyncio
import itertools
import time
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Tap:
    """One press of a button."""

    id: str  # the callback query's
    person: int
    at: float  # monotonic seconds
    answer: "asyncio.Future[str]"  # what the phone shows; "" for nothing, or too late
    alert: bool = False


class Taps:
    """All presses so far."""

    def __init__(self) -> None:
        """None yet; ids as long as Telegram's."""
        self.by_id: dict[str, Tap] = {}
        self.live = float("inf")  # seconds a press may wait for its answer
        self._ids = itertools.count(4_000_000_000_000_001)

    def new(self, person: int) -> Tap:
        """A press by `person`."""
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        tap = Tap(id=str(next(self._ids)), person=person, at=time.monotonic(), answer=future)
        self.by_id[tap.id] = tap
        return tap

    def answer(self, tap_id: str, said: str, *, alert: bool) -> bool:
        """Show the answer on the phone; False when it comes too late, twice, or for nothing."""
        tap = self.by_id.get(tap_id)
        if tap is None or tap.answer.done():
            return False
        if time.monotonic() - tap.at > self.live:
            tap.answer.set_result("")
            return False
        tap.alert = alert
        tap.answer.set_result(said)
        return True

    def expire(self) -> None:
        """Whatever was pressed until now can no longer be answered."""
        for tap in self.by_id.values():
            if not tap.answer.done():
                tap.answer.set_result("")
