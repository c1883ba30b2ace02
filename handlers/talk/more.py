"""更多: the keyboard turns in place; 补充材料 is asked by a holder, sent by the applicant."""

import re
from dataclasses import replace

from bot.rules import approval, remarks
from bot.rules.requests import Request
from bot.rules.ruling import View
from bot.words import approval as asking
from bot.words import more as words
from bot.words.card import Card
from bot.words.talk import ERRANDS
from bot.words.trip import brief
from handlers.talk.deciding import MORE, ask, mine, put_away, short
from handlers.talk.turn import Reply, Turn, load, told
from storage.db import Row
from storage.record import record, refresh

_BETWEEN = re.compile(r"[\s，,：:]+")  # A-0001，请附通知


async def unfold(turn: Turn) -> Reply:
    """更多: other buttons under the same words; whatever happens next folds them again."""
    request, _ = await mine(turn)
    await refresh(turn.tx, request, turn.policy, turn.now, unfolded=turn.letter)
    return Reply()


async def ask_more(turn: Turn) -> Reply:
    """补充材料: what is missing is asked, then it is the applicant's turn to answer."""
    if "words" in turn.args:
        return await wanted(turn, turn.args["words"])
    request, step = await mine(turn)
    fields = brief(request, turn.now, turn.language)
    card = words.what(request.number, step.id, fields, turn.language)
    return await ask(turn, MORE, request, step, card)


async def wanted(turn: Turn, said: str) -> Reply:
    """What is missing, tapped or typed."""
    request = await load(turn, turn.args["number"])
    said = short(turn, said)
    ruling = remarks.ask_more(request, turn.args["step"], turn.speaker, said, turn.now)
    await put_away(turn)
    await record(turn.tx, ruling, turn.policy, turn.now)
    return told(turn, words.ASKED.say(turn.language, number=request.number))


async def in_words(turn: Turn) -> Reply:
    """补充 A-0001 请附通知: from a holder what is missing, from the applicant what was."""
    number, said = _BETWEEN.split(f"{turn.words} ", maxsplit=1)
    if not number:
        word = ERRANDS["ask_more"][1].say(turn.language)
        return Reply(card=Card(title=asking.WHICH_NUMBER.say(turn.language, word=word)))
    request, said = await load(turn, number), said.strip()
    if request.applicant == turn.speaker.id:
        if not said:
            title = words.WRITE_IT.say(turn.language, number=request.number)
            return Reply(card=Card(title=title))
        return await _supply(turn, request, said)
    step = approval.step_held_by(request, turn.speaker, office=turn.office)
    turn = replace(turn, args={"number": request.number, "step": step.id})
    return await wanted(turn, said) if said else await ask_more(turn)


async def answered(turn: Turn, card: Row | None) -> Reply | None:
    """Words in reply to the applicant's own card: what was asked for. None: they are not."""
    if card is None or card["step"] is not None:
        return None
    request = await load(turn, card["request"])
    if request.applicant != turn.speaker.id:
        return None
    if card["view"] != View.MORE and not remarks.outstanding(request):
        return None
    return await _supply(turn, request, turn.incoming.text)


async def with_file(turn: Turn, request: Request, name: str) -> None:
    """A file of the applicant's, where more was asked for, is an answer, too."""
    if request.applicant == turn.speaker.id and remarks.outstanding(request):
        ruling = remarks.supply(request, turn.speaker, name, turn.now)
        await record(turn.tx, ruling, turn.policy, turn.now)


async def _supply(turn: Turn, request: Request, said: str) -> Reply:
    ruling = remarks.supply(request, turn.speaker, short(turn, said), turn.now)
    await record(turn.tx, ruling, turn.policy, turn.now)
    title = words.SUPPLIED.say(turn.language, number=request.number)
    return Reply(card=Card(title=title))
