"""A quiet button beside an input, in the colour of links; Tab passes it by."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QToolButton, QWidget


class LinkButton(QToolButton):
    """For what has a key of its own, so that Tab goes from answer to answer."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._dress()

    def _dress(self) -> None:
        palette = self.palette()
        link = palette.color(QPalette.ColorRole.Link)
        if palette.color(QPalette.ColorRole.ButtonText) != link:
            palette.setColor(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText, link)
            palette.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.ButtonText, link)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
