"""A card before it has buttons that work: each choice still says what it means.

Storage gives every choice a token of its own and makes it an `Outgoing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.message import Enclosure, Style


@dataclass(frozen=True, slots=True)
class Choice:
    """One button to be: its label, the errand behind it, and what that errand needs to know."""

    label: str
    action: str  # e.g. approval.agree
    args: Mapping[str, object] = field(default_factory=dict)
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one person is shown, in his language."""

    title: str
    fields: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    choices: tuple[tuple[Choice, ...], ...] = ()  # rows
    file: Enclosure | None = None  # its content is kept beside the letter
