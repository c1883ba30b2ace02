"""Reminders 提醒 as messages: all that is due to one person in one card, looked at once more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.rules import nudge as rules
from bot.rules.people import Official
from bot.rules.policy import Policy
from bot.rules.requests import Request
from bot.rules.ruling import OFFICE
from bot.words import leave as cards
from bot.words import nudge as words
from storage import letters, nudges, people, requests
from storage.db import Row, Tx
from storage.sights import around

Due = tuple[Row, Request]


async def send(tx: Tx, official: str, policy: Policy, now: datetime) -> bool:
    """Show somebody what he is to be reminded of; False where there is nothing, or not today."""
    reader = await people.official(tx, official)
    true = await _still_true(tx, official, reader, policy, now)
    if reader is None or not true:
        return False
    if not rules.may_send(await sent_today(tx, official, now), now, policy.leave):
        return False
    letter = await _write(tx, reader, _each_once(true), policy, now)
    await nudges.close(tx, [row["id"] for row, _ in true], now, letter)
    return True


async def sent_today(tx: Tx, official: str, now: datetime) -> int:
    """How many messages of reminders he was sent on this day."""
    morning = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return (await nudges.shown(tx, morning, morning + timedelta(days=1))).get(official, 0)


async def _still_true(
    tx: Tx, official: str, reader: Official | None, policy: Policy, now: datetime
) -> list[Due]:
    """What is open and still so; the rest is closed, and its request planned anew."""
    to = {official, OFFICE} if reader and reader.holds("office") else {official}
    true = list[Due]()
    for row in await nudges.open_of(tx, official):
        request = await requests.find(tx, row["request"])
        if request is None:
            raise LookupError(row["request"])
        there = await nudges.there(tx, request, policy, now)
        if reader and rules.still_true(request, nudges.key_of(row), to, now, there):
            true.append((row, request))
            continue
        await nudges.close(tx, [row["id"]], now)
        planned = await nudges.planned(tx, request, policy, now)
        await requests.look_at(tx, request.number, planned.nudge_at)
    return true


def _each_once(due: Sequence[Due]) -> list[Due]:
    """Of several reminders about the same thing the last."""
    last = {rules.thing(row["request"], *nudges.key_of(row)[:2]): (row, r) for row, r in due}
    return list(last.values())


async def _write(
    tx: Tx, reader: Official, due: Sequence[Due], policy: Policy, now: datetime
) -> int | None:
    """One alone is a full card; several are a list whose numbers open them."""
    sights = [
        (await around(tx, request, policy, now)).sight(
            nudges.view_of(row), reader.id, reader.language, row["step"]
        )
        for row, request in due
    ]
    shown = [cards.card(request, sight) for (_, request), sight in zip(due, sights, strict=True)]
    key = f"nudge.{due[-1][0]['id']}"
    if len(due) == 1:
        (row, request), sight = due[0], sights[0]
        return await letters.write(
            tx,
            shown[0],
            to=reader.id,
            now=now,
            view=sight.view,
            key=key,
            request=request.number,
            step=row["step"],
        )
    opens = dict[str, list[tuple[str, int | None]]]()
    for row, request in due:
        opens.setdefault(request.number, []).append((row["view"], row["step"]))
    card = words.several([one.title for one in shown], opens, reader.language)
    return await letters.write(tx, card, to=reader.id, now=now, view=words.LIST, key=key)
