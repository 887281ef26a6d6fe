"""A button that stays down; which one is down is seen in every palette."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui import theme
from ui.theme import HALF, Tone


class ToggleButton(QPushButton):
    """Underlined while it is down: the darker ground alone cannot be seen on a dark window."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        line = QRect(HALF, self.height() - HALF, self.width() - 2 * HALF, HALF - 1)
        QPainter(self).fillRect(line, theme.colour(Tone.ACCENT, self.palette()))
