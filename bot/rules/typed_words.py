"""The pieces typed dates are made of, as patterns: numbers, months, weekdays, half-days, dashes.

All of them read folded text, case aside. `号` counts a day only where it does not count a
building, a road or a document (3号楼, 5号令).
"""

import re
from datetime import date, timedelta
from unicodedata import category, normalize

_ONES = "一二三四五六七八九"
_ZEROS = "0〇零○"
_WEEKDAYS = "一二三四五六日"
_EN_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EN_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

NUMBER = rf"(?:[0-9]{{1,2}}(?![0-9])|[{_ONES}]?十[{_ONES}]?|[廿卅][{_ONES}]?|[{_ONES}元])"
YEAR = rf"(?:[0-9]{{4}}|[{_ONES}〇零○]{{4}}|[今明后])\s*年"
DAY_SIGN = r"(?:日|号(?![楼厅院门馆线文令车房库路桥站码室井矿]))"
WEEKDAY = (
    r"(?:(?:周|星期|礼拜)(?:六(?!日)|[一二三四五日天])"
    r"|(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)(?![a-z])\.?)"
)
EN_MONTH = (
    r"(?:(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?)"
)
EN_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?(?![0-9a-z:])(?!\.[0-9])"
EN_YEAR = r"20[0-9]{2}(?![0-9])"
DASH = r"[-‐–—―−~〜⁓]{1,3}>?|[→⇒]"
TO = rf"\s*(?:直?[至到]|{DASH}|(?<![a-z])(?:to|till?|until|through|thru)(?![a-z]))\s*"
PART = (
    r"(?:(?P<morning>上午|早上|早晨|清晨|凌晨|晨(?![会练报光])|早(?![餐会点报期茶市])"
    r"|(?:morning|a\.?m)(?![a-z])\.?)"
    r"|(?P<afternoon>下午|午后|中午|(?:afternoon|noon|p\.?m)(?![a-z])\.?)"
    r"|(?P<evening>晚上|晚间|夜?晚(?![会宴餐报点期])|傍晚|夜[里间]|深夜|夜(?![市校班总])"
    r"|(?:evening|night)(?![a-z])))"
)

# Controls, direction marks and blanks of no width; a joiner stays where it makes one emoji of two.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
    "|[\u200c\u200d](?![\u2600-\u27bf\U0001f000-\U0001faff])"
)


_REQUEST = re.compile(r"\s*[aA]?\s*-?\s*([0-9]{1,9})(?=$|[\s,，:：.。])")


def request_number(words: str) -> str | None:
    """The number of a request at the head of the words: A-0123, a123, 123; never 1号."""
    found = _REQUEST.match(fold(words))
    return f"A-{int(found[1]):04d}" if found else None


_ITEM = re.compile(r"\s*[tT]\s*-?\s*([0-9]{1,9})(?=$|[\s,，:：.。])")


def item_number(words: str) -> str | None:
    """The number of an item at the head of the words: T-0012, t12; a bare number is a request's."""
    found = _ITEM.match(fold(words))
    return f"T-{int(found[1]):04d}" if found else None


def pattern(text: str) -> re.Pattern[str]:
    """A pattern over folded text, whatever the case of its letters."""
    return re.compile(text, re.IGNORECASE | re.ASCII)  # or İ would be an i


def fold(text: str) -> str:
    """Full-width forms made ASCII, spaces and invisible controls made blanks, each in its place.

    The length stays, so a position in what was folded is a position in what was typed.
    """
    return "".join(map(_fold, text))


def visible(text: str) -> str:
    """Without the unseen marks that make words read backwards, or differ though they look alike."""
    return _UNSEEN.sub("", text)


def legible(text: str) -> str:
    """What is visible, on one line."""
    return " ".join(visible(text).split())


def _fold(character: str) -> str:
    if character.isspace() or category(character) == "Cf":
        return " "
    plain = normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def number(words: str) -> int:
    """The number a NUMBER or EN_DAY says: 12, 12th, 十二, 廿一, 元 (the first month)."""
    if words[0].isdecimal():
        return int(words.rstrip("stndrhSTNDRH"))
    plain = words.replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    tens, ten, ones = plain.rpartition("十")
    return 10 * (_one(tens) or 1) * len(ten) + _one(ones)


def year(words: str, this_year: int) -> int:
    """The year a YEAR says: 2026年, 二〇二六年, 明年."""
    if words[0] in "今明后":
        return this_year + "今明后".index(words[0])
    return int(
        "".join("0" if w in _ZEROS else w if w.isdecimal() else str(_one(w)) for w in words[:4])
    )


def month(words: str) -> int:
    """The month a NUMBER or EN_MONTH says, from 1."""
    short = words[:3].lower()
    return _EN_MONTHS.index(short) + 1 if short in _EN_MONTHS else number(words)


def week_of(words: str, today: date) -> tuple[date, date] | None:
    """The Monday and Sunday of 本周 or 下周; None for any other words."""
    ahead = _WEEKS.get(fold(words).strip().lower())
    if ahead is None:
        return None
    monday = today + timedelta(weeks=ahead, days=-today.weekday())
    return monday, monday + timedelta(days=6)


_WEEKS = {"本周": 0, "这周": 0, "this week": 0, "下周": 1, "next week": 1}


def weekday(words: str) -> int:
    """The weekday a WEEKDAY says, Monday being 0."""
    short = words[:3].lower()
    if short in _EN_WEEKDAYS:
        return _EN_WEEKDAYS.index(short)
    return _WEEKDAYS.index(words[-1].replace("天", "日"))


def _one(word: str) -> int:
    return _ONES.index(word) + 1 if word else 0
