"""请假函: the mayor asks 州委, 州政府 and 市委, a letter each, laid out as official letters are."""

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from bot.papers import word
from bot.rules.requests import Answer, Request
from bot.words import papers as words

SIZE, TITLE, LINE = 16.0, 22.0, 28.0  # points: 三号, 二号, and 22 lines to the page
FROM_RIGHT = 4  # characters: where signature and date stand


def letter(
    request: Request,
    authority: str,
    *,
    attached: Sequence[str],
    regulation: str,
    government: str,
    now: datetime,
) -> bytes:
    """One letter as a Word document; signed by `government`, dated as the request is."""
    paper = word.a4(top=37, bottom=35, left=28, right=26)
    title = words.LETTER_TITLE.format(who=request.applicant_title)
    word.say(
        paper.add_paragraph(), title, TITLE, font=word.TITLE, align=word.CENTER, line=TITLE * 1.6
    )
    _line(paper, "")
    _line(paper, words.ADDRESSEE.format(authority=authority))
    for text in _body(request, regulation):
        word.indent(_line(paper, text, align=word.BOTH), 2, SIZE)
    if attached:
        _line(paper, "")
        for text in words.numbered(attached):
            word.indent(_line(paper, text), 2, SIZE)
    _line(paper, "")
    _line(paper, "")
    filed = words.signed_day(request.filed_at, now.tzinfo)
    for text in (government or request.applicant_title, filed):
        word.set_in(_line(paper, text, align=word.RIGHT), FROM_RIGHT, SIZE)
    return word.saved(paper, f"{title}（{authority}）", words.OFFICE, now)


def _body(request: Request, regulation: str) -> list[str]:
    trip = request.trip
    asks = words.LETTER_WHY.format(
        reason=trip.reason.rstrip("。"),
        who=request.applicant_title,
        span=words.span(trip.span),
        place=trip.place,
        days=words.days(trip),
    )
    more = [words.LETTER_WITH.format(companions=trip.companions)] if trip.companions else []
    if request.stand_in and request.stand_in.answer is not Answer.DECLINED:
        more.append(words.LETTER_STAND_IN.format(who=request.stand_in.title))
    if trip.phone:
        more.append(words.LETTER_PHONE.format(phone=trip.phone))
    rule = words.LETTER_RULE.format(title=regulation, article=request.article, quote=request.quote)
    return [part for part in (asks, "".join(more), rule) if part]


def _line(paper: Paper, text: str, align: WD_ALIGN_PARAGRAPH = word.LEFT) -> Paragraph:
    return word.say(paper.add_paragraph(), text, SIZE, align=align, line=LINE)
