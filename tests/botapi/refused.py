"""Expecting a refusal by the server's words; python-telegram-bot changes their capitals."""

import re

import pytest
from telegram.error import TelegramError


def refused(error: type[TelegramError], words: str) -> "pytest.RaisesExc[TelegramError]":
    """`with refused(BadRequest, "chat not found"):` the call inside is refused so."""
    return pytest.raises(error, match=re.compile(re.escape(words), re.IGNORECASE))
