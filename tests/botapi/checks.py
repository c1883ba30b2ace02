"""What Telegram refuses in a text, a keyboard, a command list, in its own words."""

import re
from typing import Any

from tests.botapi.errors import Json, bad_request
from tests.botapi.markup import parse_html, units
from tests.botapi.params import Params
from tests.card import Key

TEXT, CAPTION = 4096, 1024  # UTF-16 units after entity parsing
DATA = 64  # bytes of callback_data
BUTTONS = 100
STYLES = ("", "danger", "success", "primary")
ACTIONS = ("callback_data", "url", "web_app", "copy_text", "switch_inline_query", "login_url")


def words(params: Params, name: str, marks: str) -> tuple[str, tuple[Json, ...]]:
    """Plain text and entities of the parameter `name`, stripped as Telegram does."""
    mode = params.text("parse_mode")
    if mode and mode.upper() != "HTML":
        raise bad_request("unsupported parse_mode")
    if mode:
        plain, entities = parse_html(params.text(name))
    else:
        plain, entities = params.text(name), tuple(params.json(marks, "message entities") or ())
    lead = units(plain) - units(plain.lstrip())
    moved = tuple(e | {"offset": max(0, e["offset"] - lead)} for e in entities)
    return plain.strip(), moved


def text(params: Params) -> tuple[str, tuple[Json, ...]]:
    """The words of a message, 1 to 4096."""
    plain, entities = words(params, "text", "entities")
    if not plain:
        raise bad_request("message text is empty")
    if units(plain) > TEXT:
        raise bad_request("message is too long")
    return plain, entities


def caption(params: Params) -> tuple[str, tuple[Json, ...]]:
    """The words under a file, up to 1024."""
    plain, entities = words(params, "caption", "caption_entities")
    if units(plain) > CAPTION:
        raise bad_request("message caption is too long")
    return plain, entities


def keyboard(params: Params) -> tuple[tuple[tuple[Key, ...], ...], Json | None]:
    """The inline buttons of a call, and the markup they came in; nothing when there are none."""
    markup = params.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return (), None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be an Array of Arrays')
    keys = tuple(tuple(_key(button) for button in row) for row in rows if row)
    if sum(map(len, keys)) > BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return keys, {"inline_keyboard": rows} if keys else None


def answer(params: Params) -> str:
    """The words of a callback answer, up to 200."""
    said = params.text("text")
    if units(said) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    return said


def commands(params: Params) -> list[Json]:
    """A command list as it may be set."""
    listed = params.json("commands", "commands")
    if not isinstance(listed, list):
        raise bad_request("expected an Array of BotCommand")
    if len(listed) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(one) for one in listed]


def scope(params: Params) -> tuple[Any, ...]:
    """The scope of a command list as a key: its type, then chat and user where it has them."""
    given = params.json("scope", "BotCommandScope") or {"type": "default"}
    kind = str(given.get("type"))
    wanted = {
        "default": (), "all_private_chats": (), "all_group_chats": (),
        "all_chat_administrators": (), "chat": ("chat_id",), "chat_administrators": ("chat_id",),
        "chat_member": ("chat_id", "user_id"),
    }.get(kind)  # fmt: skip
    if wanted is None:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return (kind, *(int(given[name]) for name in wanted))


def _key(button: Any) -> Key:
    wrong = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(wrong + "expected an Object")
    label = button.get("text")
    if not isinstance(label, str):
        raise bad_request(wrong + 'field "text" must be of type String')
    if not label.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(name in button for name in ACTIONS):
        raise bad_request(wrong + "text buttons are unallowed in the inline keyboard")
    if button.get("style", "") not in STYLES:
        raise bad_request(wrong + "invalid button style specified")
    data = button.get("callback_data", "")
    if "callback_data" in button and not 1 <= len(data.encode()) <= DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    return Key(label, data, button.get("style", ""), button.get("url", ""))


def _command(one: Json) -> Json:
    name = one.get("command", "").removeprefix("/")
    if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    described = one.get("description", "").strip()
    if not 1 <= units(described) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": described}
