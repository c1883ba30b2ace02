"""更多: material asked for, copies, signers before and after, advice, and taking out again."""

from typing import Any

from tests.stories.scenes import decisions, files
from tests.stories.town import (
    DEPUTY,
    EXECUTIVE,
    MAYOR,
    OTHER_DEPUTY,
    OTHER_VICE_MAYOR,
    PRINCIPAL,
    VICE_MAYOR,
    Town,
)


def label_of(here: Town, id_: str) -> str:
    return here.city.roster.officials[id_].title


async def asked(here: Town) -> tuple[Any, Any, Any]:
    """A deputy's request before his vice-mayor: both, and the approver's card."""
    deputy, vice_mayor = await here.people(DEPUTY, VICE_MAYOR)
    await files(deputy)
    return deputy, vice_mayor, await vice_mayor.sees("请审批")


async def test_more_turns_the_keyboard_in_place_and_back(here: Town) -> None:
    _, vice_mayor, card = await asked(here)
    assert card.labels == ["同意", "不同意", "退回", "转呈", "更多"]
    words = card.text
    await vice_mayor.tap(card, "更多")
    await vice_mayor.sees_change(card)
    assert card.labels == ["补充材料", "抄送", "前加签", "后加签", "委派", "返回"]
    assert card.text == words
    await vice_mayor.tap(card, "返回")
    await vice_mayor.sees_change(card)
    assert card.labels == ["同意", "不同意", "退回", "转呈", "更多"]


async def tapped(person: Any, card: Any, label: str, *then: str) -> None:
    await person.tap(card, "更多")
    await person.sees_change(card)
    await person.tap(card, label)
    await person.sees_change(card, *then)


async def test_more_is_asked_for_and_sent_in_words_and_as_a_file(here: Town) -> None:
    deputy, vice_mayor, card = await asked(here)
    await tapped(vice_mayor, card, "补充材料")
    await vice_mayor.say("请附会议通知")
    wanted = await deputy.sees("A-0001", "请附会议通知")
    await vice_mayor.sees_change(card, "请审批")

    await deputy.say("通知稍后送到", reply_to=wanted)
    come = await vice_mayor.sees("已补充", "A-0001", "通知稍后送到")
    assert "同意" in come.labels
    await deputy.sends_document("通知.pdf", b"%PDF", reply_to=wanted)
    await vice_mayor.sees("通知.pdf", after=card)
    assert await decisions(here) == 0
    await vice_mayor.tap(vice_mayor.last, "同意")
    await deputy.sees("请假 A-0001 已同意")


async def test_somebody_is_told_and_need_not_agree(here: Town) -> None:
    deputy, vice_mayor, card = await asked(here)
    executive = await here.person(EXECUTIVE)
    await tapped(vice_mayor, card, "抄送", "抄送给谁")
    await vice_mayor.tap(card, label_of(here, EXECUTIVE))
    told = await executive.sees("抄送", "A-0001", "西宁")
    assert told.labels == []
    await vice_mayor.sees_change(card, "请审批", "抄送")
    await vice_mayor.tap(card, "同意")
    await deputy.sees("请假 A-0001 已同意")
    await executive.sees_change(told, "同意")


async def test_a_signer_before_decides_first_and_then_it_comes_back(here: Town) -> None:
    deputy, vice_mayor, card = await asked(here)
    principal = await here.person(PRINCIPAL)
    await vice_mayor.say(f"加签 A-0001 {label_of(here, PRINCIPAL)}")
    first = await principal.sees("请审批", "A-0001")
    await vice_mayor.sees_change(card)
    assert "同意" not in card.labels
    late = card.versions[0].data("同意")
    assert await vice_mayor.tap_data(card, late) != ""
    assert await decisions(here) == 0

    await principal.tap(first, "同意")
    again = await vice_mayor.sees("请审批", f"{label_of(here, PRINCIPAL)} 同意", after=card)
    assert "请假 A-0001 已同意" not in deputy.last.text
    await vice_mayor.tap(again, "同意")
    await deputy.sees("请假 A-0001 已同意")


async def test_a_signer_after_is_asked_once_the_holder_has_agreed(here: Town) -> None:
    deputy, vice_mayor, card = await asked(here)
    executive = await here.person(EXECUTIVE)
    await tapped(vice_mayor, card, "后加签")
    await vice_mayor.tap(card, label_of(here, EXECUTIVE))
    await vice_mayor.sees_change(card, "请审批")
    await here.quiet()
    assert executive.cards == []
    await vice_mayor.tap(card, "同意")
    next_ = await executive.sees("请审批", "A-0001")
    await executive.tap(next_, "同意")
    await deputy.sees("请假 A-0001 已同意")
    assert await decisions(here) == 2


async def test_a_signer_who_refuses_ends_it(here: Town) -> None:
    deputy, vice_mayor, _ = await asked(here)
    principal = await here.person(PRINCIPAL)
    await vice_mayor.say(f"加签 A-0001 {label_of(here, PRINCIPAL)}")
    first = await principal.sees("请审批")
    await principal.tap(first, "不同意")
    await principal.sees_change(first)
    await principal.tap(first, "近期工作离不开")
    await deputy.sees("请假 A-0001 未获同意", "近期工作离不开")


async def test_whoever_added_somebody_takes_him_out_again(here: Town) -> None:
    deputy, vice_mayor, card = await asked(here)
    principal = await here.person(PRINCIPAL)
    await vice_mayor.say(f"加签 A-0001 {label_of(here, PRINCIPAL)}")
    first = await principal.sees("请审批")
    await deputy.say("减签 A-0001")
    await deputy.sees("A-0001", after=deputy.cards[0])
    await vice_mayor.say("减签 A-0001")
    await principal.sees_change(first)
    assert "同意" not in first.labels
    again = await vice_mayor.sees("请审批", after=card)
    await vice_mayor.tap(again, "同意")
    await deputy.sees("请假 A-0001 已同意")
    assert await principal.tap_data(first, first.versions[0].data("同意")) != ""
    assert await decisions(here) == 1


async def test_advice_is_given_and_decides_nothing(here: Town) -> None:
    deputy, vice_mayor, card = await asked(here)
    principal = await here.person(PRINCIPAL)
    await tapped(vice_mayor, card, "委派", "请谁提意见")
    await vice_mayor.tap(card, label_of(here, PRINCIPAL))
    advice = await principal.sees("请提意见", "A-0001")
    assert advice.labels[:2] == ["建议同意", "建议不同意"]
    await principal.tap(advice, "建议不同意")
    await principal.sees_change(advice)
    await principal.tap(advice, "与会议冲突")
    back = await vice_mayor.sees("请审批", "建议不同意", "与会议冲突", after=card)
    assert "未获同意" not in deputy.last.text
    await vice_mayor.tap(back, "同意")
    await deputy.sees("请假 A-0001 已同意")


async def test_nobody_is_asked_twice_nor_the_applicant(here: Town) -> None:
    _, vice_mayor, _ = await asked(here)
    for errand in ("加签", "后加签", "委派"):
        await vice_mayor.say(f"{errand} A-0001 {label_of(here, DEPUTY)}")
        await vice_mayor.sees(label_of(here, DEPUTY), after=vice_mayor.cards[0])
        await vice_mayor.say(f"{errand} A-0001 {label_of(here, VICE_MAYOR)}")
        await vice_mayor.sees(label_of(here, VICE_MAYOR), after=vice_mayor.cards[0])
    other, mayor = await here.people(OTHER_DEPUTY, MAYOR)
    await other.say(f"加签 A-0001 {label_of(here, MAYOR)}")
    await here.quiet()
    assert mayor.cards == []
    assert [act for act, _ in await here.journal() if act == "add_signer"] == []


async def test_every_verb_works_for_who_stands_in(here: Town) -> None:
    deputy, vice_mayor, mayor, other = await here.people(
        DEPUTY, VICE_MAYOR, MAYOR, OTHER_VICE_MAYOR
    )
    await files(
        vice_mayor, "请假 11月26日至11月27日 西宁 参加会议", label_of(here, OTHER_VICE_MAYOR)
    )
    await other.tap(await other.sees("请您代主持"), "接受")
    await mayor.tap(await mayor.sees("请审批"), "同意")
    await here.at("2026-11-26 08:30")
    await files(deputy)
    principal = await here.person(PRINCIPAL)
    first = await other.sees("请审批", "A-0002")
    await other.say(f"加签 A-0002 {label_of(here, PRINCIPAL)}")
    await principal.tap(await principal.sees("请审批", "A-0002"), "同意")
    again = await other.sees("请审批", "A-0002", f"{label_of(here, PRINCIPAL)} 同意", after=first)
    await other.tap(again, "同意")
    await deputy.sees("请假 A-0002 已同意", "（代")
