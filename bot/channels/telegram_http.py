"""The HTTP client under Telegram: the one file to change when another takes the place of httpx."""

import json
import os
from typing import Any

import httpx
from telegram.error import TelegramError
from telegram.request import BaseRequest, HTTPXRequest

CALLS = 64  # sends, edits and answers under way at once
POLLS = 2  # one long poll, and room beside one that was torn and still hangs
TIMEOUT = 10.0  # seconds, for each of connect, read, write and a place in the pool
KEEP = 30.0  # seconds a quiet connection is kept: most taps are spared a new TLS handshake

# Python-telegram-bot warns at every 429 until one opts in to timedeltas; this is its only switch.
os.environ.setdefault("PTB_TIMEDELTA", "true")


def calls() -> BaseRequest:
    """The client for everything that is sent."""
    return _client(CALLS)


def polls() -> BaseRequest:
    """The client for getUpdates alone, so that a busy hour of sending cannot keep it waiting."""
    return _client(POLLS)


def _client(connections: int) -> BaseRequest:
    limits = httpx.Limits(max_connections=connections, keepalive_expiry=KEEP)
    return _Quiet(
        connection_pool_size=connections,
        read_timeout=TIMEOUT,
        write_timeout=TIMEOUT,
        connect_timeout=TIMEOUT,
        pool_timeout=TIMEOUT,
        httpx_kwargs={"limits": limits},
    )


class _Quiet(HTTPXRequest):
    """The library's client, except that it does not log an answer it cannot read.

    Such an answer is a proxy's error page as a rule, and may quote the address, token and all.
    """

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = json.loads(payload.decode(errors="replace"))
        except ValueError:
            raise TelegramError("an answer that is not JSON") from None
        return answer
