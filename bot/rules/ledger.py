"""The ledger 台账 (articles 8 and 22): what is done with an item while it is worked on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.rules.city import City
from bot.rules.item_refusal import (
    AlreadyReceived,
    DeadlineTooEarly,
    ItemClosed,
    NotAssisting,
    NothingSaid,
    NotKeeper,
    NotLead,
    NotOnItem,
    PartSigned,
    SignOffWaits,
    TaskFinished,
)
from bot.rules.item_ruling import ItemLetter, ItemRuling, ItemView
from bot.rules.items import Item, ItemState, Note, NoteKind, Share, Task
from bot.rules.people import Official
from bot.rules.ruling import Entry
from bot.rules.standing import Relation, standing, units_of

ABOVE = (Relation.OFFICE, Relation.ORDERED, Relation.SUPERVISOR, Relation.MAYOR)
WORKS = (Relation.LEAD, Relation.ASSIST, Relation.OWNER)


def receive(item: Item, by: Official, city: City, now: datetime) -> ItemRuling:
    """签收, for every unit of the item he acts for; raises AlreadyReceived."""
    being_worked_on(item)
    units = his_units(item, by, city)
    shares = [share for share in item.shares if share.unit in units]
    if all(share.received_at for share in shares):
        raise AlreadyReceived(item.number, shares[0].received_by, shares[0].received_at)
    for unit in (share.unit for share in shares if share.received_at is None):
        item = _signed_for(item, unit, city.title(by, unit), now)
        item = noted(item, NoteKind.RECEIVED, by, city.title(by, unit), now, unit=unit)
    return ruled(item, NoteKind.RECEIVED, by, now, {"units": list(units)})


def progress(item: Item, by: Official, words: str, city: City, now: datetime) -> ItemRuling:
    """反馈: a line of the timeline. Who reports has evidently received it."""
    being_worked_on(item)
    unit = _unit_or_task(item, by, city)
    title = city.title(by, unit)
    item = noted(_received(item, unit, title, now), NoteKind.PROGRESS, by, title, now, unit, words)
    return ruled(item, NoteKind.PROGRESS, by, now, {"unit": unit, "words": words})


def remark(item: Item, by: Official, words: str, city: City, now: datetime) -> ItemRuling:
    """批注: a leader's or the office's word on an item in hand; the lead is told."""
    still_open(item)
    if standing(item, by, city).isdisjoint(ABOVE):
        raise NotOnItem(item.number)
    said(item, words)
    item = noted(item, NoteKind.REMARK, by, by.title, now, words=words)
    told = to_unit(item.lead.unit, ItemView.REMARK, city, besides=by)
    return ruled(item, NoteKind.REMARK, by, now, {"words": words}, told)


def part_done(item: Item, by: Official, words: str, city: City, now: datetime) -> ItemRuling:
    """An assisting unit signs its own part; with the last one the lead is told it may ask."""
    being_worked_on(item)
    share = _own_part(item, by, city)
    said(item, words)
    title = city.title(by, share.unit)
    item = _received(item, share.unit, title, now)
    item = _shared(item, share.unit, done_by=title, done_at=now)
    item = noted(item, NoteKind.PART_DONE, by, title, now, share.unit, words)
    told = () if item.missing else to_unit(item.lead.unit, ItemView.PARTS_DONE, city, besides=by)
    return ruled(item, NoteKind.PART_DONE, by, now, {"unit": share.unit, "words": words}, told)


def split(item: Item, by: Official, tasks: Sequence[Task], city: City, now: datetime) -> ItemRuling:
    """分解: the lead adds sub-tasks with owners and dates; each owner is told."""
    being_worked_on(item)
    led_by(item, by, city)
    title = city.title(by, item.lead.unit)
    item = _received(replace(item, tasks=(*item.tasks, *tasks)), item.lead.unit, title, now)
    words = "；".join(f"{task.what}（{task.owner_title}）" for task in tasks)
    item = noted(item, NoteKind.SPLIT, by, title, now, item.lead.unit, words)
    owners = dict.fromkeys(task.owner for task in tasks if task.owner != by.id)
    letters = tuple(ItemLetter(to=owner, view=ItemView.TASK) for owner in owners)
    return ruled(item, NoteKind.SPLIT, by, now, {"tasks": [t.what for t in tasks]}, letters)


def task_done(item: Item, by: Official, task_id: int, city: City, now: datetime) -> ItemRuling:
    """A sub-task is finished: says its owner, or the lead."""
    being_worked_on(item)
    task = next((task for task in item.tasks if task.id == task_id), None)
    if task is None or not _may_finish(item, task, by, city):
        raise NotOnItem(item.number)
    if task.done_at:
        raise TaskFinished(item.number, task.what)
    title = city.title_for(by, task.owner) if task.owner in _ids(by, city) else by.title
    done = replace(task, done_by=title, done_at=now)
    item = replace(item, tasks=tuple(done if t is task else t for t in item.tasks))
    item = noted(item, NoteKind.TASK_DONE, by, title, now, words=task.what)
    return ruled(item, NoteKind.TASK_DONE, by, now, {"task": task.what})


def set_deadline(
    item: Item, by: Official, day: date, reason: str, city: City, now: datetime
) -> ItemRuling:
    """The office moves a deadline, with its reason; everybody who works on it is told."""
    kept_by(by)
    still_open(item)
    if day < item.deployed_on:
        raise DeadlineTooEarly(item.deployed_on)
    said(item, reason)
    detail = {"was": str(item.deadline), "deadline": str(day), "reason": reason}
    item = replace(item, deadline=day)
    item = noted(item, NoteKind.DEADLINE, by, by.title, now, words=reason, day=day)
    told = to_all(item, ItemView.DEADLINE, city, besides=by)
    return ruled(item, NoteKind.DEADLINE, by, now, detail, told)


def drop(item: Item, by: Official, reason: str, city: City, now: datetime) -> ItemRuling:
    """作废: opened by mistake. Its number is never used again."""
    kept_by(by)
    still_open(item)
    said(item, reason)
    item = replace(item, state=ItemState.DROPPED, closed_at=now)
    item = noted(item, NoteKind.DROPPED, by, by.title, now, words=reason)
    told = to_all(item, ItemView.DROPPED, city, besides=by)
    return ruled(item, NoteKind.DROPPED, by, now, {"reason": reason}, told)


# what may stand in the way


def still_open(item: Item) -> None:
    """Raises ItemClosed."""
    if not item.open:
        raise ItemClosed(item.number, item.state, item.closed_at)


def being_worked_on(item: Item) -> None:
    """Raises ItemClosed, or SignOffWaits while a key is asked for."""
    still_open(item)
    if item.state is not ItemState.OPEN:
        raise SignOffWaits(item.number, item.sign_off.asked_at if item.sign_off else None)


def kept_by(by: Official) -> None:
    """Raises NotKeeper for anybody but the office."""
    if not by.holds("office"):
        raise NotKeeper


def led_by(item: Item, by: Official, city: City) -> None:
    """Raises NotLead for anybody but the lead unit."""
    if Relation.LEAD not in standing(item, by, city):
        raise NotLead(item.number, item.lead.unit)


def said(item: Item, words: str) -> None:
    """Raises NothingSaid."""
    if not words:
        raise NothingSaid(item.number)


def his_units(item: Item, by: Official, city: City) -> tuple[str, ...]:
    """The units of the item he acts for; raises NotOnItem."""
    units = units_of(item, by, city)
    if not units:
        raise NotOnItem(item.number)
    return units


# what every act is made of


def noted(
    item: Item,
    kind: NoteKind,
    by: Official,
    title: str,
    now: datetime,
    unit: str = "",
    words: str = "",
    day: date | None = None,
) -> Item:
    """The item with one more line of its timeline."""
    note = Note(kind=kind, at=now, by=by.id, by_title=title, unit=unit, words=words, day=day)
    return replace(item, notes=(*item.notes, note))


def ruled(
    item: Item,
    act: NoteKind,
    by: Official,
    now: datetime,
    detail: Mapping[str, object] | None = None,
    letters: Iterable[ItemLetter] = (),
) -> ItemRuling:
    """The ruling with its line for the journal."""
    entry = Entry(
        act=f"item_{act}", at=now, actor=by.id, subject=item.number, detail=dict(detail or {})
    )
    return ItemRuling(item=item, entry=entry, letters=tuple(letters))


def to_unit(
    unit: str, view: ItemView, city: City, besides: Official | None = None
) -> tuple[ItemLetter, ...]:
    """A letter to each who gets a unit's cards; who has acted himself needs none."""
    workers = (worker for worker in city.workers(unit) if worker != besides)
    return tuple(ItemLetter(to=worker.id, view=view) for worker in workers)


def to_all(
    item: Item, view: ItemView, city: City, besides: Official | None = None
) -> tuple[ItemLetter, ...]:
    """A letter to each who gets the cards of any unit of the item, one each."""
    letters = (letter for s in item.shares for letter in to_unit(s.unit, view, city, besides))
    return tuple(dict.fromkeys(letters))


def _unit_or_task(item: Item, by: Official, city: City) -> str:
    """The unit he reports for; none where he only owns a sub-task."""
    units = units_of(item, by, city)
    if not units and Relation.OWNER not in standing(item, by, city):
        raise NotOnItem(item.number)
    return units[0] if units else ""


def _own_part(item: Item, by: Official, city: City) -> Share:
    units = his_units(item, by, city)
    shares = [share for share in item.assists if share.unit in units]
    open_ones = [share for share in shares if share.done_at is None]
    if not shares:
        raise NotAssisting(item.number)
    if not open_ones:
        raise PartSigned(item.number, shares[0].done_by, shares[0].done_at)
    return open_ones[0]


def _may_finish(item: Item, task: Task, by: Official, city: City) -> bool:
    return task.owner in _ids(by, city) or Relation.LEAD in standing(item, by, city)


def _ids(by: Official, city: City) -> set[str]:
    return {person.id for person in city.speaks_for(by)}


def _received(item: Item, unit: str, title: str, now: datetime) -> Item:
    share = item.share_of(unit)
    return item if share is None or share.received_at else _signed_for(item, unit, title, now)


def _signed_for(item: Item, unit: str, title: str, now: datetime) -> Item:
    return _shared(item, unit, received_by=title, received_at=now)


def _shared(item: Item, unit: str, **changes: object) -> Item:
    shares = tuple(
        replace(share, **changes) if share.unit == unit else share  # type: ignore[arg-type]
        for share in item.shares
    )
    return replace(item, shares=shares)
