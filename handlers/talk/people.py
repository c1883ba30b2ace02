"""Binding: a one-time link makes a chat speak for an official."""

import secrets
from datetime import datetime

from bot.message import Incoming
from bot.rules.people import Official
from bot.rules.refusal import LinkSpent, OfficeOnly, SeveralPeople, UnknownPerson
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
    return official


async def issue(turn: Turn) -> Reply:
    """绑定 姓名, by the office: the link to pass on."""
    if not turn.office:
        raise OfficeOnly
    if not turn.words:
        return Reply(card=Card(title=words.BIND_WHOM.say(turn.language)))
    official = await named(turn.tx, turn.words)
    token = await issue_token(turn.tx, official, turn.speaker.id, turn.now)
    title = words.BIND_LINK.say(turn.language, who=official.title)
    return Reply(card=Card(title=title, lines=(turn.house.link(turn.incoming.channel, token),)))


async def issue_token(tx: Tx, official: Official, actor: str, now: datetime) -> str:
    """A fresh one-time token for an official, noted in the journal without the token."""
    token = secrets.token_urlsafe(16)
    await people.issue_link(tx, official.id, token, now)
    detail = {"official": official.id}
    await journal.append(tx, Entry(act="issue_link", at=now, actor=actor, detail=detail))
    return token


async def named(tx: Tx, who: str) -> Official:
    """The one official meant by an id, name or post; raises UnknownPerson or SeveralPeople."""
    found = (await people.roster(tx)).named(who)
    if not found:
        raise UnknownPerson(who)
    if len(found) > 1:
        raise SeveralPeople(who, tuple(official.title for official in found))
    return found[0]
