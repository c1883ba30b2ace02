"""How dates, half-days, spans and moments are read by people, in Chinese and in English."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo

from bot.rules.dates import HalfDay, Part, Span
from bot.words.sentence import Sentence

WEEKDAYS = (
    Sentence("一", "Mon"),
    Sentence("二", "Tue"),
    Sentence("三", "Wed"),
    Sentence("四", "Thu"),
    Sentence("五", "Fri"),
    Sentence("六", "Sat"),
    Sentence("日", "Sun"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PARTS = {
    Part.MORNING: Sentence("上午", "morning"),
    Part.AFTERNOON: Sentence("下午", "afternoon"),
    Part.EVENING: Sentence("晚上", "evening"),
}
DAY = Sentence("{month}月{day}日（周{weekday}）", "{weekday} {day} {name}")
FULL_DAY = Sentence("{year}年{month}月{day}日（周{weekday}）", "{weekday} {day} {name} {year}")
HALF_DAY = Sentence("{day}{part}", "{day} {part}")
ALL_DAY = Sentence("{day}全天", "{day}, all day")
SPAN = Sentence("{start} 至 {end}", "{start} to {end}")
MOMENT = Sentence("{day}{part}{hour}:{minute:02}", "{day}, {hour24:02}:{minute:02}")


def day(d: date, language: str, today: date | None = None) -> str:
    """12月1日（周二） · Tue 1 Dec; with the year when it is not that of `today`."""
    if today and d.year != today.year:
        return full_day(d, language)
    return _day(DAY, d, language)


def full_day(d: date, language: str) -> str:
    """2026年12月1日（周二） · Tue 1 Dec 2026."""
    return _day(FULL_DAY, d, language)


def halfday(h: HalfDay, language: str, today: date | None = None) -> str:
    """12月1日（周二）下午 · Tue 1 Dec afternoon."""
    return _halfday(day(h.day, language, today), h.part, language)


def span(s: Span, language: str, today: date | None = None) -> str:
    """12月1日（周二）上午 至 12月3日（周四）下午 · Tue 1 Dec morning to Thu 3 Dec afternoon."""
    if s.start.day == s.end.day and (s.start.part, s.end.part) == (Part.MORNING, Part.AFTERNOON):
        return ALL_DAY.say(language, day=day(s.start.day, language, today))
    return _span(s, language, lambda d: day(d, language, today))


def count(days: float, language: str = "zh") -> str:
    """3天, 2.5天 · 3 days, 1 day."""
    if language != "en":
        return f"{days:g}天"
    return f"{days:g} day" if days <= 1 else f"{days:g} days"


def moment(at: datetime, zone: tzinfo, language: str) -> str:
    """2026年11月24日（周二）上午9:31 · Tue 24 Nov 2026, 09:31; `at` is aware."""
    here = at.astimezone(zone)
    return MOMENT.say(
        language,
        day=full_day(here.date(), language),
        part=PARTS[Part.at(here.hour)].say(language),
        hour=here.hour if here.hour <= 12 else here.hour - 12,
        hour24=here.hour,
        minute=here.minute,
    )


def _day(form: Sentence, d: date, language: str) -> str:
    return form.say(
        language,
        year=d.year,
        month=d.month,
        day=d.day,
        name=MONTHS[d.month - 1],
        weekday=WEEKDAYS[d.weekday()].say(language),
    )


def _halfday(day_words: str, part: Part, language: str) -> str:
    return HALF_DAY.say(language, day=day_words, part=PARTS[part].say(language))


def _span(s: Span, language: str, name: Callable[[date], str]) -> str:
    start = _halfday(name(s.start.day), s.start.part, language)
    if s.start == s.end:
        return start
    if s.start.day == s.end.day:  # the day is said once: 12月1日（周二）上午 至 下午
        return SPAN.say(language, start=start, end=PARTS[s.end.part].say(language))
    end = _halfday(name(s.end.day), s.end.part, language)
    return SPAN.say(language, start=start, end=end)
