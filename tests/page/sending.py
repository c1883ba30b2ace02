"""What a person said on its way out of the page: kept until the bot has taken it."""

import asyncio
from dataclasses import dataclass

import httpx

from tests.page.chat import Json, Message

File = tuple[str, bytes, str]  # name, content, media type


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Own words, and the file with them."""

    form: Json
    message: Message
    file: File | None = None


class Sending:
    """One at a time and in order; sending again under the same id is harmless."""

    def __init__(self, web: httpx.AsyncClient) -> None:
        """Nothing said yet."""
        self._web = web
        self._waiting: list[Said] = []
        self._busy = asyncio.Lock()

    async def put(self, said: Said) -> None:
        """Send now, or when the bot is back; raises AssertionError where it is refused."""
        self._waiting.append(said)
        await self.flush()

    async def flush(self) -> None:
        """Send what waits, until one does not get through."""
        async with self._busy:
            while self._waiting and await self._sent(self._waiting[0]):
                self._waiting.pop(0).message.unsent = False

    async def _sent(self, said: Said) -> bool:
        try:
            answer = await self._post(said)
        except httpx.TransportError:
            return False
        if 400 <= answer.status_code < 500:
            self._waiting.remove(said)
            raise AssertionError(f"refused {answer.status_code} {answer.text}: {said.form}")
        return answer.status_code == 202

    async def _post(self, said: Said) -> httpx.Response:
        if said.file is None:
            return await self._web.post("/api/say", json=said.form)
        return await self._web.post("/api/file", data=said.form, files={"file": said.file})
