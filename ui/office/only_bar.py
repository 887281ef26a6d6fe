"""Says that only some items are listed, and why; one button shows all of them again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.theme import GRID, HALF, Tone


class OnlyBar(QFrame):
    """Hidden while everything is listed; emits `all_wanted`."""

    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = theme.label(wrap=True)
        self.all = QPushButton(self.tr("すべて表示(&O)"))
        self.all.clicked.connect(self.all_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addWidget(self.words, 1)
        row.addWidget(self.all)
        self.hide()

    def show_words(self, words: str, count: int) -> None:
        """Say what is listed."""
        self.words.setText(self.tr("{}　の{}件だけを表示しています").format(words, count))
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.ground(Tone.ACCENT, self.palette()))
