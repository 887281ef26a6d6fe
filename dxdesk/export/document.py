"""A document that has its layout: sheets of lines of cells, for workbook and paper alike."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.export.pages import Page
from dxdesk.export.rows import Text


@dataclass(frozen=True, slots=True)
class Mark:
    """What a reader jumps to: a group or an item; `level` 0 is the outermost."""

    title: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, from left to right; without cells it is white space.

    `with_next` keeps it from being the last of its page. `height` is in points: the least that
    the line is high. Where it has to be continued, `above` is put once more over each piece
    that goes on, and each cell of both says what `Text.again` holds. `beside` stands right of
    the print area, in the workbook alone, behind an empty column.
    """

    cells: tuple[Text, ...] = ()
    height: float = 0.0
    with_next: bool = False
    mark: Mark | None = None
    above: Line | None = None
    beside: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook, a run of pages on paper.

    `heads` is the first and the end of the lines that every later page repeats at its top, as
    in a slice; equal where there are none. `filtered` lets the reader filter below them.
    """

    name: str
    page: Page
    lines: tuple[Line, ...]
    heads: tuple[int, int] = (0, 0)
    filtered: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that is published in one layout, in the order of printing."""

    title: str
    font: str
    sheets: tuple[Sheet, ...]
