"""Cards as Telegram will show them: nobody's words become markup, and every card fits."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_write import CAPTION, LIMIT, file_name, keyboard, markup, toast
from bot.message import Button, Enclosure, Outgoing, Style

CARD = Outgoing(
    title="请假审批 A-0123",
    fields=(("申请人", "交通局副局长"), ("事由", "参加全省科技工作会议")),
    lines=("依据：第十七条", "", "请审批。"),
)


def shown(card: Outgoing) -> str:
    """What a person reads: the title without its bold, every entity resolved."""
    text = markup(card)
    assert text.startswith("<b>")
    return html.unescape(text.removeprefix("<b>").replace("</b>", "", 1))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_card_is_a_bold_title_its_fields_and_its_lines() -> None:
    assert markup(CARD) == (
        "<b>请假审批 A-0123</b>\n"
        "申请人：交通局副局长\n"
        "事由：参加全省科技工作会议\n"
        "依据：第十七条\n"
        "\n"
        "请审批。"
    )


def test_words_never_become_markup() -> None:
    card = Outgoing(title="<b>a</b>&", fields=(("x<", "<a href='tg://user?id=1'>市长</a>"),))

    assert markup(card) == (
        "<b>&lt;b&gt;a&lt;/b&gt;&amp;</b>\nx&lt;: &lt;a href='tg://user?id=1'&gt;市长&lt;/a&gt;"
    )


@pytest.mark.parametrize(
    "mark",
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\x00\x07\x1b\x7f\ud800",
)
def test_marks_that_turn_or_hide_text_are_left_out(mark: str) -> None:
    assert shown(Outgoing(title=f"市{mark}长", lines=(f"同{mark}意",))) == "市长\n同意"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\u2028", "\u2029", "\x85"])
def test_a_value_cannot_pass_for_another_field(ending: str) -> None:
    card = Outgoing(title="请假", fields=(("事由", f"开会{ending}审批人:市长"),))

    assert shown(card) == "请假\n事由：开会 审批人:市长"


def test_the_longest_value_is_cut_and_the_rest_stays() -> None:
    card = Outgoing(
        title="请假审批",
        fields=(("事由", "会" * 5000), ("地点", "西宁")),
        lines=("依据：第十七条",),
    )

    text = shown(card)

    assert units(text) == LIMIT
    assert text.startswith("请假审批\n事由：会会")
    assert text.endswith("会…\n地点：西宁\n依据：第十七条")


def test_the_words_under_a_file_are_cut_to_what_a_caption_holds() -> None:
    file = Enclosure(ref="r", name="请假审批表.docx", media_type="application/msword")

    text = shown(Outgoing(title="请假审批表 A-0001", lines=("会" * 2000, "市长同意"), file=file))

    assert units(text) == CAPTION
    assert text.endswith("会…\n市长同意")


@pytest.mark.parametrize(
    ("name", "sent"),
    [("审批表 A-0001.docx", "审批表 A-0001.docx"), ('a"\r\nX: 1.docx', "a” X: 1.docx")],
)
def test_a_file_name_stays_a_name(name: str, sent: str) -> None:
    assert file_name(name) == sent


def test_only_the_longest_lines_are_cut_and_all_alike() -> None:
    lines = ("😀" * 900, "依据：第十七条", "会" * 2000, "😀" * 950)

    rows = shown(Outgoing(title="日报", lines=lines)).split("\n")

    assert rows[2] == "依据：第十七条"
    assert [row[-1] for row in (rows[1], rows[3], rows[4])] == ["…"] * 3
    assert all(abs(units(row) - units(rows[3])) <= 1 for row in (rows[1], rows[4]))
    assert LIMIT - 3 <= units("\n".join(rows)) <= LIMIT


def test_hundreds_of_short_lines_end_in_an_ellipsis() -> None:
    text = shown(Outgoing(title="谁在外", lines=tuple(f"{n} 某局副局长" for n in range(2000))))

    assert units(text) <= LIMIT
    assert text.startswith("谁在外\n0 某局副局长\n1 某局副局长")
    assert text.endswith("\n…")


@given(
    title=st.text(min_size=1, max_size=6000),
    fields=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=3000)), max_size=5),
    lines=st.lists(st.text(max_size=3000), max_size=200),
)
def test_any_card_fits_and_has_no_markup_but_the_title(
    title: str, fields: list[tuple[str, str]], lines: list[str]
) -> None:
    card = Outgoing(title=title, fields=tuple(fields), lines=tuple(lines))

    assert units(shown(card)) <= LIMIT
    assert re.findall("<[^>]*>", markup(card)) == ["<b>", "</b>"]


def test_buttons_keep_their_rows_tokens_and_colours() -> None:
    card = Outgoing(
        title="请假审批",
        buttons=(
            (
                Button(label="同意", token="a1", style=Style.YES),
                Button(label="不同意", token="b2", style=Style.NO),
            ),
            (Button(label="详情", token="c3"),),
        ),
    )

    plain = [
        [{"text": "同意", "callback_data": "a1"}, {"text": "不同意", "callback_data": "b2"}],
        [{"text": "详情", "callback_data": "c3"}],
    ]
    coloured = [
        [
            {"text": "同意", "callback_data": "a1", "style": "success"},
            {"text": "不同意", "callback_data": "b2", "style": "danger"},
        ],
        [{"text": "详情", "callback_data": "c3"}],
    ]
    assert _keys(card, styled=True) == coloured
    assert _keys(card, styled=False) == plain


def _keys(card: Outgoing, *, styled: bool) -> object:
    keys = keyboard(card, styled=styled)
    assert keys is not None
    return keys.to_dict()["inline_keyboard"]


def test_a_card_without_buttons_has_no_keyboard() -> None:
    assert keyboard(CARD, styled=True) is None


def test_the_answer_to_a_tap_is_cut_to_what_telegram_takes() -> None:
    assert toast("已同意") == "已同意"
    assert units(toast("意" * 300)) == 200
    assert toast("已\n同意") == "已 同意"
