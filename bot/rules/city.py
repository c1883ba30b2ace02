"""The city 本市 just now: who sits where, who acts for whom, and the practice it goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.rules.cover import acting, acting_title
from bot.rules.people import Official, Roster
from bot.rules.policy import Policy
from bot.rules.policy_file import HEAD, SUPERVISOR


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """Units 单位 are the roster's departments; items belong to them, not to persons."""

    roster: Roster
    policy: Policy
    covers: Mapping[str, str] = field(default_factory=dict)  # away → stands in, now

    def of_unit(self, unit: str) -> tuple[Official, ...]:
        """Everybody with a post in the unit."""
        people = self.roster.officials.values()
        return tuple(o for o in people if any(p.department == unit for p in o.posts))

    def workers(self, unit: str) -> tuple[Official, ...]:
        """Who gets the unit's cards: holders of the first rank of `handed_to` anybody has there."""
        for rank in self.policy.ledger.handed_to:
            found = self._with_rank(unit, rank)
            if found:
                return found
        return self.of_unit(unit)[:1]

    def head(self, unit: str) -> Official | None:
        """The principal 主要领导 of a unit."""
        return next(iter(self._with_rank(unit, "principal")), None)

    def supervisor(self, unit: str) -> Official | None:
        """The vice-mayor who supervises it 分管; of several the first listed."""
        ids = self.roster.supervisors.get(unit, ())
        return next((self.roster.officials[i] for i in ids if i in self.roster.officials), None)

    def escalated_to(self, unit: str, to: str) -> Official | None:
        """Who is meant by an escalation's `to`, for a lead unit; whoever acts for him now."""
        if to == HEAD:
            found = self.head(unit)
        elif to == SUPERVISOR:
            found = self.supervisor(unit)
        else:
            found = next(iter(self.roster.with_rank(to)), None)
        return found and self.acting(found.id)

    def acting(self, id_: str) -> Official | None:
        """Whoever acts for an official now: himself, or who stands in for him."""
        return self.roster.officials.get(acting(id_, "", self.covers, lambda _: ""))

    def acts_for(self, official: Official) -> tuple[Official, ...]:
        """Himself if he is there, and whomever he stands in for."""
        ids = dict.fromkeys((official.id, *self.covers))
        people = (self.roster.officials.get(id_) for id_ in ids)
        return tuple(o for o in people if o and self.acting(o.id) == official)

    def speaks_for(self, official: Official) -> tuple[Official, ...]:
        """Himself, and whomever he stands in for."""
        return tuple(dict.fromkeys((official, *self.acts_for(official))))

    def title(self, official: Official, unit: str) -> str:
        """Who acts for a unit, as the record names him: 乙（代甲） where he only stands in."""
        spoken_for = self.speaks_for(official)
        ours = [o for o in spoken_for if any(p.department == unit for p in o.posts)]
        if official in ours or not ours:
            return official.title
        return acting_title(official, ours[0])

    def title_for(self, official: Official, owner: str) -> str:
        """The same for a leader's own word: 乙（代甲）."""
        whose = self.roster.officials.get(owner)
        if whose is None or whose.id == official.id:
            return official.title
        return acting_title(official, whose)

    def _with_rank(self, unit: str, rank: str) -> tuple[Official, ...]:
        return tuple(
            o
            for o in self.roster.officials.values()
            if any(p.department == unit and p.rank == rank for p in o.posts)
        )
