"""A quiet button beside an input, in the colour of links; Tab passes it by."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget


class LinkButton(QToolButton):
    """For what has a key of its own, so that Tab goes from answer to answer.

    Its colour is that of its class in the application's palette (`theme.dress`).
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
