"""kill -9 of the real process, at named points and at random: nothing lost, nothing twice."""

import asyncio
import random
import signal
from datetime import UTC, datetime, timedelta

import pytest

from tests.botapi import BotApi
from tests.botapi.person import Person
from tests.faults.machine import Machine, faults_in, telegram_ids
from tests.faults.points import ARMED

ROUNDS = 12
PATIENCE = 40.0  # seconds people wait, over as many restarts as it takes
ASKERS = ("jyj2", "jyj3", "kjj2", "kjj3")  # all under the same vice-mayor
APPROVER = "fsz5"
OFFICE = ("dcs", "zbs", "wmk")

# Where one approval can be cut off, in the order it gets there.
POINTS = (
    "accept.before",
    "keep.after",
    "accept.after",
    "handle.before",
    "save.before",
    "save.after",
    "append.after",
    "journalled.before",
    "write.before",
    "write.after",
    "rewrite.after",
    "done.before",
    "receive.after",
    "done.after",
    "acknowledge.before",
    "acknowledge.after",
    "due.after",
    "deliver.before",
    "deliver.after",
    "shown.before",
    "shown.after",
    "deliver.after.2",
    "shown.after.2",
)


@pytest.fixture
async def cast(api: BotApi, machine: Machine) -> dict[str, Person]:
    """Everybody's phone, by official; they wait as long as restarts take."""
    api.patience = PATIENCE
    return {id_: api.person(number) for id_, number in telegram_ids(machine).items()}


def line(reason: str) -> str:
    """A trip far enough ahead of whatever day the suite is run on."""
    day = datetime.now(UTC) + timedelta(days=30)  # noqa: TID251 - the process has the real clock
    return f"请假 {day:%Y-%m-%d} 西宁 {reason}"


async def files(asker: Person, reason: str) -> str:
    """File a trip; its number, read off the card, for the answer to the tap may be lost."""
    await asker.say(line(reason))
    preview = await asker.sees("请核对请假单", reason)
    asker.tap_nowait(preview, "提交")
    card = await asker.sees("请假 A-", reason)
    return "A-" + card.text.split("A-")[1][:4]


async def drained(machine: Machine, api: BotApi) -> None:
    """Until everything is handled and shown, told by the database and not by the clock."""
    await api.drained()
    async with asyncio.timeout(PATIENCE):
        # The process tells nobody when it is done.
        while any("never" in fault for fault in faults_in(machine)):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("points", [POINTS[0::2], POINTS[1::2]], ids=["even", "odd"])
async def test_an_approval_cut_off_anywhere_is_made_once(
    machine: Machine, api: BotApi, cast: dict[str, Person], points: tuple[str, ...]
) -> None:
    askers, approver = [cast[id_] for id_ in ASKERS], cast[APPROVER]
    for turn, point in enumerate(points):
        asker = askers[turn % len(askers)]
        await machine.start("-m", "tests.faults.points", point)  # and recover from the last one
        number = await files(asker, point)
        card = await approver.sees("请审批", number)
        await drained(machine, api)
        lines = len(machine.said)
        machine.signal(signal.SIGUSR1)
        await machine.says(ARMED, after=lines)
        approver.tap_nowait(card, "同意")
        assert await machine.ended() == -signal.SIGKILL, f"{point} was not reached"
    await machine.start()
    await drained(machine, api)
    numbers = [f"A-{n:04d}" for n in range(1, len(points) + 1)]
    assert faults_in(machine, numbers) == []
    assert await machine.stop() == 0
    for turn, (number, point) in enumerate(zip(numbers, points, strict=True)):
        mine = texts(askers[turn % len(askers)], number)
        assert all(text.startswith(f"请假 {number} 已同意") for text in mine), point
        extra = len(mine) - 2 + len(texts(approver, number)) - 1
        assert extra <= 1, f"{point}: one crash, one card too many at most"
    assert (await machine.command("verify"))[0] == 0


def texts(person: Person, number: str) -> list[str]:
    return [card.text for card in person.cards if number in card.text]


async def test_killed_at_random_moments_while_people_work(
    machine: Machine, api: BotApi, cast: dict[str, Person]
) -> None:
    dice = random.Random(20181)  # noqa: S311 - so that a failure comes back
    stop, numbers, answers = asyncio.Event(), list[str](), list[tuple[str, asyncio.Future[str]]]()

    async def works(id_: str) -> None:
        """File and have it agreed, again and again: three times at least."""
        n = 0
        while n < 3 or not stop.is_set():
            n += 1
            number = await files(cast[id_], f"{id_}第{n}次")
            card = await cast[APPROVER].sees("请审批", number)
            answers.append((number, cast[APPROVER].tap_nowait(card, "同意").answer))
            await cast[id_].sees(f"请假 {number} 已同意", f"{id_}第{n}次")
            numbers.append(number)

    await machine.start()
    async with asyncio.TaskGroup() as people:
        for id_ in ASKERS:
            people.create_task(works(id_))
        for _ in range(ROUNDS):
            await asyncio.sleep(dice.random() * 0.6)  # the random moment
            await machine.kill()
            await machine.start()
        stop.set()
    await drained(machine, api)
    told = [number for number, answer in answers if answer.done() and "已同意" in answer.result()]
    assert faults_in(machine, told) == []
    assert len(set(numbers)) == len(numbers)
    assert await machine.stop() == 0
    code, said = await machine.command("verify")
    assert (code, "流水完整" in said) == (0, True), said
    sent = [c for c in api.calls("sendMessage") if c.ok]
    assert len(sent) <= written(machine) + ROUNDS * len(cast), "a card too many per chat and crash"


def written(machine: Machine) -> int:
    with machine.look() as db:
        return int(db.execute("SELECT COUNT(*) FROM copies WHERE shown > 0").fetchone()[0])


@pytest.mark.parametrize("point", ["write.after.2", "shown.before.2", "deliver.after.3"])
async def test_a_digest_cut_off_reaches_everybody_once(
    machine: Machine, api: BotApi, cast: dict[str, Person], point: str
) -> None:
    machine.environ["DIGEST_AT"] = "00:00"
    await machine.launch("-m", "tests.faults.points", point, "now", "workday")
    assert await machine.ended() == -signal.SIGKILL
    await machine.start("-m", "tests.faults.points", "due.after.999999", "workday")
    for clerk in OFFICE:
        await cast[clerk].sees("日报")
    await drained(machine, api)
    counts = [sum("日报" in card.text for card in cast[clerk].cards) for clerk in OFFICE]
    assert max(counts) <= 2, "one card too many at most in each chat where one was on its way"
    with machine.look() as db:
        assert db.execute("SELECT COUNT(*) FROM journal WHERE act = 'digest'").fetchone()[0] == 1
    assert faults_in(machine) == []


async def test_killed_while_it_starts_it_starts_again(machine: Machine, api: BotApi) -> None:
    for point in ("bring_in.before", "bring_in.after"):
        await machine.launch("-m", "tests.faults.points", point, "now")
        assert await machine.ended() == -signal.SIGKILL
    await machine.start()
    with machine.look() as db:
        assert db.execute("SELECT COUNT(*) FROM officials").fetchone()[0] > 100
        assert db.execute("SELECT COUNT(*) FROM journal WHERE act = 'roster'").fetchone()[0] == 1
