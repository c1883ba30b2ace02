"""Papers 附件: what an applicant sends in support of his own request, and how any is kept."""

from dataclasses import replace

from bot.message import Attachment
from bot.rules import papers as rules
from bot.rules.refusal import Moved
from bot.rules.requests import Request, State
from bot.rules.ruling import Entry
from bot.words import approval
from bot.words import talk as words
from bot.words.card import Card
from handlers.talk import more
from handlers.talk.turn import Reply, Turn, load
from storage import attachments, journal, requests
from storage.db import Row
from storage.record import refresh

OPEN = (State.PENDING, State.RETURNED)
RECENT = 20  # own requests looked at


async def sent(turn: Turn, card: Row | None) -> Reply:
    """A photo or file for one's own request: the card's it is a reply to, or the only open one."""
    paper, request = turn.incoming.attachment, await _meant(turn, card)
    if paper is None or request is None:
        return Reply(card=Card(title=words.FILE_NOT_ASKED.say(turn.language)))
    name = await keep(turn, paper, request.number, None)
    await more.with_file(turn, request, name)
    await refresh(turn.tx, request, turn.policy, turn.now)
    kept = approval.EVIDENCE_KEPT.say(turn.language, number=request.number, name=name)
    return Reply(card=Card(title=kept))


async def keep(turn: Turn, paper: Attachment, number: str, step: int | None) -> str:
    """The paper is noted, and that it came; its content is fetched by the clock. Its name."""
    had = await attachments.names(turn.tx, number)
    paper = replace(paper, name=rules.kept_as(paper.name, paper.size, had))
    who, channel = turn.speaker.id, turn.incoming.channel
    await attachments.add(turn.tx, number, step, who, channel, paper, turn.now)
    detail = {"step": step, "name": paper.name, "size": paper.size}
    entry = Entry(act="attach", at=turn.now, actor=who, subject=number, detail=detail)
    await journal.append(turn.tx, entry)
    return paper.name


async def _meant(turn: Turn, card: Row | None) -> Request | None:
    if card is not None:
        return await _of_card(turn, card)
    mine = await requests.of_applicant(turn.tx, turn.speaker.id, RECENT)
    fitting = [request for request in mine if _is_open(request)]
    return fitting[0] if len(fitting) == 1 else None


async def _of_card(turn: Turn, card: Row) -> Request | None:
    request = await load(turn, card["request"])
    if request.applicant != turn.speaker.id:
        return None
    if not _is_open(request):
        raise Moved(request.number, request.state, request.closed_at)
    return request


def _is_open(request: Request) -> bool:
    """Whether a paper may still bear on a decision: of the request, or of a change of it."""
    return request.state in OPEN or request.open
