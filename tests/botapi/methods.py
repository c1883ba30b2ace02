"""The Bot API's methods, one function each: (server, params) -> result, or ApiError."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.botapi import checks
from tests.botapi.chats import Chat, Message, Version
from tests.botapi.errors import Json, bad_request, forbidden
from tests.botapi.files import StoredFile
from tests.botapi.params import Params
from tests.botapi.webhook import Webhook

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

Method = Callable[["BotApi", Params], Any]

UPLOAD, PHOTO, DOWNLOAD = 50_000_000, 10_000_000, 20_000_000  # bytes
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")  # how picture files begin
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def get_me(api: "BotApi", params: Params) -> Json:
    """Who the bot is."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": True}
    return api.bot | abilities | {"supports_inline_queries": False}


async def get_updates(api: "BotApi", params: Params) -> list[Json]:
    """The long poll."""
    api.updates.allow(params.json("allowed_updates", "allowed updates"))
    limit = min(max(params.number("limit", 100), 1), 100)
    seconds = min(params.number("timeout"), 50)
    return await api.updates.poll(params.number("offset"), limit, seconds)


def set_webhook(api: "BotApi", params: Params) -> bool:
    """Push from now on; an empty url goes back to polling."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return delete_webhook(api, params)
    if not url.startswith(("https://", "http://127.0.0.1:")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _drop_pending(api, params)
    api.updates.allow(params.json("allowed_updates", "allowed updates"))
    api.updates.deliver_to(Webhook(url, secret, api.webhook_gaps, api.reverse_proxy))
    return True


def delete_webhook(api: "BotApi", params: Params) -> bool:
    """Back to polling."""
    _drop_pending(api, params)
    api.updates.deliver_to(None)
    return True


def get_webhook_info(api: "BotApi", params: Params) -> Json:
    """Where updates are pushed to, and how that goes."""
    hook = api.updates.webhook
    info: Json = {"url": hook.url if hook else "", "has_custom_certificate": False}
    info["pending_update_count"] = len(api.updates.pending)
    if hook is not None and hook.last_error:
        info |= {"last_error_date": api.date(), "last_error_message": hook.last_error}
    if api.updates.allowed:
        info["allowed_updates"] = sorted(api.updates.allowed)
    return info


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
    tap = api.taps.get(params.text("callback_query_id"))
    if tap is None or not api.answer_tap(tap, said, alert=params.flag("show_alert")):
        raise bad_request(TOO_OLD)
    return True


def set_my_commands(api: "BotApi", params: Params) -> bool:
    """The command menu of a scope and language."""
    api.commands[_menu(api, params)] = checks.commands(params)
    return True


def get_my_commands(api: "BotApi", params: Params) -> list[Json]:
    """The menu of exactly this scope and language."""
    return api.commands.get(_menu(api, params), [])


def delete_my_commands(api: "BotApi", params: Params) -> bool:
    """Back to the next wider menu."""
    api.commands.pop(_menu(api, params), None)
    return True


def get_file(api: "BotApi", params: Params) -> Json:
    """Where a file can be downloaded."""
    file = api.files.by_id.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD:
        raise bad_request("file is too big")
    return file.brief() | {"file_path": file.path}


METHODS: dict[str, Method] = {
    "getme": get_me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "sendmessage": send_message,
    "senddocument": send_document,
    "sendphoto": send_photo,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "sendchataction": send_chat_action,
    "answercallbackquery": answer_callback_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "getfile": get_file,
}


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


def _menu(api: "BotApi", params: Params) -> tuple[tuple[Any, ...], str]:
    scope = checks.scope(params)
    if len(scope) > 1 and not (scope[1] in api.chats and api.chats[scope[1]].started):
        raise bad_request("chat not found")
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return scope, language


def _drop_pending(api: "BotApi", params: Params) -> None:
    if params.flag("drop_pending_updates"):
        api.updates.pending.clear()
