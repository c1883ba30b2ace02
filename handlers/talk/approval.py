"""Somebody decides: by a tap, a reason, a word, another's name, or an outside reply recorded."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.rules import approval as rules
from bot.rules.people import Official
from bot.rules.refusal import UnknownPerson
from bot.rules.requests import Request, Step, Verdict
from bot.rules.ruling import Ruling
from bot.words import approval as words
from bot.words import leave as leave_words
from bot.words.card import Card
from bot.words.talk import ERRANDS
from handlers.talk.turn import Reply, Turn, load
from storage import attachments, people, talks
from storage.record import record, refresh
from storage.talks import Talk

REASON, PERSON, REFERENCE, EVIDENCE = "reason", "person", "reference", "evidence"
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
        to = await people.official(turn.tx, turn.args["to"])
        return await _forward(turn, to)
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
    await talks.end(turn.tx, turn.speaker.id)
    await refresh(turn.tx, await load(turn, turn.args["number"]), turn.now)
    return Reply()


async def typed(turn: Turn, talk: Talk) -> Reply:
    """The words waited for: a reason, a person, a reference."""
    turn = replace(turn, args=talk.state, letter=talk.letter)
    return await _TYPED[talk.errand](turn, turn.incoming.text.strip())


async def sent(turn: Turn, talk: Talk | None) -> Reply | None:
    """A photo or file: evidence of the outside reply just recorded, or with its reference."""
    attachment = turn.incoming.attachment
    if talk is None or attachment is None or talk.errand not in (REFERENCE, EVIDENCE):
        return None
    turn = replace(turn, args=talk.state, letter=talk.letter)
    caption = turn.incoming.text.strip()
    if talk.errand == REFERENCE:
        if not caption:
            return None
        await _reference(turn, caption)
    number, step = turn.args["number"], turn.args["step"]
    channel = turn.incoming.channel
    await attachments.add(turn.tx, number, step, turn.speaker.id, channel, attachment, turn.now)
    await refresh(turn.tx, await load(turn, number), turn.now)
    kept = words.EVIDENCE_KEPT.say(turn.language, number=number, name=attachment.name)
    return Reply(card=Card(title=kept))


async def comment(turn: Turn, number: str, step_id: int) -> Reply:
    """Words in reply to a card: 同意 and 不同意 decide, anything else is an opinion on it."""
    request = await load(turn, number)
    said = turn.incoming.text.strip()
    by_word = {word: code for code, (_, _, typed_) in ERRANDS.items() for word in typed_}
    verdict = _VERDICT_WORDS.get(by_word.get(said.split(maxsplit=1)[0].lower(), ""))
    turn = replace(turn, args={"number": number, "step": step_id})
    step = rules.step_of(request, step_id)
    if verdict is Verdict.AGREE and by_word.get(said.lower()) and not step.outside:
        return await _decide(turn, Verdict.AGREE)
    if verdict in (Verdict.REFUSE, Verdict.RETURN) and not step.outside:
        reason = " ".join(said.split()[1:])
        return await _with_reason(replace(turn, args={**turn.args, "reason": reason}), verdict)
    ruling = rules.comment(request, step_id, turn.speaker, said, turn.now, office=turn.office)
    await record(turn.tx, ruling, turn.policy.leave, turn.now)
    return Reply(card=Card(title=words.OPINION_KEPT.say(turn.language, number=number)))


async def in_words(turn: Turn, verdict: Verdict) -> Reply:
    """同意 A-0123 · 不同意 A-0123 理由, typed: for a card that has gone or has no buttons."""
    number, _, reason = turn.words.partition(" ")
    word = turn.incoming.text.split()[0]
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
    state = {"number": request.number, "step": step.id, **more}
    talk = Talk(errand=errand, state=state, letter=turn.letter)
    await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, LIFE)
    return Reply(card=card, onto=turn.letter)


async def _decide(turn: Turn, verdict: Verdict, reference: str = "") -> Reply:
    request = await load(turn, turn.args["number"])
    ruling = rules.decide(
        request,
        turn.args["step"],
        turn.speaker,
        verdict,
        turn.now,
        office=turn.office,
        opinion=str(turn.args.get("reason", "")),
        reference=reference,
    )
    after = await record(turn.tx, ruling, turn.policy.leave, turn.now)
    await talks.end(turn.tx, turn.speaker.id)
    return _done(turn, words.DECIDED[verdict].say(turn.language, number=after.number))


async def _forward(turn: Turn, to: Official | None) -> Reply:
    if to is None or not any(to.holds(rank) for rank in turn.policy.deciders()):
        raise UnknownPerson(to.title if to else "")
    request = await load(turn, turn.args["number"])
    ruling: Ruling = rules.forward(request, turn.args["step"], turn.speaker, to, turn.now)
    await record(turn.tx, ruling, turn.policy.leave, turn.now)
    await talks.end(turn.tx, turn.speaker.id)
    values = {"number": request.number, "who": to.title}
    return _done(turn, words.DECIDED[Verdict.FORWARD].say(turn.language, **values))


def _done(turn: Turn, told: str) -> Reply:
    return Reply(toast=told) if turn.tapped else Reply(card=Card(title=told))


async def _reason(turn: Turn, said: str) -> Reply:
    turn = replace(turn, args={**turn.args, "reason": said})
    return await _decide(turn, Verdict(turn.args["verdict"]))


async def _person(turn: Turn, said: str) -> Reply:
    return await _forward(turn, (await people.roster(turn.tx)).the_one(said))


async def _reference(turn: Turn, said: str) -> Reply:
    number_of_paper, _, opinion = said.partition(" ")
    verdict = Verdict(turn.args["verdict"])
    _, step = await _mine(turn)
    turn = replace(turn, args={**turn.args, "reason": opinion.strip()})
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
_VERDICT_WORDS = {"agree": Verdict.AGREE, "refuse": Verdict.REFUSE, "return": Verdict.RETURN}


def _fields(turn: Turn, request: Request) -> words.Fields:
    """What is being decided stays on the card while the reason is asked."""
    return leave_words.brief(request, turn.language)
