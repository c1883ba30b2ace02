"""外出月表: the office's sheet of who was out of town in a month."""

from bot.papers.sheet import MEDIA_TYPE, month_sheet
from bot.rules.months import last_of, typed_month
from bot.rules.refusal import OfficeOnly
from bot.words import papers as words
from bot.words.card import Card
from handlers.talk.turn import Reply, Turn
from storage import files, people, requests


async def month(turn: Turn) -> Reply:
    """外出月表 2026-11; without a month, this one."""
    if not turn.office:
        raise OfficeOnly
    first = typed_month(turn.words, turn.today)
    out = await requests.out_between(turn.tx, first, last_of(first))
    roster = await people.roster(turn.tx)
    content = month_sheet(
        out, roster.officials, first, government=turn.policy.government, now=turn.now
    )
    values = {"year": first.year, "month": first.month}
    name = words.SHEET_FILE.format(**values)
    file = await files.enclose(turn.tx, name, MEDIA_TYPE, content, turn.now)
    people_out = len({request.applicant for request in out})
    title = words.SHEET_SENT.say(turn.language, trips=len(out), people=people_out, **values)
    return Reply(card=Card(title=title, file=file))
