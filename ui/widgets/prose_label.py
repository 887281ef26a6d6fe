"""A label with the line height that Japanese text needs where it wraps."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

LINE_HEIGHT = 130
"""Per cent of the font's own height; BIZ UDゴシック leaves no space between lines by itself."""

# So many characters stand on one line wherever they are shown; its height is then the font's.
_SHORT = 12
_OF_HEIGHT = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ContentsRectChange)


class ProseLabel(QLabel):
    """Takes and gives plain text; what looks like markup in it is shown as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(parent)
        self._plain = ""
        # Layouts ask for the heights of the same widths again and again, each a layout of the text.
        self._heights: dict[int, int] = {}
        self.setWordWrap(wrap)
        if wrap:
            # Without this flag layouts may take the hint of a narrow label for its height.
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def text(self) -> str:
        return self._plain

    def setText(self, text: str) -> None:
        if text == self._plain:
            return
        self._plain = text
        self._heights.clear()
        if not self.wordWrap() or (len(text) <= _SHORT and "\n" not in text):
            # A rich text costs ten times as much to lay out, and a form has dozens of these.
            self.setTextFormat(Qt.TextFormat.PlainText)
            super().setText(text)
            return
        self.setTextFormat(Qt.TextFormat.RichText)
        lines = html.escape(text).replace("\n", "<br>")
        style = f"line-height:{LINE_HEIGHT}%; margin:0; white-space:pre-wrap"
        super().setText(f'<p style="{style}">{lines}</p>' if text else "")

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _OF_HEIGHT:
            self._heights.clear()
        super().changeEvent(event)
