"""Leave: tables of what may be asked, when it is late, who is reminded when, and what follows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.policy import load_gazetteer
from bot.rules import approval, leave
from bot.rules import draft as draft_rules
from bot.rules.draft import Draft
from bot.rules.refusal import (
    Abroad,
    BadTrip,
    DayPast,
    Moved,
    NotApplicant,
    NotAsked,
    NotYetOut,
    PlaceMissing,
    ReasonMissing,
    Refusal,
    TextTooLong,
    TooFarAhead,
    TripTooLong,
    UnclearLine,
)
from bot.rules.requests import Request, State, StepState, Verdict
from bot.rules.ruling import OFFICE, View
from bot.words.trip import brief
from tests.rules.filed import AT_ONCE, CITY, NOW, TODAY, ZONE, at, filed, routed, span, stored, who
from tests.rules.proof_city import POLICY

PRACTICE = POLICY.leave
GAZETTEER = load_gazetteer()
APPLICANT, VICE, CLERK = "教育局副局长", "教育副市长", "督查室主任"


def agreed(dates: str = "12月1日至12月3日", *, now: datetime = NOW) -> Request:
    request = filed(dates=dates, now=now)
    (step,) = request.waiting
    return approval.decide(request, step.id, who(VICE), Verdict.AGREE, now).request


# 能不能请 what may be asked

GOOD = Draft(span=span("12月1日至12月3日"), place="西宁", reason="参加会议")
BAD_TRIPS = [
    # 改成这样, 为何不受理
    ({"span": span("11月23日", date(2026, 11, 20))}, DayPast),
    ({"span": span("12月1日至12月31日")}, TripTooLong),  # 31天
    ({"span": span("2027年6月1日")}, TooFarAhead),
    ({"span": None}, UnclearLine),
    ({"place": ""}, PlaceMissing),
    ({"place": "  "}, PlaceMissing),
    ({"place": "东京"}, Abroad),
    ({"place": "香港"}, Abroad),
    ({"place": "宁" * 41}, TextTooLong),
    ({"reason": ""}, ReasonMissing),
    ({"reason": "\u202e\u200b"}, ReasonMissing),  # 看不见的字符
    ({"reason": "会" * 201}, TextTooLong),
    ({"companions": "张" * 201}, TextTooLong),
]
GOOD_TRIPS = [
    {},
    {"span": span("今天下午")},  # 当天走也受理，注明迟报
    {"span": span("12月1日至12月30日")},  # 整30天
    {"place": "宁" * 40},
    {"reason": "会" * 200},
    {"place": "北京"},
]


@pytest.mark.parametrize(("change", "refused"), BAD_TRIPS)
def test_what_may_not_be_asked(change: dict[str, object], refused: type[Refusal]) -> None:
    with pytest.raises(refused):
        draft_rules.check(replace(GOOD, **change), PRACTICE, GAZETTEER, TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("change", GOOD_TRIPS)
def test_what_may_be_asked(change: dict[str, object]) -> None:
    draft = replace(GOOD, **change)  # type: ignore[arg-type]
    trip = draft_rules.check(draft, PRACTICE, GAZETTEER, TODAY)
    assert (trip.span, trip.place, trip.reason) == (draft.span, draft.place, draft.reason)


@pytest.mark.parametrize(("place", "inside"), [("西宁", True), ("北京", False), ("招商会", None)])
def test_inside_or_outside_the_province_where_it_is_known(place: str, inside: bool | None) -> None:
    trip = draft_rules.check(replace(GOOD, place=place), PRACTICE, GAZETTEER, TODAY)
    assert trip.inside_province is inside


ROUTES = [
    # 谁, 报谁, 条文里的话
    ("市长", ["州委", "州政府", "市委"], "市长出差按规定向州委、州政府和市委请假"),
    ("常务副市长", ["市长"], "副市长、各部门主要领导出差必须报请市长批准"),
    ("教育副市长", ["市长"], "副市长、各部门主要领导出差必须报请市长批准"),
    ("教育局局长", ["市长"], "副市长、各部门主要领导出差必须报请市长批准"),
    ("教育局副局长", ["教育副市长"], "各部门其他领导出差必须报请分管副市长批准"),
]


@pytest.mark.parametrize(("applicant", "holders", "quote"), ROUTES)
def test_to_whom_it_goes(applicant: str, holders: list[str], quote: str) -> None:
    request = filed(applicant)
    assert [step.holder_title for step in request.waiting] == holders
    assert (request.article, request.quote) == ("第十七条", quote)
    outside = [step.outside for step in request.steps]
    assert outside == [applicant == "市长"] * len(holders)


@pytest.mark.parametrize("name", ["督查室主任", "教育局联络员"])
def test_who_has_no_route_is_refused_by_his_rank(name: str) -> None:
    with pytest.raises(NotAsked) as refused:
        filed(name)
    assert refused.value.rank == POLICY.rank_of(who(name)).zh
    assert isinstance(refused.value, BadTrip)


# 迟报 late

LATE = [
    # 哪天报, 哪天走, 是否迟报（提前不足两个工作日）
    ("2026-11-24", "11月24日", True),
    ("2026-11-24", "11月25日", True),
    ("2026-11-24", "11月26日", False),
    ("2026-11-26", "11月28日", True),  # 周四报，周六走：中间只有周五
    ("2026-11-26", "11月30日", False),  # 周四报，下周一走：周五、周一
    ("2026-11-27", "11月30日", True),  # 周五报，下周一走
    ("2026-09-30", "10月8日", True),  # 国庆长假不算工作日
    ("2026-09-30", "10月9日", False),
    ("2026-10-08", "10月10日", False),  # 周六调休上班，算工作日
]


@pytest.mark.parametrize(("day", "leaves", "late"), LATE)
def test_when_filing_is_late(day: str, leaves: str, late: bool) -> None:
    today = date.fromisoformat(day)
    assert draft_rules.is_late(span(leaves, today), PRACTICE, today) is late


@pytest.mark.parametrize(("dates", "late"), [("11月25日", True), ("12月1日", False)])
def test_a_request_keeps_whether_it_was_late(dates: str, late: bool) -> None:
    request = filed(dates=dates)
    assert request.late is late
    shown = replace(request, trip=replace(request.trip, late_reason="临时通知"))
    assert (("迟报", "临时通知") in brief(shown, NOW, "zh")) is late


# 钟点 when the clock looks

MOMENTS = [
    # 时间, 出发, 提醒销假
    ("12月1日至12月3日", "2026-12-01 08:30", "2026-12-03 17:00"),
    ("12月1日下午至12月3日上午", "2026-12-01 12:00", "2026-12-03 11:30"),
    ("12月1日晚上至12月3日晚上", "2026-12-01 18:00", "2026-12-03 17:00"),
    ("12月1日上午", "2026-12-01 08:30", "2026-12-01 11:30"),
    ("12月3日至12月5日", "2026-12-03 08:30", "2026-12-07 08:30"),  # 周六回，周一提醒
    ("12月3日至12月6日上午", "2026-12-03 08:30", "2026-12-07 08:30"),  # 周日上午回
]
HOLIDAY_MOMENTS = [
    ("9月28日至10月2日", "2026-09-28 08:30", "2026-10-08 08:30"),  # 国庆假期里回，节后提醒
    ("10月8日至10月10日", "2026-10-08 08:30", "2026-10-10 17:00"),  # 周六调休上班，当天提醒
]


@pytest.mark.parametrize(("dates", "leaves", "remind"), MOMENTS)
def test_when_a_trip_begins_and_its_end_is_reminded_of(
    dates: str, leaves: str, remind: str
) -> None:
    assert leave.departure(span(dates), PRACTICE, ZONE) == at(leaves)
    assert leave.return_reminder(span(dates), PRACTICE, ZONE) == at(remind)


@pytest.mark.parametrize(("dates", "leaves", "remind"), HOLIDAY_MOMENTS)
def test_holidays_and_make_up_days_are_the_gazettes(dates: str, leaves: str, remind: str) -> None:
    trip = span(dates, date(2026, 9, 20))
    assert leave.departure(trip, PRACTICE, ZONE) == at(leaves)
    assert leave.return_reminder(trip, PRACTICE, ZONE) == at(remind)


WHERE = [
    # 日期, 在外, 逾期未销假
    ("2026-11-30", False, False),
    ("2026-12-01", True, False),
    ("2026-12-03", True, False),
    ("2026-12-04", False, True),
]


@pytest.mark.parametrize(("day", "out", "overdue"), WHERE)
def test_who_is_out_and_who_is_overdue(day: str, out: bool, overdue: bool) -> None:
    today = date.fromisoformat(day)
    assert leave.is_out(agreed(), today) is out
    assert leave.is_overdue(agreed(), today) is overdue
    assert not leave.is_out(filed(), today)


@pytest.mark.parametrize(("now", "said"), [("2026-12-01 08:29", False), ("2026-12-01 08:30", True)])
def test_departure_without_approval(now: str, said: bool) -> None:
    assert leave.is_unapproved(filed(), at(now), PRACTICE) is said
    assert not leave.is_unapproved(agreed(), at(now), PRACTICE)


# 之后 afterwards

ACTS = {"撤回": leave.withdraw, "取消出行": leave.cancel, "销假": leave.report_back}
AFTERWARDS = [
    # 现在怎样, 哪天, 做什么, 结果
    ("待审批", "2026-11-25", "撤回", State.WITHDRAWN),
    ("待审批", "2026-12-02", "撤回", State.WITHDRAWN),
    ("待审批", "2026-11-25", "取消出行", Moved),
    ("待审批", "2026-12-03", "销假", Moved),
    ("已退回", "2026-11-25", "撤回", State.WITHDRAWN),
    ("已同意", "2026-11-25", "撤回", Moved),
    ("已同意", "2026-11-30", "取消出行", State.CANCELLED),
    ("已同意", "2026-12-01", "取消出行", State.CANCELLED),  # 出发当天还可以不去
    ("已同意", "2026-12-02", "取消出行", Moved),
    ("已同意", "2026-11-30", "销假", NotYetOut),
    ("已同意", "2026-12-01", "销假", State.REPORTED),
    ("已同意", "2026-12-20", "销假", State.REPORTED),
    ("不同意", "2026-11-25", "撤回", Moved),
    ("已撤回", "2026-11-25", "撤回", Moved),
    ("已销假", "2026-12-05", "销假", Moved),
    ("已取消", "2026-12-01", "取消出行", Moved),
]


def standing(how: str) -> Request:
    """A request that stands so."""
    request, applicant = filed(), who(APPLICANT)
    verdicts = {"不同意": Verdict.REFUSE, "已退回": Verdict.RETURN}
    if how in verdicts:
        step = request.steps[0].id
        return approval.decide(request, step, who(VICE), verdicts[how], NOW).request
    made: dict[str, Callable[[], Request]] = {
        "待审批": lambda: request,
        "已同意": agreed,
        "已撤回": lambda: leave.withdraw(request, applicant, NOW).request,
        "已销假": lambda: leave.report_back(agreed(), applicant, at("2026-12-03 15:00")).request,
        "已取消": lambda: leave.cancel(agreed(), applicant, NOW).request,
    }
    return made[how]()


@pytest.mark.parametrize(("how", "day", "act", "result"), AFTERWARDS)
def test_what_the_applicant_may_do_afterwards(
    how: str, day: str, act: str, result: State | type[Refusal]
) -> None:
    request, now = standing(how), at(f"{day} 10:00")
    if not isinstance(result, State):
        with pytest.raises(result):
            ACTS[act](request, who(APPLICANT), now)
        return
    ruling = ACTS[act](request, who(APPLICANT), now)
    assert (ruling.request.state, ruling.request.closed_at) == (result, now)
    assert ruling.request.waiting == ()


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", [VICE, "市长", CLERK])
def test_nobody_else_may(act: str, name: str) -> None:
    for request in (filed(), agreed()):
        with pytest.raises(NotApplicant):
            ACTS[act](request, who(name), at("2026-12-02 10:00"))


@pytest.mark.parametrize("act", ["取消出行", "销假"])
def test_whoever_agreed_is_told(act: str) -> None:
    ruling = ACTS[act](agreed(), who(APPLICANT), at("2026-12-01 10:00"))
    assert [(one.to, one.view) for one in ruling.letters] == [("fsz", View.TOLD)]


def test_of_what_authorities_agreed_to_the_office_is_told_once() -> None:
    request = filed(policy=routed(AT_ONCE))
    for step in request.steps:
        request = approval.decide(
            request, step.id, who(CLERK), Verdict.AGREE, NOW, office=True
        ).request
    ruling = leave.report_back(request, who(APPLICANT), at("2026-12-03 15:00"))
    assert [one.to for one in ruling.letters] == [OFFICE]


def test_of_a_withdrawal_nobody_gets_a_letter() -> None:
    ruling = leave.withdraw(filed(), who(APPLICANT), NOW)
    assert ruling.letters == ()
    assert [step.state for step in ruling.request.steps] == [StepState.VOID]


BACK = [
    # 返回日, 哪天销假, 提前, 逾期
    ("12月1日至12月3日", "2026-12-02", True, False),
    ("12月1日至12月3日", "2026-12-03", False, False),
    ("12月1日至12月3日", "2026-12-04", False, True),
    ("12月3日至12月5日", "2026-12-05", False, False),  # 周六返回
    ("12月3日至12月5日", "2026-12-07", False, False),  # 周一上班再销，不算逾期
    ("12月3日至12月5日", "2026-12-08", False, True),
]


@pytest.mark.parametrize(("dates", "day", "early", "late"), BACK)
def test_early_on_time_and_overdue(dates: str, day: str, early: bool, late: bool) -> None:
    ruling = leave.report_back(agreed(dates), who(APPLICANT), at(f"{day} 09:00"))
    assert ruling.request.early is early
    assert leave.is_late_back(ruling.request) is late
    assert ruling.request.trip.span == span(dates)  # 原来的日期保留


@pytest.mark.parametrize("how", ["待审批", "已同意", "不同意", "已撤回"])
def test_only_what_was_returned_is_mended(how: str) -> None:
    leave.may_amend(standing("已退回"), who(APPLICANT))
    with pytest.raises(Moved):
        leave.may_amend(standing(how), who(APPLICANT))
    with pytest.raises(NotApplicant):
        leave.may_amend(standing("已退回"), who(VICE))


def test_filed_again_it_keeps_its_number_and_its_place_among_its_writings() -> None:
    returned = stored(standing("已退回"))
    again = filed(dates="12月1日至12月2日", returned=returned)
    assert (again.number, again.round) == (returned.number, 2)
    assert again.revision == returned.revision + 1
    assert again.steps[0] == returned.steps[0]


def test_a_request_keeps_the_rule_of_its_day() -> None:
    newer = routed(["市长"])
    later = replace(newer.routes[-1], holds_from=date(2026, 12, 1))
    policy = replace(newer, routes=(*newer.routes[:-1], later))
    before, after = filed(policy=policy), filed(policy=policy, now=at("2026-12-01 07:00"))
    assert (before.article, before.waiting[0].holder_title) == ("第十七条", "教育副市长")
    assert (after.article, after.waiting[0].holder_title) == ("第九条", "市长")
    assert CITY.supervisors["教育局"] == ("fsz",)
