"""How fast the bot sends: always recorded, refused with 429 only when `enforced`."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import ceil

from tests.botapi.errors import too_many_requests

OVERALL = 30  # messages in any second, over all chats
BURST = 3  # messages at once in one chat; then one a second


@dataclass(slots=True)
class Pace:
    """The moments of every message sent, and which of them were too fast."""

    enforced: bool = False
    sent: list[tuple[float, int]] = field(default_factory=list)  # (monotonic seconds, chat)
    excesses: list[tuple[float, int, str]] = field(default_factory=list)  # …, which limit
    _recent: deque[float] = field(default_factory=deque)
    _due: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def admit(self, chat: int, at: float) -> None:
        """Count one message to `chat` at `at`; raises 429 when enforced and too fast."""
        wait = self._wait(chat, at)
        if wait and self.enforced:
            raise too_many_requests(ceil(wait))
        self.sent.append((at, chat))
        self._recent.append(at)
        self._due[chat] = max(self._due[chat], at) + 1.0

    def most_in(self, seconds: float = 1.0, chat: int | None = None) -> int:
        """The largest number of messages in any window of `seconds`, overall or in one chat."""
        moments = [at for at, where in self.sent if chat is None or where == chat]
        first, most = 0, 0
        for last, at in enumerate(moments):
            while at - moments[first] >= seconds:
                first += 1
            most = max(most, last - first + 1)
        return most

    def _wait(self, chat: int, at: float) -> float:
        while self._recent and at - self._recent[0] >= 1.0:
            self._recent.popleft()
        overall = self._recent[0] + 1.0 - at if len(self._recent) >= OVERALL else 0.0
        here = max(0.0, self._due[chat] - at - (BURST - 1))
        for wait, limit in ((overall, "overall"), (here, "chat")):
            if wait:
                self.excesses.append((at, chat, limit))
        return max(overall, here)
