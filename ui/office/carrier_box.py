"""Choosing the form in which a request travels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from dxdesk.office import Carrier
from ui.theme import GRID


class QuietBox(QComboBox):
    """A combo box that the wheel does not change: it scrolls the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(GRID * 60)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CarrierBox(QuietBox):
    """The two carriers, said in words of the office."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("ファイルの形式"))
        self.addItem(self.tr("dxdesk用（.dxreq）"), Carrier.NATIVE)
        self.addItem(self.tr("Excel（.xlsx）dxdeskを使えない課へ"), Carrier.XLSX)

    @property
    def carrier(self) -> Carrier:
        """The carrier that is chosen."""
        return Carrier(self.currentData())

    def choose(self, carrier: Carrier) -> None:
        """Choose a carrier."""
        self.setCurrentIndex(self.findData(carrier))

    @property
    def filters(self) -> str:
        """What a save dialog offers for the carrier that is chosen."""
        if self.carrier is Carrier.XLSX:
            return self.tr("Excelの照会ファイル (*.xlsx)")
        return self.tr("照会ファイル (*.dxreq)")

    @property
    def suffix(self) -> str:
        """The end of a file's name for the carrier that is chosen."""
        return ".xlsx" if self.carrier is Carrier.XLSX else ".dxreq"
