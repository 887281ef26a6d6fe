"""Choosing a code of the plan's own scale."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from dxdesk.domain.plan import Grade
from ui.theme import GRID


class RatingBox(QComboBox):
    """未選択 and the codes with their wording; tells `edited` with the code, or with ""."""

    edited = Signal(str)

    def __init__(self, scale: Iterable[Grade], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaximumWidth(GRID * 60)
        self.addItem(self.tr("未選択"), "")
        for grade in scale:
            self.addItem(f"{grade.code}　{grade.meaning}".strip(), grade.code)
        self.activated.connect(self._on_activated)
        self._told = ""

    def text(self) -> str:
        """The chosen code; empty where none is."""
        return str(self.currentData() or "")

    def set_text(self, code: str) -> None:
        """Show a code; one that the scale does not have is shown as it is."""
        index = self.findData(code)
        if index < 0:
            self.addItem(self.tr("{}（尺度にない評価）").format(code), code)
            index = self.count() - 1
        self.setCurrentIndex(index)
        self._told = code

    def put(self, code: str) -> None:
        """Choose a code as if it were clicked."""
        index = self.findData(code)
        self.setCurrentIndex(max(index, 0))
        self.flush()

    def flush(self) -> None:
        """Tell the choice if it was not told yet."""
        if self.text() != self._told:
            self._told = self.text()
            self.edited.emit(self._told)

    def _on_activated(self, _index: int) -> None:
        self.flush()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the page must not change a rating, with the focus here or not.
        event.ignore()
