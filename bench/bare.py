"""The bare python-telegram-bot handler to compare with: it answers a tap and edits the card.

Nothing is stored and nobody is asked who may; run as `python bench/bare.py TOKEN API_URL`.
"""

import sys

from telegram import Message, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes


async def agree(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer, then edit: what the library's own examples do."""
    query = update.callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    await query.answer("已同意")
    await query.edit_message_text(f"{query.message.text}\n已同意")


def main(token: str, root: str) -> None:
    """Poll until a signal."""
    application = Application.builder().token(token).base_url(f"{root}/bot").build()
    application.add_handler(CallbackQueryHandler(agree))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
