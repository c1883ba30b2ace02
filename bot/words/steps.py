"""用语 · 环节: each step of a chain in one line: who, what, when, in which words."""

from datetime import UTC, datetime

from bot.rules.requests import Confirmation, Request, Step, StepState
from bot.words import dates
from bot.words.sentence import Sentence

STEP_LINES = {
    StepState.PENDING: Sentence("待{who}审批", "waiting for {who}"),
    StepState.LATER: Sentence("之后报{who}", "then {who}"),
    StepState.AGREED: Sentence("{who} 同意，{at}", "{who} agreed, {at}"),
    StepState.REFUSED: Sentence("{who} 不同意，{at}", "{who} refused, {at}"),
    StepState.RETURNED: Sentence("{who} 退回，{at}", "{who} returned it, {at}"),
    StepState.FORWARDED: Sentence("{who} 请{to}审定，{at}", "{who} passed it to {to}, {at}"),
    StepState.TAKEN_BACK: Sentence("{who} 收回了决定", "{who} took the decision back"),
    StepState.REMOVED: Sentence("{who} 已减签", "{who}: taken out again"),
    StepState.VOID: Sentence("{who} 无需再批", "{who}: no longer needed"),
}
OUTSIDE_WAITING = Sentence("待{who}答复", "waiting for {who}'s reply")
OPINION = Sentence("{line}：{opinion}", "{line}: {opinion}")
REFERENCE = Sentence(
    "{line}（{reference}，办公室代录）", "{line} ({reference}, recorded by the office)"
)

VERDICTS = {
    StepState.AGREED: Sentence("同意", "agreed"),
    StepState.REFUSED: Sentence("不同意", "refused"),
    StepState.RETURNED: Sentence("退回", "returned"),
    StepState.FORWARDED: Sentence("转呈", "passed on"),
    StepState.TAKEN_BACK: Sentence("收回决定", "taken back"),
}
COUNTED = Sentence("已答复 {done}/{all}", "{done} of {all} back")
RECORDED = Sentence("{line}（{by}代录）", "{line} (written down by {by})")
CONFIRMATIONS = {
    Confirmation.NONE: Sentence("{line}", "{line}"),
    Confirmation.ASKED: Sentence("{line}，待本人确认", "{line}, not yet confirmed"),
    Confirmation.CONFIRMED: Sentence("{line}，本人已确认", "{line}, confirmed"),
    Confirmation.CONTESTED: Sentence("{line}，本人有异议", "{line}, contested"),
}


def step_lines(
    request: Request, now: datetime, language: str, mine: Step | None = None
) -> list[str]:
    """Each step in a line: who, what, when, in which words. Several outside replies are counted."""
    current = request.current
    earlier = [s for s in request.steps if s.round < request.round and s.decided_at]
    lines = [step_line(step, now, language, mine=step == mine) for step in (*earlier, *current)]
    outside = [step for step in current if step.outside]
    if len(outside) > 1:
        done = sum(1 for step in outside if step.decided_at)
        lines.insert(0, COUNTED.say(language, done=done, all=len(outside)))
    return lines


def step_line(step: Step, now: datetime, language: str, *, mine: bool = False) -> str:
    """One step: 市长 同意，2026年11月24日（周二）上午9:31：注意安全."""
    at = moment(step.decided_at, now, language) if step.decided_at else ""
    who = step.decided_title or step.holder_title
    sentence = STEP_LINES[step.state]
    if step.outside and step.state is StepState.PENDING:
        sentence = OUTSIDE_WAITING
    line = sentence.say(language, who=who, at=at, to=step.forwarded_to)
    if step.reference:
        line = REFERENCE.say(language, line=line, reference=step.reference)
    if step.recorded_by:
        line = RECORDED.say(language, line=line, by=step.recorded_by)
        line = CONFIRMATIONS[step.confirmation].say(language, line=line)
    # Words without a verdict are for their writer's eyes: 同意 among them would read as one.
    told = step.opinion if step.decided_at or mine else ""
    return OPINION.say(language, line=line, opinion=told) if told else line


def moment(at: datetime, now: datetime, language: str) -> str:
    """A moment of the record in full, in the zone of `now`."""
    return dates.moment(at, now.tzinfo or UTC, language)
