"""The demo city with a phone for everybody, and as many requests waiting as there will be taps."""

import asyncio
import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain, zip_longest
from pathlib import Path

from bench.taps import Waiting, quiet
from bot.settings import DEMO_CITY
from tests.botapi import BotApi
from tests.botapi.person import Person
from tests.botapi.screen import Card

FIRST_PHONE = 1001
AHEAD, WEEK = timedelta(days=14), timedelta(days=7)  # no filing is late, no two trips overlap
ASKING = ("deputy",)  # heads name a stand-in first, which is another talk


def write_roster(folder: Path) -> None:
    """The demo roster in `folder`, with a telegram_id for everybody but the authorities."""
    folder.mkdir()
    (folder / "departments.csv").write_bytes((DEMO_CITY / "departments.csv").read_bytes())
    with (folder / "officials.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(_officials()[0]))
        writer.writeheader()
        writer.writerows(_officials())


def people_of(api: BotApi) -> Mapping[str, Sequence[Person]]:
    """Everybody with a phone, by rank; they know the bot before it writes first."""
    people: dict[str, list[Person]] = {}
    for row in _officials():
        if row["telegram_id"]:
            person = api.person(int(row["telegram_id"]), first_name=row["name"])
            people.setdefault(row["rank"], []).append(person)
    return people


async def requests_waiting(api: BotApi, wanted: int) -> list[Waiting]:
    """Have `wanted` requests filed in chat; the cards they led to, the deciders by turns."""
    people = people_of(api)
    asking = [person for rank in ASKING for person in people[rank]]
    start = datetime.now(UTC).date() + AHEAD
    for done in range(0, wanted, len(asking)):
        async with asyncio.TaskGroup() as group:
            for person in asking[: wanted - done]:
                group.create_task(_ask(person, start + done // len(asking) * WEEK))
        print(f"  {min(wanted, done + len(asking))} of {wanted}", flush=True)
    await quiet(api)
    hands = [_to_decide(person) for person in chain.from_iterable(people.values())]
    waiting = [card for turn in zip_longest(*hands) for card in turn if card]
    assert len(waiting) == wanted, f"{len(waiting)} cards for {wanted} requests"
    return waiting


async def _ask(person: Person, day: date) -> None:
    until = day + timedelta(days=2)
    said = await person.say(f"请假 {day}至{until} 西宁 参加全省科技工作会议")
    preview = await person.until(lambda: _offered(person, "提交", said), "a preview")
    await person.tap(preview[0], "提交")


def _to_decide(person: Person) -> list[Waiting]:
    return [(person, card) for card in _offered(person, "同意") or ()]


def _offered(person: Person, label: str, after: int = 0) -> list[Card] | None:
    """The cards with this button, newer than the message `after`; None for none."""
    return [card for card in person.cards if card.id > after and label in card.labels] or None


def _officials() -> list[dict[str, str]]:
    with (DEMO_CITY / "officials.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for phone, row in enumerate(rows, start=FIRST_PHONE):
        row["telegram_id"] = "" if row["rank"] == "authority" else str(phone)
    return rows
