"""用语 · 台账不予办理的说明: why something about an item was not done, and what to do next."""

from collections.abc import Mapping

from bot.rules import item_refusal as r
from bot.rules.refusal import Refusal
from bot.words.sentence import Sentence

SENTENCES: Mapping[type[Refusal], Sentence] = {
    r.TaskMissing: Sentence(
        "还缺事项内容。例如：立项 7 牵头教育局 报送校园安全排查情况。",
        "The task is missing. For example: item 7 lead:UNIT task:report on school safety.",
    ),
    r.LeadMissing: Sentence(
        "还缺牵头单位。例如：立项 7 牵头教育局 报送校园安全排查情况。",
        "The lead unit is missing. For example: item 7 lead:UNIT task:report on school safety.",
    ),
    r.DeadlineTooEarly: Sentence(
        "时限不能早于部署日{deployed_on}，请另写一个日期。",
        "The deadline cannot be before the day of deployment, {deployed_on}; give another day.",
    ),
    r.NotLater: Sentence(
        "新的时限要晚于现在的{deadline}，请另写一个日期（{number}）。",
        "The new deadline must be later than {deadline}; give another day ({number}).",
    ),
    r.UnclearTask: Sentence(
        "“{text}”没有看懂。每行写一项：内容 负责人 日期，例如：摸清底数 教育局副局长甲 12月1日。",
        "“{text}” is not clear. One per line: what, who, day, such as: count schools NAME 1 Dec.",
    ),
    r.TaskTooLate: Sentence(
        "“{text}”的日期晚于事项时限{deadline}，请改早一些。",
        "The day of “{text}” is after the item's deadline, {deadline}; give an earlier one.",
    ),
    r.NothingSaid: Sentence(
        "请用一句话写明情况（{number}）。", "Please say in a sentence how it stands ({number})."
    ),
    r.NotOnItem: Sentence(
        "{number} 不由您或您单位办理，没有作任何处理。",
        "{number} is not with you or your unit; nothing was done.",
    ),
    r.NotLead: Sentence(
        "{number} 由{unit}牵头，这一步由牵头单位办理。",
        "{number} is led by {unit}; that is for the lead unit to do.",
    ),
    r.NotAssisting: Sentence(
        "您单位不是 {number} 的配合单位；牵头单位请用“申请销号”。",
        "Your unit does not assist with {number}; the lead asks for sign-off instead.",
    ),
    r.NotKeeper: Sentence(
        "台账由市政府办公室登记和核验，请与督查室联系。",
        "The government office keeps and checks the ledger; please turn to it.",
    ),
    r.NotRecogniser: Sentence(
        "{number} 现由{holder}认可，您不用处理。",
        "{number} is for {holder} to recognise; nothing is asked of you.",
    ),
    r.OwnKey: Sentence(
        "申请、核验、认可不能由同一个人办理，请由另一位同事办理（{number}）。",
        "One person cannot ask, check and recognise; please leave it to a colleague ({number}).",
    ),
    r.NoLeader: Sentence(
        "{title}不是市政府领导，不能审定销号，请另写一位。",
        "{title} does not lead the city government and cannot recognise; name another.",
    ),
    r.ItemClosed: Sentence(
        "{number} {item_state}{at}，不用再办；有新指示请发“续办 {number}”。",
        "{number} is {item_state}{at}; for a new instruction send “continue {number}”.",
    ),
    r.AlreadyReceived: Sentence(
        "{number} 已由{who}签收{at}。", "{number} was received by {who}{at}."
    ),
    r.PartSigned: Sentence(
        "本单位已由{who}报办结{at}，不用再报（{number}）。",
        "{who} has signed your unit's part{at}; no need to sign it again ({number}).",
    ),
    r.SignOffWaits: Sentence(
        "{number} 已申请销号{at}，正等答复。",
        "Sign-off of {number} was asked for{at} and waits for an answer.",
    ),
    r.NoSignOff: Sentence(
        "{number} 现在没有待答复的销号申请，没有作任何处理。",
        "No sign-off of {number} waits for an answer; nothing was done.",
    ),
    r.NotReady: Sentence(
        "{number} 还不能申请销号，尚未办结：{waits_for}。",
        "Sign-off of {number} cannot be asked for yet; not finished: {waits_for}.",
    ),
    r.Expired: Sentence(
        "{number} 的时限{deadline}已过，延期要在到期前申请；请抓紧办理并报进展。",
        "The deadline of {number}, {deadline}, has passed; an extension is asked for before it.",
    ),
    r.ExtensionWaits: Sentence(
        "{number} 的延期申请正等答复，不用再报。",
        "An extension of {number} waits for an answer; no need to ask again.",
    ),
    r.NoExtension: Sentence(
        "{number} 现在没有待答复的延期申请，没有作任何处理。",
        "No extension of {number} waits for an answer; nothing was done.",
    ),
    r.TaskFinished: Sentence(
        "“{text}”已经办结，不用再报（{number}）。",
        "“{text}” is finished already ({number}).",
    ),
    r.StillOpen: Sentence(
        "{number} 还没有销号，新要求请直接写进进展或调整时限。",
        "{number} is still open; write the new instruction into its progress, or move its deadline.",
    ),
}
