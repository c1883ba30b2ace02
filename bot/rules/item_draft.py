"""A draft 拟立项 of an item: what the office has said so far, by form, line, file or minute."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDraft:
    """Everything an item is opened with; what is empty is still to be asked, or is not needed."""

    own_number: str = ""  # 编号 in the office's own ledger
    source_kind: str = ""  # 来源类别: one of the policy's
    source: str = ""  # 来源文号, 会议 or 批示人
    task: str = ""  # 事项
    item_class: str = ""  # 7 / 1 / 0
    deployed_on: date | None = None  # 部署日; None: today
    deadline: date | None = None  # 时限; None: as the class says
    deadline_reason: str = ""  # why it is not what the class says
    ordered_by: str = ""  # id of the ordering leader 交办领导
    lead: str = ""  # unit, as the roster names it
    assists: tuple[str, ...] = ()  # units
    responsible: str = ""  # 责任人, as written
    parent: str = ""  # number of the struck item a new instruction follows
    carried: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # see rules/columns.py
