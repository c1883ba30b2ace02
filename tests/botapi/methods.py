"""The Bot API's methods by name, each (server, params) -> result or ApiError.

Receiving, menus and files are here; what puts something before a person is in sending.py.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.botapi import checks, sending
from tests.botapi.errors import Json, bad_request
from tests.botapi.params import Params
from tests.botapi.webhook import Webhook

if TYPE_CHECKING:
    from tests.botapi.server import BotApi

Method = Callable[["BotApi", Params], Any]

DOWNLOAD = 20_000_000  # bytes


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
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "sendphoto": sending.send_photo,
    "editmessagetext": sending.edit_message_text,
    "editmessagecaption": sending.edit_message_caption,
    "editmessagereplymarkup": sending.edit_message_reply_markup,
    "deletemessage": sending.delete_message,
    "sendchataction": sending.send_chat_action,
    "answercallbackquery": sending.answer_callback_query,
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "getfile": get_file,
}


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
