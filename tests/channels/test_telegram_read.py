"""Updates as Telegram writes them, and what the bot makes of each."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_read import read
from bot.message import Attachment, Incoming, Kind

FOLDER = Path(__file__).parent / "payloads" / "telegram"
PAYLOADS = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.json"))}
ME = "golmud_office_bot"
DEPUTY = "6104372518"
WORK_GROUP = "-1002233445566"


def incoming(kind: Kind, text: str = "", *, address: str = DEPUTY, **parts: Any) -> Incoming:
    return Incoming(channel="telegram", address=address, kind=kind, text=text, **parts)


def photo() -> Attachment:
    return Attachment(ref="AgACAgUAAxkBAAIy", name="照片.jpg", media_type="image/jpeg", size=148220)


EXPECTED = {
    "text": incoming(Kind.TEXT, "请假 12月1日至12月3日 西宁 参加全省科技工作会议"),
    "command": incoming(Kind.TEXT, "/start q3mZ0Jb1T8uWc9Yk2LxN5A"),
    "command_addressed": incoming(Kind.TEXT, "/leave 12月1日下午 德令哈"),
    "reply": incoming(Kind.TEXT, "同意,注意安全。", message="512"),
    "topic_text": incoming(Kind.TEXT, "我的"),
    "tap": incoming(
        Kind.TAP, token="q3mZ0Jb1T8uWc9Yk2LxN5A", message="512", callback="2621837428374651029"
    ),
    "tap_inaccessible": incoming(
        Kind.TAP, token="Hh7sPq4vRr1nE0aXt6UyDw", message="77", callback="2621837428374651030"
    ),
    # 9001 is a message of the group; in the tapper's own chat it would be another one
    "tap_in_group": incoming(
        Kind.TAP, token="q3mZ0Jb1T8uWc9Yk2LxN5A", callback="2621837428374651031"
    ),
    "tap_game": None,
    "photo": incoming(Kind.FILE, "青政办函〔2026〕118号 批复", attachment=photo()),
    "document": incoming(
        Kind.FILE,
        message="512",
        attachment=Attachment(
            ref="BQACAgUAAxkBAAIdoc",
            name="邀请函(省科技厅).pdf",
            media_type="application/pdf",
            size=284113,
        ),
    ),
    "document_nameless": incoming(
        Kind.FILE,
        attachment=Attachment(
            ref="BQACAgUAAxkBAAIbin",
            name="AgADh7wxG4bin",
            media_type="application/octet-stream",
            size=0,
        ),
    ),
    "animation": incoming(Kind.OTHER),
    "sticker": incoming(Kind.OTHER),
    "voice": incoming(Kind.OTHER),
    "location": incoming(Kind.OTHER),
    "contact": incoming(Kind.OTHER),
    "edited": incoming(Kind.EDITED, "请假 12月1日至12月5日 西宁 参加全省科技工作会议"),
    "edited_live_location": None,
    "edited_in_group": None,
    "forwarded": incoming(Kind.FORWARDED, "同意"),
    "forwarded_hidden": incoming(Kind.FORWARDED, "会议纪要", attachment=photo()),
    "group_command": incoming(Kind.GROUP, "/leave", address=WORK_GROUP),
    "group_command_bare": incoming(Kind.GROUP, "/who", address="-4512345"),
    "group_command_other_bot": None,
    "group_mention": incoming(Kind.GROUP, "😀 @golmud_office_bot 谁在外", address=WORK_GROUP),
    "group_mention_other": None,
    "group_chatter": None,
    "forum_command": incoming(Kind.GROUP, "/mine", address=WORK_GROUP),
    "channel_post": incoming(Kind.GROUP, "/digest", address="-1001112223334"),
    "pinned": None,
    "from_a_bot": None,
    "blocked_by_person": None,
}


def test_every_recorded_update_has_an_expectation() -> None:
    assert EXPECTED.keys() == PAYLOADS.keys()


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_recorded_update(name: str) -> None:
    assert read(PAYLOADS[name], ME) == EXPECTED[name]


def test_a_command_in_a_group_counts_before_our_own_name_is_known() -> None:
    assert read(PAYLOADS["group_command"]) == EXPECTED["group_command"]


def test_half_a_character_is_left_out() -> None:
    raw = PAYLOADS["text"].replace("西宁".encode(), rb"\ud83d")

    said = read(raw)

    assert said is not None
    assert said.text == "请假 12月1日至12月3日  参加全省科技工作会议"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"7",
        b"{}",
        b'{"update_id": 1, "message": 5}',
        b'{"update_id": 1, "message": {}}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": 99999999999999999, "chat": 1}}',
        b"[" * 200_000,
    ],
)
def test_what_is_no_update_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(raw)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
    st.just([{}]),
)


@given(name=st.sampled_from(sorted(PAYLOADS)), data=st.data())
def test_a_damaged_update_is_read_or_refused_and_nothing_else(
    name: str, data: st.DataObject
) -> None:
    update = copy.deepcopy(json.loads(PAYLOADS[name]))
    holder, key = data.draw(st.sampled_from(_places(update)))
    holder[key] = data.draw(JUNK)

    try:
        said = read(json.dumps(update).encode(), ME)
    except ValueError:
        return

    assert said is None or isinstance(said.address, str)
    assert said is None or isinstance(said.text, str)


def _places(node: Any) -> list[tuple[Any, Any]]:
    """Every place of a JSON value, as its holder and its key."""
    if not isinstance(node, dict | list):
        return []
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    inner = [place for key in keys for place in _places(node[key])]
    return [(node, key) for key in keys] + inner
