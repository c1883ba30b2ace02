"""用语 · 环节: each step of a chain in one line: who, what, when, in which words."""

from datetime import UTC, datetime

from bot.rules.requests import Confirmation, Need, Request, Step, StepKind, StepState
from bot.words import dates
from bot.words.sentence import Sentence

STEP_LINES = {
    StepState.PENDING: Sentence("待{who}审批", "waiting for {who}"),
    StepState.LATER: Sentence("之后报{who}", "then {who}"),
    StepState.AGREED: Sentence("{who} 同意，{at}", "{who} agreed, {at}"),
    StepState.REFUSED: Sentence("{who} 不同意，{at}", "{who} refused, {at}"),
    StepState.RETURNED: Sentence("{who} 退回，{at}", "{who} returned it, {at}"),
    StepState.FORWARDED: Sentence("{who} 请{to}审定，{at}", "{who} passed it to {to}, {at}"),
    StepState.TAKEN_BACK: Sentence("{line}；已收回，{at}", "{line}; taken back, {at}"),
    StepState.REMOVED: Sentence("{who} 已减签", "{who}: taken out again"),
    StepState.VOID: Sentence("{who} 无需再批", "{who}: no longer needed"),
}
DECIDED = (StepState.AGREED, StepState.REFUSED, StepState.RETURNED)
OUTSIDE_WAITING = Sentence("待{who}答复", "waiting for {who}'s reply")
OPINION = Sentence("{line}：{opinion}", "{line}: {opinion}")
REFERENCE = Sentence(
    "{line}（{reference}，办公室代录）", "{line} ({reference}, recorded by the office)"
)

# 委派 advice decides nothing, and reads so
ADVICE = {
    StepState.PENDING: Sentence("待{who}提意见", "waiting for advice from {who}"),
    StepState.AGREED: Sentence("{who} 建议同意，{at}", "{who} advised to agree, {at}"),
    StepState.REFUSED: Sentence("{who} 建议不同意，{at}", "{who} advised against it, {at}"),
}
ADVISED = {
    StepState.AGREED: Sentence("建议同意", "advised to agree"),
    StepState.REFUSED: Sentence("建议不同意", "advised against it"),
}
ADDED = {
    StepKind.SIGN: Sentence("{line}（{by}加签）", "{line} (added by {by})"),
    StepKind.ADVISE: Sentence("{line}（{by}委派）", "{line} (asked by {by})"),
}
ANY_OF = Sentence("{line}（或签）", "{line} (any one of them)")

VERDICTS = {
    StepState.AGREED: Sentence("同意", "agreed"),
    StepState.REFUSED: Sentence("不同意", "refused"),
    StepState.RETURNED: Sentence("退回", "returned"),
    StepState.FORWARDED: Sentence("转呈", "passed on"),
    StepState.TAKEN_BACK: Sentence("收回决定", "taken back"),
    StepState.REMOVED: Sentence("减签", "taken out"),
}
COUNTED = Sentence("已答复 {done}/{all}", "{done} of {all} back")
RECORDED = Sentence("{line}（{reference}，{by}代录）", "{line} ({reference}, written down by {by})")
CONFIRMATIONS = {
    Confirmation.NONE: Sentence("{line}", "{line}"),
    Confirmation.ASKED: Sentence("{line}，待本人确认", "{line}, not yet confirmed"),
    Confirmation.CONFIRMED: Sentence("{line}，本人已确认", "{line}, confirmed"),
    Confirmation.CONTESTED: Sentence("{line}", "{line}"),  # and when, behind it
}
CONTESTED = Sentence("{line}；本人有异议，{at}", "{line}; contested, {at}")


def step_lines(
    request: Request, now: datetime, language: str, mine: Step | None = None
) -> list[str]:
    """Each step of this round in a line: who, what, when, in which words.

    Several outside replies are counted.
    """
    current = request.current
    lines = [
        _waits(request, step, step_line(step, now, language, mine=step == mine), language)
        for step in sorted(current, key=lambda step: step.stage)
    ]
    outside = [step for step in current if step.outside]
    if len(outside) > 1:
        done = sum(1 for step in outside if step.state in DECIDED)
        every = sum(1 for step in outside if step.state is not StepState.TAKEN_BACK)
        lines.insert(0, COUNTED.say(language, done=done, all=every))
    return lines


def earlier_lines(request: Request, now: datetime, language: str) -> list[str]:
    """What was decided in earlier rounds, a line each."""
    earlier = [s for s in request.steps if s.round < request.round and s.decided_at]
    return [step_line(step, now, language) for step in earlier]


def _waits(request: Request, step: Step, line: str, language: str) -> str:
    """Of a step nobody has decided: who added it, or that one of several is enough."""
    if step.state not in (StepState.PENDING, StepState.LATER):
        return line
    by = [s.holder_title for s in request.current if step.added_by in (s.owner, s.holder)]
    if step.kind in ADDED and by:
        return ADDED[step.kind].say(language, line=line, by=by[0])
    several = [s for s in request.current if (s.stage, s.need) == (step.stage, Need.ANY)]
    return ANY_OF.say(language, line=line) if step in several and len(several) > 1 else line


def verdict(step: Step, language: str) -> str:
    """What was decided, in a word; of advice, what was advised."""
    words = ADVISED if step.kind is StepKind.ADVISE and step.state in ADVISED else VERDICTS
    return words[step.state].say(language)


def step_line(step: Step, now: datetime, language: str, *, mine: bool = False) -> str:
    """One step: 市长 同意，2026年11月24日（周二）上午9:31：注意安全."""
    line = _decision(step, now, language)
    # Words without a verdict are for their writer's eyes: 同意 among them would read as one.
    told = step.opinion if step.decided_at or mine else ""
    line = OPINION.say(language, line=line, opinion=told) if told else line
    if step.state is not StepState.TAKEN_BACK or step.taken_back_at is None:
        return line
    at = moment(step.taken_back_at, now, language)
    contested = step.confirmation is Confirmation.CONTESTED
    sentence = CONTESTED if contested else STEP_LINES[step.state]
    line = sentence.say(language, line=line, at=at)
    why = step.taken_back_why
    return OPINION.say(language, line=line, opinion=why) if why else line


def _decision(step: Step, now: datetime, language: str) -> str:
    """Who decided what and when, by whose pen; of what was taken back, what it had been."""
    at = moment(step.decided_at, now, language) if step.decided_at else ""
    state = step.former or step.state
    taken_out = state is StepState.REMOVED
    who = step.holder_title if taken_out else step.decided_title or step.holder_title
    advice = step.kind is StepKind.ADVISE and state in ADVICE
    sentence = ADVICE[state] if advice else STEP_LINES[state]
    if taken_out and step.decided_at is None:  # what was passed on to him was taken back
        sentence = STEP_LINES[StepState.VOID]
    if step.outside and step.state is StepState.PENDING:
        sentence = OUTSIDE_WAITING
    line = sentence.say(language, who=who, at=at, to=step.forwarded_to)
    if step.recorded_by:
        line = RECORDED.say(language, line=line, reference=step.reference, by=step.recorded_by)
        return CONFIRMATIONS[step.confirmation].say(language, line=line)
    if step.reference:
        return REFERENCE.say(language, line=line, reference=step.reference)
    return line


def moment(at: datetime, now: datetime, language: str) -> str:
    """A moment of the record in full, in the zone of `now`."""
    return dates.moment(at, now.tzinfo or UTC, language)
