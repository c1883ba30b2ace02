"""A turn: one thing somebody did, with all a handler may use to answer it.

It carries no channel, so a handler cannot do anything slow; what it wants said goes into letters,
in the same transaction as what it did.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.message import Incoming
from bot.rules.people import Official
from bot.rules.places import Gazetteer
from bot.rules.policy import Policy
from bot.rules.refusal import UnknownNumber
from bot.rules.requests import Request
from bot.rules.typed_words import request_number
from bot.words.card import Card
from storage import letters, requests
from storage.db import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What is the same for every turn: the regulation, the map, and how a link is written."""

    policy: Policy
    gazetteer: Gazetteer
    link: Callable[[str, str], str]  # (channel, token) → what a person opens to bind


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message or tap of one official."""

    tx: Tx
    house: House
    speaker: Official
    incoming: Incoming
    now: datetime  # in the city's zone
    letter: int | None = None  # the card tapped or replied to
    args: Mapping[str, Any] = field(default_factory=dict)  # what the button stands for
    words: str = ""  # what follows the word or command that led here
    applicant: Official | None = None  # whom the form is filled in for (代填); None: himself

    @property
    def asker(self) -> Official:
        """Whose leave the form is about."""
        return self.applicant or self.speaker

    @property
    def policy(self) -> Policy:
        return self.house.policy

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def language(self) -> str:
        return self.speaker.language

    @property
    def office(self) -> bool:
        return self.speaker.holds("office")

    @property
    def tapped(self) -> bool:
        return bool(self.incoming.token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What to say: a new card, a new face for an old one, or only the answer to the tap."""

    card: Card | None = None
    onto: int | None = None  # the letter that takes `card` as its new face
    toast: str = ""


Handler = Callable[[Turn], Awaitable[Reply]]


async def load(turn: Turn, number: str) -> Request:
    """The request by its number as typed or as a button has it; raises UnknownNumber."""
    found = request_number(number)
    request = await requests.find(turn.tx, found) if found else None
    if request is None:
        raise UnknownNumber(number)
    return request


def told(turn: Turn, sentence: str) -> Reply:
    """The answer to what was done: on the tap itself, or as a line to who wrote it."""
    return Reply(toast=sentence) if turn.tapped else Reply(card=Card(title=sentence))


async def say(turn: Turn, reply: Reply) -> None:
    """Write the reply down, to be delivered after the commit."""
    if reply.card is None:
        return
    if reply.onto is not None:
        await letters.rewrite(turn.tx, reply.onto, reply.card, turn.now)
        return
    await letters.answer(
        turn.tx,
        reply.card,
        to=turn.speaker.id,
        channel=turn.incoming.channel,
        address=turn.incoming.address,
        now=turn.now,
    )
