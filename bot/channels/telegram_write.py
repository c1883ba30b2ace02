"""A card as Telegram shows it: a little HTML, short enough, and a keyboard under it."""

import html
import re
from bisect import bisect_right
from itertools import accumulate

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.message import Button, Outgoing

CAPTION = 1024  # of the words under a file, counted alike
LIMIT = 4096  # of a message after its markup is parsed; counted in UTF-16 units to be safe
TITLE = 256  # units a title keeps when a card is too long
SHORTEST = 32  # units a row keeps before whole rows are given up
TOAST = 200  # units of the answer to a tap

# Direction marks can make a name read backwards, lone surrogates cannot be sent at all.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]+")


def markup(card: Outgoing) -> str:
    """The card's text in Telegram's HTML: the title bold, everything escaped."""
    title, *rows = _fit(_rows(card), CAPTION if card.file else LIMIT)
    return "\n".join([f"<b>{_escape(title)}</b>", *map(_escape, rows)])


def file_name(name: str) -> str:
    """A file's name on one line; a form's header has no room for more."""
    return _line(name).replace('"', "”")


def keyboard(card: Outgoing, *, styled: bool) -> InlineKeyboardMarkup | None:
    """The card's buttons; None takes an edited card's old buttons away."""
    if not card.buttons:
        return None
    return InlineKeyboardMarkup([[_key(button, styled) for button in row] for row in card.buttons])


def toast(text: str) -> str:
    """A short answer to a tap, on one line."""
    return _cut(_line(text), TOAST)


def _rows(card: Outgoing) -> list[str]:
    fields = (_line(f"{label}{_colon(label)}{value}") for label, value in card.fields)
    return [_line(card.title), *fields, *map(_clean, card.lines)]


def _colon(label: str) -> str:
    """Full width behind Chinese, as print has it."""
    return ": " if label.isascii() else "："


def _line(text: str) -> str:
    """On one line: a value with a line break in it could pass for a field of the card."""
    return _clean(_BREAKS.sub(" ", text))


def _clean(text: str) -> str:
    return _UNSEEN.sub("", text)


def _fit(rows: list[str], limit: int) -> list[str]:
    """The longest rows cut until the whole fits, so that the title and the others stay."""
    if _units("\n".join(rows)) <= limit:
        return rows
    title = _cut(rows[0], TITLE)
    room = limit - _units(title)
    level = _level([_units(row) for row in rows[1:]], room)
    return [title, *_first([_cut(row, level) for row in rows[1:]], room)]


def _level(lengths: list[int], room: int) -> int:
    """The most units a row may keep if all are to fit, line breaks included."""

    def height(level: int) -> int:
        return sum(1 + min(length, level) for length in lengths)

    levels = range(SHORTEST, LIMIT + 1)
    return SHORTEST + max(0, bisect_right(levels, room, key=height) - 1)


def _first(rows: list[str], room: int) -> list[str]:
    """As many rows as there is room for; all of them, but where hundreds are short."""
    ends = list(accumulate(1 + _units(row) for row in rows))
    if not ends or ends[-1] <= room:
        return rows
    return [*rows[: bisect_right(ends, room - 2)], "…"]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    if _units(text) <= units:
        return text
    kept = text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", "ignore")
    return f"{kept}…"


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _key(button: Button, styled: bool) -> InlineKeyboardButton:
    style = (button.style.value or None) if styled else None
    return InlineKeyboardButton(_line(button.label), callback_data=button.token, style=style)
