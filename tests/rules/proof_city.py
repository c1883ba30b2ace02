"""A city small enough to see whole: one of each rank, one department, three authorities."""

from collections.abc import Iterable

from bot.policy import load_policy
from bot.rules.people import Official, Post, Roster
from bot.rules.policy import Policy
from bot.settings import REGULATION

POLICY: Policy = load_policy(REGULATION)
EDUCATION = "教育局"


def official(id_: str, name: str, *posts: tuple[str, str]) -> Official:
    """Posts as (rank, department), the main one first; each is titled by the name."""
    return Official(
        id=id_,
        name=name,
        posts=tuple(Post(title=name, rank=rank, department=dept) for rank, dept in posts),
    )


CITY = (
    official("sz", "市长", ("mayor", "")),
    official("cfsz", "常务副市长", ("executive_vice_mayor", "")),
    official("fsz", "教育副市长", ("vice_mayor", "")),
    official("jyj1", "教育局局长", ("principal", EDUCATION)),
    official("jyj2", "教育局副局长", ("deputy", EDUCATION)),
    official("bgs", "督查室主任", ("office", "市政府办公室")),
    official("lly", "教育局联络员", ("staff", EDUCATION)),
    official("zw", "州委", ("authority", "")),
    official("zzf", "州政府", ("authority", "")),
    official("sw", "市委", ("authority", "")),
)
SUPERVISORS = {EDUCATION: ("fsz",)}


def roster(
    *others: Official, without: Iterable[str] = (), **supervisors: tuple[str, ...]
) -> Roster:
    """The city without some and with others; an id given again replaces its holder."""
    people = {o.id: o for o in (*CITY, *others) if o.id not in set(without)}
    return Roster(officials=people, supervisors=SUPERVISORS | supervisors)
