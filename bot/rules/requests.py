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
    TAKEN_BACK = "taken_back"  # 已收回: decided, then taken back by whoever decided
    REMOVED = "removed"  # 减签: taken out by whoever had added it
    VOID = "void"  # the request ended before this step was needed


class Verdict(StrEnum):
    """The decision words of official paper."""

    AGREE = "agree"  # 同意
    REFUSE = "refuse"  # 不同意
    RETURN = "return"  # 退回
    FORWARD = "forward"  # 请××审定


class StepKind(StrEnum):
    """What is asked of the holder of a step."""

    DECIDE = "decide"  # 审批
    SIGN = "sign"  # 加签: added by another holder; decides like him
    ADVISE = "advise"  # 委派: answers to whoever sent it, who then decides


class Need(StrEnum):
    """How many of a stage's steps must agree: data of the route."""

    ALL = "all"  # 会签
    ANY = "any"  # 或签


class Confirmation(StrEnum):
    """How a decision somebody else wrote down (电话先行, 代录) stands with its maker."""

    NONE = ""  # he decided himself
    ASKED = "asked"  # 请确认
    CONFIRMED = "confirmed"  # 已确认
    CONTESTED = "contested"  # 有异议


class Answer(StrEnum):
    """What somebody asked to stand in has answered."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class RemarkKind(StrEnum):
    """What may be noted on a request without deciding it."""

    ASK_MORE = "ask_more"  # 补充材料: asked by a holder
    SUPPLIED = "supplied"  # 补充: the applicant's answer
    COPIED = "copied"  # 抄送
    URGED = "urged"  # 催办 by the applicant
    RECONFIRMED = "reconfirmed"  # 照常出发


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
    change_reason: str = ""  # why it was changed so late, or on the way (变更)
    apart_reason: str = ""  # why both heads, or too many vice-mayors, are away at once
    excuse: str = ""  # why an executive meeting (常务会议) in these dates is missed
    attends: str = ""  # title of the one deputy who attends it instead


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Who holds the applicant's work while he is away (代主持), and what he answered."""

    official: str  # id
    title: str  # as on the day he was asked
    answer: Answer = Answer.ASKED
    at: datetime | None = None  # when he answered
    since: datetime | None = None  # when his cover began
    until: datetime | None = None  # when it ended

    @property
    def covers(self) -> bool:
        """Whether he acts for the applicant now."""
        return self.since is not None and self.until is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something noted on a request: who, when, to whom. `id` is 0 until it is stored."""

    id: int = 0
    kind: RemarkKind
    at: datetime
    by: str  # official's id
    by_title: str
    to: str = ""
    to_title: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One person's part in the chain. `id` is 0 until it is stored."""

    id: int = 0
    round: int
    stage: int
    moved_from: int = -1  # its stage in the route, where signers have moved it on since
    kind: StepKind = StepKind.DECIDE
    need: Need = Need.ALL
    holder: str  # official's id: the one person who may act on it now
    holder_title: str  # as on the day it was asked; 乙（代甲） while he acts for another
    acts_for: str = ""  # id of the absent official whose step this is (代)
    added_by: str = ""  # id of the holder who added it: 加签, 委派
    passed_by: int = 0  # id of the step that was passed on to it: 转呈
    outside: bool  # an authority: the office records its reply (代录)
    state: StepState
    decided_by: str = ""  # id of the person who tapped; for an authority the recording clerk
    decided_title: str = ""
    decided_at: datetime | None = None
    opinion: str = ""
    reference: str = ""  # 文号 of an outside reply
    forwarded_to: str = ""  # title
    recorded_by: str = ""  # title of whoever wrote down a spoken decision (电话先行, 代录)
    confirmation: Confirmation = Confirmation.NONE
    confirmed_at: datetime | None = None  # confirmed or contested
    asked_at: datetime | None = None  # since when it waits for its holder
    former: StepState | None = None  # TAKEN_BACK: what had been decided
    taken_back_at: datetime | None = None
    taken_back_why: str = ""

    @property
    def owner(self) -> str:
        """Id of the official whose step it is, whoever acts on it now."""
        return self.acts_for or self.holder

    @property
    def route_stage(self) -> int:
        """The stage of the route it sits in, however many signers were added before it."""
        return self.stage if self.moved_from < 0 else self.moved_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request with its chain. `number` is empty until it is stored.

    A change 变更 of an agreed trip is asked for in a round of its own: the request stays agreed
    and its dates stand until `proposed` takes the trip's place, which then joins `former`.
    """

    number: str = ""
    matter: str
    applicant: str
    applicant_title: str
    filed_by: str = ""  # title of whoever filed it for him (代填)
    department: str
    subject: str  # 事由行, with the name in it; written once at filing
    trip: Trip
    stand_in: StandIn | None = None
    proposed: Trip | None = None  # the change that waits for a decision
    proposed_at: datetime | None = None  # when it was asked for
    proposed_subject: str = ""  # the subject line once it stands
    dropped: Trip | None = None  # the last change asked for, if it was not agreed to
    former: tuple[Trip, ...] = ()  # what was agreed before, oldest first
    late: bool  # filed with less than the lead time
    state: State
    round: int  # 1; one more each time it is filed again
    article: str
    quote: str
    filed_at: datetime
    steps: tuple[Step, ...] = ()  # this round's and earlier ones', in order
    remarks: tuple[Remark, ...] = ()
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
    def open(self) -> bool:
        """Whether anything about it waits for a decision: the request itself, or a change."""
        return self.state is State.PENDING or self.proposed is not None

    @property
    def asked(self) -> Trip:
        """The trip a holder is asked about: the change that waits, else the request's own."""
        return self.proposed or self.trip

    @property
    def asked_at(self) -> datetime:
        """When what waits for a decision was asked for."""
        return self.proposed_at or self.filed_at

    @property
    def agreed_at(self) -> datetime | None:
        """When the last agreement that counts was given; None while none has been."""
        agreed = [s.decided_at for s in self.steps if s.state is StepState.AGREED and s.decided_at]
        return max(agreed, default=None)

    @property
    def early(self) -> bool:
        """Reported back before the last day asked for."""
        return self.reported_on is not None and self.reported_on < self.trip.span.end.day
