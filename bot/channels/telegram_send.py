"""Putting a card into a chat: edited in place where it can be, sent anew where it cannot."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.channels import telegram_fault as fault
from bot.channels import telegram_write as writing
from bot.message import Enclosure, Outgoing

T = TypeVar("T")

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def put(bot: Bot, chat: int, card: Outgoing, message: str | None) -> str:
    """Edit `message` into `card`, or send it; the id it now has. Raises what the library raises.

    A file that was handed over is in its reader's hands: what takes its place is sent anew.
    """
    if card.file:
        return await _hand_over(bot, chat, card, card.file)
    if message and message.isdecimal() and await _edit(bot, chat, card, int(message)):
        return message
    return await _send(bot, chat, card)


async def _edit(bot: Bot, chat: int, card: Outgoing, message: int) -> bool:
    """Edit the card; False where it can no longer be edited."""

    async def edit(keyboard: InlineKeyboardMarkup | None) -> None:
        await bot.edit_message_text(
            writing.markup(card),
            chat,
            message,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
        )

    try:
        await _dressed(edit, card)
    except BadRequest as error:
        if fault.gone(error):
            return False
        if not fault.unchanged(error):
            raise
    return True


async def _send(bot: Bot, chat: int, card: Outgoing) -> str:
    async def send(keyboard: InlineKeyboardMarkup | None) -> str:
        sent = await bot.send_message(
            chat,
            writing.markup(card),
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
        )
        return str(sent.message_id)

    return await _dressed(send, card)


async def _hand_over(bot: Bot, chat: int, card: Outgoing, file: Enclosure) -> str:
    async def send(keyboard: InlineKeyboardMarkup | None) -> str:
        sent = await bot.send_document(
            chat,
            file.content,
            caption=writing.markup(card),
            parse_mode=ParseMode.HTML,
            filename=writing.file_name(file.name),
            disable_content_type_detection=True,
            disable_notification=True,  # it comes beside words that rang, or was asked for
            reply_markup=keyboard,
        )
        return str(sent.message_id)

    return await _dressed(send, card)


async def _dressed(
    put_out: Callable[[InlineKeyboardMarkup | None], Awaitable[T]], card: Outgoing
) -> T:
    """With coloured buttons, or with plain ones where an older server refuses the colour."""
    try:
        return await put_out(writing.keyboard(card, styled=True))
    except BadRequest as error:
        if not fault.unstyled(error):
            raise
    return await put_out(writing.keyboard(card, styled=False))
