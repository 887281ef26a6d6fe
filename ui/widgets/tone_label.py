"""A label in the colour of a tone, perhaps with a mark; it follows a change of palette."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui import theme
from ui.marks import Mark, pixmap
from ui.theme import HALF, Tone


class ToneLabel(QWidget):
    """One sentence; the mark before it says the tone to those who do not see the colour."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.QUIET,
        mark: Mark | None = None,
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        step: float = 0.0,
        bold: bool = False,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._kind = mark
        self._mark = QLabel()
        self._label = theme.label(text, wrap=wrap, step=step, bold=bold)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self._paint()

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def set_text(self, text: str) -> None:
        """Say something else in the same tone."""
        self._label.setText(text)

    def say(self, text: str, tone: Tone, mark: Mark | None = None) -> None:
        """Say something in another tone."""
        self._tone, self._kind = tone, mark
        self._label.setText(text)
        self._paint()

    def _paint(self) -> None:
        colour = theme.colour(self._tone, self.palette())
        palette = self._label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        self._label.setPalette(palette)
        self._mark.setHidden(self._kind is None)
        if self._kind is not None:
            side = theme.mark_side(self._label)
            self._mark.setPixmap(pixmap(self._kind, colour, QSize(side, side), self))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._paint()
