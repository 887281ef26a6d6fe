"""Rows of two: what was beside what is; under each other where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import GRID


class PairGrid(QGridLayout):
    """`left` may be missing; where there is no room it stands under its `right`."""

    def __init__(self, *, beside: bool) -> None:
        super().__init__()
        self._pairs: list[tuple[QWidget | None, QWidget]] = []
        self._beside = beside
        self.setHorizontalSpacing(GRID * 2)
        self.setVerticalSpacing(GRID * 2)
        self._stretch()

    def add(self, left: QWidget | None, right: QWidget) -> None:
        """Add a row."""
        self._pairs.append((left, right))
        self._place(len(self._pairs) - 1)

    def arrange(self, *, beside: bool) -> None:
        """Put the rows side by side or under each other."""
        if beside is self._beside:
            return
        self._beside = beside
        for pair in self._pairs:
            for widget in pair:
                if widget is not None:
                    self.removeWidget(widget)
        for n in range(len(self._pairs)):
            self._place(n)
        self._stretch()

    def _place(self, n: int) -> None:
        left, right = self._pairs[n]
        self.addWidget(right, 2 * n, 1 if self._beside else 0)
        if left is not None and self._beside:
            self.addWidget(left, 2 * n, 0, Qt.AlignmentFlag.AlignTop)
        elif left is not None:
            self.addWidget(left, 2 * n + 1, 0)

    def _stretch(self) -> None:
        self.setColumnStretch(0, 2 if self._beside else 1)
        self.setColumnStretch(1, 3 if self._beside else 0)
