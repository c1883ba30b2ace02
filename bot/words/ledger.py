"""用语 · 台账: lists of items, filtered and paged on one card."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from bot.rules.items import Item
from bot.rules.ledger_list import Wanted, Which
from bot.rules.policy import ItemClass
from bot.words import item
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

WHICH = {
    Which.OPEN: Sentence("办理中", "In hand"),
    Which.OVERDUE: Sentence("逾期", "Overdue"),
    Which.WAITING: Sentence("待销号", "To be signed off"),
    Which.STRUCK: Sentence("已销号", "Signed off"),
}
TITLE = Sentence("台账：{what} {n}项", "Ledger: {what}, {n}")
PAGED = Sentence("{title}（第{page}/{pages}页）", "{title} (page {page} of {pages})")
NONE = Sentence("没有符合条件的事项", "No item fits")
LINE = Sentence("{stands} {unit}：{task}", "{stands} {unit}: {task}")
NEXT = Sentence("下一页", "Next")
BEFORE = Sentence("上一页", "Before")
BY_UNIT = Sentence("部门", "Unit")
BY_CLASS = Sentence("类别", "Class")
BY_STATE = Sentence("状态", "State")
WEEK = Sentence("本周到期", "This week")
ALL = Sentence("全部", "All")
BACK = Sentence("返回", "Back")
CHOOSE_UNIT = Sentence("看哪个部门？", "Which unit?")
CHOOSE_CLASS = Sentence("看哪一类？", "Which class?")
CHOOSE_STATE = Sentence("看什么状态？", "Which state?")
FIND_WHAT = Sentence(
    "查什么？请写编号或字词，例如：查找 校园安全",
    "Find what? A number or words: find school safety",
)
JOIN = Sentence("、", ", ")
CLASS = Sentence("{zh}（{code}）", "{zh} ({code})")
QUOTED = Sentence("“{words}”", "“{words}”")
SHORT = 24  # characters of a task in a list


def page(
    wanted: Wanted,
    found: Sequence[Item],
    count: int,
    size: int,
    classes: Mapping[str, ItemClass],
    now: datetime,
    language: str,
) -> Card:
    """One page; the numbers open their items, the last rows filter and turn it."""
    pages = max(1, -(-count // size))
    title = TITLE.say(language, what=_what(wanted, classes, language), n=count)
    if pages > 1:
        title = PAGED.say(language, title=title, page=wanted.page + 1, pages=pages)
    lines = tuple(line(one, now, language) for one in found) or (NONE.say(language),)
    keys = [opens(one) for one in found]
    rows = tuple(tuple(keys[n : n + 3]) for n in range(0, len(keys), 3))
    turns = _turns(wanted, pages, language)
    return Card(title=title, lines=lines, choices=(*rows, *turns, _filters(wanted, language)))


def choose_unit(wanted: Wanted, units: Sequence[str], language: str) -> Card:
    """Every unit that leads something open."""
    keys = [_goes(unit, wanted.with_(unit=unit)) for unit in units]
    return _choose(CHOOSE_UNIT, keys, wanted, wanted.with_(unit=""), language)


def choose_class(wanted: Wanted, classes: Mapping[str, ItemClass], language: str) -> Card:
    keys = [
        _goes(_class(one, language), wanted.with_(item_class=code)) for code, one in classes.items()
    ]
    return _choose(CHOOSE_CLASS, keys, wanted, wanted.with_(item_class=""), language)


def choose_state(wanted: Wanted, language: str) -> Card:
    keys = [_goes(label.say(language), wanted.with_(which=one)) for one, label in WHICH.items()]
    return _choose(CHOOSE_STATE, keys, wanted, None, language)


def _choose(
    title: Sentence, keys: list[Choice], wanted: Wanted, all_: Wanted | None, language: str
) -> Card:
    rows = tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))
    back = _goes(BACK.say(language), wanted)
    last = (back,) if all_ is None else (_goes(ALL.say(language), all_), back)
    return Card(title=title.say(language), choices=(*rows, last))


def _what(wanted: Wanted, classes: Mapping[str, ItemClass], language: str) -> str:
    parts = [WHICH[wanted.which].say(language), wanted.unit]
    parts += [_class(classes[wanted.item_class], language)] if wanted.item_class else []
    parts += [WEEK.say(language)] if wanted.this_week else []
    parts += [QUOTED.say(language, words=wanted.words)] if wanted.words else []
    return JOIN.say(language).join(filter(None, parts))


def _class(one: ItemClass, language: str) -> str:
    return CLASS.say(language, zh=one.en if language == "en" else one.zh, code=one.code)


def opens(one: Item) -> Choice:
    """A number that opens its card."""
    return Choice(one.number, "ledger.open", {"number": one.number})


def line(one: Item, now: datetime, language: str) -> str:
    """T-0012 逾期2天 教育局：报送校园安全排查情况."""
    task = one.task if len(one.task) <= SHORT else f"{one.task[:SHORT]}…"
    return LINE.say(language, stands=item.stands(one, now, language), unit=one.lead.unit, task=task)


def _turns(wanted: Wanted, pages: int, language: str) -> tuple[tuple[Choice, ...], ...]:
    row = []
    if wanted.page > 0:
        row.append(_goes(BEFORE.say(language), wanted.with_(page=wanted.page - 1)))
    if wanted.page + 1 < pages:
        row.append(_goes(NEXT.say(language), wanted.with_(page=wanted.page + 1)))
    return (tuple(row),) if row else ()


def _filters(wanted: Wanted, language: str) -> tuple[Choice, ...]:
    args = _args(wanted)
    week = wanted.with_(this_week=not wanted.this_week)
    return (
        Choice(BY_UNIT.say(language), "ledger.by_unit", args),
        Choice(BY_CLASS.say(language), "ledger.by_class", args),
        Choice(BY_STATE.say(language), "ledger.by_state", args),
        _goes((ALL if wanted.this_week else WEEK).say(language), week),
    )


def _goes(label: str, wanted: Wanted) -> Choice:
    return Choice(label, "ledger.page", _args(wanted))


def _args(wanted: Wanted) -> dict[str, object]:
    return {"wanted": asdict(wanted)}
