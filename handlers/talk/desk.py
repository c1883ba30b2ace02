"""The desk 收发室: takes each message from the inbox, asks who speaks and which errand it is.

One message, one transaction: what was ruled, what is to be said and that it was handled commit
together or not at all. A refusal undoes its own turn and is answered; a Stale row is tried once
more; anything else is counted, and after three tries set aside so that it blocks nobody.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.message import Channel, Incoming, Kind
from bot.rules.errands import errand_of, interrupts, likeliest
from bot.rules.refusal import NotYourButton, OldButton, Refusal, Stale, UnknownWord
from bot.rules.typed_words import legible
from bot.words import refusals
from bot.words import talk as words
from bot.words.card import Card
from bot.words.sentence import Sentence
from handlers.talk import approval, form, outside, papers, people
from handlers.talk.errands import ACTIONS, COMMANDS, VOCABULARY
from handlers.talk.turn import House, Reply, Turn, say
from storage import buttons, copies, inbox, letters, requests, talks
from storage import people as stored_people
from storage.db import Row, Store, Tx, Unavailable, rung
from storage.record import refresh

log = logging.getLogger(__name__)
TRIES = 3
BATCH = 64
STRANGER = "stranger"  # the view of what a chat nobody knows is told
ONCE_IN = timedelta(days=1)


class Desk:
    """Works through the inbox for as long as it runs."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        house: House,
        clock: Callable[[], datetime],
    ):
        self._store, self._channels, self._house, self._clock = store, channels, house, clock
        self._answers = set[asyncio.Task[None]]()
        self._one_at_a_time = asyncio.Lock()

    async def accept(self, channel: str, updates: Sequence[tuple[str, bytes]]) -> None:
        """Commit raw updates; when this returns the channel may acknowledge them."""
        async with self._store.write() as tx:
            await inbox.keep(tx, channel, updates, self._clock())

    async def run(self) -> None:
        """Handle what comes, in order, until cancelled."""
        bell = self._store.bell(inbox.BELL)
        while True:
            bell.clear()
            try:
                while await self.work():
                    pass
            except Unavailable as why:
                log.warning("the inbox waits for the database: %s", why)
            except Exception:
                log.exception("the inbox could not be read; trying again")
            await rung(bell, seconds=1.0)

    async def work(self) -> int:
        """Handle what waits now; how many were taken up."""
        async with self._one_at_a_time:
            async with self._store.read() as tx:
                waiting = await inbox.waiting(tx, BATCH)
            held = set[tuple[str, str]]()  # whose earlier message waits for another try
            for row in waiting:
                await self._handle(row, held)
        return len(waiting)

    async def settle(self) -> None:
        """Wait until every tap taken up so far has been answered."""
        await asyncio.gather(*self._answers)

    async def _handle(self, row: Row, held: set[tuple[str, str]]) -> None:
        """One message; what a person said after one that failed is not taken up before it."""
        incoming = None
        try:
            incoming = self._channels[row["channel"]].read(bytes(row["raw"]))
            if incoming is not None and (incoming.channel, incoming.address) in held:
                return
            toast = await self._once_more(row["id"], incoming)
        except Unavailable:
            raise  # no fault of the message: it waits until the database takes it
        except Exception as broken:
            log.exception("message %s could not be handled", row["id"])
            told = await self._set_back(row, incoming, broken)
            if told is None:
                held |= {(incoming.channel, incoming.address)} if incoming else set()
                return
            toast = told
        if incoming is not None and incoming.kind is Kind.TAP:
            self._answer(incoming, toast)

    async def _once_more(self, id_: int, incoming: Incoming | None) -> str:
        try:
            return await self._transact(id_, incoming)
        except Stale:
            return await self._transact(id_, incoming)

    async def _transact(self, id_: int, incoming: Incoming | None) -> str:
        now = self._clock()
        async with self._store.write() as tx:
            toast = "" if incoming is None else await self._receive(tx, incoming, now)
            await inbox.done(tx, id_, incoming.address if incoming else "", now)
        return toast

    async def _set_back(self, row: Row, incoming: Incoming | None, broken: Exception) -> str | None:
        """Count the failure; the third sets the message aside and tells whoever wrote it.

        What he is told; None while there are tries left.
        """
        async with self._store.write() as tx:
            await inbox.failed(tx, row["id"])
            if row["tries"] + 1 < TRIES:
                return None
            await inbox.park(tx, row["id"], type(broken).__name__)
            return await _apologise(tx, incoming, self._clock()) if incoming else ""

    def _answer(self, incoming: Incoming, toast: str) -> None:
        """Taps are answered on a lane of their own, behind no letter."""
        channel = self._channels[incoming.channel]
        task = asyncio.create_task(channel.acknowledge(incoming.callback, toast))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _receive(self, tx: Tx, incoming: Incoming, now: datetime) -> str:
        """Who speaks? The answer to a tap, '' for anything else."""
        if incoming.kind is Kind.GROUP:
            return await _to_address(tx, incoming, now, *_both(words.IN_GROUP))
        token = _link_token(incoming)
        if token and self._channels[incoming.channel].link(token):  # the page binds nobody
            return await _bind(tx, incoming, token, now)
        speaker = await stored_people.speaker(tx, incoming.channel, incoming.address)
        if speaker is None:
            return await _turn_away(tx, incoming, now)
        await copies.revive(tx, incoming.channel, incoming.address, now)
        turn = Turn(tx=tx, house=self._house, speaker=speaker, incoming=incoming, now=now)
        return await _in_turn(turn)


def _link_token(incoming: Incoming) -> str:
    """What a link brings when it is opened; an edit, a forward or a caption binds nobody."""
    if incoming.kind is not Kind.TEXT:
        return ""
    text = incoming.text.strip()
    return text.removeprefix("/start ").strip() if text.startswith("/start ") else ""


async def _bind(tx: Tx, incoming: Incoming, token: str, now: datetime) -> str:
    try:
        await people.bind(tx, incoming, token, now)
    except Refusal as refusal:
        return await _to_address(tx, incoming, now, refusals.sentence(refusal, now, "zh"))
    return ""


async def _apologise(tx: Tx, incoming: Incoming, now: datetime) -> str:
    speaker = await stored_people.speaker(tx, incoming.channel, incoming.address)
    said = words.BROKEN.say(speaker.language) if speaker else words.BROKEN.zh
    return await _to_address(tx, incoming, now, said)


def _both(sentence: Sentence) -> tuple[str, str]:
    """In both languages, for somebody nobody knows."""
    return sentence.zh, sentence.en


async def _turn_away(tx: Tx, incoming: Incoming, now: datetime) -> str:
    """A stranger is told once a day, however much he writes: nobody may fill the house."""
    told = await letters.told(tx, STRANGER, incoming.channel, incoming.address, now - ONCE_IN)
    if told and incoming.kind is not Kind.TAP:
        return ""
    return await _to_address(tx, incoming, now, *_both(words.STRANGER), view=STRANGER)


async def _to_address(
    tx: Tx, incoming: Incoming, now: datetime, title: str, *lines: str, view: str = "answer"
) -> str:
    """A sentence to a chat that may belong to nobody; for a tap, the answer to it."""
    if incoming.kind is not Kind.TAP:
        card = Card(title=title, lines=lines)
        where = {"channel": incoming.channel, "address": incoming.address}
        await letters.answer(tx, card, to=None, now=now, view=view, **where)
    return "\n".join((title, *lines))


async def _in_turn(turn: Turn) -> str:
    """Handle one official's turn; a refusal undoes it and is answered."""
    try:
        async with turn.tx.attempt():
            reply = await _KINDS[turn.incoming.kind](turn)
            await say(turn, reply)
    except Refusal as refusal:
        return await _refused(turn, refusal)
    return reply.toast


async def _refused(turn: Turn, refusal: Refusal) -> str:
    sentence = refusals.sentence(refusal, turn.now, turn.language)
    if turn.tapped:
        await _true_up(turn)
        return sentence
    likely = refusal.likeliest if isinstance(refusal, UnknownWord) else ()
    choices = words.offered(likely, turn.language)
    await say(turn, Reply(card=Card(title=sentence, choices=choices)))
    return sentence


async def _true_up(turn: Turn) -> None:
    """A tap that came too late shows the card as it really stands."""
    incoming = turn.incoming
    letter = await letters.at(turn.tx, incoming.channel, incoming.address, incoming.message)
    request = letter and letter["request"] and await requests.find(turn.tx, letter["request"])
    if request:
        await refresh(turn.tx, request, turn.now)


async def _tap(turn: Turn) -> Reply:
    tapped = await buttons.tapped(turn.tx, turn.incoming.token, turn.now)
    if tapped is None or tapped.action not in ACTIONS:
        raise OldButton
    if tapped.official != turn.speaker.id:
        raise NotYourButton
    return await ACTIONS[tapped.action](replace(turn, letter=tapped.letter, args=tapped.args))


async def _text(turn: Turn) -> Reply:
    """Words: an answer that is waited for, an opinion on a card, or an errand."""
    text = turn.incoming.text
    if not legible(text):
        raise UnknownWord(words.EVERYBODY[:3])
    waited_for = (form.ERRAND, *approval.WAITED_FOR)
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, *waited_for)
    card = await _replied_to(turn)
    about_talk = talk is not None and (card is None or card["id"] == talk.letter)
    if talk is not None and about_talk and not interrupts(text, VOCABULARY):
        if talk.errand == form.ERRAND:
            return await form.typed(turn, talk)
        return await approval.typed(turn, talk)
    if card is not None and not text.startswith("/"):
        turn = replace(turn, letter=card["id"])
        return await approval.comment(turn, card["request"], card["step"])
    return await _errand(turn, text)


async def _replied_to(turn: Turn) -> Row | None:
    """The card of a step that the words are a reply to, if they are one."""
    card = await _about_request(turn)
    return card if card is not None and card["step"] is not None else None


async def _about_request(turn: Turn) -> Row | None:
    """The card of a request that a message is a reply to, if it is one."""
    incoming = turn.incoming
    if not incoming.message:
        return None
    letter = await letters.at(turn.tx, incoming.channel, incoming.address, incoming.message)
    return letter if letter is not None and letter["request"] else None


async def _errand(turn: Turn, text: str) -> Reply:
    found = errand_of(text, VOCABULARY)
    if found is None:
        raise UnknownWord(likeliest(text, {code: VOCABULARY[code] for code in words.EVERYBODY}))
    code, rest = found
    return await COMMANDS[code](replace(turn, words=rest))


async def _file(turn: Turn) -> Reply:
    card = await _about_request(turn)
    return await outside.sent(turn, card) or await papers.sent(turn, card)


async def _edited(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.EDITED.say(turn.language)))


async def _forwarded(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.FORWARDED.say(turn.language)))


async def _other(turn: Turn) -> Reply:
    return Reply(card=Card(title=words.OTHER.say(turn.language)))


_KINDS = {
    Kind.TEXT: _text,
    Kind.TAP: _tap,
    Kind.FILE: _file,
    Kind.EDITED: _edited,
    Kind.FORWARDED: _forwarded,
    Kind.OTHER: _other,
}
