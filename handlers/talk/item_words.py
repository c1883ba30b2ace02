"""Items in words: 签收 T-0001 and the like, and what is written in reply to a card."""

from dataclasses import replace

from bot.rules import extension, ledger
from bot.rules.errands import errand_of
from bot.rules.item_asking import Asked
from bot.rules.items import ItemState
from bot.rules.standing import standing
from bot.words import item_talk as words
from bot.words.card import Card
from bot.words.talk import ERRANDS
from handlers.talk import item
from handlers.talk.deciding import NUMBER_ENDS
from handlers.talk.item_answers import answered
from handlers.talk.item_card import ask, done, load
from handlers.talk.turn import Handler, Reply, Turn
from storage.cities import here

ASKS = {  # errand → what it needs in words
    "report": Asked.PROGRESS,
    "part_done": Asked.PART_DONE,
    "split": Asked.SPLIT,
    "ask_sign_off": Asked.ASK,
    "redo": Asked.REDO,
    "leader": Asked.LEADER,
    "extend": Asked.UNTIL,
    "deadline": Asked.DEADLINE,
    "drop": Asked.DROP,
}
ACTS: dict[str, Handler] = {
    "receive": item.receive,
    "check": item.check,
    "recognise": item.recognise,
}
VERDICTS = ("agree", "refuse", "return")
VERBS = {code: ERRANDS[code][2] for code in (*ASKS, *ACTS, *VERDICTS)}


async def in_words(turn: Turn, errand: str) -> Reply:
    """签收 T-0001 · 申请销号 T-0001 一句话; without the words they are asked for."""
    number, rest = NUMBER_ENDS.split(f"{turn.words} ", maxsplit=1)
    if not number:
        word = ERRANDS[errand][1].say(turn.language)
        return Reply(card=Card(title=words.WHICH.say(turn.language, word=word)))
    turn = replace(turn, args={"number": (await load(turn, number)).number})
    return await _act(turn, errand, rest.strip())


async def replied(turn: Turn, number: str) -> Reply:
    """Words in reply to an item's card: a verb of it, or else a report, or a leader's word."""
    text = turn.incoming.text.strip()
    turn = replace(turn, args={"number": number})
    found = errand_of(text, VERBS)
    if found is not None:
        return await _act(turn, *found)
    about, city = await load(turn, number), await here(turn.tx, turn.policy)
    if standing(about, turn.speaker, city).isdisjoint(ledger.WORKS):
        return await _remark(turn, text)
    return await answered(turn, Asked.PROGRESS, text)


async def _act(turn: Turn, errand: str, rest: str) -> Reply:
    if errand in VERDICTS:
        return await _verdict(turn, rest, yes=errand == "agree")
    if errand in ACTS:
        return await ACTS[errand](turn)
    return await _reason(turn, ASKS[errand], rest)


async def _reason(turn: Turn, asked: Asked, said: str) -> Reply:
    """Asked for where it was not said."""
    return await answered(turn, asked, said) if said else await ask(turn, asked)


async def _verdict(turn: Turn, reason: str, *, yes: bool) -> Reply:
    """同意 or 不同意 T-0001: to the extension or the key that waits for him."""
    about, city = await load(turn, turn.args["number"]), await here(turn.tx, turn.policy)
    waits = about.extension
    if waits is not None and extension.answers(about, turn.speaker, city):
        if yes:
            return await item.grant(replace(turn, args={**turn.args, "until": str(waits.until)}))
        return await _reason(turn, Asked.NOT_EXTENDED, reason)
    if yes:
        return await (item.recognise if about.state is ItemState.CHECKED else item.check)(turn)
    return await _reason(turn, Asked.REDO, reason)


async def _remark(turn: Turn, text: str) -> Reply:
    """批注: a leader's or the office's word."""
    return await done(
        turn, lambda i, c: ledger.remark(i, turn.speaker, text, c, turn.now), words.REMARKED
    )
