"""Which reasons the form asks, in which order, and who may sit in at a meeting."""

from dataclasses import replace

import pytest

from bot.rules.conflicts import Conflict, ConflictKind
from bot.rules.dates import HalfDay, Part
from bot.rules.draft import Draft
from bot.rules.reasons import ASKED, Facts, attending, first_missing, may_attend, needed_only
from bot.rules.refusal import CannotAttend, UnknownPerson
from tests.rules.filed import TODAY, who
from tests.rules.proof_city import EDUCATION, POLICY, official, roster

CITY = roster(
    official("fsz2", "工业副市长", ("vice_mayor", "")),
    official("jyj3", "教育局副局长乙", ("deputy", EDUCATION)),
)
ALONE = Conflict(kind=ConflictKind.OWN)
HEADS = Conflict(kind=ConflictKind.OTHER_HEAD)
MANY = Conflict(kind=ConflictKind.VICE_MAYORS)
LAST = Conflict(kind=ConflictKind.DEPARTMENT)
MEETING = Conflict(kind=ConflictKind.MEETING, at=(HalfDay(TODAY, Part.MORNING),))
ABLE = (who("教育局副局长", CITY),)
DONE = Draft(late_reason="临时", apart_reason="值守", excuse="上级会议", attends="教育局副局长")

ASKS = [
    # late, beside, somebody able to attend → asked, in order
    (False, (), ABLE, []),
    (True, (), (), ["late"]),
    (False, (ALONE, LAST), (), []),
    (False, (HEADS,), (), ["apart"]),
    (False, (MANY,), (), ["apart"]),
    (True, (HEADS, MANY), (), ["late", "apart"]),
    (False, (MEETING,), ABLE, ["excuse", "attends"]),
    (False, (MEETING,), (), ["excuse"]),
    (True, (HEADS, MEETING), ABLE, ["late", "apart", "excuse", "attends"]),
]


@pytest.mark.parametrize(("late", "beside", "able", "asked"), ASKS)
def test_what_is_asked(
    late: bool, beside: tuple[Conflict, ...], able: tuple[object, ...], asked: list[str]
) -> None:
    facts = Facts(late=late, beside=beside, may_attend=able)  # type: ignore[arg-type]
    draft, seen = Draft(), []
    while step := first_missing(draft, facts):
        seen.append(step)
        answer = {ASKED[step].field: "说明"}
        draft = replace(draft, **answer)  # type: ignore[arg-type]
    assert seen == asked


@pytest.mark.parametrize(("late", "beside", "able", "asked"), ASKS)
def test_answers_nobody_asks_for_any_more_are_not_kept(
    late: bool, beside: tuple[Conflict, ...], able: tuple[object, ...], asked: list[str]
) -> None:
    facts = Facts(late=late, beside=beside, may_attend=able)  # type: ignore[arg-type]
    kept = needed_only(DONE, facts)
    assert first_missing(kept, facts) == ""
    assert [step for step, one in ASKED.items() if getattr(kept, one.field)] == asked


ABLE_FOR = [
    ("教育局局长", ["教育局副局长", "教育局副局长乙"]),
    ("教育局副局长", ["教育局局长", "教育局副局长乙"]),
    ("教育副市长", ["市长", "常务副市长", "工业副市长"]),
    ("市长", ["常务副市长", "教育副市长", "工业副市长"]),
]


@pytest.mark.parametrize(("applicant", "able"), ABLE_FOR)
def test_who_may_sit_in(applicant: str, able: list[str]) -> None:
    found = may_attend(who(applicant, CITY), CITY, POLICY)
    assert [o.title for o in found] == able


def test_whoever_is_named_must_be_able_to() -> None:
    facts = Facts(late=False, beside=(MEETING,), may_attend=ABLE)
    assert attending("教育局副局长", facts, CITY).id == "jyj2"
    with pytest.raises(CannotAttend):
        attending("督查室主任", facts, CITY)
    with pytest.raises(UnknownPerson):
        attending("某某某", facts, CITY)
