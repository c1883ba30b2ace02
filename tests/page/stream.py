"""The page's open stream: read event by event, and opened again whenever it drops."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx

RETRY = 0.05  # seconds; the browser's own pause is a second
SILENCE = 60.0  # seconds; the bot sends a heartbeat every 15


class Stream:
    """Server-sent events for as long as it is open."""

    def __init__(
        self, web: httpx.AsyncClient, official: str, take: Callable[[str, Any], None]
    ) -> None:
        """`take` is handed the event's name and its value."""
        self._web, self._official, self._take = web, official, take
        self._closing = asyncio.Event()
        self.reading = asyncio.create_task(self._read())

    async def close(self) -> None:
        """Stop reading; raises what the stream was refused for."""
        self._closing.set()
        self.reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.reading

    async def _read(self) -> None:
        while not self._closing.is_set():
            # While the bot is down there is nothing to reach: a page goes on trying.
            with contextlib.suppress(httpx.TransportError):
                await self._listen()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(RETRY):
                    await self._closing.wait()

    async def _listen(self) -> None:
        about = {"as": self._official}
        waits = httpx.Timeout(5, read=SILENCE)
        async with self._web.stream("GET", "/api/stream", params=about, timeout=waits) as answer:
            if answer.status_code == 503:  # starting or stopping
                return
            if answer.status_code != 200:
                raise AssertionError(f"no stream for {self._official}: {answer.status_code}")
            async for name, value in _events(answer.aiter_lines()):
                self._take(name, value)


async def _events(lines: AsyncIterator[str]) -> AsyncIterator[tuple[str, Any]]:
    said: dict[str, str] = {}
    async for line in lines:
        key, _, value = line.partition(": ")
        said[key] = value
        if not line and "event" in said:
            yield said["event"], json.loads(said["data"])
        if not line:
            said = {}
