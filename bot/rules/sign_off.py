"""Sign-off 销号 with two keys: the office checks 核验, then the ordering leader recognises 认可.

An item without an ordering leader needs the office's key alone. Silence is asked again, never yes.
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.city import City
from bot.rules.item_refusal import NoLeader, NoSignOff, NotReady, NotRecogniser, OwnKey
from bot.rules.item_ruling import ItemLetter, ItemRuling, ItemView
from bot.rules.items import Item, ItemState, NoteKind, SignOff
from bot.rules.ledger import (
    being_worked_on,
    kept_by,
    led_by,
    noted,
    ruled,
    said,
    still_open,
    to_all,
    to_unit,
)
from bot.rules.people import Official
from bot.rules.ruling import OFFICE
from bot.rules.standing import holds_key


def ask(item: Item, by: Official, words: str, city: City, now: datetime) -> ItemRuling:
    """申请销号, with a sentence; not while an assisting unit or a sub-task is unfinished."""
    may_ask(item, by, city)
    said(item, words)
    title = city.title(by, item.lead.unit)
    asked = SignOff(
        asked_by=by.id, asked_title=title, asked_at=now, words=words, recogniser=item.ordered_by
    )
    item = replace(item, state=ItemState.ASKED, sign_offs=(*item.sign_offs, asked))
    item = noted(item, NoteKind.ASKED, by, title, now, item.lead.unit, words)
    letters = (ItemLetter(to=OFFICE, view=ItemView.CHECK),)
    return ruled(item, NoteKind.ASKED, by, now, {"words": words}, letters)


def may_ask(item: Item, by: Official, city: City) -> None:
    """Raises what stands in the way of asking; looked at before the sentence is asked for."""
    being_worked_on(item)
    led_by(item, by, city)
    waits_for = (*item.missing, *(task.what for task in item.unfinished))
    if waits_for:
        raise NotReady(item.number, waits_for)


def check(item: Item, by: Official, city: City, now: datetime) -> ItemRuling:
    """核验: the office's key. Without an ordering leader that strikes the item."""
    sign_off = may_check(item, by)
    item = _checked(item, sign_off, by, now)
    if not sign_off.recogniser:
        return _struck(item, NoteKind.CHECKED, by, city, now)
    letters = _to_recogniser(item, city)
    return ruled(item, NoteKind.CHECKED, by, now, {}, letters)


def may_check(item: Item, by: Official) -> SignOff:
    """The sign-off the office is asked to check; raises NotKeeper, NoSignOff or OwnKey."""
    kept_by(by)
    still_open(item)
    if item.state is not ItemState.ASKED or item.sign_off is None:
        raise NoSignOff(item.number)
    if item.sign_off.asked_by == by.id:
        raise OwnKey(item.number)
    return item.sign_off


def recognise(item: Item, by: Official, city: City, now: datetime) -> ItemRuling:
    """认可销号: the second key, in the hand of the leader or of whoever acts for him."""
    sign_off = may_recognise(item, by, city)
    title = city.title_for(by, sign_off.recogniser)
    given = replace(sign_off, recognised_title=title, recognised_at=now)
    item = noted(_with(item, given), NoteKind.RECOGNISED, by, title, now)
    return _struck(item, NoteKind.RECOGNISED, by, city, now)


def may_recognise(item: Item, by: Official, city: City) -> SignOff:
    """The sign-off whose second key is his; raises NoSignOff, NotRecogniser or OwnKey."""
    still_open(item)
    if item.state is not ItemState.CHECKED or item.sign_off is None:
        raise NoSignOff(item.number)
    if not holds_key(item, by, city):
        holder = city.acting(item.sign_off.recogniser)
        raise NotRecogniser(item.number, holder.title if holder else "")
    if by.id in (item.sign_off.asked_by, item.sign_off.checked_by):
        raise OwnKey(item.number)
    return item.sign_off


def redo(item: Item, by: Official, reason: str, city: City, now: datetime) -> ItemRuling:
    """退回重办, with the reason, by whoever holds the key that is asked for."""
    sign_off = may_answer(item, by, city)
    said(item, reason)
    title = _title(item, by, city)
    back = _with(replace(item, state=ItemState.OPEN), replace(sign_off, sent_back_at=now))
    item = noted(back, NoteKind.REDO, by, title, now, words=reason)
    letters = to_unit(item.lead.unit, ItemView.REDO, city, besides=by)
    return ruled(item, NoteKind.REDO, by, now, {"reason": reason}, letters)


def pass_on(item: Item, by: Official, to: Official, city: City, now: datetime) -> ItemRuling:
    """转领导审定: another leader holds the second key. The office does so as it checks."""
    sign_off = may_answer(item, by, city)
    if not any(city.policy.ranks[post.rank].decides for post in to.posts):
        raise NoLeader(to.title)
    title = _title(item, by, city)
    if item.state is ItemState.ASKED:
        item = _checked(item, sign_off, by, now)
    item = _with(item, replace(item.sign_offs[-1], recogniser=to.id))
    item = noted(item, NoteKind.PASSED_ON, by, title, now, words=to.title)
    return ruled(item, NoteKind.PASSED_ON, by, now, {"to": to.title}, _to_recogniser(item, city))


def may_answer(item: Item, by: Official, city: City) -> SignOff:
    """The sign-off that waits for his key, whichever of the two it is."""
    if item.state is ItemState.CHECKED:
        return may_recognise(item, by, city)
    return may_check(item, by)


def _checked(item: Item, sign_off: SignOff, by: Official, now: datetime) -> Item:
    given = replace(sign_off, checked_by=by.id, checked_title=by.title, checked_at=now)
    item = replace(_with(item, given), state=ItemState.CHECKED)
    return noted(item, NoteKind.CHECKED, by, by.title, now)


def _struck(item: Item, act: NoteKind, by: Official, city: City, now: datetime) -> ItemRuling:
    item = replace(item, state=ItemState.STRUCK, closed_at=now)
    return ruled(item, act, by, now, {"struck": True}, to_all(item, ItemView.STRUCK, city, by))


def _to_recogniser(item: Item, city: City) -> tuple[ItemLetter, ...]:
    sign_off = item.sign_off
    holder = city.acting(sign_off.recogniser) if sign_off else None
    return (ItemLetter(to=holder.id, view=ItemView.RECOGNISE),) if holder else ()


def _title(item: Item, by: Official, city: City) -> str:
    """By his own name at the office's key; 乙（代甲） where he acts for the leader."""
    if item.state is ItemState.CHECKED and item.sign_off:
        return city.title_for(by, item.sign_off.recogniser)
    return by.title


def _with(item: Item, sign_off: SignOff) -> Item:
    return replace(item, sign_offs=(*item.sign_offs[:-1], sign_off))
