"""Rows before they are written: texts with their looks, measured and cut to fit a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.heights import TALLEST, Box, row_height, split_row


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. `top` and `bottom` are border styles, empty for none."""

    size: float = 10
    bold: bool = False
    fill: str = ""
    align: str = "left"
    middle: bool = False
    top: str = "thin"
    bottom: str = "thin"
    sides: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """The content of one cell, over `span` columns. A number is written as a number."""

    text: str | int
    look: Look
    span: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes one row of the sheet."""

    cells: tuple[Text, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the document: one piece, or more where the texts are too high for one."""

    pieces: tuple[Piece, ...]

    @property
    def start(self) -> float:
        """The height of its first piece."""
        return self.pieces[0].height


def measure(cells: Sequence[Text], widths: Sequence[float]) -> Row:
    """Find a row's height for columns of these widths in points, and cut it where it must be."""
    boxes = _boxes(tuple(widths), tuple((cell.span, cell.look.size) for cell in cells))
    texts = [visible(str(cell.text)) for cell in cells]
    measured = list(zip(texts, boxes, strict=True))
    height = row_height(measured)
    if height <= TALLEST:
        return Row((Piece(tuple(map(_with_text, cells, texts)), height),))
    cut = split_row(measured)
    last = len(cut) - 1
    return Row(
        tuple(
            Piece(
                tuple(
                    _part(_with_text(cell, text), number == 0, number == last)
                    for cell, text in zip(cells, texts, strict=True)
                ),
                row_height(list(zip(texts, boxes, strict=True))),
            )
            for number, texts in enumerate(cut)
        )
    )


@lru_cache(maxsize=64)
def _boxes(widths: tuple[float, ...], cells: tuple[tuple[int, float], ...]) -> tuple[Box, ...]:
    """The boxes of cells, of which span and size are given; a sheet has few kinds of row."""
    boxes: list[Box] = []
    column = 0
    for span, size in cells:
        boxes.append(Box(sum(widths[column : column + span]), size))
        column += span
    return tuple(boxes)


def _with_text(cell: Text, text: str) -> Text:
    return cell if isinstance(cell.text, int) or cell.text == text else replace(cell, text=text)


def _part(cell: Text, first: bool, last: bool) -> Text:
    """Draw only a hair's line between the pieces of a row."""
    look = cell.look
    top = look.top if first else look.top and "hair"
    bottom = look.bottom if last else look.bottom and "hair"
    return replace(cell, look=replace(look, top=top, bottom=bottom))
