"""Somebody decides: by a tap, a reason, a word, or another's name."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.rules import approval as rules
from bot.rules.asking import CONTEST, REVOKE, SPOKEN
from bot.rules.errands import verdict_of
from bot.rules.refusal import AnotherVerdict, TooLate
from bot.rules.requests import Verdict
from bot.rules.typed_words import legible
from bot.words import approval as words
from bot.words import refusals
from bot.words.card import Card
from bot.words.talk import ERRANDS
from bot.words.trip import brief
from handlers.talk import more, outside, person, spoken, taking_back
from handlers.talk.deciding import (
    MORE,
    PERSON,
    QUESTIONS,
    REASON,
    REFERENCE,
    ask,
    decide,
    mine,
    short,
)
from handlers.talk.turn import Reply, Turn, load
from storage import talks
from storage.record import record, refresh
from storage.talks import Talk


async def agree(turn: Turn) -> Reply:
    """同意: one tap."""
    return await decide(turn, Verdict.AGREE)


async def refuse(turn: Turn) -> Reply:
    """不同意: a reason is asked first."""
    return await _with_reason(turn, Verdict.REFUSE)


async def send_back(turn: Turn) -> Reply:
    """退回: what to mend is asked first."""
    return await _with_reason(turn, Verdict.RETURN)


async def back(turn: Turn) -> Reply:
    """返回: the card as it was; nothing was decided."""
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, *WAITED_FOR)
    if talk is not None and talk.letter == turn.letter:
        await talks.end(turn.tx, turn.speaker.id, talk.errand)
    await refresh(turn.tx, await load(turn, turn.args["number"]), turn.policy, turn.now)
    return Reply()


async def typed(turn: Turn, talk: Talk) -> Reply:
    """The words waited for: a reason, a person, a reference. Too late, and nothing is asked."""
    turn = replace(turn, args=talk.state, letter=talk.letter)
    try:
        return await _TYPED[talk.errand](turn, turn.incoming.text.strip())
    except TooLate as late:
        await talks.end(turn.tx, turn.speaker.id, *QUESTIONS)
        return Reply(card=Card(title=refusals.sentence(late, turn.now, turn.language)))


async def comment(turn: Turn, number: str, step_id: int) -> Reply:
    """Words in reply to a card: 同意（，注意安全） and 不同意 decide, any others are an opinion."""
    request = await load(turn, number)
    said = short(turn, turn.incoming.text)
    code, reason = verdict_of(said, VERDICT_WORDS) or ("", said)
    turn = replace(turn, args={"number": number, "step": step_id, "reason": reason})
    if spoken.asks(turn, rules.step_of(request, step_id)):
        return await spoken.reply(turn, said)
    if rules.step_of(request, step_id).outside:
        return await outside.reply(turn, code)
    if code == Verdict.AGREE:
        return await decide(turn, Verdict.AGREE)
    if code in (Verdict.REFUSE, Verdict.RETURN):
        return await _with_reason(turn, Verdict(code))
    ruling = rules.comment(request, step_id, turn.speaker, said, turn.now)
    await record(turn.tx, ruling, turn.policy, turn.now)
    return Reply(card=Card(title=words.OPINION_KEPT.say(turn.language, number=number)))


async def in_words(turn: Turn, verdict: Verdict) -> Reply:
    """同意 A-0123 · 不同意 A-0123 理由, typed: for a card that has gone or has no buttons."""
    number, reason = _BETWEEN.split(f"{turn.words} ", maxsplit=1)
    word = ERRANDS[verdict][1].say(turn.language)
    if not number:
        return Reply(card=Card(title=words.WHICH_NUMBER.say(turn.language, word=word)))
    request = await load(turn, number)
    step = rules.step_held_by(request, turn.speaker, office=turn.office)
    args = {"number": request.number, "step": step.id, "reason": reason.strip()}
    turn = replace(turn, args=args)
    if step.outside:
        return await outside.ask_reference(turn, verdict)
    if verdict is not Verdict.AGREE and not reason.strip():
        title = words.NEEDS_REASON.say(turn.language, word=word, number=request.number)
        return Reply(card=Card(title=title))
    return await decide(turn, verdict)


async def _with_reason(turn: Turn, verdict: Verdict) -> Reply:
    if legible(turn.args.get("reason", "")):
        return await decide(turn, verdict)
    request, step = await mine(turn)
    if verdict is Verdict.RETURN:
        rules.not_for_advice(request, step)
    fields = brief(request, turn.now, turn.language)
    card = words.reasons(verdict, request.number, step.id, fields, turn.language)
    return await ask(turn, REASON, request, step, card, verdict=verdict)


async def _reason(turn: Turn, said: str) -> Reply:
    verdict = Verdict(turn.args["verdict"])
    if any(word in said for word in _OTHER[verdict]):
        raise AnotherVerdict(said)
    return await _with_reason(replace(turn, args={**turn.args, "reason": said}), verdict)


_TYPED: dict[str, Callable[[Turn, str], Awaitable[Reply]]] = {
    REASON: _reason,
    PERSON: person.typed,
    MORE: more.wanted,
    REFERENCE: outside.reference,
    SPOKEN: spoken.typed,
    CONTEST: spoken.contest_typed,
    REVOKE: taking_back.typed,
}
WAITED_FOR = frozenset(_TYPED)
VERDICT_WORDS = {code: ERRANDS[code][2] for code in ("agree", "refuse", "return")}
# A final 不同意 whose reason says 退回 was meant otherwise: asked again, never guessed.
_OTHER = {Verdict.REFUSE: ("退回", "转呈"), Verdict.RETURN: ("不同意", "转呈")}
_BETWEEN = re.compile(r"[\s，,：:]+")  # A-0001，理由
