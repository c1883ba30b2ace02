"""The guided leave form 请假单: one card that changes step by step, and a draft that survives."""

from dataclasses import replace
from datetime import date, timedelta

from bot.rules import leave as rules
from bot.rules.dates import HalfDay, Part
from bot.rules.draft import Draft, clashing, is_late
from bot.rules.policy import chain_of
from bot.rules.refusal import AlreadyFiled, FormOver, NotFiledYet, UnclearDates, UnclearLine
from bot.rules.requests import Request
from bot.rules.ruling import View
from bot.rules.typed_dates import take_halfday
from bot.words import dates
from bot.words import form as words
from bot.words import leave as leave_words
from bot.words.card import Card
from bot.words.trip import subject as subject_line
from handlers.talk import draft as drafts
from handlers.talk.turn import Reply, Turn, load, told
from storage import letters, people, requests, talks
from storage.record import record, refresh
from storage.talks import Talk

ERRAND = "form"
LIFE = timedelta(days=7)
RECENT = 20  # own requests looked at for an overlap
ORDER = ("start", "end", "place", "reason")


async def begin(turn: Turn) -> Reply:
    """请假, alone: the first question. With a line behind it: straight to the preview."""
    rules.route_of(turn.speaker, turn.policy, turn.today)
    draft = Draft(phone=turn.speaker.phone)
    if turn.words:
        draft = drafts.read(turn, draft, turn.words)
    return await _ask(turn, draft, drafts.next_step(turn, draft))


async def amend(turn: Turn) -> Reply:
    """修改重报: a returned request back in the form, to be filed again under its number."""
    request = await load(turn, turn.args["number"])
    rules.may_amend(request, turn.speaker)
    return await _ask(turn, drafts.of_request(request), "mend")


async def typed(turn: Turn, talk: Talk) -> Reply:
    """Words typed while the form is open answer the step it stands at."""
    draft, step = drafts.restored(talk.state["draft"]), talk.state["step"]
    turn = replace(turn, letter=talk.letter)
    words_ = turn.incoming.text.strip()
    if step in ("start", "end"):
        return await _typed_day(turn, draft, step, words_)
    if step in ("preview", "mend"):
        return await _typed_label(turn, words_)
    return await _after(turn, drafts.put(turn, draft, step, words_), step, mending=_mending(talk))


async def day(turn: Turn) -> Reply:
    """A day tapped on the quick keys or the calendar."""
    draft, talk = await _open(turn)
    half = HalfDay(date.fromisoformat(turn.args["day"]), Part(turn.args["part"]))
    draft = drafts.with_day(turn, draft, turn.args["step"], half)
    return await _after(turn, draft, turn.args["step"], mending=_mending(talk))


async def part(turn: Turn) -> Reply:
    """上午/下午/晚上 chosen before the day."""
    draft, talk = await _open(turn)
    month = turn.args["month"] and date.fromisoformat(turn.args["month"])
    return await _ask(
        turn,
        draft,
        turn.args["step"],
        part=Part(turn.args["part"]),
        month=month or None,
        mending=_mending(talk),
    )


async def month(turn: Turn) -> Reply:
    """The calendar opened, or turned to another month."""
    draft, talk = await _open(turn)
    shown = date.fromisoformat(turn.args["month"])
    part_ = Part(talk.state.get("part", _default_part(turn.args["step"])))
    step = turn.args["step"]
    return await _ask(turn, draft, step, part=part_, month=shown, mending=_mending(talk))


async def text(turn: Turn) -> Reply:
    """A place or reason tapped instead of typed."""
    draft, talk = await _open(turn)
    draft = drafts.put(turn, draft, turn.args["step"], turn.args["text"])
    return await _after(turn, draft, turn.args["step"], mending=_mending(talk))


async def ask(turn: Turn) -> Reply:
    """One part of the preview to be changed."""
    draft, _ = await _open(turn)
    return await _ask(turn, draft, turn.args["step"], mending=True)


async def mend(turn: Turn) -> Reply:
    """修改: which part?"""
    draft, _ = await _open(turn)
    return await _ask(turn, draft, "mend")


async def back(turn: Turn) -> Reply:
    """上一步: to the question before, or back to the preview."""
    draft, talk = await _open(turn)
    step = turn.args["step"]
    if step == "mend":
        return await _ask(turn, draft, drafts.next_step(turn, draft))
    if step == "end":
        return await _ask(turn, draft, "start", mending=_mending(talk))
    if step not in ORDER or _mending(talk):
        return await _ask(turn, draft, "mend")
    return await _ask(turn, draft, ORDER[max(ORDER.index(step) - 1, 0)])


async def stop(turn: Turn) -> Reply:
    """取消: the draft of this card is dropped, nothing was filed."""
    await _open(turn)
    await talks.end(turn.tx, turn.speaker.id, ERRAND)
    card = words.dropped(turn.language)
    return Reply(card=card, onto=turn.letter, toast=card.title)


async def submit(turn: Turn) -> Reply:
    """提交: the draft becomes a request, and its card the applicant's card of it."""
    draft, talk = await _open(turn)
    trip = drafts.check(turn, draft)
    if is_late(trip.span, turn.policy.leave, turn.today) and not trip.late_reason:
        return await _ask(turn, draft, "late")
    returned = await requests.find(turn.tx, draft.amends) if draft.amends else None
    if returned:
        rules.may_amend(returned, turn.speaker)
    subject = subject_line(turn.speaker.title, trip)
    roster = await people.roster(turn.tx)
    ruling = rules.file(trip, turn.speaker, subject, turn.policy, roster, turn.now, returned)
    request = await record(turn.tx, ruling, turn.policy, turn.now)
    await talks.end(turn.tx, turn.speaker.id, ERRAND)
    await _adopt(turn, talk, request)
    return told(turn, leave_words.FILED.say(turn.language, number=request.number))


async def nothing(_: Turn) -> Reply:
    """A calendar cell that is no choice."""
    return Reply()


async def _adopt(turn: Turn, talk: Talk, request: Request) -> None:
    if talk.letter is None:
        return
    await letters.adopt(turn.tx, talk.letter, View.MINE, request.number)
    await refresh(turn.tx, request, turn.policy, turn.now)


async def _open(turn: Turn) -> tuple[Draft, Talk]:
    """The draft a button speaks of: only the form's present card has a say.

    Raises AlreadyFiled or FormOver.
    """
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, ERRAND)
    if talk is not None and talk.letter == turn.letter:
        return drafts.restored(talk.state["draft"]), talk
    incoming = turn.incoming
    card = await letters.at(turn.tx, incoming.channel, incoming.address, incoming.message)
    if card is not None and card["request"]:
        raise AlreadyFiled(card["request"])
    raise FormOver


async def _typed_label(turn: Turn, words_: str) -> Reply:
    """A button's word, typed where only buttons are waited for."""
    for label, tapped in ((words.SUBMIT, submit), (words.MEND, mend)):
        if words_.lower() in (label.zh, label.en.lower()):
            return await tapped(turn)
    for step, label in words.MEND_KEYS:
        if words_.lower() in (label.zh, label.en.lower()):
            return await ask(replace(turn, args={"step": step}))
    raise NotFiledYet


async def _typed_day(turn: Turn, draft: Draft, step: str, words_: str) -> Reply:
    """One day answers the step; a span answers both, a whole line everything."""
    for part_, label in dates.PARTS.items():
        if words_.lower() in (label.zh, label.en):  # the half-day first, the day then
            return await _ask(turn, draft, step, part=part_, mending=drafts.complete(draft))
    after = draft.span.start.day if step == "end" and draft.span else None
    half, rest = take_halfday(words_, turn.today, _default_part(step), after=after)
    if not rest:
        mending = drafts.complete(draft)
        return await _after(turn, drafts.with_day(turn, draft, step, half), step, mending=mending)
    try:
        draft = drafts.read(turn, draft, words_)
    except UnclearLine:
        raise UnclearDates(words_) from None
    return await _after(turn, draft, "end", mending=True)


async def _after(turn: Turn, draft: Draft, step: str, *, mending: bool) -> Reply:
    """The question after `step`; a mended part leads back to the preview."""
    if step == "start":
        return await _ask(turn, draft, "end", mending=mending)
    if mending or step not in ORDER:
        return await _ask(turn, draft, drafts.next_step(turn, draft))
    following = ORDER[ORDER.index(step) + 1 :] or (drafts.next_step(turn, draft),)
    return await _ask(turn, draft, following[0])


async def _ask(
    turn: Turn,
    draft: Draft,
    step: str,
    *,
    part: Part | None = None,
    month: date | None = None,
    mending: bool = False,
) -> Reply:
    """Show `step` on the form's card and remember where the talk stands."""
    part = _default_part(step) if part is None else part
    card = await _card(turn, draft, step, part, month)
    state = {"step": step, "draft": drafts.stored(draft), "part": int(part), "mending": mending}
    talk = await talks.current(turn.tx, turn.speaker.id, turn.now, ERRAND)
    letter = talk.letter if talk and turn.letter == talk.letter else None
    if letter is None:
        if talk and talk.letter:
            await letters.rewrite(turn.tx, talk.letter, words.replaced(turn.language), turn.now)
        letter = await letters.answer(
            turn.tx,
            card,
            to=turn.speaker.id,
            channel=turn.incoming.channel,
            address=turn.incoming.address,
            now=turn.now,
        )
    else:
        await letters.rewrite(turn.tx, letter, card, turn.now)
    talk = Talk(errand=ERRAND, state=state, letter=letter)
    await talks.keep(turn.tx, turn.speaker.id, talk, turn.now, LIFE)
    return Reply()


async def _card(turn: Turn, draft: Draft, step: str, part: Part, month: date | None) -> Card:
    practice = turn.policy.leave
    if step != "preview":
        return words.question(
            step,
            draft,
            turn.today,
            turn.language,
            part=part,
            month=month,
            lead_days=practice.lead_working_days,
        )
    trip = drafts.check(turn, draft)
    route = rules.route_of(turn.speaker, turn.policy, turn.today)
    roster = await people.roster(turn.tx)
    stages = chain_of(route, turn.speaker, turn.policy, roster)
    holders = tuple(dict.fromkeys(holder.title for stage in stages for _, holder in stage))
    late = is_late(trip.span, practice, turn.today)
    card = words.preview(trip, route, holders, turn.today, turn.language, late=late)
    mine = await requests.of_applicant(turn.tx, turn.speaker.id, RECENT)
    clashes = words.clashes(clashing(trip, draft.amends, mine), turn.today, turn.language)
    return replace(card, lines=(*clashes, *card.lines))


def _default_part(step: str) -> Part:
    return Part.AFTERNOON if step == "end" else Part.MORNING


def _mending(talk: Talk) -> bool:
    return bool(talk.state.get("mending"))
