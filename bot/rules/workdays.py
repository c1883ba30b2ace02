"""Working days with China's gazetted holidays and make-up days (调休).

The tables are the library's; past its last published year the days are provisional: Monday to
Friday work, until the State Council publishes the year (usually in November).
"""

from datetime import date, timedelta

from chinese_calendar import holidays, workdays

from bot.rules.dates import Span

_ONE = timedelta(days=1)
_LAST_PUBLISHED_YEAR: int = max(day.year for day in holidays)


def last_published_year() -> int:
    """The last year whose holidays are gazetted and known here."""
    return _LAST_PUBLISHED_YEAR


def is_provisional(day: date) -> bool:
    """Whether the holidays of that year are not published yet."""
    return day.year > _LAST_PUBLISHED_YEAR


def is_workday(day: date) -> bool:
    """Whether offices work that day; Monday to Friday where the year is not published."""
    # The tables, not the library's function: that one raises outside its years.
    return day in workdays or (day.weekday() < 5 and day not in holidays)


def workdays_ahead(filed: date, departs: date) -> int:
    """Working days after `filed`, up to and including `departs`; 0 when it is not later."""
    return sum(is_workday(filed + n * _ONE) for n in range(1, (departs - filed).days + 1))


def workdays_in(span: Span) -> float:
    """Working days in the span, in halves as the span itself is counted."""
    return sum(span.part_of(day) for day in span.dates if is_workday(day))


def next_workday(day: date) -> date:
    """The first working day strictly after `day`."""
    return next_workday_on_or_after(day + _ONE)


def next_workday_on_or_after(day: date) -> date:
    """`day` itself if it is a working day, else the next one."""
    while not is_workday(day):
        day += _ONE
    return day


def workday_before(day: date) -> date:
    """The last working day strictly before `day`."""
    day -= _ONE
    while not is_workday(day):
        day -= _ONE
    return day
