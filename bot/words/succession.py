"""用语 · 接任: whose items they are now."""

from collections.abc import Sequence
from datetime import datetime

from bot.rules.items import Item
from bot.rules.people import Official
from bot.words import ledger
from bot.words.card import Card
from bot.words.sentence import Sentence

INHERITED = Sentence("{unit}的{n}项台账事项由您接办", "{n} items of {unit} are yours now")
PASSED_OVER = Sentence(
    "{unit}的{n}项台账事项已由接任同志接办，您不用再办",
    "{n} items of {unit} have passed to your successor; nothing is left for you to do",
)
REST = Sentence("其余请发“台账”查看", "For the others send “ledger”")
MOST = 9  # listed; the nearest deadlines first


def inherited(unit: str, items: Sequence[Item], now: datetime, reader: Official) -> Card:
    """To the successor: what there is, the most urgent first; each number opens its card."""
    language, shown = reader.language, items[:MOST]
    keys = [ledger.opens(one) for one in shown]
    rest = (REST.say(language),) if len(items) > MOST else ()
    return Card(
        title=INHERITED.say(language, unit=unit, n=len(items)),
        lines=(*(ledger.line(one, now, language) for one in shown), *rest),
        choices=tuple(tuple(keys[n : n + 3]) for n in range(0, len(keys), 3)),
    )


def passed_over(unit: str, items: Sequence[Item], reader: Official) -> Card:
    """To the predecessor, where he is still in office."""
    return Card(title=PASSED_OVER.say(reader.language, unit=unit, n=len(items)))
