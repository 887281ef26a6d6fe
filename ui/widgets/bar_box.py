"""A bar's words with its buttons behind them, or below where they would leave too little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from ui import theme
from ui.theme import GRID, HALF


class BarBox(QBoxLayout):
    """The layout of a bar; `words` and `buttons` are rows to be filled."""

    def __init__(self, bar: QFrame) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, bar)
        self._bar = bar
        self.setContentsMargins(theme.MARGIN, HALF, theme.MARGIN, HALF)
        self.setSpacing(GRID)
        self.words = QHBoxLayout()
        self.words.setSpacing(GRID)
        self._buttons = QWidget()
        self.buttons = QHBoxLayout(self._buttons)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(GRID)
        self.buttons.addStretch(1)
        self.addLayout(self.words, 1)
        self.addWidget(self._buttons)
        bar.installEventFilter(self)
        self._buttons.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.fit()
        return False

    def fit(self) -> None:
        """Put the buttons where there is room for them."""
        crowded = self._buttons.sizeHint().width() > self._bar.width() // 2
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        wanted = down if crowded else across
        if self.direction() is not wanted:
            self.setDirection(wanted)
