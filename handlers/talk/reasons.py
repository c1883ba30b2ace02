"""Reasons 说明 the form asks where the facts call for them: late, both away, a meeting missed."""

from dataclasses import replace

from bot.rules import change
from bot.rules import reasons as rules
from bot.rules.conflicts import Conflict, absences_in
from bot.rules.draft import Draft, is_late
from bot.rules.people import Official
from bot.rules.reasons import Facts
from bot.words import reasons as words
from bot.words.card import Card
from handlers.talk import draft as drafts
from handlers.talk.turn import Turn
from storage import conflicts, people, requests


async def facts(turn: Turn, draft: Draft, applicant: Official) -> Facts:
    """What the draft meets, once it says when."""
    if draft.span is None:
        return Facts(late=False)
    trip = drafts.check(turn, draft)
    beside = await conflicts.of_trip(
        turn.tx, trip, applicant, turn.policy, besides=draft.amends or draft.changes
    )
    if draft.stands and not change.needs_agreement(draft.stands, trip, turn.policy.leave):
        return Facts(late=False)
    late = is_late(draft.span, turn.policy.leave, turn.today)
    return Facts(
        late=late and not draft.stands,
        late_change=late and draft.stands is not None,
        beside=beside,
        may_attend=await _may_attend(turn, applicant, beside),
    )


async def put(turn: Turn, draft: Draft, step: str, words_: str, applicant: Official) -> Draft:
    """The draft with the answer to any step that is typed or tapped. Raises a Refusal."""
    if step != "attends":
        return drafts.put(turn, draft, step, words_)
    met = await facts(turn, draft, applicant)
    roster = await people.roster(turn.tx)
    return replace(draft, attends=rules.attending(words_, met, roster).title)


def question(turn: Turn, draft: Draft, step: str, met: Facts) -> Card:
    """The card that asks for one of them."""
    lead = turn.policy.leave.lead_working_days
    return words.question(step, draft, met, turn.today, turn.language, lead_days=lead)


async def _may_attend(
    turn: Turn, applicant: Official, beside: tuple[Conflict, ...]
) -> tuple[Official, ...]:
    """Whoever may sit in for him and is not away himself."""
    meetings = [half for conflict in beside for half in conflict.at]
    if not meetings:
        return ()
    days = [half.day for half in meetings]
    leaves = await requests.agreed_between(turn.tx, min(days), max(days))
    away = {
        a.official
        for a in absences_in(leaves)
        if any(a.span.start <= half <= a.span.end for half in meetings)
    }
    roster = await people.roster(turn.tx)
    able = rules.may_attend(applicant, roster, turn.policy)
    return tuple(o for o in able if o.id not in away)
