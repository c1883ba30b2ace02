"""Sub-tasks 分解任务 as the lead types them: one per line, what, who and until when."""

from collections.abc import Iterator
from datetime import date

from bot.rules.dates import Part
from bot.rules.item_refusal import TaskTooLate, UnclearTask
from bot.rules.items import Item, Task
from bot.rules.people import Roster
from bot.rules.refusal import Refusal
from bot.rules.typed_dates import take_halfday
from bot.rules.typed_words import legible


def read_tasks(text: str, item: Item, roster: Roster, today: date) -> tuple[Task, ...]:
    """Each line as a sub-task: 内容 负责人 日期.

    Raises UnclearTask, TaskTooLate, UnknownPerson or SeveralPeople.
    """
    tasks = tuple(_tasks(text, item, roster, today))
    if not tasks:
        raise UnclearTask(text)
    return tasks


def _tasks(text: str, item: Item, roster: Roster, today: date) -> Iterator[Task]:
    for line in filter(None, map(legible, text.replace("；", "\n").replace(";", "\n").split("\n"))):
        what, owner, day = _three(line)
        due_on = _day(day, line, today)
        if due_on > item.deadline:
            raise TaskTooLate(what, item.deadline)
        person = roster.the_one(owner)
        yield Task(what=what, owner=person.id, owner_title=person.title, due_on=due_on)


def _three(line: str) -> tuple[str, str, str]:
    parts = line.rsplit(maxsplit=2)
    if len(parts) < 3:
        raise UnclearTask(line)
    return parts[0], parts[1], parts[2]


def _day(words: str, line: str, today: date) -> date:
    try:
        half, rest = take_halfday(words, today, Part.AFTERNOON)
    except Refusal as unclear:
        raise UnclearTask(line) from unclear
    if rest:
        raise UnclearTask(line)
    return half.day
