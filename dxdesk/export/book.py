"""A workbook being written: the only module that touches openpyxl.

openpyxl makes the workbook, its styles and its pages; the rows are written as XML here.
Cell by cell through its write-only mode, 1,000 items took 2.9 times as long as the same
cells without any design, most of it in one object for each cell, row and merged range.

Bytes depend on the content alone. The workbook says in its properties that it is ours
(creator `dxdesk`, keywords `dxdesk-export-1`); in such a workbook the rows that follow an item
row with empty number cells continue it, and their texts are to be joined without anything
between.
"""

# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, BinaryIO, TypeAlias
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from dxdesk.export.pages import MARGINS, Page, Pager
from dxdesk.export.rows import Look, Piece, Row, Text, measure
from dxdesk.export.steady_zip import SteadyZip
from dxdesk.sheets.cell_text import escaped, header_text, is_misread, visible

# openpyxl's types know nothing of what is needed here; its objects go no further than this module.
_Foreign: TypeAlias = Any

MARK = "dxdesk-export-1"
FONT = "BIZ UDゴシック"
# Column widths are counted in digits of this size (heights.POINTS_PER_WIDTH).
_DEFAULT_SIZE = 10.5
_WHEN = datetime(2000, 1, 1)
_LINE = "808080"
# With lxml at hand openpyxl writes the first, else the second.
_NO_ROWS = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")


class Book:
    """A workbook; its sheets are filled in order and row by row, then it is saved once."""

    def __init__(self, title: str) -> None:
        # Write-only: a sheet that openpyxl believes empty must not say that it ends at A1.
        self._book: _Foreign = Workbook(write_only=True)
        self._sheets: list[Sheet] = []
        self._styles: dict[tuple[Look, bool], int] = {}
        self._book._named_styles["Normal"].font = Font(name=FONT, size=_DEFAULT_SIZE)
        self._book._fonts[0] = Font(name=FONT, size=_DEFAULT_SIZE)
        properties = self._book.properties
        properties.creator, properties.keywords = "dxdesk", MARK
        properties.title = visible(title)
        properties.created = properties.modified = _WHEN

    def sheet(self, name: str, page: Page) -> Sheet:
        """Begin the next sheet."""
        sheet: _Foreign = self._book.create_sheet(name)
        _set_page(sheet, page)
        self._sheets.append(Sheet(self, sheet, page))
        return self._sheets[-1]

    def style(self, look: Look, quoted: bool) -> int:
        """The number of a look's style; `quoted` keeps a text text when it is edited."""
        key = (look, quoted)
        if key not in self._styles:
            self._styles[key] = _add_style(self._book.worksheets[0], look, quoted)
        return self._styles[key]

    def save(self, file: BinaryIO) -> None:
        """Write the workbook; equal content gives equal bytes."""
        patches = {
            f"xl/worksheets/sheet{number}.xml": (_NO_ROWS, sheet.finish().encode())
            for number, sheet in enumerate(self._sheets, 1)
        }
        # Workbook.save would write the current time.
        make_writer: _Foreign = ExcelWriter
        with SteadyZip(file, patches) as archive:
            make_writer(self._book, archive).write_data()


class Sheet:
    """Rows are appended; each is as high as its text and continued where it is too high."""

    def __init__(self, book: Book, sheet: _Foreign, page: Page) -> None:
        self._book = book
        self._sheet = sheet
        self._points = page.points
        self._letters = [get_column_letter(n + 1) for n in range(len(page.widths))]
        self._pager = Pager(page.capacity)
        self._xml: list[str] = []
        self._merged: list[str] = []
        self._breaks: list[int] = []
        self.rows = 0
        self.repeats = False

    def row(self, *cells: Text) -> Row:
        """Measure a row without writing it."""
        return measure(cells, self._points)

    def keep(self, *rows: Row, above: float = 0) -> None:
        """Begin a new page where these rows, the next to be put, would be torn apart.

        Of the last row its first piece is enough. Excel may ignore it: it does not break pages
        by hand where the width is made to fit.
        """
        if self._pager.breaks_before(above + sum(row.start for row in rows)):
            self._breaks.append(self.rows)

    def put(self, row: Row) -> None:
        """Append a measured row, and the rows that continue it."""
        for piece in row.pieces:
            self._append(piece)

    def add(self, *cells: Text) -> None:
        """Measure and append a row."""
        self.put(self.row(*cells))

    def space(self, height: float) -> None:
        """Append an empty row."""
        self._append(Piece((), height))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells, counted from 1, that were or will be appended."""
        self._merged.append(f"{self._letters[left - 1]}{top}:{self._letters[right - 1]}{bottom}")

    def repeat(self, top: int, bottom: int) -> None:
        """Print these rows at the head of every later page."""
        self._sheet.print_title_rows = f"{top}:{bottom}"
        self._pager.repeat(top, bottom)
        self.repeats = True

    def filter(self, row: int) -> None:
        """Let the reader filter what stands under a row; not in a sheet with merged cells.

        Both write their elements behind the rows, and only this way round in the right order.
        """
        assert not self._merged
        self._sheet.auto_filter.ref = f"A{row}:{self._letters[-1]}{max(self.rows, row)}"

    def finish(self) -> str:
        """The XML of the rows, and of the merged ranges, which stand right behind them."""
        # At once: every append would check all of them again.
        self._sheet.row_breaks.brk = [Break(id=row) for row in self._breaks]
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged)
        ranges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        return f"<sheetData>{''.join(self._xml)}</sheetData>{ranges}"

    def _append(self, piece: Piece) -> None:
        self.rows += 1
        self._pager.add(piece.height)
        self._xml.append(f'<row r="{self.rows}" ht="{piece.height:g}" customHeight="1">')
        column = 0
        for cell in piece.cells:
            if cell.span > 1:
                self.merge(self.rows, column + 1, self.rows, column + cell.span)
            for text in (cell.text, *[""] * (cell.span - 1)):
                self._xml.append(self._cell(self._letters[column], text, cell.look))
                column += 1
        self._xml.append("</row>")

    def _cell(self, letter: str, text: str | int, look: Look) -> str:
        quoted = isinstance(text, str) and is_misread(text)
        head = f'<c r="{letter}{self.rows}" s="{self._book.style(look, quoted)}"'
        if isinstance(text, int):
            return f"{head}><v>{text}</v></c>"
        if not text:
            return f"{head}/>"
        # An inline string is text whatever it looks like: no formula of =, no error of #N/A.
        inside = f'<is><t xml:space="preserve">{escape(escaped(text))}</t></is>'
        return f'{head} t="inlineStr">{inside}</c>'


def _add_style(sheet: _Foreign, look: Look, quoted: bool) -> int:
    cell: _Foreign = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=look.size, bold=look.bold)
    cell.alignment = Alignment(
        horizontal=look.align, vertical="center" if look.middle else "top", wrap_text=True
    )
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    side = _side("thin" if look.sides else "")
    cell.border = Border(left=side, right=side, top=_side(look.top), bottom=_side(look.bottom))
    cell.quotePrefix = quoted
    return cell.style_id


def _side(style: _Foreign) -> Side:
    return Side(style=style, color=_LINE) if style else Side()


def _set_page(sheet: _Foreign, page: Page) -> None:
    for number, width in enumerate(page.widths):
        sheet.column_dimensions[get_column_letter(number + 1)].width = width
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = sheet.page_setup
    setup.orientation, setup.paperSize = "landscape", page.paper.number
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sides, top, bottom = MARGINS
    sheet.page_margins = PageMargins(
        left=sides, right=sides, top=top, bottom=bottom, header=0.35, footer=0.3
    )
    sheet.print_options.horizontalCentered = True
    sheet.oddHeader.right.text = header_text(page.header)
    sheet.oddFooter.center.text = "&P / &N"
    sheet.sheet_view.showGridLines = False
    if page.freeze:
        sheet.freeze_panes = page.freeze
