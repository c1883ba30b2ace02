"""Binding: a one-time link makes a chat speak for an official."""

from datetime import datetime

from bot.message import Incoming
from bot.rules.people import Official
from bot.rules.refusal import LinkSpent, NoLinkHere, OfficeOnly
from bot.rules.ruling import Entry
from bot.words import talk as words
from bot.words.card import Card
from handlers.talk.turn import Reply, Turn
from storage import copies, journal, letters, people
from storage.db import Tx


async def bind(tx: Tx, incoming: Incoming, token: str, now: datetime) -> None:
    """/start TOKEN from anybody: the chat is bound if the link is fresh. Raises LinkSpent."""
    channel, address = incoming.channel, incoming.address
    official = await people.spend_link(tx, token, now)
    if official is None:
        await _still_bound(tx, channel, address, now)
        return
    await _tell_former_chat(tx, official, channel, address, now)
    await people.bind(tx, official.id, channel, address, now)
    detail = {"channel": channel}
    await journal.append(tx, Entry(act="bind", at=now, actor=official.id, detail=detail))
    card = words.bound(official.title, official.language)
    await letters.answer(tx, card, to=official.id, channel=channel, address=address, now=now)
    await copies.readdress(tx, official.id, channel, address, now)
    await copies.revive(tx, channel, address, now)


async def _still_bound(tx: Tx, channel: str, address: str, now: datetime) -> None:
    """A spent link opened again by somebody who is bound all the same; raises LinkSpent."""
    speaker = await people.speaker(tx, channel, address)
    if speaker is None:
        raise LinkSpent
    card = Card(title=words.STILL_BOUND.say(speaker.language, who=speaker.title))
    await letters.answer(tx, card, to=speaker.id, channel=channel, address=address, now=now)


async def _tell_former_chat(
    tx: Tx, official: Official, channel: str, address: str, now: datetime
) -> None:
    """Whoever holds the former phone should know that it speaks for nobody any more."""
    card = Card(title=words.MOVED.say(official.language, who=official.title))
    for row in await people.bindings(tx, channel):
        if row["official"] == official.id and row["address"] != address:
            former = row["address"]
            await letters.answer(tx, card, to=None, channel=channel, address=former, now=now)


async def issue(turn: Turn) -> Reply:
    """绑定 姓名, by the office: the link to pass on."""
    if not turn.office:
        raise OfficeOnly
    if not turn.words:
        return Reply(card=Card(title=words.BIND_WHOM.say(turn.language)))
    official = (await people.roster(turn.tx)).the_one(turn.words)
    token = await people.issue_link(turn.tx, official.id, turn.now)
    detail = {"official": official.id}
    entry = Entry(act="issue_link", at=turn.now, actor=turn.speaker.id, detail=detail)
    await journal.append(turn.tx, entry)
    link = turn.house.link(turn.incoming.channel, token)
    if not link:
        raise NoLinkHere
    title = words.BIND_LINK.say(turn.language, who=official.title)
    return Reply(card=Card(title=title, lines=(link,)))
