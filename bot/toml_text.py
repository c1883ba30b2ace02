"""A TOML file as data, or the reason it is none; what stands in it is never repeated."""

import re
import tomllib
from pathlib import Path
from typing import Any

PLACE = re.compile(r"line (\d+), column \d+")


class NotToml(Exception):
    """Not TOML; says in which line, 0 where that is not known (often: at the end)."""

    def __init__(self, line: int):
        super().__init__(line)
        self.line = line


def read_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file, with or without BOM. Raises OSError, UnicodeDecodeError or NotToml."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:  # also numbers and nesting beyond measure
        place = PLACE.search(str(wrong))
        raise NotToml(int(place[1]) if place else 0) from None
