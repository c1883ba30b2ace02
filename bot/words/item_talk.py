"""用语 · 办理: what is asked on an item's card, and what is said once it is done."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.rules.item_asking import Asked
from bot.rules.items import Item
from bot.rules.people import Official
from bot.words import dates, item
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

QUESTIONS = {
    Asked.PROGRESS: Sentence("{number} 进展如何？", "How is {number} going?"),
    Asked.PART_DONE: Sentence("{number} 本单位办结情况？", "{number}: what has your unit done?"),
    Asked.SPLIT: Sentence("{number} 怎样分解？", "How is {number} split?"),
    Asked.ASK: Sentence("{number} 办结情况？", "{number}: what was done?"),
    Asked.REDO: Sentence("{number} 退回重办的理由？", "{number}: why is it sent back?"),
    Asked.LEADER: Sentence("{number} 请哪位领导审定？", "{number}: which leader recognises it?"),
    Asked.UNTIL: Sentence("{number} 延期到哪天？", "{number}: until which day?"),
    Asked.REASON: Sentence("{number} 为什么延期？", "{number}: why is more time needed?"),
    Asked.SO_FAR: Sentence("{number} 目前进展？", "{number}: how far has it come?"),
    Asked.ANOTHER: Sentence("{number} 延期到哪天？", "{number}: until which day?"),
    Asked.NOT_EXTENDED: Sentence("{number} 不同意延期的理由？", "{number}: why not extended?"),
    Asked.DEADLINE: Sentence("{number} 时限改到哪天，为什么？", "{number}: which day, and why?"),
    Asked.DROP: Sentence("{number} 为什么作废？", "{number}: why is it dropped?"),
}
IN_A_SENTENCE = Sentence(
    "请写一句话，可同时附照片或文件", "One sentence; a photo or file may go with it"
)
WRITE_OR_TAP = Sentence("点选，或写一句话", "Tap, or write a sentence")
A_DAY = Sentence("点选，或输入日期，如：12月20日", "Tap, or write a day, such as 20 Dec")
A_NAME = Sentence("点选，或输入姓名、职务", "Tap, or write a name or post")
DAY_AND_WHY = Sentence(
    "例如：12月20日 配合上级检查顺延", "For example: 20 Dec, the inspection was put off"
)
TASK_LINES = Sentence(
    "每行一项：内容 负责人 日期，例如：摸清底数 教育局副局长甲 12月1日",
    "One per line: what, who, day, such as: count the schools NAME 1 Dec",
)
HOW = {
    Asked.SPLIT: TASK_LINES,
    Asked.REDO: WRITE_OR_TAP,
    Asked.NOT_EXTENDED: WRITE_OR_TAP,
    Asked.LEADER: A_NAME,
    Asked.UNTIL: A_DAY,
    Asked.ANOTHER: A_DAY,
    Asked.DEADLINE: DAY_AND_WHY,
}
CANNED = {
    Asked.REDO: (
        Sentence("佐证材料不足", "Evidence missing"),
        Sentence("未达到要求", "Not what was asked"),
        Sentence("请补充数据", "Figures missing"),
        Sentence("尚未落实到位", "Not carried out yet"),
    ),
    Asked.NOT_EXTENDED: (
        Sentence("请按原时限办结", "Finish in time"),
        Sentence("请先报阶段成果", "Report first results"),
    ),
}
BACK = Sentence("返回", "Back")
LONGER = (7, 15, 30)  # days offered behind the deadline

RECEIVED = Sentence("已签收 {number}", "Received {number}")
REPORTED = Sentence("已记进展 {number}", "Noted for {number}")
REMARKED = Sentence(
    "已批注 {number}，并告知牵头单位", "Your word on {number} is with the lead unit"
)
PART_SIGNED = Sentence("已报办结 {number}，待牵头单位申请销号", "Your part of {number} is signed")
SPLIT = Sentence(
    "已分解 {number}，共{n}项，已通知负责人", "{number} is split in {n}; owners are told"
)
TASK_FINISHED = Sentence("已办结一项 {number}", "One sub-task of {number} is finished")
ASKED = Sentence("已申请销号 {number}，待市政府办公室核验", "Sign-off of {number} is asked for")
CHECKED = Sentence("已核验 {number}，待{who}认可", "Checked {number}; {who} is to recognise it")
STRUCK = Sentence("已销号 {number}", "{number} is signed off")
SENT_BACK = Sentence("已退回重办 {number}", "Sent {number} back")
PASSED_ON = Sentence("{number} 已转{who}审定", "{number} is with {who}")
EXTENSION_ASKED = Sentence("已申请延期 {number}，待答复", "Extension of {number} is asked for")
EXTENDED = Sentence("已同意 {number} 延至{day}", "{number} is extended until {day}")
NOT_EXTENDED = Sentence("已答复 {number} 不延期", "Answered: {number} is not extended")
MOVED = Sentence("{number} 时限已改为{day}", "{number} is now due {day}")
DROPPED = Sentence("{number} 已作废", "{number} is dropped")
EVIDENCE_KEPT = Sentence("已收下 {number} 的佐证：{name}", "Kept with {number}: {name}")
EVIDENCE_FIRST = Sentence(
    "已收下 {number} 的佐证：{name}。请再写一句话说明情况",
    "Kept with {number}: {name}. Now say in a sentence how it stands",
)
WHICH = Sentence("哪一项？请带编号，例如：{word} T-0001", "Which? With its number: {word} T-0001")
NO_EVIDENCE = Sentence("{number} 没有附佐证", "Nothing was sent with {number}")
EVIDENCE_SENT = Sentence("{number} 佐证：{name}", "{number}: {name}")
EVIDENCE_WAITS = Sentence(
    "{number} 的佐证还在接收，请稍后再看：{names}", "Still being fetched for {number}: {names}"
)


def question(
    asked: Asked,
    about: Item,
    leaders: Sequence[Official],
    now: datetime,
    language: str,
) -> Card:
    """The card while something is asked on it."""
    how = HOW.get(asked, IN_A_SENTENCE)
    return Card(
        title=QUESTIONS[asked].say(language, number=about.number),
        fields=((item.TASK.say(language), item.short(about.task)),),
        lines=(how.say(language),),
        choices=(*_offered(asked, about, leaders, now, language), (_back(about, language),)),
    )


def _offered(
    asked: Asked, about: Item, leaders: Sequence[Official], now: datetime, language: str
) -> tuple[tuple[Choice, ...], ...]:
    if asked in (Asked.UNTIL, Asked.ANOTHER):
        today = now.date()
        days = [about.deadline + timedelta(days=n) for n in LONGER]
        keys = [_key(asked, about, dates.day(d, language, today), _typed(d)) for d in days]
        return tuple((key,) for key in keys)
    if asked is Asked.LEADER:
        keys = [_key(asked, about, leader.title, leader.id) for leader in leaders]
        return tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))
    canned = [one.say(language) for one in CANNED.get(asked, ())]
    keys = [_key(asked, about, words, words) for words in canned]
    return tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))


def _typed(day: date) -> str:
    return day.isoformat()


def _key(asked: Asked, about: Item, label: str, words: str) -> Choice:
    args = {"number": about.number, "asked": asked, "words": words}
    return Choice(label, "item.said", args)


def _back(about: Item, language: str) -> Choice:
    return Choice(BACK.say(language), "item.back", {"number": about.number})
