"""Updates on their way to the bot: kept until confirmed, by long poll or by webhook."""

import asyncio
import random
from collections.abc import Sequence

from tests.botapi.errors import Json, conflict
from tests.botapi.webhook import Webhook
from tests.screen import Bell

SILENT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
TAKEN_OVER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_SET = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Turn:
    """One long poll in progress; `ended` says why it lost its place."""

    def __init__(self) -> None:
        """In progress."""
        self.ended = ""


class Updates:
    """The queue of one bot."""

    def __init__(self) -> None:
        """Empty; ids grow from a random start, as Telegram's do after a quiet week."""
        self.pending: dict[int, Json] = {}  # in the order of delivery
        self.bell = Bell()
        self.allowed: frozenset[str] = frozenset()  # empty: all but the silent kinds
        self.webhook: Webhook | None = None
        self.repeat_next: list[int] = []  # how often each coming update is repeated
        self._next_id = random.randrange(10_000_000, 900_000_000)  # noqa: S311 - not a secret
        self._repeats: dict[int, int] = {}
        self._echoes: list[Json] = []  # delivered once more whatever was confirmed
        self._order: tuple[int, ...] = ()
        self._held: list[Json] = []
        self._turn: Turn | None = None
        self._former: list[Webhook] = []

    def add(self, kind: str, body: Json) -> int:
        """Take a new update in; its id."""
        update_id = self._next_id
        self._next_id += 1
        if kind in SILENT if not self.allowed else kind not in self.allowed:
            return update_id
        if self.repeat_next:
            self._repeats[update_id] = self.repeat_next.pop(0)
        self._admit({"update_id": update_id, kind: body})
        return update_id

    def reorder(self, order: Sequence[int]) -> None:
        """The next len(order) updates are held until all are there, then come in this order."""
        self._order = tuple(order)

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember which kinds the bot asked for; None leaves it as it was."""
        if kinds is not None:
            self.allowed = frozenset(kinds)

    def drop(self, kind: str) -> int:
        """Forget undelivered updates of `kind`, as Telegram does with old taps; how many."""
        old = [update_id for update_id, update in self.pending.items() if kind in update]
        for update_id in old:
            del self.pending[update_id]
        self.bell.ring()
        return len(old)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Confirm what lies before `offset`, then wait up to `seconds` for what follows."""
        if self.webhook is not None:
            raise conflict(WEBHOOK_SET)
        self.end_poll(TAKEN_OVER)
        self._confirm(offset)
        turn = self._turn = Turn()
        self.bell.ring()
        try:
            return await self._wait(turn, limit, seconds)
        finally:
            if self._turn is turn:
                self._turn = None

    def end_poll(self, reason: str) -> None:
        """Terminate the poll in progress, if any, with 409."""
        if self._turn is not None:
            self._turn.ended = reason
            self._turn = None
            self.bell.ring()

    def deliver_to(self, webhook: Webhook | None) -> None:
        """Push to `webhook` from now on, what is pending first; None goes back to polls."""
        if self.webhook is not None:
            self.webhook.close()
            self._former.append(self.webhook)
        self.webhook = webhook
        if webhook is not None:
            self.end_poll("terminated by setWebhook request")
            for update in list(self.pending.values()):
                self._push(webhook, update)

    @property
    def polling(self) -> bool:
        """Whether a long poll is waiting."""
        return self._turn is not None

    async def close(self) -> None:
        """Deliver nothing more."""
        self.deliver_to(None)
        for webhook in self._former:
            await webhook.closed()

    async def drained(self) -> None:
        """Until every update has been confirmed by the bot."""
        while self.pending or self._echoes or self._held:
            await self.bell.heard()

    async def _wait(self, turn: Turn, limit: int, seconds: float) -> list[Json]:
        try:
            async with asyncio.timeout(seconds):
                while not (batch := self._batch(limit)):
                    await self.bell.heard()
                    if turn.ended:
                        raise conflict(turn.ended)
        except TimeoutError:
            return []
        return batch

    def _admit(self, update: Json) -> None:
        if not self._order:
            self._queue(update)
            return
        self._held.append(update)
        if len(self._held) == len(self._order):
            ready = [self._held[i] for i in self._order]
            self._held, self._order = [], ()
            for one in ready:
                self._queue(one)

    def _queue(self, update: Json) -> None:
        self.pending[update["update_id"]] = update
        if self.webhook is not None:
            self._push(self.webhook, update)
        self.bell.ring()

    def _push(self, webhook: Webhook, update: Json) -> None:
        for _ in range(1 + self._repeats.pop(update["update_id"], 0)):
            webhook.feed(update, self._taken)

    def _taken(self, update: Json) -> None:
        self.pending.pop(update["update_id"], None)
        self.bell.ring()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            keep = list(self.pending)[offset:]
            offset = keep[0] if keep else 0
        for update_id in [i for i in self.pending if i < offset]:
            del self.pending[update_id]

    def _batch(self, limit: int) -> list[Json]:
        echoes, self._echoes = self._echoes, []
        fresh = list(self.pending.values())[:limit]
        for update in fresh:
            times = self._repeats.pop(update["update_id"], 0)
            self._echoes += [update] * times
        return echoes + fresh
