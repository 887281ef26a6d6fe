"""How much paper a text and an item take, known before anything is printed."""

from __future__ import annotations

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPdfWriter

from ui.printing.painter import paginate
from ui.printing.pdf import a4
from ui.printing.rows import Setting, label_row, lay_row
from ui.printing.sheets import Sheet

# Measuring needs no more; the lines break where they break in the PDF.
_DPI = 600


class PaperMeasure:
    """Measures for the review sheet; a paper of its own is kept, nothing is painted on it."""

    def __init__(self) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        self._device = QPdfWriter(self._buffer)
        self._device.setResolution(_DPI)
        self._device.setPageLayout(a4())
        self._setting = Setting(self._device)
        area = self._device.pageLayout().paintRectPixels(_DPI)
        self._width = float(area.width())

    def lines(self, text: str) -> int:
        """How many lines the text of a field takes on the review sheet."""
        return lay_row(self._setting, label_row("", text), self._width).cells[1].count

    def pages(self, sheet: Sheet) -> int:
        """How many pages the review sheet of an item takes."""
        return len(paginate([sheet], self._device))
