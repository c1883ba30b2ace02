"""Days, half-days and spans; and what is understood by the dates people type."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rules.dates import HalfDay, Part, Span, span_between
from bot.rules.refusal import DatesReversed, DayPast, NoSuchDay, Refusal, UnclearDates
from bot.rules.typed_dates import take_halfday, take_span

TUESDAY = date(2026, 11, 24)
PARTS = {"上午": Part.MORNING, "下午": Part.AFTERNOON, "晚上": Part.EVENING}


def half(words: str) -> HalfDay:
    """12-01下午 is that half-day of 2026; 2027-01-02上午 names its year."""
    day = words[:-2] if len(words) > 7 else f"2026-{words[:-2]}"
    return HalfDay(date.fromisoformat(day), PARTS[words[-2:]])


def span(words: str) -> Span:
    start, _, end = words.partition(" ")
    return Span(half(start), half(end or start))


# --- counting -------------------------------------------------------------------------------

COUNTED = [  # departure, return, days
    ("12-01上午 12-03下午", 3),
    ("12-01上午 12-03上午", 2.5),
    ("12-01上午 12-03晚上", 3),
    ("12-01下午 12-03下午", 2.5),
    ("12-01下午 12-03上午", 2),
    ("12-01晚上 12-03下午", 2),
    ("12-01晚上 12-02上午", 0.5),
    ("12-01上午 12-01下午", 1),
    ("12-01上午 12-01晚上", 1),
    ("12-01上午 12-01上午", 0.5),
    ("12-01下午 12-01下午", 0.5),
    ("12-01下午 12-01晚上", 0.5),
    ("12-01晚上 12-01晚上", 0.5),  # an evening alone still counts the least there is
    ("12-30上午 2027-01-02下午", 4),
]


@pytest.mark.parametrize(("words", "days"), COUNTED)
def test_days_are_counted_in_halves(words: str, days: float) -> None:
    assert span(words).days == days


def test_a_span_touches_every_date_of_it_across_a_year_end() -> None:
    dates = span("12-30晚上 2027-01-02上午").dates
    assert [d.isoformat()[5:] for d in dates] == ["12-30", "12-31", "01-01", "01-02"]


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("12-01上午 12-03上午", "12-03下午 12-04下午", False),
        ("12-01上午 12-03下午", "12-03下午 12-04下午", True),
        ("12-01上午 12-05下午", "12-02上午 12-03下午", True),
        ("12-01下午", "12-01晚上", False),
        ("12-01上午 12-01下午", "12-02上午 12-02下午", False),
    ],
)
def test_spans_overlap_by_the_half_day(one: str, other: str, shared: bool) -> None:
    assert span(one).overlaps(span(other)) is shared
    assert span(other).overlaps(span(one)) is shared


def test_a_span_covers_its_days_and_no_others() -> None:
    trip = span("12-01晚上 12-03上午")
    assert [d for d in range(1, 6) if trip.covers(date(2026, 12, d))] == [1, 2, 3]
    assert not trip.covers(date(2026, 11, 30))


def test_a_span_is_never_reversed() -> None:
    with pytest.raises(DatesReversed) as refused:
        span_between(half("12-01下午"), half("12-01上午"))
    assert (refused.value.start, refused.value.end) == ("2026-12-01下午", "2026-12-01上午")
    with pytest.raises(ValueError, match="before it starts"):
        Span(half("12-01下午"), half("12-01上午"))


def test_an_hour_of_the_clock_falls_in_a_part() -> None:
    assert [Part.at(hour).name[0] for hour in (0, 11, 12, 17, 18, 23)] == list("MMAAEE")


# --- typed dates, on Tuesday 24 November 2026 -------------------------------------------------

UNDERSTOOD = [  # typed, understood
    # from a day to a day
    ("12月1日至12月3日", "12-01上午 12-03下午"),
    ("12月1日-3日", "12-01上午 12-03下午"),
    ("12月1-3日", "12-01上午 12-03下午"),
    ("12月1至12月3", "12-01上午 12-03下午"),
    ("12月1日到3日", "12-01上午 12-03下午"),
    ("12月1号到3号", "12-01上午 12-03下午"),
    ("12.1-12.3", "12-01上午 12-03下午"),
    ("12.1-3", "12-01上午 12-03下午"),
    ("12/1-12/3", "12-01上午 12-03下午"),
    ("12 月 1 日 至 3 日", "12-01上午 12-03下午"),
    ("12月1日 ~ 12月3日", "12-01上午 12-03下午"),
    ("12月1日～12月3日", "12-01上午 12-03下午"),
    ("12月1日－12月3日", "12-01上午 12-03下午"),
    ("12月1日–12月3日", "12-01上午 12-03下午"),
    ("12月1日—12月3日", "12-01上午 12-03下午"),
    ("12月1日——12月3日", "12-01上午 12-03下午"),
    ("12月1日→12月3日", "12-01上午 12-03下午"),
    ("从12月1日到12月3日", "12-01上午 12-03下午"),
    ("自12月1日起至12月3日止", "12-01上午 12-03下午"),
    ("12月1日出发，12月3日返回", "12-01上午 12-03下午"),
    ("从12月1日出发到12月3日返回", "12-01上午 12-03下午"),
    ("１２月１日至１２月３日", "12-01上午 12-03下午"),
    ("\u200e12月1日\u200e至12月3日", "12-01上午 12-03下午"),
    ("2026-12-01至2026-12-03", "12-01上午 12-03下午"),
    ("2026-12-01-2026-12-03", "12-01上午 12-03下午"),
    ("20261201-20261203", "12-01上午 12-03下午"),
    ("2026.12.1-12.3", "12-01上午 12-03下午"),
    ("2026/12/1至2026/12/3", "12-01上午 12-03下午"),
    ("2026年12月1日至3日", "12-01上午 12-03下午"),
    ("十二月一日至三日", "12-01上午 12-03下午"),
    ("十二月二十一日至三十日", "12-21上午 12-30下午"),
    ("二〇二六年十二月廿一日", "12-21上午 12-21下午"),
    ("12月1日至次日", "12-01上午 12-02下午"),
    ("12月1日（周二）至12月3日（星期四）", "12-01上午 12-03下午"),
    ("12月1日至12月3日（共3天）", "12-01上午 12-03下午"),
    ("12月1日下午至12月3日上午,共2天", "12-01下午 12-03上午"),
    # one day, one half-day
    ("12月1号", "12-01上午 12-01下午"),
    ("12月1日全天", "12-01上午 12-01下午"),
    ("12月1日下午", "12-01下午"),
    ("12月1日晚上", "12-01晚上"),
    ("12月1日晚", "12-01晚上"),
    ("12月1日（周二）晚", "12-01晚上"),
    ("12月1日上午至下午", "12-01上午 12-01下午"),
    ("12月1日下午至12月3日上午", "12-01下午 12-03上午"),
    ("12月1日晚-3日晚", "12-01晚上 12-03晚上"),
    ("今天", "11-24上午 11-24下午"),
    ("明天上午", "11-25上午"),
    ("明早", "11-25上午"),
    ("今晚", "11-24晚上"),
    ("后天", "11-26上午 11-26下午"),
    ("大后天下午", "11-27下午"),
    ("明天下午至后天上午", "11-25下午 11-26上午"),
    ("今夜", "11-24晚上"),
    # weekdays
    ("周五", "11-27上午 11-27下午"),
    ("星期五", "11-27上午 11-27下午"),
    ("礼拜五", "11-27上午 11-27下午"),
    ("本周五", "11-27上午 11-27下午"),
    ("这周五下午", "11-27下午"),
    ("周日", "11-29上午 11-29下午"),
    ("下周一", "11-30上午 11-30下午"),
    ("下个星期天", "12-06上午 12-06下午"),
    ("下下周一", "12-07上午 12-07下午"),
    ("下周一至周三", "11-30上午 12-02下午"),
    ("周五至周一", "11-27上午 11-30下午"),
    ("周五到下周三", "11-27上午 12-02下午"),
    # a day and a length: as many days as are counted
    ("12月1日起3天", "12-01上午 12-03下午"),
    ("明天3天", "11-25上午 11-27下午"),
    ("12月1日 3天", "12-01上午 12-03下午"),
    ("12月1日，为期三天", "12-01上午 12-03下午"),
    ("12月1日下午起3天", "12-01下午 12-04上午"),
    ("明天1.5天", "11-25上午 11-26上午"),
    ("明天两天半", "11-25上午 11-27上午"),
    ("明天下午半天", "11-25下午"),
    # years
    ("11月24日", "11-24上午 11-24下午"),
    ("1月5日", "2027-01-05上午 2027-01-05下午"),
    ("元月5日", "2027-01-05上午 2027-01-05下午"),
    ("明年1月5日至8日", "2027-01-05上午 2027-01-08下午"),
    ("12月30日至1月2日", "12-30上午 2027-01-02下午"),
    ("2028年2月29日", "2028-02-29上午 2028-02-29下午"),
    # English
    ("1 Dec to 3 Dec", "12-01上午 12-03下午"),
    ("Dec 1-3", "12-01上午 12-03下午"),
    ("December 1 - 3", "12-01上午 12-03下午"),
    ("1-3 Dec", "12-01上午 12-03下午"),
    ("1st to 3rd of December", "12-01上午 12-03下午"),
    ("2026-12-01 to 2026-12-03", "12-01上午 12-03下午"),
    ("from Dec 1 until Dec 3", "12-01上午 12-03下午"),
    ("Dec 1-3, 2027", "2027-12-01上午 2027-12-03下午"),
    ("30 Dec - 2 Jan 2027", "12-30上午 2027-01-02下午"),
    ("Tue 1 Dec 2026 pm to Thu 3 Dec", "12-01下午 12-03下午"),
    ("today", "11-24上午 11-24下午"),
    ("tomorrow morning", "11-25上午"),
    ("tonight", "11-24晚上"),
    ("the day after tomorrow", "11-26上午 11-26下午"),
    ("next Monday", "11-30上午 11-30下午"),
    ("Friday", "11-27上午 11-27下午"),
    ("next Monday to Wednesday", "11-30上午 12-02下午"),
    ("Dec 1 afternoon", "12-01下午"),
    ("afternoon of 1 December", "12-01下午"),
    ("Dec 1 am", "12-01上午"),
    ("DEC 1 p.m.", "12-01下午"),
    ("December 1 evening", "12-01晚上"),
    ("tomorrow for 3 days", "11-25上午 11-27下午"),
]


@pytest.mark.parametrize(("typed", "understood"), UNDERSTOOD)
@pytest.mark.parametrize("behind", ["", " 西宁 参加全省科技工作会议"])
def test_what_is_typed_on_24_november_2026(typed: str, understood: str, behind: str) -> None:
    assert take_span(typed + behind, TUESDAY) == (span(understood), behind.strip())


BEHIND = [  # typed, understood, what follows it
    ("12月1日至12月3日西宁 参会", "12-01上午 12-03下午", "西宁 参会"),
    ("12月1日至12月3日，西宁，参会。", "12-01上午 12-03下午", "西宁，参会。"),
    ("１２月１日　西宁　（参会）", "12-01上午 12-01下午", "西宁　（参会）"),
    ("12月1日3号楼会议", "12-01上午 12-01下午", "3号楼会议"),
    ("12月1日到3号楼开会", "12-01上午 12-01下午", "到3号楼开会"),
    ("12月1日至3日3号楼会议", "12-01上午 12-03下午", "3号楼会议"),
    ("12.1 3人", "12-01上午 12-01下午", "3人"),
    ("12.1天峻县", "12-01上午 12-01下午", "天峻县"),
    ("12月1日天津", "12-01上午 12-01下午", "天津"),
    ("12月1日到西宁参会", "12-01上午 12-01下午", "到西宁参会"),
    ("12月1日到周口考察", "12-01上午 12-01下午", "到周口考察"),
    ("12月1日到2个县调研", "12-01上午 12-01下午", "到2个县调研"),
    ("12月1日到109国道", "12-01上午 12-01下午", "到109国道"),
    ("12月1日起草文件", "12-01上午 12-01下午", "起草文件"),
    ("12月1日晚会彩排", "12-01上午 12-01下午", "晚会彩排"),
    ("12月1日早餐会", "12-01上午 12-01下午", "早餐会"),
    ("12月1日3天内答复", "12-01上午 12-01下午", "3天内答复"),
    ("12月1日下午3点开会", "12-01下午", "3点开会"),
    ("12月1日至3日回族乡", "12-01上午 12-03下午", "回族乡"),
    ("Dec 1-3 Xining, 3 people", "12-01上午 12-03下午", "Xining, 3 people"),
    ("tomorrow Toronto House", "11-25上午 11-25下午", "Toronto House"),
]


@pytest.mark.parametrize(("typed", "understood", "behind"), BEHIND)
def test_what_is_not_a_date_is_left_as_typed(typed: str, understood: str, behind: str) -> None:
    assert take_span(typed, TUESDAY) == (span(understood), behind)


ON_OTHER_DAYS = [  # typed, today, understood: month ends, leap days, year ends
    ("明天", "2026-11-30", "12-01上午 12-01下午"),
    ("后天", "2026-12-31", "2027-01-02上午 2027-01-02下午"),
    ("明天3天", "2028-02-27", "2028-02-28上午 2028-03-01下午"),
    ("明天3天", "2026-02-26", "02-27上午 03-01下午"),
    ("下周一", "2026-12-30", "2027-01-04上午 2027-01-04下午"),
    ("周日", "2026-11-29", "11-29上午 11-29下午"),
    ("下周日", "2026-11-29", "12-06上午 12-06下午"),
    ("2月29日", "2027-11-24", "2028-02-29上午 2028-02-29下午"),
    ("2月28日至3月1日", "2028-02-01", "2028-02-28上午 2028-03-01下午"),
    ("12月31日-1月1日", "2026-12-31", "12-31上午 2027-01-01下午"),
    ("1月1日", "2026-12-31", "2027-01-01上午 2027-01-01下午"),
    ("1月1日", "2026-01-01", "01-01上午 01-01下午"),
    ("5月25日", "2026-11-25", "2027-05-25上午 2027-05-25下午"),  # went by 184 days ago
]


@pytest.mark.parametrize(("typed", "today", "understood"), ON_OTHER_DAYS)
def test_what_is_typed_on_other_days(typed: str, today: str, understood: str) -> None:
    assert take_span(typed, date.fromisoformat(today)) == (span(understood), "")


REFUSED = [  # typed, today, why, and what the sentence may quote
    ("", "2026-11-24", UnclearDates("")),
    ("西宁 参会", "2026-11-24", UnclearDates("西宁 参会")),
    ("下周 西宁", "2026-11-24", UnclearDates("下周 西宁")),
    ("3号", "2026-11-24", UnclearDates("3号")),
    ("3号楼会议", "2026-11-24", UnclearDates("3号楼会议")),
    ("1.5天会议", "2026-11-24", UnclearDates("1.5天会议")),
    ("12月123日", "2026-11-24", UnclearDates("12月123日")),
    ("12/1/2026", "2026-11-24", UnclearDates("12/1/2026")),
    ("Money talks", "2026-11-24", UnclearDates("Money talks")),
    ("2029年1月1日", "2026-11-24", UnclearDates("2029年1月1日")),
    ("9999年12月31日3天", "2026-11-24", UnclearDates("9999年12月31日")),
    ("12月1日（周三）", "2026-11-24", UnclearDates("12月1日(周三)")),
    ("Mon 1 Dec", "2026-11-24", UnclearDates("Mon 1 Dec")),
    ("12月1日、12月3日", "2026-11-24", UnclearDates("12月1日、12月3日")),
    ("12月1日和3日", "2026-11-24", UnclearDates("12月1日和3日")),
    ("12月1日 12月3日", "2026-11-24", UnclearDates("12月1日 12月3日")),
    ("12月1日至3日、5日至6日", "2026-11-24", UnclearDates("12月1日至3日、5日至6日")),
    ("周五、周六", "2026-11-24", UnclearDates("周五、周六")),
    ("12月1日至月底", "2026-11-24", UnclearDates("12月1日至月底")),
    ("12月1日至12月", "2026-11-24", UnclearDates("12月1日至12月")),
    ("12月1日至下周", "2026-11-24", UnclearDates("12月1日至下周")),
    ("12月1日起", "2026-11-24", UnclearDates("12月1日起")),
    ("从12月1日 西宁", "2026-11-24", UnclearDates("从12月1日 西宁")),
    ("12月1日出发 西宁", "2026-11-24", UnclearDates("12月1日出发 西宁")),
    ("12月1日起3日", "2026-11-24", UnclearDates("12月1日起3日")),
    ("12月1日9点至12月3日18点", "2026-11-24", UnclearDates("12月1日9点至12月3日18点")),
    ("12月1日-3号楼", "2026-11-24", UnclearDates("12月1日-3号楼")),
    ("12月1日至3日共4天", "2026-11-24", UnclearDates("12月1日至3日共4天")),
    ("明天半天", "2026-11-24", UnclearDates("明天半天")),
    ("明天0天", "2026-11-24", UnclearDates("明天0天")),
    ("2月30日", "2026-11-24", NoSuchDay("2月30日")),
    ("2月29日", "2026-11-24", NoSuchDay("2月29日")),
    ("2月29日", "2027-03-15", NoSuchDay("2月29日")),
    ("2027-02-29", "2026-11-24", NoSuchDay("2027-02-29")),
    ("13月1日", "2026-11-24", NoSuchDay("13月1日")),
    ("12月0日", "2026-11-24", NoSuchDay("12月0日")),
    ("十一月三十一日", "2026-11-01", NoSuchDay("十一月三十一日")),
    ("Nov 31", "2026-11-24", NoSuchDay("Nov 31")),
    ("0000年1月1日", "2026-11-24", NoSuchDay("0000年1月1日")),
    ("12月1日至2月30日", "2026-11-24", NoSuchDay("2月30日")),
    ("11月25日至31日", "2026-11-24", NoSuchDay("31日")),
    ("11月23日", "2026-11-24", DayPast(date(2026, 11, 23))),
    ("8月1日", "2026-11-24", DayPast(date(2026, 8, 1))),
    ("5月25日", "2026-11-24", DayPast(date(2026, 5, 25))),  # went by 183 days ago
    ("2025年12月1日", "2026-11-24", DayPast(date(2025, 12, 1))),
    ("周一", "2026-11-24", DayPast(date(2026, 11, 23))),
    ("上周五", "2026-11-24", DayPast(date(2026, 11, 20))),
    ("last Friday", "2026-11-24", DayPast(date(2026, 11, 20))),
    ("昨天", "2026-11-24", DayPast(date(2026, 11, 23))),
    ("11月23日至11月25日", "2026-11-24", DayPast(date(2026, 11, 23))),
    ("12月3日至12月1日", "2026-11-24", DatesReversed("12月3日", "12月1日")),
    ("12月3日-1日", "2026-11-24", DatesReversed("12月3日", "1日")),
    ("12月30日至2日", "2026-11-24", DatesReversed("12月30日", "2日")),
    ("12月1日下午至12月1日上午", "2026-11-24", DatesReversed("12月1日下午", "12月1日上午")),
    ("12月1日下午至上午", "2026-11-24", DatesReversed("12月1日下午", "上午")),
    ("2026-12-03至2026-12-01", "2026-11-24", DatesReversed("2026-12-03", "2026-12-01")),
    ("下周五至下周一", "2026-11-24", DatesReversed("下周五", "下周一")),
    ("Dec 3 to Dec 1", "2026-11-24", DatesReversed("Dec 3", "Dec 1")),
]


@pytest.mark.parametrize(("typed", "today", "why"), REFUSED)
def test_what_is_refused(typed: str, today: str, why: Refusal) -> None:
    with pytest.raises(type(why)) as refused:
        take_span(typed, date.fromisoformat(today))
    assert vars(refused.value) == vars(why)


# --- one date, in the guided form ------------------------------------------------------------

ONE_DATE = [  # typed, default, day of departure, understood, what follows it
    ("12月1日", "上午", None, "12-01上午", ""),
    ("12月1日", "下午", None, "12-01下午", ""),
    ("12月1日晚上", "上午", None, "12-01晚上", ""),
    ("上午12月1日", "下午", None, "12-01上午", ""),
    ("明天下午 对吧", "上午", None, "11-25下午", "对吧"),
    ("12月1日至3日", "上午", None, "12-01上午", "至3日"),
    ("3日", "下午", "12-01", "12-03下午", ""),
    ("次日上午", "下午", "12-01", "12-02上午", ""),
    ("周三", "下午", "12-01", "12-02下午", ""),
    ("1月2日", "下午", "12-30", "2027-01-02下午", ""),
]


@pytest.mark.parametrize(("typed", "default", "after", "understood", "behind"), ONE_DATE)
def test_one_date_of_the_form(
    typed: str, default: str, after: str | None, understood: str, behind: str
) -> None:
    departs = date.fromisoformat(f"2026-{after}") if after else None
    found = take_halfday(typed, TUESDAY, PARTS[default], departs)
    assert found == (half(understood), behind)


@pytest.mark.parametrize(
    ("typed", "why"),
    [("好的", UnclearDates), ("3日", UnclearDates), ("2月30日", NoSuchDay), ("周一", DayPast)],
)
def test_one_date_refused(typed: str, why: type[Refusal]) -> None:
    with pytest.raises(why):
        take_halfday(typed, TUESDAY, Part.MORNING)


# --- properties ------------------------------------------------------------------------------

todays = st.dates(date(2024, 1, 1), date(2035, 12, 31))
PIECES = """
12 1 31 29 2 0 3.5 2026 2028 9999 年 月 日 号 天 半 十 廿 元 一 二 两 全 周 星期 下 上 个 六 ３ ㋋
至 到 从 起 止 出发 返回 上午 下午 晚 夜 今 明 明天 后天 次日 - / . ~ — ， 、 （ ） 西宁 3号楼
Dec feb. Mon Frİday 1st to next for days am pm of
"""
pieces = st.sampled_from([*PIECES.split(), "\u200e", "\u2028", "\n"])
typed_lines = st.one_of(
    st.text(max_size=40),
    st.lists(pieces, max_size=12).map("".join),
    st.lists(pieces, max_size=12).map(" ".join),
)


@settings(deadline=None, max_examples=600)
@example("12月1日" + "至" * 5000, TUESDAY)
@given(typed_lines, todays)
def test_whatever_is_typed_is_understood_or_refused(typed: str, today: date) -> None:
    try:
        trip, behind = take_span(typed, today)
    except Refusal:
        return
    assert trip.start <= trip.end
    assert trip.start.day >= today
    assert typed.rstrip().endswith(behind)


@settings(deadline=None)
@given(todays, st.integers(0, 180), st.integers(0, 90))
def test_month_and_day_alone_find_the_coming_ones(today: date, ahead: int, length: int) -> None:
    start = today + timedelta(days=ahead)
    end = start + timedelta(days=length)
    typed = f"{start.month}月{start.day}日至{end.month}月{end.day}日"
    trip, behind = take_span(typed, today)
    assert (trip.start.day, trip.end.day, behind) == (start, end, "")


@settings(deadline=None)
@given(st.sampled_from(["", "上午", "下午", "晚上"]), st.integers(1, 60), st.booleans())
def test_a_length_is_the_days_counted(part: str, days: int, and_half: bool) -> None:
    trip, _ = take_span(f"12月1日{part}{days}{'.5' * and_half}天", TUESDAY)
    assert trip.days == days + and_half / 2
