"""What a card of an item may ask for in words, and whether it may still be answered."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from bot.rules import extension, sign_off
from bot.rules.city import City
from bot.rules.item_refusal import NotOnItem
from bot.rules.items import Item
from bot.rules.ledger import being_worked_on, his_units, kept_by, led_by, still_open
from bot.rules.people import Official
from bot.rules.refusal import Refusal
from bot.rules.standing import standing


class Asked(StrEnum):
    """What the next words answer."""

    PROGRESS = "progress"  # 报进展
    PART_DONE = "part_done"  # 本单位办结
    SPLIT = "split"  # 分解
    ASK = "ask"  # 申请销号
    REDO = "redo"  # 退回重办
    LEADER = "leader"  # 转领导审定: whom
    UNTIL = "until"  # 申请延期: until when
    REASON = "reason"  # 申请延期: why
    SO_FAR = "so_far"  # 申请延期: how far it has come
    ANOTHER = "another"  # 同意延期, until another day
    NOT_EXTENDED = "not_extended"  # 不同意延期: why
    DEADLINE = "deadline"  # 改时限: the day and why
    DROP = "drop"  # 作废: why


def stands(asked: str, item: Item, by: Official, city: City, now: datetime) -> bool:
    """Whether he may still answer."""
    try:
        allowed(Asked(asked), item, by, city, now)
    except Refusal:
        return False
    return True


def allowed(asked: Asked, item: Item, by: Official, city: City, now: datetime) -> None:
    """Raises what stands in the way, before anything is asked for."""
    _ALLOWED[asked](item, by, city, now)


def _worked_on(item: Item, by: Official, city: City, _: datetime) -> None:
    being_worked_on(item)
    if not standing(item, by, city):
        raise NotOnItem(item.number)


def _assisted(item: Item, by: Official, city: City, _: datetime) -> None:
    being_worked_on(item)
    his_units(item, by, city)


def _led(item: Item, by: Official, city: City, _: datetime) -> None:
    being_worked_on(item)
    led_by(item, by, city)


def _kept(item: Item, by: Official, _: City, _now: datetime) -> None:
    kept_by(by)
    still_open(item)


def _key(item: Item, by: Official, city: City, _: datetime) -> None:
    sign_off.may_answer(item, by, city)


def _answer(item: Item, by: Official, city: City, _: datetime) -> None:
    extension.may_answer(item, by, city)


_ALLOWED: dict[Asked, Callable[[Item, Official, City, datetime], object]] = {
    Asked.PROGRESS: _worked_on,
    Asked.PART_DONE: _assisted,
    Asked.SPLIT: _led,
    Asked.ASK: lambda item, by, city, _: sign_off.may_ask(item, by, city),
    Asked.REDO: _key,
    Asked.LEADER: _key,
    Asked.UNTIL: extension.may_ask,
    Asked.REASON: extension.may_ask,
    Asked.SO_FAR: extension.may_ask,
    Asked.ANOTHER: _answer,
    Asked.NOT_EXTENDED: _answer,
    Asked.DEADLINE: _kept,
    Asked.DROP: _kept,
}
