"""The plan of reminders: tables of who would be reminded of what, and when, if nobody acted."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.rules import approval, leave, nudge
from bot.rules.nudge import Attendance
from bot.rules.people import Official
from bot.rules.requests import (
    Answer,
    Confirmation,
    Remark,
    RemarkKind,
    Request,
    StandIn,
    StepState,
    Verdict,
)
from bot.rules.ruling import OFFICE, Ruling, View
from tests.rules.filed import AT_ONCE, NOW, ZONE, at, filed, routed, who
from tests.rules.proof_city import POLICY

PRACTICE = POLICY.leave
APPLICANT, VICE, HALF, CLERK = "jyj2", "fsz", "fsz2", "督查室主任"
PRESENT = Attendance(practice=PRACTICE, zone=ZONE)
PAIRED = replace(PRESENT, halves={VICE: HALF})

Told = tuple[str, View | None, str]


def told(request: Request, there: Attendance = PRESENT) -> list[Told]:
    """The plan as a clerk reads it: when, what, whom."""
    moments = nudge.plan(request, there)
    return [(f"{m.at.astimezone(ZONE):%m-%d %H:%M}", m.view, m.to) for m in moments]


def waiting(dates: str = "12月1日至12月3日", now: datetime = NOW) -> Request:
    return nudge.asked(filed(dates=dates, now=now), None, now)


def agreed(dates: str = "12月1日至12月3日", now: datetime = NOW) -> Request:
    request = waiting(dates, now)
    (step,) = request.waiting
    return approval.decide(request, step.id, who("教育副市长"), Verdict.AGREE, now).request


# 待审批 waiting for an answer

UNAPPROVED: Told = ("12-01 08:30", View.UNAPPROVED, OFFICE)
SILENT = [
    # 谁在谁不在, 告诉谁
    (PRESENT, [("11-25 10:00", View.UNANSWERED, OFFICE), UNAPPROVED]),
    (PAIRED, [("11-25 10:00", View.OFFERED, HALF), UNAPPROVED]),
    # AB岗自己也在外
    (
        replace(PAIRED, away={HALF: at("2026-11-25 08:30")}),
        [("11-25 10:00", View.UNANSWERED, OFFICE), UNAPPROVED],
    ),
    # AB岗那之后才走
    (
        replace(PAIRED, away={HALF: at("2026-11-26 08:30")}),
        [("11-25 10:00", View.OFFERED, HALF), UNAPPROVED],
    ),
    # AB岗就是申请人
    (
        replace(PRESENT, halves={VICE: APPLICANT}),
        [("11-25 10:00", View.UNANSWERED, OFFICE), UNAPPROVED],
    ),
    # 审批人已外出，无人代主持：四个工作小时
    (
        replace(PAIRED, away={VICE: at("2026-11-23 08:30")}),
        [("11-24 15:30", View.UNANSWERED, OFFICE), UNAPPROVED],
    ),
    # 审批人第二天一早走
    (
        replace(PAIRED, away={VICE: at("2026-11-25 08:30")}),
        [("11-25 08:30", View.UNANSWERED, OFFICE), UNAPPROVED],
    ),
    # 审批人先在岗不答，后外出：先转AB岗，走后再报办公室
    (
        replace(PAIRED, away={VICE: at("2026-11-26 08:30")}),
        [
            ("11-25 10:00", View.OFFERED, HALF),
            ("11-26 08:30", View.UNANSWERED, OFFICE),
            UNAPPROVED,
        ],
    ),
    # 有人代主持：到时由代主持人办，不报办公室
    (replace(PAIRED, away={VICE: at("2026-11-23 08:30")}, covered={VICE}), [UNAPPROVED]),
    # 刚销假回来，从回来算起
    (
        replace(PAIRED, back={VICE: at("2026-11-26 15:30")}),
        [("11-27 16:30", View.OFFERED, HALF), UNAPPROVED],
    ),
]


@pytest.mark.parametrize(("there", "expected"), SILENT)
def test_silence_is_offered_on_or_shown_to_the_office(
    there: Attendance, expected: Sequence[Told]
) -> None:
    assert told(waiting(), there) == expected


def test_an_authority_is_waited_for_in_the_digest_only() -> None:
    request = filed(policy=routed(AT_ONCE))
    assert told(request) == [UNAPPROVED]


def test_filed_on_the_way_out_the_superior_has_an_hour_before_the_office_is_told() -> None:
    request = waiting("今天", at("2026-11-24 09:10"))
    assert told(request)[0] == ("11-24 10:10", View.UNAPPROVED, OFFICE)


def test_the_hours_begin_anew_with_another_holder() -> None:
    before = waiting()
    (step,) = before.steps
    passed = replace(before, steps=(replace(step, holder=HALF),))
    later = at("2026-11-25 10:00")
    assert nudge.asked(before, before, later).steps[0].asked_at == NOW
    assert nudge.asked(passed, before, later).steps[0].asked_at == later


STAND_INS = [(Answer.ASKED, True), (Answer.ACCEPTED, False), (Answer.DECLINED, False)]


@pytest.mark.parametrize(("answer", "named"), STAND_INS)
@pytest.mark.parametrize("make", [waiting, agreed])
def test_a_stand_in_who_has_not_answered_by_departure(
    make: Callable[[], Request], answer: Answer, named: bool
) -> None:
    asked = replace(make(), stand_in=StandIn(official="x", title="x", answer=answer))
    assert (("12-01 08:30", View.STAND_IN_SILENT, OFFICE) in told(asked)) is named


# 催办

URGED = Remark(kind=RemarkKind.URGED, at=at("2026-11-24 15:00"), by=APPLICANT, by_title="甲")


def test_urging_reaches_the_holder_and_for_authorities_the_office() -> None:
    urged = replace(waiting(), remarks=(URGED,))
    assert ("11-24 15:00", View.URGED, VICE) in told(urged)
    outside = replace(nudge.asked(filed(policy=routed(AT_ONCE)), None, NOW), remarks=(URGED,))
    assert [one for one in told(outside) if one[1] is View.URGED] == [
        ("11-24 15:00", View.URGED, OFFICE)
    ]


def test_whoever_was_asked_since_is_not_urged() -> None:
    urged = replace(nudge.asked(filed(), None, at("2026-11-24 16:00")), remarks=(URGED,))
    assert View.URGED not in [view for _, view, _ in told(urged)]


# 已同意 an agreed trip

DEPART: Told = ("12-01 08:30", None, APPLICANT)
RECONFIRM: Told = ("11-30 08:30", View.RECONFIRM, APPLICANT)
TRIPS = [
    # 时间, 何时同意, 提醒
    (
        "12月1日至12月3日",
        "2026-11-24 09:00",
        [
            RECONFIRM,
            DEPART,
            ("12-03 17:00", View.RETURN_DAY, APPLICANT),
            ("12-04 08:30", View.RETURN_DAY, APPLICANT),
            ("12-07 08:30", View.OVERDUE, OFFICE),
        ],
    ),
    # 提前四天同意，不再确认；周六返回，周一提醒
    (
        "12月1日至12月5日",
        "2026-11-27 09:00",
        [
            DEPART,
            ("12-07 08:30", View.RETURN_DAY, APPLICANT),
            ("12-08 08:30", View.RETURN_DAY, APPLICANT),
            ("12-09 08:30", View.OVERDUE, OFFICE),
        ],
    ),
    # 出发前最后一个工作日同意的，不必再问
    (
        "10月8日至10月10日",
        "2026-09-30 09:00",
        [
            ("10-08 08:30", None, APPLICANT),
            ("10-10 17:00", View.RETURN_DAY, APPLICANT),  # 周六调休上班，当天提醒
            ("10-12 08:30", View.RETURN_DAY, APPLICANT),
            ("10-13 08:30", View.OVERDUE, OFFICE),
        ],
    ),
]


@pytest.mark.parametrize(("dates", "on", "expected"), TRIPS)
def test_an_agreed_trip_is_followed(dates: str, on: str, expected: Sequence[Told]) -> None:
    assert told(agreed(dates, at(on))) == expected


def test_the_trip_begins_at_its_half_day_also_in_the_evening() -> None:
    assert ("12-01 18:00", None, APPLICANT) in told(agreed("12月1日晚上至12月3日"))


def test_who_has_said_that_he_goes_is_not_asked_again() -> None:
    said = Remark(kind=RemarkKind.RECONFIRMED, at=NOW, by=APPLICANT, by_title="甲")
    assert RECONFIRM not in told(replace(agreed(), remarks=(said,)))


def test_a_trip_begun_is_not_asked_about() -> None:
    request = agreed()
    moment = nudge.plan(request, PRESENT)[0]

    def true(now: str) -> bool:
        return nudge.still_true(request, moment.key, {APPLICANT}, at(now), PRESENT)

    assert true("2026-12-01 08:29")
    assert not true("2026-12-01 08:30")


# 口头意见 spoken decisions

SPOKEN = [
    # 何时代录, 提醒本人, 报办公室
    ("2026-11-24 10:00", "11-25 08:30", "11-26 10:00"),
    ("2026-11-26 10:00", "11-27 08:30", "11-30 08:30"),  # 周四代录，周六到期，周一报
    ("2026-11-27 10:00", "", "11-30 08:30"),
]


@pytest.mark.parametrize(("on", "leader", "office"), SPOKEN)
def test_a_spoken_decision_is_to_be_confirmed(on: str, leader: str, office: str) -> None:
    request = agreed()
    spoken = replace(request.steps[0], confirmation=Confirmation.ASKED, decided_at=at(on))
    found = told(replace(request, steps=(spoken,)))
    assert [one for one in found if one[1] is View.CONFIRM] == (
        [(leader, View.CONFIRM, VICE)] if leader else []
    )
    assert (office, View.UNCONFIRMED, OFFICE) in found
    sure = replace(spoken, confirmation=Confirmation.CONFIRMED)
    views = [view for _, view, _ in told(replace(request, steps=(sure,)))]
    assert View.UNCONFIRMED not in views


# 一次 once, and never lost


def test_a_moment_passed_in_an_outage_is_done_once() -> None:
    request, late = agreed(), at("2026-12-09 08:00")
    first = nudge.undone(request, set(), PRESENT)
    assert nudge.next_look(request, set(), PRESENT) == first[0].at < late
    done = {moment.key for moment in first if moment.at <= late}
    assert nudge.next_look(request, done, PRESENT) is None


def test_a_decision_taken_late_loses_no_reminder() -> None:
    views = [m.view for m in nudge.undone(agreed(now=NOW), set(), PRESENT)]
    assert View.RETURN_DAY in views


def test_other_dates_have_reminders_of_their_own() -> None:
    request = agreed()
    done = {moment.key for moment in nudge.plan(request, PRESENT)}
    longer = replace(request, trip=agreed("12月1日至12月4日").trip)
    left = [(m.view, f"{m.at:%m-%d}") for m in nudge.undone(longer, done, PRESENT)]
    assert left == [
        (View.RETURN_DAY, "12-04"),
        (View.RETURN_DAY, "12-07"),
        (View.OVERDUE, "12-08"),
    ]


@pytest.mark.parametrize(
    "end", [leave.withdraw, lambda r, a, n: leave.report_back(agreed(), a, at("2026-12-03 15:00"))]
)
def test_nothing_is_planned_after_the_end(
    end: Callable[[Request, Official, datetime], Ruling],
) -> None:
    ended = end(waiting(), who("教育局副局长"), NOW).request
    assert told(ended) == []


def test_a_decided_step_waits_for_nobody() -> None:
    request = agreed()
    assert request.steps[0].state is StepState.AGREED
    assert all(m.view is not View.UNANSWERED for m in nudge.plan(request, PAIRED))


CAP = [
    # 今天已发几条, 现在, 何时再发
    (0, "2026-11-24 09:00", "2026-11-24 09:00"),
    (0, "2026-11-24 12:30", "2026-11-24 14:30"),
    (2, "2026-11-24 17:59", "2026-11-24 17:59"),
    (3, "2026-11-24 09:00", "2026-11-25 08:30"),
    (3, "2026-11-27 09:00", "2026-11-30 08:30"),
    (3, "2026-11-24 19:00", "2026-11-25 08:30"),
]


@pytest.mark.parametrize(("sent", "now", "then"), CAP)
def test_at_most_so_many_a_day_and_in_working_hours(sent: int, now: str, then: str) -> None:
    assert nudge.sent_at(sent, at(now), PRACTICE) == at(then)
    assert nudge.may_send(sent, at(now), PRACTICE) is (now == then)
