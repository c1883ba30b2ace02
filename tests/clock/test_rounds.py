"""The rounds of the clock: what they cost, and that one fault holds nothing else up."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.rules import nudge
from storage import requests
from storage.db import Row, Tx
from tests.stories.conftest import on_telegram
from tests.stories.scenes import agreed, files
from tests.stories.town import DEPUTY, OTHER_DEPUTY, VICE_MAYOR, Town

__all__ = ["on_telegram"]  # the fixture


class Counted:
    """Every query asked while it is in place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch):
        self.queries = list[str]()
        ask = Tx.rows

        async def rows(tx: Tx, sql: str, **values: Any) -> Sequence[Row]:
            self.queries.append(sql)
            return await ask(tx, sql, **values)

        monkeypatch.setattr(Tx, "rows", rows)


async def test_a_round_in_which_nothing_is_due_asks_a_handful_of_questions(
    on_telegram: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await on_telegram.tick()
    counted = Counted(monkeypatch)
    await on_telegram.running.ticker.tick()
    assert len(counted.queries) < 12, counted.queries


async def test_many_requests_are_read_in_three_questions(
    on_telegram: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = await on_telegram.person(DEPUTY)
    for day in (1, 8, 15):
        await files(deputy, f"请假 12月{day}日 西宁 参加全省科技工作会议")
    counted = Counted(monkeypatch)
    async with on_telegram.running.store.read() as tx:
        found = await requests.of_applicant(tx, DEPUTY, 2)
    assert [(r.number, len(r.steps)) for r in found] == [("A-0003", 1), ("A-0002", 1)]
    assert len(counted.queries) == 3  # with their steps and remarks


async def test_one_request_that_fails_does_not_undo_the_reminder_of_another(
    on_telegram: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here = on_telegram
    deputy, other, vice_mayor = await here.people(DEPUTY, OTHER_DEPUTY, VICE_MAYOR)
    await agreed(deputy, vice_mayor)
    await other.say("请假 12月1日至12月3日 西宁 参加全省科技工作会议")
    await other.tap(await other.sees("请核对请假单"), "提交")
    await vice_mayor.tap(await vice_mayor.sees("请审批", "A-0002"), "同意")
    await other.sees("请假 A-0002 已同意")
    await here.at("2026-12-01 08:30")
    look = nudge.look

    def broken(request: Any, *more: Any) -> Any:
        if request.number == "A-0001":
            raise RuntimeError("a fault of ours")
        return look(request, *more)

    with monkeypatch.context() as patched:
        patched.setattr(nudge, "look", broken)
        await here.at("2026-12-03 17:00")
    await other.sees("今天是返回日，请销假：A-0002")
    assert not any("返回日，请" in card.text for card in deputy.cards)
    assert "A-0001 could not be looked at" in caplog.text
    await here.tick()
    await deputy.sees("今天是返回日，请销假：A-0001")
