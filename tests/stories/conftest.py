"""Every story is told at every door."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.town import Town, town


@pytest.fixture
async def on_telegram(tmp_path: Path) -> AsyncIterator[Town]:
    """For what only a service between us and the people does: keep, repeat, reorder, forget."""
    async with town("telegram", tmp_path) as made:
        yield made


@pytest.fixture(params=["telegram", "browser"])
async def here(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """The town, once per door."""
    async with town(request.param, tmp_path) as made:
        yield made
