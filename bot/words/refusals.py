"""用语 · 不能办: why something is not done, and what to do instead. One sentence per Refusal."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.rules import refusal as r
from bot.rules.items import ItemState
from bot.rules.requests import Answer, Confirmation, State, StepState
from bot.words import dates, item, item_refusals, leave, spoken, stand_in, steps, trip
from bot.words.sentence import Sentence

EXAMPLE = "请假 12月1日至12月3日 西宁 参加全省科技工作会议"

SENTENCES: dict[type[r.Refusal], Sentence] = {
    r.UnclearDates: Sentence(
        "没有看懂日期“{text}”。请这样写：12月1日下午，或 12月1日至12月3日。",
        "I could not read the date “{text}”. Write: 1 Dec afternoon, or 1 Dec to 3 Dec.",
    ),
    r.UnclearMonth: Sentence(
        "没有看懂月份“{text}”。请这样写：外出月表 2026-11，或 外出月表 上月。",
        "I could not read the month “{text}”. Write: sheet 2026-11, or leave it out for this one.",
    ),
    r.UnclearLine: Sentence(
        "日期后面请写地点和事由，用空格隔开，例如：" + EXAMPLE,
        "After the dates write the place and the reason, with spaces: "
        "leave 2026-12-01 to 2026-12-03 Xining provincial meeting",
    ),
    r.NotFiledYet: Sentence(
        "这张请假单还没有提交：无误请点“提交”，要改请点“修改”，不办了请点“取消”。",
        "This form is not filed yet: tap “File”, or “Change”, or “Cancel”.",
    ),
    r.NoSuchDay: Sentence(
        "没有{text}这一天，请核对日期。", "There is no such day as {text}; please check the date."
    ),
    r.DayPast: Sentence(
        "{day}已经过去，请写今天或以后的日期；如指明年，请写上年份。",
        "{day} has passed. Write a day from today on, with the year if you mean next year.",
    ),
    r.DatesReversed: Sentence(
        "返回时间（{end}）早于出发时间（{start}），请核对后重写。",
        "The return ({end}) is before the departure ({start}); please check both.",
    ),
    r.TripTooLong: Sentence(
        "这次外出共{days}天，超过{longest}天的请按干部管理权限另行报批；如日期有误请重写。",
        "This trip takes {days} days; over {longest} days goes through personnel channels. "
        "If a date is wrong, write it again.",
    ),
    r.TooFarAhead: Sentence(
        "出发日期太远，请在出发前{farthest}天之内申请。",
        "That is too far ahead; ask within {farthest} days of departure.",
    ),
    r.Abroad: Sentence(
        "“{place}”属于境外，因公因私出国（境）请按外事审批程序向外事部门申请，这里不受理。",
        "“{place}” is abroad: please apply through the foreign-affairs channel, not here.",
    ),
    r.ReasonMissing: Sentence("请写明事由，例如：参加全省科技工作会议。", "Please give a reason."),
    r.PlaceMissing: Sentence("请写明地点，例如：西宁。", "Please give the place, e.g. Xining."),
    r.TextTooLong: Sentence(
        "写了{length}个字，请精简到{limit}个字以内。",
        "That is {length} characters; please keep it to {limit}.",
    ),
    r.NotAsked: Sentence(
        "{article}没有规定“{rank}”的请假，请按本单位制度办理。",
        "“{rank}” has no leave route under {article}; please follow your own unit's rules.",
    ),
    r.UnknownWord: Sentence(
        "没有看懂。您是不是想：", "I did not understand. Did you mean one of these?"
    ),
    r.UnknownPerson: Sentence(
        "名册里没有“{text}”，请写姓名、职务或工号。",
        "“{text}” is not in the roster; write a name, a post or an id.",
    ),
    r.SeveralPeople: Sentence(
        "“{text}”不止一位：{titles}。请写明职务或工号。",
        "“{text}” is more than one person: {titles}. Write the post or the id.",
    ),
    r.AnotherVerdict: Sentence(
        "“{text}”像是另一个决定，没有作任何处理。要改主意请点“返回”；要写理由请换个说法。",
        "“{text}” reads like another decision; nothing was done. Tap “Back” to change your mind, "
        "or put the reason another way.",
    ),
    r.UnknownNumber: Sentence(
        "没有编号为“{text}”的事项。编号形如 A-0001，发“我的”可查看您的申请。",
        "There is no “{text}”. Numbers look like A-0001; send “mine” to see yours.",
    ),
    r.SeveralRequests: Sentence(
        "请写上编号，是哪一件：{numbers}。", "Add the number, which one is it: {numbers}."
    ),
    r.NoRequest: Sentence(
        "您没有可以这样办的请假，发“我的”可查看您的申请。",
        "None of your requests can be meant; send “mine” to see them.",
    ),
    r.AlreadyLeft: Sentence(
        "{day}已经出发，出发时间不能再改；返回时间、地点等仍可变更。",
        "The trip began on {day}: its departure stays; return, place and the rest may change.",
    ),
    r.EndPast: Sentence(
        "返回时间{day}已经过去；如已经返回，请发“销假”。",
        "{day} has passed; if you are back already, send “back”.",
    ),
    r.NothingChanged: Sentence(
        "与原行程一样，没有改动；请先点要变更的一项。",
        "Nothing differs from the agreed trip; tap first what is to change.",
    ),
    r.OwnStandIn: Sentence(
        "不能由本人代主持，请另选一位。", "You cannot stand in for yourself; name somebody else."
    ),
    r.OutsideStandIn: Sentence(
        "{title}是上级机关，不能代主持，请另选一位。", "{title} is outside and cannot stand in."
    ),
    r.StandInAway: Sentence(
        "{title}{leaves}至{back}也外出，不能代主持，请另选一位。",
        "{title} is away too, {leaves} to {back}; name somebody else.",
    ),
    r.PairAway: Sentence(
        "{title}的AB岗{other}{leaves}至{back}外出，{title}要顶岗，不能再代主持，请另选一位。",
        "{other}, the other half of {title}'s pair, is away {leaves} to {back}; name somebody else.",
    ),
    r.StandInMissing: Sentence(
        "请先写明代主持工作人员。", "Please name who stands in for you first."
    ),
    r.NotStandIn: Sentence(
        "这次没有请您代主持工作，或已另请他人。", "You are not asked to stand in here (any more)."
    ),
    r.AlreadyAnswered: Sentence(
        "{number} 您已{answer}代主持{at}。", "{number}: you have {answer} it{at}."
    ),
    r.CoverBegun: Sentence(
        "{title}已在代主持工作，不能再改请他人；确需调整请与市政府办公室联系。",
        "{title} stands in already; ask the government office if that must change.",
    ),
    r.PaperKind: Sentence(
        "只接收照片、PDF、Word 和 Excel 文件，这份没有保存，请另存后再发。",
        "Only photos, PDF, Word and Excel files are taken; this one was not kept.",
    ),
    r.PaperTooLarge: Sentence(
        "文件超过{largest}MB，没有保存，请压缩后再发。",
        "The file is over {largest} MB and was not kept; please send a smaller one.",
    ),
    r.TooManyPapers: Sentence(
        "一件请假最多附{most}份文件，这份没有保存。",
        "A request takes {most} files at most; this one was not kept.",
    ),
    r.NotYourButton: Sentence(
        "这个按钮不是给您的，没有作任何处理。",
        "This button was not shown to you; nothing was done.",
    ),
    r.NotHolder: Sentence(
        "这一环节由{holder}审批，您不能代为处理。", "This step is {holder}'s to decide."
    ),
    r.NotApplicant: Sentence(
        "只有申请人本人可以这样做。", "Only the person who asked may do this."
    ),
    r.OfficeOnly: Sentence("这一项由市政府办公室办理。", "Only the government office may do this."),
    r.NoLinkHere: Sentence(
        "目前只开了网页，各位干部在网页上都已绑定，不需要链接；接入 Telegram 后再发。",
        "Only the page runs, where everybody is bound already; links are for Telegram.",
    ),
    r.CannotForward: Sentence(
        "不能转呈给{title}：是申请人本人，或已审批过这一件，请另选一位。",
        "It cannot be passed to {title}, who asked for it or has already had it.",
    ),
    r.NotConcerned: Sentence(
        "{number} 的办理过程只供申请人、审批人和市政府办公室查阅；查现在由谁办理，请发“状态 {number}”。",
        "The record of {number} is for its applicant, its deciders and the office; "
        "to see who holds it, send “status {number}”.",
    ),
    r.CannotAttend: Sentence(
        "{title}不能代为参会：部门请指定本单位其他领导，且本人当时不外出。",
        "{title} cannot attend for you: name another leader of your department who is not away.",
    ),
    r.NotDecider: Sentence(
        "不能转呈给{title}：只能转呈{ranks}，请另选一位。",
        "It cannot be passed to {title}: only to {ranks}.",
    ),
    r.NotSigner: Sentence(
        "这里不能请{title}：只能请{ranks}，请另选一位。",
        "{title} cannot be asked here: only {ranks}.",
    ),
    r.CannotAdd: Sentence(
        "不能再请{title}：是申请人本人，或已在这一件的审批之列，请另选一位。",
        "{title} asked for it or has a part in it already; choose somebody else.",
    ),
    r.CannotCopy: Sentence(
        "不用抄送{title}：已能看到这一件，或是上级机关，请另选一位。",
        "{title} sees it already, or is outside; choose somebody else.",
    ),
    r.AdviceOnly: Sentence(
        "{number} 是请您提意见的，只能建议同意或不同意，其他由委派的人决定。",
        "{number} was given to you for advice: say yes or no; the rest is for whoever sent it.",
    ),
    r.NotAdded: Sentence(
        "只能减去由您加签或委派、还没有办理的人；{number} 上没有这一位。",
        "{number}: only somebody you added, who has not decided yet, can be taken out.",
    ),
    r.NothingAsked: Sentence(
        "{number} 现在没有要补充的内容。", "Nothing more is asked for {number} just now."
    ),
    r.AdviceGiven: Sentence(
        "{number} 您已提过意见{at}。", "{number}: you have given your advice{at}."
    ),
    r.NotYourTurn: Sentence(
        "{number} 正由{holders}办理，轮到您时再发给您。",
        "{number} is with {holders} now; it comes to you in your turn.",
    ),
    r.AskedAlready: Sentence(
        "{number} 刚才已请申请人补充这一项。", "{number}: this has been asked for already."
    ),
    r.AlreadyDecided: Sentence(
        "{number} 已由{title}{verdict}{at}。", "{number}: {title} {verdict} it already{at}."
    ),
    r.Moved: Sentence(
        "{number} 现在是“{state}”{at}，不能再这样处理。",
        "{number} is now “{state}”{at}; this can no longer be done.",
    ),
    r.AlreadyConfirmed: Sentence(
        "{number} 您{confirmation}{at}，不用再点。",
        "{number}: {confirmation}{at}; nothing more to do.",
    ),
    r.ActedOn: Sentence(
        "{number} 之后已由{title}{verdict}{at}，不能再收回，请直接与其沟通。",
        "{number}: {title} {verdict} it since{at}; it cannot be taken back, please speak to them.",
    ),
    r.Refiled: Sentence(
        "{number} 申请人已修改重报，请在新的卡片上办理。",
        "{number} has been filed again since; please decide on the new card.",
    ),
    r.TripBegun: Sentence(
        "{number} 已到出发时间，不能再收回，请直接电话联系申请人。",
        "{number}: the trip has begun and cannot be stopped here; please phone the applicant.",
    ),
    r.NotRecorder: Sentence(
        "口头意见由市政府办公室代录；申请人本人只能登记口头同意。",
        "Spoken decisions are written down by the office; an applicant may note a consent only.",
    ),
    r.NeedsReference: Sentence(
        "{holder}的答复须写文号，请点“代录同意”或“代录不同意”。",
        "{holder} replies on paper: tap “Record: agreed” or “Record: refused”.",
    ),
    r.ChangeWaits: Sentence(
        "{number} 已有一项变更待审批，请等答复，或先点“撤回变更”。",
        "A change of {number} waits for a decision; wait for it, or withdraw that change first.",
    ),
    r.ChangeGone: Sentence(
        "{number} 的变更已经撤回，不用再批；行程仍按原来的。",
        "The change of {number} was withdrawn; nothing is left to decide, the trip stands.",
    ),
    r.TripOver: Sentence(
        "{number} 的返回日期已过，不能再变更：已返回的请发“销假”，还需外出的请另行请假。",
        "The day of return of {number} has passed: report back, or ask for a new leave.",
    ),
    r.UrgedAlready: Sentence(
        "{number} 刚催办过，{again}以后可以再催。",
        "{number} was urged a short while ago; again from {again} on.",
    ),
    r.NotOffered: Sentence(
        "这一环节现由{holder}审批，不能转由您代办。",
        "This step is {holder}'s to decide; you cannot take it over.",
    ),
    r.NotYetOut: Sentence(
        "{number} 还没有出发；如不再出行，请点“取消出行”。",
        "{number} has not begun; if you are not going, cancel the trip.",
    ),
    r.AlreadyFiled: Sentence(
        "{number} 已经提交，不用再交。", "{number} has been filed; no need to file it again."
    ),
    r.FormOver: Sentence(
        "这张请假单已经作废，请在最新的一张上办，或发“请假”另填。",
        "This form is no longer used: go on with the newest one, or send “leave” for another.",
    ),
    r.OldButton: Sentence(
        "这个按钮已失效，没有作任何处理。请发“待办”或“我的”查看最新情况。",
        "This button is too old; nothing was done. Send “todo” or “mine” for the present state.",
    ),
    r.LinkSpent: Sentence(
        "绑定链接已用过或超过15分钟，请向市政府办公室再要一个。",
        "This link was used or is older than 15 minutes; ask the office for a new one.",
    ),
    **item_refusals.SENTENCES,
}
QUOTED = 20  # characters
OUT = Sentence("已出行", "under way")
AT = Sentence("（{at}）", " ({at})")


def sentence(refusal: r.Refusal, now: datetime, language: str) -> str:
    """The refusal as its reader sees it; times in the zone of `now`."""
    values = {name: _value(name, v, now, language) for name, v in vars(refusal).items()}
    return SENTENCES[type(refusal)].say(language, **values)


def _value(name: str, value: object, now: datetime, language: str) -> object:
    if name in _CODED:
        return _CODED[name](str(value)).say(language)
    if name == "at":
        return _at(value, now, language)
    if name == "text":
        return _short(str(value))
    if isinstance(value, datetime):
        return steps.moment(value, now, language)
    if isinstance(value, date):
        return dates.full_day(value, language)
    return trip.JOIN.say(language).join(value) if isinstance(value, tuple) else value


_CODED: Mapping[str, Callable[[str], Sentence]] = {
    "item_state": lambda code: item.STATES[ItemState(code)],
    "state": lambda code: OUT if code == "out" else leave.STATES[State(code)],
    "answer": lambda code: stand_in.ANSWERED[Answer(code)],
    "confirmation": lambda code: spoken.SAID[Confirmation(code)],
    "verdict": lambda code: steps.VERDICTS[StepState(code)],
}


def _short(text: str) -> str:
    """What was typed, as much of it as a sentence can carry."""
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


def _at(value: object, now: datetime, language: str) -> str:
    if not isinstance(value, datetime):
        return ""
    return AT.say(language, at=steps.moment(value, now, language))
