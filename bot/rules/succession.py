"""Succession 接任: items belong to posts; whoever sits there now has what was his predecessor's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.rules.city import City
from bot.rules.item_ruling import ItemLetter, ItemRuling, ItemView
from bot.rules.items import Item, ItemState, Note, NoteKind
from bot.rules.people import Official, Roster
from bot.rules.ruling import Entry


def heir(old: Official, roster: Roster) -> Official | None:
    """Who has a post of the same title now; None where nobody has, or he himself still does."""
    titles = [post.title for post in old.posts]
    now = roster.officials.get(old.id)
    if now and any(post.title in titles for post in now.posts):
        return None
    found = (o for o in roster.officials.values() if any(p.title in titles for p in o.posts))
    return next(found, None)


def succeed(item: Item, old: Official, new: Official, now: datetime) -> ItemRuling:
    """What was one person's of an item is his successor's: the order, the key, the sub-tasks."""
    tasks = tuple(
        replace(task, owner=new.id, owner_title=new.title)
        if task.owner == old.id and task.done_at is None
        else task
        for task in item.tasks
    )
    sign_offs = tuple(
        replace(one, recogniser=new.id)
        if one.recogniser == old.id and one.recognised_at is None
        else one
        for one in item.sign_offs
    )
    ordered = item.ordered_by == old.id
    after = replace(
        item,
        tasks=tasks,
        sign_offs=sign_offs,
        ordered_by=new.id if ordered else item.ordered_by,
        ordered_title=new.title if ordered else item.ordered_title,
    )
    note = Note(kind=NoteKind.HANDED_OVER, at=now, by="", by_title=new.title, words=old.title)
    entry = Entry(
        act=f"item_{NoteKind.HANDED_OVER}",
        at=now,
        actor="",
        subject=item.number,
        detail={"from": old.title, "to": new.title},
    )
    after = replace(after, notes=(*after.notes, note))
    return ItemRuling(item=after, entry=entry, letters=tuple(_letters(item, after, new)))


def _letters(was: Item, item: Item, new: Official) -> Iterator[ItemLetter]:
    """What waits for him at once; of the rest he reads in his list."""
    if item.state is ItemState.CHECKED and item.sign_offs != was.sign_offs:
        yield ItemLetter(to=new.id, view=ItemView.RECOGNISE)
    elif item.extension and item.ordered_by != was.ordered_by:
        yield ItemLetter(to=new.id, view=ItemView.EXTEND)
    elif item.tasks != was.tasks:
        yield ItemLetter(to=new.id, view=ItemView.TASK)


def moved(
    unit: str, before: City, after: City
) -> tuple[tuple[Official, ...], tuple[Official, ...]]:
    """Who works for a unit now and did not before; who did, is still in office, and no more."""
    had = {worker.id for worker in before.workers(unit)}
    have = {worker.id for worker in after.workers(unit)}
    people = after.roster.officials
    came = tuple(people[id_] for id_ in people if id_ in have - had)
    return came, tuple(people[id_] for id_ in people if id_ in had - have)
