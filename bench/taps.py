"""Taps at an even rate, whatever the answers take, and when the server had each answer."""

import asyncio
import gc
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.process import Running
from tests.botapi import BotApi
from tests.botapi.door import Call
from tests.botapi.person import Person
from tests.botapi.screen import Card
from tests.botapi.taps import Tap

LONGEST = 30.0  # seconds a round may take to be answered
QUIET = 1.3  # seconds without a call: longer than the gap between two messages in one chat

Waiting = tuple[Person, Card]  # who is to decide, and the card before him
Press = tuple[Tap, int, int]  # of whom, in which chat, under which card


@dataclass(slots=True, kw_only=True)
class Measured:
    """One bot, and what its taps took. Times in seconds."""

    name: str
    api: BotApi
    process: Running
    waiting: list[Waiting]
    edits: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    cpu: float = 0.0
    lateness: float = 0.0  # the most a press came after its moment
    idle: float = 0.0  # MiB
    after: float = 0.0  # MiB

    def forget(self) -> None:
        """Start counting: what came before was warming up."""
        self.edits, self.answers, self.cpu, self.lateness = [], [], 0.0, 0.0


async def tap_round(bot: Measured, taps: int, rate: float) -> None:
    """Press 同意 on the next `taps` cards, wait for every edit and answer, and note them."""
    cards = [bot.waiting.pop(0) for _ in range(taps)]
    seen, cpu = len(bot.api.wire), bot.process.cpu
    gc.collect()
    gc.disable()  # a pause of the measuring side would count as the bot's
    presses = await _press(bot, cards, rate)
    await _answered(bot, seen, presses)
    await quiet(bot.api)
    gc.enable()
    bot.cpu += bot.process.cpu - cpu
    still = [card for _, card in cards if "同意" in card.labels]
    assert not still, f"tapped and not decided: {still}"


async def quiet(api: BotApi) -> None:
    """Until the bot has called for nothing but updates for a while."""
    before = -1
    while (now := sum(call.method != "getUpdates" for call in api.wire)) != before:
        before = now
        await asyncio.sleep(QUIET)


async def _press(bot: Measured, cards: Sequence[Waiting], rate: float) -> list[Press]:
    loop = asyncio.get_running_loop()
    began, presses = loop.time(), []
    for number, (person, card) in enumerate(cards):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - loop.time()))
        bot.lateness = max(bot.lateness, loop.time() - due)
        presses.append((person.tap_nowait(card, "同意"), person.id, card.id))
    return presses


async def _answered(bot: Measured, seen: int, presses: Sequence[Press]) -> None:
    async with asyncio.timeout(LONGEST):
        while not _note(bot, bot.api.wire[seen:], presses):  # noqa: ASYNC110 - no bell for it
            await asyncio.sleep(0.1)


def _note(bot: Measured, calls: Sequence[Call], presses: Sequence[Press]) -> bool:
    """Note every latency, if each tap has both its first edit and its answer."""
    edits: dict[tuple[int, int], float] = {}
    answers: dict[str, float] = {}
    for call in calls:
        if call.method == "editMessageText" and call.ok:
            edits.setdefault((int(call.params["chat_id"]), int(call.params["message_id"])), call.at)
        if call.method == "answerCallbackQuery" and call.ok:
            answers.setdefault(str(call.params["callback_query_id"]), call.at)
    if not all((chat, card) in edits and tap.id in answers for tap, chat, card in presses):
        return False
    bot.edits += [edits[chat, card] - tap.at for tap, chat, card in presses]
    bot.answers += [answers[tap.id] - tap.at for tap, _, _ in presses]
    return True
