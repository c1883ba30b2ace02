"""The reception 接待: who speaks? Officials are taken to their errand, strangers turned away.

A refusal undoes its own turn and is answered with its sentence.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.message import Channel, Incoming, Kind
from bot.rules.refusal import Refusal, UnknownWord
from bot.rules.typed_words import visible
from bot.words import refusals
from bot.words import talk as words
from bot.words.card import Card
from bot.words.sentence import Sentence
from handlers.talk import message, people
from handlers.talk.turn import House, Reply, Turn, say
from storage import copies, items, ledger, letters, requests
from storage import people as stored_people
from storage.db import Tx
from storage.record import refresh

STRANGER = "stranger"  # the view of what a chat nobody knows is told
ONCE_IN = timedelta(days=1)


async def receive(tx: Tx, house: House, channel: Channel, incoming: Incoming, now: datetime) -> str:
    """Who speaks? The answer to a tap, '' for anything else."""
    if incoming.kind is Kind.GROUP:
        return await _to_address(tx, incoming, now, *_both(words.IN_GROUP))
    token = _link_token(incoming)
    if token and channel.link(token):  # the page binds nobody
        return await _bind(tx, incoming, token, now)
    speaker = await stored_people.speaker(tx, incoming.channel, incoming.address)
    if speaker is None:
        return await _turn_away(tx, incoming, now)
    await copies.revive(tx, incoming.channel, incoming.address, now)
    said = _legibly(incoming)
    return await _in_turn(Turn(tx=tx, house=house, speaker=speaker, incoming=said, now=now))


def _legibly(incoming: Incoming) -> Incoming:
    """The one door for typed words: what nobody sees goes no further."""
    file = incoming.attachment
    return replace(
        incoming,
        text=visible(incoming.text),
        attachment=file and replace(file, name=visible(file.name)),
    )


async def apologise(tx: Tx, incoming: Incoming, now: datetime) -> str:
    """Tell whoever wrote it that his message could not be handled; what he is told."""
    speaker = await stored_people.speaker(tx, incoming.channel, incoming.address)
    said = words.BROKEN.say(speaker.language) if speaker else words.BROKEN.zh
    return await _to_address(tx, incoming, now, said)


def _link_token(incoming: Incoming) -> str:
    """What a link brings when it is opened; an edit, a forward or a caption binds nobody."""
    if incoming.kind is not Kind.TEXT:
        return ""
    text = incoming.text.strip()
    return text.removeprefix("/start ").strip() if text.startswith("/start ") else ""


async def _bind(tx: Tx, incoming: Incoming, token: str, now: datetime) -> str:
    try:
        await people.bind(tx, incoming, token, now)
    except Refusal as refusal:
        return await _to_address(tx, incoming, now, refusals.sentence(refusal, now, "zh"))
    return ""


def _both(sentence: Sentence) -> tuple[str, str]:
    """In both languages, for somebody nobody knows."""
    return sentence.zh, sentence.en


async def _turn_away(tx: Tx, incoming: Incoming, now: datetime) -> str:
    """A stranger is told once a day, however much he writes: nobody may fill the house.

    What was stopped may have been said in a group: it is told why, and nothing else.
    """
    told = await letters.told(tx, STRANGER, incoming.channel, incoming.address, now - ONCE_IN)
    if told and incoming.kind is not Kind.TAP:
        return ""
    said = words.STOPPED if incoming.kind is Kind.STOPPED else words.STRANGER
    return await _to_address(tx, incoming, now, *_both(said), view=STRANGER)


async def _to_address(
    tx: Tx, incoming: Incoming, now: datetime, title: str, *lines: str, view: str = "answer"
) -> str:
    """A sentence to a chat that may belong to nobody; for a tap, the answer to it."""
    if incoming.kind is not Kind.TAP:
        card = Card(title=title, lines=lines)
        where = {"channel": incoming.channel, "address": incoming.address}
        await letters.answer(tx, card, to=None, now=now, view=view, **where)
    return "\n".join((title, *lines))


async def _in_turn(turn: Turn) -> str:
    """Handle one official's turn; a refusal undoes it and is answered."""
    try:
        async with turn.tx.attempt():
            reply = await message.answer(turn)
            await say(turn, reply)
    except Refusal as refusal:
        return await _refused(turn, refusal)
    return reply.toast


async def _refused(turn: Turn, refusal: Refusal) -> str:
    sentence = refusals.sentence(refusal, turn.now, turn.language)
    if turn.tapped:
        await _true_up(turn)
        return sentence
    likely = refusal.likeliest if isinstance(refusal, UnknownWord) else ()
    choices = words.offered(likely, turn.language)
    await say(turn, Reply(card=Card(title=sentence, choices=choices)))
    return sentence


async def _true_up(turn: Turn) -> None:
    """A tap that came too late shows the card as it really stands."""
    incoming = turn.incoming
    letter = await letters.at(turn.tx, incoming.channel, incoming.address, incoming.message)
    number = letter["request"] if letter else None
    request = await requests.find(turn.tx, number) if number else None
    item = await items.find(turn.tx, number) if number else None
    if request:
        await refresh(turn.tx, request, turn.policy, turn.now)
    if item:
        await ledger.refresh(turn.tx, item, turn.policy, turn.now)
