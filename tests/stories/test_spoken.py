"""电话先行 and 代录: said by phone, written down by somebody else, confirmed or contested."""

from typing import Any

from tests.stories.scenes import MORNING, decisions, files
from tests.stories.town import DEPUTY, VICE_MAYOR, Town

EXECUTIVE = "fsz1"


async def oral(person: Any, card: Any, how: str = "刚才电话") -> Any:
    """The applicant writes down his superior's spoken consent."""
    await person.tap(card, "已口头同意")
    await person.sees_change(card, "分管科教文卫副市长何时、怎样同意 A-0001？")
    assert card.labels == ["刚才电话", "当面", "返回"]
    told = await person.tap(card, how)
    assert told == "已记录 A-0001：分管科教文卫副市长同意，已请其本人确认"
    return await person.sees("请假 A-0001 已同意", "刚才电话，市教育局副局长甲代录", "待本人确认")


async def test_an_oral_consent_is_written_down_and_confirmed(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    mine = await files(deputy)
    assert "已口头同意" in mine.labels
    await oral(deputy, mine)
    card = await vice_mayor.sees("请确认您的口头意见“同意”", "A-0001", "刚才电话", MORNING)
    assert card.labels == ["确认", "有异议"]
    assert await vice_mayor.tap(card, "确认") == "已确认 A-0001，谢谢"
    await vice_mayor.sees_change(card, "您已确认（同意）", "本人已确认")
    assert card.labels == ["收回"]
    await deputy.sees("请假 A-0001 已同意", "本人已确认")
    await here.quiet()
    assert await decisions(here) == 1
    assert len(vice_mayor.cards) == 2  # please decide, please confirm
