"""The trip as a calendar file (RFC 5545, 5546): opened once it is added, the next changes it.

The UID never changes and SEQUENCE grows, so a phone keeps one entry per request.
"""

from datetime import UTC, datetime, time, timedelta, tzinfo

from icalendar import Calendar, Event, vCalAddress

from bot.rules.dates import HalfDay, Part
from bot.rules.leave import departure
from bot.rules.policy import LeavePractice
from bot.rules.requests import Request
from bot.words import papers as words

MEDIA_TYPE = "text/calendar"
_ENDS = {Part.MORNING: 12, Part.AFTERNOON: 18, Part.EVENING: 24}  # o'clock, as Part.at cuts a day


def entry(
    request: Request, practice: LeavePractice, mark: str, *, off: bool, now: datetime
) -> bytes:
    """The request's trip, or with `off` its cancellation; `mark` tells this city from another."""
    calendar = Calendar()
    calendar.add("prodid", words.PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if off else "PUBLISH")
    calendar.add_component(_event(request, practice, mark, off=off, now=now))
    first = request.trip.span.start.day
    calendar.add_missing_timezones(first_date=first, last_date=first + timedelta(days=366))
    content: bytes = calendar.to_ical()
    return content


def _event(
    request: Request, practice: LeavePractice, mark: str, *, off: bool, now: datetime
) -> Event:
    trip, event = request.trip, Event()
    event.add("uid", f"{request.number}.{mark}@golmud-office-bot")
    event.add("sequence", request.revision)  # every writing of a request has one more
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", departure(trip.span, practice, now.tzinfo))
    event.add("dtend", _end(trip.span.end, now.tzinfo))
    event.add("summary", words.ENTRY.format(number=request.number, place=trip.place))
    event.add("location", trip.place)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("class", "PRIVATE")
    organizer = vCalAddress(
        "invalid:nomail"
    )  # required of PUBLISH; there is no address to write to
    organizer.params["cn"] = words.OFFICE
    event.add("organizer", organizer)
    return event


def _end(last: HalfDay, zone: tzinfo | None) -> datetime:
    return datetime.combine(last.day, time(), zone) + timedelta(hours=_ENDS[last.part])
