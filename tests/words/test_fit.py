"""A card of at most twelve rows: what must stay stays, and 全文 has it all."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.requests import Answer, Request, StandIn, State, Step, StepState
from bot.rules.ruling import View
from bot.words import fit, leave
from bot.words.card import Card
from bot.words.choices import choices
from bot.words.fit import FIELD, MOST, cut
from bot.words.sight import Sight
from tests.rules.filed import NOW, filed, span

WHOLE = ("全文", "Whole text")
SAID = st.text(st.sampled_from("参加全省科技工作会议，并向有关部门汇报。abc 12"), max_size=200).map(
    str.strip
)
FIRM_LABELS = (
    "时间",
    "地点",
    "When",
    "Where",
    *(f"{a}, {b}" for a in ("When", "Where") for b in ("before", "changed")),
)
NOTES = st.lists(st.sampled_from([f"提醒：第{n}件" for n in range(5)]), max_size=5, unique=True)
DECIDED = (StepState.AGREED, StepState.REFUSED, StepState.RETURNED, StepState.FORWARDED)


@st.composite
def steps(draw: st.DrawFn) -> tuple[Step, ...]:
    """Up to three rounds of up to four steps; the last of all waits."""
    found: list[Step] = []
    rounds = draw(st.integers(1, 3))
    for round_ in range(1, rounds + 1):
        for _ in range(draw(st.integers(1, 4))):
            found.append(_step(draw, len(found) + 1, round_))
    last = replace(found[-1], state=StepState.PENDING, decided_at=None)
    return (*found[:-1], last)


def _step(draw: st.DrawFn, id_: int, round_: int) -> Step:
    return Step(
        id=id_,
        round=round_,
        stage=id_,
        holder="fsz",
        holder_title="教育副市长",
        outside=False,
        state=draw(st.sampled_from(DECIDED)),
        decided_title="教育副市长",
        decided_at=NOW + timedelta(minutes=id_),
        opinion=draw(SAID),
    )


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """A request with anything in it that people may write."""
    chain = draw(steps())
    trip = replace(
        filed().trip,
        reason=draw(SAID) or "开会",
        companions=draw(SAID),
        phone="8020",
        late_reason=draw(SAID),
        apart_reason=draw(SAID),
        excuse=draw(SAID),
        attends=draw(SAID),
    )
    stands_in = StandIn(official="jyj1", title="教育局局长", answer=Answer.ACCEPTED)
    moved = replace(trip, span=span("12月5日"), place="北京", reason="参加另一个会议")
    return replace(
        filed(),
        trip=trip,
        proposed=draw(st.sampled_from([None, None, moved])),
        late=draw(st.booleans()),
        stand_in=draw(st.sampled_from([None, stands_in])),
        steps=chain,
        round=chain[-1].round,
        state=State.PENDING,
    )


def sight(language: str = "zh", *notes: str, whole: bool = False) -> Sight:
    return Sight(
        view=View.DECIDE,
        reader="fsz",
        language=language,
        now=NOW,
        notes=notes,
        papers=("通知.pdf", "邀请函.jpg"),
        whole=whole,
    )


def labels(card: Card) -> list[str]:
    return [choice.label for row in card.choices for choice in row]


def text(card: Card) -> str:
    return "\n".join([card.title, *(value for _, value in card.fields), *card.lines])


@given(requests(), NOTES, st.sampled_from(["zh", "en"]))
def test_no_card_is_longer_than_twelve_rows_and_none_loses_what_it_is_for(
    request: Request, notes: list[str], language: str
) -> None:
    seen = replace(sight(language, *notes), step=request.steps[-1].id)
    card = leave.card(request, seen)
    assert 1 + len(card.fields) + len(card.lines) <= MOST
    assert request.applicant_title in card.title
    assert request.number in card.title
    whole = dict(leave.card(request, replace(seen, whole=True)).fields)
    shown = dict(card.fields)
    firm = [label for label in whole if label.endswith(FIRM_LABELS)]
    assert len(firm) in (2, 4)
    assert [shown[label] for label in firm] == [whole[label] for label in firm]
    assert set(notes) <= set(card.lines)
    buttons = [choice for row in choices(request, seen) for choice in row]
    assert [choice for row in card.choices for choice in row][: len(buttons)] == buttons
    assert buttons


@given(requests(), NOTES)
def test_the_whole_text_loses_nothing_and_is_offered_where_something_is_left_out(
    request: Request, notes: list[str]
) -> None:
    seen = replace(sight("zh", *notes), step=request.steps[-1].id)
    card, whole = leave.card(request, seen), leave.card(request, replace(seen, whole=True))
    trip = request.trip
    told = text(whole)
    every = [trip.companions, trip.phone, trip.apart_reason, trip.excuse, trip.attends]
    every += [request.proposed.reason if request.proposed else trip.reason]
    every += [s.opinion for s in request.steps if s.decided_at] + list(notes)
    assert all(said in told for said in every)
    assert whole.choices == ()
    left_out = (
        any(row not in told for row in text(card).splitlines()[1:])
        or len(text(card).splitlines()) < len(told.splitlines()) - 1
    )
    assert (labels(card)[-1] == "全文") == left_out


@given(requests(), st.sampled_from(View), NOTES, st.sampled_from(["fsz", "jyj2"]))
def test_no_view_is_longer(request: Request, view: View, notes: list[str], reader: str) -> None:
    seen = replace(sight("zh", *notes), view=view, step=request.steps[-1].id, reader=reader)
    card = leave.card(request, seen)
    assert 1 + len(card.fields) + len(card.lines) <= MOST


@given(requests())
def test_an_older_copy_offers_nothing(request: Request) -> None:
    seen = replace(sight(), step=request.steps[-1].id, live=False)
    assert leave.card(request, seen).choices == ()


CUTS = [
    ("参加会议", "参加会议"),
    ("会" * 60, "会" * 60),
    ("会" * 61, "会" * 59 + "…"),
    ("a" * 120, "a" * 120),
    ("a" * 121, "a" * 118 + "…"),
    ("会" * 58 + "，然后 再", "会" * 58 + "，…"),
    ("", ""),
]


@pytest.mark.parametrize(("written", "shown"), CUTS)
def test_a_field_is_cut_by_its_width(written: str, shown: str) -> None:
    assert cut(written, FIELD) == shown


def rounds(times: int, at: datetime = NOW) -> Request:
    """Returned so often, and filed again."""
    request = filed()
    base = request.steps[0]
    sent_back = [
        replace(
            base,
            id=n,
            round=n,
            state=StepState.RETURNED,
            decided_title="教育副市长",
            decided_at=at,
            opinion=f"第{n}次请补充",
        )
        for n in range(1, times + 1)
    ]
    return replace(
        request,
        round=times + 1,
        steps=(*sent_back, replace(base, id=times + 1, round=times + 1)),
    )


def test_earlier_rounds_are_told_while_there_is_room_then_counted() -> None:
    few, many = rounds(2), rounds(9)
    told = leave.card(few, replace(sight(), step=3))
    assert "第1次请补充" in text(told)
    assert "全文" not in labels(told)
    counted = leave.card(many, replace(sight(), step=10))
    assert "此前已退回9次，见全文" in counted.lines
    assert "第1次请补充" not in text(counted)
    assert labels(counted)[-1] == "全文"
    whole = leave.card(many, replace(sight(), step=10, whole=True))
    assert all(f"第{n}次请补充" in text(whole) for n in range(1, 10))
    assert fit.EARLIER.say("zh") not in text(counted)
