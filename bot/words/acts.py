"""用语 · 行为: every act the journal holds, in a sentence."""

from bot.rules.history import Line
from bot.words import item_story
from bot.words.sentence import Sentence

CLOCK = Sentence("系统", "The clock")

# 行为 acts: who did what. The test walks the code and asks for a sentence for every act in it.
ACTS = {
    "file": Sentence("{who}提交申请", "{who} filed it"),
    "opinion": Sentence("{who}留言，未作决定", "{who} noted an opinion, deciding nothing"),
    "succeed": Sentence(
        "{who}：原审批人离任，由继任者接办", "{who} passed it on: its holder left his post"
    ),
    "withdraw": Sentence("{who}撤回申请", "{who} withdrew it"),
    "cancel": Sentence("{who}取消出行", "{who} cancelled the trip"),
    "report_back": Sentence("{who}销假", "{who} reported back"),
    "depart": Sentence("{who}记：行程开始", "{who} noted the departure"),
    "left_unapproved": Sentence(
        "{who}记：到出发时间尚未批准，已报办公室",
        "{who} told the office: departure time came without approval",
    ),
    "remind_report_back": Sentence("{who}提醒销假", "{who} reminded of reporting back"),
    "announce_meeting": Sentence("{who}发布常务会议", "{who} announced an executive meeting"),
    "call_off_meeting": Sentence("{who}取消常务会议", "{who} called off an executive meeting"),
    "attach": Sentence("{who}提交附件", "{who} sent a paper"),
    "digest": Sentence("{who}编发日报", "{who} wrote the digest"),
    "bind": Sentence("{who}绑定聊天账号", "{who} bound a chat"),
    "issue_link": Sentence("{who}发出绑定链接", "{who} issued a binding link"),
    "roster": Sentence("{who}更新名册", "{who} brought in the roster"),
    "stand_in_accept": Sentence("{who}接受代主持", "{who} agreed to stand in"),
    "stand_in_decline": Sentence("{who}谢绝代主持", "{who} declined to stand in"),
    "stand_in_ask": Sentence("{who}请人代主持", "{who} asked somebody to stand in"),
    "cover_begin": Sentence("{who}记：代主持开始", "{who} noted that cover began"),
    "cover_end": Sentence("{who}记：代主持结束", "{who} noted that cover ended"),
    "hand_over": Sentence("{who}：环节改由他人办理", "{who} handed the step over"),
    "cover": Sentence("{who}：代主持开始或结束", "{who}: cover began or ended"),
    "undo": Sentence("{who}随即收回决定", "{who} took the decision back at once"),
    "confirm": Sentence("{who}确认所代录的决定", "{who} confirmed what was recorded for him"),
    "contest": Sentence("{who}对所代录的决定提出异议", "{who} contested what was recorded"),
    "change": Sentence("{who}变更行程", "{who} changed the trip"),
    "propose_change": Sentence("{who}申请变更行程", "{who} asked to change the trip"),
    "take_over": Sentence("{who}代办：环节转由AB岗办理", "{who} took the step over"),
    "urge": Sentence("{who}催办", "{who} asked for an answer"),
    "ask_more": Sentence("{who}要求补充材料", "{who} asked for more"),
    "supply": Sentence("{who}补充材料", "{who} supplied what was asked for"),
    "copy": Sentence("{who}抄送", "{who} sent a copy"),
    "add_signer": Sentence("{who}加签", "{who} added a signer"),
    "remove_signer": Sentence("{who}减签", "{who} removed a signer"),
    "delegate": Sentence("{who}委派办理", "{who} asked for advice"),
    "withdraw_change": Sentence("{who}撤回变更", "{who} withdrew the change"),
    "revoke": Sentence("{who}收回决定", "{who} took the decision back"),
    "reconfirm": Sentence("{who}确认照常出发", "{who} confirmed the trip"),
    **item_story.ACTS,
}
VERDICTS = {
    "agree": Sentence("{who}审批：同意", "{who} agreed"),
    "refuse": Sentence("{who}审批：不同意", "{who} refused"),
    "return": Sentence("{who}审批：退回修改", "{who} returned it for changes"),
    "forward": Sentence("{who}转呈审定", "{who} passed it on"),
}
RECORDED = {
    "agree": Sentence("{who}代录答复：同意", "{who} recorded the reply: agreed"),
    "refuse": Sentence("{who}代录答复：不同意", "{who} recorded the reply: refused"),
    "return": Sentence("{who}代录答复：退回修改", "{who} recorded the reply: returned"),
}
BEGINNINGS = {  # of acts that name more behind it
    "remind_": Sentence("{who}发出提醒", "{who} sent a reminder"),
    "item_": Sentence("{who}办理台账事项", "{who} worked on an item of the ledger"),
}
OTHER = Sentence("{who}办理（{act}）", "{who} did: {act}")


def said(line: Line, language: str) -> str:
    """One entry in a sentence; an act nobody has words for is named as the journal has it."""
    who = line.who or CLOCK.say(language)
    return _sentence(line).say(language, who=who, act=line.act)


def _sentence(line: Line) -> Sentence:
    if line.act == "decide":
        verdicts = RECORDED if line.detail.get("recorded_by") else VERDICTS
        return verdicts.get(line.detail.get("verdict", ""), OTHER)
    if line.act in ACTS:
        return ACTS[line.act]
    begun = [words for beginning, words in BEGINNINGS.items() if line.act.startswith(beginning)]
    return begun[0] if begun else OTHER
