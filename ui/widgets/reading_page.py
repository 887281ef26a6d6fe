"""A scrolling page of limited width with a heading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.theme import GRID

# Full-width characters in a line; longer ones are hard to read.
_WIDEST = 68


class ReadingPage(QScrollArea):
    """Pages of it fill `column`, under their `heading`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setMaximumWidth(self.fontMetrics().horizontalAdvance("項" * _WIDEST))
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 4)
        self.column.setSpacing(GRID * 2)
        self.heading = theme.label(title, step=5, bold=True)
        self.column.addWidget(self.heading)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
