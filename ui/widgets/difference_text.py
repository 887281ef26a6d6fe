"""A text to read in which what differs from another is marked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui import theme
from ui.theme import GRID, Tone
from ui.widgets.difference import Run, Side
from ui.widgets.prose_label import LINE_HEIGHT


class DifferenceText(QTextEdit):
    """Added characters are underlined, removed ones struck through, both on a coloured ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Run, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)

    def show_runs(self, runs: tuple[Run, ...]) -> None:
        """Show the runs one after the other."""
        self._runs = runs
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        for run in runs:
            cursor.insertText(run.text, self._format(run.side))
        self._fit()

    def _format(self, side: Side) -> QTextCharFormat:
        made = QTextCharFormat()
        if side is Side.ADDED:
            made.setFontUnderline(True)
            made.setForeground(theme.colour(Tone.GOOD, self.palette()))
            made.setBackground(theme.ground(Tone.GOOD, self.palette()))
        elif side is Side.REMOVED:
            made.setFontStrikeOut(True)
            made.setForeground(theme.colour(Tone.ERROR, self.palette()))
            made.setBackground(theme.ground(Tone.ERROR, self.palette()))
        return made

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 2 * self.frameWidth() + 2)

    def sizeHint(self) -> QSize:
        return QSize(40 * GRID, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_runs(self._runs)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
