"""A request 请示: what is asked, the chain it goes up, and how it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.dates import Span


class State(StrEnum):
    """How a request stands. `out` and `overdue` are read off the dates, never stored."""

    PENDING = "pending"  # 待审批
    RETURNED = "returned"  # 退回修改
    REFUSED = "refused"  # 不同意
    WITHDRAWN = "withdrawn"  # 已撤回
    AGREED = "agreed"  # 已同意
    CANCELLED = "cancelled"  # 已取消出行
    REPORTED = "reported"  # 已销假


class StepState(StrEnum):
    """How one step 环节 of the chain stands."""

    LATER = "later"  # an earlier stage is not through yet
    PENDING = "pending"
    AGREED = "agreed"
    REFUSED = "refused"
    RETURNED = "returned"
    FORWARDED = "forwarded"
    VOID = "void"  # the request ended before this step was needed


class Verdict(StrEnum):
    """The decision words of official paper."""

    AGREE = "agree"  # 同意
    REFUSE = "refuse"  # 不同意
    RETURN = "return"  # 退回
    FORWARD = "forward"  # 请××审定


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """The form 请假单 of one trip, checked."""

    span: Span
    place: str
    reason: str
    inside_province: bool | None = None  # 省内 / 省外; None: not said
    companions: str = ""  # 随行人员
    phone: str = ""
    late_reason: str = ""  # why it is filed after the lead time


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One person's part in the chain. `id` is 0 until it is stored."""

    id: int = 0
    round: int
    stage: int
    holder: str  # official's id
    holder_title: str  # as on the day it was asked
    outside: bool  # an authority: the office records its reply (代录)
    state: StepState
    decided_by: str = ""  # id of the person who tapped; for an authority the recording clerk
    decided_title: str = ""
    decided_at: datetime | None = None
    opinion: str = ""
    reference: str = ""  # 文号 of an outside reply
    forwarded_to: str = ""  # title


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request with its chain. `number` is empty until it is stored."""

    number: str = ""
    matter: str
    applicant: str
    applicant_title: str
    department: str
    subject: str  # 事由行, with the name in it; written once at filing
    trip: Trip
    late: bool  # filed with less than the lead time
    state: State
    round: int  # 1; one more each time it is filed again
    article: str
    quote: str
    filed_at: datetime
    steps: tuple[Step, ...] = ()  # this round's and earlier ones', in order
    closed_at: datetime | None = None  # refused, withdrawn, cancelled or reported back
    reported_on: date | None = None
    nudge_at: datetime | None = None  # when the clock should look at it next
    revision: int = 0  # which writing of it this is; 0: not stored yet

    @property
    def current(self) -> tuple[Step, ...]:
        """The steps of this round."""
        return tuple(step for step in self.steps if step.round == self.round)

    @property
    def waiting(self) -> tuple[Step, ...]:
        """The steps somebody must act on now."""
        return tuple(step for step in self.current if step.state is StepState.PENDING)

    @property
    def early(self) -> bool:
        """Reported back before the last day asked for."""
        return self.reported_on is not None and self.reported_on < self.trip.span.end.day
