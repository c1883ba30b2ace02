"""Whatever people do, in whatever order and however often it is delivered: one decision at most.

The desk alone, without a network: raw updates in, the database afterwards.
"""

import json
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.message import Attachment, Command, Incoming, Kind, Outgoing
from handlers.console.opening import open_city
from handlers.talk.desk import Desk
from handlers.talk.turn import House
from storage import journal
from storage.db import Store, open_store
from tests.stories.town import DEPUTY, EXECUTIVE, START, VICE_MAYOR, HandClock, demo_city

SEQUENCES = 150
WORDS = ("与会议冲突", "常务副市长", "取消", "待办", "我的")
VERDICTS = ("agree", "refuse", "return", "forward", "back")
DECISIVE = (*(f"approval.{verdict}" for verdict in VERDICTS), "leave.amend", "form.submit")
ENDING = ("leave.withdraw", "leave.cancel", "leave.report_back")


@dataclass
class Paper:
    """A channel that is only its inbox."""

    name: str = "telegram"
    answers: list[str] = field(default_factory=list)

    def read(self, raw: bytes) -> Incoming | None:
        said = json.loads(raw)
        kind = Kind.TAP if said["token"] else Kind.TEXT
        return Incoming(
            channel=self.name,
            address=said["address"],
            kind=kind,
            text=said["text"],
            token=said["token"],
            callback=str(said["id"]),
        )

    async def deliver(self, address: str, card: Outgoing, message: str | None) -> str:
        return message or address

    async def acknowledge(self, callback: str, text: str) -> None:
        self.answers.append(text)

    async def menu(self, address: str, commands: Sequence[Command], language: str) -> None:
        pass

    async def fetch(self, ref: Attachment) -> bytes:
        return b""

    def link(self, token: str) -> str:
        return token

    async def start(self, accept: object) -> None:
        pass

    async def stop(self) -> None:
        pass


@dataclass
class Lab:
    """The desk on a database of its own."""

    store: Store
    desk: Desk
    paper: Paper
    clock: HandClock
    updates: int = 0

    def update(self, address: str, *, text: str = "", token: str = "") -> tuple[str, bytes]:
        """Something said or tapped, as it is delivered."""
        self.updates += 1
        said = {"id": self.updates, "address": address, "text": text, "token": token}
        return str(self.updates), json.dumps(said).encode()

    async def take(self, *updates: tuple[str, bytes]) -> None:
        """Deliver and handle."""
        await self.desk.accept("telegram", updates)
        while await self.desk.work():
            pass
        await self.desk.settle()

    async def tokens(self, official: str, *actions: str) -> list[str]:
        """Every button of these ever shown to somebody, oldest first."""
        async with self.store.read() as tx:
            sql = "SELECT token, action FROM buttons WHERE official = :id ORDER BY rowid"
            rows = await tx.rows(sql, id=official)
        return [row["token"] for row in rows if row["action"] in actions]

    async def rows(self, sql: str) -> list[tuple[object, ...]]:
        async with self.store.read() as tx:
            return [tuple(row) for row in await tx.rows(sql)]


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[Lab]:
    city, clock, paper = demo_city(), HandClock(START), Paper()
    store = await open_store(tmp_path / "bot.db")
    house = House(policy=city.policy, gazetteer=city.gazetteer, link=lambda _, token: token)
    desk = Desk(store, {"telegram": paper}, house, clock)  # type: ignore[dict-item]
    await open_city(store, city.policy, city.roster, ("telegram",), clock())
    yield Lab(store, desk, paper, clock)
    await store.close()


async def test_any_sequence_of_taps_and_words_decides_at_most_once(lab: Lab) -> None:
    roster = demo_city().roster.officials
    cast = {id_: roster[id_].telegram_id for id_ in (DEPUTY, VICE_MAYOR, EXECUTIVE)}
    for seed in range(SEQUENCES):
        dice = random.Random(seed)  # noqa: S311 - so that a failure comes back
        await lab.take(lab.update(cast[DEPUTY], text=one_day(seed)))
        [*_, submit] = await lab.tokens(DEPUTY, "form.submit")
        await lab.take(lab.update(cast[DEPUTY], token=submit))
        words = (*WORDS, one_day(seed))
        updates = [await something(lab, cast, dice, words) for _ in range(dice.randint(2, 8))]
        updates += dice.choices(updates, k=dice.randint(0, 6))  # delivered again
        dice.shuffle(updates)
        while updates:  # in batches of any size
            size = dice.randint(1, len(updates))
            await lab.take(*updates[:size])
            updates = updates[size:]
    twice = (
        "SELECT request, id FROM steps WHERE decided_at IS NOT NULL AND"
        " (SELECT COUNT(*) FROM journal WHERE act = 'decide' AND subject = request) <>"
        " (SELECT COUNT(*) FROM steps s WHERE s.request = steps.request AND"
        " s.decided_at IS NOT NULL)"
    )
    assert await lab.rows(twice) == []
    assert await lab.rows("SELECT id, parked FROM inbox WHERE done_at IS NULL") == []
    settled = await lab.rows(
        "SELECT state, COUNT(*) FROM requests GROUP BY state ORDER BY COUNT(*) DESC"
    )
    assert len(settled) >= 4, f"the dice reached too little: {settled}"
    async with lab.store.read() as tx:
        assert (await journal.verify(tx))[1] is None


def one_day(number: int) -> str:
    """A trip on a day of its own: nobody asks a hundred times for the same days."""
    day = START.date() + timedelta(days=7 + number)
    return f"请假 {day.isoformat()} 西宁 参加全省科技工作会议"


async def something(
    lab: Lab, cast: dict[str, str], dice: random.Random, words: Sequence[str]
) -> tuple[str, bytes]:
    """Somebody writes, or taps a button he was shown, new or old, or one that was not his."""
    who = dice.choice(list(cast))
    whose = who if dice.random() < 0.9 else dice.choice(list(cast))
    shown = await lab.tokens(whose, *(DECISIVE if dice.random() < 0.9 else ENDING))
    if not shown or dice.random() < 0.2:
        return lab.update(cast[who], text=dice.choice(words))
    recent = shown[-4:] if dice.random() < 0.9 else shown
    return lab.update(cast[who], token=dice.choice(recent))
