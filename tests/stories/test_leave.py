"""One leave request, from the words typed to the trip's end."""

from tests.stories.town import DEPUTY, VICE_MAYOR, Town

LINE = "请假 12月1日至12月3日 西宁 参加全省科技工作会议"


async def test_a_deputy_asks_and_the_supervising_vice_mayor_agrees(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await deputy.say(LINE)
    preview = await deputy.sees("请核对请假单", "西宁", "共3天", "第十七条")
    assert preview.labels == ["提交", "修改", "取消"]
    assert "A-0001" in await deputy.tap(preview, "提交")
    await deputy.sees_change(preview, "已提交", "A-0001")

    card = await vice_mayor.sees("请审批", "A-0001", "参加全省科技工作会议")
    assert card.labels == ["同意", "不同意", "退回", "转呈", "更多"]
    assert "已同意" in await vice_mayor.tap(card, "同意")
    await vice_mayor.sees_change(card, "您已处理", "同意，2026年11月24日（周二）上午9:00")
    assert card.labels == ["收回"]
    await deputy.sees("请假 A-0001 已同意")
    assert await here.chain_holds()
