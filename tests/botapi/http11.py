"""HTTP/1.1 on a bare asyncio protocol: a request costs tens of microseconds, and may be cut off.

Only what Bot API clients use: keep-alive, Content-Length bodies, one request at a time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import cast


@dataclass(frozen=True, slots=True)
class Request:
    """One request, read whole."""

    verb: str
    target: str  # path with query, still percent-encoded
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply; None in its place cuts the connection."""

    status: int
    body: bytes
    media_type: str = "application/json"

    def encode(self) -> bytes:
        """The bytes as they go on the wire."""
        head = (
            f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}\r\n"
            f"Content-Type: {self.media_type}\r\nContent-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


Answer = Callable[[Request], Awaitable[Reply | None]]


class Listener:
    """A listening socket on a free loopback port, and the connections it took."""

    def __init__(self, answer: Answer) -> None:
        """`answer` is awaited for each request; what it raises comes out of `close`."""
        self.answer = answer
        self.connections: set[Connection] = set()
        self.failures: list[BaseException] = []
        self._server: asyncio.Server | None = None

    async def open(self, port: int = 0) -> int:
        """Listen on 127.0.0.1; the port taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), "127.0.0.1", port)
        return cast(int, self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Stop, cut every connection, and raise what went wrong inside `answer`, if anything."""
        if self._server is None:
            return
        self._server.close()
        work = [c.work for c in self.connections if c.work is not None]
        for connection in list(self.connections):
            connection.cut()
        await asyncio.gather(*work, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None
        if self.failures:
            raise self.failures[0]


class Connection(asyncio.Protocol):
    """One client's connection; requests on it are answered in order."""

    def __init__(self, listener: Listener) -> None:
        """Belong to `listener`."""
        self.listener = listener
        self.work: asyncio.Task[None] | None = None
        self._buffer = bytearray()
        self._head: Request | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Join the listener's connections."""
        self.transport = cast(asyncio.Transport, transport)
        self.listener.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave; a long poll of a client that went away must not take updates with it."""
        self.listener.connections.discard(self)
        if self.work is not None:
            self.work.cancel()

    def cut(self) -> None:
        """Reset the connection, as a failing network does."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Collect bytes until a request is whole."""
        self._buffer += data
        self._next()

    def _next(self) -> None:
        if self.work is not None:
            return
        if self._head is None and not self._read_head():
            return
        head = cast(Request, self._head)
        length = int(head.headers.get("content-length", "0"))
        if len(self._buffer) < length:
            return
        request = Request(head.verb, head.target, head.headers, bytes(self._buffer[:length]))
        del self._buffer[:length]
        self._head = None
        self.work = asyncio.get_running_loop().create_task(self._serve(request))
        self.work.add_done_callback(self._served)

    def _read_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        del self._buffer[: end + 4]
        verb, target, _ = first.split(" ", 2)
        pairs = (line.partition(":") for line in lines)
        self._head = Request(verb, target, {n.lower(): v.strip() for n, _, v in pairs}, b"")
        return True

    async def _serve(self, request: Request) -> None:
        if "transfer-encoding" in request.headers:
            reply: Reply | None = Reply(501, b'{"ok":false,"description":"chunked"}')
        else:
            reply = await self.listener.answer(request)
        if reply is None:
            self.cut()
            return
        self.transport.write(reply.encode())
        if request.headers.get("connection", "").lower() == "close":
            self.transport.close()

    def _served(self, work: "asyncio.Task[None]") -> None:
        self.work = None
        if work.cancelled():
            return
        error = work.exception()
        if error is not None:
            self.listener.failures.append(error)
            self.cut()
            return
        if not self.transport.is_closing():
            self._next()
