"""Covers 代: who acts for whom just now, read off the leaves they were born from."""

from bot.rules.cover import Covers
from storage.db import Tx


async def active(tx: Tx) -> Covers:
    """Id of who is away → id of who stands in for him; of several leaves the last begun counts."""
    rows = await tx.rows(
        "SELECT applicant, stand_in FROM requests"
        " WHERE stand_in_since IS NOT NULL AND stand_in_until IS NULL ORDER BY stand_in_since, id"
    )
    return {row["applicant"]: row["stand_in"] for row in rows}
