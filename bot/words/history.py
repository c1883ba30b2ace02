"""用语 · 证明: a request's history as the journal has it, for a chat and for paper."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bot.rules.dates import HalfDay, Part
from bot.rules.history import SHOWN, History, Line
from bot.words import dates, leave
from bot.words.acts import said
from bot.words.card import Card
from bot.words.sentence import Sentence

ROOM = 3300  # characters of a history in chat; a message takes 4096
SHORT = 160  # characters of a card that was shown, in chat
HASH = 12  # characters of a hash that are shown

WHICH = Sentence("证明哪一件？请写编号，例如：证明 A-0001", "Which one? Write: proof A-0001")
NO_REQUEST = Sentence("没有编号为“{text}”的申请。", "There is no request “{text}”.")
TITLE = Sentence("{number} 办理过程证明", "{number}: record of what was done")
SUBJECT = Sentence("事由", "Subject")
ISSUED = Sentence("出具时间", "Issued")
LINE = Sentence("{n}．{at}，{said}", "{n}. {at}: {said}")
CHAIN = Sentence("流水第{seq}条，校验码 {hash}", "journal entry {seq}, hash {hash}")
INDENT = "　"
SHOWN_LINE = Sentence("当时所见：", "The card as it stood:")
DETAIL = Sentence("{label}：{value}", "{label}: {value}")
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
# 细目 details, in the order they are told; others follow under their own name.
LABELS = {
    "subject": Sentence("事由", "Subject"),
    "step": Sentence("环节", "Step"),
    "for": Sentence("代", "For"),
    "acts_for": Sentence("代", "For"),
    "from": Sentence("由", "From"),
    "to": Sentence("至", "To"),
    "place": Sentence("地点", "Place"),
    "article": Sentence("依据", "Rule"),
    "late_reason": Sentence("迟报原因", "Why late"),
    "round": Sentence("第几次报送", "Round"),
    "opinion": Sentence("意见", "Words"),
    "reason": Sentence("理由", "Reason"),
    "words": Sentence("内容", "Words"),
    "reference": Sentence("文号", "Reference"),
    "recorded_by": Sentence("代录人", "Recorded by"),
    "stand_in": Sentence("代主持", "Stand-in"),
    "by": Sentence("经办", "By"),
    "name": Sentence("附件", "Paper"),
    "size": Sentence("大小（字节）", "Bytes"),
    "reported_on": Sentence("返回日期", "Back on"),
    "request": Sentence("办理状态", "State"),
}
FREE = ("subject", "opinion", "reason", "words", "name", "late_reason", "reference", "place")
_TOLD = ("verdict", SHOWN)  # in the sentence itself, or in lines of their own
_HALF_DAY = re.compile(r"(\d{4}-\d\d-\d\d) (MORNING|AFTERNOON|EVENING)")


def card(history: History, subject: str, now: datetime, language: str) -> Card:
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
        fields=((SUBJECT.say(language), subject),),
        lines=(*told, _chain(history, language)),
    )


def printed(history: History, subject: str, now: datetime, language: str) -> list[str]:
    """The whole history, line by line."""
    issued = dates.moment(now, now.tzinfo or UTC, language)
    rows = [
        TITLE.say(language, number=history.number),
        DETAIL.say(language, label=SUBJECT.say(language), value=subject),
        DETAIL.say(language, label=ISSUED.say(language), value=issued),
    ]
    for n, line in enumerate(history.lines):
        rows += ["", *_entry(history, n, line, now, language, None)]
    return [*rows, "", _chain(history, language)]


def _entry(
    history: History, n: int, line: Line, now: datetime, language: str, limit: int | None
) -> list[str]:
    at = dates.moment(line.at, now.tzinfo or UTC, language)
    rows = list(_details(line, history, language))
    shown = _shown(line)
    if shown:
        text = shown if limit is None or len(shown) <= limit else f"{shown[: limit - 1]}…"
        rows += [SHOWN_LINE.say(language), *(f"{INDENT}{row}" for row in text.splitlines())]
    rows.append(CHAIN.say(language, seq=line.seq, hash=line.hash[:HASH]))
    head = LINE.say(language, n=n + 1, at=at, said=said(line, language))
    return [head, *(f"{INDENT}{row}" for row in rows)]


def _shown(line: Line) -> str:
    return str(line.detail.get(SHOWN) or "")


def _details(line: Line, history: History, language: str) -> Iterator[str]:
    """What the entry says besides, each on a line: the known in order, then whatever else."""
    keys = [key for key in LABELS if key in line.detail]
    keys += [key for key in line.detail if key not in LABELS and key not in _TOLD]
    for key in keys:
        value = _value(key, line.detail[key], history, language)
        if value:
            label = LABELS[key].say(language) if key in LABELS else key
            yield DETAIL.say(language, label=label, value=value)


def _value(key: str, value: Any, history: History, language: str) -> str:
    if value is None or (key == "step" and isinstance(value, int)):
        return ""
    if isinstance(value, list):
        return "、".join(_value(key, one, history, language) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{k} {_value(k, v, history, language)}" for k, v in value.items())
    text = str(value)
    if key in FREE:
        return text
    half = _HALF_DAY.fullmatch(text)
    if half:
        day = HalfDay(date.fromisoformat(half[1]), Part[half[2]])
        return dates.HALF_DAY.say(
            language,
            day=dates.full_day(day.day, language),
            part=dates.PARTS[day.part].say(language),
        )
    return _STATES[text].say(language) if text in _STATES else history.titles.get(text, text)


def _chain(history: History, language: str) -> str:
    if history.broken is not None:
        return BROKEN.say(language, seq=history.broken)
    return HOLDS.say(language, count=history.count, head=history.head[:HASH])


_STATES = {str(state): words for state, words in leave.STATES.items()}
