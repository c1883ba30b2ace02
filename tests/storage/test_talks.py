"""Talks: one at a time for each official, for as long as it lasts, whatever restarts meanwhile."""

from datetime import timedelta

from storage import talks
from storage.db import Store
from storage.talks import Talk
from tests.storage.city import MINUTE, NOW, official, settled
from tests.storage.engine import Engine

LIFE = timedelta(minutes=30)


async def test_a_talk_outlives_a_restart_and_is_carried_on(engine: Engine) -> None:
    store = await engine.open()
    await settled(store, official("jia"))
    asked = Talk(errand="reason", state={"number": "A-0001", "step": 3}, letter=7)
    async with store.write() as tx:
        await talks.keep(tx, "jia", asked, NOW, LIFE)
    again = await engine.open()
    async with again.write() as tx:
        assert await talks.current(tx, "jia", NOW + MINUTE) == asked
        carried_on = Talk(errand="reason", state={"事由": "开会"}, letter=None)
        await talks.keep(tx, "jia", carried_on, NOW, LIFE)
        assert await talks.current(tx, "jia", NOW) == carried_on
        await talks.end(tx, "jia")
        assert await talks.current(tx, "jia", NOW) is None


async def test_a_form_waits_while_a_reason_is_asked(store: Store) -> None:
    await settled(store, official("jia"), official("yi"))
    form = Talk(errand="form", state={"step": "end"}, letter=1)
    reason = Talk(errand="reason", state={"number": "A-0001"}, letter=2)
    async with store.write() as tx:
        await talks.keep(tx, "jia", form, NOW, LIFE)
        await talks.keep(tx, "jia", reason, NOW, LIFE)
        assert await talks.current(tx, "jia", NOW) == reason, "the latest is answered"
        assert await talks.current(tx, "jia", NOW, "form") == form
        await talks.keep(tx, "jia", form, NOW, LIFE)
        assert await talks.current(tx, "jia", NOW) == form, "or the one last carried on"
        assert await talks.current(tx, "yi", NOW) is None, "and nobody else's"
        await talks.end(tx, "jia", "form")
        assert await talks.current(tx, "jia", NOW) == reason


async def test_a_talk_is_over_after_its_time(store: Store) -> None:
    await settled(store, official("jia"))
    async with store.write() as tx:
        await talks.keep(tx, "jia", Talk(errand="reason", state={}, letter=1), NOW, LIFE)
        assert await talks.current(tx, "jia", NOW + LIFE - MINUTE) is not None
        assert await talks.current(tx, "jia", NOW + LIFE) is None
