"""Papers 附件: which files are taken, how many, and under which name."""

from collections.abc import Collection

from bot.rules.refusal import PaperKind, PaperTooLarge, TooManyPapers
from bot.rules.typed_words import legible

MOST = 10  # with one request
LARGEST = 20  # MB; no channel hands over more
KINDS = ("pdf", "doc", "docx", "xls", "xlsx", "jpg", "jpeg", "png")
LONGEST = 40  # characters of a name before its ending


def kept_as(name: str, size: int, had: Collection[str]) -> str:
    """The name a file is kept under, a running number in it if `had` has that name already.

    `size` in bytes. Raises PaperKind, PaperTooLarge or TooManyPapers.
    """
    stem, _, ending = legible(name).rpartition(".")
    if ending.lower() not in KINDS:
        raise PaperKind
    if size > LARGEST * 1024 * 1024:
        raise PaperTooLarge(LARGEST)
    if len(had) >= MOST:
        raise TooManyPapers(MOST)
    stem = stem[:LONGEST] or "附件"
    names = (f"{stem}{n if n > 1 else ''}.{ending}" for n in range(1, len(had) + 2))
    return next(kept for kept in names if kept not in had)
