"""How much paper a text and an item take, known before anything is printed."""

from __future__ import annotations

from ui.printing.painter import paginate
from ui.printing.paper import a4, body
from ui.printing.rows import Setting, label_row, lay_row
from ui.printing.sheets import Sheet


class PaperMeasure:
    """Measures for the review sheet, with the setting of the PDF; nothing is painted."""

    def __init__(self) -> None:
        self._setting = Setting()
        self._width = body(a4()).width() * self._setting.point

    def lines(self, text: str) -> int:
        """How many lines the text of a field takes on the review sheet."""
        return lay_row(self._setting, label_row("", text), self._width).cells[1].count

    def pages(self, sheet: Sheet) -> int:
        """How many pages the review sheet of an item takes."""
        return len(paginate([sheet]))
