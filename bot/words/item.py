"""用语 · 事项: the card of an item of the ledger, for one pair of eyes."""

from collections.abc import Iterator
from datetime import datetime

from bot.rules.item_ruling import ItemView
from bot.rules.items import Item, ItemState, Note, NoteKind, Share
from bot.rules.policy import ItemClass
from bot.rules.standing import Relation
from bot.words import dates, item_choices, steps
from bot.words.card import Card
from bot.words.item_sight import ItemSight
from bot.words.sentence import Sentence

TITLES = {  # why it comes, for as long as that is so; after that, how it stands
    ItemView.HANDED: Sentence("新交办 {number}，请签收", "New: {number}, please receive it"),
    ItemView.TASK: Sentence("分解任务交您办理：{number}", "A sub-task for you: {number}"),
    ItemView.REMARK: Sentence("{number} 有批注，请阅办", "A word on {number}, please see to it"),
    ItemView.PARTS_DONE: Sentence(
        "{number} 配合单位均已办结，可以申请销号", "{number}: every assisting unit has finished"
    ),
    ItemView.CHECK: Sentence(
        "请核验 {number}，已申请销号", "Please check {number}: sign-off asked"
    ),
    ItemView.RECOGNISE: Sentence("请认可销号 {number}", "Please recognise {number}"),
    ItemView.REDO: Sentence("退回重办 {number}", "Sent back: {number}"),
    ItemView.STRUCK: Sentence("{number} 已销号", "{number} is signed off"),
    ItemView.EXTEND: Sentence("请答复延期 {number}", "Extension asked for: {number}"),
    ItemView.EXTENDED: Sentence("同意延期 {number}", "Extended: {number}"),
    ItemView.NOT_EXTENDED: Sentence("未同意延期 {number}", "Not extended: {number}"),
    ItemView.DEADLINE: Sentence("时限调整 {number}", "Deadline moved: {number}"),
    ItemView.DROPPED: Sentence("{number} 已作废，不用再办", "{number} was dropped"),
}
GONE = Sentence("{number} 已由接任同志接办", "{number} has passed on")
STATES = {
    ItemState.OPEN: Sentence("办理中", "in hand"),
    ItemState.ASKED: Sentence("已申请销号，待核验", "sign-off asked, to be checked"),
    ItemState.CHECKED: Sentence("已核验，待认可", "checked, to be recognised"),
    ItemState.STRUCK: Sentence("已销号", "signed off"),
    ItemState.DROPPED: Sentence("已作废", "dropped"),
}
STANDS = Sentence("{number} {state}", "{number} {state}")
LEFT = Sentence("{number} {state}，剩{days}", "{number} {state}, {days} left")
TODAY = Sentence("{number} {state}，今天到期", "{number} {state}, due today")
OVERDUE = Sentence("{number} 逾期{days}", "{number} overdue by {days}")

TASK = Sentence("事项", "Task")
SOURCE = Sentence("来源", "Source")
DEADLINE = Sentence("时限", "Deadline")
LEAD = Sentence("牵头", "Lead")
ASSISTS = Sentence("配合", "Assisting")
ORDERED = Sentence("交办领导", "Ordered by")
RESPONSIBLE = Sentence("责任人", "Responsible")
TASKS = Sentence("分解", "Sub-tasks")
REMARKED = Sentence("批注", "Word")
LAST = Sentence("最近进展", "Latest")
FINISHED = Sentence("办结情况", "Completion")
EVIDENCE = Sentence("佐证", "Evidence")
EXTENSION = Sentence("申请延期", "Extension asked")
WHY_BACK = Sentence("退回理由", "Sent back because")
CHECKED = Sentence("核验", "Checked")
RECOGNISED = Sentence("认可", "Recognised")
PARENT = Sentence("续办", "Follows")

BOTH = Sentence("{a} · {b}", "{a} · {b}")
DUE = Sentence("{day}（{kind} {code}）", "{day} ({kind}, {code})")
TIMES = Sentence("{due}，已延期{n}次", "{due}, put off {n} times")
RECEIVED = Sentence("{unit}（已签收）", "{unit} (received)")
UNRECEIVED = Sentence("{unit}（未签收）", "{unit} (not received)")
SIGNED = Sentence("{unit}（已办结）", "{unit} (finished)")
UNSIGNED = Sentence("{unit}（未办结）", "{unit} (not finished)")
SOME_DONE = Sentence("{n}项，已办结{done}项", "{n}, {done} finished")
SAID = Sentence("{who}：{words}", "{who}: {words}")
UNTIL = Sentence(
    "延至{day}；{reason}；进展：{progress}", "until {day}; {reason}; so far: {progress}"
)
BY_AT = Sentence("{who} {at}", "{who}, {at}")
JOIN = Sentence("、", ", ")
SHOWN = 80  # characters of a text on a card; the whole is in its story
REPORTS = (NoteKind.PROGRESS, NoteKind.PART_DONE, NoteKind.TASK_DONE)


def card(item: Item, sight: ItemSight) -> Card:
    """The item for one reader: at most twelve rows, the rest in 办理过程.

    Whoever has nothing to do with it any more is told so, and sees no more of it.
    """
    if not sight.standing:
        return Card(title=GONE.say(sight.language, number=item.number))
    return Card(
        title=title(item, sight),
        fields=tuple(_fields(item, sight)),
        choices=item_choices.choices(item, sight),
    )


def title(item: Item, sight: ItemSight) -> str:
    """Why it comes to its reader, while that is still so; then how it stands."""
    if sight.view in TITLES and _still(item, sight):
        return TITLES[sight.view].say(sight.language, number=item.number)
    return stands(item, sight.now, sight.language)


def stands(item: Item, now: datetime, language: str) -> str:
    """How it stands, in one line: 办理中，剩3天 · 逾期2天 · 已销号."""
    values = {"number": item.number, "state": STATES[item.state].say(language)}
    if item.state is not ItemState.OPEN:
        return STANDS.say(language, **values)
    left = (item.deadline - now.date()).days
    if left < 0:
        return OVERDUE.say(language, days=dates.count(-left, language), **values)
    form = LEFT if left else TODAY
    return form.say(language, days=dates.count(left, language), **values)


def _still(item: Item, sight: ItemSight) -> bool:
    last = item.sign_off
    return {
        ItemView.HANDED: item.open and sight.unreceived(item),
        ItemView.TASK: item.open and bool(item.unfinished),
        ItemView.REMARK: item.open,
        ItemView.PARTS_DONE: item.state is ItemState.OPEN,
        ItemView.CHECK: item.state is ItemState.ASKED,
        ItemView.RECOGNISE: item.state is ItemState.CHECKED and sight.is_(Relation.RECOGNISER),
        ItemView.REDO: item.state is ItemState.OPEN and bool(last and last.sent_back_at),
        ItemView.EXTEND: item.extension is not None and sight.answers,
        ItemView.EXTENDED: item.open and item.extension is None,
        ItemView.NOT_EXTENDED: item.open and item.extension is None,
        ItemView.DEADLINE: item.open,
    }.get(sight.view, True)


def _fields(item: Item, sight: ItemSight) -> Iterator[tuple[str, str]]:
    for label, value in _rows(item, sight):
        if value:
            yield label.say(sight.language), value


def _rows(item: Item, sight: ItemSight) -> Iterator[tuple[Sentence, str]]:
    language = sight.language
    yield TASK, short(item.task)
    yield DEADLINE, due(item, sight.item_class, sight.now, language)
    yield LEAD, _lead(item, language)
    yield ASSISTS, JOIN.say(language).join(_part(share, language) for share in item.assists)
    yield SOURCE, source(item, language)
    yield ORDERED, item.ordered_title
    yield RESPONSIBLE, item.responsible
    yield PARENT, item.parent
    yield TASKS, _tasks(item, language)
    yield from _question(item, sight)
    yield EVIDENCE, JOIN.say(language).join(sight.papers[-3:])


def _question(item: Item, sight: ItemSight) -> Iterator[tuple[Sentence, str]]:
    """What waits for an answer, or what has come of it; else the latest report."""
    language, sign_off, asked = sight.language, item.sign_off, item.extension
    if asked:
        day = dates.day(asked.until, language, sight.now.date())
        values = {"reason": short(asked.reason), "progress": short(asked.progress)}
        yield EXTENSION, UNTIL.say(language, day=day, **values)
    if sign_off and item.state is not ItemState.OPEN:
        said = {"who": sign_off.asked_title, "words": short(sign_off.words)}
        yield FINISHED, SAID.say(language, **said)
        yield CHECKED, _by(sign_off.checked_title, sign_off.checked_at, sight)
        yield RECOGNISED, _by(sign_off.recognised_title, sign_off.recognised_at, sight)
        return
    if sign_off and sign_off.sent_back_at:
        yield WHY_BACK, _words_of(item, NoteKind.REDO)
    yield REMARKED, _last(item, language, NoteKind.REMARK)
    yield LAST, _last(item, language, *REPORTS)


def due(item: Item, item_class: ItemClass, now: datetime, language: str) -> str:
    """12月8日（周二）（一般事项 7），已延期1次."""
    kind = item_class.en if language == "en" else item_class.zh
    day = dates.day(item.deadline, language, now.date())
    said = DUE.say(language, day=day, kind=kind, code=item_class.code)
    return TIMES.say(language, due=said, n=item.extended) if item.extended else said


def source(item: Item, language: str) -> str:
    """会议 · 市政府第12次常务会议."""
    if not item.source:
        return item.source_kind
    return BOTH.say(language, a=item.source_kind, b=short(item.source))


def short(text: str) -> str:
    """As much of a text as a card carries."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _lead(item: Item, language: str) -> str:
    form = RECEIVED if item.lead.received_at else UNRECEIVED
    return form.say(language, unit=item.lead.unit) if item.open else item.lead.unit


def _part(share: Share, language: str) -> str:
    """An assisting unit: who is still missing is seen at a glance."""
    return (SIGNED if share.done_at else UNSIGNED).say(language, unit=share.unit)


def _tasks(item: Item, language: str) -> str:
    if not item.tasks:
        return ""
    done = len(item.tasks) - len(item.unfinished)
    return SOME_DONE.say(language, n=len(item.tasks), done=done)


def _last(item: Item, language: str, *kinds: NoteKind) -> str:
    notes = [note for note in item.notes if note.kind in kinds]
    return _said(notes[-1], language) if notes else ""


def _said(note: Note, language: str) -> str:
    return SAID.say(language, who=note.unit or note.by_title, words=short(note.words))


def _words_of(item: Item, kind: NoteKind) -> str:
    return next((short(n.words) for n in reversed(item.notes) if n.kind is kind), "")


def _by(who: str, at: datetime | None, sight: ItemSight) -> str:
    if at is None:
        return ""
    return BY_AT.say(sight.language, who=who, at=steps.moment(at, sight.now, sight.language))
