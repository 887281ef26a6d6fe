"""Paginating sheets of paper: every page is worked out before the first one is painted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPageLayout, QPainter

from ui.printing.chart_row import paint_chart
from ui.printing.flow import flow
from ui.printing.leaf import MM, Brush, Leaf
from ui.printing.pages import Bookmark
from ui.printing.paper import a4, body
from ui.printing.review import ReviewLeaf
from ui.printing.rows import LaidRow, Setting, lay_row
from ui.printing.sheets import Sheet
from ui.printing.stack_row import paint_stack

_FOOT = 8 * MM
_FOOT_LINE = 6 * MM
_FOOT_SIZE = 8


@dataclass(frozen=True)
class Page:
    """What stands where on one page of a leaf; `number` and `count` are those of the leaf."""

    leaf: Leaf
    rows: Sequence[tuple[float, LaidRow]]
    number: int
    count: int

    @property
    def first(self) -> bool:
        """Whether the leaf begins here."""
        return self.number == 1


class LeafPages:
    """The pages of leaves (`ui.printing.pages.MarkedPages`)."""

    def __init__(self, pages: Sequence[Page], setting: Setting) -> None:
        self.pages = pages
        self._setting = setting

    def __len__(self) -> int:
        return len(self.pages)

    @property
    def marks(self) -> Sequence[Bookmark]:
        """A bookmark for each department and one for each of its leaves."""
        return list(_marks(self.pages))

    @property
    def typed(self) -> str:
        """Every character that is painted."""
        return self._setting.typed

    def layout(self, index: int) -> QPageLayout:
        return a4()

    def paint(self, index: int, painter: QPainter) -> None:
        painter.save()
        painter.translate(body(a4()).topLeft())
        painter.scale(1 / self._setting.point, 1 / self._setting.point)
        brush = Brush(painter, self._setting, body(a4()).width())
        _paint(self.pages[index], brush, f"{index + 1} / {len(self)}")
        painter.restore()


def paginate(sheets: Iterable[Sheet]) -> LeafPages:
    """Work out every page of review sheets."""
    return lay_out([ReviewLeaf(sheet) for sheet in sheets])


def lay_out(leaves: Iterable[Leaf]) -> LeafPages:
    """Work out every page; each leaf begins one."""
    setting = Setting()
    return LeafPages([page for leaf in leaves for page in _pages(leaf, setting)], setting)


def _marks(pages: Sequence[Page]) -> Iterator[Bookmark]:
    department = None
    for index, page in enumerate(pages):
        if page.first:
            if page.leaf.department != department:
                department = page.leaf.department
                yield Bookmark(department, 0, index)
            yield Bookmark(page.leaf.name, 1, index)


def _pages(leaf: Leaf, setting: Setting) -> list[Page]:
    inside = body(a4())
    rows = [lay_row(setting, row, inside.width() * setting.point) for row in leaf.rows()]
    tops = [leaf.head_height(first=first) * setting.point for first in (True, False)]
    bottom = (inside.height() - _FOOT) * setting.point

    def heads(n: int, _continued: bool) -> Sequence[LaidRow]:
        """The head of the table that the row is in."""
        above = n
        while above and len(rows[above].cells) > 2 and not rows[above].row.heads:
            above -= 1
        return (rows[above],) if above < n and rows[above].row.heads else ()

    flowed = flow(rows, (bottom - tops[0], bottom - tops[1]), heads, LaidRow.split)
    return [
        Page(leaf, [(top + tops[n > 0], row) for top, row in placed], n + 1, len(flowed))
        for n, placed in enumerate(flowed)
    ]


def _paint(page: Page, brush: Brush, place: str) -> None:
    page.leaf.paint_head(brush, first=page.first)
    for top, row in page.rows:
        row.paint(brush.painter, 0, top)
        paint_chart(brush, row, top)
        paint_stack(brush, row, top)
    foot = QRectF(0, body(a4()).height() - _FOOT_LINE, brush.width, _FOOT_LINE)
    left, middle = page.leaf.foot(page.number, page.count)
    brush.line(left, foot, _FOOT_SIZE)
    brush.line(middle, foot, _FOOT_SIZE, Qt.AlignmentFlag.AlignHCenter)
    brush.line(place, foot, _FOOT_SIZE, Qt.AlignmentFlag.AlignRight)
