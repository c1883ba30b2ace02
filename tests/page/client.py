"""The page's door, opened with the link printed at start, and the people who came in by it."""

import asyncio
from collections.abc import Sequence

import httpx

from tests.page.chat import Json
from tests.page.person import Person

PATIENCE = 5.0  # seconds


class PageDoor:
    """One browser: its cookie, and every official 干部 somebody is in it."""

    def __init__(self, *, base_url: str, link: str, patience: float = PATIENCE) -> None:
        """`link` is the one-time address; `patience`: seconds a person waits for the bot."""
        self.patience = patience
        self.web = httpx.AsyncClient(
            headers={"X-Requested-With": "page"},
            timeout=2 * patience,
            limits=httpx.Limits(max_connections=None),  # an open stream is a connection held
            trust_env=False,
        )
        self._link = link
        self._names: dict[str, str] = {}
        self._people: list[Person] = []
        self._turn_to(base_url)

    async def open(self) -> None:
        """Spend the link, keep the cookie, and read who there is."""
        opened = await self.web.get(self._link)
        if opened.status_code != 303:
            raise AssertionError(f"the link did not open: {opened.status_code}\n{opened.text}")
        self._names = {one["id"]: one["name"] for one in await self.officials()}

    def cookies(self) -> dict[str, str]:
        """The session, for another browser to share."""
        return dict(self.web.cookies.items())

    async def officials(self) -> Sequence[Json]:
        """Everybody one can be here, as the picker lists them."""
        answer = await self.web.get("/api/officials")
        answer.raise_for_status()
        listed: list[Json] = answer.json()
        return listed

    async def person(self, official_id: str) -> Person:
        """Be this official in one more pane; a second pane of the same official is a second one."""
        person = Person(self, official_id, self._names.get(official_id, official_id))
        self._people.append(person)
        await person.connect()
        return person

    async def reopen(self, base_url: str) -> None:
        """The bot was started again, maybe elsewhere: every pane is live again on return."""
        self._turn_to(base_url)
        async with asyncio.TaskGroup() as panes:
            for person in self._people:
                panes.create_task(person.connect())

    async def close(self) -> None:
        """Close every pane, then the browser; raises what a pane stumbled over."""
        try:
            async with asyncio.TaskGroup() as panes:
                for person in self._people:
                    panes.create_task(person.leave())
        finally:
            await self.web.aclose()

    def _turn_to(self, base_url: str) -> None:
        self.web.base_url = httpx.URL(base_url)
        self.web.headers["Origin"] = base_url.rstrip("/")
