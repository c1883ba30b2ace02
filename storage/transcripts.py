"""What a chat has seen so far: words said and cards shown, for the page that keeps no history."""

from collections.abc import Sequence

from storage.db import Row, Tx


async def of(tx: Tx, channel: str, address: str, limit: int) -> Sequence[Row]:
    """The newest `limit` in order: at, and either raw (said) or message, content, version.

    What was stopped has no raw words; its message is the id it was sent under.
    """
    rows = await tx.rows(
        "SELECT * FROM ("
        " SELECT received_at AS at, 0 AS card, id, raw, stopped,"
        "   substr(key, length(address) + 2) AS message, NULL AS content, 0 AS version"
        "   FROM inbox WHERE channel = :channel AND address = :address"
        " UNION ALL"
        " SELECT c.shown_at, 1, l.id, NULL, 0, c.message, l.content, c.shown"
        "   FROM copies c JOIN letters l ON l.id = c.letter"
        "   WHERE c.channel = :channel AND c.address = :address AND c.message IS NOT NULL"
        ") ORDER BY at DESC, card DESC, id DESC LIMIT :limit",
        channel=channel,
        address=address,
        limit=limit,
    )
    return list(reversed(rows))
