"""Whatever happens to others' requests, each card shows what stands beside its own just now."""

from datetime import date, timedelta
from random import Random

import pytest

from bot.rules import approval, leave
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.people import Roster
from bot.rules.requests import Request, State, Trip, Verdict
from bot.rules.ruling import Ruling
from storage import people, requests
from storage.db import Store, Tx
from storage.record import record, refresh
from tests.rules.filed import NOW
from tests.rules.proof_city import EDUCATION, POLICY, official, roster

CITY: Roster = roster(
    official("fsz2", "工业副市长", ("vice_mayor", "")),
    official("fsz3", "农牧副市长", ("vice_mayor", "")),
    official("jyj3", "教育局副局长乙", ("deputy", EDUCATION)),
)
ASKERS = ("sz", "cfsz", "fsz", "fsz2", "fsz3", "jyj1", "jyj2", "jyj3")
FIRST = date(2026, 12, 1)


def trip(luck: Random) -> Trip:
    """A few half-days of one week."""
    ends = sorted(
        HalfDay(FIRST + timedelta(days=luck.randrange(6)), Part(luck.randrange(3)))
        for _ in range(2)
    )
    return Trip(span=Span(*ends), place="西宁", reason="参加会议", inside_province=True)


async def something_happens(tx: Tx, luck: Random) -> None:
    """Somebody files, withdraws, cancels, or decides."""
    there = list(await requests.open_ones(tx))
    if not there or luck.random() < 0.7:
        asker = CITY.officials[luck.choice(ASKERS)]
        ruling = leave.file(trip(luck), asker, "事由行", POLICY, CITY, NOW)
        await record(tx, ruling, POLICY, NOW)
        return
    request = luck.choice(there)
    await record(tx, _ruling(request, luck), POLICY, NOW)


def _ruling(request: Request, luck: Random) -> Ruling:
    owner = CITY.officials[request.applicant]
    if request.state is State.AGREED:
        return leave.cancel(request, owner, NOW)
    step = request.waiting[0]
    if step.outside or luck.random() < 0.4:
        return leave.withdraw(request, owner, NOW)
    verdict = luck.choice([Verdict.AGREE, Verdict.AGREE, Verdict.REFUSE])
    holder = CITY.officials[step.holder]
    return approval.decide(request, step.id, holder, verdict, NOW, opinion="好")


async def versions(tx: Tx) -> list[tuple[int, int]]:
    rows = await tx.rows("SELECT id, version FROM letters ORDER BY id")
    return [(row["id"], row["version"]) for row in rows]


@pytest.mark.parametrize("seed", range(6))
async def test_no_card_is_behind(store: Store, seed: int) -> None:
    luck = Random(seed)  # noqa: S311 - the same story each time
    async with store.write() as tx:
        await people.bring_in(tx, CITY, NOW)
    noted = 0
    for _ in range(25):
        async with store.write() as tx:
            await something_happens(tx, luck)
        async with store.write() as tx:
            before = await versions(tx)
            for request in await requests.open_ones(tx):
                await refresh(tx, request, POLICY, NOW)
            assert await versions(tx) == before
            row = await tx.row("SELECT COUNT(*) AS n FROM letters WHERE content LIKE '%提醒：%'")
            noted = max(noted, row["n"] if row else 0)
    assert noted
