"""Every act the code writes into the journal has a sentence; what has none reads all the same."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.history import SHOWN, History, Line
from bot.rules.requests import Verdict
from bot.words.acts import ACTS, BEGINNINGS, RECORDED, VERDICTS, said
from bot.words.history import HASH, ROOM, card, printed

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 1, 31, tzinfo=UTC)


def _trees() -> Iterator[ast.Module]:
    for floor in ("bot/rules", "handlers", "storage"):
        for file in sorted((ROOT / floor).rglob("*.py")):
            yield ast.parse(file.read_text(encoding="utf-8"))


def _places() -> dict[str, int]:
    """Every function that is handed an act, and at which place."""
    found: dict[str, int] = {}
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
                found |= {node.name: names.index("act")} if "act" in names else {}
    return found


def _acts() -> Iterator[ast.expr]:
    """What is written as an act anywhere: given by name, by place, or put aside under the name."""
    places = _places()
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from (k.value for k in node.keywords if k.arg == "act")
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in places and len(node.args) > places[name]:
                    yield node.args[places[name]]
            elif isinstance(node, ast.Assign):
                yield from _assigned(node.targets[0], node.value)


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Name) and target.id == "act":
        yield value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, given_ in zip(target.elts, value.elts, strict=True):
            yield from _assigned(one, given_)


def _written() -> set[str]:
    """The acts themselves; of an f-string its beginning, with … behind."""
    return {word for act in _acts() for word in _words(act)}


def _words(act: ast.expr) -> Iterator[str]:
    if isinstance(act, ast.Constant):
        yield str(act.value)
    elif isinstance(act, ast.JoinedStr):
        yield f"{ast.literal_eval(act.values[0])}…"
    elif isinstance(act, ast.IfExp):
        yield from (*_words(act.body), *_words(act.orelse))


def test_every_act_the_code_writes_has_a_sentence() -> None:
    written = _written()
    assert {"file", "withdraw", "attach", "report_back"} <= written
    begun = {act for act in written if act.endswith("…")}
    assert {act for act in begun if act.rstrip("…") not in BEGINNINGS} == set()
    assert written - begun - {"decide"} - set(ACTS) == set()


def test_every_verdict_has_a_sentence() -> None:
    assert set(VERDICTS) == set(map(str, Verdict))
    assert set(RECORDED) == set(VERDICTS) - {"forward"}


def line(act: str, detail: dict[str, Any], seq: int = 3) -> Line:
    return Line(seq=seq, at=NOW, act=act, who="市长", detail=detail, hash=f"{seq:064x}")


def history(*lines: Line, broken: int | None = None) -> History:
    titles = {"fsz5": "分管科教文卫副市长"}
    return History(
        number="A-0001",
        subject="某某事由",
        lines=lines,
        titles=titles,
        count=9,
        head="f" * 64,
        broken=broken,
    )


@pytest.mark.parametrize(
    ("act", "detail", "sentence"),
    [
        ("decide", {"verdict": "agree"}, "市长审批：同意"),
        ("decide", {"verdict": "refuse"}, "市长审批：不同意"),
        ("decide", {"verdict": "agree", "recorded_by": "值班员"}, "市长代录答复：同意"),
        ("decide", {}, "市长办理（decide）"),
        ("file", {}, "市长提交申请"),
        ("remind_before_departure", {}, "市长发出提醒"),
        ("unheard_of", {}, "市长办理（unheard_of）"),
    ],
)
def test_an_act_in_a_sentence(act: str, detail: dict[str, Any], sentence: str) -> None:
    assert said(line(act, detail), "zh") == sentence


def test_details_are_labelled_and_ids_named() -> None:
    detail = {
        "from": "2026-12-01 MORNING",
        "to": "fsz5",
        "step": 7,
        "opinion": "fsz5",
        "request": "agreed",
        "odd": ["fsz5", 2],
        SHOWN: "请审批\n事由：开会",
    }
    rows = "\n".join(printed(history(line("x", detail)), NOW, "zh"))
    for row in (
        "原办理人：2026年12月1日（周二）上午",
        "转至：分管科教文卫副市长",
        "意见：fsz5",  # typed by somebody: as it was typed
        "办理状态：已同意",
        "odd：分管科教文卫副市长、2",
        "当时所见：\n　　请审批\n　　事由：开会\n　流水第3条，校验码 000000000000",
    ):
        assert row in rows
    assert "环节" not in rows


def test_dates_are_told_as_a_span_and_what_goes_without_saying_is_left_out() -> None:
    detail: dict[str, Any] = {"from": "2026-12-01 MORNING", "to": "2026-12-03 AFTERNOON"}
    detail |= {"subject": "某某事由", "step": "市长", "round": 1}
    assert printed(history(line("file", detail)), NOW, "zh")[4:-2] == [
        "1．2026年11月24日（周二）上午1:31，市长提交申请",
        "　时间：2026年12月1日（周二）上午 至 2026年12月3日（周四）下午",
        "　流水第3条，校验码 000000000000",
    ]


def test_a_chain_that_does_not_hold_proves_nothing() -> None:
    whole = printed(history(line("file", {})), NOW, "zh")
    broken = printed(history(line("file", {}), broken=4), NOW, "zh")
    assert whole[-1] == f"流水共9条，逐条校验无误，末条校验码 {'f' * HASH}"
    assert "第4条起校验不符" in broken[-1]


def test_what_has_no_room_in_a_message_is_counted() -> None:
    many = history(*(line("opinion", {"opinion": "很" * 200}, n) for n in range(1, 41)))
    shown = card(many, NOW, "zh")
    told = "\n".join(shown.lines)
    assert len(told) < ROOM + 300
    listed = told.count("留言，未作决定")
    assert 5 < listed < 40
    assert (
        f"另有{40 - listed}条未列出；全文请在服务器上打印：python run_bot.py proof A-0001" in told
    )
    assert len([r for r in printed(many, NOW, "zh") if "留言" in r]) == 40


def test_a_long_card_is_shortened_in_chat_and_whole_on_paper() -> None:
    long = history(line("decide", {"verdict": "agree", SHOWN: "长" * 500}))
    shown = "\n".join(card(long, NOW, "zh").lines)
    assert "长" * 160 not in shown
    assert "卡片原文有删节" in shown
    assert "长" * 500 in "\n".join(printed(long, NOW, "zh"))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.text(max_size=20), st.dictionaries(st.text(max_size=8), anything, max_size=4))
def test_whatever_a_later_version_writes_can_be_read(act: str, detail: dict[str, Any]) -> None:
    found = history(line(act, detail), line("decide", detail))
    for language in ("zh", "en"):
        assert card(found, NOW, language).lines
        assert printed(found, NOW, language)
