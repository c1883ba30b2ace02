"""Methods that put something before a person: send, edit, delete, answer a tap."""

import re
from typing import TYPE_CHECKING

from tests.botapi import checks
from tests.botapi.chats import Chat, Message, Version
from tests.botapi.errors import Json, bad_request, forbidden
from tests.botapi.files import StoredFile
from tests.botapi.params import Params

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

UPLOAD, PHOTO = 50_000_000, 10_000_000  # bytes
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")  # how picture files begin
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def send_message(api: "BotApi", params: Params) -> Json:
    """Words, with buttons or without."""
    chat = writable(api, params)
    return _send(api, chat, params, *checks.text(params))


def send_document(api: "BotApi", params: Params) -> Json:
    """A file, uploaded or known by its id."""
    chat = writable(api, params)
    file = api.files.take(params, "document", UPLOAD)
    payload = {"document": file.as_document()}
    return _send(api, chat, params, *checks.caption(params), payload, file)


def send_photo(api: "BotApi", params: Params) -> Json:
    """A picture, uploaded or known by its id."""
    chat = writable(api, params)
    file = api.files.take(params, "photo", PHOTO)
    if not file.content.startswith(PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    payload = {"photo": file.as_photo()}
    return _send(api, chat, params, *checks.caption(params), payload, file)


def edit_message_text(api: "BotApi", params: Params) -> Json:
    """New words; buttons not named again are gone."""
    message = _mine(api, params)
    if "document" in message.payload or "photo" in message.payload:
        raise bad_request("there is no text in the message to edit")
    return _edit(message, params, *checks.text(params))


def edit_message_caption(api: "BotApi", params: Params) -> Json:
    """New words under a file."""
    return _edit(_mine(api, params), params, *checks.caption(params))


def edit_message_reply_markup(api: "BotApi", params: Params) -> Json:
    """New buttons under the old words."""
    message = _mine(api, params)
    return _edit(message, params, message.now.text, message.now.entities)


def delete_message(api: "BotApi", params: Params) -> bool:
    """Take a message away."""
    message = known(api, params).find(params.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    message.deleted = True
    message.chat.bell.ring()
    return True


def send_chat_action(api: "BotApi", params: Params) -> bool:
    """Show that the bot is at it."""
    writable(api, params)
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", params.text("action")):
        raise bad_request("wrong parameter action in request")
    return True


def answer_callback_query(api: "BotApi", params: Params) -> bool:
    """Answer a tap, once and in time."""
    said = checks.answer(params)
    tap = params.text("callback_query_id")
    if not api.taps.answer(tap, said, alert=params.flag("show_alert")):
        raise bad_request(TOO_OLD)
    return True


def known(api: "BotApi", params: Params) -> Chat:
    """The chat named by chat_id."""
    if not params.has("chat_id"):
        raise bad_request("chat_id is empty")
    name = params.text("chat_id")
    chat = api.chats.get(int(name)) if re.fullmatch(r"-?\d+", name) else None
    if chat is None or not chat.started:
        raise bad_request("chat not found")
    return chat


def writable(api: "BotApi", params: Params) -> Chat:
    """The chat named by chat_id, if the person there still wants to hear from the bot."""
    chat = known(api, params)
    if chat.blocked and chat.kind == "private":
        raise forbidden("bot was blocked by the user")
    if chat.blocked:
        raise forbidden("bot was kicked from the supergroup chat")
    return chat


def _send(
    api: "BotApi",
    chat: Chat,
    params: Params,
    said: str,
    entities: tuple[Json, ...],
    payload: Json | None = None,
    file: StoredFile | None = None,
) -> Json:
    keys, markup = checks.keyboard(params)
    reply_to = _replied(chat, params)
    api.pace.admit(chat.id, api.moment())
    version = Version(text=said, entities=entities, keys=keys, markup=markup)
    return api.post(chat, api.bot, version, payload or {}, reply_to, file).as_json()


def _replied(chat: Chat, params: Params) -> int | None:
    given = params.json("reply_parameters", "reply parameters") or {}
    wanted = int(given.get("message_id", 0)) or params.number("reply_to_message_id")
    if not wanted:
        return None
    if chat.find(wanted) is not None:
        return wanted
    lenient = given.get("allow_sending_without_reply", False)
    if not lenient and not params.flag("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None


def _mine(api: "BotApi", params: Params) -> Message:
    chat = writable(api, params)
    if not params.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.find(params.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(message: Message, params: Params, said: str, entities: tuple[Json, ...]) -> Json:
    keys, markup = checks.keyboard(params)
    version = Version(text=said, entities=entities, keys=keys, markup=markup)
    if version == message.now:
        raise bad_request(UNCHANGED)
    message.versions.append(version)
    message.chat.bell.ring()
    return message.as_json()
