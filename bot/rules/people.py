"""Who is who: officials, their posts, and the departments each vice-mayor supervises (分管)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.rules.refusal import SeveralPeople, UnknownPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post 职务: a title, a rank of the policy file, and the department it belongs to, if any."""

    title: str
    rank: str
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """An official 干部. The first post is the main one (主职); an authority is one too, outside."""

    id: str
    name: str
    posts: tuple[Post, ...]
    phone: str = ""
    telegram_id: str = ""
    wecom_id: str = ""
    ab: str = ""  # id of the other half of the AB pair (AB岗)
    language: str = "zh"

    @property
    def post(self) -> Post:
        return self.posts[0]

    @property
    def title(self) -> str:
        """Name and post as the record shows them; the post alone where it says the name too."""
        if self.name in self.post.title:
            return self.post.title
        return f"{self.name}（{self.post.title}）" if self.post.title else self.name

    def holds(self, rank: str) -> bool:
        return any(post.rank == rank for post in self.posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The people of one city, in the order of the roster file."""

    officials: Mapping[str, Official] = field(default_factory=dict)
    supervisors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # department → ids

    def with_rank(self, *ranks: str) -> tuple[Official, ...]:
        return tuple(o for o in self.officials.values() if any(o.holds(rank) for rank in ranks))

    def the_one(self, words: str) -> Official:
        """The one official whose id, name or post title is `words`.

        Raises UnknownPerson or SeveralPeople.
        """
        found = [
            o
            for o in self.officials.values()
            if words in (o.id, o.name, *(post.title for post in o.posts))
        ]
        if not found:
            raise UnknownPerson(words)
        if len(found) > 1:
            raise SeveralPeople(words, tuple(official.title for official in found))
        return found[0]
