"""Pages on screen as they will be on paper: white on a grey ground, one or two abreast."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPageLayout,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui import theme
from ui.printing.pages import Pages
from ui.theme import GRID

_GAP = GRID * 2
# So many painted pages are kept; one takes some megabytes.
_KEPT = 8
_DARKER = 112


class Zoom(Enum):
    """How large a page is shown."""

    WIDTH = auto()
    PAGE = auto()
    ACTUAL = auto()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page stands, in pixels from the top left of everything."""

    index: int
    box: QRectF


class PageView(QAbstractScrollArea):
    """Scrolls over the pages; `page_changed` tells which one is in front."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._zoom = Zoom.WIDTH
        self._abreast = 1
        self._rows: list[list[_Place]] = []
        self._painted: OrderedDict[int, QPixmap] = OrderedDict()
        self._page = 0
        self._going = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def page(self) -> int:
        """The index of the page in front."""
        return self._page

    @property
    def zoom(self) -> Zoom:
        """How large pages are shown."""
        return self._zoom

    @property
    def abreast(self) -> int:
        """How many pages stand beside each other."""
        return self._abreast

    def show_pages(self, pages: Pages) -> None:
        """Show pages, from the first on."""
        self._pages = pages
        self._lay_out()
        self.go_to(0)

    def set_zoom(self, zoom: Zoom) -> None:
        """Show pages larger or smaller, the page in front still in front."""
        self._zoom = zoom
        self._lay_out()
        self.go_to(self._page)

    def set_abreast(self, count: int) -> None:
        """Show so many pages beside each other."""
        self._abreast = count
        self._lay_out()
        self.go_to(self._page)

    def step(self, by: int) -> None:
        """Go on by rows of pages."""
        if self._rows:
            row = min(max(self._page // self._abreast + by, 0), len(self._rows) - 1)
            self.go_to(self._rows[row][0].index)

    def go_to(self, index: int) -> None:
        """Bring a page in front; -1 is the last."""
        if self._pages is None:
            return
        index %= len(self._pages)
        row = self._rows[index // self._abreast]
        top = min(place.box.top() for place in row) - _GAP / 2
        self._going = True
        self.verticalScrollBar().setValue(round(top))
        self._going = False
        self._come_to(index)
        self.viewport().update()

    def _come_to(self, index: int) -> None:
        assert self._pages is not None
        self._page = index
        self.setAccessibleName(self.tr("{} / {} ページ").format(index + 1, len(self._pages)))
        self.page_changed.emit(index)

    def _size(self, index: int) -> tuple[float, float]:
        assert self._pages is not None
        whole = self._pages.layout(index).fullRect(QPageLayout.Unit.Point)
        return whole.width(), whole.height()

    def _scale(self, sizes: list[tuple[float, float]]) -> float:
        """Pixels to a point."""
        if self._zoom is Zoom.ACTUAL:
            return self.logicalDpiY() / 72
        room, count = self.viewport().size(), self._abreast
        widest = max(
            sum(width for width, _ in sizes[n : n + count]) for n in range(0, len(sizes), count)
        )
        wide = (room.width() - (count + 1) * _GAP) / widest
        tall = (room.height() - 2 * _GAP) / max(height for _, height in sizes)
        return max(wide if self._zoom is Zoom.WIDTH else min(wide, tall), 0.05)

    def _lay_out(self) -> None:
        self._painted.clear()
        self._rows.clear()
        if self._pages is None:
            return
        sizes = [self._size(index) for index in range(len(self._pages))]
        scale, top, widest = self._scale(sizes), float(_GAP), 0.0
        for start in range(0, len(sizes), self._abreast):
            row, left, high = list[_Place](), float(_GAP), 0.0
            for index in range(start, min(start + self._abreast, len(sizes))):
                width, height = (side * scale for side in sizes[index])
                row.append(_Place(index, QRectF(left, top, width, height)))
                left, high = left + width + _GAP, max(high, height)
            self._rows.append(row)
            top, widest = top + high + _GAP, max(widest, left)
        self._set_bars(round(top), round(widest))

    def _set_bars(self, height: int, width: int) -> None:
        room, line = self.viewport().size(), self.fontMetrics().lineSpacing()
        for bar, whole, shown in (
            (self.verticalScrollBar(), height, room.height()),
            (self.horizontalScrollBar(), width, room.width()),
        ):
            bar.setRange(0, max(whole - shown, 0))
            bar.setPageStep(shown)
            bar.setSingleStep(2 * line)

    def _offset(self, row: list[_Place]) -> QPoint:
        """What is added to a row's places: scrolled, or centred where there is room."""
        width = row[-1].box.right() + _GAP
        free = max(self.viewport().width() - width, 0) / 2
        left = round(free) - self.horizontalScrollBar().value()
        return QPoint(left, -self.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ground = self.palette().window().color().darker(_DARKER)
        painter.fillRect(self.viewport().rect(), ground)
        shown = QRectF(self.viewport().rect())
        for row in self._rows:
            offset = self._offset(row)
            for place in row:
                box = place.box.translated(offset)
                if box.intersects(shown):
                    corner = box.topLeft().toPoint()
                    picture = self._picture(place)
                    painter.drawPixmap(corner, picture)
                    size = picture.deviceIndependentSize().toSize()
                    painter.setPen(theme.border(self.palette()))
                    painter.drawRect(
                        corner.x() - 1, corner.y() - 1, size.width() + 1, size.height() + 1
                    )

    def _picture(self, place: _Place) -> QPixmap:
        if place.index in self._painted:
            self._painted.move_to_end(place.index)
            return self._painted[place.index]
        assert self._pages is not None
        ratio = self.devicePixelRatioF()
        size = QSize(round(place.box.width()), round(place.box.height()))
        made = QPixmap(size * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(Qt.GlobalColor.white))
        painter = QPainter(made)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        scale = place.box.width() / self._size(place.index)[0]
        painter.scale(scale, scale)
        self._pages.paint(place.index, painter)
        painter.end()
        self._painted[place.index] = made
        if len(self._painted) > _KEPT:
            self._painted.popitem(last=False)
        return made

    def _on_scrolled(self, top: int) -> None:
        if self._going or self._pages is None:
            return
        middle = top + self.viewport().height() / 2
        row = next(
            (row for row in self._rows if row[0].box.bottom() + _GAP > middle), self._rows[-1]
        )
        if self._page not in {place.index for place in row}:
            self._come_to(row[0].index)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.go_to(self._page)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(GRID * 100, GRID * 90)
