"""The way in: from an HTTP request through faults and methods to a reply, noted on the wire log."""

import asyncio
import inspect
import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tests.botapi import params as parameters
from tests.botapi.errors import ApiError, Json
from tests.botapi.faults import Fault
from tests.botapi.http11 import Reply, Request
from tests.botapi.methods import METHODS
from tests.botapi.params import Params

if TYPE_CHECKING:
    from tests.botapi.server import BotApi


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it came over the wire."""

    at: float  # monotonic seconds when it had arrived whole
    method: str  # as the client spelt it
    chat: int | None
    params: Json  # uploads are params.Upload values
    response: Json | None  # what it led to; None when nothing was done
    fault: str = ""  # name of the fault it met

    @property
    def ok(self) -> bool:
        """Whether it took effect."""
        return self.response is not None and bool(self.response["ok"])


class Door:
    """Answers the requests of one server."""

    def __init__(self, api: "BotApi") -> None:
        """The way into `api`."""
        self.api = api

    async def answer(self, request: Request) -> Reply | None:
        path = unquote(urlsplit(request.target).path)
        if path.startswith("/file/bot"):
            return self._download(path.removeprefix("/file/bot"))
        token, _, method = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or ":" not in token:
            return _json(ApiError(404, "Not Found").as_json())
        if token != self.api.token:
            return _json(ApiError(401, "Unauthorized").as_json())
        try:
            params = parameters.read(request)
        except ApiError as error:
            return _json(error.as_json())
        return await self._call(method, params)

    async def _call(self, method: str, params: Params) -> Reply | None:
        at, chat = self.api.moment(), _chat(params)
        fault = self.api.faults.take(method, chat)
        done = await self._do(method, params) if fault is None or fault.processed else None
        name = fault.name if fault else ""
        self.api.wire.append(
            Call(at=at, method=method, chat=chat, params=params.raw, response=done, fault=name)
        )
        if fault is not None:
            return await _spoil(fault, done)
        return _json(done) if done is not None else None

    async def _do(self, method: str, params: Params) -> Json:
        handler = METHODS.get(method.lower())
        if handler is None:
            return ApiError(404, "Not Found: method not found").as_json()
        try:
            result = handler(self.api, params)
            return {"ok": True, "result": await result if inspect.isawaitable(result) else result}
        except ApiError as error:
            return error.as_json()

    def _download(self, rest: str) -> Reply:
        token, _, path = rest.partition("/")
        file = self.api.files.by_path.get(path)
        if token != self.api.token or file is None:
            return _json(ApiError(404, "Not Found").as_json())
        return Reply(HTTPStatus.OK, file.content, "application/octet-stream")


async def _spoil(fault: Fault, done: Json | None) -> Reply | None:
    await asyncio.sleep(fault.seconds)
    if fault.gate is not None:
        await fault.gate.passed()
    if fault.drop:
        return None
    if fault.page:
        return Reply(fault.status, fault.page, "text/html")
    reply = _json(fault.error.as_json() if fault.error else done or {})
    if fault.truncated:
        return Reply(reply.status, reply.body[: len(reply.body) // 2])
    return reply


def _json(body: Json) -> Reply:
    return Reply(body.get("error_code", 200), json.dumps(body).encode())


def _chat(params: Params) -> int | None:
    try:
        return params.number("chat_id") or None
    except ApiError:
        return None
