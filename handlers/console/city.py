"""The city as the operator set it: its regulation, its people and the map, proved together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.policy import load_gazetteer, load_policy
from bot.roster import read_roster
from bot.rules.people import Roster
from bot.rules.places import Gazetteer
from bot.rules.policy import Policy
from bot.rules.policy_file import PolicyFaults
from bot.rules.proof import prove
from bot.rules.roster_fault import RosterFaults
from bot.settings import Settings
from bot.words.proof import policy_sentence, proof_sentence
from bot.words.roster import fault_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """What every start needs to know."""

    policy: Policy
    roster: Roster
    gazetteer: Gazetteer


class CityFaults(Exception):
    """A regulation or roster the bot must not start with; each fault can say itself."""

    def __init__(self, *faults: Callable[[str], str]):
        super().__init__(f"{len(faults)} faults")
        self._faults = faults

    def sentences(self, language: str) -> list[str]:
        """One sentence for each fault, with its fix."""
        return [say(language) for say in self._faults]


def load_city(settings: Settings, today: date) -> City:
    """Read policy and roster and prove them together. Raises CityFaults."""
    policy = _policy(settings)
    roster = _roster(settings, policy)
    faults = [fault for day in _days(policy, today) for fault in prove(policy, roster, day)]
    if faults:
        raise CityFaults(*(partial(proof_sentence, fault) for fault in dict.fromkeys(faults)))
    return City(policy=policy, roster=roster, gazetteer=load_gazetteer())


def _days(policy: Policy, today: date) -> list[date]:
    """Today, and every later day on which a route begins to hold."""
    return sorted({today, *(r.holds_from for r in policy.routes if r.holds_from > today)})


def _policy(settings: Settings) -> Policy:
    file = settings.policy.name
    try:
        return load_policy(settings.policy)
    except PolicyFaults as wrong:
        faults = (partial(policy_sentence, fault, file) for fault in wrong.faults)
        raise CityFaults(*faults) from None


def _roster(settings: Settings, policy: Policy) -> Roster:
    try:
        return read_roster(settings.roster, policy.rank_words())
    except RosterFaults as wrong:
        raise CityFaults(*(partial(fault_sentence, fault) for fault in wrong.faults)) from None
