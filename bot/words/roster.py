"""What is said about a mistake in the roster 名册: where it is, and what to do."""

from collections.abc import Mapping

from bot.rules.roster_fault import Fault, FaultKind
from bot.words.sentence import Sentence

SHOWN = 40  # characters of a cell

IN_FILE = Sentence("{file}：{what}", "{file}: {what}")
IN_ROW = Sentence("{file} 第 {row} 行：{what}", "{file}, row {row}: {what}")

COLUMNS: Mapping[str, Sentence] = {
    "id": Sentence("工号", "id"),
    "name": Sentence("姓名", "name"),
    "post": Sentence("职务", "post"),
    "rank": Sentence("职级", "rank"),
    "department": Sentence("部门", "department"),
    "phone": Sentence("电话", "phone"),
    "telegram_id": Sentence("telegram_id", "telegram_id"),
    "wecom_id": Sentence("企业微信", "wecom_id"),
    "ab": Sentence("AB岗", "ab"),
    "supervisor": Sentence("分管领导", "supervisor"),
}

FAULTS: Mapping[FaultKind, Sentence] = {
    FaultKind.MISSING_FILE: Sentence(
        "找不到这个文件，请放好后再启动，或检查 ROSTER 设置。",
        "there is no such file; put it there, or check the setting ROSTER.",
    ),
    FaultKind.MISSING_SHEET: Sentence(
        "没有名为“{value}”的工作表，请添加或改名。",
        'there is no sheet named "{value}"; add it or rename yours.',
    ),
    FaultKind.MISSING_COLUMN: Sentence(
        "表头没有“{column}”（{code}）一列，请补上。",
        'the header has no column "{column}"; please add it.',
    ),
    FaultKind.UNDECODABLE: Sentence(
        "文字编码不认识，请在 Excel 里另存为“CSV UTF-8（逗号分隔）”。",
        'the text is neither UTF-8 nor GB18030; save it from Excel as "CSV UTF-8".',
    ),
    FaultKind.BROKEN_CSV: Sentence(
        "引号不成对或格子过长，请检查这一行的英文双引号。",
        "a quotation mark is not closed, or a cell is too long; check this row.",
    ),
    FaultKind.UNREADABLE: Sentence(
        "打不开，请用 Excel 打开后另存为不带密码的 .xlsx，或改用 officials.csv 和 departments.csv。",
        "it cannot be opened; save it from Excel as .xlsx without a password, "
        "or use officials.csv and departments.csv.",
    ),
    FaultKind.OVERSIZED: Sentence(
        "文件太大（上限 10 MB、2 万行），请只留名册内容。",
        "it is too large (at most 10 MB and 20,000 rows); leave only the roster in it.",
    ),
    FaultKind.UNSAFE: Sentence(
        "文件的压缩方式异常，为安全起见没有打开，请把两张表复制到新建的工作簿后另存。",
        "it is packed in an unusual way and was not opened, to be safe; "
        "copy the two sheets into a new workbook and save that.",
    ),
    FaultKind.EMPTY: Sentence(
        "没有填“{column}”，请补上；合并的单元格要拆开，每行都填。",
        '"{column}" is empty; fill it in, in every row where cells are merged.',
    ),
    FaultKind.UNKNOWN_RANK: Sentence(
        "职级“{value}”不认识，请用 {known} 之一。",
        'the rank "{value}" is not known; use one of {known}.',
    ),
    FaultKind.NO_DEPARTMENT: Sentence(
        "职级是“{value}”，但没有填“部门”，请补上所在部门。",
        'the rank is "{value}" but no department is given; fill it in.',
    ),
    FaultKind.NOT_A_NUMBER: Sentence(
        "{column}“{value}”不是 Telegram 的数字编号，请填纯数字，不知道就留空。",
        '{column} "{value}" is not a Telegram number; use digits only, or leave it empty.',
    ),
    FaultKind.OTHER_NAME: Sentence(
        "工号与第 {other} 行相同，姓名“{value}”却不同；是同一人请统一姓名，不是请换一个工号。",
        'the id is that of row {other} but the name "{value}" is not; '
        "use one name for one person, or another id for another person.",
    ),
    FaultKind.OTHER_VALUE: Sentence(
        "{column}“{value}”与同一人的第 {other} 行不一致，请统一或只填一处。",
        '{column} "{value}" differs from row {other} of the same person; '
        "make them the same, or fill in only one.",
    ),
    FaultKind.DUPLICATE_POST: Sentence(
        "与第 {other} 行重复（工号“{value}”，同一职务），请删去一行。",
        'the same post of "{value}" is already in row {other}; delete one of the two.',
    ),
    FaultKind.USED_TWICE: Sentence(
        "{column}“{value}”已在第 {other} 行用于另一人，请核对后只留一处。",
        '{column} "{value}" belongs to somebody else in row {other}; leave it with one of them.',
    ),
    FaultKind.OWN_AB: Sentence(
        "AB岗填的是本人（“{value}”），请填另一位的工号，没有就留空。",
        'the AB half "{value}" is the same person; give the other one\'s id, or leave it empty.',
    ),
    FaultKind.UNKNOWN_PERSON: Sentence(
        "{column}“{value}”不在人员表里，请填表中的工号。",
        '{column} "{value}" is not among the officials; use an id from that table.',
    ),
    FaultKind.SEVERAL_PEOPLE: Sentence(
        "{column}“{value}”对应不止一人，请改填工号。",
        '{column} "{value}" may be more than one person; use the id.',
    ),
    FaultKind.UNKNOWN_DEPARTMENT: Sentence(
        "人员表里没有人属于“{value}”，请核对部门名称，两张表要一字不差。",
        'nobody in the officials table belongs to "{value}"; '
        "the department must be written the same in both tables.",
    ),
    FaultKind.LISTED_TWICE: Sentence(
        "“{value}”已在第 {other} 行，请合并为一行，几位分管领导用分号隔开。",
        '"{value}" is already in row {other}; make it one row, with ; between the supervisors.',
    ),
}


def fault_sentence(fault: Fault, language: str) -> str:
    """Where the mistake is and what to do, in one sentence."""
    what = FAULTS[fault.kind].say(
        language,
        column=COLUMNS[fault.column].say(language) if fault.column else "",
        value=_shown(fault.value),
        code=fault.column,
        other=fault.other,
        known=_known(fault, language),
    )
    place = IN_FILE if fault.row is None else IN_ROW
    return place.say(language, file=fault.file, row=fault.row, what=what)


def _shown(value: str) -> str:
    return value if len(value) <= SHOWN else value[:SHOWN] + "…"


def _known(fault: Fault, language: str) -> str:
    if language == "en":
        return ", ".join(english for _, english in fault.known)
    return "、".join(chinese for chinese, _ in fault.known)
