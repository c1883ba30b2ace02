"""An inbox 收件 that a test can look into, hold shut, or break."""

import asyncio
from collections.abc import Sequence


class Inbox:
    """Commits at once, unless told otherwise."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, bytes]] = []
        self.failures: list[Exception] = []  # raised one by one before anything is taken
        self.open = asyncio.Event()
        self.open.set()
        self._changed = asyncio.Condition()

    async def accept(self, channel: str, updates: Sequence[tuple[str, bytes]]) -> None:
        """What run_bot.py gives a channel."""
        assert channel == "telegram"
        async with self._changed:
            self._changed.notify_all()
        await self.open.wait()
        if self.failures:
            raise self.failures.pop(0)
        async with self._changed:
            self.rows += updates
            self._changed.notify_all()

    async def knocked(self) -> None:
        """Until somebody brings something, taken or not."""
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait()

    async def holds(self, count: int) -> list[bytes]:
        """Until there are so many rows; their raw bytes."""
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: len(self.rows) >= count)
        return [raw for _, raw in self.rows]
