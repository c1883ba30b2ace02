"""用语 · 证明: a request's history as the journal has it, for a chat and for paper."""

from datetime import UTC, datetime

from bot.rules.history import SHOWN, History, Line
from bot.words import dates
from bot.words.acts import said
from bot.words.card import Card
from bot.words.details import LABELS, ROW, details
from bot.words.sentence import Sentence

ROOM = 3300  # characters of a history in chat; a message takes 4096
SHORT = 160  # characters of a card that was shown, in chat
HASH = 12  # characters of a hash that are shown

WHICH = Sentence("证明哪一件？请写编号，例如：证明 A-0001", "Which one? Write: proof A-0001")
NO_REQUEST = Sentence("没有编号为“{text}”的申请。", "There is no request “{text}”.")
TITLE = Sentence("{number} 办理过程证明", "{number}: record of what was done")
ISSUED = Sentence("出具时间", "Issued")
LINE = Sentence("{n}．{at}，{said}", "{n}. {at}: {said}")
CHAIN = Sentence("流水第{seq}条，校验码 {hash}", "journal entry {seq}, hash {hash}")
INDENT = "　"
SHOWN_LINE = Sentence("当时所见：", "The card as it stood:")
MORE = Sentence(
    "另有{n}条未列出；全文请在服务器上打印：python run_bot.py proof {number}",
    "{n} more; the whole is printed at the shell: python run_bot.py proof {number}",
)
CUT = Sentence(
    "卡片原文有删节，全文见 python run_bot.py proof {number}",
    "Cards are shortened; whole by python run_bot.py proof {number}",
)
HOLDS = Sentence(
    "流水共{count}条，逐条校验无误，末条校验码 {head}",
    "The journal's {count} entries all hold; head {head}",
)
BROKEN = Sentence(
    "流水自第{seq}条起校验不符，本证明不能作为依据，请管理员与日报所印末条核对",
    "The journal breaks at entry {seq}: this record proves nothing; compare the digests' heads",
)


def card(history: History, now: datetime, language: str) -> Card:
    """The history as one message: long cards shortened, what has no room counted."""
    told, room = list[str](), ROOM
    for n, line in enumerate(history.lines):
        entry = _entry(history, n, line, now, language, SHORT)
        room -= sum(len(row) + 1 for row in entry)
        if room < 0:
            more = len(history.lines) - n
            told.append(MORE.say(language, n=more, number=history.number))
            break
        told += entry
    if room >= 0 and any(len(_shown(line)) > SHORT for line in history.lines):
        told.append(CUT.say(language, number=history.number))
    return Card(
        title=TITLE.say(language, number=history.number),
        fields=((LABELS["subject"].say(language), history.subject),),
        lines=(*told, _chain(history, language)),
    )


def printed(history: History, now: datetime, language: str) -> list[str]:
    """The whole history, line by line."""
    issued = dates.moment(now, now.tzinfo or UTC, language)
    rows = [
        TITLE.say(language, number=history.number),
        ROW.say(language, label=LABELS["subject"].say(language), value=history.subject),
        ROW.say(language, label=ISSUED.say(language), value=issued),
    ]
    for n, line in enumerate(history.lines):
        rows += ["", *_entry(history, n, line, now, language, None)]
    return [*rows, "", _chain(history, language)]


def _entry(
    history: History, n: int, line: Line, now: datetime, language: str, limit: int | None
) -> list[str]:
    at = dates.moment(line.at, now.tzinfo or UTC, language)
    rows = list(details(line, history, language))
    shown = _shown(line)
    if shown:
        text = shown if limit is None or len(shown) <= limit else f"{shown[: limit - 1]}…"
        rows += [SHOWN_LINE.say(language), *(f"{INDENT}{row}" for row in text.splitlines())]
    rows.append(CHAIN.say(language, seq=line.seq, hash=line.hash[:HASH]))
    head = LINE.say(language, n=n + 1, at=at, said=said(line, language))
    return [head, *(f"{INDENT}{row}" for row in rows)]


def _shown(line: Line) -> str:
    return str(line.detail.get(SHOWN) or "")


def _chain(history: History, language: str) -> str:
    if history.broken is not None:
        return BROKEN.say(language, seq=history.broken)
    return HOLDS.say(language, count=history.count, head=history.head[:HASH])
