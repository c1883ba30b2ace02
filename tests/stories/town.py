"""The town of the stories: the whole bot at work, the demo city at its door, a clock set by hand.

The bot is started as `run_bot.py` starts it, on real sockets; only its clock and its ringing are
ours. A story names people by post and uses the same verbs through every door.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.policy import load_gazetteer, load_policy
from bot.roster import read_roster
from bot.rules.people import Roster
from bot.settings import Settings, read_settings
from handlers.console.city import City
from run_bot import Bot, running
from storage import journal
from tests.botapi import BotApi
from tests.page.client import PageDoor

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)  # a Tuesday morning
TOKEN = "123456:STORY-canary-token"

# The cast, by post; ids of examples/golmud.
MAYOR = "sz"
EXECUTIVE = "fsz1"
VICE_MAYOR = "fsz5"  # supervises education
OTHER_VICE_MAYOR = "fsz2"
PRINCIPAL = "jyj1"
DEPUTY = "jyj2"
OTHER_DEPUTY = "jyj3"
LIAISON = "jyj4"
OFFICE = "dcs"
DUTY_OFFICE = "zbs"


class HandClock:
    """Stands still until it is set."""

    def __init__(self, at: datetime):
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Town:
    """One running bot and the people around it."""

    door: str
    settings: Settings
    city: City
    clock: HandClock
    api: BotApi
    bot: Bot | None = None
    page: Any = None
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def open(self) -> None:
        """Start the bot, or start it again after `close` or `kill`."""
        self._stack = AsyncExitStack()
        self.bot = await self._stack.enter_async_context(
            running(self.settings, self.city, self.clock, paced=False, rings=False)
        )
        if self.door == "browser":
            await self._open_page(self.bot)

    async def close(self) -> None:
        """Stop the bot; people stay, with what their screens show."""
        await self._stack.aclose()
        self.bot = None

    async def restart(self) -> None:
        """Stop and start again on the same database."""
        await self.close()
        await self.open()

    async def person(self, id_: str) -> Any:
        """Somebody of the cast, at this town's door."""
        if self.door == "telegram":
            official = self.city.roster.officials[id_]
            return self.api.person(int(official.telegram_id), first_name=official.name)
        return await self.page.person(id_)

    async def people(self, *ids: str) -> list[Any]:
        """Several of the cast."""
        return [await self.person(id_) for id_ in ids]

    async def at(self, words: str) -> None:
        """Set the clock (2026-11-25 08:30) and ring every round once."""
        self.clock.at = datetime.fromisoformat(words).replace(tzinfo=ZONE)
        await self.tick()

    async def tick(self) -> None:
        """Ring every round and wait until all is handled and delivered."""
        await self.running.ticker.tick()
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until nothing is left to handle or to deliver."""
        if self.door == "telegram":
            await self.api.drained()
        while await self.running.desk.work():
            pass
        await self.running.outbox.settle()
        await self.running.desk.settle()

    async def journal(self) -> list[tuple[str, str]]:
        """(act, subject) of every entry, in order."""
        async with self.running.store.read() as tx:
            rows = await tx.rows("SELECT act, subject FROM journal ORDER BY seq")
        return [(row["act"], row["subject"]) for row in rows]

    async def chain_holds(self) -> bool:
        """Whether the journal verifies."""
        async with self.running.store.read() as tx:
            _, broken = await journal.verify(tx)
        return broken is None

    @property
    def running(self) -> Bot:
        """The bot; a story that asks for it while it is down is wrong."""
        assert self.bot is not None, "the bot is not running"
        return self.bot

    async def _open_page(self, bot: Bot) -> None:
        base = f"http://127.0.0.1:{bot.port}"
        if self.page is None:
            self.page = PageDoor(base_url=base, link=bot.page)
            await self.page.open()
        else:
            await self.page.reopen(base)


def everybody_on_telegram(roster: Roster) -> Roster:
    """The roster with a telegram_id for everybody but the authorities."""
    return replace(
        roster,
        officials={
            o.id: o if o.holds("authority") else replace(o, telegram_id=str(1001 + n))
            for n, o in enumerate(roster.officials.values())
        },
    )


def demo_city() -> City:
    """The demo city, everybody on Telegram."""
    policy = load_policy(ROOT / "bot/policies/golmud-2018.toml")
    roster = read_roster(ROOT / "examples/golmud", policy.rank_words())
    return City(policy=policy, roster=everybody_on_telegram(roster), gazetteer=load_gazetteer())


@asynccontextmanager
async def town(door: str, folder: Path, city: City | None = None) -> AsyncIterator[Town]:
    """A town whose people come through one door: telegram or browser."""
    async with BotApi(token=TOKEN) as api:
        environ = {"DATA_DIR": str(folder), "PORT": "0", "TELEGRAM_API_URL": api.url}
        environ |= {"TELEGRAM_TOKEN": TOKEN} if door == "telegram" else {}
        settings = read_settings(environ, folder / "config.toml")
        made = Town(
            door=door,
            settings=settings,
            city=city or demo_city(),
            clock=HandClock(START),
            api=api,
        )
        if door == "telegram":  # their phones know the bot before it writes first
            for official in made.city.roster.officials.values():
                if official.telegram_id:
                    api.person(int(official.telegram_id), first_name=official.name)
        await made.open()
        try:
            yield made
        finally:
            if made.page:
                await made.page.close()
            if made.bot:
                await made.close()
