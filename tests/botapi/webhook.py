"""Updates pushed by real POSTs: a lane per chat and per tapping user, blocked by a failure."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from itertools import chain, repeat
from urllib.parse import urlsplit

from tests.botapi.errors import Json

Lane = tuple[str, int]
Taken = Callable[[Json], None]


class Webhook:
    """The address the bot asked updates to be pushed to."""

    def __init__(self, url: str, secret: str, gaps: tuple[float, ...], through: str = "") -> None:
        """`gaps`: seconds between tries, the last one repeated; `through`: the reverse proxy."""
        self.url = url
        self.secret = secret
        self.gaps = gaps
        self.through = through
        self.last_error = ""
        self.statuses: list[int] = []  # of every try, 0 for no answer
        self._lanes: dict[Lane, deque[tuple[Json, Taken]]] = defaultdict(deque)
        self._workers: dict[Lane, asyncio.Task[None]] = {}

    def feed(self, update: Json, taken: Taken) -> None:
        """Queue `update` on its lane; `taken` is called once the bot answered 2xx."""
        lane = _lane(update)
        self._lanes[lane].append((update, taken))
        if lane not in self._workers:
            self._workers[lane] = asyncio.get_running_loop().create_task(self._work(lane))

    def close(self) -> None:
        """Stop pushing; what was not taken stays pending."""
        for worker in self._workers.values():
            worker.cancel()

    async def closed(self) -> None:
        """Until nothing is being pushed any more; raises what went wrong in here, if anything."""
        ends = await asyncio.gather(*self._workers.values(), return_exceptions=True)
        for end in ends:
            if isinstance(end, Exception):
                raise end

    async def _work(self, lane: Lane) -> None:
        waiting = self._lanes[lane]
        while waiting:
            update, taken = waiting[0]
            await self._push(update)
            waiting.popleft()
            taken(update)
        del self._workers[lane]

    async def _push(self, update: Json) -> None:
        for gap in chain(self.gaps, repeat(self.gaps[-1])):
            status = await self._post(json.dumps(update).encode())
            self.statuses.append(status)
            if 200 <= status < 300:
                return
            self.last_error = f"Wrong response from the webhook: {status}"
            await asyncio.sleep(gap)

    async def _post(self, body: bytes) -> int:
        try:
            async with asyncio.timeout(60):
                return await self._exchange(body)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, IndexError):
            return 0

    async def _exchange(self, body: bytes) -> int:
        asked, door = urlsplit(self.url), urlsplit(self.through or self.url)
        reader, writer = await asyncio.open_connection(door.hostname, door.port)
        try:
            writer.write(self._head(asked.netloc, asked.path or "/", len(body)) + body)
            first = await reader.readline()
            return int(first.split()[1])
        finally:
            writer.close()
            await writer.wait_closed()

    def _head(self, host: str, path: str, length: int) -> bytes:
        lines = [
            f"POST {path} HTTP/1.1", f"Host: {host}", "Content-Type: application/json",
            f"Content-Length: {length}", "Connection: close",
        ]  # fmt: skip
        if self.secret:
            lines.append(f"X-Telegram-Bot-Api-Secret-Token: {self.secret}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _lane(update: Json) -> Lane:
    if "callback_query" in update:
        return "user", update["callback_query"]["from"]["id"]
    body = next(value for name, value in update.items() if name != "update_id")
    return "chat", body.get("chat", {}).get("id", 0)
