"""What the embedded page asks of the database: people, history, and a place for its files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.people import Official
from storage import facts, files, people, transcripts
from storage.db import Row, Store

TRANSCRIPT = 300  # messages of a chat the page shows again
KEPT_AS = "page.secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The page keeps nothing itself; this is where its things are."""

    store: Store
    clock: Callable[[], datetime]

    async def secret(self, fresh: str) -> str:
        """The page's secret: `fresh` the first time, and that one ever after."""
        async with self.store.write() as tx:
            await facts.claim(tx, KEPT_AS, fresh)
            return await facts.get(tx, KEPT_AS) or fresh

    async def officials(self) -> Sequence[Official]:
        """Everybody who speaks here; authorities answer outside."""
        async with self.store.read() as tx:
            roster = await people.roster(tx)
        return [o for o in roster.officials.values() if not o.holds("authority")]

    async def transcript(self, who: str) -> Sequence[Row]:
        """What this official has said and been shown on the page."""
        async with self.store.report() as tx:
            return await transcripts.of(tx, "browser", who, TRANSCRIPT)

    async def keep_file(self, ref: str, content: bytes) -> None:
        """Keep what was attached."""
        async with self.store.write() as tx:
            await files.keep(tx, ref, content, self.clock())

    async def load_file(self, ref: str) -> bytes:
        """What was attached, or goes out with a card; LookupError where it is not there."""
        async with self.store.read() as tx:
            content = await files.load(tx, ref)
        if content is None:
            raise LookupError(ref)
        return content
