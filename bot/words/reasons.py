"""用语 · 说明: the questions of the form that are asked only where there is a reason to."""

from datetime import date

from bot.rules.draft import Draft
from bot.rules.reasons import ASKED, Facts
from bot.words import conflicts
from bot.words.card import Card, Choice
from bot.words.form import HOW_TEXT, leave_row, so_far
from bot.words.sentence import Sentence

TITLES = {
    "late": Sentence("请说明迟报原因", "Please say why it is filed late"),
    "change": Sentence("请说明变更原因", "Please say why the trip is changed"),
    "apart": Sentence("请说明同期外出的原因", "Please say why several leaders are away at once"),
    "excuse": Sentence(
        "请写明向常务会议请假的理由", "Please say why you miss the executive meeting"
    ),
    "attends": Sentence("由谁代为参加常务会议？", "Who attends the executive meeting for you?"),
}
WHY = {
    "late": Sentence(
        "距出发不足{days}个工作日，请写明原因；照常报批，系统会注明“迟报”。",
        "Less than {days} working days ahead: give a reason; it is filed all the same, marked late.",
    ),
    "change": Sentence(
        "临近出发或已在外，请写明原因；照常报批，原因随变更送审批人。",
        "The departure is near or past: give a reason; it is filed all the same.",
    ),
    "apart": Sentence(
        "照常报批，说明随请假单送审批人。", "It is filed all the same, with your reason on it."
    ),
    "excuse": Sentence(
        "照常报批，理由随请假单送审批人。", "It is filed all the same, with your reason on it."
    ),
    "attends": Sentence("请指定一位。", "Name one person."),
}
CANNED = {
    "late": (
        Sentence("临时通知", "Notified at short notice"),
        Sentence("紧急公务", "Urgent official business"),
        Sentence("突发情况", "Sudden event"),
        Sentence("个人急事", "Urgent personal matter"),
    ),
    "change": (
        Sentence("会议改期", "The meeting was moved"),
        Sentence("工作尚未完成", "The work is not done yet"),
        Sentence("交通原因", "Travel was disrupted"),
        Sentence("另有紧急公务", "Other urgent business"),
    ),
    "apart": (
        Sentence("上级会议要求参加", "Called to a meeting by superiors"),
        Sentence("已商定由他人值守", "Somebody stays on duty"),
        Sentence("紧急公务", "Urgent official business"),
        Sentence("行程无法调整", "The dates cannot be moved"),
    ),
    "excuse": (
        Sentence("上级会议要求参加", "Called to a meeting by superiors"),
        Sentence("紧急公务", "Urgent official business"),
        Sentence("公务早有安排", "Arranged long before"),
        Sentence("个人急事", "Urgent personal matter"),
    ),
}
OFFERED = 6  # people on buttons; any other is typed


def question(
    step: str, draft: Draft, facts: Facts, today: date, language: str, *, lead_days: int
) -> Card:
    """The card that asks for one reason, with the fact that calls for it."""
    about = (fact for fact in facts.beside if fact.kind in ASKED[step].about)
    told = conflicts.notes(about, today, language)
    why = WHY[step].say(language, days=lead_days)
    keys = _keys(step, facts, language)
    rows = tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))
    return Card(
        title=TITLES[step].say(language),
        fields=so_far(draft, today, language),
        lines=(*told, why, HOW_TEXT.say(language)),
        choices=(*rows, leave_row(step, language)),
    )


def _keys(step: str, facts: Facts, language: str) -> list[Choice]:
    if step == "attends":
        return [_key(step, o.title, o.id) for o in facts.may_attend[:OFFERED]]
    return [_key(step, r.say(language), r.say(language)) for r in CANNED[step]]


def _key(step: str, label: str, answer: str) -> Choice:
    return Choice(label, "form.text", {"step": step, "text": answer})
