"""The bare HTTP server: requests in pieces, in a row, refused, and cut off."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.botapi.http11 import Listener, Reply, Request

HELLO = b"POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"


async def echo(request: Request) -> Reply | None:
    if request.target == "/bug":
        raise RuntimeError("a bug in the server")
    if request.target == "/cut":
        return None
    return Reply(200, request.verb.encode() + b" " + request.body, "text/plain")


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listener = Listener(echo)
    yield listener
    await listener.close()


async def exchange(listener: Listener, *pieces: bytes) -> bytes:
    """Everything answered to `pieces`, sent one by one, until the server hangs up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", await listener.open())
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0)
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    finally:
        writer.close()


def closing(request: bytes) -> bytes:
    return request.replace(b"Host: x", b"Host: x\r\nConnection: close")


async def test_a_request_may_come_byte_by_byte(listener: Listener) -> None:
    request = closing(HELLO)
    answer = await exchange(listener, *(request[i : i + 1] for i in range(len(request))))
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\nPOST abc")


async def test_requests_in_a_row_are_answered_in_order(listener: Listener) -> None:
    answer = await exchange(listener, HELLO + HELLO.replace(b"abc", b"def") + closing(HELLO))
    assert [part.split(b"\r\n\r\n")[1] for part in answer.split(b"HTTP/1.1 200 OK")[1:]] == [
        b"POST abc",
        b"POST def",
        b"POST abc",
    ]


async def test_a_cut_connection_ends_without_an_answer(listener: Listener) -> None:
    assert await exchange(listener, b"GET /cut HTTP/1.1\r\nHost: x\r\n\r\n") == b""


async def test_a_chunked_body_is_refused(listener: Listener) -> None:
    request = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    assert (await exchange(listener, request)).startswith(b"HTTP/1.1 501 ")


async def test_a_bug_in_the_server_comes_out_at_the_end() -> None:
    listener = Listener(echo)
    assert await exchange(listener, b"GET /bug HTTP/1.1\r\nHost: x\r\n\r\n") == b""
    with pytest.raises(RuntimeError, match="a bug in the server"):
        await listener.close()
