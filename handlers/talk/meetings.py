"""Executive meetings 常务会议: the office announces them, and calls one off."""

from collections.abc import Sequence
from datetime import date

from bot.rules import meetings as rules
from bot.rules.conflicts import Absence, absences_in
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.refusal import OfficeOnly
from bot.rules.requests import Request
from bot.rules.ruling import Entry
from bot.words import meetings as words
from bot.words.card import Card
from bot.words.sentence import Sentence
from handlers.talk.turn import Reply, Turn
from storage import journal, meetings, people, requests
from storage.record import refresh

MOST = 9  # meetings, or leaves affected, on one card


async def begin(turn: Turn) -> Reply:
    """常务会议 12月2日上午 asks to announce one; the word alone lists those to come."""
    _office_only(turn)
    if not turn.words:
        found = await meetings.to_come(turn.tx, turn.today, MOST)
        return Reply(card=words.listed(found, turn.today, turn.language))
    at = rules.read(turn.words, turn.today)
    away = absences_in(await _open_then(turn, at))
    expected = await _expected(turn, [a for a in away if a.span.start <= at <= a.span.end])
    return Reply(card=words.ask(at, expected, MOST, turn.today, turn.language))


async def announce(turn: Turn) -> Reply:
    """发布: leave asked for then will need a reason; who decides on it is reminded."""
    _office_only(turn)
    at = _at(turn)
    stands = not await meetings.announce(turn.tx, at, turn.speaker.title, turn.now)
    if not stands:
        await _told(turn, "announce_meeting", at)
    return _said(turn, words.STANDS if stands else words.ANNOUNCED, at)


async def leave(turn: Turn) -> Reply:
    """不发布."""
    return Reply(card=Card(title=words.NOT_ANNOUNCED.say(turn.language)), onto=turn.letter)


async def call_off_in_words(turn: Turn) -> Reply:
    """取消会议 12月2日上午; alone, the list to choose from."""
    _office_only(turn)
    if not turn.words:
        return await begin(turn)
    return await _ask_off(turn, rules.read(turn.words, turn.today))


async def call_off(turn: Turn) -> Reply:
    """取消: asked once, then it is held no more."""
    _office_only(turn)
    at = _at(turn)
    if "sure" not in turn.args:
        return await _ask_off(turn, at)
    stood = await meetings.call_off(turn.tx, at, turn.now)
    if stood:
        await _told(turn, "call_off_meeting", at)
    return _said(turn, words.CALLED_OFF if stood else words.NO_SUCH, at)


async def keep(turn: Turn) -> Reply:
    """不取消."""
    return Reply(card=Card(title=words.KEPT.say(turn.language)), onto=turn.letter)


async def _ask_off(turn: Turn, at: HalfDay) -> Reply:
    onto = turn.letter if turn.tapped else None
    if at not in await meetings.within(turn.tx, Span(at, at)):
        return Reply(card=Card(title=words.said(words.NO_SUCH, at, turn.today, turn.language)))
    return Reply(card=words.ask_off(at, turn.today, turn.language), onto=onto)


async def _told(turn: Turn, act: str, at: HalfDay) -> None:
    """Written down, and brought to the cards of those who are to decide on leave for then."""
    detail = {"at": f"{at.day} {at.part.name}"}
    entry = Entry(act=act, at=turn.now, actor=turn.speaker.id, detail=detail)
    await journal.append(turn.tx, entry)
    for request in await _open_then(turn, at):
        if request.open:
            await refresh(turn.tx, request, turn.policy, turn.now)


async def _open_then(turn: Turn, at: HalfDay) -> Sequence[Request]:
    return await requests.open_between(turn.tx, at.day, at.day)


async def _expected(turn: Turn, away: Sequence[Absence]) -> Sequence[Absence]:
    """Of those away, who would have been at the meeting."""
    roster = await people.roster(turn.tx)
    ranks = turn.policy.leave.meeting_ranks
    there = {o.id for o in roster.with_rank(*ranks)}
    return [absence for absence in away if absence.official in there]


def _at(turn: Turn) -> HalfDay:
    return HalfDay(date.fromisoformat(str(turn.args["day"])), Part(turn.args["part"]))


def _said(turn: Turn, sentence: Sentence, at: HalfDay) -> Reply:
    told = words.said(sentence, at, turn.today, turn.language)
    return Reply(card=Card(title=told), onto=turn.letter, toast=told)


def _office_only(turn: Turn) -> None:
    if not turn.office:
        raise OfficeOnly
