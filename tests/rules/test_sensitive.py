"""Stop words: found however they are written, and only they."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import load_policy
from bot.rules.sensitive import Sensitive
from bot.rules.typed_words import visible

SENSITIVE = load_policy(Path(__file__).parents[2] / "bot/policies/golmud-2018.toml").sensitive

UNSEEN = (
    " \t\n\r\v\u00a0\u00ad\u034f\u2009\u200b\u200c\u200d\u200e\u2028\u202a\u202e"
    "\u2060\u2066\u2069\u3000"
    "\u3164\ufe0f\ufeff"
)
# Nothing of these is in a stop word, or makes one of the innocent ones.
ELSE = "参加会议西宁，。请假ＡｂcA-1年月日手司续文件（）"


@pytest.mark.parametrize(
    "text",
    [
        "涉密",
        "参加涉密会议",
        "【绝密】",
        "机 密",
        "机\n密",
        "機密",
        "絕密",
        "祕密",
        "秘\u200b密",
        "机\u202e密\u202c",
        "涉\u3000\u2060密",
        "机\ufe0f密",
        "手机密码和机密文件",
        "拒绝密切往来，绝密",
        "商业秘密",
    ],
)
def test_stopped(text: str) -> None:
    assert SENSITIVE.stops("西宁", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "秘书长",
        "国家保密局",
        "密切联系群众",
        "机要密件",
        "机,密",
        "密涉",
        "手机密码",
        "手機 密碼",
        "飞机密集",
        "拒绝\u200b密切接触",
        "请假 12月1日至12月3日 西宁 参加全省科技工作会议",
    ],
)
def test_innocent(text: str) -> None:
    assert not SENSITIVE.stops("西宁", text)


def test_a_word_is_not_put_together_from_two_texts() -> None:
    assert not SENSITIVE.stops("乘飞机", "密云")


def test_a_word_of_latin_letters_in_any_width_and_case() -> None:
    assert Sensitive(words=("TOP secret",)).stops("ｔｏｐ　ＳＥＣＲＥＴ")


spaces = st.text(UNSEEN, max_size=3)
others = st.text(ELSE + UNSEEN, max_size=12)


@given(st.sampled_from(SENSITIVE.words), spaces, others, others)
def test_found_whatever_stands_between_and_around(
    word: str, between: str, before: str, after: str
) -> None:
    assert SENSITIVE.stops(f"{before}，{word[0]}{between}{word[1]}，{after}")


@given(others)
def test_nothing_is_found_where_no_stop_word_is(text: str) -> None:
    assert not SENSITIVE.stops(text)


@given(st.text(), st.sampled_from(SENSITIVE.words))
def test_a_word_in_any_text_at_all(text: str, word: str) -> None:
    assert SENSITIVE.stops(f"{text}\n{word}")


@given(st.text())
def test_what_is_visible_stays_and_is_visible_still(text: str) -> None:
    once = visible(text)
    assert set(once) <= set(text)
    assert not set(once) & set("\u200b\u202e\u2066\u2069\ufeff\u061c\u00ad")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("同\u200b意\u202e", "同意"),
        ("一行\n两行", "一行\n两行"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("科\u200d技", "科技"),
        ("\u3164", ""),
    ],
)
def test_visible(typed: str, left: str) -> None:
    assert visible(typed) == left
