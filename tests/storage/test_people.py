"""The roster brought in, chats bound to it, and the one-time links that bind them."""

from datetime import timedelta

from storage import people
from storage.db import Store
from storage.people import LINK_LIFE, RosterChange
from tests.storage.city import MINUTE, NOW, bound, official, roster, settled

JIA, YI, BING = official("jia"), official("yi"), official("bing")


async def bring_in(store: Store, *officials: object, **supervisors: str) -> RosterChange:
    async with store.write() as tx:
        return await people.bring_in(tx, roster(*officials, **supervisors), NOW)  # type: ignore[arg-type]


async def chats(store: Store) -> dict[str, str]:
    """Telegram address → official."""
    async with store.read() as tx:
        return {r["address"]: r["official"] for r in await people.bindings(tx, "telegram")}


async def test_joiners_and_leavers_are_named_and_order_kept(store: Store) -> None:
    assert await bring_in(store, YI, JIA) == RosterChange(joined=("jia", "yi"), left=())
    assert await bring_in(store, BING, YI) == RosterChange(joined=("bing",), left=("jia",))
    assert await bring_in(store, BING, YI) == RosterChange(joined=(), left=())
    async with store.read() as tx:
        assert list((await people.roster(tx)).officials) == ["bing", "yi"]
        assert await people.official(tx, "jia") is None


async def test_whose_row_or_supervisor_changed_is_named(store: Store) -> None:
    await bring_in(store, JIA, YI, BING, 教育局="yi", 科技局="yi")
    async with store.write() as tx:
        await people.set_language(tx, "bing", "en")  # his own doing, not the roster's
    moved, risen = official("jia", telegram_id="1001"), official("yi", "principal")
    change = await bring_in(store, moved, risen, BING, 教育局="bing", 科技局="yi")
    assert change == RosterChange(
        joined=(), left=(), changed=("jia", "yi"), departments=("教育局",)
    )


async def test_what_comes_back_is_what_was_brought_in(store: Store) -> None:
    whole = official("jia", phone="8001", telegram_id="1001", wecom_id="w", ab="yi")
    await bring_in(store, whole, YI, 教育局="jia", 科技局="yi")
    async with store.read() as tx:
        assert await people.roster(tx) == roster(whole, YI, 教育局="jia", 科技局="yi")
        assert await people.official(tx, "jia") == whole


async def test_who_left_loses_his_chat_at_once_and_keeps_his_record(store: Store) -> None:
    await settled(store, JIA, YI)
    await bound(store, "jia", address="1001")
    await bring_in(store, YI)
    async with store.read() as tx:
        assert await people.speaker(tx, "telegram", "1001") is None
        row = await tx.row("SELECT name, active FROM officials WHERE id = 'jia'")
    assert row is not None
    assert (row["name"], row["active"]) == ("jia姓名", 0)


async def test_who_comes_back_is_bound_again_by_the_roster(store: Store) -> None:
    named = official("jia", telegram_id="1001")
    await bring_in(store, named, YI)
    await bring_in(store, YI)
    assert await chats(store) == {}
    assert (await bring_in(store, named, YI)).joined == ("jia",)
    assert await chats(store) == {"1001": "jia"}


async def test_a_chat_bound_by_link_outlives_a_restart_with_the_same_roster(store: Store) -> None:
    named = official("jia", telegram_id="1001")
    await bring_in(store, named)
    await bound(store, "jia", address="2002")
    await bring_in(store, named)
    assert await chats(store) == {"2002": "jia"}


async def test_a_changed_cell_of_the_roster_binds_anew(store: Store) -> None:
    await bring_in(store, official("jia", telegram_id="1001"), official("yi", telegram_id="1002"))
    await bring_in(store, official("jia", telegram_id="1002"), official("yi", telegram_id="1001"))
    assert await chats(store) == {"1002": "jia", "1001": "yi"}


async def test_an_emptied_cell_unbinds_the_chat_it_had_named(store: Store) -> None:
    """A lost phone: the office empties the cell and starts the bot again."""
    await bring_in(store, official("jia", telegram_id="1001"), official("yi", telegram_id="1002"))
    await bound(store, "yi", address="2002")
    await bring_in(store, official("jia"), official("yi"))
    assert await chats(store) == {"2002": "yi"}, "a chat bound by link is not the cell's"


async def test_language_and_binding_survive_a_new_roster(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia", address="2002")
    async with store.write() as tx:
        await people.set_language(tx, "jia", "en")
    await bring_in(store, official("jia", phone="9999"))
    async with store.read() as tx:
        speaker = await people.speaker(tx, "telegram", "2002")
    assert speaker is not None
    assert (speaker.language, speaker.phone) == ("en", "9999")


async def test_a_chat_speaks_for_one_and_one_is_reached_in_one_chat(store: Store) -> None:
    await settled(store, JIA, YI)
    await bound(store, "jia", address="1")
    await bound(store, "jia", address="2")
    assert await chats(store) == {"2": "jia"}
    await bound(store, "yi", address="2")
    assert await chats(store) == {"2": "yi"}
    await bound(store, "jia", "browser", "jia")
    assert await chats(store) == {"2": "yi"}, "another channel is another chat"


async def test_a_channel_switched_off_reaches_nobody(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia")
    await bound(store, "jia", "browser", "jia")
    async with store.write() as tx:
        await people.unbind_channel(tx, "browser")
        assert await people.speaker(tx, "browser", "jia") is None
    assert await chats(store) == {"chat-jia": "jia"}


async def test_the_office_is_whoever_holds_that_rank_in_roster_order(store: Store) -> None:
    await settled(store, official("er", "office"), JIA, official("yi", "office"))
    async with store.read() as tx:
        assert [o.id for o in await people.office(tx)] == ["er", "yi"]


async def test_a_link_is_good_once_for_fifteen_minutes(store: Store) -> None:
    await settled(store, JIA, YI)
    async with store.write() as tx:
        first = await people.issue_link(tx, "jia", NOW)
        second = await people.issue_link(tx, "yi", NOW)
        assert await people.spend_link(tx, "made up", NOW) is None
        found = await people.spend_link(tx, first, NOW + LINK_LIFE - MINUTE)
        assert found is not None
        assert found.id == "jia"
        assert await people.spend_link(tx, first, NOW + MINUTE) is None
        assert await people.spend_link(tx, second, NOW + LINK_LIFE) is None
    assert timedelta(minutes=15) == LINK_LIFE


async def test_only_a_hash_of_a_link_is_kept(store: Store) -> None:
    await settled(store, JIA)
    async with store.write() as tx:
        token = await people.issue_link(tx, "jia", NOW)
        rows = await tx.rows("SELECT * FROM links")
    assert token not in repr([dict(row) for row in rows])


async def test_a_link_for_somebody_who_has_left_binds_nobody(store: Store) -> None:
    await settled(store, JIA, YI)
    async with store.write() as tx:
        token = await people.issue_link(tx, "jia", NOW)
        await people.bring_in(tx, roster(YI), NOW)
        assert await people.spend_link(tx, token, NOW) is None


async def test_a_menu_is_remembered_with_its_chat(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia", address="1")
    async with store.write() as tx:
        await people.menu_shown(tx, "telegram", "1", "office.zh")
        [row] = await people.bindings(tx, "telegram")
    assert row["menu"] == "office.zh"
