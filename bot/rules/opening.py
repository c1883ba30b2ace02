"""Opening 立项 (article 22): an item enters the ledger and is handed out 交办."""

from dataclasses import replace
from datetime import date, datetime

from bot.rules.city import City
from bot.rules.deadlines import deadline
from bot.rules.item_draft import ItemDraft
from bot.rules.item_refusal import DeadlineTooEarly, LeadMissing, StillOpen, TaskMissing
from bot.rules.item_ruling import ItemRuling, ItemView
from bot.rules.items import Item, ItemState, NoteKind, Role, Share
from bot.rules.ledger import kept_by, noted, ruled, to_all
from bot.rules.people import Official
from bot.rules.refusal import TextTooLong


def open_item(draft: ItemDraft, clerk: Official, city: City, now: datetime) -> ItemRuling:
    """The item of a draft, told to every unit that works on it.

    Raises NotKeeper, TaskMissing, LeadMissing, TextTooLong or DeadlineTooEarly.
    """
    kept_by(clerk)
    complete(draft, city)
    item = _item(draft, clerk, city, now)
    words = draft.deadline_reason
    item = noted(item, NoteKind.OPENED, clerk, clerk.title, now, words=words, day=item.deadline)
    detail = {"task": item.task, "lead": item.lead.unit, "deadline": str(item.deadline)}
    detail |= {"parent": item.parent} if item.parent else {}
    return ruled(item, NoteKind.OPENED, clerk, now, detail, to_all(item, ItemView.HANDED, city))


def complete(draft: ItemDraft, city: City) -> None:
    """Raises what is missing of it, or does not fit."""
    limit = city.policy.ledger.task_characters
    if not draft.task:
        raise TaskMissing
    if len(draft.task) > limit:
        raise TextTooLong(limit, len(draft.task))
    if not draft.lead:
        raise LeadMissing


def follows(parent: Item, draft: ItemDraft) -> ItemDraft:
    """续办: a new instruction after completion opens a child; both numbers are linked."""
    if parent.open:
        raise StillOpen(parent.number)
    return replace(
        draft,
        parent=parent.number,
        lead=draft.lead or parent.lead.unit,
        assists=draft.assists or tuple(share.unit for share in parent.assists),
        ordered_by=draft.ordered_by or parent.ordered_by,
    )


def deadline_of(draft: ItemDraft, city: City, today: date) -> date:
    """The day the office has set, else what the class says from the day of deployment."""
    deployed_on = draft.deployed_on or today
    if draft.deadline is None:
        return deadline(city.policy.item_classes[draft.item_class], deployed_on)
    if draft.deadline < deployed_on:
        raise DeadlineTooEarly(deployed_on)
    return draft.deadline


def _item(draft: ItemDraft, clerk: Official, city: City, now: datetime) -> Item:
    deployed_on = draft.deployed_on or now.date()
    leader = city.roster.officials.get(draft.ordered_by)
    assists = dict.fromkeys(unit for unit in draft.assists if unit != draft.lead)
    return Item(
        own_number=draft.own_number,
        year=deployed_on.year,
        source_kind=draft.source_kind or city.policy.ledger.source_kinds[-1],
        source=draft.source,
        task=draft.task,
        item_class=draft.item_class,
        deployed_on=deployed_on,
        deadline=deadline_of(draft, city, now.date()),
        ordered_by=draft.ordered_by,
        ordered_title=leader.title if leader else "",
        responsible=draft.responsible,
        state=ItemState.OPEN,
        shares=(
            Share(unit=draft.lead, role=Role.LEAD),
            *(Share(unit=unit, role=Role.ASSIST) for unit in assists),
        ),
        parent=draft.parent,
        carried=draft.carried,
        opened_at=now,
        opened_title=clerk.title,
    )
