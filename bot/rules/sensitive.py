"""Stop words 涉密字样: what may not travel here, however it is written."""

from dataclasses import dataclass
from unicodedata import category, normalize

# Blanks, controls, marks on other characters, and what no font shows though it counts as a letter.
_NOTHING = frozenset(("Cc", "Cf", "Cn", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"))
_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitive:
    """The words that stop a message, and the longer ones they are an innocent part of."""

    words: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()  # 手机密码 is no 机密

    def stops(self, *texts: str) -> bool:
        """Whether a stop word stands in one: full width, spaced out or with unseen marks."""
        return any(map(self._stands_in, texts))

    def _stands_in(self, text: str) -> bool:
        seen = bare(text)
        for longer in self.innocent:
            seen = seen.replace(bare(longer), "\n")
        return any(bare(word) in seen for word in self.words)


def bare(text: str) -> str:
    """What a reader's eye takes in: plain forms, case aside, nothing between the characters."""
    return "".join(c for c in normalize("NFKC", text).casefold() if not _unseen(c))


def _unseen(character: str) -> bool:
    return character in _EMPTY or category(character) in _NOTHING
