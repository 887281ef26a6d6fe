"""A scrolling pane whose whole body is put in at once, and replaced by the next one."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme import GRID, HALF, Tone
from ui.widgets.tone_label import ToneLabel


class Pane(QScrollArea):
    """Shows what was chosen elsewhere; empty until something is put in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def put(self, body: QWidget) -> None:
        """Show a body in place of the one before, which goes away."""
        old = self.takeWidget()
        if old:
            # The button that was clicked, or the input that was left, may be in it.
            old.hide()
            old.deleteLater()
        # Layouts work out every height for the width that a body has when it is put in.
        body.resize(self.viewport().width(), body.height())
        self.setWidget(body)

    def put_words(self, words: str) -> None:
        """Show a quiet sentence in place of a body."""
        body, column = body_of_rows()
        column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        column.addStretch(1)
        self.put(body)


def body_of_rows(spacing: int = HALF) -> tuple[QWidget, QVBoxLayout]:
    """A body for a pane, with its margins, and the column that takes its rows."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID * 2)
    column.setSpacing(spacing)
    return body, column
