"""Extension 延期: asked for before expiry only; the answer carries a date, and each is counted."""

from dataclasses import replace
from datetime import date, datetime

from bot.rules.city import City
from bot.rules.item_refusal import Expired, ExtensionWaits, NoExtension, NotLater, NotRecogniser
from bot.rules.item_ruling import ItemLetter, ItemRuling, ItemView
from bot.rules.items import Extension, Item, NoteKind
from bot.rules.ledger import being_worked_on, led_by, noted, ruled, said, still_open, to_unit
from bot.rules.people import Official
from bot.rules.ruling import OFFICE


def ask(
    item: Item,
    by: Official,
    until: date,
    reason: str,
    progress: str,
    city: City,
    now: datetime,
) -> ItemRuling:
    """申请延期, by the lead, with the new date, the reason and how far it has come."""
    may_ask(item, by, city, now)
    later(item, until)
    said(item, reason)
    said(item, progress)
    title = city.title(by, item.lead.unit)
    asked = Extension(
        asked_by=by.id,
        asked_title=title,
        asked_at=now,
        was=item.deadline,
        until=until,
        reason=reason,
        progress=progress,
    )
    item = replace(item, extensions=(*item.extensions, asked))
    words = f"{reason}；{progress}"
    item = noted(item, NoteKind.EXTENSION_ASKED, by, title, now, item.lead.unit, words, until)
    detail = {"until": str(until), "reason": reason, "progress": progress}
    return ruled(item, NoteKind.EXTENSION_ASKED, by, now, detail, _to_answerer(item, city))


def may_ask(item: Item, by: Official, city: City, now: datetime) -> None:
    """Raises what stands in the way of asking; looked at before anything is asked for."""
    being_worked_on(item)
    led_by(item, by, city)
    if now.date() > item.deadline:
        raise Expired(item.number, item.deadline)
    if item.extension:
        raise ExtensionWaits(item.number)


def later(item: Item, until: date) -> None:
    """Raises NotLater unless the day is after the deadline that stands."""
    if until <= item.deadline:
        raise NotLater(item.number, item.deadline)


def grant(item: Item, by: Official, until: date, city: City, now: datetime) -> ItemRuling:
    """同意延期, until the day asked for or another one: an answer always carries a date."""
    extension, title = may_answer(item, by, city)
    later(item, until)
    item = replace(_answered(item, extension, title, now, until), deadline=until)
    item = noted(item, NoteKind.EXTENDED, by, title, now, day=until)
    letters = to_unit(item.lead.unit, ItemView.EXTENDED, city, besides=by)
    return ruled(item, NoteKind.EXTENDED, by, now, {"until": str(until)}, letters)


def refuse(item: Item, by: Official, reason: str, city: City, now: datetime) -> ItemRuling:
    """不同意延期, with the reason: the deadline that stands is the date."""
    extension, title = may_answer(item, by, city)
    said(item, reason)
    item = _answered(item, extension, title, now, None)
    item = noted(item, NoteKind.NOT_EXTENDED, by, title, now, words=reason, day=item.deadline)
    letters = to_unit(item.lead.unit, ItemView.NOT_EXTENDED, city, besides=by)
    return ruled(item, NoteKind.NOT_EXTENDED, by, now, {"reason": reason}, letters)


def may_answer(item: Item, by: Official, city: City) -> tuple[Extension, str]:
    """The extension he is asked about, and how he signs; raises NoExtension or NotRecogniser."""
    still_open(item)
    if item.extension is None:
        raise NoExtension(item.number)
    if not answers(item, by, city):
        raise NotRecogniser(item.number, item.ordered_title)
    return item.extension, city.title_for(by, item.ordered_by) if item.ordered_by else by.title


def answers(item: Item, by: Official, city: City) -> bool:
    """Whether an extension is his to answer: the ordering leader's, without one the office's."""
    if item.ordered_by:
        return city.acting(item.ordered_by) == by
    return by.holds("office")


def _answered(
    item: Item, extension: Extension, title: str, now: datetime, granted: date | None
) -> Item:
    done = replace(extension, answered_title=title, answered_at=now, granted=granted)
    return replace(item, extensions=(*item.extensions[:-1], done))


def _to_answerer(item: Item, city: City) -> tuple[ItemLetter, ...]:
    leader = city.acting(item.ordered_by) if item.ordered_by else None
    return (ItemLetter(to=leader.id if leader else OFFICE, view=ItemView.EXTEND),)
