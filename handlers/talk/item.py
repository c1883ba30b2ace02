"""An item 事项: what its buttons do. What they ask for first is asked on the card."""

from datetime import date

from bot.rules import ledger, sign_off
from bot.rules.item_asking import Asked
from bot.rules.items import ItemState
from bot.words import item_talk as words
from handlers.talk.item_answers import granted
from handlers.talk.item_card import ERRAND, ask, done, load, ruled
from handlers.talk.turn import Reply, Turn, told
from storage import talks
from storage.cities import here
from storage.ledger import refresh


async def receive(turn: Turn) -> Reply:
    """签收: one tap."""
    return await done(
        turn, lambda i, c: ledger.receive(i, turn.speaker, c, turn.now), words.RECEIVED
    )


async def progress(turn: Turn) -> Reply:
    """报进展."""
    return await ask(turn, Asked.PROGRESS)


async def part_done(turn: Turn) -> Reply:
    """本单位办结: an assisting unit signs its part."""
    return await ask(turn, Asked.PART_DONE)


async def split(turn: Turn) -> Reply:
    """分解."""
    return await ask(turn, Asked.SPLIT)


async def task_done(turn: Turn) -> Reply:
    """完成: one sub-task."""
    task = int(turn.args["task"])
    return await done(
        turn,
        lambda item, city: ledger.task_done(item, turn.speaker, task, city, turn.now),
        words.TASK_FINISHED,
    )


async def ask_sign_off(turn: Turn) -> Reply:
    """申请销号."""
    return await ask(turn, Asked.ASK)


async def check(turn: Turn) -> Reply:
    """核验通过: the office's key."""
    item = await ruled(turn, lambda i, c: sign_off.check(i, turn.speaker, c, turn.now))
    if item.state is ItemState.STRUCK:
        return told(turn, words.STRUCK.say(turn.language, number=item.number))
    city, last = await here(turn.tx, turn.policy), item.sign_offs[-1]
    holder = city.acting(last.recogniser)
    who = holder.title if holder else item.ordered_title
    return told(turn, words.CHECKED.say(turn.language, number=item.number, who=who))


async def recognise(turn: Turn) -> Reply:
    """认可销号: the leader's key."""
    return await done(
        turn, lambda i, c: sign_off.recognise(i, turn.speaker, c, turn.now), words.STRUCK
    )


async def redo(turn: Turn) -> Reply:
    """退回重办: the reason is asked first."""
    return await ask(turn, Asked.REDO)


async def leader(turn: Turn) -> Reply:
    """转领导审定: whom is asked first."""
    return await ask(turn, Asked.LEADER)


async def extend(turn: Turn) -> Reply:
    """申请延期: the day, the reason and the progress are asked one by one."""
    return await ask(turn, Asked.UNTIL)


async def grant(turn: Turn) -> Reply:
    """同意延至 the day asked for."""
    return await granted(turn, date.fromisoformat(str(turn.args["until"])))


async def another(turn: Turn) -> Reply:
    """另定日期."""
    return await ask(turn, Asked.ANOTHER)


async def not_extended(turn: Turn) -> Reply:
    """不同意延期: the reason is asked first."""
    return await ask(turn, Asked.NOT_EXTENDED)


async def deadline(turn: Turn) -> Reply:
    """改时限, by the office."""
    return await ask(turn, Asked.DEADLINE)


async def drop(turn: Turn) -> Reply:
    """作废, by the office."""
    return await ask(turn, Asked.DROP)


async def back(turn: Turn) -> Reply:
    """返回: the card as it was; nothing was changed."""
    await talks.end(turn.tx, turn.speaker.id, ERRAND)
    await refresh(turn.tx, await load(turn, turn.args["number"]), turn.policy, turn.now)
    return Reply()
