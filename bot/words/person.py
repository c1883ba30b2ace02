"""用语 · 请谁: who is asked to decide, to sign, to advise or to know, and what is said once he is."""

from collections.abc import Sequence

from bot.rules.people import Official
from bot.rules.requests import Step
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

Fields = tuple[tuple[str, str], ...]

# 请谁？ by errand
WHOM = {
    "forward": Sentence("{number} 请谁审定？", "Pass {number} to whom?"),
    "sign_before": Sentence("{number} 请谁先签？", "Who signs {number} before you?"),
    "sign_after": Sentence("{number} 请谁后签？", "Who signs {number} after you?"),
    "delegate": Sentence("{number} 请谁提意见？", "Who advises you on {number}?"),
    "copy": Sentence("{number} 抄送给谁？", "Who is told of {number}?"),
}
HOW = Sentence("点选，或输入姓名、职务", "Tap, or write a name or post")
MEANS = {
    "forward": Sentence("转呈后由对方决定，您不再审批。", "It is then his decision, not yours."),
    "sign_before": Sentence("对方签过后再回到您这里。", "Once he has agreed it comes back to you."),
    "sign_after": Sentence("您同意后再请对方签。", "After your agreement it goes to him."),
    "delegate": Sentence(
        "对方只提意见、不作决定，提完再回到您这里。",
        "He gives advice and decides nothing; then it comes back to you.",
    ),
    "copy": Sentence("对方能看到这一件，不需要表态。", "He sees it and need not answer."),
}
DONE = {
    "forward": Sentence("已转呈 {number}，请{who}审定", "{number} passed to {who}"),
    "sign_before": Sentence("已请{who}先签 {number}", "{who} is asked to sign {number} first"),
    "sign_after": Sentence(
        "您同意后将请{who}签 {number}", "After you {who} is asked to sign {number}"
    ),
    "delegate": Sentence("已请{who}对 {number} 提意见", "{who} is asked for advice on {number}"),
    "copy": Sentence("{number} 已抄送{who}", "{who} is told of {number}"),
    "remove_signer": Sentence("已减签 {number}：{who}", "{number}: {who} taken out"),
}
REMOVE_WHOM = Sentence("{number} 减签哪一位？", "Take whom out of {number}?")
BACK = Sentence("返回", "Back")


def whom(
    errand: str, number: str, step: int, people: Sequence[Official], fields: Fields, language: str
) -> Card:
    """The card while a person is asked for."""
    args = {"number": number, "step": step}
    keys = [Choice(p.title, f"person.{errand}", {**args, "to": p.id}) for p in people]
    return Card(
        title=WHOM[errand].say(language, number=number),
        fields=fields,
        lines=(MEANS[errand].say(language), HOW.say(language)),
        choices=(*_by_two(keys), (_back(number, language),)),
    )


def remove_whom(
    number: str, step: int, signers: Sequence[Step], fields: Fields, language: str
) -> Card:
    """The card while it is asked which of several signers is taken out."""
    args = {"number": number, "step": step}
    keys = [
        Choice(s.holder_title, "person.remove_signer", {**args, "signer": s.id}) for s in signers
    ]
    return Card(
        title=REMOVE_WHOM.say(language, number=number),
        fields=fields,
        choices=(*_by_two(keys), (_back(number, language),)),
    )


def _by_two(keys: Sequence[Choice]) -> tuple[tuple[Choice, ...], ...]:
    return tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))


def _back(number: str, language: str) -> Choice:
    return Choice(BACK.say(language), "approval.back", {"number": number})
