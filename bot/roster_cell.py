"""A cell of the roster 名册 as text: what people type, and what Excel makes of it."""

import re
import unicodedata

HIDDEN = {"Cc", "Cf", "Cs"}  # controls, zero-width and bidi marks, halves of characters
WHOLE_NUMBER = re.compile(r"([0-9]+)\.0+")


def clean(text: str) -> str:
    """`text` on one line, without what cannot be seen: a bidi mark in a name could turn a card."""
    if not text.isprintable():
        text = "".join(" " if c.isspace() else c for c in text if c.isspace() or not _hidden(c))
    return " ".join(text.split())


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN


def plain(text: str) -> str:
    """An id or number as a machine reads it: １３８ is 138, and so is 138.0 out of Excel."""
    text = clean(unicodedata.normalize("NFKC", text))
    number = WHOLE_NUMBER.fullmatch(text)
    return number[1] if number else text


def folded(text: str) -> str:
    """A header or rank for comparing: width, case, spaces and underscores do not matter."""
    return plain(text).casefold().replace(" ", "").replace("_", "")
