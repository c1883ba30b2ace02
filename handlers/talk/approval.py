"""Somebody decides: by a tap, a reason, a word, another's name, or an outside reply recorded."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.rules import approval as rules
from bot.rules.errands import errand_of
from bot.rules.people import Official
from bot.rules.refusal import NotDecider, TextTooLong, TooLate
from bot.rules.requests import Request, Step, Verdict
from bot.rules.ruling import Ruling, View
from bot.rules.typed_words import legible
from bot.words import approval as words
from bot.words import leave as leave_words
from bot.words import refusals
from bot.words.card import Card
from bot.words.talk import ERRANDS
from handlers.talk.turn import Reply, Turn, load, told
from storage import attachments, people, talks
from storage.db import Row
from storage.record import record, refresh, show
from storage.talks import Talk

REASON, PERSON, REFERENCE, EVIDENCE = "reason", "person", "reference", "evidence"
QUESTIONS = (REASON, PERSON, REFERENCE, EVIDENCE)  # one at a time: each takes the others' place
LIFE = timedelta(minutes=30)  # a reason never written leaves the request waiting, never refused


async def agree(turn: Turn) -> Reply:
    """同意: one tap."""
    return await _decide(turn, Verdict.AGREE)


async def refuse(turn: Turn) -> Reply:
    """不同意: a reason is asked first."""
    return await _with_reason(turn, Verdict.REFUSE)


async def send_back(turn: Turn) -> Reply:
    """退回: what to mend is asked first."""
    return await _with_reason(turn, Verdict.RETURN)


async def forward(turn: Turn) -> Reply:
    """转呈: to whom? Then it is that person's decision."""
    if "to" in turn.args:
        roster = await people.roster(turn.tx)
        return await _forward(turn, roster.the_one(turn.args["to"]))
    request, step = await _mine(turn)
    roster = await people.roster(turn.tx)
    deciders = roster.with_rank(*turn.policy.deciders())
    had = {request.applicant, *(s.holder for s in request.current)}
    others = [p for p in deciders if p.id not in had]
    fields = _fields(turn, request)
    card = words.forward_to(request.number, step.id, others, fields, turn.language)
    return await _wait(turn, PERSON, request, step, card)


async def record_agree(turn: Turn) -> Reply:
    """代录同意: the reference is asked."""
    return await _ask_reference(turn, Verdict.AGREE)


async def record_refuse(turn: Turn) -> Reply:
    """代录不同意: the reference is asked."""
    return await _ask_reference(turn, Verdict.REFUSE)


async def back(turn: Turn) -> Reply:
    """返回: the card as it was; nothing was decided."""
    await talks.end(turn.tx, turn.speaker.id, *QUESTIONS)
    await refresh(turn.tx, await load(turn, turn.args["number"]), turn.now)
    return Reply()


async def typed(turn: Turn, talk: Talk) -> Reply:
    """The words waited for: a reason, a person, a reference. Too late, and nothing is asked."""
    turn = replace(turn, args=talk.state, letter=talk.letter)
    try:
        return await _TYPED[talk.errand](turn, turn.incoming.text.strip())
    except TooLate as late:
        await talks.end(turn.tx, turn.speaker.id, *QUESTIONS)
        return Reply(card=Card(title=refusals.sentence(late, turn.now, turn.language)))


async def sent(turn: Turn, card: Row | None) -> Reply | None:
    """A photo or file: evidence of an outside reply, the one just recorded or the card's.

    It may come before the reference, after it, or with it as its caption.
    """
    attachment, caption = turn.incoming.attachment, turn.incoming.text.strip()
    about = await _evidence_of(turn, card)
    if attachment is None or about is None:
        return None
    turn = replace(turn, args=about.state, letter=about.letter)
    if about.errand == REFERENCE and caption:
        await _reference(turn, caption)
    number, step = about.state["number"], about.state["step"]
    channel = turn.incoming.channel
    await attachments.add(turn.tx, number, step, turn.speaker.id, channel, attachment, turn.now)
    kept = words.EVIDENCE_KEPT.say(turn.language, number=number, name=attachment.name)
    if about.errand == REFERENCE and not caption:  # the card goes on asking for it
        return Reply(card=Card(title=kept, lines=(words.REFERENCE_STILL.say(turn.language),)))
    await refresh(turn.tx, await load(turn, number), turn.now)
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


async def comment(turn: Turn, number: str, step_id: int) -> Reply:
    """Words in reply to a card: 同意 and 不同意 decide, anything else is an opinion on it."""
    request = await load(turn, number)
    said = _short(turn, turn.incoming.text)
    code, reason = errand_of(said, VERDICT_WORDS) or ("", said)
    turn = replace(turn, args={"number": number, "step": step_id, "reason": reason})
    if rules.step_of(request, step_id).outside:
        return await _reply_on_outside(turn, code)
    if code == Verdict.AGREE and not reason:
        return await _decide(turn, Verdict.AGREE)
    if code in (Verdict.REFUSE, Verdict.RETURN):
        return await _with_reason(turn, Verdict(code))
    ruling = rules.comment(request, step_id, turn.speaker, said, turn.now)
    await record(turn.tx, ruling, turn.policy.leave, turn.now)
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
        return await _ask_reference(turn, verdict)
    if verdict is not Verdict.AGREE and not reason.strip():
        title = words.NEEDS_REASON.say(turn.language, word=word, number=request.number)
        return Reply(card=Card(title=title))
    return await _decide(turn, verdict)


async def _reply_on_outside(turn: Turn, code: str) -> Reply:
    """Words on a card of an authority: its opinion comes with its reference, not before."""
    if code:
        return await _ask_reference(turn, Verdict(code))
    await _mine(turn)
    return Reply(card=Card(title=words.RECORD_FIRST.say(turn.language)))


async def _with_reason(turn: Turn, verdict: Verdict) -> Reply:
    if turn.args.get("reason"):
        return await _decide(turn, verdict)
    request, step = await _mine(turn)
    fields = _fields(turn, request)
    card = words.reasons(verdict, request.number, step.id, fields, turn.language)
    return await _wait(turn, REASON, request, step, card, verdict=verdict)


async def _ask_reference(turn: Turn, verdict: Verdict) -> Reply:
    request, step = await _mine(turn)
    fields = _fields(turn, request)
    card = words.reference(verdict, request.number, step.holder_title, fields, turn.language)
    return await _wait(turn, REFERENCE, request, step, card, verdict=verdict)


async def _mine(turn: Turn) -> tuple[Request, Step]:
    """The request and the step, if the speaker may act on it now; raises NotYours or TooLate."""
    request = await load(turn, turn.args["number"])
    step = rules.step_of(request, turn.args["step"])
    rules.allowed(request, step, turn.speaker, office=turn.office)
    return request, step


async def _wait(
    turn: Turn, errand: str, request: Request, step: Step, card: Card, **more: str
) -> Reply:
    """Turn the card into the question and remember what the next words answer."""
    await _put_down(turn)
    letter = turn.letter or await _own_card(turn, request, step)
    state = {"number": request.number, "step": step.id, **more}
    talk = Talk(errand=errand, state=state, letter=letter)
    await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, LIFE)
    return Reply(card=card, onto=letter)


async def _put_down(turn: Turn) -> None:
    """A question still open on another card: that card asks for a decision again."""
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, *QUESTIONS)
    if talk is not None:
        await talks.end(turn.tx, turn.speaker.id, talk.errand)
        await refresh(turn.tx, await load(turn, talk.state["number"]), turn.now)


async def _own_card(turn: Turn, request: Request, step: Step) -> int:
    """A card of the step where the words were typed, for the question to stand on."""
    view = View.RECORD if step.outside else View.DECIDE
    incoming = turn.incoming
    return await show(
        turn.tx,
        request,
        view,
        step.id,
        turn.speaker,
        incoming.channel,
        incoming.address,
        turn.now,
    )


def _short(turn: Turn, words_: str) -> str:
    """What was typed, if a card can carry it; raises TextTooLong."""
    typed_, limit = legible(words_), turn.policy.leave.reason_characters
    if len(typed_) > limit:
        raise TextTooLong(limit, len(typed_))
    return typed_


async def _decide(turn: Turn, verdict: Verdict, reference: str = "") -> Reply:
    request = await load(turn, turn.args["number"])
    ruling = rules.decide(
        request,
        turn.args["step"],
        turn.speaker,
        verdict,
        turn.now,
        office=turn.office,
        opinion=_short(turn, str(turn.args.get("reason", ""))),
        reference=_short(turn, reference),
    )
    after = await record(turn.tx, ruling, turn.policy.leave, turn.now)
    await _answered(turn)
    return told(turn, words.DECIDED[verdict].say(turn.language, number=after.number))


async def _answered(turn: Turn) -> None:
    """A question about this very step needs no answer any more; one about another stays."""
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, *QUESTIONS)
    if talk is not None and talk.state["step"] == turn.args["step"]:
        await talks.end(turn.tx, turn.speaker.id, talk.errand)


async def _forward(turn: Turn, to: Official) -> Reply:
    if not any(to.holds(rank) for rank in turn.policy.deciders()):
        raise NotDecider(to.title)
    request = await load(turn, turn.args["number"])
    ruling: Ruling = rules.forward(request, turn.args["step"], turn.speaker, to, turn.now)
    await record(turn.tx, ruling, turn.policy.leave, turn.now)
    await _answered(turn)
    values = {"number": request.number, "who": to.title}
    return told(turn, words.DECIDED[Verdict.FORWARD].say(turn.language, **values))


async def _reason(turn: Turn, said: str) -> Reply:
    turn = replace(turn, args={**turn.args, "reason": said})
    return await _decide(turn, Verdict(turn.args["verdict"]))


async def _person(turn: Turn, said: str) -> Reply:
    return await _forward(turn, (await people.roster(turn.tx)).the_one(said))


async def _reference(turn: Turn, said: str) -> Reply:
    number_of_paper, opinion = _BLANK.split(f"{said} ", maxsplit=1)
    verdict = Verdict(turn.args["verdict"])
    _, step = await _mine(turn)
    turn = replace(turn, args={**turn.args, "reason": opinion})
    await _decide(turn, verdict, reference=number_of_paper)
    state = {"number": turn.args["number"], "step": turn.args["step"]}
    talk = Talk(errand=EVIDENCE, state=state, letter=turn.letter)
    await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, LIFE)
    title = words.ASK_EVIDENCE.say(
        turn.language,
        number=turn.args["number"],
        authority=step.holder_title,
        verdict=leave_words.VERDICTS[rules.STEP_AFTER[verdict]].say(turn.language),
    )
    return Reply(card=Card(title=title, lines=(words.EVIDENCE_HOW.say(turn.language),)))


_TYPED: dict[str, Callable[[Turn, str], Awaitable[Reply]]] = {
    REASON: _reason,
    PERSON: _person,
    REFERENCE: _reference,
}
WAITED_FOR = frozenset(_TYPED)
VERDICT_WORDS = {code: ERRANDS[code][2] for code in ("agree", "refuse", "return")}
_BLANK = re.compile(r"\s+")
_BETWEEN = re.compile(r"[\s，,：:]+")  # A-0001，理由


def _fields(turn: Turn, request: Request) -> words.Fields:
    """What is being decided stays on the card while the reason is asked."""
    return leave_words.brief(request, turn.language)
