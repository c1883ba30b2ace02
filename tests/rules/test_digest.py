"""The digest: which request is named in which part, on which morning. Tables a clerk can read."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.policy import load_policy
from bot.rules.digest import Digest, NotReached, compose
from bot.rules.requests import Request, State, Step, StepState, Trip
from bot.rules.typed_dates import take_span
from bot.words.digest import card

SHANGHAI = timezone(timedelta(hours=8))
PRACTICE = load_policy(Path("bot/policies/golmud-2018.toml")).leave
YEAR = date(2026, 1, 1)
NO_ENTRY = (0, "0" * 64)


def morning(day: str, clock: str = "08:30") -> datetime:
    """11-24 is that morning of 2026, at digest time."""
    return datetime.fromisoformat(f"2026-{day} {clock}").replace(tzinfo=SHANGHAI)


def step(holder: str, **more: object) -> Step:
    values: dict[str, object] = {"outside": False, "state": StepState.PENDING} | more
    return Step(round=1, stage=0, holder=holder, holder_title=holder, **values)  # type: ignore[arg-type]


def request(
    dates: str,
    state: State = State.AGREED,
    *steps: Step,
    filed: datetime | None = None,
    number: str = "A-0001",
) -> Request:
    """A trip as a clerk would write it: 12月1日至12月3日."""
    span, rest = take_span(dates, YEAR)
    assert not rest
    return Request(
        number=number,
        matter="leave",
        applicant="jyj2",
        applicant_title="教育局副局长",
        department="教育局",
        subject="",
        trip=Trip(span=span, place="西宁", reason="参加会议"),
        late=False,
        state=state,
        round=1,
        article="第十七条",
        quote="",
        filed_at=filed or morning("11-20", "10:00"),
        steps=steps,
    )


def digest_of(now: datetime, *requests: Request, **more: object) -> Digest:
    values: dict[str, object] = {"not_reached": (), "parked": 0, "head": NO_ENTRY} | more
    return compose(requests, now=now, practice=PRACTICE, **values)  # type: ignore[arg-type]


def parts(digest: Digest) -> set[str]:
    """The parts that name somebody."""
    named = ("out", "leaving", "back", "not_reported", "unapproved", "returned")
    names = (*named, "waiting", "outside")
    return {name for name in names if getattr(digest, name)}


TRIPS = [  # 2026-11-24 is a Tuesday
    ("the day before", "11月25日至11月27日", "11-24", {"leaving"}),
    ("two days before", "11月26日至11月27日", "11-24", set()),
    ("the first day", "11月24日至11月26日", "11-24", {"out"}),
    ("leaving in the afternoon", "11月24日下午至11月26日", "11-24", {"out"}),
    ("in the middle", "11月23日至11月26日", "11-24", {"out"}),
    ("the last day", "11月23日至11月24日", "11-24", {"out", "back"}),
    ("back at noon", "11月23日至11月24日上午", "11-24", {"out", "back"}),
    ("one day only", "11月24日", "11-24", {"out", "back"}),
    ("the day after", "11月20日至11月23日", "11-24", {"not_reported"}),
    ("a month after", "10月12日至10月14日", "11-24", {"not_reported"}),
    ("Friday, leaving on Saturday", "11月28日至12月1日", "11-27", {"leaving"}),
    ("Friday, leaving on Monday", "11月30日至12月1日", "11-27", {"leaving"}),
    ("Friday, leaving on Tuesday", "12月1日至12月2日", "11-27", set()),
    ("Monday, back on Sunday", "11月26日至11月29日", "11-30", {"not_reported"}),
    ("before the long holiday", "10月5日至10月9日", "09-30", {"leaving"}),
    ("before it, leaving on its first working day", "10月8日至10月9日", "09-30", {"leaving"}),
    ("before it, leaving a day later", "10月9日至10月9日", "09-30", set()),
    ("Friday before a make-up Saturday", "10月10日至10月12日", "10-09", {"leaving"}),
    ("and the day after that is not yet told", "10月12日至10月13日", "10-09", set()),
]


@pytest.mark.parametrize(
    ("dates", "day", "named"), [row[1:] for row in TRIPS], ids=[r[0] for r in TRIPS]
)
def test_an_agreed_trip_is_named_where_the_office_looks(
    dates: str, day: str, named: set[str]
) -> None:
    assert parts(digest_of(morning(day), request(dates))) == named


ENDED = [State.REPORTED, State.CANCELLED, State.WITHDRAWN, State.REFUSED]


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_is_named_nowhere(state: State) -> None:
    digest = digest_of(morning("11-24"), request("11月24日至11月26日", state))
    assert parts(digest) == set()
    assert digest.empty


def test_what_was_returned_waits_for_its_applicant_by_name() -> None:
    digest = digest_of(morning("11-24"), request("11月26日", State.RETURNED))
    assert parts(digest) == {"returned"}
    assert not digest.empty
    told = card(digest, "zh").lines
    at = told.index("【已退回，待本人修改 1】")
    assert told[at + 1] == "教育局副局长 A-0001：11月26日（周四） 西宁"


UNAPPROVED = [
    ("leaving tomorrow", "11月25日至11月26日", "08:30", {"waiting"}),
    ("leaving this morning", "11月24日至11月26日", "08:30", {"waiting", "unapproved"}),
    ("leaving this afternoon", "11月24日下午至11月26日", "08:30", {"waiting"}),
    ("and the afternoon has come", "11月24日下午至11月26日", "12:00", {"waiting", "unapproved"}),
    ("leaving this evening", "11月24日晚上至11月26日", "12:00", {"waiting"}),
    ("left yesterday", "11月23日至11月26日", "08:30", {"waiting", "unapproved"}),
]


@pytest.mark.parametrize(
    ("dates", "clock", "named"), [row[1:] for row in UNAPPROVED], ids=[r[0] for r in UNAPPROVED]
)
def test_departure_without_approval_is_named(dates: str, clock: str, named: set[str]) -> None:
    waiting = request(dates, State.PENDING, step("副市长"))
    assert parts(digest_of(morning("11-24", clock), waiting)) == named


def test_what_waits_stands_by_age_and_names_its_holder() -> None:
    younger = request("12月1日", State.PENDING, step("市长"), filed=morning("11-23", "16:00"))
    older = request("12月2日", State.PENDING, step("副市长"), filed=morning("11-19"))
    digest = digest_of(morning("11-24"), younger, older)
    assert [(w.step.holder, w.days) for w in digest.waiting] == [("副市长", 5), ("市长", 1)]


@pytest.mark.parametrize(
    ("filed", "days"),
    [("2026-11-23T16:30", 0), ("2026-11-23T15:30", 1), ("2026-11-22T16:00", 1)],
    ids=["00:30 of today", "23:30 of yesterday", "midnight of yesterday"],
)
def test_days_are_counted_on_the_citys_calendar(filed: str, days: int) -> None:
    """As it comes from the database: in UTC, where the day begins eight hours later."""
    at = datetime.fromisoformat(filed).replace(tzinfo=UTC)
    waiting = request("12月1日", State.PENDING, step("副市长"), filed=at)
    [held] = digest_of(morning("11-24"), waiting).waiting
    assert held.days == days


def test_a_forwarded_step_waits_since_it_was_passed_on() -> None:
    passed = step(
        "副市长", state=StepState.FORWARDED, decided_at=morning("11-23"), forwarded_to="市长"
    )
    waiting = request("12月1日", State.PENDING, passed, step("市长"), filed=morning("11-16"))
    [held] = digest_of(morning("11-24"), waiting).waiting
    assert (held.step.holder, held.days) == ("市长", 1)


def test_outside_replies_are_a_part_of_their_own() -> None:
    asked = [step(who, outside=True) for who in ("州委", "州政府")]
    answered = step("市委", outside=True, state=StepState.AGREED, decided_at=morning("11-23"))
    digest = digest_of(morning("11-24"), request("12月1日", State.PENDING, *asked, answered))
    assert [w.step.holder for w in digest.outside] == ["州委", "州政府"]
    assert digest.waiting == ()


def lines(digest: Digest, language: str = "zh") -> list[str]:
    return list(card(digest, language).lines)


def test_nothing_to_say_is_one_line_and_the_journals_head() -> None:
    digest = digest_of(morning("11-24"), head=(7, "abcdef0123456789" * 4))
    assert card(digest, "zh").title == "日报 2026年11月24日（周二）"
    assert lines(digest) == ["今日无事：无人外出，无待批事项。", "流水校验：第7条 abcdef012345"]
    assert lines(digest, "en") == [
        "Nothing today: nobody away, nothing waiting.",
        "Journal head: 7 abcdef012345",
    ]


def test_parts_come_in_the_order_of_what_needs_somebody_and_empty_ones_are_left_out() -> None:
    digest = digest_of(
        morning("11-27"),
        request("11月20日至11月23日", number="A-0001"),
        request("11月27日至12月1日", State.PENDING, step("市长"), number="A-0002"),
        request("11月26日至11月27日", number="A-0003"),
        request("11月30日至12月1日", number="A-0004"),
        not_reached=(NotReached(title="督查室主任", number="A-0002", why=""),),
        parked=2,
    )
    assert lines(digest) == [
        "【返回日已过未销假 1】",
        "教育局副局长 A-0001：11月20日（周五） 至 11月23日（周一） 西宁",
        "",
        "【已到出发时间，尚未批准 1】",
        "教育局副局长 A-0002：11月27日（周五） 至 12月1日（周二） 西宁",
        "",
        "【今日在外 1】",
        "教育局副局长 A-0003：11月26日（周四） 至 11月27日（周五） 西宁",
        "",
        "【明日至11月30日（周一）出发 1】",
        "教育局副局长 A-0004：11月30日（周一） 至 12月1日（周二） 西宁",
        "",
        "【今日返回 1】",
        "教育局副局长 A-0003：11月26日（周四） 至 11月27日（周五） 西宁",
        "",
        "【待审批 1】",
        "A-0002 教育局副局长：市长处，第8天",
        "",
        "【未能送达 1】",
        "督查室主任 A-0002：尚未绑定，请发绑定链接",
        "",
        "【无法处理的消息 2 条】",
        "",
        "流水校验：第0条 000000000000",
    ]


WHYS = [
    ("", "尚未绑定，请发绑定链接"),
    (
        "Forbidden: Forbidden: bot was blocked by the user",
        "本人停用了机器人，请其重新打开并发一条消息",
    ),
    ("BadRequest: Chat not found", "本人还没有打开过机器人，请其发一条消息"),
    ("Forbidden: user is deactivated", "账号已注销，请重新绑定"),
    ("not reached so far", "暂未送达，仍在重试"),
    ("something new", "发送失败（something new）"),
]


@pytest.mark.parametrize(("why", "told"), WHYS)
def test_the_office_is_told_what_it_can_do(why: str, told: str) -> None:
    missed = NotReached(title="市长", number="", why=why)
    assert f"市长：{told}" in lines(digest_of(morning("11-24"), not_reached=(missed,)))


def test_tomorrow_is_called_tomorrow() -> None:
    digest = digest_of(morning("11-24"), request("11月25日至11月27日"))
    assert lines(digest)[0] == "【明日出发 1】"
    assert lines(digest, "en")[0] == "[Leaving tomorrow: 1]"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_reason_is_ever_in_it(language: str) -> None:
    trip = request("11月24日至11月26日", State.PENDING, step("市长"))
    assert "参加会议" not in "".join(lines(digest_of(morning("11-24"), trip), language))
