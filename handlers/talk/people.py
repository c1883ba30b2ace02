"""Binding: a one-time link makes a chat speak for an official."""

from datetime import datetime

from bot.message import Incoming
from bot.rules.people import Official
from bot.rules.refusal import LinkSpent, OfficeOnly
from bot.rules.ruling import Entry
from bot.words import talk as words
from bot.words.card import Card
from handlers.talk.turn import Reply, Turn
from storage import journal, letters, people
from storage.db import Tx


async def bind(tx: Tx, incoming: Incoming, token: str, now: datetime) -> Official:
    """/start TOKEN from anybody: the chat is bound if the link is fresh. Raises LinkSpent."""
    official = await people.spend_link(tx, token, now)
    if official is None:
        raise LinkSpent
    await people.bind(tx, official.id, incoming.channel, incoming.address, now)
    detail = {"channel": incoming.channel}
    await journal.append(tx, Entry(act="bind", at=now, actor=official.id, detail=detail))
    who, how = words.BOUND.say(official.language, who=official.title), words.BOUND_HOW
    await letters.answer(
        tx,
        Card(title=who, lines=(how.say(official.language),)),
        to=official.id,
        channel=incoming.channel,
        address=incoming.address,
        now=now,
    )
    await letters.readdress(tx, official.id, incoming.channel, incoming.address, now)
    await letters.revive(tx, incoming.channel, incoming.address, now)
    return official


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
    title = words.BIND_LINK.say(turn.language, who=official.title)
    return Reply(card=Card(title=title, lines=(turn.house.link(turn.incoming.channel, token),)))
