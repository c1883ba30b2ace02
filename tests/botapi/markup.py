"""Telegram's HTML subset, parsed as strictly as its server does; errors name the byte offset."""

import re
from html import unescape

from tests.botapi.errors import ApiError, Json, bad_request

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "tg-emoji": "custom_emoji", "blockquote": "blockquote", "tg-time": "date_time",
}  # fmt: skip
TAG = r"""<(?:"[^"]*"|'[^']*'|[^>"'])*>?"""
NAMED = r"&(?:lt|gt|amp|quot)(?:;|(?![A-Za-z]))"
TOKEN = re.compile(rf"{TAG}|{NAMED}|&#(?:\d+|x[0-9a-fA-F]+);?|[^<&]+|[<&]")
ATTRIBUTE = re.compile(r"""\s+([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts entities and limits."""
    return len(text) + sum(1 for c in text if ord(c) > 0xFFFF)


def parse_html(source: str) -> tuple[str, tuple[Json, ...]]:
    """Plain text and entities of `source`; 400 with Telegram's words where it is malformed."""
    if "<" not in source and "&" not in source:
        return source, ()
    return _Parser().run(source)


class _Parser:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0  # UTF-16 units written
        self.offset = 0  # bytes read
        self.open: list[tuple[str, int, Json]] = []
        self.entities: list[Json] = []

    def run(self, source: str) -> tuple[str, tuple[Json, ...]]:
        for match in TOKEN.finditer(source):
            self._token(match[0])
            self.offset += len(match[0].encode())
        if self.open:
            name = self.open[-1][0]
            raise _broken(f"Can't find end tag corresponding to start tag {name}")
        return "".join(self.out), tuple(sorted(self.entities, key=_place))

    def _token(self, token: str) -> None:
        if token.startswith("</"):
            self._end(token)
        elif token.startswith("<"):
            self._start(token)
        else:
            self._write(unescape(token) if token[0] == "&" and len(token) > 1 else token)

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)

    def _start(self, token: str) -> None:
        if not token.endswith(">"):
            raise _broken(f"Unclosed start tag at byte offset {self.offset}")
        name = re.split(r"\s", token[1:-1], maxsplit=1)[0].lower()
        attributes = self._attributes(name, token[1 + len(name) : -1])
        if name not in KINDS or (name == "span" and attributes.get("class") != "tg-spoiler"):
            shown = f'Unsupported start tag "{name}"' if name not in KINDS else 'Tag "span" must'
            tail = "" if name not in KINDS else ' have class "tg-spoiler"'
            raise _broken(f"{shown}{tail} at byte offset {self.offset}")
        self.open.append((name, self.length, attributes))

    def _attributes(self, name: str, rest: str) -> Json:
        found: Json = {}
        position = 0
        while rest[position:].strip():
            match = ATTRIBUTE.match(rest, position)
            if match is None:
                raise _broken(f'Unclosed start tag "{name}" at byte offset {self.offset}')
            found[match[1].lower()] = unescape((match[2] or "").strip("\"'"))
            position = match.end()
        return found

    def _end(self, token: str) -> None:
        if not self.open:
            raise _broken(f"Unexpected end tag at byte offset {self.offset}")
        if not token.endswith(">"):
            raise _broken(f"Unclosed end tag at byte offset {self.offset}")
        name, start, attributes = self.open.pop()
        found = token[2:-1].strip().lower()
        if found != name:
            at = f"Unmatched end tag at byte offset {self.offset}"
            raise _broken(f'{at}, expected "</{name}>", found "</{found}>"')
        if self.length > start:
            self._entity(name, start, attributes)

    def _entity(self, name: str, start: int, attributes: Json) -> None:
        entity: Json = {"type": KINDS[name], "offset": start, "length": self.length - start}
        if name == "a":
            if not attributes.get("href"):
                return  # Telegram shows such a link as plain text
            entity["url"] = attributes["href"]
        self.entities.append(entity)


def _place(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]


def _broken(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
