"""The open streams of the page: server-sent events, by address, kept only while they are read."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

HEARTBEAT = 15.0  # seconds
BACKLOG = 500  # events a reader may be behind before it is dropped and has to come again
END = ""


class Streams:
    """Who is listening, and what they have not yet been sent."""

    def __init__(self) -> None:
        self._queues: defaultdict[str, set[asyncio.Queue[str]]] = defaultdict(set)
        self._ids = count(1)
        self._ended = False  # for a reader who was let in just before the end

    async def listen(self, address: str) -> AsyncIterator[str]:
        """First `ready`, then everything pushed since, until the reader goes or `end`."""
        queue = asyncio.Queue[str](BACKLOG)
        self._queues[address].add(queue)
        try:
            yield f"retry: 1000\n{self._event('ready', {})}"
            while not self._ended and (event := await _next(queue)):
                yield event
        finally:
            self._queues[address].discard(queue)

    def push(self, address: str, event: str, value: dict[str, Any]) -> None:
        """Send to all who listen; to nobody is fine."""
        for queue in self._queues.get(address, ()):
            try:
                queue.put_nowait(self._event(event, value))
            except asyncio.QueueFull:
                _end(queue)

    def end(self) -> None:
        """Let every stream run out at once."""
        self._ended = True
        for queues in self._queues.values():
            for queue in queues:
                _end(queue)

    def _event(self, event: str, value: dict[str, Any]) -> str:
        return f"id: {next(self._ids)}\nevent: {event}\ndata: {json.dumps(value)}\n\n"


async def _next(queue: asyncio.Queue[str]) -> str:
    """The next event, or a comment when there was none for a while, so that proxies hold on."""
    try:
        async with asyncio.timeout(HEARTBEAT):  # wait_for may lose an event or a cancellation
            return await queue.get()
    except TimeoutError:
        return ": still here\n\n"


def _end(queue: asyncio.Queue[str]) -> None:
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(END)
