"""What ink can put on paper: words without the unseen marks that break a file or turn a name."""

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def printable(words: str) -> str:
    """The words; blanks stay as they were set."""
    return _UNSEEN.sub("", words)
