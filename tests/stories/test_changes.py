"""变更: an agreed trip is extended, shortened, moved or goes elsewhere; called off, or home early."""

from typing import Any

import pytest

from tests.stories.scenes import agreed, decisions
from tests.stories.town import DEPUTY, MAYOR, OFFICE, OTHER_DEPUTY, PRINCIPAL, VICE_MAYOR, Town

OLD = "12月1日（周二）上午 至 12月3日（周四）下午"
LONGER = "12月1日（周二）上午 至 12月5日（周六）下午"
SHORTER = "12月1日（周二）上午 至 12月2日（周三）下午"


async def previews(person: Any, line: str) -> Any:
    """The preview of a change typed in one line."""
    said = await person.say(line)
    return await person.sees("请核对变更", after=said)


async def proposes(person: Any, line: str, why: str = "") -> Any:
    """File a change that must be agreed to; the form's card, now the applicant's own."""
    if why:
        said = await person.say(line)
        asked = await person.sees("请说明变更原因", after=said)
        await person.tap(asked, why)
        form = await person.sees_change(asked, "请核对变更", "需重新审批")
    else:
        form = await previews(person, line)
    assert "待审批" in await person.tap(form, "提交变更")
    return await person.sees_change(form, "变更待审批，同意前仍按原行程")


# 延长 longer


async def test_extended_before_departure_it_is_agreed_to_again(here: Town) -> None:
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    outcome, card = await agreed(deputy, vice_mayor)
    assert "变更" in outcome.labels
    form = await previews(deputy, "变更 A-0001 12月1日至12月5日")
    assert f"原时间：{OLD}" in form.text
    assert f"变更后时间：{LONGER}" in form.text
    assert "需重新审批，报分管科教文卫副市长；同意前仍按原行程" in form.text
    assert form.labels[0] == "提交变更"
    await deputy.tap(form, "提交变更")
    await deputy.sees_change(form, "请假 A-0001 变更待审批，同意前仍按原行程")

    asked = await vice_mayor.sees("请审批变更：市教育局副局长甲请假 A-0001", after=card)
    assert f"原时间：{OLD}" in asked.text
    assert f"变更后时间：{LONGER}" in asked.text
    await vice_mayor.tap(asked, "同意")
    told = await deputy.sees("请假 A-0001 已同意，行程已变更", LONGER, after=form)
    assert f"原行程：{OLD}" in told.text
    await vice_mayor.sees_change(asked, "您已处理")
    assert ("propose_change", "A-0001") in await here.journal()
    assert await here.chain_holds()
