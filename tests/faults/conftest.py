"""A machine to kill, and the service it talks to, which lives on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.botapi import BotApi
from tests.faults.machine import Machine
from tests.stories.town import TOKEN, Town, town


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi(token=TOKEN) as server:
        yield server


@pytest.fixture
async def machine(tmp_path: Path, api: BotApi) -> AsyncIterator[Machine]:
    """Not yet started; nothing of it runs on afterwards."""
    made = Machine(tmp_path, api)
    yield made
    await made.close()


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """The town at Telegram's door, in this process."""
    async with town("telegram", tmp_path) as made:
        yield made
