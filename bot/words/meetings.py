"""用语 · 常务会议: announcing executive meetings, listing them and calling one off."""

from collections.abc import Sequence
from datetime import date

from bot.message import Style
from bot.rules.conflicts import Absence
from bot.rules.dates import HalfDay
from bot.words import dates
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

LIST = Sentence("已发布的常务会议（{n}）", "Executive meetings announced ({n})")
NONE = Sentence("没有已发布的常务会议", "No executive meeting is announced")
HOW = Sentence(
    "发布请写：常务会议 12月2日上午", "To announce one: executive meeting 2026-12-02 morning"
)
HOW_OFF = Sentence("取消请点选，或写：取消会议 12月2日上午", "To call one off, tap it")
OFF_KEY = Sentence("取消 {at}", "Call off {at}")
ASK = Sentence("发布{at}的常务会议？", "Announce the executive meeting of {at}?")
AFFECTED = Sentence("{who} {number}：{span}", "{who} {number}: {span}")
AFFECTED_ASKED = Sentence("{who} {number}：{span}（待批）", "{who} {number}: {span} (not agreed)")
AFFECTS = Sentence("会期已有人请假（{n}）：", "On leave then ({n}):")
MORE = Sentence("另有{n}件", "{n} more")
NOTICE = Sentence(
    "发布后，会期请假须另写理由并指定一位代会；待批的请假会提醒审批人。",
    "Leave then needs a reason and somebody who attends; approvers are reminded.",
)
YES = Sentence("发布", "Announce")
NO = Sentence("不发布", "Do not")
ANNOUNCED = Sentence("已发布{at}的常务会议", "Announced: {at}")
STANDS = Sentence("{at}的常务会议已经发布过", "Already announced: {at}")
NOT_ANNOUNCED = Sentence("没有发布", "Not announced")
ASK_OFF = Sentence("取消{at}的常务会议？", "Call off the executive meeting of {at}?")
YES_OFF = Sentence("确定取消", "Yes, call off")
NO_OFF = Sentence("不取消", "Keep it")
CALLED_OFF = Sentence("已取消{at}的常务会议", "Called off: {at}")
NO_SUCH = Sentence("{at}没有已发布的常务会议", "No executive meeting is announced for {at}")
KEPT = Sentence("常务会议照常举行", "The meeting stands")


def listed(meetings: Sequence[HalfDay], today: date, language: str) -> Card:
    """Those to come, each with a button that calls it off."""
    keys = [
        Choice(OFF_KEY.say(language, at=_at(at, today, language)), "meetings.call_off", args(at))
        for at in meetings
    ]
    title = LIST.say(language, n=len(meetings)) if meetings else NONE.say(language)
    how = (HOW, HOW_OFF) if meetings else (HOW,)
    return Card(
        title=title,
        lines=(
            *(_at(at, today, language) for at in meetings),
            *(sentence.say(language) for sentence in how),
        ),
        choices=tuple((key,) for key in keys),
    )


def ask(at: HalfDay, away: Sequence[Absence], most: int, today: date, language: str) -> Card:
    """Before it is announced: who has asked for leave then."""
    lines = [AFFECTS.say(language, n=len(away))] if away else []
    lines += [_affected(absence, today, language) for absence in away[:most]]
    lines += [MORE.say(language, n=len(away) - most)] if len(away) > most else []
    return Card(
        title=ASK.say(language, at=_at(at, today, language)),
        lines=(*lines, NOTICE.say(language)),
        choices=(
            (
                Choice(YES.say(language), "meetings.announce", {**args(at), "sure": 1}, Style.YES),
                Choice(NO.say(language), "meetings.leave", {}),
            ),
        ),
    )


def ask_off(at: HalfDay, today: date, language: str) -> Card:
    """Before it is called off."""
    yes = {**args(at), "sure": 1}
    return Card(
        title=ASK_OFF.say(language, at=_at(at, today, language)),
        choices=(
            (
                Choice(YES_OFF.say(language), "meetings.call_off", yes, Style.NO),
                Choice(NO_OFF.say(language), "meetings.keep", {}),
            ),
        ),
    )


def said(sentence: Sentence, at: HalfDay, today: date, language: str) -> str:
    """One sentence about one meeting."""
    return sentence.say(language, at=_at(at, today, language))


def args(at: HalfDay) -> dict[str, object]:
    """A meeting as a button names it."""
    return {"day": at.day.isoformat(), "part": int(at.part)}


def _at(at: HalfDay, today: date, language: str) -> str:
    return dates.halfday(at, language, today)


def _affected(absence: Absence, today: date, language: str) -> str:
    return (AFFECTED if absence.agreed else AFFECTED_ASKED).say(
        language,
        who=absence.title,
        number=absence.number,
        span=dates.span(absence.span, language, today),
    )
