"""What can be printed or opened of one request: 审批表, 请假函, 日历 and its 附件."""

from bot.message import Enclosure
from bot.papers import word
from bot.papers.form import Mark, approval_form
from bot.papers.letter import letter
from bot.rules import history
from bot.rules.refusal import NotConcerned
from bot.rules.requests import Request, Step
from bot.words import approval
from bot.words import papers as words
from bot.words.card import Card
from bot.words.talk import ERRANDS
from handlers.talk.turn import Reply, Turn, load
from storage import attachments, calendars, files, journal, letters, people

CODE = 8  # characters of a hash that tell one entry from another


async def form(turn: Turn) -> Reply:
    """审批表 A-0001: the form, for whoever had to do with the request."""
    request = await _asked_for(turn)
    if request is None:
        return _which(turn, "form")
    entries = await journal.about(turn.tx, request.number)
    applicant = await people.official(turn.tx, request.applicant)
    content = approval_form(
        request,
        name=applicant.name if applicant else request.applicant_title,
        post=turn.policy.main_post(applicant).title if applicant else words.NOT_HERE,
        attached=await attachments.names(turn.tx, request.number),
        mark=Mark(seq=entries[-1]["seq"], code=entries[-1]["hash"][:CODE]),
        government=turn.policy.government,
        now=turn.now,
    )
    name = words.FORM_FILE.format(number=request.number)
    file = await files.enclose(turn.tx, name, word.MEDIA_TYPE, content, turn.now)
    title = words.FORM_SENT.say(turn.language, number=request.number)
    return Reply(card=Card(title=title, file=file))


async def letters_out(turn: Turn) -> Reply:
    """请假函 A-0001: a letter to each authority, for the applicant and the office."""
    request = await _asked_for(turn)
    if request is None:
        return _which(turn, "letters")
    asked = [step for step in request.current if step.outside]
    if not asked:
        return Reply(card=Card(title=words.NOT_MAYORS.say(turn.language, number=request.number)))
    _own_or_office(turn, request)
    for step in asked:
        await _hand_over(turn, await _letter_card(turn, request, step))
    return Reply()


async def calendar(turn: Turn) -> Reply:
    """日历 A-0001: the trip as a calendar file, for the applicant and the office."""
    request = await _asked_for(turn)
    if request is None:
        return _which(turn, "calendar")
    _own_or_office(turn, request)
    if request.state not in calendars.AGREED:
        return Reply(card=Card(title=words.NO_ENTRY.say(turn.language, number=request.number)))
    place = request.trip.place
    title = words.ENTRY_SENT.say(turn.language, number=request.number, place=place)
    card = await calendars.entry(turn.tx, request, turn.policy.leave, title, turn.now)
    return Reply(card=card)


async def attached(turn: Turn) -> Reply:
    """附件 A-0001, or the button: what was sent with a request, for whoever had to do with it."""
    request = await _asked_for(turn)
    if request is None:
        return _which(turn, "attached")
    rows = await attachments.of_request(turn.tx, request.number)
    for row in rows:
        if row["there"]:
            title = words.PAPER_SENT.say(turn.language, number=request.number, name=row["name"])
            ref = f"{files.ATTACHED}{row['id']}"
            file = Enclosure(ref=ref, name=row["name"], media_type=row["media_type"])
            await _hand_over(turn, Card(title=title, file=file))
    missing = [row["name"] for row in rows if not row["there"]]
    if rows and not missing:
        return Reply()
    form_ = words.PAPERS_WAIT if missing else words.NO_PAPERS
    said = form_.say(turn.language, number=request.number, names="、".join(missing))
    return Reply(card=Card(title=said))


async def _asked_for(turn: Turn) -> Request | None:
    """The request of the button or the words; None where neither names one.

    Raises NotConcerned: papers say more than who holds it.
    """
    named = str(turn.args.get("number", "")) or turn.words
    if not named:
        return None
    request = await load(turn, named)
    history.may_read(request, turn.speaker, office=turn.office)
    return request


def _which(turn: Turn, errand: str) -> Reply:
    word_ = ERRANDS[errand][1].say(turn.language)
    return Reply(card=Card(title=approval.WHICH_NUMBER.say(turn.language, word=word_)))


def _own_or_office(turn: Turn, request: Request) -> None:
    if not turn.office and turn.speaker.id != request.applicant:
        raise NotConcerned(request.number)


async def _letter_card(turn: Turn, request: Request, step: Step) -> Card:
    content = letter(
        request,
        step.holder_title,
        attached=await attachments.names(turn.tx, request.number),
        regulation=turn.policy.title,
        government=turn.policy.government,
        now=turn.now,
    )
    values = {"number": request.number, "authority": step.holder_title}
    name = words.LETTER_FILE.format(**values)
    file = await files.enclose(turn.tx, name, word.MEDIA_TYPE, content, turn.now)
    return Card(title=words.LETTER_SENT.say(turn.language, **values), file=file)


async def _hand_over(turn: Turn, card: Card) -> None:
    """One of several papers, where they were asked for."""
    where = {"channel": turn.incoming.channel, "address": turn.incoming.address}
    await letters.answer(turn.tx, card, to=turn.speaker.id, now=turn.now, **where)
