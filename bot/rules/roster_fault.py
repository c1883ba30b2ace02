"""What can be wrong in a roster file 名册, named by file, row and column."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """One kind of mistake; words/roster.py has a sentence for each."""

    MISSING_FILE = "missing file"
    MISSING_SHEET = "missing sheet"
    MISSING_COLUMN = "missing column"
    UNDECODABLE = "undecodable"  # neither UTF-8 nor GB18030
    BROKEN_CSV = "broken csv"
    UNREADABLE = "unreadable"  # not a workbook, or not to be opened at all
    OVERSIZED = "oversized"
    UNSAFE = "unsafe"  # packed like a bomb, or with a DOCTYPE
    EMPTY = "empty"
    UNKNOWN_RANK = "unknown rank"
    NO_DEPARTMENT = "no department"
    NOT_A_NUMBER = "not a number"
    OTHER_NAME = "other name"  # one id, two names
    OTHER_VALUE = "other value"  # one id, two phones, chats or AB halves
    DUPLICATE_POST = "duplicate post"
    USED_TWICE = "used twice"  # one chat, two people
    OWN_AB = "own ab"
    UNKNOWN_PERSON = "unknown person"
    SEVERAL_PEOPLE = "several people"
    UNKNOWN_DEPARTMENT = "unknown department"
    LISTED_TWICE = "listed twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mistake, and where to mend it."""

    file: str  # officials.csv, or for a sheet: roster.xlsx 人员
    kind: FaultKind
    row: int | None = None  # as the spreadsheet counts; None for the file as a whole
    column: str = ""  # its English name; "" for the row as a whole
    value: str = ""  # as typed
    other: int | None = None  # the earlier row it contradicts
    known: tuple[tuple[str, str], ...] = ()  # (Chinese, English) of what would have been right


class RosterFaults(Exception):
    """A roster that cannot be used, with every mistake found in it."""

    def __init__(self, *faults: Fault):
        super().__init__(*faults)
        self.faults = faults
