"""Which errand the typed words ask for: the same words work typed, as menu and as command."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher

Vocabulary = Mapping[str, tuple[str, ...]]  # errand code → words people type for it

# What may stand right behind a Chinese word without a space: a number, or the start of a date.
_BEHIND = re.compile(r"[aA]?[-－]?\d|[今明后大下本这周从一二三四五六七八九十]")
_NUMBER = re.compile(r"[aA][-－]?\d+$")


def errand_of(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The errand's code and the words behind it; None where no known word leads."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        return _by_word(name.lower(), vocabulary, rest.strip())
    if _NUMBER.match(text):
        return "status", text
    for word in sorted(_words(vocabulary), key=len, reverse=True):
        behind = _behind(text, word)
        if behind is not None:
            return _by_word(word, vocabulary, behind)
    return None


def interrupts(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the words are an errand of their own though an answer is being waited for.

    A bare errand word, a command, or a word with a number; anything longer is the answer.
    """
    found = errand_of(text, vocabulary)
    if found is None:
        return False
    _, rest = found
    text = text.strip()
    return not rest or text.startswith("/") or bool(_NUMBER.match(rest.split()[0]))


def likeliest(text: str, vocabulary: Vocabulary, count: int = 3) -> tuple[str, ...]:
    """The errands whose words are nearest to what was typed, nearest first."""
    text = text.strip().lower()

    def nearness(code: str) -> float:
        return max(SequenceMatcher(None, text, word).ratio() for word in vocabulary[code])

    return tuple(sorted(vocabulary, key=nearness, reverse=True)[:count])


def _words(vocabulary: Vocabulary) -> list[str]:
    return [word for words in vocabulary.values() for word in words]


def _behind(text: str, word: str) -> str | None:
    """What follows `word` at the head of `text`; None where it does not lead."""
    if not text.lower().startswith(word):
        return None
    rest = text[len(word) :]
    if not rest or rest[0].isspace() or rest[0] in ",:，：。!！":
        return rest.strip(" ,:，：。!！\t\n")
    return rest.strip() if not word.isascii() and _BEHIND.match(rest) else None


def _by_word(word: str, vocabulary: Vocabulary, rest: str) -> tuple[str, str] | None:
    code = next((code for code, words in vocabulary.items() if word in words), None)
    return None if code is None else (code, rest)
