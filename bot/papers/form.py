"""请假审批表: a request on one sheet of A4, every opinion with name and date, to print and file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docx.document import Document as Paper
from docx.table import Table, _Cell

from bot.papers import word
from bot.rules.requests import Request, Step, StepState
from bot.words import papers as words
from bot.words import steps as told
from bot.words import trip as trips

WIDTHS = (27, 32, 22, 32, 22, 31)  # millimetres, 166 in all
HEADING, SMALL = 20.0, 9.0  # points
MANY, MUCH = 4, 350  # opinions or characters from which on a form is set close
_UNSAID = (StepState.VOID, StepState.LATER, StepState.REMOVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How wide a form is set, so that it fills its one sheet and no more."""

    size: float  # points
    row: float  # millimetres, as all below: the least height of a row
    reason: float
    opinions: float  # shared out among the opinions, but for their signatures
    opinion_most: float
    signature: float


WIDE = Setting(size=12, row=12, reason=22, opinions=78, opinion_most=72, signature=9)
CLOSE = Setting(size=10.5, row=8.5, reason=8.5, opinions=24, opinion_most=10, signature=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where the request's last entry stands in the journal, and the head of its hash."""

    seq: int
    code: str


def approval_form(
    request: Request,
    *,
    name: str,
    post: str,
    attached: Sequence[str],
    mark: Mark,
    government: str,
    now: datetime,
) -> bytes:
    """The form as a Word document; `government` heads it, `now` is when it is printed."""
    paper = word.a4(top=18, bottom=14, left=22, right=22)
    steps = [step for step in request.steps if step.state not in _UNSAID]
    form = _setting(request, steps)
    title, place = f"{government}{words.FORM}", paper.add_paragraph()
    word.say(place, title, HEADING, font=word.TITLE, align=word.CENTER)
    _head(paper, request, now)
    table = word.ruled(paper, WIDTHS)
    _applicant(table, request, name, post, form)
    _trip(table, request, attached, form)
    height = min(form.opinion_most, form.opinions / max(len(steps), 1))
    for step in steps:
        _opinion(table, step, height, form, now)
    if words.reported(request):
        _wide(table, words.BACK, words.reported(request), form)
    _foot(paper, request, mark, now)
    return word.saved(paper, f"{words.FORM} {request.number}", words.OFFICE, now)


def _setting(request: Request, steps: Sequence[Step]) -> Setting:
    said = len(request.trip.reason) + sum(len(step.opinion) for step in steps)
    return CLOSE if len(steps) >= MANY or said > MUCH else WIDE


def _head(paper: Paper, request: Request, now: datetime) -> None:
    filed = words.signed_day(request.filed_at, now.tzinfo)
    form = words.FILED_FOR if request.filed_by else words.FILED
    line = form.format(number=request.number, day=filed, by=request.filed_by)
    word.say(paper.add_paragraph(), line, WIDE.size, align=word.RIGHT, line=26)


def _applicant(table: Table, request: Request, name: str, post: str, form: Setting) -> None:
    department = request.department or words.NOT_HERE
    values = (words.NAME, name, words.POST, post, words.DEPARTMENT, department)
    _pairs(word.row(table, (1, 1, 1, 1, 1, 1), form.row), values, form)


def _trip(table: Table, request: Request, attached: Sequence[str], form: Setting) -> None:
    trip = request.trip
    why = trip.reason + (words.LATE.format(reason=trip.late_reason) if request.late else "")
    _wide(table, words.WHY, why, form, form.reason)
    where = trips.place(trip, "zh")
    values = (words.WHERE, where, words.PHONE, trip.phone or words.NOT_HERE)
    _pairs(word.row(table, (1, 3, 1, 1), form.row), values, form)
    cells = word.row(table, (1, 3, 1, 1), form.row)
    _pairs(cells, (words.WHEN, words.leaves(trip.span), words.DAYS, words.days(trip)), form)
    word.say(cells[1].add_paragraph(), words.comes_back(trip.span), form.size, align=word.CENTER)
    companions, stand_in = trip.companions or words.NONE, words.stand_in(request)
    values = (words.WITH, companions, words.STAND_IN, stand_in)
    _pairs(word.row(table, (1, 2, 1, 2), form.row), values, form)
    basis = words.ARTICLE.format(article=request.article, quote=request.quote)
    _wide(table, words.BASIS, basis, form)
    if attached:
        _wide(table, words.ATTACHED, "；".join(attached), form)
    if words.notes(trip):
        _wide(table, words.NOTES, words.notes(trip), form)
    if words.changes(request):
        _wide(table, words.CHANGED, words.changes(request), form)


def _opinion(table: Table, step: Step, height: float, form: Setting, now: datetime) -> None:
    label, said = word.row(table, (1, 5), height)
    below, signed = word.row(table, (1, 5), form.signature)
    _label(label, step.holder_title, form)
    _label(below, words.REPLY if step.outside else words.OPINION, form)
    whose = label.merge(below)
    whose.vertical_alignment = word.MIDDLE
    word.say(said.paragraphs[0], words.opinion(step), form.size)
    signature = words.signature(step, now.tzinfo)
    word.say(signed.paragraphs[0], signature, form.size, align=word.RIGHT)
    word.open_between(said, signed)
    word.keep_with_next(whose)


def _wide(table: Table, name: str, value: str, form: Setting, height: float = 0) -> None:
    label, text = word.row(table, (1, 5), height or form.row)
    _label(label, name, form)
    word.say(text.paragraphs[0], value, form.size)


def _pairs(cells: Sequence[_Cell], values: Sequence[str], form: Setting) -> None:
    """Name, value, name, value …"""
    for at, (cell, value) in enumerate(zip(cells, values, strict=True)):
        if at % 2 == 0:
            _label(cell, value, form)
        else:
            word.say(cell.paragraphs[0], value, form.size, align=word.CENTER)


def _label(cell: _Cell, name: str, form: Setting) -> None:
    word.say(cell.paragraphs[0], name, form.size, font=word.HEAD, align=word.CENTER)


def _foot(paper: Paper, request: Request, mark: Mark, now: datetime) -> None:
    at = told.moment(now, now, "zh")
    printed = words.PRINTED.format(number=request.number, round=request.round, at=at)
    code = words.FOOT.format(code=mark.code, seq=mark.seq)
    foot = paper.sections[0].footer
    word.say(foot.paragraphs[0], printed, SMALL)
    word.say(foot.add_paragraph(), code, SMALL)
