"""Receiving by webhook: 200 is written only when the inbox has committed.

Telegram sends an update again until it reads a 200, so every other answer loses nothing.
"""

import hmac
import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.message import Accept

PATH = "/telegram/webhook"
LARGEST = 1_000_000  # bytes; an update has a few thousand
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


def address(url: str) -> str:
    """Where Telegram is told to send updates, given the operator's public URL."""
    root = url.rstrip("/")
    return root if root.endswith(PATH) else root + PATH


def route(secret: str, accepting: Callable[[], Accept | None]) -> Route:
    """The webhook; `accepting` names the inbox, or None while the channel is not started."""

    async def receive(request: Request) -> Response:
        if not _genuine(request, secret):
            return Response(status_code=403)
        accept = accepting()
        if accept is None:
            return Response(status_code=503)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        update_id = _update_id(body)
        if update_id is None:
            return Response(status_code=400)
        await accept("telegram", [(update_id, body)])
        return Response()

    return Route(PATH, receive, methods=["POST"])


def _genuine(request: Request, secret: str) -> bool:
    shown = request.headers.get(SECRET, "")
    return hmac.compare_digest(shown.encode(), secret.encode())


async def _body(request: Request) -> bytes | None:
    """The body, or None once it is too large: no more of it is read than that."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _update_id(body: bytes) -> str | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return str(number) if type(number) is int else None
