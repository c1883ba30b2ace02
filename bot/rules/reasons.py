"""Reasons 说明 the form asks for only where the facts call for one; nobody is blocked by any."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.rules.conflicts import Conflict, ConflictKind, leaders
from bot.rules.draft import Draft
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy
from bot.rules.refusal import CannotAttend


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a draft meets: whether it is late, what stands beside it, who may sit in for him."""

    late: bool
    late_change: bool = False  # an agreed trip changed at short notice, or on the way
    beside: tuple[Conflict, ...] = ()
    may_attend: tuple[Official, ...] = ()

    def has(self, *kinds: ConflictKind) -> bool:
        return any(conflict.kind in kinds for conflict in self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: where its answer is kept, and when it is asked."""

    field: str  # of the draft
    needed: Callable[[Facts], bool]
    about: tuple[ConflictKind, ...] = ()  # the facts it is about


_APART = (ConflictKind.OTHER_HEAD, ConflictKind.VICE_MAYORS)
_MEETING = (ConflictKind.MEETING,)
ASKED: Mapping[str, Asked] = {  # by step of the form, in the order they are asked
    "late": Asked(field="late_reason", needed=lambda facts: facts.late),
    "change": Asked(field="change_reason", needed=lambda facts: facts.late_change),
    "apart": Asked(field="apart_reason", needed=lambda facts: facts.has(*_APART), about=_APART),
    "excuse": Asked(field="excuse", needed=lambda facts: facts.has(*_MEETING), about=_MEETING),
    "attends": Asked(
        field="attends",
        needed=lambda facts: facts.has(*_MEETING) and bool(facts.may_attend),
        about=_MEETING,
    ),
}


def first_missing(draft: Draft, facts: Facts) -> str:
    """The step that asks for the first reason still missing; "" for none."""
    return next(
        (
            step
            for step, asked in ASKED.items()
            if asked.needed(facts) and not getattr(draft, asked.field)
        ),
        "",
    )


def needed_only(draft: Draft, facts: Facts) -> Draft:
    """The draft without answers to what is not asked any more, since its dates were changed."""
    over = {a.field: "" for a in ASKED.values() if not a.needed(facts)}
    return replace(draft, **over)  # type: ignore[arg-type]


def may_attend(applicant: Official, roster: Roster, policy: Policy) -> tuple[Official, ...]:
    """Who may sit in for him at a meeting: his department's other leaders, else his equals.

    The other half of his AB pair and the other head come first.
    """
    department = policy.main_post(applicant).department
    if department:
        return tuple(o for o in leaders(department, roster, policy) if o.id != applicant.id)
    city = (
        o
        for o in roster.with_rank(*policy.leave.meeting_ranks)
        if o.id != applicant.id and not policy.main_post(o).department
    )
    return tuple(sorted(city, key=lambda o: o.id != applicant.ab))


def attending(words: str, facts: Facts, roster: Roster) -> Official:
    """Whoever the words name, if he may attend; raises Unclear or CannotAttend."""
    official = roster.the_one(words)
    if official.id not in {o.id for o in facts.may_attend}:
        raise CannotAttend(official.title)
    return official
