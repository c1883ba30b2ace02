"""What goes wrong at Telegram, in words: for the outbox and for the operator, never with a token.

A proxy's error page may quote the address that was asked for, and the token is part of it; so
every text that came from outside passes `spoken` before anybody sees it.
"""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.message import Undelivered

LONGEST = 200  # characters of a reason; an error page may be long

# OSError: a local Bot API server hands files over by path. The last three are what the library
# raises over an answer of 200 that has not the promised shape.
FAILURES = (TelegramError, OSError, KeyError, TypeError, AttributeError)

_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def undelivered(error: Exception, token: str) -> Undelivered:
    """The same failure as the outbox knows it: when again, or never.

    A refused token is not final: the letters are sound and wait until the operator has mended it.
    """
    if isinstance(error, RetryAfter):
        return Undelivered("Telegram asks for a pause", retry_after=pause(error))
    final = isinstance(error, BadRequest | Forbidden | ChatMigrated)
    return Undelivered(spoken(error, token), final=final)


def advice(error: Exception, token: str) -> str:
    """One sentence that tells the operator what is wrong and what to do."""
    if isinstance(error, Conflict):
        return (
            "another program receives with this bot's token (409): stop it, "
            "or get a new token from @BotFather"
        )
    if isinstance(error, InvalidToken | EndPointNotFound):
        return "the token was refused: check TELEGRAM_TOKEN, and TELEGRAM_API_URL if it is set"
    if isinstance(error, RetryAfter):
        return "Telegram asks for a pause"
    if isinstance(error, TelegramError):
        return f"no good answer from Telegram; check the network: {spoken(error, token)}"
    return f"updates could not be taken over and stay with Telegram: {spoken(error, token)}"


def pause(error: Exception) -> float:
    """Seconds Telegram asked us to wait; 0 where it asked for nothing."""
    if not isinstance(error, RetryAfter):
        return 0.0
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def spoken(error: Exception, token: str) -> str:
    """The error's own words on one short line, the token struck out."""
    words = " ".join(f"{type(error).__name__}: {error}".split())
    secret = token.rpartition(":")[2]
    return words.replace(token, "…").replace(secret, "…")[:LONGEST]


def unchanged(error: BadRequest) -> bool:
    """Whether the card already looks like this: an edit sent twice, hence a success."""
    return "message is not modified" in error.message.lower()


def gone(error: BadRequest) -> bool:
    """Whether the card can no longer be edited, so that it has to be sent anew."""
    return any(words in error.message.lower() for words in _GONE)


def late(error: Exception) -> bool:
    """Whether the tap was too long ago to be answered."""
    return isinstance(error, BadRequest) and "query is too old" in error.message.lower()


def unstyled(error: BadRequest) -> bool:
    """Whether an older server does not know coloured buttons."""
    return "style" in error.message.lower()
