"""用语 · 批量同意: the list that is agreed to in one confirm, and what became of it."""

from collections.abc import Sequence

from bot.message import Style
from bot.rules.batch import Special
from bot.rules.requests import Request, Step
from bot.words import dates
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence
from bot.words.trip import JOIN, place

OFFER = Sentence("批量同意", "Agree to several")
TITLE = Sentence("同意以下{n}件？", "Agree to these {n}?")
LINE = Sentence("{number} {who}：{span} {place}", "{number} {who}: {span}, {place}")
LEFT_OUT = Sentence("未列入，请逐件办理：{each}", "Left out, one by one: {each}")
EACH = Sentence("{number}（{why}）", "{number} ({why})")
LATER = Sentence("另有{n}件，办完这些再办", "{n} more after these")
YES = Sentence("确定同意{n}件", "Yes, agree to {n}")
BACK = Sentence("返回", "Back")
TOO_FEW = Sentence("现在没有可以批量同意的", "Nothing can be agreed to together now")
AGREED = Sentence("已同意{n}件：{each}", "Agreed to {n}: {each}")
NONE_AGREED = Sentence("没有同意任何一件", "None was agreed to")
MOVED = Sentence("情况有变，没有处理：{each}", "Changed meanwhile, nothing done: {each}")
GONE = Sentence("已不在您处", "no longer with you")
WHYS = {
    Special.CHANGE: Sentence("变更", "a change"),
    Special.SIGNED: Sentence("加签、委派", "signers added"),
    Special.PASSED_ON: Sentence("转呈", "passed on"),
    Special.FOR_ANOTHER: Sentence("代他人审批", "for somebody else"),
    Special.FILED_FOR: Sentence("代填", "filed for him"),
    Special.REFILED: Sentence("退回后重报", "filed again"),
    Special.LATE: Sentence("迟报", "late"),
    Special.BESIDE: Sentence("有提醒", "has a note"),
    Special.ASKED: Sentence("待补充材料", "more was asked for"),
    Special.FAR: Sentence("非省内", "not known to be in the province"),
    Special.LONG: Sentence("天数较多", "long"),
}


def offer(language: str) -> Choice:
    """The button under a list of what waits."""
    return Choice(OFFER.say(language), "batch.offer")


def listed(
    routine: Sequence[tuple[Request, Step]],
    most: int,
    left_out: Sequence[tuple[Request, Special]],
    language: str,
) -> Card:
    """One line each, and below what is left out with the reason."""
    shown = routine[:most]
    lines = [_line(request, language) for request, _ in shown]
    lines += [LATER.say(language, n=len(routine) - most)] if len(routine) > most else []
    each = [(request.number, WHYS[why]) for request, why in left_out]
    lines += [LEFT_OUT.say(language, each=_each(each, language))] if each else []
    steps = [[request.number, step.id] for request, step in shown]
    return Card(
        title=TITLE.say(language, n=len(shown)),
        lines=tuple(lines),
        choices=(
            (
                Choice(YES.say(language, n=len(shown)), "batch.agree", {"steps": steps}, Style.YES),
                Choice(BACK.say(language), "batch.back"),
            ),
        ),
    )


def done(agreed: Sequence[str], moved: Sequence[tuple[str, Special | None]], language: str) -> Card:
    """What was agreed to, and what had moved on meanwhile."""
    join = JOIN.say(language)
    title = AGREED.say(language, n=len(agreed), each=join.join(agreed))
    each = [(number, WHYS[why] if why else GONE) for number, why in moved]
    return Card(
        title=title if agreed else NONE_AGREED.say(language),
        lines=(MOVED.say(language, each=_each(each, language)),) if each else (),
    )


def _each(numbered: Sequence[tuple[str, Sentence]], language: str) -> str:
    told = (EACH.say(language, number=number, why=why.say(language)) for number, why in numbered)
    return JOIN.say(language).join(told)


def _line(request: Request, language: str) -> str:
    trip = request.trip
    return LINE.say(
        language,
        number=request.number,
        who=request.applicant_title,
        span=dates.span(trip.span, language),
        place=place(trip, language),
    )
