"""Headings of tables: room around texts, and sizes that follow the font."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

from ui.theme import GRID, HALF


class RoomyHeader(QHeaderView):
    """`stretch` takes the room that is left, but never less than `least` characters need.

    `held` gives other columns the width of so many full-width characters; the rest follow
    their contents.
    """

    def __init__(
        self, parent: QWidget, stretch: int, held: Mapping[int, int] | None = None, least: int = 14
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._stretch = stretch
        self._held = dict(held or {})
        self._least = least
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        # While Qt resizes columns to their contents it overrides what is set for another one.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._share)
        self.sectionResized.connect(self._on_resized)

    def settle(self) -> None:
        """Set how the columns are resized; called once the view has its model."""
        for section in range(self.count()):
            mode = QHeaderView.ResizeMode.ResizeToContents
            if section == self._stretch or section in self._held:
                mode = QHeaderView.ResizeMode.Interactive
            self.setSectionResizeMode(section, mode)
        self._hold()

    def _wide(self, characters: int) -> int:
        return self.fontMetrics().horizontalAdvance("課") * characters + GRID * 2

    def _hold(self) -> None:
        for section, characters in self._held.items():
            self.resizeSection(section, self._wide(characters))
        self._share()

    def _share(self) -> None:
        if not 0 <= self._stretch < self.count():
            return
        others = self.length() - self.sectionSize(self._stretch)
        least = self._wide(self._least) if self.count() > 1 else 0
        self.resizeSection(self._stretch, max(self.viewport().width() - others, least))

    def _on_resized(self, section: int, _old: int, _new: int) -> None:
        if section != self._stretch:
            self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._hold()

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        super().initStyleOptionForIndex(option, logicalIndex)
        # The heading begins where the texts of its column begin.
        option.text = f" {option.text}"

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        return super().sectionSizeFromContents(logicalIndex) + QSize(GRID * 2, HALF)


class EvenRows(QHeaderView):
    """Rows of one line each; measuring every row would be felt in long tables."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()
        self.hide()

    def _fit(self) -> None:
        self.setDefaultSectionSize(self.fontMetrics().lineSpacing() + GRID + HALF)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
