"""What the page needs below its protocol: a guard at the door, and bodies read with a cap."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import HeaderParser
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

JSON_LIMIT = 64 * 1024  # bytes
FILE_LIMIT = 10 * 1024 * 1024  # bytes
HOSTS = {"127.0.0.1", "localhost", "::1"}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Answers this machine only, and tells the browser to trust nothing from elsewhere.

    The Host list stops a foreign name pointed at the loopback (DNS rebinding); Origin and
    X-Requested-With stop other pages, also those of other ports, from posting with our cookie.
    """

    def __init__(self, app: ASGIApp, admits: Callable[[Request], bool] | None = None):
        self._app = app
        self._admits = admits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, sealed)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if _hostname(host) not in HOSTS:
            return JSONResponse({"error": "unknown host"}, 400)
        if request.method == "POST" and not _same_origin(request, host):
            return JSONResponse({"error": "not from this page"}, 403)
        if self._admits and not self._admits(request):
            return JSONResponse({"error": "open the page with the link printed at start"}, 403)
        return None


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _same_origin(request: Request, host: str) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return (
        request.headers.get("origin") in {f"http://{host}", f"https://{host}"}
        and "x-requested-with" in request.headers
        and kind in {"application/json", "multipart/form-data"}
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a multipart body."""

    content: bytes
    filename: str
    media_type: str


async def read_json(request: Request) -> dict[str, Any]:
    """The object somebody posted; 400 or 413 where it is none."""
    try:
        value = json.loads(await _body(request, JSON_LIMIT))
    except (ValueError, RecursionError) as malformed:
        raise HTTPException(400, "not JSON") from malformed
    if not isinstance(value, dict):
        raise HTTPException(400, "not an object")
    return value


async def read_file(request: Request) -> tuple[dict[str, Any], Part]:
    """The plain fields of a multipart form, and its part called file; 400 or 413 without one."""
    parts = await _multipart(request)
    file = parts.pop("file", None)
    if file is None or not file.filename:
        raise HTTPException(400, "no file")
    if len(file.content) > FILE_LIMIT:
        raise HTTPException(413)
    return {name: _decoded(part.content) for name, part in parts.items()}, file


async def _multipart(request: Request) -> dict[str, Part]:
    """The parts by name. By hand, because Starlette's parser needs one more dependency."""
    body = await _body(request, FILE_LIMIT + JSON_LIMIT)
    kind = HeaderParser().parsestr(f"Content-Type: {request.headers['content-type']}\n\n")
    boundary = (kind.get_boundary() or "").encode()
    if not boundary:
        raise HTTPException(400, "no boundary")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary)
    return dict(_part(piece) for piece in pieces[1:-1])  # before the first: preamble; last: "--"


def _part(piece: bytes) -> tuple[str, Part]:
    head, _, content = piece.partition(b"\r\n\r\n")
    headers = HeaderParser().parsestr(_decoded(head).lstrip())
    name = str(headers.get_param("name", "", "content-disposition"))
    return name, Part(content, headers.get_filename(""), headers.get_content_type())


async def _body(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HTTPException(413)
    return bytes(body)


def _decoded(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as malformed:
        raise HTTPException(400, "not UTF-8") from malformed


def text_of(said: dict[str, Any], key: str) -> str:
    """A text somebody typed; without NUL, which not every database takes."""
    text = said.get(key)
    if not isinstance(text, str) or re.search("[\ud800-\udfff]", text):
        raise HTTPException(400, f"{key} is not a text")
    return text.replace("\0", "")


def id_of(said: dict[str, Any], key: str) -> str:
    """An id or a token: what may stand in a key of ours."""
    given = said.get(key)
    if not isinstance(given, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", given):
        raise HTTPException(400, f"{key} must be 1-64 of A-Z a-z 0-9 _ -")
    return given
