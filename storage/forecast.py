"""The forecast 提醒预览, read off the same plans and rows as the live rounds."""

from datetime import datetime, timedelta

from bot.rules import forecast as rules
from bot.rules import nudge
from bot.rules.forecast import Expected, Message
from bot.rules.policy import Policy
from bot.rules.requests import Request
from bot.rules.ruling import OFFICE
from storage import nudges, people, requests
from storage.db import Tx


async def look(tx: Tx, policy: Policy, now: datetime, days: int) -> tuple[Message, ...]:
    """Who would be sent which reminders in the coming days, if nobody acted."""
    office = [official.id for official in await people.office(tx)]
    expected = [
        one
        for request in await requests.planned_ones(tx)
        for one in await _of_request(tx, request, office, policy, now)
    ]
    morning = now.replace(hour=0, minute=0, second=0, microsecond=0)
    sent = await nudges.shown(tx, morning, morning + timedelta(days=1))
    return rules.forecast(expected, sent, now, days, policy.leave)


async def _of_request(
    tx: Tx, request: Request, office: list[str], policy: Policy, now: datetime
) -> list[Expected]:
    """What has come and waits to be shown, and what is still to come."""
    there = await nudges.there(tx, request, policy, now)
    by_key = {moment.key: moment for moment in nudge.plan(request, there)}
    waiting = [
        Expected(to=row["recipient"], request=request, nudge=by_key[nudges.key_of(row)])
        for row in await nudges.open_about(tx, request.number)
        if nudges.key_of(row) in by_key
    ]
    to_come = [
        Expected(to=who, request=request, nudge=moment)
        for moment in nudge.undone(request, await nudges.done(tx, request.number), there)
        for who in (office if moment.to == OFFICE else (moment.to,))
    ]
    return [*waiting, *to_come]
