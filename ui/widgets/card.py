"""A framed ground for texts to read, and the paragraphs on it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.theme import GRID, HALF, Tone
from ui.widgets.flowing import Flowing
from ui.widgets.prose_label import ProseLabel
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel

_LONG_RUN = re.compile(r"[!-~]{24}")


class Card(Flowing):
    """A quiet ground with a thin border, in the colours of a tone."""

    def __init__(self, tone: Tone = Tone.QUIET, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(GRID + HALF, GRID, GRID + HALF, GRID)
        self.column.setSpacing(HALF)

    def add_text(self, heading: str, text: str) -> QWidget:
        """Add a paragraph under its small heading; it can be selected and copied."""
        if heading:
            self.column.addWidget(ToneLabel(heading, Tone.QUIET, bold=True, wrap=True))
        body = whole_reading(text)
        if heading:
            body.setAccessibleName(heading)
        self.column.addWidget(body)
        return body

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border(self.palette()), 1))
        painter.setBrush(theme.ground(self._tone, self.palette()))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


def whole_reading(text: str) -> QWidget:
    """A text to read, in which even a run without spaces (a web address) is not cut off.

    A label breaks lines between words only; an editor, which costs more, breaks anywhere.
    """
    if not _LONG_RUN.search(text):
        return reading(text)
    body = TextEdit(lines=1)
    body.setReadOnly(True)
    body.setFrameShape(QFrame.Shape.NoFrame)
    body.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    body.viewport().setAutoFillBackground(False)
    body.document().setDocumentMargin(0)
    body.set_text(text)
    return body


def reading(text: str) -> QLabel:
    """A text to read: wrapped, plain, selectable with the mouse."""
    body = ProseLabel(text, selectable=True)
    body.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return body
