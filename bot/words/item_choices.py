"""用语 · 事项按钮: what each pair of eyes may do with an item; who may is checked at the tap."""

from bot.message import Style
from bot.rules.items import Item, ItemState, Task
from bot.rules.standing import Relation
from bot.words import dates
from bot.words.card import Choice
from bot.words.item_sight import ItemSight
from bot.words.sentence import Sentence

RECEIVE = Sentence("签收", "Receive")
PROGRESS = Sentence("报进展", "Report")
PART_DONE = Sentence("本单位办结", "Our part done")
SPLIT = Sentence("分解", "Split")
TASK_DONE = Sentence("完成：{what}", "Done: {what}")
ASK = Sentence("申请销号", "Ask sign-off")
EXTEND = Sentence("申请延期", "Ask extension")
CHECK = Sentence("核验通过", "Checked")
RECOGNISE = Sentence("认可销号", "Recognise")
REDO = Sentence("退回重办", "Send back")
PASS_ON = Sentence("转领导审定", "Another leader")
GRANT = Sentence("同意延至{day}", "Until {day}")
ANOTHER = Sentence("另定日期", "Another day")
REFUSE = Sentence("不同意延期", "Do not extend")
DEADLINE = Sentence("改时限", "Move deadline")
DROP = Sentence("作废", "Drop")
STORY = Sentence("办理过程", "Its story")
ATTACHED = Sentence("看佐证", "Evidence")
MOST_TASKS = 3  # buttons; of the others each owner has his own

Rows = tuple[tuple[Choice, ...], ...]


def choices(item: Item, sight: ItemSight) -> Rows:
    """The rows of buttons under a card of the item, for one reader."""
    if not sight.live:
        return ()
    rows = (*_answers(item, sight), *_keys(item, sight), *_work(item, sight))
    return tuple(row for row in (*rows, _looks(item, sight, asked=bool(rows))) if row)


def _choice(label: Sentence, verb: str, item: Item, sight: ItemSight, style: Style) -> Choice:
    return Choice(label.say(sight.language), f"item.{verb}", {"number": item.number}, style)


def _row(item: Item, sight: ItemSight, *verbs: tuple[Sentence, str]) -> tuple[Choice, ...]:
    return tuple(_choice(label, verb, item, sight, Style.PLAIN) for label, verb in verbs)


def _answers(item: Item, sight: ItemSight) -> Rows:
    """To an extension that is asked for: with a date, whatever the answer."""
    if item.extension is None or not sight.answers or not item.open:
        return ()
    day = dates.day(item.extension.until, sight.language)
    args = {"number": item.number, "until": item.extension.until.isoformat()}
    yes = Choice(GRANT.say(sight.language, day=day), "item.grant", args, Style.YES)
    return ((yes,), _row(item, sight, (ANOTHER, "another"), (REFUSE, "not_extended")))


def _keys(item: Item, sight: ItemSight) -> Rows:
    """The two keys of a sign-off: the office's, then the leader's."""
    checks = item.state is ItemState.ASKED and sight.is_(Relation.OFFICE)
    recognises = item.state is ItemState.CHECKED and sight.is_(Relation.RECOGNISER)
    if not checks and not recognises:
        return ()
    label, verb = (CHECK, "check") if checks else (RECOGNISE, "recognise")
    yes = _choice(label, verb, item, sight, Style.YES)
    no = _choice(REDO, "redo", item, sight, Style.NO)
    return ((yes, no), _row(item, sight, (PASS_ON, "leader")))


def _work(item: Item, sight: ItemSight) -> Rows:
    if item.state is not ItemState.OPEN:
        return ()
    first = (_choice(RECEIVE, "receive", item, sight, Style.YES),)
    return ((first,) if sight.unreceived(item) else ()) + _reports(item, sight)


def _reports(item: Item, sight: ItemSight) -> Rows:
    report = (PROGRESS, "progress")
    if sight.is_(Relation.LEAD):
        return (
            _row(item, sight, report, (ASK, "ask")),
            _row(item, sight, (EXTEND, "extend"), (SPLIT, "split")),
            *_tasks(item, sight, item.unfinished),
        )
    own = tuple(task for task in item.unfinished if task.owner == sight.reader)
    if sight.is_(Relation.ASSIST):
        done = () if _all_signed(item, sight) else ((PART_DONE, "part_done"),)
        return (_row(item, sight, report, *done), *_tasks(item, sight, own))
    return (_row(item, sight, report), *_tasks(item, sight, own)) if own else ()


def _all_signed(item: Item, sight: ItemSight) -> bool:
    return all(share.done_at for share in item.assists if share.unit in sight.units)


def _tasks(item: Item, sight: ItemSight, tasks: tuple[Task, ...]) -> Rows:
    """A button for each of the first few sub-tasks, one a row."""
    return tuple(
        (
            Choice(
                TASK_DONE.say(sight.language, what=task.what[:12]),
                "item.task_done",
                {"number": item.number, "task": task.id},
            ),
        )
        for task in tasks[:MOST_TASKS]
    )


def _looks(item: Item, sight: ItemSight, *, asked: bool) -> tuple[Choice, ...]:
    """What may be opened; the office's own acts, while nothing is asked of it."""
    looks = _row(item, sight, (STORY, "story"))
    if sight.papers:
        looks += _row(item, sight, (ATTACHED, "attached"))
    if sight.is_(Relation.OFFICE) and item.open and not asked:
        looks += _row(item, sight, (DEADLINE, "deadline"), (DROP, "drop"))
    return looks
