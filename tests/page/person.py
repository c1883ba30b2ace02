"""A person at the page: writes, sends and taps; waiting for the bot is in tests/screen.py."""

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from tests import screen
from tests.page.chat import Card, Chat, Json, Message
from tests.page.sending import File, Said, Sending
from tests.page.stream import Stream

if TYPE_CHECKING:
    from tests.page.client import PageDoor

LATER = 0.5  # seconds; the page looks again after two


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """One press of a button."""

    id: str
    sending: "asyncio.Task[None]"
    answer: "asyncio.Future[str]"  # what the page shows; "" for nothing


class Person(screen.Screen[Message, Card]):
    """Somebody's pane of the page: the official's chat, live."""

    def __init__(self, door: "PageDoor", official_id: str, name: str) -> None:
        """Not yet connected."""
        self.id, self.name = official_id, name
        self.room = Chat(id=official_id, name=name)
        super().__init__(self.room, Card)
        self._door = door
        self._stream: Stream | None = None
        self._ready = asyncio.Event()
        self._touched: set[str] = set()  # moved by the stream since it was ready
        self._sending = Sending(door.web)
        self._taps: dict[str, asyncio.Future[str]] = {}
        self._errands: list[asyncio.Task[object]] = []

    @property
    def patience(self) -> float:
        """Seconds to wait before a story fails."""
        return self._door.patience

    async def connect(self) -> None:
        """Open the stream, anew if there is one, until the transcript is on the page."""
        await self._hang_up()
        self._ready.clear()
        self._stream = Stream(self._door.web, self.id, self._take)
        live = asyncio.create_task(self._ready.wait())
        race: set[asyncio.Task[Any]] = {live, self._stream.reading}
        await asyncio.wait(race, timeout=self.patience, return_when=asyncio.FIRST_COMPLETED)
        live.cancel()
        if self._ready.is_set():
            return
        await self._hang_up()  # raises what it was refused for
        raise AssertionError(f"the page of {self.id} never came live\n{self.transcript()}")

    async def leave(self) -> None:
        """Close the pane; raises what it stumbled over."""
        await self._hang_up()
        for errand in self._errands:
            errand.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await errand

    async def say(self, text: str, reply_to: Card | str | None = None) -> str:
        """Write to the bot, answering a card if given; the new message's id.

        While the bot is down the words wait on the page, and go when it is back.
        """
        return await self._write({"text": text}, reply_to)

    async def starts(self, payload: str = "") -> str:
        """What pressing Start is in a chat app."""
        return await self.say(f"/start {payload}".strip())

    async def sends_photo(
        self, name: str, content: bytes, caption: str = "", reply_to: Card | str | None = None
    ) -> str:
        """Send a picture."""
        return await self.sends_document(name, content, caption, reply_to, "image/jpeg")

    async def sends_document(
        self,
        name: str,
        content: bytes,
        caption: str = "",
        reply_to: Card | str | None = None,
        media_type: str = "application/octet-stream",
    ) -> str:
        """Send a file."""
        return await self._write({"caption": caption}, reply_to, (name, content, media_type))

    async def tap(self, card: Card, label: str) -> str:
        """Press a button as it is now; the words the bot answers with, '' for none."""
        return await self.tap_data(card, card.data(label))

    async def tap_data(self, card: Card | str, data: str) -> str:
        """Press with this token, as an old screen or a stolen token would; the bot's answer."""
        return await self.answered(self.tap_data_nowait(card, data))

    def tap_nowait(self, card: Card, label: str) -> Tap:
        """Press a button and go on; `answered` waits for the answer."""
        return self.tap_data_nowait(card, card.data(label))

    def tap_data_nowait(self, card: Card | str, data: str) -> Tap:
        """Press with this token and go on."""
        form = {"as": self.id, "id": uuid4().hex, "token": data, "message": _id(card)}
        answer = asyncio.get_running_loop().create_future()
        self._taps[form["id"]] = answer
        return Tap(id=form["id"], sending=asyncio.create_task(self._press(form)), answer=answer)

    async def answered(self, tap: Tap) -> str:
        """The words the bot answers a tap with."""
        try:
            async with asyncio.timeout(self.patience):
                await asyncio.shield(tap.sending)
                return await asyncio.shield(tap.answer)
        except TimeoutError:
            raise AssertionError("the tap was never answered\n" + self.transcript()) from None

    async def opens(self, card: Card) -> tuple[str, bytes]:
        """Save the file of a card; its name and content."""
        ref, name = card.message.ref, card.message.file
        if not ref:
            raise AssertionError(f"no file to open on {card}\n{self.transcript()}")
        answer = await self._door.web.get(f"/api/kept/{ref}/{quote(name, safe='')}")
        if answer.status_code != 200 or answer.headers["Content-Disposition"] != "attachment":
            raise AssertionError(f"{name} cannot be saved: {answer.status_code} {answer.headers}")
        return name, answer.content

    async def _write(
        self, words: Json, reply_to: Card | str | None, file: File | None = None
    ) -> str:
        answered = _id(reply_to) if reply_to else ""
        form = {"as": self.id, "id": uuid4().hex, "reply_to": answered, **words}
        own = {"mine": True, "text": "".join(words.values()), "file": file[0] if file else ""}
        # Shown before it is sent, as the page does: an answer can never come above it.
        message = self.room.show({**form, **own})
        message.unsent = True
        await self._sending.put(Said(form=form, file=file, message=message))
        return message.id

    async def _press(self, form: Json) -> None:
        """A tap is never sent twice: a page says that it was lost."""
        try:
            answer = await self._door.web.post("/api/tap", json=form)
        except httpx.TransportError as lost:
            raise AssertionError(f"the tap never reached the bot: {lost!r}") from lost
        if answer.status_code != 202:
            raise AssertionError(f"the tap was refused: {answer.status_code} {answer.text}")

    def _take(self, name: str, value: Any) -> None:
        """One event of the stream."""
        if name == "ready":
            self._touched.clear()
            self._errand(self._come_live())
        elif name == "toast":
            self._toast(value["tap"], value["text"])
        else:
            self._touched.add(value["id"])
            self.room.show(value)

    def _toast(self, tap: str, text: str) -> None:
        answer = self._taps.get(tap)
        if answer is not None and not answer.done():  # other panes hear of my taps too
            answer.set_result(text)

    async def _come_live(self) -> None:
        if not await self._caught_up():
            return  # down again already: it will be ready once more
        self._ready.set()
        await self._sending.flush()
        # A card may have gone out just before we listened and into the transcript just after.
        asyncio.get_running_loop().call_later(LATER, self._look_again)

    def _look_again(self) -> None:
        if self._stream is not None:
            self._errand(self._caught_up())

    async def _caught_up(self) -> bool:
        """Show what the transcript has and the stream has not brought; what is new comes last."""
        try:
            answer = await self._door.web.get("/api/transcript", params={"as": self.id})
        except httpx.TransportError:
            return False
        for shown in answer.raise_for_status().json():
            if shown["id"] not in self._touched:
                self.room.show(shown)
        return True

    def _errand(self, act: Coroutine[Any, Any, object]) -> None:
        self._errands.append(asyncio.create_task(act))

    async def _hang_up(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.close()


def _id(card: Card | str) -> str:
    return card.id if isinstance(card, Card) else card
