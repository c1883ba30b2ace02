"""The pace on the wire: 30 new messages a second in all, one in a chat; taps do not wait."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.words.card import Card
from run_bot import Bot, running
from storage import letters, people
from tests.stories.scenes import AGREED, files
from tests.stories.town import DEPUTY, START, VICE_MAYOR, Town, town

CROWD = 45  # chats; more than one second takes


@pytest.fixture
async def paced(tmp_path: Path) -> AsyncIterator[Town]:
    """The town with a bot that keeps the pace, as run_bot.py starts it."""
    async with town("telegram", tmp_path) as here:
        await here.close()
        async with running(here.settings, here.city, here.clock, rings=False) as bot:
            here.bot = bot
            yield here
            here.bot = None


async def everybody_is_written_to(bot: Bot, *, each: dict[str, int]) -> None:
    """So many letters to each, in one commit, as a digest or a roster change writes them."""
    async with bot.store.write() as tx:
        for id_, count in each.items():
            for n in range(count):
                card = Card(title=f"通知 {n}")
                key = f"notice.{n}.{id_}"
                await letters.write(tx, card, to=id_, now=START, view=f"notice {n}", key=key)


async def test_a_crowd_is_written_to_at_the_pace_and_a_tap_is_answered_meanwhile(
    paced: Town,
) -> None:
    deputy, vice_mayor = await paced.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    card = await vice_mayor.sees("请审批")
    async with paced.running.store.read() as tx:
        roster = await people.roster(tx)
    others = [o.id for o in roster.officials.values() if o.telegram_id][-CROWD:]
    await everybody_is_written_to(paced.running, each=dict.fromkeys(others, 1))
    assert await vice_mayor.tap(card, "同意") == AGREED
    await vice_mayor.sees_change(card, "您已处理")
    [answered] = paced.api.calls("answerCallbackQuery")[-1:]
    [edited] = paced.api.calls("editMessageText", vice_mayor.id)
    for id_ in others:
        await (await paced.person(id_)).sees("通知 0")
    last = max(call.at for call in paced.api.calls("sendMessage"))
    assert answered.at < last, "the answer did not wait for the crowd"
    assert edited.at < last, "nor did the card"
    assert paced.api.pace.most_in(1.0) <= 30
    assert paced.api.pace.excesses == []


async def test_one_chat_gets_a_card_a_second_and_the_next_chat_does_not_wait(paced: Town) -> None:
    deputy, vice_mayor = await paced.people(DEPUTY, VICE_MAYOR)
    await everybody_is_written_to(paced.running, each={DEPUTY: 3, VICE_MAYOR: 1})
    await vice_mayor.sees("通知 0")
    assert len(deputy.cards) == 1, "the other chat was served in the first second"
    await deputy.sees("通知 2")
    assert [card.text for card in deputy.cards] == ["通知 0", "通知 1", "通知 2"]
    moments = [call.at for call in paced.api.calls("sendMessage", deputy.id)]
    assert all(late - early >= 1.0 for early, late in pairwise(moments))
