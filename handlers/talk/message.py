"""A message 消息 of an official: a tap, an answer that is waited for, or which errand it is."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.message import Kind
from bot.rules.errands import errand_of, interrupts, likeliest
from bot.rules.refusal import NotYourButton, OldButton, UnknownWord
from bot.rules.typed_words import item_number, legible
from bot.words import talk as words
from bot.words.card import Card
from handlers.talk import (
    approval,
    evidence,
    form,
    form_card,
    item_answers,
    item_card,
    item_words,
    more,
    outside,
    papers,
)
from handlers.talk.errands import ACTIONS, COMMANDS, VOCABULARY
from handlers.talk.turn import Handler, Reply, Turn
from storage import buttons, letters, talks
from storage.db import Row
from storage.talks import Talk


async def answer(turn: Turn) -> Reply:
    """What is to be said to it; raises a Refusal."""
    return await _KINDS[turn.incoming.kind](turn)


async def _tap(turn: Turn) -> Reply:
    tapped = await buttons.tapped(turn.tx, turn.incoming.token, turn.now)
    if tapped is None or tapped.action not in ACTIONS:
        raise OldButton
    if tapped.official != turn.speaker.id:
        raise NotYourButton
    return await ACTIONS[tapped.action](replace(turn, letter=tapped.letter, args=tapped.args))


async def _text(turn: Turn) -> Reply:
    """Words: an answer that is waited for, an opinion on a card, or an errand."""
    text = turn.incoming.text
    if not legible(text):
        raise UnknownWord(words.EVERYBODY[:3])
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, *_TYPED)
    about = await _about_request(turn)
    of_item = about is not None and item_number(about["request"]) is not None
    card = about if about is not None and (of_item or about["step"] is not None) else None
    about_talk = talk is not None and (card is None or card["id"] == talk.letter)
    if talk is not None and about_talk and not interrupts(text, VOCABULARY):
        return await _TYPED[talk.errand](turn, talk)
    if card is not None and not text.startswith("/"):
        return await _replied(replace(turn, letter=card["id"]), card)
    supplied = None if interrupts(text, VOCABULARY) else await more.answered(turn, about)
    return supplied or await _errand(turn, text)


async def _replied(turn: Turn, card: Row) -> Reply:
    """Words in reply to a card of an item, or of a step somebody decides."""
    if item_number(card["request"]):
        return await item_words.replied(turn, card["request"])
    return await approval.comment(turn, card["request"], card["step"])


async def _about_request(turn: Turn) -> Row | None:
    """The card of a request that a message is a reply to, if it is one."""
    incoming = turn.incoming
    if not incoming.message:
        return None
    letter = await letters.at(turn.tx, incoming.channel, incoming.address, incoming.message)
    return letter if letter is not None and letter["request"] else None


async def _errand(turn: Turn, text: str) -> Reply:
    found = errand_of(text, VOCABULARY)
    if found is None:
        raise UnknownWord(likeliest(text, {code: VOCABULARY[code] for code in words.EVERYBODY}))
    code, rest = found
    return await COMMANDS[code](replace(turn, words=rest))


async def _file(turn: Turn) -> Reply:
    card = await _about_request(turn)
    for takes in (evidence.sent, outside.sent):
        reply = await takes(turn, card)
        if reply is not None:
            return reply
    return await papers.sent(turn, card)


async def _edited(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.EDITED.say(turn.language)))


async def _forwarded(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.FORWARDED.say(turn.language)))


async def _stopped(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.STOPPED.say(turn.language)))


async def _other(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.OTHER.say(turn.language)))


_TYPED: dict[str, Callable[[Turn, Talk], Awaitable[Reply]]] = {
    form_card.ERRAND: form.typed,
    item_card.ERRAND: item_answers.typed,
    **dict.fromkeys(approval.WAITED_FOR, approval.typed),
}
_KINDS: dict[Kind, Handler] = {
    Kind.TEXT: _text,
    Kind.TAP: _tap,
    Kind.FILE: _file,
    Kind.EDITED: _edited,
    Kind.FORWARDED: _forwarded,
    Kind.STOPPED: _stopped,
    Kind.OTHER: _other,
}
