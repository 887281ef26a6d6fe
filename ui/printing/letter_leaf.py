"""A letter on paper: to whom, from whom, what is asked, by when and how to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF, Qt

from dxdesk.office.letter_words import (
    TO_BE_WRITTEN,
    body_of,
    column_of,
    count_of,
    deadline_of,
    how_of,
    name_of,
    title_of,
)
from dxdesk.office.letters import Letter
from ui.printing.leaf import MM, Brush
from ui.printing.painter import LeafPages, lay_out
from ui.printing.rows import Cell, Row, head_row, label_row

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_SIZE = 10.5
_TITLE = 14.0
_CONTACT = "所属　{}　担当者\n \n電話　　　　　　　　　　　　　　メール"
_BLANK = "　" * 13


class LetterLeaf:
    """Lays a letter's values out as rows between head and foot."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter

    @property
    def department(self) -> str:
        return self.letter.department

    @property
    def name(self) -> str:
        return name_of(self.letter.kind)

    def head_height(self, *, first: bool) -> float:
        return (52 if first else 12) * MM

    def foot(self, number: int, count: int) -> tuple[str, str]:
        return f"{self.name}　{self.letter.department}", f"{number} / {count} ページ"

    def paint_head(self, brush: Brush, *, first: bool) -> None:
        letter, wide = self.letter, brush.width
        if not first:
            said = f"{self.name}　{letter.department}（続き）"
            brush.line(said, QRectF(0, 0, wide, 8 * MM), 9, bold=True)
            return
        brush.line(letter.day, QRectF(0, 0, wide, 7 * MM), _SIZE, _RIGHT)
        brush.line(f"{letter.department}　御中", QRectF(0, 10 * MM, wide, 8 * MM), 12, bold=True)
        brush.line(letter.sender, QRectF(0, 20 * MM, wide, 7 * MM), _SIZE, _RIGHT)
        brush.line(title_of(letter), QRectF(0, 36 * MM, wide, 10 * MM), _TITLE, _CENTRE, bold=True)

    def rows(self) -> Iterator[Row]:
        letter = self.letter
        yield _prose(body_of(letter))
        yield _prose("")
        yield label_row("提出期限", deadline_of(letter) or TO_BE_WRITTEN, bold=True)
        yield label_row("項目の数", count_of(letter))
        yield label_row("回答の方法", how_of(letter))
        yield label_row("問合せ先", _CONTACT.format(letter.office or _BLANK))
        yield _prose("")
        yield head_row((("番号", 9), ("取組項目", 40), (column_of(letter.kind), 51)))
        for item in letter.items:
            yield Row((Cell(item.no, 9), Cell(item.title, 40), Cell(item.what, 51)))


def letter_pages(letters: Iterable[Letter]) -> LeafPages:
    """Work out every page of letters."""
    return lay_out([LetterLeaf(letter) for letter in letters])


def letters_title(letters: list[Letter]) -> str:
    """What a file of letters is called."""
    first = letters[0]
    who = first.department if len(letters) == 1 else f"{len(letters)}課"
    return f"{name_of(first.kind)} {first.year} {who} {first.plan}"


def _prose(text: str) -> Row:
    return Row((Cell(text, 100, size=_SIZE),), borders=False)
