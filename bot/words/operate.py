"""用语 · 运行: what the shell shows the operator who starts and checks the bot."""

from bot.words.sentence import Sentence

STARTED = Sentence("已启动，按 Ctrl-C 停止。", "Running; Ctrl-C stops it.")
PAGE = Sentence(
    "网页（只限本机，链接用一次即失效）：{page}",
    "The page (this machine only, link works once): {page}",
)
TELEGRAM = Sentence(
    "Telegram：正在接入，结果见日志。", "Telegram: connecting; the log says how it went."
)
IN_USE = Sentence(
    "数据库 {path} 正被另一个进程使用，请先停掉它。",
    "The database {path} is in use by another process; stop that one first.",
)
NOT_LISTENING = Sentence(
    "不能在 {host} 的端口 {port} 上接收（{why}）：请换一个 PORT（0 表示自动选择）或 HOST，或停掉占用它的程序。",
    "Cannot listen on {host}, port {port} ({why}): choose another PORT (0 picks a free one) or HOST, or stop its user.",
)
NEWER = Sentence(
    "数据库 {path} 由更新的版本写过，请使用那个版本。",
    "The database {path} was written by a newer version; run that version.",
)
NO_DATABASE = Sentence(
    "没有找到数据库 {path}，请核对 DATABASE_URL。",
    "There is no database {path}; check DATABASE_URL.",
)
NOT_A_DATABASE = Sentence(
    "{path} 不能作为数据库打开（{why}），请核对路径，或从备份恢复。",
    "{path} cannot be opened as a database ({why}); check the path or restore a backup.",
)
CHAIN_HOLDS = Sentence(
    "流水完整：{count} 条，末条 {head}", "The journal holds: {count} entries, head {head}"
)
CHAIN_BROKEN = Sentence(
    "流水在第 {seq} 条断开：此前 {count} 条完整，请与日报所印末条核对并从备份恢复。",
    "The journal breaks at entry {seq}; the {count} before it hold. Compare the digests' heads "
    "and restore a backup.",
)
LINK = Sentence(
    "{who}的绑定链接，15分钟内有效，只能用一次：", "One-time link for {who}, valid 15 minutes:"
)
LINK_TYPE = Sentence(
    "请本人在 Telegram 里发给机器人：{words}", "Send this to the bot on Telegram: {words}"
)
NO_COMMAND = Sentence(
    "没有“{word}”这个命令；可用：check、verify、bind、proof、preview。",
    "There is no command “{word}”; there are check, verify, bind, proof and preview.",
)
PROOF_OF_WHAT = Sentence(
    "请写明哪一件：python run_bot.py proof A-0001", "Say which: python run_bot.py proof A-0001"
)
HOW_MANY_DAYS = Sentence(
    "请写天数，1至{most}，例如：python run_bot.py preview 7",
    "Say how many days, 1 to {most}: python run_bot.py preview 7",
)
BIND_WHOM = Sentence(
    "请写明绑定谁：python run_bot.py bind 工号", "Say whom: python run_bot.py bind ID"
)


def started(page: str, *, telegram: bool, language: str) -> list[str]:
    """What is said when everything is up."""
    lines = [PAGE.say(language, page=page)] if page else []
    lines += [TELEGRAM.say(language)] if telegram else []
    return [*lines, STARTED.say(language)]
