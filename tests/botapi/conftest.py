"""A server on a free port, and python-telegram-bot's own Bot talking to it."""

import os
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.botapi import BotApi

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns at every 429 otherwise


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    """A server nobody has written to yet."""
    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(server: BotApi) -> AsyncIterator[Bot]:
    """A bot with the right token."""
    bot = Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url)
    async with bot:
        yield bot
