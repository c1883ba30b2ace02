"""Every errand and every button, and the handler each goes to: the desk's one table."""

from dataclasses import replace

from bot.rules.requests import Verdict
from bot.rules.typed_words import item_number
from bot.words.talk import ERRANDS
from handlers.talk import (
    approval,
    batch,
    change,
    digest,
    evidence,
    filing,
    forecast,
    form,
    help,
    history,
    item,
    item_answers,
    item_words,
    know,
    leave,
    ledger,
    meetings,
    more,
    nudge,
    outside,
    people,
    person,
    printed,
    sheet,
    spoken,
    stand_in,
    taking_back,
)
from handlers.talk.turn import Handler, Reply, Turn

VOCABULARY = {code: (command, *typed) for code, (command, _, typed) in ERRANDS.items()}


def _verdict(verdict: Verdict) -> Handler:
    """同意 A-0001 and 同意 T-0001: of a request, or of what an item waits for."""

    async def decide(turn: Turn) -> Reply:
        if item_number(turn.words):
            return await item_words.in_words(turn, verdict)
        return await approval.in_words(turn, verdict)

    return decide


async def _cancel(turn: Turn) -> Reply:
    """取消 puts down what is being asked; 取消 A-0001 cancels an agreed trip."""
    return await (leave.cancel if turn.words else help.cancel)(turn)


async def _said(turn: Turn) -> Reply:
    """A button that stands for a word: help, the three likeliest."""
    return await COMMANDS[str(turn.args["errand"])](replace(turn, words="", letter=None))


def _of_item(errand: str) -> Handler:
    """签收 T-0001, and the other words about an item."""
    return lambda turn: item_words.in_words(turn, errand)


def _naming(errand: str) -> Handler:
    """转呈 A-0001 姓名, and the other words that name somebody."""
    return lambda turn: person.in_words(turn, errand)


COMMANDS: dict[str, Handler] = {
    "leave": form.begin,
    "mine": know.mine,
    "todo": batch.todo,
    "out": know.out,
    "status": know.status,
    "proof": history.show,
    "settings": help.settings,
    "help": help.show,
    "cancel": _cancel,
    "digest": digest.show,
    "bind": people.issue,
    "form": printed.form,
    "letters": printed.letters_out,
    "calendar": printed.calendar,
    "attached": printed.attached,
    "sheet": sheet.month,
    **{verdict: _verdict(verdict) for verdict in (Verdict.AGREE, Verdict.REFUSE, Verdict.RETURN)},
    "forward": _naming("forward"),
    "sign_before": _naming("sign_before"),
    "sign_after": _naming("sign_after"),
    "delegate": _naming("delegate"),
    "copy": _naming("copy"),
    "remove_signer": _naming("remove_signer"),
    "ask_more": more.in_words,
    "stand_in": stand_in.name,
    "record": spoken.in_words,
    "oral": spoken.oral_in_words,
    "confirm": spoken.confirm_in_words,
    "contest": spoken.contest_in_words,
    "take_back": taking_back.in_words,
    "file_for": filing.begin,
    "urge": nudge.urge,
    "forecast": forecast.show,
    "withdraw": leave.withdraw,
    "meeting": meetings.begin,
    "call_off": meetings.call_off_in_words,
    "cancel_trip": leave.cancel,
    "change": change.begin,
    "report_back": leave.report_back,
    "ledger": ledger.show,
    "find": ledger.find,
    "story": ledger.story,
    **{errand: _of_item(errand) for errand in (*item_words.ASKS, *item_words.ACTS)},
}

ACTIONS: dict[str, Handler] = {
    "say": _said,
    "approval.agree": approval.agree,
    "approval.refuse": approval.refuse,
    "approval.return": approval.send_back,
    "approval.more": more.unfold,
    "approval.back": approval.back,
    "more.ask": more.ask_more,
    "person.forward": person.forward,
    "person.sign_before": person.sign_before,
    "person.sign_after": person.sign_after,
    "person.delegate": person.delegate,
    "person.copy": person.copy,
    "person.remove_signer": person.remove_signer,
    "spoken.oral": spoken.oral,
    "spoken.record": spoken.record_,
    "spoken.confirm": spoken.confirm,
    "spoken.contest": spoken.contest,
    "taking_back.take_back": taking_back.take_back,
    "record.agree": outside.record_agree,
    "record.refuse": outside.record_refuse,
    "approval.take_over": nudge.take_over,
    "nudge.open": nudge.open_,
    "nudge.urge": nudge.urge,
    "reconfirm.yes": nudge.going_,
    "leave.withdraw": leave.withdraw,
    "leave.cancel": leave.cancel,
    "leave.keep": leave.keep,
    "leave.change": change.begin,
    "leave.report_back": leave.report_back,
    "leave.amend": form.amend,
    "form.ask": form.ask,
    "form.back": form.back,
    "form.day": form.day,
    "form.mend": form.mend,
    "form.month": form.month,
    "form.nothing": form.nothing,
    "form.part": form.part,
    "form.stand_in": form.stands_in,
    "form.stop": form.stop,
    "form.submit": form.submit,
    "form.text": form.text,
    "stand_in.accept": stand_in.accept,
    "stand_in.decline": stand_in.decline,
    "stand_in.name": stand_in.name,
    "meetings.announce": meetings.announce,
    "meetings.leave": meetings.leave,
    "meetings.call_off": meetings.call_off,
    "meetings.keep": meetings.keep,
    "batch.offer": batch.offer,
    "batch.agree": batch.agree,
    "batch.back": batch.back,
    "know.open": know.open_,
    "know.whole": know.whole,
    "printed.attached": printed.attached,
    "printed.form": printed.form,
    "settings.language": help.language,
    "ledger.page": ledger.page,
    "ledger.by_unit": ledger.by_unit,
    "ledger.by_class": ledger.by_class,
    "ledger.by_state": ledger.by_state,
    "ledger.open": ledger.opened,
    "item.story": ledger.story,
    "item.receive": item.receive,
    "item.progress": item.progress,
    "item.part_done": item.part_done,
    "item.split": item.split,
    "item.task_done": item.task_done,
    "item.ask": item.ask_sign_off,
    "item.check": item.check,
    "item.recognise": item.recognise,
    "item.redo": item.redo,
    "item.leader": item.leader,
    "item.extend": item.extend,
    "item.grant": item.grant,
    "item.another": item.another,
    "item.not_extended": item.not_extended,
    "item.deadline": item.deadline,
    "item.drop": item.drop,
    "item.back": item.back,
    "item.said": item_answers.said,
    "item.attached": evidence.show,
}
