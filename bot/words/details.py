"""用语 · 细目: what an entry of the journal says besides its sentence, labelled."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.rules.dates import Part
from bot.rules.history import SHOWN, History, Line
from bot.words import dates, leave
from bot.words.sentence import Sentence

ROW = Sentence("{label}：{value}", "{label}: {value}")
TIME = Sentence("时间", "Time")

# In the order they are told; others follow under their own name.
LABELS = {
    "subject": Sentence("事由", "Subject"),
    "step": Sentence("环节", "Step"),
    "for": Sentence("代", "For"),
    "acts_for": Sentence("代", "For"),
    "from": Sentence("原办理人", "From"),
    "to": Sentence("转至", "To"),
    "place": Sentence("地点", "Place"),
    "article": Sentence("依据", "Rule"),
    "late_reason": Sentence("迟报原因", "Why late"),
    "round": Sentence("报送轮次", "Round"),
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
_HALF_DAY = re.compile(r"(\d{4}-\d\d-\d\d) (MORNING|AFTERNOON|EVENING)")


def details(line: Line, history: History, language: str) -> Iterator[str]:
    """What the entry says besides, each on a line: the known in order, then whatever else."""
    told = {
        key: value
        for key, value in line.detail.items()
        if not _goes_without(key, value, line, history)
    }
    start, end = (_half_day(told.get(key), language) for key in ("from", "to"))
    if start and end:
        del told["from"], told["to"]
        span = dates.SPAN.say(language, start=start, end=end)
        yield ROW.say(language, label=TIME.say(language), value=span)
    for key in (*(k for k in LABELS if k in told), *(k for k in told if k not in LABELS)):
        value = _value(key, told[key], history, language)
        if value:
            label = LABELS[key].say(language) if key in LABELS else key
            yield ROW.say(language, label=label, value=value)


def _goes_without(key: str, value: Any, line: Line, history: History) -> bool:
    """What is said already: in the sentence, at the head, or by there being nothing else."""
    if key == "step":
        return isinstance(value, int) or value == line.who
    if key in ("verdict", SHOWN):
        return True
    return (key, value) in (("round", 1), ("subject", history.subject))


def _half_day(value: Any, language: str) -> str:
    """2026-12-01 MORNING as people read it; '' for anything else."""
    found = _HALF_DAY.fullmatch(str(value))
    if not found:
        return ""
    part = dates.PARTS[Part[found[2]]].say(language)
    day = dates.full_day(date.fromisoformat(found[1]), language)
    return dates.HALF_DAY.say(language, day=day, part=part)


def _value(key: str, value: Any, history: History, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(_value(key, one, history, language) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{k} {_value(k, v, history, language)}" for k, v in value.items())
    text = " ".join(str(value).split())  # typed words open no line of their own
    if key in FREE:
        return text
    if text in _STATES:
        return _STATES[text].say(language)
    return _half_day(text, language) or history.titles.get(text, text)


_STATES = {str(state): words for state, words in leave.STATES.items()}
