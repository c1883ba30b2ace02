"""The parameters of a call, however the client chose to send them: query, form, multipart, JSON."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.botapi.errors import Json, bad_request
from tests.botapi.http11 import Request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent with a call."""

    name: str
    content: bytes
    media_type: str


class Params:
    """Named values; forms bring strings, JSON brings what it brings: readers take both."""

    def __init__(self, raw: Json) -> None:
        """Take the values as read."""
        self.raw = raw

    def has(self, name: str) -> bool:
        """Whether the call names it at all, with something in it."""
        return self.raw.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """A string; empty when absent."""
        value = self.raw.get(name)
        return "" if value is None else str(value)

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; 400 when it is none."""
        if not self.has(name):
            return default
        try:
            return int(self.raw[name])
        except (TypeError, ValueError):
            raise bad_request(f"{name} must be an Integer") from None

    def flag(self, name: str) -> bool:
        """A truth value as Bot API clients write it."""
        return self.text(name).lower() in ("true", "1", "yes")

    def json(self, name: str, what: str) -> Any:
        """A structured value; None when absent, 400 when it is no JSON."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file sent as `name`, directly or by attach://; None for a file id or nothing."""
        value = self.raw.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.raw.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload) else None


def read(request: Request) -> Params:
    """All parameters of one call."""
    raw: Json = dict(parse_qsl(urlsplit(request.target).query, keep_blank_values=True))
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        raw.update(parse_qsl(request.body.decode(), keep_blank_values=True))
    elif kind.startswith("multipart/form-data"):
        raw.update(_multipart(request.body, kind))
    elif kind.startswith("application/json") and request.body:
        raw.update(_object(request.body))
    return Params(raw)


def _object(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object in the request body") from None
    if not isinstance(value, dict):
        raise bad_request("request body must be a JSON object")
    return value


def _multipart(body: bytes, kind: str) -> Json:
    boundary = kind.partition("boundary=")[2].strip().strip('"').encode()
    parts = body.split(b"--" + boundary)[1:-1]
    return dict(_part(part) for part in parts)


def _part(part: bytes) -> tuple[str, str | Upload]:
    head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    content = content.removesuffix(b"\r\n")
    headers = head.decode()
    name = re.search(r'\bname="([^"]*)"', headers)
    if name is None:
        raise bad_request("a form part has no name")
    filename = re.search(r'filename="([^"]*)"|filename\*=utf-8\'\'(\S+)', headers, re.IGNORECASE)
    if filename is None:
        return name[1], content.decode()
    media = re.search(r"content-type:\s*([^\r\n;]+)", headers, re.IGNORECASE)
    shown = filename[1] if filename[1] is not None else unquote(filename[2])
    return name[1], Upload(shown, content, media[1] if media else "application/octet-stream")
