"""python run_bot.py verify: is the journal's chain whole?"""

from bot.words import operate as words
from storage import journal
from storage.db import Store


async def verify(store: Store, language: str) -> tuple[int, list[str]]:
    """Exit code and one sentence."""
    async with store.report() as tx:
        count, broken = await journal.verify(tx)
        _, head = await journal.head(tx)
    if broken is not None:
        return 1, [words.CHAIN_BROKEN.say(language, seq=broken, count=count)]
    return 0, [words.CHAIN_HOLDS.say(language, count=count, head=head[:12])]
