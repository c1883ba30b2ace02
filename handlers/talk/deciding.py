"""A step under one's hand: whose it is, the question its card turns into, and the verdict."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.rules import approval as rules
from bot.rules.asking import CONTEST, REVOKE, SPOKEN
from bot.rules.history import SHOWN
from bot.rules.refusal import TextTooLong
from bot.rules.requests import Request, Step, StepKind, Verdict
from bot.rules.ruling import Ruling, View
from bot.rules.taking_back import is_possible
from bot.rules.typed_words import legible
from bot.words import approval as words
from bot.words.card import Card
from bot.words.sentence import Sentence
from bot.words.taking_back import may_undo
from bot.words.talk import ERRANDS
from handlers.talk.turn import Reply, Turn, load, told
from storage import letters, talks
from storage.record import record, refresh, show
from storage.talks import Talk

REASON, PERSON, MORE = "reason", "person", "more"
REFERENCE, EVIDENCE = "reference", "evidence"
# one at a time: each takes the others' place
QUESTIONS = (REASON, PERSON, MORE, REFERENCE, EVIDENCE, SPOKEN, CONTEST, REVOKE)
VERDICT_WORDS = {code: ERRANDS[code][2] for code in ("agree", "refuse", "return")}
NUMBER_ENDS = re.compile(r"[\s，,：:]+")  # A-0001，理由
LIFE = timedelta(minutes=30)  # a reason never written leaves the request waiting, never refused


async def mine(turn: Turn) -> tuple[Request, Step]:
    """The request and the step, if the speaker may act on it now; raises NotYours or TooLate."""
    request = await load(turn, turn.args["number"])
    step = rules.step_of(request, turn.args["step"])
    rules.allowed(request, step, turn.speaker, office=turn.office)
    return request, step


async def ask(
    turn: Turn, errand: str, request: Request, step: Step, card: Card, **more: str
) -> Reply:
    """Turn the card into the question and remember what the next words answer."""
    await _put_down(turn)
    letter = turn.letter or await own_card(turn, request, step)
    state = {"number": request.number, "step": step.id, **more}
    talk = Talk(errand=errand, state=state, letter=letter)
    await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, LIFE)
    return Reply(card=card, onto=letter)


async def _put_down(turn: Turn) -> None:
    """A question still open on another card: that card asks for a decision again."""
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, *QUESTIONS)
    if talk is not None:
        await talks.end(turn.tx, turn.speaker.id, talk.errand)
        await refresh(turn.tx, await load(turn, talk.state["number"]), turn.policy, turn.now)


async def own_card(turn: Turn, request: Request, step: Step) -> int:
    """A card of the step where the words were typed, for the question to stand on."""
    view, about = _as_seen(turn, request, step)
    incoming = turn.incoming
    return await show(
        turn.tx,
        request,
        view,
        about,
        turn.speaker,
        incoming.channel,
        incoming.address,
        turn.policy,
        turn.now,
    )


def _as_seen(turn: Turn, request: Request, step: Step) -> tuple[View, int | None]:
    """What a step is to the speaker: his to decide, the office's to record, or somebody else's."""
    if step.outside and turn.office:
        return View.RECORD, step.id
    if turn.speaker.id in (step.holder, step.decided_by):
        return View.DECIDE, step.id
    return (View.MINE if request.applicant == turn.speaker.id else View.TOLD), None


async def put_away(turn: Turn) -> None:
    """What was asked is answered though the step goes on waiting: its card asks no more."""
    await talks.end(turn.tx, turn.speaker.id, *QUESTIONS)


async def decide(turn: Turn, verdict: Verdict, reference: str = "") -> Reply:
    """The verdict written down, with the reason of the button or of the words before it."""
    request = await load(turn, turn.args["number"])
    ruling = rules.decide(
        request,
        turn.args["step"],
        turn.speaker,
        verdict,
        turn.now,
        office=turn.office,
        opinion=short(turn, str(turn.args.get("reason", ""))),
        reference=short(turn, reference),
    )
    ruling = await witnessed(turn, ruling)
    after = await record(turn.tx, ruling, turn.policy, turn.now)
    advice = rules.step_of(request, turn.args["step"]).kind is StepKind.ADVISE
    done = (words.ADVISED if advice else words.DECIDED)[verdict]
    return told(turn, undoable(turn, after, done, number=after.number))


def undoable(turn: Turn, after: Request, done: Sentence, **values: str) -> str:
    """What was done, and for how long 收回 undoes it quietly; only if it can be undone."""
    said = done.say(turn.language, **values)
    step = rules.step_of(after, turn.args["step"])
    if step.outside or not is_possible(after, step, turn.now):
        return said
    return may_undo(said, turn.policy.leave.undo_seconds, turn.language)


async def witnessed(turn: Turn, ruling: Ruling) -> Ruling:
    """The ruling with the card its maker had before him, word for word, for the journal.

    Decided in words without a card in hand: the newest card of the step he was written.
    """
    letter, step = turn.letter, turn.args.get("step")
    if letter is None and step is not None:
        number = ruling.request.number
        letter = await letters.of_step(turn.tx, number, step, turn.speaker.id)
    if letter is None:
        return ruling
    detail = ruling.entry.detail | {SHOWN: await letters.text(turn.tx, letter)}
    return replace(ruling, entry=replace(ruling.entry, detail=detail))


def short(turn: Turn, words_: str) -> str:
    """What was typed, if a card can carry it; raises TextTooLong."""
    typed_, limit = legible(words_), turn.policy.leave.reason_characters
    if len(typed_) > limit:
        raise TextTooLong(limit, len(typed_))
    return typed_
