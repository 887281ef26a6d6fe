"""The columns, ids and fixed words of a form, for those who write it and who read it alike.

A row is named twice: 整理番号 on the left has the tag of the request and the row's number,
欄番号 on the right the field. A part of a form that was sorted or pasted without the rest of its
rows is told by the two disagreeing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from operator import attrgetter

from dxdesk.files.form_rows import FormRow
from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.heights import POINTS_PER_WIDTH, Box, split_text


class Role(Enum):
    """What a column is for; the value is its heading. PART is of forms of the first version."""

    MARK = "整理番号"
    NO = "番号"
    TITLE = "取組項目"
    ASK = "欄"
    PART = "区分"
    ASKED = "照会内容"
    LAST = "前年度の記入"
    ANSWER = "回答"
    NOTE = "備考"
    FIELD = "欄番号"


FORM_SHEET = "記入"
DATA_SHEET = "データ"
DATA_MARK = "dxdesk"
BY = "提出者"
NUMBER = "提出番号"
FORM_NUMBER = "照会番号"
PROGRESS = "進み具合"
TO_DO_SHEET = "直していただきたいこと"

SIZE = 10.0
WIDTHS = {
    Role.MARK: 9.0,
    Role.NO: 6.0,
    Role.TITLE: 15.0,
    Role.ASK: 12.0,
    Role.ASKED: 34.0,
    Role.LAST: 26.0,
    Role.ANSWER: 52.0,
    Role.NOTE: 14.0,
    Role.FIELD: 8.0,
}
ROLES = tuple(WIDTHS)
_FORMER_WIDTHS = {Role.PART: 6.0, Role.ASKED: 42.0, Role.LAST: 34.0, Role.NOTE: 20.0}
BOXES = {
    role: Box(width * POINTS_PER_WIDTH, SIZE) for role, width in (_FORMER_WIDTHS | WIDTHS).items()
}
# Two lines that follow each other are together fuller than one, so that this many fit for sure.
_SURELY_WHOLE = {role: int((box.most_lines - 5) * box.room / 2) for role, box in BOXES.items()}

MARK = re.compile(
    r"(?P<tag>[A-Z2-7]{6})-(?P<number>\d{1,6})(?:-(?P<piece>\d{1,5})/(?P<count>\d{1,5}))?"
)
FIELD_ID = re.compile(r"(?P<field>.+?)(?:#(?P<piece>\d{1,5}))?")
# Of whichever plan, as far as it cannot be a date, a share or an address.
ANY_FIELD_ID = re.compile(r"[\w-]+/(?:(?:result|issues)-\d+|k\d+|rating|rating_note)(?:#\d{1,5})?")
PROGRESS_SAID = re.compile(r"\d{0,6} / \d{1,6}欄 記入済み")


def tag_of(request: str) -> str:
    """Six letters and digits that stand for a request where people see them."""
    digest = hashlib.sha256(request.encode("utf-8", "replace")).digest()
    return base64.b32encode(digest).decode("ascii")[:6]


def shown(row: FormRow, role: Role) -> str:
    """What a row shows in one column; ids and pieces of long texts aside."""
    text_of = SHOWN.get(role)
    return text_of(row) if text_of else ""


SHOWN: dict[Role, Callable[[FormRow], str]] = {
    Role.NO: attrgetter("no"),
    Role.TITLE: attrgetter("title"),
    Role.ASK: attrgetter("place"),
    Role.PART: attrgetter("part"),
    Role.ASKED: attrgetter("asked"),
    Role.LAST: attrgetter("last"),
    Role.ANSWER: attrgetter("answer"),
    Role.NOTE: attrgetter("note"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: a row of the form, or a piece of one that is too tall for a line.

    `number` counts rows, `piece` the lines of one row, both from 1. `is_input` is a cell to
    write in. The mark of a long row says as well how many lines its answer has.
    """

    row: FormRow
    number: int
    piece: int
    texts: dict[Role, str]
    is_input: bool


def lines_of(rows: Sequence[FormRow], tag: str) -> Iterator[Line]:
    """The lines of a form, from the top."""
    for number, row in enumerate(rows, 1):
        columns = {role: pieces(shown(row, role), role) for role in ROLES}
        answers = len(columns[Role.ANSWER])
        height = max(len(column) for column in columns.values())
        is_long = height > 1
        for index in range(height):
            texts = {
                role: column[index] if index < len(column) else ""
                for role, column in columns.items()
            }
            is_input = row.is_open and index < answers
            more = f"-{index + 1}/{answers}" if is_long else ""
            texts[Role.MARK] = f"{tag}-{number}{more}"
            name = f"#{index + 1}" if index else ""
            texts[Role.FIELD] = f"{row.field}{name}" if is_input else ""
            yield Line(row, number, index + 1, texts, is_input)


def pieces(text: str, role: Role) -> list[str]:
    """The texts of the cells that one text fills, one below the other."""
    text = visible(text)
    if len(text) < _SURELY_WHOLE[role] and text.count("\n") < 3 and "\t" not in text:
        return [text]
    return split_text(text, BOXES[role])


def former_pieces(text: str, role: Role) -> list[str]:
    """The same in a form of the first version, which had other widths."""
    return split_text(visible(text), _former_box(role))


@lru_cache
def _former_box(role: Role) -> Box:
    return Box((WIDTHS | _FORMER_WIDTHS)[role] * POINTS_PER_WIDTH, SIZE)
