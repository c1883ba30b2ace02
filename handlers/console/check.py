"""`run_bot.py check`: would the bot start with this regulation and this roster?"""

from datetime import date

from bot.settings import Settings
from bot.words.console import faulty, summary
from handlers.console.city import CityFaults, load_city


def check(settings: Settings, today: date, language: str) -> tuple[int, list[str]]:
    """The exit code, and the lines to print: a summary, or each fault and its fix."""
    try:
        city = load_city(settings, today)
    except CityFaults as faults:
        return 1, faulty(faults.sentences(language), language)
    return 0, summary(city.policy, city.roster, language)
