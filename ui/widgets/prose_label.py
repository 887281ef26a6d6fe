"""A wrapped label with the line height that Japanese text needs."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

LINE_HEIGHT = 130
"""Per cent of the font's own height; BIZ UDゴシック leaves no space between lines by itself."""


class ProseLabel(QLabel):
    """Takes and gives plain text; what looks like markup in it is shown as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        # A policy without this flag lets layouts take the hint of a narrow label for its height.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def text(self) -> str:
        return self._plain

    def setText(self, text: str) -> None:
        self._plain = text
        lines = html.escape(text).replace("\n", "<br>")
        style = f"line-height:{LINE_HEIGHT}%; margin:0; white-space:pre-wrap"
        super().setText(f'<p style="{style}">{lines}</p>' if text else "")
