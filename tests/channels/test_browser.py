"""The page's protocol over real HTTP, as its docstring states it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from bot.channels import browser_http, browser_streams
from bot.channels.browser import ASSETS
from bot.message import Button, Enclosure, Incoming, Kind, Outgoing, Style, Undelivered

from .page_city import City, Desk, echo, serving

OPEN = ("/", *ASSETS, "/favicon.ico")
CLOSED = (
    "/api/officials",
    "/api/transcript?as=mayor",
    "/api/stream?as=mayor",
    "/api/kept/r/a.docx",
)
FOREIGN = (
    "evil.example",
    "evil.example:8710",
    "10.0.0.1",
    "127.0.0.1.nip.io",
    "localhost.evil.example",
    "[::2]",
    "[",
    "",
)
MULTIPART = "multipart/form-data; boundary=x"
AS = b'--x\r\ncontent-disposition: form-data; name="as"\r\n\r\n\xff\r\n'
FILE = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\na\r\n--x--'
POSTS = ("/api/say", "/api/tap", "/api/file")


@asynccontextmanager
async def client(base: str, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that follows the rules, not yet let in."""
    ours = {"Origin": base, "X-Requested-With": "test", **headers}
    async with httpx.AsyncClient(base_url=base, headers=ours, trust_env=False) as web:
        yield web


@asynccontextmanager
async def admitted(city: City | None = None) -> AsyncIterator[tuple[httpx.AsyncClient, Desk]]:
    """A browser that opened the printed link."""
    async with serving(city or City()) as (base, desk), client(base) as web:
        assert (await web.get("/?token=once")).status_code == 303
        yield web, desk


class Listener:
    """One open stream, read event by event."""

    def __init__(self, lines: AsyncIterator[str]):
        self._lines = lines

    async def next(self) -> tuple[str, Any]:
        event, data = "", ""
        async with asyncio.timeout(5):
            async for line in self._lines:
                key, _, value = line.partition(": ")
                event, data = (
                    value if key == k else v for k, v in (("event", event), ("data", data))
                )
                if not line and event:
                    return event, json.loads(data)
        return "end", None


@asynccontextmanager
async def listening(web: httpx.AsyncClient, who: str) -> AsyncIterator[Listener]:
    async with web.stream("GET", f"/api/stream?as={who}", timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        listener = Listener(answer.aiter_lines())
        assert await listener.next() == ("ready", {})
        yield listener


def say(who: str = "finance-2", own_id: str = "m1", text: str = "请假", reply_to: str = "") -> Any:
    return {"as": who, "id": own_id, "text": text, "reply_to": reply_to}


async def test_the_printed_link_works_once_and_again_only_where_it_was_opened() -> None:
    async with serving(City()) as (base, _), client(base) as first, client(base) as second:
        assert (await first.get("/")).status_code == 403
        assert (await first.get("/?token=wrong")).status_code == 403
        opened = await first.get("/?token=once")
        assert (opened.status_code, opened.headers["location"]) == (303, "/")
        cookie = opened.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert (await first.get("/")).status_code == 200
        assert (await first.get("/?token=once")).status_code == 303
        refused = await second.get("/?token=once")
        assert refused.status_code == 403
        assert "启动时打印的链接" in refused.text
        assert "link printed at start" in refused.text


async def test_an_open_page_survives_a_restart_and_a_forged_cookie_does_not() -> None:
    city = City()
    async with serving(city) as (base, _), client(base) as web:
        await web.get("/?token=once")
        cookies = dict(web.cookies)
    async with serving(city, token="another") as (base, _), client(base) as web:
        web.cookies.update(cookies)
        assert (await web.get("/api/officials")).status_code == 200
        web.cookies.clear()
        web.cookies.update({name: value[:-1] + "!" for name, value in cookies.items()})
        assert (await web.get("/api/officials")).status_code == 403


def test_a_page_without_token_or_secret_is_not_built() -> None:
    with pytest.raises(ValueError, match="token"):
        City().browser(token="")


@pytest.mark.parametrize("path", CLOSED)
async def test_nothing_is_told_without_a_session(path: str) -> None:
    async with serving(City()) as (base, _), client(base) as web:
        assert (await web.get(path)).status_code == 403


@pytest.mark.parametrize("path", POSTS)
async def test_nothing_is_taken_without_a_session(path: str) -> None:
    city = City()
    async with serving(city) as (base, _), client(base) as web:
        assert (await web.post(path, json=say())).status_code == 403
    assert city.inbox == {}


@pytest.mark.parametrize("host", FOREIGN)
async def test_a_foreign_host_is_refused_everywhere(host: str) -> None:
    async with admitted() as (web, _):
        for path in (*OPEN, *CLOSED, "/?token=once"):
            assert (await web.get(path, headers={"Host": host})).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
async def test_this_machine_is_served_under_each_of_its_names(host: str) -> None:
    async with admitted() as (web, _):
        at = {"Host": f"{host}:8710", "Origin": f"http://{host}:8710"}
        assert (await web.post("/api/say", json=say(), headers=at)).status_code == 202


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ],
)
async def test_another_page_cannot_post(headers: dict[str, str]) -> None:
    city = City()
    async with admitted(city) as (web, _):
        for path in POSTS:
            answer = await web.post(path, content=json.dumps(say()), headers=headers)
            assert answer.status_code == 403
    assert city.inbox == {}


async def test_a_post_without_the_header_no_form_can_set_is_refused() -> None:
    async with admitted() as (web, _):
        del web.headers["X-Requested-With"]
        assert (await web.post("/api/say", json=say())).status_code == 403


async def test_every_route_carries_the_headers_and_refuses_before_it_answers() -> None:
    routes = City().browser().routes
    async with admitted() as (web, _):
        for route in routes:
            assert isinstance(route, Route)
            for host in ("evil.example", web.base_url.netloc.decode()):
                method = "POST" if route.path in POSTS else "HEAD"
                answer = await web.request(method, route.path, headers={"Host": host})
                for name, value in browser_http.HEADERS.items():
                    assert answer.headers[name] == value, route.path
    policy = browser_http.HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_the_picker_gets_names_as_they_are() -> None:
    async with admitted() as (web, _):
        officials = (await web.get("/api/officials")).json()
    assert officials[-1] == {
        "id": "clerk",
        "name": "<b>办公室</b> & 值班员",
        "title": "值班员",
        "department": "市政府办公室",
        "rank": "office",
    }


async def test_words_are_committed_then_shown_on_every_stream_of_the_speaker_alone() -> None:
    city = City(replies=False)
    async with admitted(city) as (web, desk):
        async with listening(web, "finance-2") as own, listening(web, "mayor") as other:
            answer = await web.post("/api/say", json=say(reply_to="card-1"))
            assert (answer.status_code, answer.json()) == (202, {"id": "m1"})
            event, shown = await own.next()
            assert event == "message"
            assert (shown["id"], shown["mine"], shown["text"]) == ("m1", True, "请假")
            assert (shown["card"], shown["reply_to"]) == (None, "card-1")
            await desk.browser.deliver("mayor", echo("one"), None)
            assert (await other.next())[1]["card"]["title"] == "收到：one"
        [(update_id, raw)] = city.inbox.items()
        assert update_id == "finance-2:m1"
        assert desk.browser.read(raw) == Incoming(
            channel="browser", address="finance-2", kind=Kind.TEXT, text="请假", message="card-1"
        )


async def test_the_same_words_sent_twice_are_one_update() -> None:
    city = City()
    async with admitted(city) as (web, _):
        for _ in range(3):
            assert (await web.post("/api/say", json=say())).status_code == 202
        transcript = (await web.get("/api/transcript?as=finance-2")).json()
    assert list(city.inbox) == ["finance-2:m1"]
    assert [shown["mine"] for shown in transcript] == [True, False]


async def test_nothing_is_acknowledged_that_was_not_committed() -> None:
    city = City(down=True)
    async with admitted(city) as (web, _):
        assert (await web.post("/api/say", json=say())).status_code == 500
        city.down = False
        assert (await web.post("/api/say", json=say())).status_code == 202
    assert list(city.inbox) == ["finance-2:m1"]


async def test_a_tap_edits_the_card_in_place_and_is_answered() -> None:
    async with admitted() as (web, desk):
        card = await desk.show("mayor", echo("请假"))
        async with listening(web, "mayor") as stream:
            tap = {"as": "mayor", "id": "t1", "token": "yes", "message": card}
            assert (await web.post("/api/tap", json=tap)).status_code == 202
            event, shown = await stream.next()
            assert (event, shown["id"], shown["card"]["lines"]) == ("edit", card, ["已办：yes"])
            assert await stream.next() == ("toast", {"tap": "t1", "text": "已记录：yes"})
        [shown] = (await web.get("/api/transcript?as=mayor")).json()
        assert (shown["id"], shown["version"], shown["card"]["buttons"]) == (card, 2, [])


async def test_a_card_travels_whole() -> None:
    card = Outgoing(
        title="<script>alert(1)</script>",
        fields=(("事由", "参加“全省”会议 & <i>学习</i>"),),
        lines=("依据：第十七条", "", "\u202e反"),
        buttons=((Button(label="同意", token="a", style=Style.YES),),),
    )
    async with admitted() as (web, desk), listening(web, "mayor") as stream:
        shown_id = await desk.browser.deliver("mayor", card, None)
        _, shown = await stream.next()
    assert shown == {
        "id": shown_id,
        "mine": False,
        "text": "",
        "card": {
            "title": "<script>alert(1)</script>",
            "fields": [["事由", "参加“全省”会议 & <i>学习</i>"]],
            "lines": ["依据：第十七条", "", "\u202e反"],
            "buttons": [[{"label": "同意", "token": "a", "style": "success"}]],
            "file": None,
        },
        "file": "",
        "reply_to": "",
        "version": 0,
        "at": "",
    }


async def test_a_cards_file_is_saved_under_its_name_and_opened_nowhere() -> None:
    content = b"<script>document.title = 1</script>"
    city = City(files={"r-1": content})
    file = Enclosure(ref="r-1", name="请假/审批表.html", media_type="text/html", content=content)
    async with admitted(city) as (web, desk), listening(web, "mayor") as stream:
        await desk.show("mayor", Outgoing(title="审批表", file=file))
        event, shown = await stream.next()
        assert (event, shown["card"]["file"]) == ("message", {"ref": "r-1", "name": file.name})
        [kept] = (await web.get("/api/transcript?as=mayor")).json()
        assert kept["card"] == shown["card"]

        saved = await web.get("/api/kept/r-1/%E8%AF%B7%E5%81%87%2F%E5%AE%A1%E6%89%B9%E8%A1%A8.html")
        assert (saved.status_code, saved.content) == (200, content)
        assert saved.headers["content-disposition"] == "attachment"
        assert saved.headers["content-type"] == "application/octet-stream"
        assert saved.headers["x-content-type-options"] == "nosniff"
        assert (await web.get("/api/kept/r-2/a.docx")).status_code == 404
        assert (await web.get("/api/kept/r.1/a.docx")).status_code == 400


async def test_a_card_is_delivered_also_where_nobody_looks() -> None:
    browser = City().browser()
    first = await browser.deliver("mayor", echo("one"), None)
    second = await browser.deliver("mayor", echo("two"), None)
    assert first != second
    assert await browser.deliver("mayor", echo("three"), first) == first
    await browser.acknowledge("mayor:t1", "")
    await browser.menu("mayor", (), "zh")
    assert browser.link("token") == ""


@pytest.mark.parametrize("size", [0, 1, 10 * 1024 * 1024])
async def test_a_file_arrives_byte_for_byte(size: int) -> None:
    city = City()
    content = (bytes(range(256)) + b"\r\n--x\r\n\r\n" * 3)[:size].ljust(size, b"\n")
    form = {"as": "finance-2", "id": "f1", "caption": "会议通知", "reply_to": ""}
    async with admitted(city) as (web, desk):
        file = ('通知 "一".pdf', content, "application/pdf")
        answer = await web.post("/api/file", data=form, files={"file": file}, timeout=30)
        assert answer.status_code == 202
        incoming = desk.browser.read(city.inbox["finance-2:f1"])
        assert incoming is not None
        attachment = incoming.attachment
        assert attachment is not None
        assert (incoming.kind, incoming.text) == (Kind.FILE, "会议通知")
        assert (attachment.name, attachment.media_type) == ("通知 %22一%22.pdf", "application/pdf")
        assert attachment.size == size
        assert await desk.browser.fetch(attachment.ref) == content


async def test_a_file_sent_twice_is_one_and_another_never_replaces_it() -> None:
    city = City()
    form = {"as": "finance-2", "id": "f1"}
    async with admitted(city) as (web, _):
        for content in (b"one", b"one", b"two"):
            file = {"file": ("a.pdf", content)}
            assert (await web.post("/api/file", data=form, files=file)).status_code == 202
    assert sorted(city.files.values()) == [b"one", b"two"]
    assert len(city.inbox) == 1


async def test_a_file_that_is_gone_is_undelivered_for_good() -> None:
    with pytest.raises(Undelivered) as gone:
        await City().browser().fetch("nothing")
    assert gone.value.final


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ("[" * 60_000, 400),
        (say(who="nobody"), 404),
        (say(own_id=""), 400),
        (say(own_id="a b"), 400),
        (say(own_id="a:b"), 400),
        (say(own_id="x" * 65), 400),
        (say(own_id="号"), 400),
        (say(text=""), 400),
        (say(text=" \n"), 400),
        (say(text="\ud800"), 400),
        (say(reply_to="<x>"), 400),
        ({**say(), "text": 5}, 400),
        ({**say(), "as": None}, 404),
        ({**say(), "reply_to": []}, 202),
        (say(text="长" * 5000), 202),
        (say(text="x" * 65536), 413),
    ],
)
async def test_malformed_words_change_nothing(body: Any, status: int) -> None:
    city = City()
    content = body if isinstance(body, str) else json.dumps(body)
    async with admitted(city) as (web, _):
        at = {"Content-Type": "application/json"}
        assert (await web.post("/api/say", content=content, headers=at)).status_code == status
    assert bool(city.inbox) == (status == 202)


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("multipart/form-data", b"", 400),
        (MULTIPART, b"", 400),
        (MULTIPART, b"--x\r\n\r\n--x--", 400),
        (MULTIPART, AS + FILE, 400),
        (MULTIPART, FILE, 404),
        (MULTIPART, b"--x\r\n\xff\r\n\r\n\r\n--x--", 400),
        ("application/json", b"{}", 400),
        (MULTIPART, b"a" * (11 * 1024 * 1024), 413),
    ],
)
async def test_malformed_files_change_nothing(kind: str, body: bytes, status: int) -> None:
    city = City()
    async with admitted(city) as (web, _):
        answer = await web.post("/api/file", content=body, headers={"Content-Type": kind})
        assert answer.status_code == status
    assert (city.inbox, city.files) == ({}, {})


async def test_a_file_over_the_limit_is_refused() -> None:
    city = City()
    async with admitted(city) as (web, _):
        file = {"file": ("a.pdf", b"a" * (browser_http.FILE_LIMIT + 1))}
        answer = await web.post("/api/file", data={"as": "mayor", "id": "f1"}, files=file)
        assert answer.status_code == 413
    assert (city.inbox, city.files) == ({}, {})


async def test_nul_never_reaches_the_inbox() -> None:
    city = City()
    async with admitted(city) as (web, desk):
        await web.post("/api/say", json=say(text="请\0假"))
        incoming = desk.browser.read(city.inbox["finance-2:m1"])
    assert incoming is not None
    assert incoming.text == "请假"


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"kind":"text","as":1}', b'{"kind":"tap"}'])
def test_what_is_not_ours_is_a_value_error(raw: bytes) -> None:
    browser = City().browser()
    with pytest.raises(ValueError):  # noqa: PT011 — any, as the seam says
        browser.read(raw)


async def test_unknown_officials_have_no_transcript_and_no_stream() -> None:
    async with admitted() as (web, _):
        for path in ("transcript", "stream"):
            assert (await web.get(f"/api/{path}")).status_code == 404
            assert (await web.get(f"/api/{path}?as=nobody")).status_code == 404


async def test_a_stopped_page_ends_its_streams_and_takes_nothing_more() -> None:
    async with admitted() as (web, desk), listening(web, "mayor") as stream:
        await desk.browser.stop()
        assert await stream.next() == ("end", None)
        assert (await web.post("/api/say", json=say())).status_code == 503
        assert (await web.get("/api/stream?as=mayor")).status_code == 503
        await desk.browser.start(desk.accept)
        assert (await web.post("/api/say", json=say())).status_code == 202


async def test_a_quiet_stream_still_breathes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_streams, "HEARTBEAT", 0.01)
    stream = browser_streams.Streams().listen("mayor")
    assert "event: ready" in await anext(stream)
    assert (await anext(stream)).startswith(":")


async def test_a_reader_who_falls_behind_is_dropped_and_holds_nobody_up() -> None:
    streams = browser_streams.Streams()
    slow = streams.listen("mayor")
    await anext(slow)
    for number in range(browser_streams.BACKLOG + 1):
        streams.push("mayor", "message", {"number": number})
    assert [event async for event in slow] == []


async def test_every_event_has_an_id_of_its_own() -> None:
    streams = browser_streams.Streams()
    stream = streams.listen("mayor")
    first = await anext(stream)
    streams.push("mayor", "message", {})
    assert ("id: 1" in first, "id: 2" in await anext(stream)) == (True, True)
