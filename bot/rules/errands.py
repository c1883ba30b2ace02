"""Which errand the typed words ask for: the same words work typed, as menu and as command."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from bot.rules.typed_words import EN_MONTH, WEEKDAY, fold, pattern

Vocabulary = Mapping[str, tuple[str, ...]]  # errand code → words people type for it

# What may stand right behind a Chinese word without a space: a number, or the start of a date.
_BEHIND = re.compile(r"[aAtT]?-?\d|[今明后大下本这周从自一二三四五六七八九十]")
_DATED = pattern(rf"{_BEHIND.pattern}|(?:today|tomorrow|next|this|from|{WEEKDAY}|{EN_MONTH})(?!\w)")
_NUMBER = re.compile(r"[aAtT]-?\d+|\d+(?!\w)")
_A_NUMBER = re.compile(r"[aAtT]-?\d+$")
_EDGES = " \t\r\n\u3000,:;?!，：；。？！、"
_ALSO_ANSWERS = ("出差", "外出", "常务会议")  # a reason as often as an errand


def verdict_of(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """A verdict's code and the words behind it: 同意，注意安全, but not 退回一下再说."""
    folded = fold(text.strip())
    for word in sorted(_words(vocabulary), key=len, reverse=True):
        if folded.lower().startswith(word) and folded[len(word) : len(word) + 1] in ("", *_EDGES):
            return _by_word(word, vocabulary, text.strip()[len(word) :].strip(_EDGES))
    return None


def errand_of(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The errand's code and the words behind it, as typed; None where no known word leads."""
    folded = fold(text)
    start = len(folded) - len(folded.lstrip())
    text, folded = text[start:].rstrip(), folded[start:].rstrip()
    if folded.startswith("/"):
        name = folded[1:].partition(" ")[0]
        return _by_word(name.lower(), vocabulary, text[1 + len(name) :].strip())
    if _A_NUMBER.match(folded):
        return "status", folded
    for word in sorted(_words(vocabulary), key=len, reverse=True):
        if _leads(word, folded):
            return _by_word(word, vocabulary, text[len(word) :].strip(_EDGES))
    return None


def interrupts(text: str, vocabulary: Vocabulary) -> bool:
    """Whether the words are an errand of their own though an answer is being waited for.

    A bare errand word, a command, a word with a number, or a whole line of leave; anything else
    is the answer.
    """
    found = errand_of(text, vocabulary)
    if found is None or text.strip() in _ALSO_ANSWERS:
        return False
    code, rest = found[0], fold(found[1])
    if not rest or fold(text).lstrip().startswith("/"):
        return True
    return bool(_NUMBER.match(rest) or (code == "leave" and _DATED.match(rest)))


def likeliest(text: str, vocabulary: Vocabulary, count: int = 3) -> tuple[str, ...]:
    """The errands whose words are nearest to what was typed, nearest first."""
    text = text.strip().lower()

    def nearness(code: str) -> float:
        return max(_nearness(text, word) for word in vocabulary[code])

    return tuple(sorted(vocabulary, key=nearness, reverse=True)[:count])


def _nearness(text: str, word: str) -> float:
    """1 where the word stands in the text somewhere, else how alike the two look."""
    return 1.0 if word in text else SequenceMatcher(None, text, word).ratio()


def _words(vocabulary: Vocabulary) -> list[str]:
    return [word for words in vocabulary.values() for word in words]


def _leads(word: str, folded: str) -> bool:
    """Whether `word` stands at the head and ends there, or something that may follow it begins."""
    if not folded.lower().startswith(word):
        return False
    rest = folded[len(word) :]
    return not rest or rest[0] in _EDGES or bool(not word.isascii() and _BEHIND.match(rest))


def _by_word(word: str, vocabulary: Vocabulary, rest: str) -> tuple[str, str] | None:
    code = next((code for code, words in vocabulary.items() if word in words), None)
    return None if code is None else (code, rest)
