"""Delivery: when a card is tried again, or never; how fast a channel may be used."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.delivery import LIMITS, MOST_TRIES, WORRYING, Limits, Pace, try_again_after

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("tries", "gap"),
    [
        (1, SECOND),
        (2, 2 * SECOND),
        (3, 5 * SECOND),
        (4, 15 * SECOND),
        (5, 60 * SECOND),
        (6, 300 * SECOND),
        (7, 900 * SECOND),
        (8, HOUR),
        (54, HOUR),
    ],
)
def test_the_gap_grows_to_an_hour(tries: int, gap: timedelta) -> None:
    assert try_again_after(tries, None) == gap


def test_a_day_without_network_loses_nothing_and_two_days_end_it() -> None:
    gaps = [try_again_after(n, None) for n in range(1, MOST_TRIES)]
    total = sum((gap for gap in gaps if gap), timedelta())
    assert timedelta(days=1) < total < timedelta(days=3)
    assert try_again_after(MOST_TRIES, None) is None
    assert try_again_after(MOST_TRIES, 5) is None


@pytest.mark.parametrize(
    ("tries", "asked", "gap"),
    [(1, 1, SECOND), (1, 30, 30 * SECOND), (7, 3, 3 * SECOND), (8, 60, 60 * SECOND)],
)
def test_what_the_service_asks_for_is_waited_out_and_no_more(
    tries: int, asked: float, gap: timedelta
) -> None:
    assert try_again_after(tries, asked) == gap


def test_the_office_reads_of_it_after_some_minutes_not_after_days() -> None:
    gaps = [try_again_after(n, None) or HOUR for n in range(1, WORRYING)]
    assert timedelta(minutes=1) <= sum(gaps, timedelta()) <= timedelta(minutes=10)


def test_telegrams_limits_are_kept_with_something_to_spare() -> None:
    """FAQ: about 30 a second over all chats, one a second in one chat."""
    assert LIMITS["telegram"].per_second <= 30
    assert LIMITS["telegram"].chat_gap >= 1.0


def test_one_chat_takes_a_card_a_second() -> None:
    pace = Pace(Limits(per_second=30, chat_gap=1.0))
    assert pace.free_at("甲", 100.0) == 100.0
    pace.sent("甲", 100.0)
    assert pace.free_at("甲", 100.2) == 101.0
    assert pace.free_at("乙", 100.2) == 100.2, "another chat does not wait"
    assert pace.free_at("甲", 200.0) == 200.0


def test_all_chats_together_take_so_many_a_second_evenly() -> None:
    """No burst: one that is held up on its way would arrive together with the next."""
    pace = Pace(Limits(per_second=4, chat_gap=1.0))
    pace.sent("甲", 100.0)
    assert pace.free_at("乙", 100.0) == 100.25
    assert pace.free_at("乙", 100.5) == 100.5, "nobody waits where nothing was sent"
    pace.sent("乙", 100.5)
    assert pace.free_at("丙", 100.5) == 100.75


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 0.5)), max_size=120))
def test_whoever_asks_first_never_breaks_a_limit(asked: list[tuple[int, float]]) -> None:
    """However the cards come, no second holds more than its share, and no chat two."""
    pace, at, sent = Pace(Limits(per_second=4, chat_gap=1.0)), 0.0, list[tuple[float, int]]()
    for chat, pause in asked:
        at = max(at + pause, pace.free_at(str(chat), at + pause))
        pace.sent(str(chat), at)
        sent.append((at, chat))
    moments = [moment for moment, _ in sent]
    assert all(late - early >= 0.999 for early, late in zip(moments, moments[4:], strict=False))
    for chat in range(6):
        mine = [moment for moment, where in sent if where == chat]
        assert all(late - early >= 0.999 for early, late in pairwise(mine))
