"""A request's history, put together from the journal and the roster."""

import json
from datetime import datetime

from bot.rules.history import History, Line
from bot.rules.requests import Request
from storage import journal, people
from storage.db import Tx


async def of(tx: Tx, request: Request) -> History:
    """Everything the journal holds about one request. Walks the whole chain."""
    titles = await people.titles(tx)
    count, broken = await journal.verify(tx)
    _, head = await journal.head(tx)
    lines = tuple(
        Line(
            seq=row["seq"],
            at=datetime.fromisoformat(row["at"]),
            act=row["act"],
            who=titles.get(row["actor"]) or row["actor"],
            detail=json.loads(row["detail"]),
            hash=row["hash"],
        )
        for row in await journal.about(tx, request.number)
    )
    return History(
        number=request.number,
        subject=request.subject,
        lines=lines,
        titles=titles,
        count=count,
        head=head,
        broken=broken,
    )
