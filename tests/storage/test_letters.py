"""Letters: written once, rewritten in every copy, sent until shown or given up, never twice."""

from datetime import datetime, timedelta

from bot.message import Outgoing
from bot.rules.delivery import WORRYING
from storage import buttons, copies, letters
from storage.buttons import LIFE, Tapped
from storage.copies import BELL
from storage.db import Row, Store
from tests.storage.city import MINUTE, NOW, bound, card, official, settled

JIA, YI = official("jia"), official("yi")


async def write(
    store: Store, key: str, title: str = "请审批", *, to: str = "jia", request: str = "A-0001"
) -> int | None:
    about = card(title, "同意")
    async with store.write() as tx:
        return await letters.write(
            tx, about, to=to, now=NOW, view="decide", key=key, request=request, step=1
        )


async def due(store: Store, now: datetime = NOW, limit: int = 99) -> list[Row]:
    async with store.read() as tx:
        return await copies.due(tx, "telegram", now, limit)


async def shown(store: Store, copy: Row, message: str = "m1") -> None:
    async with store.write() as tx:
        await copies.shown(tx, copy, message, NOW)


async def deliver_all(store: Store) -> list[str]:
    """Show whatever is due, in the order it would be; the titles."""
    titles = []
    while copies := await due(store):
        titles.append(letters.outgoing(copies[0]["content"]).title)
        await shown(store, copies[0], f"m{copies[0]['letter']}")
    return titles


async def unreached(store: Store) -> list[tuple[str, str | None, str]]:
    async with store.read() as tx:
        rows = await copies.undelivered(tx, NOW - timedelta(days=14))
    return [(row["id"], row["request"], row["why"]) for row in rows]


async def test_a_letter_goes_to_every_chat_of_its_reader(store: Store) -> None:
    await settled(store, JIA, YI)
    await bound(store, "jia", address="1001")
    await bound(store, "jia", "browser", "jia")
    await write(store, "k1")
    assert store.bell(BELL).is_set()
    async with store.read() as tx:
        found = [
            (copy["channel"], copy["address"])
            for channel in ("telegram", "browser", "wecom")
            for copy in await copies.due(tx, channel, NOW, 9)
        ]
    assert found == [("telegram", "1001"), ("browser", "jia")]


async def test_a_key_names_a_letter_once_for_ever(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia")
    assert await write(store, "k1") is not None
    await deliver_all(store)
    assert await write(store, "k1", "再来一次") is None
    assert await due(store) == []


async def test_an_answer_is_shown_only_where_it_was_asked(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia", address="1001")
    await bound(store, "jia", "browser", "jia")
    async with store.write() as tx:
        for address, to in (("1001", "jia"), ("stranger", None)):
            where = {"channel": "telegram", "address": address}
            await letters.answer(tx, card(), to=to, now=NOW, **where)
    assert [copy["address"] for copy in await due(store)] == ["1001", "stranger"]


async def test_what_was_shown_is_not_sent_again_and_what_was_rewritten_is_edited(
    store: Store,
) -> None:
    await settled(store, JIA)
    await bound(store, "jia")
    letter = await write(store, "k1")
    assert letter is not None
    assert await deliver_all(store) == ["请审批"]
    async with store.write() as tx:
        await letters.rewrite(tx, letter, card("已同意"), NOW)
    [copy] = await due(store)
    assert (copy["message"], letters.outgoing(copy["content"]).title) == (f"m{letter}", "已同意")
    await shown(store, copy, copy["message"])
    assert await due(store) == []


async def test_a_card_that_would_look_the_same_is_left_alone(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia")
    letter = await write(store, "k1")
    assert letter is not None
    await deliver_all(store)
    store.bell(BELL).clear()
    async with store.write() as tx:
        await letters.rewrite(tx, letter, card("请审批", "同意"), NOW)
    assert await due(store) == []
    assert not store.bell(BELL).is_set()


async def test_a_card_rewritten_while_it_was_on_its_way_is_edited_afterwards(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia")
    letter = await write(store, "k1")
    assert letter is not None
    [on_its_way] = await due(store)
    async with store.write() as tx:
        await letters.rewrite(tx, letter, card("已撤回"), NOW)
    await shown(store, on_its_way)
    [copy] = await due(store)
    assert (copy["message"], letters.outgoing(copy["content"]).title) == ("m1", "已撤回")


async def test_each_chat_has_one_turn_and_edits_come_first(store: Store) -> None:
    """Five hundred letters waiting for one chat hold nobody else's up."""
    await settled(store, JIA, YI)
    await bound(store, "jia")
    await bound(store, "yi")
    first = await write(store, "k0", "第一张", request="A-0099")
    assert first is not None
    await deliver_all(store)
    for n in range(1, 30):
        await write(store, f"k{n}", f"第{n}张新的", request=f"A-{n:04d}")
    await write(store, "y1", "乙的", to="yi")
    async with store.write() as tx:
        await letters.rewrite(tx, first, card("第一张改了"), NOW)
    titles = [letters.outgoing(copy["content"]).title for copy in await due(store, limit=5)]
    assert titles == ["第一张改了", "乙的"]


async def test_letters_reach_a_chat_in_the_order_they_were_written(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia")
    for n in range(5):
        await write(store, f"k{n}", f"第{n}张", request=f"A-{n:04d}")
    assert await deliver_all(store) == [f"第{n}张" for n in range(5)]


async def test_what_did_not_arrive_is_tried_again_later(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia")
    await write(store, "k1")
    [copy] = await due(store)
    async with store.write() as tx:
        await copies.try_again(tx, copy, NOW + MINUTE)
    assert await due(store) == []
    [copy] = await due(store, NOW + MINUTE)
    assert copy["tries"] == 1
    assert await unreached(store) == []


async def test_what_never_will_arrive_is_told_to_the_office_and_not_tried(store: Store) -> None:
    await settled(store, JIA, YI)
    await bound(store, "jia")
    await write(store, "k1")
    [copy] = await due(store)
    async with store.write() as tx:
        await copies.give_up(tx, copy, "Forbidden: bot was blocked by the user")
    assert await due(store, NOW + timedelta(days=30)) == []
    assert await unreached(store) == [("jia", "A-0001", "Forbidden: bot was blocked by the user")]


async def test_who_is_bound_nowhere_and_who_does_not_answer_are_told_apart(store: Store) -> None:
    await settled(store, JIA, YI)
    await bound(store, "jia")
    await write(store, "k1")
    await write(store, "k2", to="yi")
    for _ in range(WORRYING):
        [copy] = await due(store)
        async with store.write() as tx:
            await copies.try_again(tx, copy, NOW)
    found = {id_: why for id_, _, why in await unreached(store)}
    assert found["yi"] == "", "bound nowhere"
    assert found["jia"] != "", "bound, and not reached so far"


async def test_who_was_reached_in_one_chat_was_reached(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia", address="1001")
    await bound(store, "jia", "browser", "jia")
    await write(store, "k1")
    [copy] = await due(store)
    async with store.write() as tx:
        await copies.give_up(tx, copy, "blocked")
        [page] = await copies.due(tx, "browser", NOW, 9)
        await copies.shown(tx, page, "m1", NOW)
    assert await unreached(store) == []


async def test_a_newer_card_takes_the_place_of_the_older(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia")
    first, second = await write(store, "k1"), await write(store, "k2")
    async with store.read() as tx:
        rows = await letters.of_request(tx, "A-0001")
    assert [(row["id"], row["live"]) for row in rows] == [(first, 0), (second, 1)]


async def test_an_answer_can_become_a_card_of_a_request(store: Store) -> None:
    await settled(store, JIA)
    async with store.write() as tx:
        letter = await letters.answer(
            tx, card(), to="jia", channel="telegram", address="1", now=NOW
        )
        assert await letters.of_request(tx, "A-0001") == []
        await letters.adopt(tx, letter, "mine", "A-0001")
        [row] = await letters.of_request(tx, "A-0001")
    assert (row["id"], row["view"], row["recipient"]) == (letter, "mine", "jia")


async def test_the_card_a_person_points_at_is_found(store: Store) -> None:
    await settled(store, JIA)
    address = await bound(store, "jia")
    letter = await write(store, "k1")
    await deliver_all(store)
    async with store.read() as tx:
        row = await letters.at(tx, "telegram", address, f"m{letter}")
        assert row is not None
        assert (row["id"], row["request"], row["step"]) == (letter, "A-0001", 1)
        assert await letters.at(tx, "telegram", "another chat", f"m{letter}") is None
        assert await letters.at(tx, "browser", address, f"m{letter}") is None


async def tokens(store: Store, letter: int) -> list[str]:
    async with store.read() as tx:
        row = await tx.row("SELECT content FROM letters WHERE id = :id", id=letter)
    assert row is not None
    out: Outgoing = letters.outgoing(row["content"])
    return [button.token for line in out.buttons for button in line]


async def test_a_button_is_an_opaque_token_for_a_row(store: Store) -> None:
    await settled(store, JIA)
    letter = await write(store, "k1")
    assert letter is not None
    [token] = await tokens(store, letter)
    assert len(token.encode()) <= 64
    stands_for = Tapped(
        letter=letter, official="jia", action="approval.agree", args={"number": "A-0001"}
    )
    async with store.read() as tx:
        assert await buttons.tapped(tx, token, NOW) == stands_for
        assert await buttons.tapped(tx, token[:-1], NOW) is None
        assert await buttons.tapped(tx, token, NOW + LIFE - MINUTE) == stands_for
        assert await buttons.tapped(tx, token, NOW + LIFE) is None


async def test_the_buttons_of_an_older_face_stay_known(store: Store) -> None:
    """A tap on a screen that has not changed yet still says what it meant."""
    await settled(store, JIA)
    letter = await write(store, "k1")
    assert letter is not None
    [old] = await tokens(store, letter)
    async with store.write() as tx:
        await letters.rewrite(tx, letter, card("请审批", "同意", "不同意"), NOW)
    assert old not in await tokens(store, letter)
    async with store.read() as tx:
        assert await buttons.tapped(tx, old, NOW) is not None


async def test_only_buttons_past_their_time_are_forgotten(store: Store) -> None:
    await settled(store, JIA)
    letter = await write(store, "k1")
    assert letter is not None
    async with store.write() as tx:
        assert await buttons.forget(tx, NOW + LIFE - MINUTE) == 0
        assert await buttons.forget(tx, NOW + LIFE) == 1


async def rebind(store: Store, address: str) -> None:
    async with store.write() as tx:
        await copies.readdress(tx, "jia", "telegram", address, NOW)


async def test_what_waited_for_somebody_unbound_reaches_his_first_chat_once(store: Store) -> None:
    await settled(store, JIA)
    await write(store, "k1")
    await bound(store, "jia", address="1001")
    await rebind(store, "1001")
    await rebind(store, "1001")
    assert await deliver_all(store) == ["请审批"]
    assert await unreached(store) == []


async def test_a_new_chat_gets_what_the_old_one_never_showed_and_no_more(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia", address="old")
    await write(store, "k1", "早先看过的")
    await deliver_all(store)
    await write(store, "k2", "没看到的", request="A-0002")
    await bound(store, "jia", address="new")
    await rebind(store, "new")
    copies = await due(store)
    assert [(c["address"], letters.outgoing(c["content"]).title) for c in copies] == [
        ("new", "没看到的")
    ]


async def test_who_had_blocked_us_and_writes_again_gets_what_he_missed(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia", address="1001")
    for key in ("k1", "k2"):
        await write(store, key, f"请审批 {key}")
        [copy] = await due(store)
        async with store.write() as tx:
            await copies.give_up(tx, copy, "blocked")
    await rebind(store, "1001")
    assert await due(store) == [], "a restart does not try again what was given up"
    async with store.write() as tx:
        await copies.revive(tx, "telegram", "1001", NOW)
    assert await deliver_all(store) == ["请审批 k2"], "the card whose place was taken is not shown"


async def test_an_older_digest_nobody_saw_makes_room_for_the_newer(store: Store) -> None:
    """A clerk bound after a month gets this morning's, not twenty of them."""
    await settled(store, JIA)
    said = [("digest", f"日报 {day}") for day in range(20)] + [("notice", "放假安排")]
    async with store.write() as tx:
        for view, title in said:
            await letters.write(tx, card(title), to="jia", now=NOW, view=view, key=title)
    assert len(await unreached(store)) == 2, "one line for the digest, one for the notice"
    await bound(store, "jia", address="1001")
    await rebind(store, "1001")
    assert await deliver_all(store) == ["日报 19", "放假安排"]


async def test_answers_are_not_carried_to_another_chat(store: Store) -> None:
    await settled(store, JIA)
    await bound(store, "jia", address="old")
    async with store.write() as tx:
        await letters.answer(tx, card(), to="jia", channel="telegram", address="old", now=NOW)
    await rebind(store, "new")
    assert await due(store) == []
