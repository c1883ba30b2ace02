"""用语 · 日历: days to tap, as quick keys and as a month, and the parts of a day."""

from calendar import Calendar
from datetime import date, timedelta

from bot.rules.dates import Part
from bot.rules.workdays import is_workday
from bot.words import dates
from bot.words.card import Choice
from bot.words.sentence import Sentence

TODAY = Sentence("今天", "Today")
TOMORROW = Sentence("明天", "Tomorrow")
DAY_AFTER = Sentence("后天", "In 2 days")
SAME_DAY = Sentence("当天", "Same day")
OTHER_DAY = Sentence("其他日期", "Other day")
EARLIER = Sentence("‹ 上月", "‹ Earlier")
LATER = Sentence("下月 ›", "Later ›")
DAY_OFF = Sentence("{day}休", "({day})")
EMPTY = "·"
MONTH = Sentence("{year}年{month}月", "{name} {year}")


def quick_days(
    step: str, first: date, today: date, part: Part, language: str
) -> tuple[tuple[Choice, ...], ...]:
    """The next six days to tap, and the way to any other; `part` is the half-day chosen."""
    named = {
        today: TODAY,
        today + timedelta(days=1): TOMORROW,
        today + timedelta(days=2): DAY_AFTER,
    }
    if step == "end":
        named = {first: SAME_DAY} if first != today else {today: TODAY}
    days = [first + timedelta(days=n) for n in range(6)]
    keys = [
        _pick(step, day, part, named[day].say(language) if day in named else _short(day, language))
        for day in days
    ]
    other = Choice(OTHER_DAY.say(language), "form.month", {"step": step, "month": _first(first)})
    return (tuple(keys[:3]), tuple(keys[3:]), (other,))


def month_grid(
    step: str, month: date, first: date, part: Part, language: str
) -> tuple[tuple[Choice, ...], ...]:
    """A month: days before `first` are dots, days off carry a mark, so nobody needs colour."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    rows = [
        tuple(_cell(step, day, month, first, part, language) for day in week)
        for week in weeks
        if week[-1] >= first
    ]
    before, after = month - timedelta(days=1), month + timedelta(days=31)
    earlier = Choice(EARLIER.say(language), "form.month", {"step": step, "month": _first(before)})
    turn = (
        earlier if month > first else Choice(EMPTY, "form.nothing"),
        Choice(
            MONTH.say(
                language, year=month.year, month=month.month, name=dates.MONTHS[month.month - 1]
            ),
            "form.month",
            {"step": step, "month": _first(month)},
        ),
        Choice(LATER.say(language), "form.month", {"step": step, "month": _first(after)}),
    )
    heads = tuple(Choice(day.say(language), "form.nothing") for day in dates.WEEKDAYS)
    return (turn, heads, *rows)


def _cell(step: str, day: date, month: date, first: date, part: Part, language: str) -> Choice:
    if day < first or day.month != month.month:
        return Choice(EMPTY, "form.nothing")
    label = f"{day.day}" if is_workday(day) else DAY_OFF.say(language, day=day.day)
    return _pick(step, day, part, label)


def _pick(step: str, day: date, part: Part, label: str) -> Choice:
    return Choice(label, "form.day", {"step": step, "day": day.isoformat(), "part": int(part)})


def day_parts(step: str, chosen: Part, month: date | None, language: str) -> tuple[Choice, ...]:
    shown = month.isoformat() if month else ""
    return tuple(
        Choice(
            ("● " if part is chosen else "") + dates.PARTS[part].say(language),
            "form.part",
            {"step": step, "part": int(part), "month": shown},
        )
        for part in Part
    )


def _short(day: date, language: str) -> str:
    weekday = dates.WEEKDAYS[day.weekday()].say(language)
    if language == "en":
        return f"{weekday} {day.day}"
    return f"{day.day}日周{weekday}"


def _first(day: date) -> str:
    return day.replace(day=1).isoformat()
