"""What happens in nearly every story: a line is typed, shown back and filed."""

from typing import Any

from tests.stories.town import Town

LINE = "请假 12月1日至12月3日 西宁 参加全省科技工作会议"
MORNING = "11月24日（周二）上午9:00"  # when every story begins
UNDO = "，一分钟内可点“收回”撤销"  # behind every decision that may still be undone
AGREED = "已同意 A-0001" + UNDO


async def previews(person: Any, line: str = LINE, stand_in: str = "") -> Any:
    """The line shown back; where a stand-in is asked for, his title or the first is tapped."""
    said = await person.say(line)
    card = await person.sees("地点：", after=said)
    if "谁代主持工作" in card.text:
        await person.tap(card, stand_in or card.labels[0])
        await person.sees_change(card, "请核对请假单")
    assert "请核对请假单" in card.text, person.transcript()
    return card


async def files(person: Any, line: str = LINE, stand_in: str = "") -> Any:
    """File this line as it was understood; the applicant's card, as he sees it then."""
    preview = await previews(person, line, stand_in)
    assert "已提交" in await person.tap(preview, "提交")
    return await person.sees_change(preview, "已提交，待审批")


async def agreed(asker: Any, decider: Any, line: str = LINE, stand_in: str = "") -> tuple[Any, Any]:
    """A trip asked for and agreed: the applicant's card of the outcome, the approver's card."""
    mine = await files(asker, line, stand_in)
    card = await decider.sees("请审批")
    await decider.tap(card, "同意")
    outcome = await asker.sees("请假 A-0001 已同意", after=mine)
    await decider.sees_change(card, "您已处理")
    return outcome, card


async def decisions(here: Town) -> int:
    """How many verdicts the journal holds."""
    return sum(act == "decide" for act, _ in await here.journal())
