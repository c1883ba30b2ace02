"""python run_bot.py bind WHO: a one-time link, for whoever sits at the machine."""

from datetime import datetime

from bot.rules.refusal import Refusal
from bot.rules.ruling import Entry
from bot.words import operate as words
from bot.words import refusals
from storage import facts, journal, people
from storage.db import Store

USERNAME = "telegram.username"


async def bind(store: Store, who: str, now: datetime, language: str) -> tuple[int, list[str]]:
    """Exit code and lines: the link if the bot's name is known, else what to type."""
    try:
        async with store.write() as tx:
            official = (await people.roster(tx)).the_one(who)
            token = await people.issue_link(tx, official.id, now)
            entry = Entry(act="issue_link", at=now, actor="", detail={"official": official.id})
            await journal.append(tx, entry)
            username = await facts.get(tx, USERNAME)
    except Refusal as refusal:
        return 1, [refusals.sentence(refusal, now, language)]
    told = words.LINK.say(language, who=official.title)
    if username:
        return 0, [told, f"https://t.me/{username}?start={token}"]
    return 0, [told, words.LINK_TYPE.say(language, words=f"/start {token}")]
