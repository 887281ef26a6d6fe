"""What the colours and patterns of an overview stand for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from dxdesk.domain.overview import Key
from ui import theme
from ui.office.overview_looks import paint_share
from ui.theme import GRID, HALF

_COLUMNS = 2


class Swatch(QWidget):
    """The look of one key."""

    def __init__(self, keys: Sequence[Key], number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._number = keys, number
        line = self.fontMetrics().lineSpacing()
        self.setFixedSize(QSize(line * 2, line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 2, -1, -2)
        paint_share(painter, box, self._keys, self._number, self.palette())


class OverviewLegend(QWidget):
    """A swatch, a word and a meaning for each key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[Key, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID * 3)
        self._grid.setVerticalSpacing(HALF)

    def show_keys(self, keys: tuple[Key, ...]) -> None:
        """Show what the keys mean."""
        if keys == self._keys:
            return
        self._keys = keys
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for number, key in enumerate(keys):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GRID)
            row.addWidget(Swatch(keys, number))
            row.addWidget(theme.label(f"{key.word}　{key.meaning}".strip(), wrap=True), 1)
            self._grid.addWidget(line, number // _COLUMNS, number % _COLUMNS)
