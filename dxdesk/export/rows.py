"""Rows before they are written: texts with their looks, measured and cut to fit a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.heights import TALLEST, Box, count_lines, row_height, split_row


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
class Number:
    """A figure as a spreadsheet keeps it, and the format that shows it as the text reads."""

    value: Decimal
    format: str


@dataclass(frozen=True, slots=True)
class Formula:
    """What keeps a cell up to date.

    `{row}` is its own row, `{first}` and `{last}` are those of the list on `sheet`.
    """

    text: str
    sheet: str = ""


class Text(NamedTuple):
    """The content of one cell, over `span` columns and `rows` lines.

    `text` is what is read on paper; in the workbook `number` stands instead, and `formula` keeps
    it up to date. The lines below a cell of several rows have an empty one in its place. `again`
    is what the cell says where its line goes on in a further row.
    """

    text: str
    look: Look
    span: int = 1
    rows: int = 1
    number: Number | None = None
    formula: Formula | None = None
    again: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """What becomes one row of the sheet."""

    cells: tuple[Text, ...]
    height: float


def measure(cells: tuple[Text, ...], widths: tuple[float, ...], least: float = 0) -> list[Piece]:
    """Find the height of a row for columns of these widths in points, and cut it where it must be.

    A piece but the first shows what its cells say `again`, where that is not a page of its own.
    """
    boxes = _boxes(widths, tuple((cell.span, cell.look.size) for cell in cells))
    texts = [visible(cell.text) for cell in cells]
    measured = list(zip(texts, boxes, strict=True))
    if any(cell.number for cell in cells):
        cells = tuple(map(_readable, cells, boxes))
    height = row_height(measured)
    if height <= TALLEST:
        return [Piece(tuple(map(_with_text, cells, texts)), max(height, least))]
    cut = split_row(measured)
    repeated = [_short(visible(cell.again), box) for cell, box in zip(cells, boxes, strict=True)]
    last = len(cut) - 1
    pieces: list[Piece] = []
    for number, row in enumerate(cut):
        said = [
            again if number and not text else text
            for again, text in zip(repeated, row, strict=True)
        ]
        parts = tuple(
            _part(_with_text(cell, text), number == 0, number == last)
            for cell, text in zip(cells, said, strict=True)
        )
        pieces.append(Piece(parts, row_height(list(zip(said, boxes, strict=True)))))
    return pieces


def _short(text: str, box: Box) -> str:
    return text if row_height([(text, box)]) <= TALLEST / 2 else ""


@lru_cache(maxsize=64)
def _boxes(widths: tuple[float, ...], cells: tuple[tuple[int, float], ...]) -> tuple[Box, ...]:
    """The boxes of cells, of which span and size are given; a sheet has few kinds of row."""
    boxes: list[Box] = []
    column = 0
    for span, size in cells:
        boxes.append(Box(sum(widths[column : column + span]), size))
        column += span
    return tuple(boxes)


def _readable(cell: Text, box: Box) -> Text:
    """A number stays text where its cell is too narrow: spreadsheets show ##### instead."""
    if cell.number is None or cell.formula or count_lines(cell.text, box.room) == 1:
        return cell
    return cell._replace(number=None)


def _with_text(cell: Text, text: str) -> Text:
    return cell if cell.text == text else cell._replace(text=text)


def _part(cell: Text, first: bool, last: bool) -> Text:
    """Draw only a hair's line between the pieces of a row."""
    look = cell.look
    top = look.top if first else look.top and "hair"
    bottom = look.bottom if last else look.bottom and "hair"
    look = replace(look, top=top, bottom=bottom)
    # A figure counts once, and is kept up to date where it begins.
    return (
        cell._replace(look=look) if first else cell._replace(look=look, number=None, formula=None)
    )
