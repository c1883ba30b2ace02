"""The applicant's own calendar 日历: a file when his trip is agreed, changes, or is off."""

import secrets
from datetime import datetime

from bot.papers import calendar
from bot.rules.policy import LeavePractice
from bot.rules.requests import Request, State
from bot.words import papers as words
from bot.words.card import Card
from storage import facts, files, letters, people
from storage.db import Tx

MARK = "calendar.mark"  # what tells our entries from those of another city's bot
OFF = "off"
AGREED = (State.AGREED, State.REPORTED)


async def tell(tx: Tx, request: Request, practice: LeavePractice, now: datetime) -> None:
    """Send the applicant what his calendar should say, unless it says so already."""
    view = f"calendar.{request.number}"
    last = await letters.newest_key(tx, request.applicant, view)
    known = last.split(":", 1)[1] if last else OFF
    wanted = _says(request)
    if wanted == known or (request.state is State.REPORTED and known == OFF):
        return
    reader = await people.official(tx, request.applicant)
    if reader is None:
        return
    form = words.ENTRY_OFF if wanted == OFF else words.ENTRY_MOVED if last else words.ENTRY_SENT
    title = form.say(reader.language, number=request.number, place=request.trip.place)
    key = f"{view}.{request.revision}:{wanted}"
    card = await entry(tx, request, practice, title, now)
    await letters.write(tx, card, to=reader.id, now=now, view=view, key=key)


async def entry(
    tx: Tx, request: Request, practice: LeavePractice, title: str, now: datetime
) -> Card:
    """The trip as a file, and the card it goes out with."""
    off = _says(request) == OFF
    content = calendar.entry(request, practice, await _mark(tx), off=off, now=now)
    name = words.ENTRY_FILE.format(number=request.number)
    return Card(title=title, file=await files.enclose(tx, name, calendar.MEDIA_TYPE, content, now))


def _says(request: Request) -> str:
    """What a calendar shows of the request, short enough to compare."""
    trip = request.trip
    if request.state not in AGREED:
        return OFF
    ends = [f"{half.day}.{half.part:d}" for half in (trip.span.start, trip.span.end)]
    return f"{'-'.join(ends)} {trip.place}"


async def _mark(tx: Tx) -> str:
    fresh = secrets.token_hex(4)
    await facts.claim(tx, MARK, fresh)
    return await facts.get(tx, MARK) or fresh
