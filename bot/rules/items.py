"""An item 事项 of the 710 ledger (articles 8 and 22): what is to be done, by whom, until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class ItemState(StrEnum):
    """How an item stands. Overdue is read off its deadline, never stored."""

    OPEN = "open"  # 办理中
    ASKED = "asked"  # 申请销号: the office checks (核验)
    CHECKED = "checked"  # 已核验: the ordering leader recognises (认可)
    STRUCK = "struck"  # 已销号
    DROPPED = "dropped"  # 作废: opened by mistake


class Role(StrEnum):
    """What a unit has to do with an item."""

    LEAD = "lead"  # 牵头
    ASSIST = "assist"  # 配合


class NoteKind(StrEnum):
    """What a line of the timeline 进展 records."""

    OPENED = "opened"  # 立项
    RECEIVED = "received"  # 签收
    PROGRESS = "progress"  # 反馈
    REMARK = "remark"  # 批注: a leader's or the office's word
    PART_DONE = "part_done"  # 配合单位办结
    SPLIT = "split"  # 分解
    TASK_DONE = "task_done"  # 分解任务办结
    ASKED = "asked"  # 申请销号
    CHECKED = "checked"  # 核验
    RECOGNISED = "recognised"  # 认可销号
    REDO = "redo"  # 退回重办
    PASSED_ON = "passed_on"  # 转领导审定
    EXTENSION_ASKED = "extension_asked"  # 申请延期
    EXTENDED = "extended"  # 同意延期
    NOT_EXTENDED = "not_extended"  # 不同意延期
    DEADLINE = "deadline"  # 时限调整
    CHILD = "child"  # 又有新指示, 另立一项
    SLIP = "slip"  # 督办单
    DROPPED = "dropped"  # 作废
    HANDED_OVER = "handed_over"  # 承办人、交办领导变动


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One unit's part in an item. It belongs to the unit: whoever sits there answers for it."""

    unit: str  # department, as the roster names it
    role: Role
    received_by: str = ""  # title
    received_at: datetime | None = None
    done_by: str = ""  # title; an assisting unit has signed its part
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A sub-task 分解任务. `id` is 0 until it is stored."""

    id: int = 0
    what: str
    owner: str  # official's id
    owner_title: str
    due_on: date
    done_by: str = ""  # title
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line of the timeline; never changed. `id` is 0 until it is stored."""

    id: int = 0
    kind: NoteKind
    at: datetime
    by: str  # official's id, "" for the clock
    by_title: str  # 乙（代甲） where one acted for another
    unit: str = ""
    words: str = ""
    day: date | None = None  # the new deadline, asked for or set


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """销号: asked once, with two keys, each who and when. `id` is 0 until it is stored."""

    id: int = 0
    asked_by: str  # official's id
    asked_title: str
    asked_at: datetime
    words: str
    checked_by: str = ""  # official's id: the office's key (核验)
    checked_title: str = ""
    checked_at: datetime | None = None
    recogniser: str = ""  # id of the leader whose key it is (认可); "": the office alone
    recognised_title: str = ""  # 乙（代甲） where one acted for another
    recognised_at: datetime | None = None
    sent_back_at: datetime | None = None  # 退回重办


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """申请延期. `id` is 0 until it is stored."""

    id: int = 0
    asked_by: str  # official's id
    asked_title: str
    asked_at: datetime
    was: date  # the deadline it asks to move
    until: date  # the new one asked for
    reason: str
    progress: str
    answered_title: str = ""
    answered_at: datetime | None = None
    granted: date | None = None  # the new deadline; None: refused, or not answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item with its shares, tasks and timeline. `number` is empty until it is stored."""

    number: str = ""  # T-0001, never used again
    own_number: str = ""  # 编号 in the office's own ledger
    year: int
    source_kind: str  # 来源类别: 政府工作报告 / 会议 / 批示 / 临时交办
    source: str = ""  # 来源文号, 会议 or 批示人
    task: str  # 事项
    item_class: str  # 7 / 1 / 0: a code of the policy
    deployed_on: date  # 部署日
    deadline: date  # 时限
    ordered_by: str = ""  # id of the ordering leader 交办领导; "": the office alone signs off
    ordered_title: str = ""
    responsible: str = ""  # 责任人, as written
    state: ItemState
    shares: tuple[Share, ...]  # the lead first
    tasks: tuple[Task, ...] = ()
    notes: tuple[Note, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    extensions: tuple[Extension, ...] = ()
    parent: str = ""  # number of the item a new instruction followed
    carried: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # see rules/columns.py
    opened_at: datetime
    opened_title: str  # of the clerk
    closed_at: datetime | None = None
    nudge_at: datetime | None = None  # when the clock should look at it next
    revision: int = 0  # which writing of it this is; 0: not stored yet

    @property
    def lead(self) -> Share:
        return self.shares[0]

    @property
    def assists(self) -> tuple[Share, ...]:
        return self.shares[1:]

    @property
    def open(self) -> bool:
        """Whether anything is left to do."""
        return self.closed_at is None

    @property
    def missing(self) -> tuple[str, ...]:
        """Assisting units that have not signed their part."""
        return tuple(share.unit for share in self.assists if share.done_at is None)

    @property
    def unfinished(self) -> tuple[Task, ...]:
        """Sub-tasks nobody has finished."""
        return tuple(task for task in self.tasks if task.done_at is None)

    @property
    def sign_off(self) -> SignOff | None:
        """The sign-off that waits for a key, or was given last."""
        return self.sign_offs[-1] if self.sign_offs else None

    @property
    def extension(self) -> Extension | None:
        """The extension that waits for an answer."""
        last = self.extensions[-1] if self.extensions else None
        return last if last and last.answered_at is None else None

    @property
    def extended(self) -> int:
        """How many times its deadline was put off."""
        return sum(one.granted is not None for one in self.extensions)

    def share_of(self, unit: str) -> Share | None:
        return next((share for share in self.shares if share.unit == unit), None)

    def overdue(self, today: date) -> int:
        """By how many days the deadline has passed; 0 if it has not, or all is done."""
        return max((today - self.deadline).days, 0) if self.open else 0
