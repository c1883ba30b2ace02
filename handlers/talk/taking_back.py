"""Taking a decision back 收回, tapped or typed: at once quietly, later with a reason."""

from dataclasses import replace

from bot.rules import taking_back as rules
from bot.rules.approval import step_of
from bot.rules.asking import REVOKE
from bot.rules.requests import Request, Step
from bot.words import approval as approval_words
from bot.words import taking_back as words
from bot.words.card import Card
from bot.words.talk import ERRANDS
from bot.words.trip import brief
from handlers.talk.deciding import NUMBER_ENDS, ask, short, witnessed
from handlers.talk.turn import Reply, Turn, load, told
from storage.record import record

ERRAND = "take_back"


async def take_back(turn: Turn) -> Reply:
    """收回; 更正代录 where the office corrects what it recorded."""
    request, step = await _about(turn)
    rules.may_take_back(request, step, turn.speaker, turn.now, office=turn.office)
    reason = short(turn, str(turn.args.get("reason", "")))
    if not reason and not rules.at_once(step, turn.now, turn.policy.leave):
        card = words.why(request, step, brief(request, turn.now, turn.language), turn.language)
        return await ask(turn, REVOKE, request, step, card)
    ruling = rules.take_back(
        request,
        step.id,
        turn.speaker,
        turn.now,
        turn.policy.leave,
        office=turn.office,
        reason=reason,
    )
    turn = replace(turn, args={"number": request.number, "step": step.id})
    await record(turn.tx, await witnessed(turn, ruling), turn.policy, turn.now)
    done = words.RECORD_AGAIN if step.outside else words.DONE
    return told(turn, done.say(turn.language, number=request.number))


async def typed(turn: Turn, said: str) -> Reply:
    """Why, in his words."""
    return await take_back(replace(turn, args={**turn.args, "reason": said}))


async def in_words(turn: Turn) -> Reply:
    """收回 A-0001 理由, typed."""
    number, rest = NUMBER_ENDS.split(f"{turn.words} ", maxsplit=1)
    if not number:
        word = ERRANDS[ERRAND][1].say(turn.language)
        return Reply(card=Card(title=approval_words.WHICH_NUMBER.say(turn.language, word=word)))
    return await take_back(replace(turn, args={"number": number, "reason": rest.strip()}))


async def _about(turn: Turn) -> tuple[Request, Step]:
    """The step tapped; for words that name none, the speaker's last decision."""
    request = await load(turn, turn.args["number"])
    if "step" in turn.args:
        return request, step_of(request, turn.args["step"])
    decided = [step for step in request.steps if step.decided_at]
    his = [step for step in decided if step.decided_by == turn.speaker.id]
    written = [step for step in decided if step.outside and turn.office]
    return request, (his or written or request.steps)[-1]
