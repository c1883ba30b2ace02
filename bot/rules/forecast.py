"""The forecast 提醒预览: who would be reminded of what in the coming days, if nobody acted.

The same plan, slots, merging and cap as the live rounds: what it says is what they send.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from bot.rules.hours import next_morning, next_working
from bot.rules.nudge import thing
from bot.rules.policy import LeavePractice
from bot.rules.requests import Request
from bot.rules.ruling import Nudge


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One thing one person is to be reminded of."""

    to: str  # official's id
    request: Request
    nudge: Nudge


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as it would be sent: all that is due to one person then."""

    at: datetime
    to: str
    about: tuple[Expected, ...]


def forecast(
    expected: Iterable[Expected],
    sent_today: Mapping[str, int],
    now: datetime,
    days: int,
    practice: LeavePractice,
) -> tuple[Message, ...]:
    """Every message of the coming days, in order. `sent_today`: official → messages so far."""
    by_person: dict[str, list[Expected]] = {}
    for one in expected:
        if one.nudge.view is not None:
            by_person.setdefault(one.to, []).append(one)
    until = now + timedelta(days=days)
    messages = [
        message
        for who, his in by_person.items()
        for message in _of_one(his, sent_today.get(who, 0), now, until, practice)
    ]
    return tuple(sorted(messages, key=lambda message: (message.at, message.to)))


def _of_one(
    his: Iterable[Expected], sent: int, now: datetime, until: datetime, practice: LeavePractice
) -> list[Message]:
    """What does not fit under the day's cap waits for the next morning, and merges there."""
    slots = [(next_working(max(one.nudge.at, now), practice), n, one) for n, one in enumerate(his)]
    heapify(slots)
    messages, counts = list[Message](), {now.date(): sent}
    while slots and slots[0][0] < until:
        at = slots[0][0]
        due = list[tuple[int, Expected]]()
        while slots and slots[0][0] == at:
            _, n, one = heappop(slots)
            if one.nudge.until is None or at < one.nudge.until:
                due.append((n, one))
        if counts.get(at.date(), 0) >= practice.unasked_a_day:
            for n, one in due:
                heappush(slots, (next_morning(at, practice), n, one))
        elif due:
            counts[at.date()] = counts.get(at.date(), 0) + 1
            messages.append(_message(at, [one for _, one in due]))
    return messages


def _message(at: datetime, due: list[Expected]) -> Message:
    """Of several reminders about the same thing only the last, as the live round has it."""
    in_order = sorted(due, key=lambda one: one.nudge.at)
    last = {thing(one.request.number, one.nudge.view, one.nudge.step): one for one in in_order}
    return Message(at=at, to=due[0].to, about=tuple(last.values()))
