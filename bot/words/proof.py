"""用语 · 自检: what is wrong with the regulation as data, or with it and the roster together."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import time

from bot.rules.policy_file import PolicyFault
from bot.rules.policy_shape import PRACTICES
from bot.rules.proof import ProofFault, Wrong
from bot.words.sentence import Sentence

SHOWN = 40  # characters of what stands in a file

PROOF: Mapping[Wrong, Sentence] = {
    Wrong.NO_ROUTE: Sentence(
        "{subject}的“{detail}”没有审批链：请在规定文件里给其职级添加一段 [[route]]，"
        "holds_from 不晚于今天。",
        "{subject} has no route for “{detail}”: add a [[route]] for the rank to the policy file, "
        "with holds_from not after today.",
    ),
    Wrong.OWN_JUDGE: Sentence(
        "按{detail}，{subject}要审批自己的申请：请在名册里另定分管领导或调整职级，"
        "或修改规定文件里的审批链。",
        "by {detail}, {subject} would decide his own request: name another supervisor or rank "
        "in the roster, or change the route in the policy file.",
    ),
    Wrong.LOOP: Sentence(
        "{subject}的审批链绕成了圈（经过 {detail}）：请调整其中一人的分管领导，"
        "或修改规定文件里的审批链。",
        "the chain above {subject} runs in a circle (through {detail}): change the supervisor of "
        "one of them, or the route in the policy file.",
    ),
    Wrong.SEAT_EMPTY: Sentence(
        "审批链要找“{subject}”，名册里却没有：请在人员表里添加一行。",
        "a route leads to “{subject}” but nobody in the roster is that: "
        "add a row to the officials table.",
    ),
    Wrong.SEAT_CROWDED: Sentence(
        "“{subject}”在名册里有 {detail} 个，只能有一个：请把其余的改为别的职级或删去。",
        "the roster has {detail} of “{subject}” and there can be only one: "
        "give the others another rank, or delete them.",
    ),
    Wrong.NO_SUPERVISOR: Sentence(
        "“{subject}”没有分管领导：请在分工表（departments.csv）里填上分管副市长。",
        "nobody supervises “{subject}”: name the vice-mayor in the departments table.",
    ),
    Wrong.SUPERVISOR_RANK: Sentence(
        "“{subject}”的分管领导{detail}不是可以审批的职级：请在分工表里改为市长或副市长。",
        "{detail}, who supervises “{subject}”, holds no rank that decides: "
        "name the mayor or a vice-mayor in the departments table.",
    ),
    Wrong.NO_OFFICE: Sentence(
        "名册里没有市政府办公室的人，日报和代录无人接手：请在人员表里添加一行，职级填 office。",
        "nobody in the roster is of the government office, who reads the digest and records "
        "outside replies: add a row to the officials table with the rank office.",
    ),
}

TEXT = Sentence("一段文字（加英文双引号）", "text in straight quotes")
FLAG = Sentence("true 或 false", "true or false")
TABLES = Sentence("一段或几段 [[{what}]]", "one or more tables [[{what}]]")
NUMBER = Sentence("一个不小于 0 的整数", "a whole number, 0 or more")
CLOCK = Sentence("时刻，例如 08:30:00（不加引号）", "a time such as 08:30:00, without quotes")
CODE = Sentence(
    "一个英文代码，例如 deputy，不与前面的重复",
    "a code such as deputy, unlike those before it",
)
LENGTH = Sentence(
    "一个大于 0 的整数；days、months、year_end 三项只写一项",
    "a whole number above 0; one of days, months and year_end, not two",
)
WORDS = Sentence('一组词，例如 ["longer"]', 'a list of words such as ["longer"]')
INSTEAD = Sentence(
    "代替的席位，例如 rank:mayor；跳过写 skip，启动时报错写 stop（都要加引号）",
    'the seat that takes its place, such as "rank:mayor", or "skip", or "stop"',
)
_KINDS: Mapping[object, Sentence] = {int: NUMBER, time: CLOCK}
RIGHT: Mapping[tuple[str, str], Sentence] = {
    ("top", "id"): TEXT,
    ("top", "title"): TEXT,
    ("top", "holds_from"): Sentence(
        "日期，例如 2018-03-22（不加引号）", "a date such as 2018-03-22, without quotes"
    ),
    ("top", "government"): TEXT,
    ("top", "rank"): TABLES,
    ("top", "matter"): TABLES,
    ("top", "route"): TABLES,
    ("top", "authorities"): Sentence(
        '一段 [authorities]，每行如 "州委" = ["海西州委"]',
        'a table [authorities] with lines such as "州委" = ["海西州委"]',
    ),
    ("top", "leave"): Sentence(
        "一段 [leave]，里面是数字和时刻", "a table [leave] of numbers and times"
    ),
    ("top", "sensitive"): Sentence(
        "一段 [sensitive]，列出涉密字样", "a table [sensitive] of the words that stop a message"
    ),
    ("rank", "code"): CODE,
    ("rank", "zh"): TEXT,
    ("rank", "en"): TEXT,
    ("rank", "names"): Sentence('一组别名，例如 ["正职"]', 'a list of words such as ["正职"]'),
    ("rank", "asks"): FLAG,
    ("rank", "decides"): FLAG,
    ("rank", "signs"): FLAG,
    ("rank", "single"): FLAG,
    ("matter", "code"): CODE,
    ("matter", "zh"): TEXT,
    ("matter", "en"): TEXT,
    ("route", "matter"): Sentence(
        "一个已写明的事项代码，例如 leave", "the code of a matter above, such as leave"
    ),
    ("route", "ranks"): Sentence(
        '一组已写明的职级代码，例如 ["deputy"]', 'a list of ranks above, such as ["deputy"]'
    ),
    ("route", "article"): Sentence("条文，例如 第十七条", "the article, such as 第十七条"),
    ("route", "quote"): Sentence("条文原文", "the words of the article"),
    ("route", "holds_from"): Sentence(
        "生效日期，例如 2018-03-22（不加引号），同一职级、同一事项的两段不能同日生效",
        "the date it holds from, such as 2018-03-22 without quotes, "
        "and not the same for two routes of one rank and matter",
    ),
    ("route", "stages"): Sentence(
        '一层或几层席位，例如 [["supervisor"]]，每层至少一个席位',
        'one or more stages of seats, such as [["supervisor"]], none of them empty',
    ),
    ("route", "needs"): Sentence(
        '每层一个 all 或 any，例如 ["all"]',
        'for each stage "all" or "any", such as ["all"]',
    ),
    ("route", "when_empty"): INSTEAD,
    ("route", "when_own"): INSTEAD,
    ("route", "stand_in"): Sentence(
        '必填写 "required"，可不填写 "optional"', '"required" or "optional"'
    ),
    ("sensitive", "words"): Sentence(
        '一组字样，至少一个，例如 ["涉密"]', 'a list of at least one word, such as ["涉密"]'
    ),
    ("sensitive", "innocent"): Sentence(
        '一组词，例如 ["手机密码"]', 'a list of words such as ["手机密码"]'
    ),
    ("top", "item_class"): TABLES,
    ("top", "escalation"): TABLES,
    ("top", "ledger"): Sentence(
        "一段 [ledger]，里面是数字和词", "a table [ledger] of numbers and words"
    ),
    ("item_class", "code"): CODE,
    ("item_class", "zh"): TEXT,
    ("item_class", "en"): TEXT,
    ("item_class", "source"): TEXT,
    ("item_class", "days"): LENGTH,
    ("item_class", "months"): LENGTH,
    ("item_class", "year_end"): FLAG,
    ("item_class", "working_days"): FLAG,
    ("item_class", "nudge_before"): Sentence(
        "一组天数，例如 [3, 1, 0]", "a list of days such as [3, 1, 0]"
    ),
    ("item_class", "nudge_monthly"): FLAG,
    ("escalation", "working_days"): Sentence("一个天数，例如 3", "a number of days such as 3"),
    ("escalation", "to"): Sentence(
        'head、supervisor 或一个职级代码，例如 "mayor"',
        'head, supervisor, or the code of a rank such as "mayor"',
    ),
    **{
        (name, f.name): _KINDS.get(f.type, WORDS)
        for name, kind in PRACTICES.items()
        for f in fields(kind)
    },
}
KEY_WRONG = Sentence(
    "{where}的 {what} 缺少或写错了，应为{right}。",
    "{what} {where} is missing or wrong; it should be {right}.",
)
UNKNOWN_SEAT = Sentence(
    "{where}的席位“{what}”不认识，应为 supervisor、rank:职级代码 或 authority:上级机关，"
    "并与文件里写明的一字不差。",
    "the seat “{what}” {where} is not known; write supervisor, rank:<code> or authority:<name>, "
    "just as it stands elsewhere in the file.",
)
UNKNOWN = Sentence(
    "{where}的“{what}”不认识，请核对拼写，要与文件里写明的一字不差，用不到就删去。",
    "“{what}” {where} is not known; check how it is spelt elsewhere in the file, or delete it.",
)
UNREADABLE = Sentence(
    "打不开，请确认它是一个 UTF-8 编码、可以读取的文件，或检查 POLICY 设置。",
    "it cannot be read; make it a readable file in UTF-8, or check the setting POLICY.",
)
NOT_TOML = Sentence(
    "第 {line} 行不合 TOML 写法，请核对这一行的引号、方括号和等号。",
    "line {line} is not TOML; check its quotes, brackets and equals sign.",
)
NOT_TOML_AT_END = Sentence(
    "到文件末尾仍不合 TOML 写法，多半是引号或方括号没有成对。",
    "it is not TOML even at its end; most likely a quote or bracket is not closed.",
)
IN_FILE = Sentence("{file}：{what}", "{file}: {what}")
WHERE: Mapping[str, Sentence] = {
    "top": Sentence("文件开头", "at the top"),
    "rank": Sentence("第 {number} 段 [[rank]] ", "in [[rank]] {number}"),
    "matter": Sentence("第 {number} 段 [[matter]] ", "in [[matter]] {number}"),
    "route": Sentence("第 {number} 段 [[route]] ", "in [[route]] {number}"),
    "leave": Sentence("[leave] ", "in [leave]"),
    "ledger": Sentence("[ledger] ", "in [ledger]"),
    "escalation": Sentence("第 {number} 段 [[escalation]] ", "in [[escalation]] {number}"),
    "item_class": Sentence("第 {number} 段 [[item_class]] ", "in [[item_class]] {number}"),
    "sensitive": Sentence("[sensitive] ", "in [sensitive]"),
}


def proof_sentence(fault: ProofFault, language: str) -> str:
    """What would go wrong for whom, and how to mend it."""
    return PROOF[fault.wrong].say(language, subject=fault.subject, detail=fault.detail)


def policy_sentence(fault: PolicyFault, file: str, language: str) -> str:
    """What is wrong where in the policy file, and what should stand there."""
    return IN_FILE.say(language, file=file, what=_what(fault, language))


def _what(fault: PolicyFault, language: str) -> str:
    table, _, number = fault.where.partition(" ")
    if table == "file":
        return UNREADABLE.say(language)
    if table == "line":
        form = NOT_TOML if number != "0" else NOT_TOML_AT_END
        return form.say(language, line=number)
    right = RIGHT.get((table, fault.what))
    form = KEY_WRONG if right else UNKNOWN_SEAT if ":" in fault.what else UNKNOWN
    return form.say(
        language,
        where=WHERE[table].say(language, number=number),
        what=_shown(fault.what),
        right=right.say(language, what=fault.what) if right else "",
    )


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
