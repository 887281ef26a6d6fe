"""Choosing the form in which a request travels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dxdesk.office import Carrier
from ui.widgets.quiet_box import QuietBox


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
