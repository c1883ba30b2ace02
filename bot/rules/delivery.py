"""Delivering: how fast a channel may be used, and when to try again, or never.

Telegram's FAQ: about 30 messages a second over all chats, one a second in one chat. Edits and
answers to taps are not new messages: they obey only what the service itself asks (retry_after).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

# Seconds between tries; then hourly, so that a day without network loses nothing.
GAPS = (1, 2, 5, 15, 60, 300, 900)
HOURLY = 3600
MOST_TRIES = len(GAPS) + 48
WORRYING = 6  # tries after which the office reads of it, though it is still being tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many new messages a channel takes."""

    per_second: int
    chat_gap: float  # seconds between two in one chat


LIMITS: Mapping[str, Limits] = {"telegram": Limits(per_second=25, chat_gap=1.05)}


class Pace:
    """Remembers what was just sent in one channel. Times are seconds of one monotonic clock.

    Messages go out evenly, not the second's share at once: a burst that is delayed on its way
    arrives together with the next one, and the service counts what arrives.
    """

    def __init__(self, limits: Limits):
        self._limits = limits
        self._next = 0.0
        self._last: dict[str, float] = {}

    def free_at(self, address: str, at: float) -> float:
        """The earliest moment, not before `at`, at which a new message may go to `address`."""
        here = self._last.get(address)
        free = max(at, self._next)
        return free if here is None else max(free, here + self._limits.chat_gap)

    def sent(self, address: str, at: float) -> None:
        """Count one new message."""
        self._next = at + 1.0 / self._limits.per_second
        self._last[address] = at
        if len(self._last) > 10_000:
            self._last = {a: t for a, t in self._last.items() if at - t < self._limits.chat_gap}


def try_again_after(tries: int, retry_after: float | None) -> timedelta | None:
    """How long to wait after the try number `tries` (from 1) failed; None: never again.

    What the service asks for (`retry_after`, seconds) is always waited out.
    """
    if tries >= MOST_TRIES:
        return None
    gap = GAPS[tries - 1] if tries <= len(GAPS) else HOURLY
    return timedelta(seconds=max(gap if retry_after is None else 0, retry_after or 0))
