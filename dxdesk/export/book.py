"""A document as a workbook: the only module of the export that touches openpyxl.

openpyxl makes the workbook, its styles and its pages; the rows are written as XML here.
Cell by cell through its write-only mode, 1,000 items took 2.9 times as long as the same
cells without any design, most of it in one object for each cell, row and merged range.

Bytes depend on the content alone. The workbook says in its properties that it is ours
(creator `dxdesk`, keywords `dxdesk-export-2`). In it the rows that continue an item say its number
and title again, with （続き）; their other texts are to be joined without anything between. In
the first version (`dxdesk-export-1`) they said neither.
"""

# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, TypeAlias
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.writer.excel import ExcelWriter

from dxdesk.export.document import Document, Line, Sheet
from dxdesk.export.pages import MARGINS, Page, Pager
from dxdesk.export.rows import Formula, Look, Piece, Text, measure
from dxdesk.sheets.cell_text import escaped, header_text, is_misread, visible
from dxdesk.sheets.columns import letters
from dxdesk.sheets.steady_zip import SteadyZip

# openpyxl's types know nothing of what is needed here; its objects go no further than this module.
_Foreign: TypeAlias = Any

MARK = "dxdesk-export-2"
# Column widths are counted in digits of this size (heights.POINTS_PER_WIDTH).
_DEFAULT_SIZE = 10.5
_WIDTH_BESIDE = 12
# Excel takes 1,026 in a sheet.
_MOST_BREAKS = 1_000
_WHEN = datetime(2000, 1, 1)
_LINE = "808080"
# What XML or a reader of workbooks takes for more than itself; most texts have none of it.
_SPECIAL = re.compile("[&<>_]")
# With lxml at hand openpyxl writes the first, else the second.
_NO_ROWS = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")


def write_book(document: Document, file: BinaryIO) -> None:
    """Write a document as a workbook; equal content gives equal bytes."""
    book = _Book(document)
    sheets = [_SheetWriter(book, number, sheet) for number, sheet in enumerate(document.sheets)]
    for sheet in sheets:
        sheet.write()
    lists = {sheet.name: (sheet.first, sheet.rows) for sheet in sheets}
    patches = {
        f"xl/worksheets/sheet{number}.xml": (_NO_ROWS, sheet.finish(lists).encode())
        for number, sheet in enumerate(sheets, 1)
    }
    # Workbook.save would write the current time.
    make_writer: _Foreign = ExcelWriter
    with SteadyZip(file, patches) as archive:
        make_writer(book.workbook, archive).write_data()


class _Book:
    """openpyxl's workbook, its sheets made and its styles numbered."""

    def __init__(self, document: Document) -> None:
        # Write-only: a sheet that openpyxl believes empty must not say that it ends at A1.
        self.workbook: _Foreign = Workbook(write_only=True)
        self._font = document.font
        self._styles: dict[tuple[Look, bool, str], int] = {}
        # By identity first: a look's hash is made of eight values each time.
        self._known: dict[tuple[int, bool, str], tuple[Look, int]] = {}
        self.workbook._named_styles["Normal"].font = Font(name=self._font, size=_DEFAULT_SIZE)
        self.workbook._fonts[0] = Font(name=self._font, size=_DEFAULT_SIZE)
        properties = self.workbook.properties
        properties.creator, properties.keywords = "dxdesk", MARK
        properties.title = visible(document.title)
        properties.created = properties.modified = _WHEN
        for sheet in document.sheets:
            _set_page(self.workbook.create_sheet(sheet.name), sheet.page)

    def style(self, look: Look, quoted: bool, form: str) -> int:
        """The number of a look's style; `quoted` keeps a text text when it is edited."""
        known = self._known.get((id(look), quoted, form))
        if known is None:
            key = (look, quoted, form)
            if key not in self._styles:
                self._styles[key] = self._add(look, quoted, form)
            # The look is kept as well, so that no other gets its identity.
            known = self._known[id(look), quoted, form] = (look, self._styles[key])
        return known[1]

    def _add(self, look: Look, quoted: bool, form: str) -> int:
        cell: _Foreign = WriteOnlyCell(self.workbook.worksheets[0])
        cell.font = Font(name=self._font, size=look.size, bold=look.bold)
        cell.alignment = Alignment(
            horizontal=look.align, vertical="center" if look.middle else "top", wrap_text=True
        )
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        side = _side("thin" if look.sides else "")
        cell.border = Border(left=side, right=side, top=_side(look.top), bottom=_side(look.bottom))
        cell.quotePrefix = quoted
        if form:
            cell.number_format = form
        return cell.style_id


class _SheetWriter:
    """Writes the lines of one sheet; each is as high as its text, continued where it is too high."""

    def __init__(self, book: _Book, number: int, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._foreign: _Foreign = book.workbook.worksheets[number]
        self._widths = sheet.page.points
        self._letters = [letters(n) for n in range(len(self._widths) + 4)]
        self._pager = Pager(sheet.page.capacity)
        self._xml: list[str | tuple[Formula, int]] = []
        self._merged: list[str] = []
        self._breaks: list[int] = []
        self.name = sheet.name
        self.rows = 0
        self.first = 1

    def write(self) -> None:
        """Write every line; those that stay together begin a new page together."""
        chain: list[tuple[Line, list[Piece]]] = []
        first_head, end_of_heads = self._sheet.heads
        for number, line in enumerate(self._sheet.lines):
            chain.append((line, self._measured(line)))
            if not line.with_next:
                self._put_chain(chain)
                chain = []
            # Headings are repeated once they and all before them stand on the sheet.
            if number + 1 == end_of_heads > first_head:
                self._repeat(end_of_heads - first_head, chain)
        self._put_chain(chain)
        beside = max((len(line.beside) for line in self._sheet.lines), default=0)
        if beside:
            for number in range(len(self._widths), len(self._widths) + 1 + beside):
                self._foreign.column_dimensions[self._letters[number]].width = _WIDTH_BESIDE
            self._foreign.print_area = f"A1:{self._letters[len(self._widths) - 1]}{self.rows}"
        if self._sheet.filtered and not self._merged:
            top = self._sheet.heads[1]
            # Both write their elements behind the rows, and only this way round in order.
            last = self._letters[len(self._widths) - 1]
            self._foreign.auto_filter.ref = f"A{top}:{last}{max(self.rows, top)}"

    def _measured(self, line: Line) -> list[Piece]:
        if not line.cells:
            return [Piece((), line.height)]
        return measure(line.cells, self._widths, line.height)

    def _repeat(self, count: int, chain: Sequence[tuple[Line, list[Piece]]]) -> None:
        """Print the headings, the last of the chain that waits, at the head of every later page."""
        last = self.rows + sum(len(pieces) for _, pieces in chain)
        self.first = last + 1
        heights = [piece.height for _, pieces in chain[-count:] for piece in pieces]
        self._foreign.print_title_rows = f"{last - len(heights) + 1}:{last}"
        self._pager.repeat(sum(heights))

    def _put_chain(self, chain: Sequence[tuple[Line, list[Piece]]]) -> None:
        if not chain:
            return
        *before, (_, last) = chain
        above = sum(piece.height for _, pieces in before for piece in pieces)
        self._keep(above + last[0].height)
        for line, pieces in chain:
            self._put(line, pieces)

    def _keep(self, height: float) -> None:
        """Begin a new page where rows of this height do not fit.

        Every end of a page is said, so that no program's own count can tear a title off.
        """
        if self._pager.breaks_before(height) and len(self._breaks) < _MOST_BREAKS:
            self._breaks.append(self.rows)

    def _put(self, line: Line, pieces: Sequence[Piece]) -> None:
        self._append(pieces[0], line.beside)
        for piece in pieces[1:]:
            if line.above is not None:
                title = self._measured(_said_again(line.above))
                self._keep(sum(one.height for one in title) + piece.height)
                for one in title:
                    self._append(one)
            else:
                self._keep(piece.height)
            self._append(piece)

    def _append(self, piece: Piece, beside: Sequence[Text] = ()) -> None:
        self.rows += 1
        self._pager.add(piece.height)
        self._xml.append(f'<row r="{self.rows}" ht="{piece.height:g}" customHeight="1">')
        column = 0
        for cell in piece.cells:
            if cell.span > 1 or cell.rows > 1:
                self._merge(column, cell)
            self._cell(self._letters[column], cell)
            for more in range(1, cell.span):
                head = self._head(self._letters[column + more], cell.look, False, "")
                self._xml.append(f"{head}/>")
            column += cell.span
        for number, cell in enumerate(beside, len(self._widths) + 1):
            self._cell(self._letters[number], cell)
        self._xml.append("</row>")

    def _merge(self, column: int, cell: Text) -> None:
        right, bottom = column + cell.span - 1, self.rows + cell.rows - 1
        self._merged.append(f"{self._letters[column]}{self.rows}:{self._letters[right]}{bottom}")

    def _cell(self, column: str, cell: Text) -> None:
        if cell.number or cell.formula:
            self._counted(column, cell)
            return
        text = cell.text
        if not text:
            self._xml.append(f"{self._head(column, cell.look, False, '')}/>")
            return
        head = self._head(column, cell.look, is_misread(text), "")
        if _SPECIAL.search(text):
            text = escape(escaped(text))
        # An inline string is text whatever it looks like: no formula of =, no error of #N/A.
        inside = f'<is><t xml:space="preserve">{text}</t></is>'
        self._xml.append(f'{head} t="inlineStr">{inside}</c>')

    def _counted(self, column: str, cell: Text) -> None:
        """A number, or a formula with the value that it has now."""
        form = cell.number.format if cell.number else ""
        head = self._head(column, cell.look, False, form)
        self._xml.append(head if cell.number else f'{head} t="str"')
        self._xml.append(">")
        if cell.formula:
            self._xml.append((cell.formula, self.rows))
        value = f"{cell.number.value.normalize():f}" if cell.number else escape(cell.text)
        self._xml.append(f"<v>{value}</v></c>")

    def _head(self, column: str, look: Look, quoted: bool, form: str) -> str:
        return f'<c r="{column}{self.rows}" s="{self._book.style(look, quoted, form)}"'

    def finish(self, lists: Mapping[str, tuple[int, int]]) -> str:
        """The XML of the rows, and of the merged ranges, which stand right behind them."""
        # At once: every append would check all of them again.
        self._foreign.row_breaks.brk = [Break(id=row) for row in self._breaks]
        rows = "".join(
            part if isinstance(part, str) else _formula(*part, lists) for part in self._xml
        )
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in self._merged)
        ranges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        return f"<sheetData>{rows}</sheetData>{ranges}"


def _formula(formula: Formula, row: int, lists: Mapping[str, tuple[int, int]]) -> str:
    first, last = lists.get(formula.sheet, (row, row))
    text = formula.text.format(row=row, first=first, last=max(first, last))
    return f"<f>{escape(text)}</f>"


def _said_again(line: Line) -> Line:
    """A title line as it stands over what goes on."""
    return Line(tuple(cell._replace(text=cell.again) for cell in line.cells))


def _side(style: _Foreign) -> Side:
    return Side(style=style, color=_LINE) if style else Side()


def _set_page(sheet: _Foreign, page: Page) -> None:
    for number, width in enumerate(page.widths):
        sheet.column_dimensions[letters(number)].width = width
    setup = sheet.page_setup
    setup.orientation = "landscape" if page.landscape else "portrait"
    setup.paperSize, setup.scale = page.paper.number, page.scale
    sides, top, bottom = MARGINS
    sheet.page_margins = PageMargins(
        left=sides, right=sides, top=top, bottom=bottom, header=0.35, footer=0.3
    )
    sheet.print_options.horizontalCentered = True
    # An empty one would be a header without an end to openpyxl.
    sheet.oddHeader.right.text = header_text(page.header) or None
    if page.numbered:
        sheet.oddFooter.center.text = "&P / &N"
    sheet.sheet_view.showGridLines = False
    if page.freeze:
        sheet.freeze_panes = page.freeze
