"""用语 · 办理过程: an item's whole timeline, and each of its acts in a sentence."""

from bot.rules.items import Item, Note, NoteKind
from bot.words import dates, item
from bot.words.card import Card
from bot.words.item_sight import ItemSight
from bot.words.sentence import Sentence

DID = {
    NoteKind.OPENED: Sentence("{who}立项交办", "{who} opened it and handed it out"),
    NoteKind.RECEIVED: Sentence("{who}签收", "{who} received it"),
    NoteKind.PROGRESS: Sentence("{who}报进展", "{who} reported"),
    NoteKind.REMARK: Sentence("{who}批注", "{who} had a word to say"),
    NoteKind.PART_DONE: Sentence("{who}报本单位办结", "{who} signed the unit's part"),
    NoteKind.SPLIT: Sentence("{who}分解任务", "{who} split it"),
    NoteKind.TASK_DONE: Sentence("{who}办结一项分解任务", "{who} finished a sub-task"),
    NoteKind.ASKED: Sentence("{who}申请销号", "{who} asked for sign-off"),
    NoteKind.CHECKED: Sentence("{who}核验通过", "{who} checked it"),
    NoteKind.RECOGNISED: Sentence("{who}认可销号", "{who} recognised it"),
    NoteKind.REDO: Sentence("{who}退回重办", "{who} sent it back"),
    NoteKind.PASSED_ON: Sentence("{who}转领导审定", "{who} passed it to another leader"),
    NoteKind.EXTENSION_ASKED: Sentence("{who}申请延期", "{who} asked for an extension"),
    NoteKind.EXTENDED: Sentence("{who}同意延期", "{who} granted an extension"),
    NoteKind.NOT_EXTENDED: Sentence("{who}未同意延期", "{who} did not extend it"),
    NoteKind.DEADLINE: Sentence("{who}调整时限", "{who} moved the deadline"),
    NoteKind.CHILD: Sentence("{who}续办立项", "{who} opened an item that follows it"),
    NoteKind.SLIP: Sentence("{who}发出督办单", "{who} sent a slip"),
    NoteKind.DROPPED: Sentence("{who}作废", "{who} dropped it"),
    NoteKind.HANDED_OVER: Sentence(
        "{who}记：经办人变动，由接任同志接办", "{who}: a successor took over"
    ),
}
ACTS = {f"item_{kind}": sentence for kind, sentence in DID.items()}
TITLE = Sentence("{number} 办理过程", "The story of {number}")
LINE = Sentence("{at} {did}", "{at} {did}")
SAID = Sentence("{line}：{words}", "{line}: {words}")
UNTIL = Sentence("{line}（{day}）", "{line} ({day})")
EARLIER = Sentence("此前另有{n}条", "{n} more before these")
SUBTASK = Sentence(
    "分解任务：{what}，{who}，{day}，{state}", "Sub-task: {what}, {who}, {day}, {state}"
)
DONE = Sentence("已办结", "finished")
NOT_DONE = Sentence("未办结", "not finished")
ROOM = 3000  # characters; a message takes 4096


def story(about: Item, sight: ItemSight) -> Card:
    """Its whole timeline, oldest first; of a very long one the latest lines."""
    language, today = sight.language, sight.now.date()
    lines, left = list[str](), ROOM
    for note in reversed(about.notes):
        line = _line(note, sight)
        left -= len(line) + 1
        if left < 0:
            break
        lines.insert(0, line)
    earlier = len(about.notes) - len(lines)
    tasks = [
        SUBTASK.say(
            language,
            what=task.what,
            who=task.owner_title,
            day=dates.day(task.due_on, language, today),
            state=(DONE if task.done_at else NOT_DONE).say(language),
        )
        for task in about.tasks
    ]
    return Card(
        title=TITLE.say(language, number=about.number),
        fields=(
            (item.TASK.say(language), about.task),
            (item.DEADLINE.say(language), item.due(about, sight.item_class, sight.now, language)),
        ),
        lines=(*((EARLIER.say(language, n=earlier),) if earlier else ()), *lines, *tasks),
    )


def _line(note: Note, sight: ItemSight) -> str:
    language, here = sight.language, note.at.astimezone(sight.now.tzinfo)
    day = dates.day(here.date(), language, sight.now.date())
    did = DID[note.kind].say(language, who=note.by_title)
    line = LINE.say(language, at=f"{day}{here:%H:%M}", did=did)
    if note.day:
        line = UNTIL.say(language, line=line, day=dates.day(note.day, language, here.date()))
    return SAID.say(language, line=line, words=note.words) if note.words else line
