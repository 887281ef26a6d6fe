"""The errors a user can act on; every other exception is a bug of ours."""

from __future__ import annotations

from enum import Enum, auto


class Trouble(Enum):
    """What went wrong outside the program; `dxdesk.messages` has the sentence of each."""

    FILE_MISSING = auto()
    FILE_UNREADABLE = auto()
    FILE_TOO_LARGE = auto()
    FILE_DAMAGED = auto()
    FILE_NEWER = auto()
    FILE_EXISTS = auto()
    FILE_LOCKED = auto()
    WRONG_KIND = auto()
    NOT_XLSX = auto()
    FORM_NOT_XLSX = auto()
    HAS_PASSWORD = auto()
    NOT_TEXT = auto()
    NO_TABLE = auto()
    TWO_PLANS = auto()
    NO_YEAR = auto()
    WRITE_FAILED = auto()
    DISK_FULL = auto()
    READ_ONLY = auto()
    UNREACHABLE = auto()
    IN_USE = auto()
    NAME_TOO_LONG = auto()
    BAD_NAME = auto()
    OTHER_PLAN = auto()
    OTHER_YEAR = auto()
    OTHER_DEPARTMENT = auto()
    UNKNOWN_REQUEST = auto()
    ALTERED = auto()
    NOT_A_SUBMISSION = auto()
    NOTHING_PLACED = auto()
    UNKNOWN_FORM = auto()
    NOTHING_TO_MARK = auto()
    UNKNOWN_YEAR = auto()
    UNKNOWN_DEPARTMENT = auto()
    UNKNOWN_ITEM = auto()
    UNKNOWN_KPI = auto()
    UNKNOWN_PART = auto()
    UNKNOWN_FIELD = auto()
    NOT_ASKED = auto()
    CLOSED_FIELD = auto()
    UNCLEAR_PLACE = auto()
    BAD_ANSWERS = auto()
    BAD_REMARKS = auto()
    ANSWERED_TWICE = auto()
    NAME_MISSING = auto()
    NOTHING_TO_UNDO = auto()
    NOT_HANDED_IN = auto()
    NOTHING_TO_PRINT = auto()
    NOTHING_TO_PUBLISH = auto()
    NOBODY_ASKED = auto()
    NOBODY_OWES = auto()
    YEAR_EXISTS = auto()
    YEAR_BEFORE = auto()
    NO_SUCH_LAYOUT = auto()
    BAD_LAYOUT = auto()
    NOT_SET_UP = auto()
    NO_PAINTER = auto()
    REASON_MISSING = auto()
    REASON_TOO_LONG = auto()
    NOT_CONFIRMABLE = auto()
    NO_SUCH_FINDING = auto()
    SEVERAL_FINDINGS = auto()
    UNKNOWN_RULE = auto()
    UNKNOWN_RATING = auto()
    BAD_SETTING = auto()
    WRONG_SUFFIX = auto()
    PASTE_TOO_LONG = auto()
    FOLDER_MISSING = auto()
    YEAR_CLOSED = auto()
    YEAR_OPEN = auto()
    PLAN_FAULT = auto()
    BAD_PLAN = auto()
    ALREADY_ASKED = auto()
    NOTHING_TO_EXTEND = auto()
    READ_ONLY_OPEN = auto()
    NOT_A_COPY = auto()
    COPY_ALTERED = auto()
    SAME_YEAR = auto()
    REOPEN_REASON_MISSING = auto()
    UNKNOWN_STAGE = auto()
    NOTE_TOO_LONG = auto()
    DEADLINE_TOO_LONG = auto()
    REMARK_TOO_LONG = auto()
    REOPEN_REASON_TOO_LONG = auto()
    BAD_DIRECTIONS = auto()
    DIRECTION_UNCLEAR = auto()
    DIRECTION_OF_NOTHING = auto()
    DIRECTION_OF_SEVERAL = auto()
    DIRECTION_TWICE = auto()


OF_THE_PLACE = frozenset(
    {
        Trouble.FOLDER_MISSING,
        Trouble.FILE_MISSING,
        Trouble.FILE_UNREADABLE,
        Trouble.READ_ONLY,
        Trouble.UNREACHABLE,
        Trouble.IN_USE,
        Trouble.NAME_TOO_LONG,
        Trouble.BAD_NAME,
        Trouble.DISK_FULL,
        Trouble.WRITE_FAILED,
    }
)
"""Why a file could not be written in one place, and might in another."""


class DxdeskError(Exception):
    """One thing the user can put right.

    `facts` fill the placeholders of the sentence; they may name files and items but never
    carry what a person wrote.
    """

    def __init__(self, trouble: Trouble, **facts: object) -> None:
        super().__init__(trouble.name)
        self.trouble = trouble
        self.facts = facts
