"""用语 · 同期情况: what an approver is reminded of beside a request, one line each; no reasons."""

from collections.abc import Iterable
from datetime import date

from bot.rules.conflicts import Absence, Conflict, ConflictKind
from bot.words import dates
from bot.words.sentence import Sentence
from bot.words.trip import JOIN

LINES = {
    ConflictKind.OWN: Sentence(
        "提醒：申请人同期另有请假（{absences}）", "Note: the applicant's other leave ({absences})"
    ),
    ConflictKind.OTHER_HEAD: Sentence(
        "提醒：{who}同期外出（{absences}）", "Note: {who} away too ({absences})"
    ),
    ConflictKind.VICE_MAYORS: Sentence(
        "提醒：同期外出的副市长较多（{each}）", "Note: many vice-mayors away ({each})"
    ),
    ConflictKind.DEPARTMENT: Sentence(
        "提醒：本单位其他领导同期均外出（{each}）",
        "Note: no other leader of the department is there ({each})",
    ),
    ConflictKind.MEETING: Sentence(
        "提醒：期间有常务会议（{meetings}）", "Note: executive meeting ({meetings})"
    ),
}
ABSENCE = Sentence("{number}，{span}", "{number}, {span}")
ASKED = Sentence("{number}，{span}，待批", "{number}, {span}, not agreed yet")
SEVERAL = Sentence("；", "; ")
EACH = Sentence("{who} {number}", "{who} {number}")


def notes(conflicts: Iterable[Conflict], today: date, language: str) -> tuple[str, ...]:
    """The facts as lines of a card."""
    return tuple(_note(conflict, today, language) for conflict in conflicts)


def _note(conflict: Conflict, today: date, language: str) -> str:
    absences, join = conflict.absences, JOIN.say(language)
    return LINES[conflict.kind].say(
        language,
        who=join.join(dict.fromkeys(a.title for a in absences)),
        absences=SEVERAL.say(language).join(_absence(a, today, language) for a in absences),
        each=join.join(EACH.say(language, who=a.title, number=a.number) for a in absences),
        meetings=join.join(dates.halfday(half, language, today) for half in conflict.at),
    )


def _absence(absence: Absence, today: date, language: str) -> str:
    span = dates.span(absence.span, language, today)
    sentence = ABSENCE if absence.agreed else ASKED
    return sentence.say(language, number=absence.number, span=span)
