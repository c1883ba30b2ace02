"""用语 · 命令行: what the operator reads at the shell."""

from collections.abc import Sequence

from bot.rules.people import Roster
from bot.rules.policy import Policy
from bot.words.sentence import Sentence

REGULATION = Sentence(
    "规定：{title}（{id}，{day:%Y-%m-%d} 起）", "Regulation: {title} ({id}, from {day:%Y-%m-%d})"
)
PEOPLE = Sentence(
    "名册：{people} 人，{departments} 个部门",
    "Roster: {people} officials, {departments} departments",
)
RANKS = Sentence("职级：{ranks}", "Ranks: {ranks}")
RANK = Sentence("{rank} {count}", "{rank} {count}")
BETWEEN = Sentence("，", ", ")
ROUTES = Sentence("审批链：{count} 条", "Routes: {count}")
CHATS = Sentence(
    "已填 telegram_id：{count} 人，其余用一次性链接绑定",
    "With a telegram_id: {count}; the others are bound by a one-time link",
)
CLEAN = Sentence("规定与名册相符，可以启动。", "Regulation and roster agree; ready to start.")
FAULTY = Sentence(
    "共 {count} 处要改，改好后再运行一次 check。", "{count} to mend; then run check again."
)


def summary(policy: Policy, roster: Roster, language: str) -> list[str]:
    """What a clean check shows: the regulation, and how many of whom."""
    officials = roster.officials.values()
    departments = {post.department for o in officials for post in o.posts if post.department}
    chats = sum(bool(o.telegram_id) for o in officials)
    return [
        REGULATION.say(language, title=policy.title, id=policy.id, day=policy.holds_from),
        PEOPLE.say(language, people=len(officials), departments=len(departments)),
        RANKS.say(language, ranks=_ranks(policy, roster, language)),
        ROUTES.say(language, count=len(policy.routes)),
        CHATS.say(language, count=chats),
        CLEAN.say(language),
    ]


def faulty(sentences: Sequence[str], language: str) -> list[str]:
    """Each fault on a line of its own, and how many there are."""
    return [*sentences, FAULTY.say(language, count=len(sentences))]


def _ranks(policy: Policy, roster: Roster, language: str) -> str:
    asking_as = [policy.rank_of(o).code for o in roster.officials.values()]
    counts = [
        RANK.say(
            language,
            rank=rank.en if language == "en" else rank.zh,
            count=asking_as.count(rank.code),
        )
        for rank in policy.ranks.values()
    ]
    return BETWEEN.say(language).join(counts)
