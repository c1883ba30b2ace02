"""An authority 上级机关 answers outside: the office records its reply (代录) and its paper."""

import re
from dataclasses import replace

from bot.rules import approval as rules
from bot.rules.refusal import OfficeOnly
from bot.rules.requests import Verdict
from bot.rules.ruling import View
from bot.words import approval as words
from bot.words.card import Card
from bot.words.steps import VERDICTS
from bot.words.trip import brief
from handlers.talk.deciding import EVIDENCE, LIFE, REFERENCE, ask, decide, mine
from handlers.talk.papers import keep
from handlers.talk.turn import Reply, Turn, load
from storage import talks
from storage.db import Row
from storage.record import refresh
from storage.talks import Talk

_BLANK = re.compile(r"\s+")


async def record_agree(turn: Turn) -> Reply:
    """代录同意: the reference is asked."""
    return await ask_reference(turn, Verdict.AGREE)


async def record_refuse(turn: Turn) -> Reply:
    """代录不同意: the reference is asked."""
    return await ask_reference(turn, Verdict.REFUSE)


async def ask_reference(turn: Turn, verdict: Verdict) -> Reply:
    """What an authority answered is known; by which paper is asked."""
    request, step = await mine(turn)
    fields = brief(request, turn.now, turn.language)
    card = words.reference(verdict, request.number, step.holder_title, fields, turn.language)
    return await ask(turn, REFERENCE, request, step, card, verdict=verdict)


async def reply(turn: Turn, code: str) -> Reply:
    """Words on a card of an authority: its opinion comes with its reference, not before."""
    if code:
        return await ask_reference(turn, Verdict(code))
    await mine(turn)
    return Reply(card=Card(title=words.RECORD_FIRST.say(turn.language)))


async def reference(turn: Turn, said: str) -> Reply:
    """西州府办函〔2026〕12号 注意安全: the reply is recorded; its paper may follow."""
    number_of_paper, opinion = _BLANK.split(f"{said} ", maxsplit=1)
    verdict = Verdict(turn.args["verdict"])
    _, step = await mine(turn)
    turn = replace(turn, args={**turn.args, "reason": opinion})
    await decide(turn, verdict, reference=number_of_paper)
    state = {"number": turn.args["number"], "step": turn.args["step"]}
    talk = Talk(errand=EVIDENCE, state=state, letter=None)  # offered, not asked
    await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, LIFE)
    title = words.ASK_EVIDENCE.say(
        turn.language,
        number=turn.args["number"],
        authority=step.holder_title,
        verdict=VERDICTS[rules.STEP_AFTER[verdict]].say(turn.language),
    )
    return Reply(card=Card(title=title, lines=(words.EVIDENCE_HOW.say(turn.language),)))


async def sent(turn: Turn, card: Row | None) -> Reply | None:
    """A photo or file: evidence of an outside reply, the one just recorded or the card's.

    It may come before the reference, after it, or with it as its caption.
    """
    attachment, caption = turn.incoming.attachment, turn.incoming.text.strip()
    about = await _evidence_of(turn, card)
    if attachment is None or about is None:
        return None
    if not turn.office:  # an old card of somebody who has left the office
        raise OfficeOnly
    turn = replace(turn, args=about.state, letter=about.letter)
    if about.errand == REFERENCE and caption:
        await reference(turn, caption)
    number = about.state["number"]
    name = await keep(turn, attachment, number, about.state["step"])
    kept = words.EVIDENCE_KEPT.say(turn.language, number=number, name=name)
    if about.errand == REFERENCE and not caption:  # the card goes on asking for it
        return Reply(card=Card(title=kept, lines=(words.REFERENCE_STILL.say(turn.language),)))
    await refresh(turn.tx, await load(turn, number), turn.policy, turn.now)
    return Reply(card=Card(title=kept))


async def _evidence_of(turn: Turn, card: Row | None) -> Talk | None:
    """What a file belongs to: the outside reply being recorded, or the one it is a reply to."""
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, REFERENCE, EVIDENCE)
    if card is None or (talk is not None and card["id"] == talk.letter):
        return talk
    if card["view"] != View.RECORD:
        return None
    state = {"number": card["request"], "step": card["step"]}
    return Talk(errand=EVIDENCE, state=state, letter=card["id"])
