"""Deadlines 时限 by class 7 / 1 / 0 (青政办〔2017〕74号): counted from the day of deployment."""

import calendar
from datetime import date, timedelta

from bot.rules.policy import ItemClass
from bot.rules.workdays import next_workday


def deadline(item_class: ItemClass, deployed_on: date) -> date:
    """The last day; the text says 天, so calendar days unless the class counts working days."""
    if item_class.year_end:
        return date(deployed_on.year, 12, 31)
    if item_class.months:
        return months_after(deployed_on, item_class.months)
    if item_class.working_days:
        return _workdays_after(deployed_on, item_class.days)
    return deployed_on + timedelta(days=item_class.days)


def months_after(day: date, months: int) -> date:
    """The same day some months on, or that month's last: 31 January and one is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _workdays_after(day: date, count: int) -> date:
    for _ in range(count):
        day = next_workday(day)
    return day
