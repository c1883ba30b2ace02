"""审批表: every name, date and opinion of a request is on it."""

from dataclasses import replace

import pytest

from bot.rules.requests import Answer, Confirmation, State, StepState
from bot.words.papers import opinion, signature, stand_in
from tests.papers.made import MAYOR, MUCH, PLAIN, ZONE, form_of, step, words_of


def test_the_form_holds_what_was_asked_and_who_agreed() -> None:
    words = words_of(form_of(PLAIN))
    for line in (
        "格尔木市人民政府干部外出请假审批表",
        "编号：A-0001　　申请日期：2026年11月24日",
        "张建国",
        "市教育局副局长",
        "教育局",
        "参加全省科技工作会议",
        "西宁（省内）",
        "2026年12月1日（星期二）上午 至\n2026年12月3日（星期四）下午",
        "3天",
        "科教科科长、驾驶员",
        "王芳（市教育局副局长）",
        "8021",
        "第十七条：各部门其他领导出差必须报请分管副市长批准",
        "会议通知.pdf；邀请函.jpg",
        "李明（副市长）\n意见",
        "同意。注意安全，按时返回",
        "李明（副市长）　　2026年11月24日",
        "尚未销假",
    ):
        assert f"\n{line}\n" in f"\n{words}\n", line
    assert "2026年11月24日（周二）上午9:31打印" in words
    assert "校验码 3fa91c07：流水第12条" in words


def test_a_form_that_has_been_through_much_says_all_of_it() -> None:
    words = words_of(form_of(MUCH))
    assert "原定2026年12月1日（星期二）上午至12月3日（星期四）下午赴西宁" in words
    assert "（迟报：会议通知11月23日下午才收到）" in words
    assert "\n说　明\n" in words
    assert "省里会议不能请假；" in words
    assert "退回修改。时间请调整" in words
    assert "请钱进（常务副市长）审定" in words
    assert "钱进（常务副市长）（代赵刚（市长））　　2026年11月24日" in words
    assert "（口头意见，督查室主任代录，本人已确认）" in words
    assert "签字：" in words
    assert "2026年12月2日（星期三）提前返回并销假" in words


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (Answer.ASKED, "王芳（市教育局副局长）（待本人接受）"),
        (Answer.ACCEPTED, "王芳（市教育局副局长）"),
        (Answer.DECLINED, "无"),
    ],
)
def test_who_stands_in_is_on_paper_once_he_has_accepted(answer: Answer, shown: str) -> None:
    assert PLAIN.stand_in is not None
    asked = replace(PLAIN, stand_in=replace(PLAIN.stand_in, answer=answer))
    assert stand_in(asked) == shown
    assert f"\n{shown}\n" in words_of(form_of(asked))


def test_outside_replies_carry_their_reference() -> None:
    words = words_of(form_of(MAYOR, "赵刚", "市长"))
    assert "州委\n答复" in words
    assert "同意（西州办函〔2026〕12号）（市政府办公室代录）" in words
    assert words.count("市政府办公室代录") == 2  # the third has not replied


@pytest.mark.parametrize(
    ("said", "on_paper"),
    [
        (step("甲"), "同意"),
        (step("甲", opinion="注意安全。"), "同意。注意安全"),
        (step("甲", StepState.REFUSED, opinion="近期工作离不开"), "不同意。近期工作离不开"),
        (step("甲", StepState.PENDING), ""),
        (step("甲", recorded_by="乙"), "同意（乙代录）"),
        (
            step("甲", recorded_by="乙", confirmation=Confirmation.CONTESTED),
            "同意（口头意见，乙代录，本人有异议）",
        ),
    ],
)
def test_what_a_step_says_on_paper(said: object, on_paper: str) -> None:
    assert opinion(said) == on_paper  # type: ignore[arg-type]


def test_the_date_signed_is_the_citys() -> None:
    late = step("甲")
    assert late.decided_at is not None
    night = replace(late, decided_at=late.decided_at.replace(hour=0, minute=30))
    assert signature(night, ZONE) == "甲　　2026年11月24日"


@pytest.mark.parametrize("state", State)
def test_a_form_can_be_printed_in_every_state(state: State) -> None:
    assert words_of(form_of(replace(PLAIN, state=state)))


def test_marks_nobody_sees_stay_off_the_paper() -> None:
    turned = replace(PLAIN, trip=replace(PLAIN.trip, reason="开\u202e会\x0b议\ufffe"))
    assert "\n开会议\n" in words_of(form_of(turned))


def test_the_same_paper_is_the_same_bytes() -> None:
    assert form_of(MUCH) == form_of(MUCH)
