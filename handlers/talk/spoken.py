"""Spoken decisions 电话先行: written down by applicant or office, confirmed by whose they are."""

from dataclasses import replace

from bot.rules import spoken as rules
from bot.rules.approval import step_of
from bot.rules.asking import CONTEST, SPOKEN
from bot.rules.errands import verdict_of
from bot.rules.requests import Confirmation, Request, Step, Verdict
from bot.words import approval as approval_words
from bot.words import spoken as words
from bot.words.card import Card
from bot.words.steps import VERDICTS
from bot.words.talk import ERRANDS
from bot.words.trip import brief
from handlers.talk import outside
from handlers.talk.deciding import (
    NUMBER_ENDS,
    VERDICT_WORDS,
    ask,
    own_card,
    short,
    witnessed,
)
from handlers.talk.turn import Reply, Turn, load, told
from storage.record import record

SAID = ("verdict", "reason", "words")  # what is known so far
REASONED = (Verdict.REFUSE, Verdict.RETURN)


async def oral(turn: Turn) -> Reply:
    """已口头同意: the applicant writes down a consent; when and how is asked once."""
    return await _go_on(replace(turn, args={**turn.args, "verdict": Verdict.AGREE}))


async def record_(turn: Turn) -> Reply:
    """代录: whose, which verdict, for what reason, how it was said, asked until it is complete."""
    return await _go_on(turn)


async def typed(turn: Turn, said: str) -> Reply:
    """The words waited for: a verdict, its reason, or how it was said."""
    said = short(turn, said)
    if "verdict" not in turn.args:
        found = verdict_of(said, VERDICT_WORDS)
        more = {"verdict": found[0]} if found else {}
    else:
        more = {"reason" if _reason_missing(turn) else "words": said}
    return await _go_on(replace(turn, args={**turn.args, **more}))


async def in_words(turn: Turn) -> Reply:
    """代录 A-0001 同意 张市长电话, typed; what is missing is asked."""
    return await _in_words(turn, "record", None)


async def oral_in_words(turn: Turn) -> Reply:
    """口头同意 A-0001 刚才电话, typed."""
    return await _in_words(turn, "oral", Verdict.AGREE)


async def _in_words(turn: Turn, errand: str, verdict: Verdict | None) -> Reply:
    number, rest = NUMBER_ENDS.split(f"{turn.words} ", maxsplit=1)
    if not number:
        word = ERRANDS[errand][1].say(turn.language)
        return Reply(card=Card(title=approval_words.WHICH_NUMBER.say(turn.language, word=word)))
    request = await load(turn, number)
    found = None if verdict else verdict_of(rest, VERDICT_WORDS)
    if found:
        verdict, rest = Verdict(found[0]), found[1]
    args = {"number": request.number} | ({"verdict": verdict} if verdict else {})
    said = short(turn, rest)
    args |= {"reason" if verdict in REASONED else "words": said} if said and verdict else {}
    turn = replace(turn, args=args)
    if request.waiting and all(step.outside for step in request.waiting) and turn.office:
        turn = replace(turn, args={**args, "step": request.waiting[0].id})
        return await outside.reply(turn, verdict or "")
    return await _go_on(turn)


async def _go_on(turn: Turn) -> Reply:
    """Ask what is still missing, or write it down."""
    request = await load(turn, turn.args["number"])
    steps = [step for step in request.waiting if not step.outside]
    fields = brief(request, turn.now, turn.language)
    if "step" not in turn.args and len(steps) > 1:
        card = words.whose(request, steps, turn.args, fields, turn.language)
        return Reply(card=card, onto=turn.letter or await own_card(turn, request, steps[0]))
    step = _step(turn, request, steps)
    verdict = Verdict(turn.args["verdict"]) if "verdict" in turn.args else None
    rules.may_record(request, step, turn.speaker, verdict, office=turn.office)
    missing = _question(turn, request, step)
    if missing is not None:
        said = {key: value for key, value in turn.args.items() if key in SAID}
        return await ask(turn, SPOKEN, request, step, missing, **said)
    return await _record(turn, request, step)


def _step(turn: Turn, request: Request, steps: list[Step]) -> Step:
    """The step tapped, the only one of the house that waits, or else the last there was."""
    if "step" in turn.args:
        return step_of(request, turn.args["step"])
    return steps[0] if steps else request.steps[-1]


def _question(turn: Turn, request: Request, step: Step) -> Card | None:
    fields = brief(request, turn.now, turn.language)
    if "verdict" not in turn.args:
        return words.which(request, step, fields, turn.language)
    args = {**turn.args, "step": step.id}
    if _reason_missing(turn):
        return words.why(request, step, args, fields, turn.language)
    if not turn.args.get("words"):
        return words.how(request, step, args, fields, turn.language)
    return None


def _reason_missing(turn: Turn) -> bool:
    return turn.args["verdict"] in REASONED and not turn.args.get("reason")


async def _record(turn: Turn, request: Request, step: Step) -> Reply:
    ruling = rules.record_spoken(
        request,
        step.id,
        turn.speaker,
        Verdict(turn.args["verdict"]),
        turn.now,
        office=turn.office,
        words=turn.args["words"],
        reason=turn.args.get("reason", ""),
    )
    after = await record(turn.tx, ruling, turn.policy, turn.now)
    decided = step_of(after, step.id)
    verdict = VERDICTS[decided.state].say(turn.language)
    values = {"number": after.number, "decider": decided.decided_title, "verdict": verdict}
    return told(turn, words.RECORDED.say(turn.language, **values))


async def confirm(turn: Turn) -> Reply:
    """确认: he did say so."""
    request, step = await _about(turn)
    ruling = rules.confirm(request, step.id, turn.speaker, turn.now)
    turn = replace(turn, args={"number": request.number, "step": step.id})
    await record(turn.tx, await witnessed(turn, ruling), turn.policy, turn.now)
    return told(turn, words.CONFIRMED.say(turn.language, number=request.number))


async def contest(turn: Turn) -> Reply:
    """有异议: what is wrong is asked first."""
    request, step = await _about(turn)
    rules.may_answer(request, step, turn.speaker)
    reason = short(turn, str(turn.args.get("reason", "")))
    if not reason:
        fields = brief(request, turn.now, turn.language)
        card = words.contest(request, step, fields, turn.language)
        return await ask(turn, CONTEST, request, step, card)
    ruling = rules.contest(request, step.id, turn.speaker, reason, turn.now)
    turn = replace(turn, args={"number": request.number, "step": step.id})
    await record(turn.tx, await witnessed(turn, ruling), turn.policy, turn.now)
    return told(turn, words.CONTESTED_NOW.say(turn.language, number=request.number))


async def contest_typed(turn: Turn, said: str) -> Reply:
    """What is wrong, in his words."""
    return await contest(replace(turn, args={**turn.args, "reason": said}))


async def confirm_in_words(turn: Turn) -> Reply:
    """确认 A-0001, typed."""
    return await _answer_in_words(turn, "confirm")


async def contest_in_words(turn: Turn) -> Reply:
    """有异议 A-0001 理由, typed."""
    return await _answer_in_words(turn, "contest")


async def _answer_in_words(turn: Turn, errand: str) -> Reply:
    number, rest = NUMBER_ENDS.split(f"{turn.words} ", maxsplit=1)
    if not number:
        word = ERRANDS[errand][1].say(turn.language)
        return Reply(card=Card(title=approval_words.WHICH_NUMBER.say(turn.language, word=word)))
    turn = replace(turn, args={"number": number, "reason": rest.strip()})
    return await (confirm if errand == "confirm" else contest)(turn)


def asks(turn: Turn, step: Step) -> bool:
    """Whether the speaker is asked to confirm what this step says of him."""
    return step.confirmation is Confirmation.ASKED and step.decided_by == turn.speaker.id


async def reply(turn: Turn, said: str) -> Reply:
    """Words in reply to the card that asks him to confirm."""
    found = verdict_of(said, {code: ERRANDS[code][2] for code in ("confirm", "contest")})
    if found is None:
        number = turn.args["number"]
        return Reply(card=Card(title=words.ANSWER_HOW.say(turn.language, number=number)))
    if found[0] == "confirm":
        return await confirm(turn)
    return await contest_typed(turn, found[1])


async def _about(turn: Turn) -> tuple[Request, Step]:
    """The step tapped; for words that name none, the last that was written down for him."""
    request = await load(turn, turn.args["number"])
    if "step" in turn.args:
        return request, step_of(request, turn.args["step"])
    his = [
        step
        for step in request.steps
        if step.decided_by == turn.speaker.id and step.confirmation is not Confirmation.NONE
    ]
    return request, (his or request.steps)[-1]
