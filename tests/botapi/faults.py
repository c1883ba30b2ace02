"""Scripted misfortune: what happens to the next calls of a method, or to the next updates."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from tests.botapi.errors import ApiError, Json, too_many_requests
from tests.botapi.updates import Updates

ANY = "*"  # every method


class Gate:
    """Holds calls after they took effect, until the test lets them be answered."""

    def __init__(self) -> None:
        """Shut."""
        self._reached = asyncio.Event()
        self._open = asyncio.Event()

    async def reached(self, patience: float = 5.0) -> None:
        """Until a call stands before the gate."""
        async with asyncio.timeout(patience):
            await self._reached.wait()

    def open(self) -> None:
        """Let every held call be answered, and all later ones."""
        self._open.set()

    async def passed(self) -> None:
        """Called by the server: stand here until opened."""
        self._reached.set()
        await self._open.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One misfortune. `processed`: the call has its effect although the client never learns it."""

    name: str
    processed: bool = True
    error: ApiError | None = None
    page: bytes = b""  # a proxy's page in place of the API's JSON
    status: int = 200
    seconds: float = 0.0
    drop: bool = False
    truncated: bool = False
    gate: Gate | None = None


def delay(seconds: float) -> Fault:
    """Taken and done; answered `seconds` later."""
    return Fault(name="delay", seconds=seconds)


def drop_before() -> Fault:
    """The connection breaks before anything was done."""
    return Fault(name="drop_before", processed=False, drop=True)


def drop_after() -> Fault:
    """Done, but the connection breaks before the answer."""
    return Fault(name="drop_after", drop=True)


def too_many(retry_after: int) -> Fault:
    """429, not done."""
    error = too_many_requests(retry_after)
    return Fault(name="429", processed=False, error=error, status=429)


def unauthorized() -> Fault:
    """401, as after a revoked token."""
    return _error(401, "Unauthorized")


def not_found() -> Fault:
    """404, as from a wrong or restarting local server."""
    return _error(404, "Not Found")


def server_error(*, processed: bool = False) -> Fault:
    """500; done all the same when `processed`."""
    return _error(500, "Internal Server Error", processed=processed)


def bad_gateway(*, processed: bool = False) -> Fault:
    """502 with a proxy's HTML page; done all the same when `processed`."""
    page = b"<html><head><title>502 Bad Gateway</title></head></html>"
    return Fault(name="502", processed=processed, page=page, status=502)


def refusal(code: int, description: str, parameters: Json | None = None) -> Fault:
    """Any other refusal in the API's own form, not done."""
    error = ApiError(code, description, parameters)
    return Fault(name=str(code), processed=False, error=error, status=code)


def truncated() -> Fault:
    """Done; the answer is 200 with half of its JSON."""
    return Fault(name="truncated", truncated=True)


def _error(code: int, description: str, *, processed: bool = False) -> Fault:
    error = ApiError(code, description)
    return Fault(name=str(code), processed=processed, error=error, status=code)


@dataclass(slots=True)
class Script:
    """One line of the script: `fault` for the next `left` calls of `method`, in `chat` if given."""

    method: str
    fault: Fault
    left: int
    chat: int | None

    def fits(self, method: str, chat: int | None) -> bool:
        """Whether this call is meant."""
        if self.left <= 0 or self.method.lower() not in (ANY, method.lower()):
            return False
        return self.chat is None or self.chat == chat


@dataclass(slots=True)
class Faults:
    """Everything scripted so far; calls use it up in the order it was written."""

    updates: Updates
    scripts: list[Script] = field(default_factory=list)
    floods: dict[int, float] = field(default_factory=dict)  # chat -> monotonic end

    def script(self, method: str, fault: Fault, *, times: int = 1, chat: int | None = None) -> None:
        """`fault` meets the next `times` calls of `method` (ANY for all), in `chat` if given."""
        self.scripts.append(Script(method, fault, times, chat))

    def hold(self, method: str, *, times: int = 1, chat: int | None = None) -> Gate:
        """The next calls are done, and answered only once the gate returned is opened."""
        gate = Gate()
        self.script(method, Fault(name="hold", gate=gate), times=times, chat=chat)
        return gate

    def flood(self, chat: int, seconds: float) -> None:
        """From now, for `seconds`, whatever is sent to `chat` is answered 429."""
        self.floods[chat] = time.monotonic() + seconds

    def clear(self) -> None:
        """Fair weather."""
        self.scripts.clear()
        self.floods.clear()

    def duplicate(self, updates: int = 1, *, again: int = 1) -> None:
        """Each of the next `updates` updates is delivered `again` more times, same update id."""
        self.updates.repeat_next += [again] * updates

    def reorder(self, order: Sequence[int]) -> None:
        """The next len(order) updates wait for each other, then come so, e.g. (2, 0, 1)."""
        self.updates.reorder(order)

    def poison(self) -> int:
        """Put an update into the queue that python-telegram-bot cannot parse; its update id."""
        body = {"date": 1_795_600_000, "chat": {"id": 1, "type": "private"}, "text": "no id"}
        return self.updates.add("message", body)

    def raw(self, update: Json) -> int:
        """Put any update into the queue, with an update id of its own; that id."""
        (kind, body), *_ = update.items()
        return self.updates.add(kind, body)

    def take(self, method: str, chat: int | None) -> Fault | None:
        """The fault this call meets, used up by it; None in fair weather."""
        for script in self.scripts:
            if script.fits(method, chat):
                script.left -= 1
                return script.fault
        left = self.floods.get(chat or 0, 0.0) - time.monotonic()
        if left > 0 and method.startswith(("send", "edit")):
            return too_many(ceil(left))
        return None
