"""The embedded default channel 渠道: a chat page on the loopback, where one can be any official.

Whoever opens the page with the link printed at start may speak as everybody: it is for trying the
bot out on one's own machine, so it is served to that machine only (see `Guard`).

The protocol, which the page and the stories speak alike (JSON, UTF-8):

    GET  /?token=T              once: sets the session cookie and sends you to /; then 403
    GET  /api/officials         [{id, name, title, department, rank}]
    GET  /api/transcript?as=ID  [{id, mine, text, card, file, reply_to, version, at}] in order
    GET  /api/stream?as=ID      events, each with an id: ready {}, message and edit (as in the
                                transcript, version 0 and at "": not known here), toast {tap, text}
    GET  /api/kept/REF/NAME     the file of a card, to be downloaded; NAME is the reader's own
    POST /api/say               {as, id, text, reply_to}
    POST /api/tap               {as, id, token, message}
    POST /api/file              multipart: as, id, caption, reply_to, file (10 MB at most)

A card is {title, fields: [[label, value]], lines, buttons: [[{label, token, style}]], file}, its
file null or {ref, name}; a message has a card, or is `mine` and has text or file (its name). `id`
is made by the sender, 1-64 of
A-Z a-z 0-9 _ -: sending again under the same id is harmless, and the transcript shows own words
under it. `reply_to` is the id of a card, or "". What one says is also pushed to one's open streams.
A stream is open for business when `ready` comes, also after a restart: fetch the transcript then.

Every POST carries the cookie, X-Requested-With (any value), and an Origin that is this very host.
202 {id} means committed to the inbox; 400 malformed, 403 no session or foreign, 404 no such
official, 413 too big, 503 not started or stopping: the same may be sent again later.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from bot.channels.browser_http import Guard, id_of, read_file, read_json, text_of
from bot.channels.browser_streams import Streams
from bot.message import Accept, Attachment, Command, Incoming, Kind, Outgoing, Undelivered

NAME = "browser"
MONTH = 30 * 24 * 3600  # seconds the cookie lasts
ASSETS = ("/page.js", "/card.js", "/sending.js", "/words.js", "/page.css")
PAGE = Path(__file__).parent / "page"
LOCKED = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>403</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<link rel="stylesheet" href="/page.css"><main class="locked">'
    "<p>请用启动时打印的链接打开本页；链接只能用一次，如已用过，请重新启动后取新链接。</p>"
    '<p lang="en">Please open this page with the link printed at start; it works once, '
    "so restart for a new one.</p></main></html>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An official 干部 as the picker shows them."""

    id: str
    name: str
    title: str  # the post 职务
    department: str  # what the picker groups by
    rank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message of a transcript: a card that was delivered, or what the official said."""

    id: str  # a card's message id; for own words the id they were sent under
    mine: bool
    text: str = ""  # own words, or the caption of an own file
    card: Outgoing | None = None
    file: str = ""  # the name of an own file
    reply_to: str = ""  # the card own words answered
    version: int = 0  # of a card; grows with each edit
    at: str = ""  # ISO 8601


class Browser:
    """The page as a channel; an address is an official's id. Keeps open streams, and no history.

    Stop it before the server that serves its routes: open streams end only then.
    """

    name = NAME

    def __init__(
        self,
        *,
        people: Callable[[], Awaitable[Sequence[Person]]],
        transcript: Callable[[str], Awaitable[Sequence[Shown]]],
        keep_file: Callable[[str, bytes], Awaitable[None]],
        load_file: Callable[[str], Awaitable[bytes]],
        token: str,
        secret: str,
        stops: Callable[[Incoming], bool] = lambda _: False,
        zone: str = "Asia/Shanghai",
    ):
        """`load_file` raises LookupError or OSError for a file it does not have.

        A file is not kept, and nothing is echoed, where the words with it are such as `stops`.
        `token` opens the page once; the same `secret` after a restart keeps open pages alive;
        `zone` is the IANA zone the page tells times in.
        """
        if not token or not secret:
            raise ValueError("the page needs a token and a secret")
        self._people = people
        self._transcript = transcript
        self._keep_file = keep_file
        self._load_file = load_file
        self._stops = stops
        self._token = token
        self._session = hmac.new(secret.encode(), b"the page", hashlib.sha256).hexdigest()
        # Cookies do not tell ports apart, so two bots on one machine need two names.
        self._cookie = f"page_{hashlib.sha256(self._session.encode()).hexdigest()[:8]}"
        page = (PAGE / "index.html").read_text(encoding="utf-8")
        self._index = page.replace("{zone}", zone)
        self._streams = Streams()
        self._accept: Accept | None = None

    async def start(self, accept: Accept) -> None:
        """Take what people send from now on."""
        self._accept = accept
        self._streams = Streams()

    async def stop(self) -> None:
        """Take nothing more and end the open streams."""
        self._accept = None
        self._streams.end()

    def read(self, raw: bytes) -> Incoming:
        """Parse what one of the POSTs below wrote."""
        match json.loads(raw):
            case {"kind": "text", "as": str(who), "text": str(text), "reply_to": str(card)}:
                return Incoming(channel=NAME, address=who, kind=Kind.TEXT, text=text, message=card)
            case {
                "kind": "tap", "as": str(who), "id": str(tap), "token": str(token),
                "message": str(card),
            }:  # fmt: skip
                return Incoming(
                    channel=NAME, address=who, kind=Kind.TAP, token=token, message=card,
                    callback=f"{who}:{tap}",
                )  # fmt: skip
            case {
                "kind": "file", "as": str(who), "text": str(text), "reply_to": str(card),
                "ref": str(ref), "file": str(name), "media_type": str(media), "size": int(size),
            }:  # fmt: skip
                return Incoming(
                    channel=NAME, address=who, kind=Kind.FILE, text=text, message=card,
                    attachment=Attachment(ref=ref, name=name, media_type=media, size=size),
                )  # fmt: skip
        raise ValueError("not something the page sends")

    async def deliver(self, address: str, card: Outgoing, message: str | None) -> str:
        """Show the card on the open pages; a page that opens later finds it in the transcript."""
        shown = Shown(id=message or secrets.token_hex(8), mine=False, card=card)
        self._streams.push(address, "edit" if message else "message", _seen(shown))
        return shown.id

    async def acknowledge(self, callback: str, text: str) -> None:
        """Show the answer to a tap; an empty one only tells the page that it was heard."""
        address, _, tap = callback.rpartition(":")
        self._streams.push(address, "toast", {"tap": tap, "text": text})

    async def menu(self, address: str, commands: Sequence[Command], language: str) -> None:
        """Nothing to do: the page has its row of quick words."""

    async def fetch(self, ref: str) -> bytes:
        """The content of a file somebody sent through the page."""
        try:
            return await self._load_file(ref)
        except (LookupError, OSError) as gone:
            raise Undelivered("the file is not there", final=True) from gone

    def link(self, token: str) -> str:  # noqa: ARG002 — the page binds nobody
        """Nothing: on the page everybody is bound already."""
        return ""

    @property
    def routes(self) -> list[Route]:
        """What the server serves, each route with its own guard."""
        open_to_all = [Middleware(Guard)]
        session_only = [Middleware(Guard, admits=self._admits)]
        return [
            Route("/", self._page, middleware=open_to_all),
            *(Route(path, _asset, middleware=open_to_all) for path in ASSETS),
            Route("/favicon.ico", _nothing, middleware=open_to_all),
            Route("/api/officials", self._officials, middleware=session_only),
            Route("/api/transcript", self._history, middleware=session_only),
            Route("/api/stream", self._stream, middleware=session_only),
            Route("/api/kept/{ref}/{name:path}", self._kept, middleware=session_only),
            Route("/api/say", self._say, methods=["POST"], middleware=session_only),
            Route("/api/tap", self._tap, methods=["POST"], middleware=session_only),
            Route("/api/file", self._file, methods=["POST"], middleware=session_only),
        ]

    async def _page(self, request: Request) -> Response:
        token = request.query_params.get("token")
        if token is None and self._admits(request):
            return HTMLResponse(self._index)
        if self._admits(request):
            return RedirectResponse("/", 303)  # the printed link, opened again
        if token is None or request.method != "GET" or not self._spend(token):
            return HTMLResponse(LOCKED, 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            self._cookie, self._session, max_age=MONTH, httponly=True, samesite="strict"
        )
        return answer

    def _spend(self, token: str) -> bool:
        good = bool(self._token) and hmac.compare_digest(token.encode(), self._token.encode())
        if good:
            self._token = ""
        return good

    def _admits(self, request: Request) -> bool:
        given = request.cookies.get(self._cookie, "")
        return hmac.compare_digest(given.encode(), self._session.encode())

    async def _officials(self, _: Request) -> Response:
        return JSONResponse([asdict(person) for person in await self._people()])

    async def _history(self, request: Request) -> Response:
        who = await self._official(request.query_params.get("as"))
        return JSONResponse([_seen(shown) for shown in await self._transcript(who)])

    async def _kept(self, request: Request) -> Response:
        """A file to be saved, never opened here: whatever is in it, it is not part of the page."""
        try:
            content = await self._load_file(id_of(request.path_params, "ref"))
        except (LookupError, OSError) as gone:
            raise HTTPException(404, "the file is not there") from gone
        # Its name is the last of its address: nothing anybody chose stands in a header.
        headers = {"Content-Disposition": "attachment"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    async def _stream(self, request: Request) -> Response:
        who = await self._official(request.query_params.get("as"))
        self._open()
        return StreamingResponse(self._streams.listen(who), media_type="text/event-stream")

    async def _say(self, request: Request) -> Response:
        said = await read_json(request)
        text = text_of(said, "text")
        if not text.strip():
            raise HTTPException(400, "text is empty")
        return await self._take(said, {"kind": "text", "text": text, "reply_to": _card(said)})

    async def _tap(self, request: Request) -> Response:
        said = await read_json(request)
        token, message = id_of(said, "token"), id_of(said, "message")
        return await self._take(said, {"kind": "tap", "token": token, "message": message})

    async def _file(self, request: Request) -> Response:
        said, file = await read_file(request)
        # Named by sender and content: the same file twice is one, another never replaces it.
        mark = f"{said.get('as')}:{said.get('id')}:".encode() + file.content
        update = {
            "kind": "file",
            "text": text_of({"caption": "", **said}, "caption"),
            "reply_to": _card(said),
            "ref": hashlib.sha256(mark).hexdigest(),
            "file": text_of({"file": file.filename}, "file")[-200:],
            "media_type": file.media_type,
            "size": len(file.content),
        }
        return await self._take(said, update, file.content)

    async def _take(
        self, said: dict[str, Any], update: dict[str, Any], content: bytes | None = None
    ) -> Response:
        """Commit one update to the inbox, then say so; a file's content is kept first."""
        who, own_id = await self._official(said.get("as")), id_of(said, "id")
        accept = self._open()
        raw = json.dumps({"as": who, "id": own_id, **update}, ensure_ascii=False).encode()
        stopped = self._stops(self.read(raw))
        if content is not None and not stopped:
            await self._keep_file(update["ref"], content)
        await accept(NAME, [(f"{who}:{own_id}", raw)])
        if update["kind"] != "tap" and not stopped:
            self._streams.push(who, "message", _seen(_own(own_id, update)))
        return JSONResponse({"id": own_id}, 202)

    async def _official(self, who: object) -> str:
        if not isinstance(who, str) or all(who != person.id for person in await self._people()):
            raise HTTPException(404, "no such official")
        return who

    def _open(self) -> Accept:
        if self._accept is None:
            raise HTTPException(503, "not started")
        return self._accept


def _seen(shown: Shown) -> dict[str, Any]:
    """As the page has it: a card's file by its name, its content where it is asked for."""
    seen = asdict(replace(shown, card=replace(shown.card, file=None)) if shown.card else shown)
    if shown.card and shown.card.file:
        seen["card"]["file"] = {"ref": shown.card.file.ref, "name": shown.card.file.name}
    return seen


def _card(said: dict[str, Any]) -> str:
    return id_of(said, "reply_to") if said.get("reply_to") else ""


async def _asset(request: Request) -> Response:
    return FileResponse(PAGE / request.url.path.removeprefix("/"))


async def _nothing(_: Request) -> Response:
    return Response(status_code=204)


def _own(own_id: str, update: dict[str, Any]) -> Shown:
    return Shown(
        id=own_id,
        mine=True,
        text=update["text"],
        file=update.get("file", ""),
        reply_to=update["reply_to"],
    )
