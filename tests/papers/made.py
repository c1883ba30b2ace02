"""Requests as the papers get them: a deputy's, the mayor's, and one that has been through much."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from docx import Document

from bot.papers.form import Mark, approval_form
from bot.papers.letter import letter
from bot.rules.dates import HalfDay, Part, Span
from bot.rules.people import Official, Post
from bot.rules.requests import Answer, Confirmation, Request, StandIn, State, Step, StepState, Trip

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 24, 9, 31, tzinfo=ZONE)
GOVERNMENT = "格尔木市人民政府"
REGULATION = "格尔木市人民政府关于加强政府自身建设的若干规定"
MARK = Mark(seq=12, code="3fa91c07")
ZHANG = Official(
    id="jyj2",
    name="张建国",
    posts=(Post(title="市教育局副局长", rank="deputy", department="教育局"),),
)
TRIP = Trip(
    span=Span(HalfDay(date(2026, 12, 1), Part.MORNING), HalfDay(date(2026, 12, 3), Part.AFTERNOON)),
    place="西宁",
    reason="参加全省科技工作会议",
    inside_province=True,
    companions="科教科科长、驾驶员",
    phone="8021",
)


def step(title: str, state: StepState = StepState.AGREED, **more: Any) -> Step:
    """A step of one person, decided now unless it waits."""
    decided = state is not StepState.PENDING
    about: dict[str, Any] = {"round": 1, "stage": 0, "outside": False, **more}
    if decided:
        about |= {"decided_title": title, "decided_at": NOW}
    return Step(holder="x", holder_title=title, state=state, **about)


PLAIN = Request(
    number="A-0001",
    matter="leave",
    applicant="jyj2",
    applicant_title="张建国（市教育局副局长）",
    department="教育局",
    subject="",
    trip=TRIP,
    late=False,
    state=State.AGREED,
    round=1,
    article="第十七条",
    quote="各部门其他领导出差必须报请分管副市长批准",
    filed_at=NOW,
    steps=(step("李明（副市长）", opinion="注意安全，按时返回"),),
    stand_in=StandIn(official="jyj3", title="王芳（市教育局副局长）", answer=Answer.ACCEPTED),
    revision=2,
)
MAYOR = replace(
    PLAIN,
    applicant="sz",
    applicant_title="赵刚（市长）",
    department="",
    quote="市长出差按规定向州委、州政府和市委请假",
    stand_in=StandIn(official="fsz1", title="钱进（常务副市长）"),
    trip=replace(TRIP, place="北京", inside_province=False, reason="赴国家发展改革委汇报工作"),
    steps=(
        step("州委", outside=True, reference="西州办函〔2026〕12号"),
        step("州政府", outside=True, reference="西州府办函〔2026〕31号"),
        step("市委", StepState.PENDING, outside=True),
    ),
)
MUCH = replace(
    PLAIN,
    late=True,
    round=2,
    state=State.REPORTED,
    reported_on=date(2026, 12, 2),
    former=(TRIP,),
    trip=replace(
        TRIP,
        place="北京市海淀区中关村国家自主创新示范区展示中心",
        reason="参加全省科技工作会议并汇报重点实验室建设情况，" * 8,
        late_reason="会议通知11月23日下午才收到",
        change_reason="会期延长",
        excuse="省里会议不能请假",
        attends="王芳（市教育局副局长）",
        companions="科教科科长、办公室副主任、驾驶员、规划科科员",
    ),
    steps=(
        step("李明（副市长）", StepState.RETURNED, opinion="时间请调整，并附会议通知" * 4),
        step("李明（副市长）", StepState.FORWARDED, forwarded_to="钱进（常务副市长）", round=2),
        step(
            "钱进（常务副市长）（代赵刚（市长））",
            opinion="请按规定做好工作交接，" * 15,
            round=2,
            recorded_by="督查室主任",
            confirmation=Confirmation.CONFIRMED,
        ),
        step("市委组织部部长", StepState.PENDING, round=2),
    ),
)


def form_of(request: Request, name: str = "张建国", post: str = "市教育局副局长") -> bytes:
    """The form, as the handler makes it."""
    return approval_form(
        request,
        name=name,
        post=post,
        attached=("会议通知.pdf", "邀请函.jpg"),
        mark=MARK,
        government=GOVERNMENT,
        now=NOW,
    )


def letter_to(authority: str) -> bytes:
    """One of the mayor's letters."""
    return letter(
        MAYOR,
        authority,
        attached=("会议通知.pdf", "邀请函.jpg"),
        regulation=REGULATION,
        government=GOVERNMENT,
        now=NOW,
    )


def words_of(document: bytes) -> str:
    """All words of a Word document: body, tables and footer, a paragraph a line."""
    paper = Document(BytesIO(document))
    lines = [paragraph.text for paragraph in paper.paragraphs]
    for table in paper.tables:
        for row in table.rows:
            lines += list(dict.fromkeys(cell.text for cell in row.cells))
    lines += [paragraph.text for paragraph in paper.sections[0].footer.paragraphs]
    return "\n".join(lines)
