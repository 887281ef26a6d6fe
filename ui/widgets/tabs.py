"""Tabs whose chosen one can be told from the others in dark colours, too."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTabWidget, QWidget

from ui import theme
from ui.theme import Tone


class Tabs(QTabWidget):
    """The chosen tab's text is in the accent colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.currentChanged.connect(self._mark)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark()

    def _mark(self) -> None:
        chosen = theme.colour(Tone.ACCENT, self.palette())
        for number in range(self.count()):
            # An invalid colour is the usual one.
            is_chosen = number == self.currentIndex()
            self.tabBar().setTabTextColor(number, chosen if is_chosen else QColor())
