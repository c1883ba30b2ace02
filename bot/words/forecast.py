"""用语 · 提醒预览: who will be reminded of what, day by day."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from bot.rules.forecast import Expected, Message
from bot.rules.ruling import View
from bot.words import dates
from bot.words.card import Card
from bot.words.sentence import Sentence

TITLE = Sentence("今后{days}天将发出的提醒（{n}）", "Reminders of the coming {days} days ({n})")
NOTHING = Sentence("今后{days}天没有要发的提醒", "No reminders in the coming {days} days")
IF = Sentence(
    "以目前情况推算；其间有人办理，相应的提醒就不再发。",
    "As things stand; whatever is done meanwhile is not reminded of.",
)
DAY = Sentence("【{day}】", "[{day}]")
LINE = Sentence("{hour}:{minute:02} {who}：{what}", "{hour}:{minute:02} {who}: {what}")
ITEM = Sentence("{what} {number}", "{what} {number}")
AND = Sentence("、", ", ")
JOIN = Sentence("；", "; ")
MORE = Sentence(
    "另有{n}条，请在服务器上运行 python run_bot.py preview", "{n} more: python run_bot.py preview"
)
MOST = 30  # lines of a chat message
WHATS = {
    View.UNAPPROVED: Sentence("到出发时间尚未批准", "departure without approval"),
    View.UNANSWERED: Sentence("审批人尚未答复", "no answer from the approver"),
    View.OFFERED: Sentence("可代办", "may be taken over"),
    View.URGED: Sentence("申请人催办", "urged"),
    View.RECONFIRM: Sentence("行前确认", "still going?"),
    View.RETURN_DAY: Sentence("请销假", "please report back"),
    View.OVERDUE: Sentence("逾期未销假", "not reported back"),
    View.CONFIRM: Sentence("请确认代录的意见", "please confirm"),
    View.UNCONFIRMED: Sentence("代录的意见未确认", "not confirmed"),
    View.STAND_IN_SILENT: Sentence("代主持人尚未答复", "no answer from the stand-in"),
}


def card(messages: Sequence[Message], names: Mapping[str, str], days: int, language: str) -> Card:
    """The forecast as one message of a chat; `names`: official's id → title."""
    if not messages:
        return Card(title=NOTHING.say(language, days=days))
    lines = printed(messages, names, language)
    beyond = len(lines) - MOST
    shown = lines if beyond <= 0 else [*lines[:MOST], MORE.say(language, n=beyond)]
    title = TITLE.say(language, days=days, n=len(messages))
    return Card(title=title, lines=(*shown, "", IF.say(language)))


def printed(messages: Sequence[Message], names: Mapping[str, str], language: str) -> list[str]:
    """A heading for each day, a line for each message."""
    lines = []
    for day, of_day in groupby(messages, key=lambda message: message.at.date()):
        lines.append(DAY.say(language, day=dates.full_day(day, language)))
        lines += _lines(list(of_day), names, language)
    return lines


def _lines(messages: Sequence[Message], names: Mapping[str, str], language: str) -> list[str]:
    """The office is reminded as one: who is told the same at the same time stands in one line."""
    together: dict[tuple[datetime, str], list[str]] = {}
    for message in messages:
        what = JOIN.say(language).join(_item(one, language) for one in message.about)
        together.setdefault((message.at, what), []).append(names.get(message.to, message.to))
    return [
        LINE.say(
            language, hour=at.hour, minute=at.minute, who=AND.say(language).join(who), what=what
        )
        for (at, what), who in together.items()
    ]


def _item(one: Expected, language: str) -> str:
    view = one.nudge.view
    what = WHATS[view].say(language) if view else ""
    return ITEM.say(language, what=what, number=one.request.number)
