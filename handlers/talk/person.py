"""Somebody is named: 转呈, 加签, 委派, 抄送 and 减签 ask for a person in one way."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.rules import approval, remarks, signers
from bot.rules.people import Official, Roster
from bot.rules.refusal import NotAdded, NotDecider, NotSigner
from bot.rules.requests import Request, Step
from bot.rules.ruling import Ruling
from bot.words import approval as words
from bot.words import person
from bot.words.card import Card
from bot.words.talk import ERRANDS
from bot.words.trip import brief
from handlers.talk.deciding import PERSON, ask, mine, put_away, undoable, witnessed
from handlers.talk.turn import Reply, Turn, load, told
from storage import people
from storage.record import record

Rule = Callable[[Request, int, Official, Official, datetime], Ruling]
RULES: dict[str, Rule] = {
    "forward": approval.forward,
    "sign_before": signers.sign_before,
    "sign_after": signers.sign_after,
    "delegate": signers.delegate,
    "copy": remarks.copy,
}
MOST = 8  # people offered: four rows
_BETWEEN = re.compile(r"[\s，,：:]+")  # A-0001，姓名


async def forward(turn: Turn) -> Reply:
    """转呈: then it is that person's decision."""
    return await _named(turn, "forward")


async def sign_before(turn: Turn) -> Reply:
    """前加签: somebody decides first, then it comes back."""
    return await _named(turn, "sign_before")


async def sign_after(turn: Turn) -> Reply:
    """后加签: somebody decides next."""
    return await _named(turn, "sign_after")


async def delegate(turn: Turn) -> Reply:
    """委派: somebody advises, then it comes back."""
    return await _named(turn, "delegate")


async def copy(turn: Turn) -> Reply:
    """抄送: somebody is told."""
    return await _named(turn, "copy")


async def remove_signer(turn: Turn) -> Reply:
    """减签: the one somebody added is taken out at once, of several the one chosen."""
    request = await load(turn, turn.args["number"])
    if "signer" in turn.args:
        return await _remove(turn, request, approval.step_of(request, turn.args["signer"]))
    added = signers.added_by(request, turn.speaker.id)
    if len(added) < 2:
        return await _remove(turn, request, added[0] if added else None)
    fields = brief(request, turn.now, turn.language)
    card = person.remove_whom(request.number, turn.args["step"], added, fields, turn.language)
    return Reply(card=card, onto=turn.letter)


async def in_words(turn: Turn, errand: str) -> Reply:
    """转呈 A-0001 姓名, typed; without a name it is asked."""
    number, name = _BETWEEN.split(f"{turn.words} ", maxsplit=1)
    if not number:
        word = ERRANDS[errand][1].say(turn.language)
        return Reply(card=Card(title=words.WHICH_NUMBER.say(turn.language, word=word)))
    request = await load(turn, number)
    if errand == "remove_signer":
        return await _remove_in_words(turn, request, name.strip())
    step = approval.step_held_by(request, turn.speaker, office=turn.office)
    turn = replace(turn, args={"number": request.number, "step": step.id, "asks": errand})
    return await typed(turn, name.strip()) if name.strip() else await _named(turn, errand)


async def typed(turn: Turn, said: str) -> Reply:
    """A name or a post, where one was asked for."""
    to = (await people.roster(turn.tx)).the_one(said)
    return await _act(turn, turn.args.get("asks", "forward"), to)


async def _named(turn: Turn, errand: str) -> Reply:
    roster = await people.roster(turn.tx)
    if "to" in turn.args:
        return await _act(turn, errand, roster.the_one(turn.args["to"]))
    request, step = await mine(turn)
    if errand != "copy":
        approval.not_for_advice(request, step)
    offered = _offered(turn, errand, request, roster)[:MOST]
    fields = brief(request, turn.now, turn.language)
    card = person.whom(errand, request.number, step.id, offered, fields, turn.language)
    return await ask(turn, PERSON, request, step, card, asks=errand)


def _offered(turn: Turn, errand: str, request: Request, roster: Roster) -> list[Official]:
    """Whom one mostly asks; anybody else who may be asked is typed."""
    deciders = roster.with_rank(*turn.policy.deciders())
    if errand == "forward":
        near = deciders
    else:
        ranks = (*turn.policy.signers(), *(("office",) if errand == "copy" else ()))
        near = tuple(o for o in roster.with_rank(*ranks) if _near(o, request, turn))
    had = approval.in_chain(request) | set(remarks.copied(request))
    return [official for official in near if official.id not in had]


def _near(official: Official, request: Request, turn: Turn) -> bool:
    """Who decides, the office, and the heads of the applicant's own department."""
    ranks = {*turn.policy.deciders(), "office"}
    return any(
        post.rank in ranks or post.department == request.department for post in official.posts
    )


async def _act(turn: Turn, errand: str, to: Official) -> Reply:
    _fit(turn, errand, to)
    request = await load(turn, turn.args["number"])
    ruling = RULES[errand](request, turn.args["step"], turn.speaker, to, turn.now)
    await put_away(turn)
    after = await record(turn.tx, await witnessed(turn, ruling), turn.policy, turn.now)
    if errand != "forward":
        return _done(turn, errand, request, to.title)
    values = {"number": request.number, "who": to.title}
    return told(turn, undoable(turn, after, person.DONE[errand], **values))


def _fit(turn: Turn, errand: str, to: Official) -> None:
    """Raises NotDecider or NotSigner for a rank that may not be asked."""
    if errand == "copy":
        return
    forward = errand == "forward"
    ranks = turn.policy.deciders() if forward else turn.policy.signers()
    if not any(to.holds(rank) for rank in ranks):
        names = turn.policy.names(ranks, turn.language)
        raise NotDecider(to.title, names) if forward else NotSigner(to.title, names)


async def _remove_in_words(turn: Turn, request: Request, name: str) -> Reply:
    added = signers.added_by(request, turn.speaker.id)
    if name:
        to = (await people.roster(turn.tx)).the_one(name)
        theirs = [s for s in request.current if s.added_by and to.id in (s.holder, s.owner)]
        return await _remove(turn, request, theirs[-1] if theirs else None)
    step = added[0].id if added else 0
    return await remove_signer(replace(turn, args={"number": request.number, "step": step}))


async def _remove(turn: Turn, request: Request, signer: Step | None) -> Reply:
    if signer is None:
        raise NotAdded(request.number)
    ruling = signers.remove(request, signer, turn.speaker, turn.now)
    await record(turn.tx, await witnessed(turn, ruling), turn.policy, turn.now)
    return _done(turn, "remove_signer", request, signer.holder_title)


def _done(turn: Turn, errand: str, request: Request, who: str) -> Reply:
    return told(turn, person.DONE[errand].say(turn.language, number=request.number, who=who))
