"""Every storage test is run on every engine."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.db import Store
from tests.storage.engine import ENGINES, Engine


@pytest.fixture(params=sorted(ENGINES))
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Engine]:
    """An empty database, not yet opened."""
    made = ENGINES[request.param](tmp_path)
    yield made
    await made.close()


@pytest.fixture
async def store(engine: Engine) -> Store:
    """The database, open and empty."""
    return await engine.open()
