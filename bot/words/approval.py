"""用语 · 审批: reasons, recording an outside reply (代录), and the answers to a tap."""

from bot.rules.requests import Verdict
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

Fields = tuple[tuple[str, str], ...]

REASON_FOR = {
    Verdict.REFUSE: Sentence(
        "不同意 {number}：请点选或输入理由", "Refuse {number}: tap or write a reason"
    ),
    Verdict.RETURN: Sentence(
        "退回 {number}：请点选或输入要修改什么", "Return {number}: tap or write what to mend"
    ),
}
REASONS = {
    Verdict.REFUSE: (
        Sentence("近期工作离不开", "Needed here"),
        Sentence("请他人代往", "Send somebody else"),
        Sentence("与会议冲突", "Clashes with a meeting"),
        Sentence("事由不充分", "Not reason enough"),
    ),
    Verdict.RETURN: (
        Sentence("时间请调整", "Change the dates"),
        Sentence("请附通知或邀请函", "Attach the notice"),
        Sentence("事由请写具体", "Say more precisely why"),
        Sentence("请缩短行程", "Make it shorter"),
    ),
}
BACK = Sentence("返回", "Back")
ASK_REFERENCE = {
    Verdict.AGREE: Sentence(
        "代录{authority}同意 {number}：请输入文号",
        "{authority} agreed to {number}: write the reference",
    ),
    Verdict.REFUSE: Sentence(
        "代录{authority}不同意 {number}：请输入文号",
        "{authority} refused {number}: write the reference",
    ),
    Verdict.RETURN: Sentence(
        "代录{authority}退回 {number}：请输入文号",
        "{authority} returned {number}: write the reference",
    ),
}
REFERENCE_HOW = Sentence(
    "如：西州府办函〔2026〕12号；电话答复请写来电人和时间。文号后空一格可写意见。",
    "As on the paper; for a phone call, who called and when. Words after a space are the opinion.",
)
RECORD_FIRST = Sentence(
    "请先点“代录同意”或“代录不同意”，再写文号和意见。",
    "Tap “Record: agreed” or “Record: refused” first, then write the reference and the opinion.",
)
ASK_EVIDENCE = Sentence(
    "已代录 {number}：{authority}{verdict}", "{number} recorded: {authority} {verdict}"
)
EVIDENCE_HOW = Sentence(
    "批复的照片或文件现在可以直接发来；没有可不发。",
    "You may send a photo or file of the reply now; if there is none, just go on.",
)
EVIDENCE_KEPT = Sentence("附件已收到，归入 {number}：{name}", "Kept with {number}: {name}")
REFERENCE_STILL = Sentence("还请输入文号。", "Please still write the reference.")
OPINION_KEPT = Sentence(
    "意见已记在 {number} 上，还请点按钮表明同意与否",
    "Noted on {number}; please still tap a decision",
)
DECIDED = {
    Verdict.AGREE: Sentence("已同意 {number}", "Agreed: {number}"),
    Verdict.REFUSE: Sentence("已记录：不同意 {number}", "Recorded: {number} refused"),
    Verdict.RETURN: Sentence("已退回 {number}", "Returned: {number}"),
    Verdict.FORWARD: Sentence("已转呈 {number}，请{who}审定", "{number} passed to {who}"),
}
ADVISED = {  # 委派
    Verdict.AGREE: Sentence("已记录您对 {number} 的意见：建议同意", "Your advice on {number}: yes"),
    Verdict.REFUSE: Sentence(
        "已记录您对 {number} 的意见：建议不同意", "Your advice on {number}: no"
    ),
}
NEEDS_REASON = Sentence(
    "请在编号后写明理由，例如：{word} {number} 与会议冲突",
    "Add a reason after the number: {word} {number} clash",
)
WHICH_NUMBER = Sentence("请写上编号，例如：{word} A-0001", "Add the number: {word} A-0001")


def reasons(verdict: Verdict, number: str, step: int, fields: Fields, language: str) -> Card:
    """The card while a reason is asked: four canned ones, or typed words."""
    args = {"number": number, "step": step}
    keys = [
        Choice(r.say(language), f"approval.{verdict}", {**args, "reason": r.say(language)})
        for r in REASONS[verdict]
    ]
    return Card(
        title=REASON_FOR[verdict].say(language, number=number),
        fields=fields,
        choices=(tuple(keys[:2]), tuple(keys[2:]), (_back(number, language),)),
    )


def reference(verdict: Verdict, number: str, authority: str, fields: Fields, language: str) -> Card:
    """The card while the reference number of an outside reply is awaited."""
    return Card(
        title=ASK_REFERENCE[verdict].say(language, number=number, authority=authority),
        fields=fields,
        lines=(REFERENCE_HOW.say(language),),
        choices=((_back(number, language),),),
    )


def _back(number: str, language: str) -> Choice:
    return Choice(BACK.say(language), "approval.back", {"number": number})
