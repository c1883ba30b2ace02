"""What is said about a wrong setting: which, and what to write instead."""

from collections.abc import Mapping

from bot.rules.settings_fault import SettingFault, SettingWrong
from bot.words.sentence import Sentence

SHOWN = 60  # characters of a value

WRONG: Mapping[SettingWrong, Sentence] = {
    SettingWrong.UNREADABLE: Sentence(
        "{name} 打不开，请确认它是一个 UTF-8 编码、可以读取的文本文件。",
        "{name} cannot be read; make it a readable text file in UTF-8.",
    ),
    SettingWrong.NOT_TOML: Sentence(
        '{name} {line}写法不对，请写成 NAME = "值"，文字要加英文双引号。',
        '{name}{line} is not TOML; write NAME = "value", with straight quotes around text.',
    ),
    SettingWrong.UNKNOWN: Sentence(
        "没有“{name}”这个设置，{near}请改名或删去这一行。",
        "there is no setting “{name}”; {near}rename it or delete the line.",
    ),
    SettingWrong.TWICE: Sentence(
        "{name} 在 config.toml 里写了两次（大小写不同），请只留一处。",
        "{name} stands twice in config.toml, in different letters; leave one of them.",
    ),
    SettingWrong.NOT_PLAIN: Sentence(
        "{name} 应当只是一个值，请不要写成表、列表或小数。",
        "{name} must be one plain value, not a table, a list or a fraction.",
    ),
    SettingWrong.TOKEN: Sentence(
        "{name} 不像 Telegram 的令牌，请从 @BotFather 那里整段复制：数字、英文冒号，再加一串字符。",
        "{name} does not look like a Telegram token; copy the whole of it from @BotFather: "
        "digits, a colon, and more characters.",
    ),
    SettingWrong.API_URL: Sentence(
        "{name} 应当是 Bot API 服务器的根地址，例如 http://127.0.0.1:8081，不带令牌、密码和问号。",
        "{name} must be the root of a Bot API server, such as http://127.0.0.1:8081, "
        "without token, password or question mark.",
    ),
    SettingWrong.WEBHOOK_URL: Sentence(
        "{name} 应当是 https:// 开头的公网地址（只有本机可以用 http://），不带密码和问号。",
        "{name} must be a public https:// address (http:// only on this very machine), "
        "without password or question mark.",
    ),
    SettingWrong.WEBHOOK_SECRET: Sentence(
        "{name} 只能用 1 到 256 个英文字母、数字、下划线或连字符，请换一个。",
        "{name} may only have 1 to 256 letters A-Z, a-z, digits, _ or -; choose another.",
    ),
    SettingWrong.NEEDS: Sentence(
        "写了 {name} 就要同时写 {other}，请补上，或两个都不写。",
        "{name} needs {other} beside it; add it, or leave both out.",
    ),
    SettingWrong.NOT_SQLITE: Sentence(
        "{name} 只能用 SQLite，本版本不支持别的数据库：请写 sqlite:///data/bot.db（相对路径）"
        "或 sqlite:////srv/bot.db（绝对路径）。",
        "{name}: this version keeps to SQLite; write sqlite:///data/bot.db for a relative path "
        "or sqlite:////srv/bot.db for an absolute one.",
    ),
    SettingWrong.NO_DATABASE_FILE: Sentence(
        "{name} 应当指向一个文件（不能是文件夹或内存，也不带问号），例如 sqlite:///data/bot.db。",
        "{name} must name a file, not a folder nor memory, and have no question mark, "
        "such as sqlite:///data/bot.db.",
    ),
    SettingWrong.MISSING_PATH: Sentence(
        "{name} 指向的“{value}”不存在，请核对路径，或去掉这个设置改用自带的。",
        "{name} points to “{value}”, which does not exist; mend the path, "
        "or leave the setting out to use what comes with the bot.",
    ),
    SettingWrong.NOT_A_FOLDER: Sentence(
        "{name} 指向的“{value}”是一个文件，请换成文件夹。",
        "{name} points to “{value}”, which is a file; give a folder.",
    ),
    SettingWrong.HOST: Sentence(
        "{name}“{value}”不是一个监听地址，请写 127.0.0.1 之类，不带 http:// 和端口。",
        "{name} “{value}” is not an address to listen at; "
        "write 127.0.0.1 or the like, without http:// or a port.",
    ),
    SettingWrong.PORT: Sentence(
        "{name}“{value}”不是端口，请写 0 到 65535 的整数（0 表示自动挑选）。",
        "{name} “{value}” is not a port; write a number from 0 to 65535 (0 picks a free one).",
    ),
    SettingWrong.SWITCH: Sentence(
        "{name}“{value}”看不懂，请写 on 或 off。",
        "{name} “{value}” is not understood; write on or off.",
    ),
    SettingWrong.TIMEZONE: Sentence(
        "{name}“{value}”不是已知的时区，{near}请写 Asia/Shanghai 这样的名称。",
        "{name} “{value}” is not a known time zone; {near}write a name such as Asia/Shanghai.",
    ),
    SettingWrong.CLOCK: Sentence(
        "{name}“{value}”不是时刻，请写 24 小时制的 HH:MM，例如 08:30。",
        "{name} “{value}” is not a time of day; write HH:MM of 24 hours, such as 08:30.",
    ),
    SettingWrong.PAGE_OUTSIDE: Sentence(
        "网页上谁都可以扮作任何人，只能在本机打开：请把 HOST 改回 127.0.0.1，或写 BROWSER=off。",
        "on the browser page anyone can be anybody, so it stays on this machine: "
        "set HOST back to 127.0.0.1, or BROWSER=off.",
    ),
    SettingWrong.NO_CHANNEL: Sentence(
        "BROWSER 关着，又没有 TELEGRAM_TOKEN，谁也用不上：请写 BROWSER=on，或填上 TELEGRAM_TOKEN。",
        "BROWSER is off and there is no TELEGRAM_TOKEN, so nobody could reach the bot: "
        "set BROWSER=on, or give TELEGRAM_TOKEN.",
    ),
}
NEAR = Sentence("是不是 {other}？", "did you mean {other}? ")
LINE = Sentence("第 {line} 行", ", line {line},")


def fault_sentence(fault: SettingFault, language: str) -> str:
    """Which setting is wrong and what to do, in one sentence; never a secret."""
    return WRONG[fault.wrong].say(
        language,
        name=_shown(fault.name),
        value=_shown(fault.value),
        other=fault.other,
        near=NEAR.say(language, other=fault.other) if fault.other else "",
        line=LINE.say(language, line=fault.value) if fault.value else "",
    )


def _shown(value: str) -> str:
    return value if len(value) <= SHOWN else value[:SHOWN] + "…"
