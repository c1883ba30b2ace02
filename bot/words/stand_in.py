"""用语 · 代主持: asking for a stand-in, his answer, and cover while somebody is away."""

from collections.abc import Sequence

from bot.message import Style
from bot.rules.people import Official
from bot.rules.requests import Answer, Request, StandIn
from bot.rules.ruling import View
from bot.words import approval
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence
from bot.words.sight import Sight

# 标题 titles, by view
ASK = Sentence("请您代主持：{who}外出期间 {number}", "Please stand in for {who} {number}")
ASKED = {
    Answer.ACCEPTED: Sentence("您已接受代主持：{who} {number}", "You stand in for {who} {number}"),
    Answer.DECLINED: Sentence(
        "您已谢绝代主持：{who} {number}", "You declined to stand in: {who} {number}"
    ),
}
NO_LONGER = Sentence(
    "不再需要代主持：{who} {number}", "No stand-in needed any more: {who} {number}"
)
DECLINED = Sentence(
    "{stand_in}谢绝代主持 {number}，请另请一位",
    "{stand_in} cannot stand in for {number}; name another",
)
SILENT = Sentence(
    "代主持人尚未答复，{who}已到出发时间 {number}",
    "The stand-in has not answered and {who} departs now {number}",
)
BEGINS_FOR_HIM = Sentence(
    "您即起代{who}主持工作，至其销假 {number}",
    "You now act for {who}, until he reports back {number}",
)
BEGINS_FOR_ME = Sentence(
    "{stand_in}即起代您主持工作，至您销假 {number}",
    "{stand_in} now acts for you, until you report back {number}",
)
ENDS_FOR_HIM = Sentence("代{who}主持工作已结束 {number}", "You no longer act for {who} {number}")
ENDS_FOR_ME = Sentence(
    "{stand_in}代您主持工作已结束 {number}", "{stand_in} no longer acts for you {number}"
)
QUEUE = Sentence(
    "待其审批的事项已转给您，发“待办”查看。", "What waited for him is yours now; send “todo”."
)
BACK = Sentence(
    "尚未办完的事项已转回给您，发“待办”查看。", "What is still open is yours again; send “todo”."
)

# 字段和按钮 field and buttons
LABEL = Sentence("代主持", "Stand-in")
STANDS = {
    Answer.ASKED: Sentence("{who}（待接受）", "{who} (not answered yet)"),
    Answer.ACCEPTED: Sentence("{who}（已接受）", "{who} (accepted)"),
    Answer.DECLINED: Sentence("{who}（已谢绝）", "{who} (declined)"),
}
ANSWERED = {
    Answer.ASKED: Sentence("被请", "been asked about"),
    Answer.ACCEPTED: Sentence("接受", "accepted"),
    Answer.DECLINED: Sentence("谢绝", "declined"),
}
ACCEPT = Sentence("接受", "Accept")
DECLINE = Sentence("谢绝", "Decline")
ANOTHER = Sentence("另请代主持", "Name another")
TODO = Sentence("待办", "Todo")

# 回执 answers
ACCEPTED_NOW = Sentence("已接受代主持 {number}", "Accepted: {number}")
DECLINED_NOW = Sentence(
    "已谢绝代主持 {number}，已告知申请人", "Declined: {number}; the applicant is told"
)
NAMED = Sentence("已请{who}代主持 {number}", "{who} is asked to stand in for {number}")
WHOM = Sentence("{number} 另请谁代主持？", "Who else may stand in for {number}?")
HOW = Sentence("点选，或输入姓名、职务", "Tap, or write a name or post")
WHICH = Sentence(
    "请写上编号和姓名，例如：代主持 A-0001 李四", "Write the number and a name: standin A-0001 NAME"
)


# What each view says: to others, and to the applicant.
_TOLD = {
    View.STAND_IN_DECLINED: (DECLINED, DECLINED),
    View.STAND_IN_SILENT: (SILENT, SILENT),
    View.COVER_BEGINS: (BEGINS_FOR_HIM, BEGINS_FOR_ME),
    View.COVER_ENDS: (ENDS_FOR_HIM, ENDS_FOR_ME),
}
VIEWS = frozenset((View.STAND_IN, *_TOLD))


def title(request: Request, view: View, reader: str, language: str) -> str:
    """The title of a card about standing in, for the stand-in or the applicant."""
    stand_in = request.stand_in
    values = {
        "who": request.applicant_title,
        "number": request.number,
        "stand_in": stand_in.title if stand_in else "",
    }
    return _sentence(stand_in, request, view, reader).say(language, **values)


def _sentence(stand_in: StandIn | None, request: Request, view: View, reader: str) -> Sentence:
    if view in _TOLD:
        his, mine = _TOLD[view]
        return mine if reader == request.applicant else his
    if stand_in is None or stand_in.official != reader:
        return NO_LONGER
    if stand_in.answer is Answer.ASKED:
        return ASK if asks(request, reader) else NO_LONGER
    return ASKED[stand_in.answer]


def asks(request: Request, reader: str) -> bool:
    """Whether this reader's answer is waited for."""
    stand_in = request.stand_in
    return (
        stand_in is not None
        and stand_in.official == reader
        and stand_in.answer is Answer.ASKED
        and request.closed_at is None
    )


def notes(view: View, request: Request, reader: str, language: str) -> tuple[str, ...]:
    """What becomes of the queue, said to whoever has it now."""
    if view is View.COVER_BEGINS and reader != request.applicant:
        return (QUEUE.say(language),)
    if view is View.COVER_ENDS and reader == request.applicant:
        return (BACK.say(language),)
    return ()


def field(stand_in: StandIn, language: str) -> str:
    """李四（已接受）."""
    return STANDS[stand_in.answer].say(language, who=stand_in.title)


def buttons(request: Request, sight: Sight) -> tuple[tuple[Choice, ...], ...]:
    """接受 · 谢绝, 另请代主持, or the way to the queue."""
    view, reader, language = sight.view, sight.reader, sight.language
    args = {"number": request.number}
    if view is View.STAND_IN and asks(request, reader):
        accept = Choice(ACCEPT.say(language), "stand_in.accept", args, Style.YES)
        return ((accept, Choice(DECLINE.say(language), "stand_in.decline", args)),)
    if view is View.STAND_IN_DECLINED and may_name(request):
        return ((Choice(ANOTHER.say(language), "stand_in.name", args),),)
    if notes(view, request, reader, language):
        return ((Choice(TODO.say(language), "say", {"errand": "todo"}),),)
    return ()


def may_name(request: Request) -> bool:
    """Whether somebody else should be named: nobody stands in as things are."""
    stand_in = request.stand_in
    return request.closed_at is None and (stand_in is None or stand_in.answer is Answer.DECLINED)


def whom(
    number: str, people: Sequence[Official], fields: tuple[tuple[str, str], ...], language: str
) -> Card:
    """The card while another stand-in is asked for."""
    keys = [Choice(p.title, "stand_in.name", {"number": number, "to": p.id}) for p in people]
    back = Choice(approval.BACK.say(language), "approval.back", {"number": number})
    return Card(
        title=WHOM.say(language, number=number),
        fields=fields,
        lines=(HOW.say(language),),
        choices=(*(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2)), (back,)),
    )
