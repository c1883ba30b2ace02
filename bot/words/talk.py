"""用语 · 收发: what the desk says itself, the command menu, help and settings."""

from bot.message import Command
from bot.words.card import Card, Choice
from bot.words.sentence import Sentence

# 谁 who speaks
STRANGER = Sentence(
    "您好，本号只为已登记的干部服务，请向市政府办公室索取绑定链接。",
    "This bot serves registered officials only; please ask the government office for a link.",
)
IN_GROUP = Sentence("请与本号单独对话办理，群里不处理事项。", "Please write to me in private.")
BOUND = Sentence("已绑定：{who}", "Bound: {who}")
BOUND_HOW = Sentence(
    "今后审批、提醒和通知都发到这里。发“帮助”看能办什么。",
    "Requests, reminders and notices come here from now on. Send “help” to see what I do.",
)
STILL_BOUND = Sentence(
    "这个链接已失效；本聊天已绑定{who}，可以照常使用。",
    "This link is spent; this chat is bound to {who} and works as before.",
)
MOVED = Sentence(
    "{who}已改绑到另一个聊天，这里不再接收通知。如非本人操作，请告知市政府办公室。",
    "{who} is now bound to another chat; nothing comes here any more. "
    "If that was not you, tell the government office.",
)
BIND_LINK = Sentence(
    "{who}的绑定链接，15分钟内有效，只能用一次：", "One-time link for {who}, valid 15 minutes:"
)
BIND_WHOM = Sentence("绑定谁？请写：绑定 姓名或职务", "Bind whom? Write: bind NAME or POST")

# 看不懂的 what cannot be taken
EDITED = Sentence(
    "改动已发出的消息不起作用，请重新发送一条。",
    "Editing a sent message changes nothing; please send a new one.",
)
STOPPED = Sentence(
    "这条消息含有涉密字样，没有保存，也没有办理。涉密事项请按保密规定办理，不要在这里发送；"
    "已发出的请自行删除。",
    "This message holds a word for classified matters. It was not kept and nothing was done. "
    "Such matters do not travel here; please delete what you sent.",
)
NOT_KEPT = Sentence("〔涉密字样，未保存〕", "[stopped, not kept]")
OTHER = Sentence(
    "这里只接收文字、照片和文件，请打字说明。", "I take words, photos and files only; please write."
)
FORWARDED = Sentence(
    "转发的消息不作处理，请自己写一句，或点原消息上的按钮。",
    "Forwarded messages are not acted on; write yourself, or tap the original.",
)
FILE_NOT_ASKED = Sentence(
    "现在没有事项在等文件，这份没有保存。请在待审批或退回的请假卡片上回复发送。",
    "No matter is waiting for a file; this one was not kept. Send it in reply to your request.",
)
BROKEN = Sentence(
    "这条消息处理时出了问题，已记录并转告管理员，请稍后再试。",
    "Something went wrong with this message; it is recorded and the operator told.",
)

# 没事 nothing to show
PUT_DOWN = Sentence("已放下，没有作出任何决定", "Put down; nothing was decided")
NOTHING = Sentence("没有可取消的", "Nothing to cancel")

# 设置 settings
SETTINGS = Sentence("设置", "Settings")
LANGUAGE = Sentence("语言", "Language")
LANGUAGES = {"zh": "中文", "en": "English"}
LANGUAGE_SET = Sentence("今后用中文", "English from now on")

# 帮助 help
HELP = Sentence("我能办这些事，点按钮或直接打字", "What I do: tap, or just write")
HELP_LINES = (
    Sentence(
        "一句话请假：请假 12月1日至12月3日 西宁 参加全省科技工作会议",
        "Leave in one line: leave 2026-12-01 to 2026-12-03 Xining provincial meeting",
    ),
    Sentence(
        "行程有变：变更 A-0001 12月1日至12月5日", "A trip changed: change A-0001 until 2026-12-05"
    ),
    Sentence("查一件事：状态 A-0001", "One matter: status A-0001"),
    Sentence("查办理过程：证明 A-0001", "What was done with one: proof A-0001"),
    Sentence(
        "要打印或存档：审批表 A-0001；附件 A-0001；日历 A-0001",
        "To print or keep: form A-0001; attachments A-0001; calendar A-0001",
    ),
    Sentence("补通知或邀请函：直接发照片或文件", "A notice to add: just send a photo or file"),
    Sentence(
        "审批也可以打字：同意 A-0001；不同意 A-0001 理由",
        "Deciding in words: agree A-0001; refuse A-0001 reason",
    ),
)

# 词 every errand: its command, and the words people type for it; the first is the label
ERRANDS: dict[str, tuple[str, Sentence, tuple[str, ...]]] = {
    "leave": ("leave", Sentence("请假", "Leave"), ("请假", "出差", "我要请假", "leave")),
    "mine": ("mine", Sentence("我的", "Mine"), ("我的", "我的申请", "我的请假", "mine")),
    "todo": ("todo", Sentence("待办", "To do"), ("待办", "待审批", "待我审批", "todo", "to do")),
    "out": (
        "out",
        Sentence("谁在外", "Who is out"),
        ("谁在外", "谁不在", "外出", "who is out", "out"),
    ),
    "status": ("status", Sentence("状态", "Status"), ("状态", "查询", "进度", "status")),
    "proof": ("proof", Sentence("证明", "Proof"), ("证明", "proof")),
    "settings": (
        "settings",
        Sentence("设置", "Settings"),
        ("设置", "语言", "settings", "language"),
    ),
    "help": ("help", Sentence("帮助", "Help"), ("帮助", "菜单", "你好", "help", "start", "menu")),
    "cancel": (
        "cancel",
        Sentence("取消", "Cancel"),
        ("取消", "算了", "返回", "等一下", "等等", "稍等", "cancel", "stop"),
    ),
    "digest": ("digest", Sentence("日报", "Digest"), ("日报", "digest")),
    "bind": ("bind", Sentence("绑定", "Bind"), ("绑定", "bind")),
    "form": ("form", Sentence("审批表", "Approval form"), ("审批表", "form", "approval form")),
    "letters": ("letters", Sentence("请假函", "Letters"), ("请假函", "letters")),
    "calendar": ("calendar", Sentence("日历", "Calendar"), ("日历", "calendar")),
    "attached": ("attached", Sentence("附件", "Attachments"), ("附件", "attached", "attachments")),
    "sheet": (
        "sheet",
        Sentence("外出月表", "Month sheet"),
        ("外出月表", "月表", "month sheet", "sheet"),
    ),
    "agree": ("agree", Sentence("同意", "Agree"), ("同意", "agree")),
    "refuse": ("refuse", Sentence("不同意", "Refuse"), ("不同意", "refuse")),
    "return": ("return", Sentence("退回", "Return"), ("退回", "return")),
    "forward": ("pass_on", Sentence("转呈", "Pass on"), ("转呈", "pass on")),
    "record": ("record", Sentence("代录", "Record"), ("代录", "record")),
    "oral": (
        "oral",
        Sentence("口头同意", "Agreed orally"),
        ("口头同意", "已口头同意", "agreed orally"),
    ),
    "confirm": ("confirm", Sentence("确认", "Confirm"), ("确认", "confirm")),
    "contest": ("contest", Sentence("有异议", "Contest"), ("有异议", "contest")),
    "take_back": ("take_back", Sentence("收回", "Take back"), ("收回", "take back")),
    "ask_more": ("more", Sentence("补充", "More"), ("补充", "补充材料", "more")),
    "copy": ("copy", Sentence("抄送", "Copy to"), ("抄送", "copy to", "copy")),
    "sign_before": ("sign", Sentence("加签", "Sign"), ("加签", "前加签", "sign", "sign before")),
    "sign_after": ("sign_after", Sentence("后加签", "Sign after"), ("后加签", "sign after")),
    "remove_signer": ("take_out", Sentence("减签", "Take out"), ("减签", "take out")),
    "delegate": ("advice", Sentence("委派", "Advice"), ("委派", "advice", "ask advice")),
    "stand_in": (
        "standin",
        Sentence("代主持", "Stand-in"),
        ("代主持", "另请代主持", "stand-in", "standin"),
    ),
    "file_for": ("file_for", Sentence("代填", "File for"), ("代填", "代请假", "file for")),
    "urge": ("urge", Sentence("催办", "Urge"), ("催办", "催一下", "urge")),
    "forecast": (
        "reminders",
        Sentence("谁会收到提醒", "Reminders to come"),
        ("谁会收到提醒", "提醒预览", "reminders", "reminders to come"),
    ),
    "withdraw": ("withdraw", Sentence("撤回", "Withdraw"), ("撤回", "withdraw")),
    "meeting": (
        "meeting",
        Sentence("常务会议", "Executive meeting"),
        ("常务会议", "executive meeting"),
    ),
    "call_off": (
        "call_off",
        Sentence("取消会议", "Call off"),
        ("取消会议", "取消常务会议", "call off"),
    ),
    "cancel_trip": (
        "cancel_trip",
        Sentence("取消出行", "Cancel trip"),
        ("取消出行", "cancel trip"),
    ),
    "change": ("change", Sentence("变更", "Change"), ("变更", "变更行程", "行程变更", "change")),
    "report_back": (
        "back",
        Sentence("销假", "I am back"),
        ("销假", "提前返回", "back", "i am back"),
    ),
    # 台账 the ledger
    "ledger": ("ledger", Sentence("台账", "Ledger"), ("台账", "710台账", "ledger")),
    "find": ("find", Sentence("查找", "Find"), ("查找", "搜索", "find", "search")),
    "story": (
        "story",
        Sentence("办理过程", "Its story"),
        ("办理过程", "全程", "story", "its story"),
    ),
    "receive": ("receive", Sentence("签收", "Receive"), ("签收", "收到", "receive")),
    "report": ("report", Sentence("报进展", "Report"), ("报进展", "进展", "反馈", "report")),
    "part_done": (
        "part_done",
        Sentence("本单位办结", "Our part done"),
        ("本单位办结", "配合办结", "办结", "our part done", "part done"),
    ),
    "split": ("split", Sentence("分解", "Split"), ("分解", "split")),
    "ask_sign_off": (
        "sign_off",
        Sentence("申请销号", "Ask sign-off"),
        ("申请销号", "销号", "ask sign-off"),
    ),
    "check": ("check", Sentence("核验", "Check"), ("核验", "核验通过", "check")),
    "recognise": (
        "recognise",
        Sentence("认可销号", "Recognise"),
        ("认可", "认可销号", "recognise"),
    ),
    "redo": ("redo", Sentence("退回重办", "Send back"), ("退回重办", "重办", "send back")),
    "leader": (
        "leader",
        Sentence("转领导审定", "Another leader"),
        ("转领导审定", "转审定", "another leader"),
    ),
    "extend": (
        "extend",
        Sentence("申请延期", "Ask extension"),
        ("申请延期", "延期", "extend", "ask extension"),
    ),
    "deadline": (
        "deadline",
        Sentence("改时限", "Move deadline"),
        ("改时限", "deadline", "move deadline"),
    ),
    "drop": ("drop", Sentence("作废", "Drop"), ("作废", "drop")),
}
EVERYBODY = ("leave", "mine", "todo", "out", "settings", "help")
IN_MENU = (
    *("leave", "mine", "todo", "out", "status", "proof"),
    *("change", "report_back", "settings", "help", "cancel"),
)
OFFICE_TOO = ("digest", "file_for", "bind", "sheet", "meeting", "forecast")


def menu(*, office: bool) -> tuple[Command, ...]:
    """The command menu of a role, in both languages."""
    codes = IN_MENU + (OFFICE_TOO if office else ())
    return tuple(
        Command(name=command, zh=label.zh, en=label.en)
        for command, label, _ in (ERRANDS[code] for code in codes)
    )


def help_card(language: str, *, office: bool) -> Card:
    """What can be asked for, as buttons."""
    codes = EVERYBODY + (OFFICE_TOO[:1] if office else ())
    return Card(
        title=HELP.say(language),
        lines=tuple(line.say(language) for line in HELP_LINES),
        choices=offered(codes, language),
    )


def offered(codes: tuple[str, ...], language: str) -> tuple[tuple[Choice, ...], ...]:
    """Errands as buttons, three in a row."""
    keys = [Choice(ERRANDS[code][1].say(language), "say", {"errand": code}) for code in codes]
    return tuple(tuple(keys[n : n + 3]) for n in range(0, len(keys), 3))


def bound(who: str, language: str) -> Card:
    """What a chat shows first once it is bound."""
    return Card(title=BOUND.say(language, who=who), lines=(BOUND_HOW.say(language),))


def settings_card(language: str) -> Card:
    """The language now, and the ones to choose from."""
    keys = tuple(
        Choice(name, "settings.language", {"to": code}) for code, name in LANGUAGES.items()
    )
    return Card(
        title=SETTINGS.say(language),
        fields=((LANGUAGE.say(language), LANGUAGES[language]),),
        choices=(keys,),
    )
