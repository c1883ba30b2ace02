"""用语 · 事项按钮: what each pair of eyes may do with an item; who may is checked at the tap."""

from bot.message import Style
from bot.rules.items import Item, ItemState, Task
from bot.rules.standing import Relation
from bot.words import dates
from bot.words.card import Choice
from bot.words.item_sight import ItemSight
from bot.words.sentence import Sentence

LABELS = {  # by verb
    "receive": Sentence("签收", "Receive"),
    "progress": Sentence("报进展", "Report"),
    "part_done": Sentence("本单位办结", "Our part done"),
    "split": Sentence("分解", "Split"),
    "ask": Sentence("申请销号", "Ask sign-off"),
    "extend": Sentence("申请延期", "Ask extension"),
    "check": Sentence("核验通过", "Checked"),
    "recognise": Sentence("认可销号", "Recognise"),
    "redo": Sentence("退回重办", "Send back"),
    "leader": Sentence("转领导审定", "Another leader"),
    "another": Sentence("另定日期", "Another day"),
    "not_extended": Sentence("不同意延期", "Do not extend"),
    "deadline": Sentence("改时限", "Move deadline"),
    "drop": Sentence("作废", "Drop"),
    "story": Sentence("办理过程", "Its story"),
    "attached": Sentence("看佐证", "Evidence"),
}
TASK_DONE = Sentence("完成：{what}", "Done: {what}")
GRANT = Sentence("同意延至{day}", "Until {day}")
MOST_TASKS = 3  # buttons; of the others each owner has his own

Rows = tuple[tuple[Choice, ...], ...]


def choices(item: Item, sight: ItemSight) -> Rows:
    """The rows of buttons under a card of the item, for one reader."""
    if not sight.live:
        return ()
    rows = (*_answers(item, sight), *_keys(item, sight), *_work(item, sight))
    return tuple(row for row in (*rows, _looks(item, sight, asked=bool(rows))) if row)


def _choice(verb: str, item: Item, sight: ItemSight, style: Style = Style.PLAIN) -> Choice:
    label = LABELS[verb].say(sight.language)
    return Choice(label, f"item.{verb}", {"number": item.number}, style)


def _row(item: Item, sight: ItemSight, *verbs: str) -> tuple[Choice, ...]:
    return tuple(_choice(verb, item, sight) for verb in verbs)


def _answers(item: Item, sight: ItemSight) -> Rows:
    """To an extension that is asked for: with a date, whatever the answer."""
    if item.extension is None or not sight.answers or not item.open:
        return ()
    day = dates.day(item.extension.until, sight.language)
    args = {"number": item.number, "until": item.extension.until.isoformat()}
    yes = Choice(GRANT.say(sight.language, day=day), "item.grant", args, Style.YES)
    return ((yes,), _row(item, sight, "another", "not_extended"))


def _keys(item: Item, sight: ItemSight) -> Rows:
    """The two keys of a sign-off: the office's, then the leader's."""
    checks = item.state is ItemState.ASKED and sight.is_(Relation.OFFICE)
    recognises = item.state is ItemState.CHECKED and sight.is_(Relation.RECOGNISER)
    if not checks and not recognises:
        return ()
    yes = _choice("check" if checks else "recognise", item, sight, Style.YES)
    no = _choice("redo", item, sight, Style.NO)
    return ((yes, no), _row(item, sight, "leader"))


def _work(item: Item, sight: ItemSight) -> Rows:
    if item.state is not ItemState.OPEN:
        return ()
    first = (_choice("receive", item, sight, Style.YES),)
    return ((first,) if sight.unreceived(item) else ()) + _reports(item, sight)


def _reports(item: Item, sight: ItemSight) -> Rows:
    if sight.is_(Relation.LEAD):
        return (
            _row(item, sight, "progress", "ask"),
            _row(item, sight, "extend", "split"),
            *_tasks(item, sight, item.unfinished),
        )
    own = tuple(task for task in item.unfinished if task.owner == sight.reader)
    if sight.is_(Relation.ASSIST):
        done = () if _all_signed(item, sight) else ("part_done",)
        return (_row(item, sight, "progress", *done), *_tasks(item, sight, own))
    return (_row(item, sight, "progress"), *_tasks(item, sight, own)) if own else ()


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
    looks = _row(item, sight, "story")
    if sight.papers:
        looks += _row(item, sight, "attached")
    if sight.is_(Relation.OFFICE) and item.open and not asked:
        looks += _row(item, sight, "deadline", "drop")
    return looks
