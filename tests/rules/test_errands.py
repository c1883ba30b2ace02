"""Which errand words ask for: a table a clerk can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.errands import errand_of, interrupts, likeliest

WORDS = {
    "leave": ("leave", "请假", "出差", "我要请假"),
    "mine": ("mine", "我的", "我的申请"),
    "out": ("out", "谁在外", "外出", "who is out"),
    "status": ("status", "状态", "查询"),
    "agree": ("agree", "同意"),
    "refuse": ("refuse", "不同意"),
    "cancel": ("cancel", "取消"),
    "report_back": ("back", "销假", "i am back"),
}


@pytest.mark.parametrize(
    ("typed", "errand", "behind"),
    [
        # the word alone, in any dress
        ("请假", "leave", ""),
        ("  请假  ", "leave", ""),
        ("请假。", "leave", ""),
        ("谁在外？", "out", ""),
        ("Leave", "leave", ""),
        ("ＭＩＮＥ", "mine", ""),
        ("\u200b我的", "mine", ""),
        ("我的\n", "mine", ""),
        # the longest word wins
        ("不同意 A-0001", "refuse", "A-0001"),
        ("我的申请", "mine", ""),
        ("我要请假 明天", "leave", "明天"),
        # commands
        ("/leave", "leave", ""),
        ("/LEAVE 12月1日", "leave", "12月1日"),
        ("／mine", "mine", ""),
        ("/back A-0001", "report_back", "A-0001"),
        ("/leave\n12月1日\n西宁", "leave", "12月1日\n西宁"),
        # something behind, with a space or without
        ("请假 12月1日 西宁 开会", "leave", "12月1日 西宁 开会"),
        ("请假12月1日 西宁 开会", "leave", "12月1日 西宁 开会"),
        ("请假明天下午 西宁 开会", "leave", "明天下午 西宁 开会"),
        ("请假：下周一，西宁，开会", "leave", "下周一，西宁，开会"),
        ("请假,12月1日", "leave", "12月1日"),
        ("状态A-0001", "status", "A-0001"),
        ("状态：A-0001", "status", "A-0001"),
        ("同意1", "agree", "1"),
        # what is behind stays as typed
        ("不同意 A-0001 会议（第三期）：改期", "refuse", "A-0001 会议（第三期）：改期"),
        ("请假 １２月１日　西宁　ＡＢＣ会", "leave", "１２月１日　西宁　ＡＢＣ会"),
        # a number alone asks how it stands
        ("A-0001", "status", "A-0001"),
        ("ａ－０００１", "status", "a-0001"),
        ("a17", "status", "a17"),
    ],
)
def test_words_lead_to_an_errand(typed: str, errand: str, behind: str) -> None:
    assert errand_of(typed, WORDS) == (errand, behind)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "/",
        "/ leave",
        "/nosuch",
        "请个假",
        "请假单怎么填",
        "同意书在哪里",
        "leaves",
        "outside",
        "backup",
        "今天请假",
        "17",
        "A-",
        "A-0001号",
    ],
)
def test_words_that_lead_nowhere(typed: str) -> None:
    assert errand_of(typed, WORDS) is None


@pytest.mark.parametrize(
    ("typed", "is_errand"),
    [
        # an errand of its own
        ("我的", True),
        ("取消", True),
        ("/status A-0001", True),
        ("/leave 开会", True),
        ("状态 A-0001", True),
        ("同意 A-0001，注意安全", True),
        ("A-0001", True),
        ("请假 12月1日至12月3日 西宁 开会", True),
        ("请假明天 西宁 开会", True),
        ("leave tomorrow Xining meeting", True),
        ("leave Dec 1 Xining meeting", True),
        # the answer that was waited for
        ("西宁", False),
        ("12月1日至12月3日", False),
        ("同意他的意见，但要缩短行程", False),
        ("请假 回家", False),
        ("leave of absence", False),
        ("状态 不好", False),
        ("出差", False),
        ("外出", False),
        ("", False),
    ],
)
def test_what_interrupts_a_question(typed: str, is_errand: bool) -> None:
    assert interrupts(typed, WORDS) is is_errand


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("请个假", "leave"),
        ("我的事", "mine"),
        ("谁在外面", "out"),
        ("statu", "status"),
        ("MINES", "mine"),
        ("  销 假", "report_back"),
    ],
)
def test_the_likeliest_comes_first_of_three(typed: str, first: str) -> None:
    offered = likeliest(typed, WORDS)
    assert offered[0] == first
    assert len(set(offered)) == 3


@given(st.text(max_size=40))
def test_anything_typed_is_read_or_offered_something(typed: str) -> None:
    found = errand_of(typed, WORDS)
    assert found is None or found[0] == "status" or found[1] in typed
    assert len(likeliest(typed, WORDS)) == 3
    assert interrupts(typed, WORDS) in (True, False)


@given(st.sampled_from([w for words in WORDS.values() for w in words]), st.text(max_size=20))
def test_what_is_behind_a_word_is_never_altered(word: str, rest: str) -> None:
    found = errand_of(f"{word} {rest}", WORDS)
    assert found is not None
    assert found[1] in f"{word} {rest}"
