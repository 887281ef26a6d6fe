"""The published table on paper: the pages of a document, worked out before the first is painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from dxdesk.export.document import Document, Line, Sheet
from dxdesk.export.pages import MARGINS, Page, Paper
from ui.printing.boxes import Box, paint_boxes
from ui.printing.flow import flow
from ui.printing.pages import Bookmark
from ui.printing.paper import body
from ui.printing.rows import Setting
from ui.printing.table_lines import Columns, LaidLine, lay_lines
from ui.printing.words import paint_words

_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.A3: QPageSize.PageSizeId.A3}
# Header and footer, in points.
_SMALL, _BAND = 8.0, 14.0


@dataclass(frozen=True)
class TablePage:
    """What stands where on one page; the distances are from the top of its body."""

    sheet: Sheet
    layout: QPageLayout
    lines: Sequence[tuple[float, LaidLine]]


class TablePages:
    """The pages of a document (`ui.printing.pages.MarkedPages`)."""

    def __init__(self, pages: Sequence[TablePage], setting: Setting) -> None:
        self.pages = pages
        self._setting = setting

    def __len__(self) -> int:
        return len(self.pages)

    @property
    def marks(self) -> list[Bookmark]:
        return list(_marks(self.pages, self._setting.point))

    @property
    def typed(self) -> str:
        return self._setting.typed

    def layout(self, index: int) -> QPageLayout:
        return self.pages[index].layout

    def paint(self, index: int, painter: QPainter) -> None:
        page, point = self.pages[index], self._setting.point
        inside = body(page.layout)
        painter.save()
        painter.scale(1 / point, 1 / point)
        self._band(painter, page.sheet.page.header, inside.top() - 1.3 * _BAND, inside)
        painter.save()
        painter.translate(inside.left() * point, inside.top() * point)
        paint_boxes(painter, boxes_of(page), point)
        painter.restore()
        if page.sheet.page.numbered:
            place = f"{index + 1} / {len(self)}"
            self._band(painter, place, inside.bottom() + 0.5 * _BAND, inside, centred=True)
        painter.restore()

    def _band(
        self, painter: QPainter, text: str, top: float, inside: QRectF, *, centred: bool = False
    ) -> None:
        """Paint a line of the header, at the right, or of the footer."""
        point = self._setting.point
        box = QRectF(inside.left() * point, top * point, inside.width() * point, _BAND * point)
        align = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignRight
        paint_words(painter, self._setting, " ".join(text.split()), box, _SMALL, align)


def paginate_document(document: Document) -> TablePages:
    """Work out every page of a document; each sheet begins one, on its own paper."""
    setting = Setting()
    pages = [page for sheet in document.sheets for page in _pages(sheet, setting)]
    return TablePages(pages, setting)


def _pages(sheet: Sheet, setting: Setting) -> Iterator[TablePage]:
    layout = _paper(sheet.page)
    inside = body(layout)
    width, height = inside.width() * setting.point, inside.height() * setting.point
    lines = lay_lines(Columns(setting, sheet.page.points, width, height), sheet)
    repeats = _Repeats(sheet, lines, Columns(setting, sheet.page.points, width, height))
    for placed in flow(lines, (height, height), repeats.above, LaidLine.split):
        yield TablePage(sheet, layout, placed)


class _Repeats:
    """What stands once more at the top of a page: the heads, and the line above what goes on."""

    def __init__(self, sheet: Sheet, lines: Sequence[LaidLine], columns: Columns) -> None:
        self._sheet = sheet
        self._lines = lines
        self._columns = columns
        self._above: tuple[int, list[LaidLine]] = (-1, [])
        self._heads = [replace(line, repeated=True) for line in lines[slice(*sheet.heads)]]

    def above(self, index: int, continued: bool) -> list[LaidLine]:
        """The lines that stand above the line of an index where it begins or goes on with a page."""
        wanted = index >= self._sheet.heads[1] and (continued or not self._brings_heads(index))
        heads = self._heads if wanted else []
        return heads + self._continued(index) if continued else heads

    def _brings_heads(self, index: int) -> bool:
        """Whether the same heads come right below, as where a table begins anew."""
        first = next((line.line.cells for line in self._heads), ())
        while first and index < len(self._lines):
            line = self._lines[index]
            if line.line.cells == first:
                return True
            if not (line.keeps or line.blank):
                return False
            index += 1
        return False

    def _continued(self, index: int) -> list[LaidLine]:
        line = self._lines[index].line.above
        if line is not None and self._above[0] != index:
            cells = tuple(cell._replace(text=cell.again) for cell in line.cells)
            laid = self._columns.lay(-1 - index, Line(cells, line.height, with_next=True))
            self._above = (index, [replace(laid, repeated=True)])
        return self._above[1] if line is not None else []


def _paper(page: Page) -> QPageLayout:
    sides, top, bottom = (72 * inches for inches in MARGINS)
    lies = QPageLayout.Orientation
    return QPageLayout(
        QPageSize(_SIZES[page.paper]),
        lies.Landscape if page.landscape else lies.Portrait,
        QMarginsF(sides, top, sides, bottom),
        QPageLayout.Unit.Point,
    )


def _marks(pages: Sequence[TablePage], point: float) -> Iterator[Bookmark]:
    for number, page in enumerate(pages):
        top = body(page.layout).top()
        seen = {line.index for _, line in pages[number - 1].lines} if number else set[int]()
        if number and pages[number - 1].sheet is not page.sheet:
            seen = set()
        for at, line in page.lines:
            mark = line.line.mark
            if mark is not None and not line.repeated and line.index not in seen:
                yield Bookmark(mark.title, mark.level, number, top + at / point)


def boxes_of(page: TablePage) -> list[Box]:
    """The cells of a page where they stand, each over as many lines as it has there."""
    boxes: dict[int, Box] = {}
    made: list[Box] = []
    for n, (top, line) in enumerate(page.lines):
        ends = (n == 0, n == len(page.lines) - 1)
        for cell in line.cells:
            known = boxes.get(cell.run)
            if known is None:
                boxes[cell.run] = known = Box(cell, top, top + line.height, *ends)
                made.append(known)
            known.bottom, known.ends = top + line.height, ends[1]
            if cell.laid.count:
                known.cell = cell
    return made
