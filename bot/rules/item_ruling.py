"""A ruling 裁定 about an item of the ledger: how it stands now, whom to tell, what to journal."""

from dataclasses import dataclass
from enum import StrEnum

from bot.rules.items import Item
from bot.rules.ruling import Entry


class ItemView(StrEnum):
    """Why somebody is shown an item; what he may do with it hangs on his standing alone."""

    SEEN = "item_seen"  # he asked to see it
    HANDED = "item_handed"  # a unit that works on it: new
    TASK = "item_task"  # the owner of a sub-task
    REMARK = "item_remark"  # the lead: a leader or the office has a word to say
    PARTS_DONE = "item_parts_done"  # the lead: every assisting unit has signed its part
    CHECK = "item_check"  # the office: sign-off asked for (核验)
    RECOGNISE = "item_recognise"  # the leader: please recognise (认可)
    REDO = "item_redo"  # the lead: sent back (退回重办)
    STRUCK = "item_struck"  # those who worked on it: signed off
    EXTEND = "item_extend"  # whoever answers: an extension is asked for
    EXTENDED = "item_extended"  # the lead: granted, with the date
    NOT_EXTENDED = "item_not_extended"  # the lead: not granted
    DEADLINE = "item_deadline"  # those who work on it: the office has moved the deadline
    DROPPED = "item_dropped"  # those who worked on it: opened by mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLetter:
    """A new card 通知 about an item; earlier cards are brought up to date without one."""

    to: str  # official's id, or OFFICE
    view: ItemView

    def key(self, item: Item, recipient: str) -> str:
        """Names the letter once for ever: a revision is written once, and so are its letters."""
        return f"{item.number}.{item.revision}.{self.view}.{recipient}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRuling:
    """The item as it now stands, the letters it causes and the journal's entry."""

    item: Item
    entry: Entry
    letters: tuple[ItemLetter, ...] = ()
