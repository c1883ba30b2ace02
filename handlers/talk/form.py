"""The guided leave form 请假单: which question follows which, and a draft that survives."""

from dataclasses import replace
from datetime import date

from bot.rules import leave as rules
from bot.rules.dates import HalfDay, Part
from bot.rules.draft import Draft
from bot.rules.reasons import first_missing, needed_only
from bot.rules.refusal import NotFiledYet, StandInMissing, UnclearDates, UnclearLine
from bot.rules.typed_dates import take_halfday
from bot.words import dates
from bot.words import form as words
from bot.words import leave as leave_words
from bot.words.trip import subject as subject_line
from handlers.talk import change, reasons, stand_in
from handlers.talk import draft as drafts
from handlers.talk.form_card import ERRAND, adopt, default_part, filling_in, is_mending, opened, put
from handlers.talk.turn import Reply, Turn, load, told
from storage import people, requests, talks
from storage.record import record
from storage.talks import Talk

ORDER = ("start", "end", "place", "reason", "stand_in")


async def begin(turn: Turn) -> Reply:
    """请假, alone: the first question. With a line behind it: straight to the preview."""
    drafts.route_of(turn)
    asks_for = turn.asker.id if turn.asker != turn.speaker else ""
    draft = Draft(phone=turn.asker.phone, asks_for=asks_for)
    if turn.words:
        draft = await stand_in.named(turn, drafts.read(turn, draft, turn.words), turn.asker)
    rest_is_said = bool(draft.place or draft.reason)  # then only what is missing is asked
    return await put(turn, draft, drafts.next_step(turn, draft), mending=rest_is_said)


async def amend(turn: Turn) -> Reply:
    """修改重报: a returned request back in the form, to be filed again under its number."""
    request = await load(turn, turn.args["number"])
    rules.may_amend(request, turn.speaker)
    return await put(turn, drafts.of_request(request), "mend")


async def typed(turn: Turn, talk: Talk) -> Reply:
    """Words typed while the form is open answer the step it stands at."""
    draft, step = drafts.restored(talk.state["draft"]), talk.state["step"]
    turn = await filling_in(replace(turn, letter=talk.letter), draft)
    words_ = turn.incoming.text.strip()
    if step in ("start", "end"):
        return await _typed_day(turn, draft, step, words_)
    if step in ("preview", "mend"):
        return await _typed_label(turn, words_)
    if step == "stand_in":
        draft = await stand_in.named(turn, replace(draft, stand_in=words_), turn.asker)
    else:
        draft = await reasons.put(turn, draft, step, words_, turn.asker)
    return await _after(turn, draft, step, mending=is_mending(talk))


async def day(turn: Turn) -> Reply:
    """A day tapped on the quick keys or the calendar."""
    turn, draft, talk = await opened(turn)
    half = HalfDay(date.fromisoformat(turn.args["day"]), Part(turn.args["part"]))
    draft = drafts.with_day(turn, draft, turn.args["step"], half)
    return await _after(turn, draft, turn.args["step"], mending=is_mending(talk))


async def part(turn: Turn) -> Reply:
    """上午/下午/晚上 chosen before the day."""
    turn, draft, talk = await opened(turn)
    month = turn.args["month"] and date.fromisoformat(turn.args["month"])
    return await put(
        turn,
        draft,
        turn.args["step"],
        part=Part(turn.args["part"]),
        month=month or None,
        mending=is_mending(talk),
    )


async def month(turn: Turn) -> Reply:
    """The calendar opened, or turned to another month."""
    turn, draft, talk = await opened(turn)
    shown = date.fromisoformat(turn.args["month"])
    part_ = Part(talk.state.get("part", default_part(turn.args["step"])))
    step = turn.args["step"]
    return await put(turn, draft, step, part=part_, month=shown, mending=is_mending(talk))


async def text(turn: Turn) -> Reply:
    """A place or reason tapped instead of typed."""
    turn, draft, talk = await opened(turn)
    step, words_ = turn.args["step"], turn.args["text"]
    draft = await reasons.put(turn, draft, step, words_, turn.asker)
    return await _after(turn, draft, turn.args["step"], mending=is_mending(talk))


async def stands_in(turn: Turn) -> Reply:
    """A stand-in tapped, or nobody where the regulation leaves it open."""
    turn, draft, talk = await opened(turn)
    draft = replace(draft, stand_in=str(turn.args["to"]))
    draft = await stand_in.named(turn, draft, turn.asker)
    return await _after(turn, draft, "stand_in", mending=is_mending(talk))


async def ask(turn: Turn) -> Reply:
    """One part of the preview to be changed."""
    turn, draft, _ = await opened(turn)
    return await put(turn, draft, turn.args["step"], mending=True)


async def mend(turn: Turn) -> Reply:
    """修改: which part?"""
    turn, draft, _ = await opened(turn)
    return await put(turn, draft, "mend")


async def back(turn: Turn) -> Reply:
    """上一步: to the question before, or back to the preview."""
    turn, draft, talk = await opened(turn)
    step = turn.args["step"]
    if step == "mend":
        return await put(turn, draft, drafts.next_step(turn, draft))
    if step == "end" and not draft.changes:
        return await put(turn, draft, "start", mending=is_mending(talk))
    if step not in ORDER or is_mending(talk):
        return await put(turn, draft, "mend")
    return await put(turn, draft, ORDER[max(ORDER.index(step) - 1, 0)])


async def stop(turn: Turn) -> Reply:
    """取消: the draft of this card is dropped, nothing was filed."""
    turn, draft, _ = await opened(turn)
    await talks.end(turn.tx, turn.speaker.id, ERRAND)
    card = words.dropped(turn.language, change=bool(draft.changes))
    return Reply(card=card, onto=turn.letter, toast=card.title)


async def submit(turn: Turn) -> Reply:
    """提交: the draft becomes a request, and its card the applicant's card of it."""
    turn, draft, talk = await opened(turn)
    if draft.changes:
        return await change.submit(turn, draft, talk)
    trip = drafts.check(turn, draft)
    met = await reasons.facts(turn, draft, turn.asker)
    if first_missing(draft, met):
        return await put(turn, draft, "preview")
    trip = drafts.check(turn, needed_only(draft, met))
    returned = await requests.find(turn.tx, draft.amends) if draft.amends else None
    if returned:
        rules.may_amend(returned, turn.speaker)
    draft = await stand_in.named(turn, draft, turn.asker)
    if drafts.next_step(turn, draft) == "stand_in":
        raise StandInMissing
    subject = subject_line(turn.asker.title, trip)
    roster = await people.roster(turn.tx)
    ruling = rules.file(
        trip,
        turn.asker,
        subject,
        turn.policy,
        roster,
        turn.now,
        returned,
        roster.officials.get(draft.stand_in),
        filed_by=turn.speaker,
    )
    request = await record(turn.tx, ruling, turn.policy, turn.now)
    await talks.end(turn.tx, turn.speaker.id, ERRAND)
    await adopt(turn, talk, request)
    return told(turn, leave_words.FILED.say(turn.language, number=request.number))


async def nothing(_: Turn) -> Reply:
    """A calendar cell that is no choice."""
    return Reply()


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
            return await put(turn, draft, step, part=part_, mending=drafts.complete(draft))
    after = draft.span.start.day if step == "end" and draft.span else None
    half, rest = take_halfday(words_, turn.today, default_part(step), after=after)
    if not rest:
        mending = drafts.complete(draft)
        return await _after(turn, drafts.with_day(turn, draft, step, half), step, mending=mending)
    try:
        draft = await stand_in.named(turn, drafts.read(turn, draft, words_), turn.asker)
    except UnclearLine:
        raise UnclearDates(words_) from None
    return await _after(turn, draft, "end", mending=True)


async def _after(turn: Turn, draft: Draft, step: str, *, mending: bool) -> Reply:
    """The question after `step`; a mended part leads back to the preview."""
    if step == "start" and not draft.changes:
        return await put(turn, draft, "end", mending=mending)
    if mending or step not in ORDER:
        return await put(turn, draft, drafts.next_step(turn, draft))
    following = ORDER[ORDER.index(step) + 1 :] or (drafts.next_step(turn, draft),)
    return await put(turn, draft, following[0])
