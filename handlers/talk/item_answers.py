"""What was asked on an item's card is answered: typed, or tapped where answers are offered."""

from dataclasses import replace
from datetime import date

from bot.rules import extension, ledger, sign_off
from bot.rules.dates import Part
from bot.rules.item_asking import Asked
from bot.rules.refusal import TextTooLong, UnclearDates
from bot.rules.task_line import read_tasks
from bot.rules.typed_dates import take_halfday
from bot.rules.typed_words import legible
from bot.words import dates
from bot.words import item_talk as words
from handlers.talk.item_card import ask, done, load, put_down
from handlers.talk.turn import Reply, Turn
from storage import attachments
from storage.cities import here
from storage.ledger import refresh
from storage.talks import Talk


async def said(turn: Turn) -> Reply:
    """An answer tapped instead of written."""
    return await answered(turn, Asked(turn.args["asked"]), str(turn.args["words"]))


async def typed(turn: Turn, talk: Talk) -> Reply:
    """The words waited for."""
    turn = replace(turn, args=talk.state, letter=talk.letter)
    return await answered(turn, Asked(talk.state["act"]), turn.incoming.text)


async def answered(turn: Turn, asked: Asked, text: str) -> Reply:
    """What was asked is answered; its card asks no more."""
    said_ = text.strip() if asked is Asked.SPLIT else _short(turn, text)
    reply = await _ANSWERS[asked](turn, said_)
    if asked not in _GOES_ON:
        await put_down(turn)
        await _up_to_date(turn)
    return reply


async def _up_to_date(turn: Turn) -> None:
    """What was sent with the answer belongs to its line; the card shows both."""
    item = await load(turn, turn.args["number"])
    await attachments.belong(turn.tx, item.number, turn.speaker.id, item.notes[-1].id)
    await refresh(turn.tx, item, turn.policy, turn.now)


async def _progress(turn: Turn, text: str) -> Reply:
    return await done(
        turn, lambda i, c: ledger.progress(i, turn.speaker, text, c, turn.now), words.REPORTED
    )


async def _part_done(turn: Turn, text: str) -> Reply:
    return await done(
        turn, lambda i, c: ledger.part_done(i, turn.speaker, text, c, turn.now), words.PART_SIGNED
    )


async def _split(turn: Turn, text: str) -> Reply:
    item, city = await load(turn, turn.args["number"]), await here(turn.tx, turn.policy)
    tasks = read_tasks(text, item, city.roster, turn.today)
    return await done(
        turn,
        lambda i, c: ledger.split(i, turn.speaker, tasks, c, turn.now),
        words.SPLIT,
        n=len(tasks),
    )


async def _asked(turn: Turn, text: str) -> Reply:
    return await done(
        turn, lambda i, c: sign_off.ask(i, turn.speaker, text, c, turn.now), words.ASKED
    )


async def _redo(turn: Turn, text: str) -> Reply:
    return await done(
        turn, lambda i, c: sign_off.redo(i, turn.speaker, text, c, turn.now), words.SENT_BACK
    )


async def _leader(turn: Turn, text: str) -> Reply:
    to = (await here(turn.tx, turn.policy)).roster.the_one(text)
    return await done(
        turn,
        lambda i, c: sign_off.pass_on(i, turn.speaker, to, c, turn.now),
        words.PASSED_ON,
        who=to.title,
    )


async def _until(turn: Turn, text: str) -> Reply:
    day, rest = _day(turn, text)
    extension.later(await load(turn, turn.args["number"]), day)
    if rest:
        turn = replace(turn, args={**turn.args, "until": day.isoformat()})
        return await _reason(turn, rest)
    return await ask(turn, Asked.REASON, until=day.isoformat())


async def _reason(turn: Turn, text: str) -> Reply:
    until = str(turn.args["until"])
    return await ask(turn, Asked.SO_FAR, until=until, reason=text)


async def _so_far(turn: Turn, text: str) -> Reply:
    until, reason = date.fromisoformat(str(turn.args["until"])), str(turn.args["reason"])
    return await done(
        turn,
        lambda i, c: extension.ask(i, turn.speaker, until, reason, text, c, turn.now),
        words.EXTENSION_ASKED,
    )


async def _another(turn: Turn, text: str) -> Reply:
    day, rest = _day(turn, text)
    if rest:
        raise UnclearDates(text)
    return await granted(turn, day)


async def granted(turn: Turn, day: date) -> Reply:
    return await done(
        turn,
        lambda i, c: extension.grant(i, turn.speaker, day, c, turn.now),
        words.EXTENDED,
        day=dates.day(day, turn.language, turn.today),
    )


async def _not_extended(turn: Turn, text: str) -> Reply:
    return await done(
        turn, lambda i, c: extension.refuse(i, turn.speaker, text, c, turn.now), words.NOT_EXTENDED
    )


async def _deadline(turn: Turn, text: str) -> Reply:
    day, reason = _day(turn, text)
    return await done(
        turn,
        lambda i, c: ledger.set_deadline(i, turn.speaker, day, reason, c, turn.now),
        words.MOVED,
        day=dates.day(day, turn.language, turn.today),
    )


async def _drop(turn: Turn, text: str) -> Reply:
    return await done(
        turn, lambda i, c: ledger.drop(i, turn.speaker, text, c, turn.now), words.DROPPED
    )


_ANSWERS = {
    Asked.PROGRESS: _progress,
    Asked.PART_DONE: _part_done,
    Asked.SPLIT: _split,
    Asked.ASK: _asked,
    Asked.REDO: _redo,
    Asked.LEADER: _leader,
    Asked.UNTIL: _until,
    Asked.REASON: _reason,
    Asked.SO_FAR: _so_far,
    Asked.ANOTHER: _another,
    Asked.NOT_EXTENDED: _not_extended,
    Asked.DEADLINE: _deadline,
    Asked.DROP: _drop,
}
_GOES_ON = (Asked.UNTIL, Asked.REASON)  # the next question stands on the same card


def _short(turn: Turn, text: str) -> str:
    said_, limit = legible(text), turn.policy.ledger.report_characters
    if len(said_) > limit:
        raise TextTooLong(limit, len(said_))
    return said_


def _day(turn: Turn, text: str) -> tuple[date, str]:
    """The day at the head of the words, and the rest."""
    half, rest = take_halfday(text, turn.today, Part.AFTERNOON)
    return half.day, rest
