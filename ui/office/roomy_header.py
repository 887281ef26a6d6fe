"""Headings of tables: room around texts, and sizes that follow the font."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionHeader,
    QWidget,
)

from ui.theme import GRID, HALF

# One column or several that take the room that is left.
Stretch = int | Sequence[int]
# So many rows are measured; a longer text further down is cut short, and its tool tip has it.
_MEASURED = 100


class RoomyHeader(QHeaderView):
    """`stretch` takes the room that is left, but never less than `least` characters need.

    Several columns share it evenly.
    `held` gives other columns the width of so many full-width characters; the rest follow
    the texts of their first rows. Qt's own following asks the delegate for every cell, several
    times over, which takes seconds for a thousand rows.
    """

    def __init__(
        self,
        parent: QWidget,
        stretch: Stretch,
        held: Mapping[int, int] | None = None,
        least: int = 14,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._stretch = (stretch,) if isinstance(stretch, int) else tuple(stretch)
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
        self._fit_later = QTimer(self)
        self._fit_later.setSingleShot(True)
        self._fit_later.setInterval(0)
        self._fit_later.timeout.connect(self._fit)
        self.sectionResized.connect(self._on_resized)

    def settle(self) -> None:
        """Set how the columns are resized; called once the view has its model."""
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        model = self.model()
        # At once: the next picture shows the rows, and narrow columns would be in it.
        model.modelReset.connect(self._fit)
        for changed in (model.dataChanged, model.rowsInserted):
            changed.connect(self._fit_later.start)
        self._hold()

    def _fit(self) -> None:
        """Give the columns that follow their contents as much room as these need."""
        for section in range(self.count()):
            if section not in self._stretch and section not in self._held:
                wanted = max(self.sectionSizeFromContents(section).width(), self._needs(section))
                if wanted != self.sectionSize(section):
                    self.resizeSection(section, wanted)

    def _needs(self, section: int) -> int:
        """The width of the longest text of a column, with its mark."""
        model, view = self.model(), self.parent()
        assert isinstance(view, QAbstractItemView)
        cells = [model.index(row, section) for row in range(min(model.rowCount(), _MEASURED))]
        lines = {line for cell in cells for line in str(cell.data() or "").split("\n")}
        metrics = view.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, lines), default=0)
        margin = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
        has_mark = any(cell.data(Qt.ItemDataRole.DecorationRole) for cell in cells)
        mark = view.iconSize().width() + 2 * margin if has_mark else 0
        return widest + mark + 2 * margin + GRID * 2

    def _wide(self, characters: int) -> int:
        return self.fontMetrics().horizontalAdvance("課") * characters + GRID * 2

    def _hold(self) -> None:
        for section, characters in self._held.items():
            self.resizeSection(section, self._wide(characters))
        self._fit()
        self._share()

    def _share(self) -> None:
        shown = [
            section
            for section in self._stretch
            if 0 <= section < self.count() and not self.isSectionHidden(section)
        ]
        if not shown:
            return
        others = self.length() - sum(map(self.sectionSize, shown))
        least = self._wide(self._least) if self.count() > 1 else 0
        room = max(self.viewport().width() - others, 0)
        for number, section in enumerate(shown):
            # What does not divide evenly goes to the last one.
            share = room // (len(shown) - number)
            room -= share
            self.resizeSection(section, max(share, least))

    def _on_resized(self, section: int, _old: int, _new: int) -> None:
        if section not in self._stretch:
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
