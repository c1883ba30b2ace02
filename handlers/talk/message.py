"""A message 消息 of an official: a tap, an answer that is waited for, or which errand it is."""

from dataclasses import replace

from bot.message import Kind
from bot.rules.errands import errand_of, interrupts, likeliest
from bot.rules.refusal import NotYourButton, OldButton, UnknownWord
from bot.rules.typed_words import legible
from bot.words import talk as words
from bot.words.card import Card
from handlers.talk import approval, form, form_card, more, outside, papers
from handlers.talk.errands import ACTIONS, COMMANDS, VOCABULARY
from handlers.talk.turn import Handler, Reply, Turn
from storage import buttons, letters, talks
from storage.db import Row


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
    waited_for = (form_card.ERRAND, *approval.WAITED_FOR)
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, *waited_for)
    about = await _about_request(turn)
    card = about if about is not None and about["step"] is not None else None
    about_talk = talk is not None and (card is None or card["id"] == talk.letter)
    if talk is not None and about_talk and not interrupts(text, VOCABULARY):
        if talk.errand == form_card.ERRAND:
            return await form.typed(turn, talk)
        return await approval.typed(turn, talk)
    if card is not None and not text.startswith("/"):
        turn = replace(turn, letter=card["id"])
        return await approval.comment(turn, card["request"], card["step"])
    supplied = None if interrupts(text, VOCABULARY) else await more.answered(turn, about)
    return supplied or await _errand(turn, text)


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
    return await outside.sent(turn, card) or await papers.sent(turn, card)


async def _edited(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.EDITED.say(turn.language)))


async def _forwarded(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.FORWARDED.say(turn.language)))


async def _stopped(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.STOPPED.say(turn.language)))


async def _other(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.OTHER.say(turn.language)))


_KINDS: dict[Kind, Handler] = {
    Kind.TEXT: _text,
    Kind.TAP: _tap,
    Kind.FILE: _file,
    Kind.EDITED: _edited,
    Kind.FORWARDED: _forwarded,
    Kind.STOPPED: _stopped,
    Kind.OTHER: _other,
}
