"""Above the outcome of files: which lines show, and the lines as text for elsewhere."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from dxdesk.office import Taken
from dxdesk.office.taken_table import VERDICT_WORDS, as_clipboard, export_taken
from ui.dialogs.files import FileDialogs
from ui.models.rows import RowModel
from ui.theme import Tone
from ui.widgets.desk_page import Notice
from ui.widgets.flow_row import FlowRow
from ui.widgets.quiet_box import QuietBox


class LinesBar(FlowRow):
    """Hides lines of a table; what it copies or writes are the lines that show."""

    noticed = Signal(Notice)

    def __init__(
        self,
        table: QTableView,
        lines: RowModel[Taken],
        dialogs: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._table, self._lines = table, lines
        self._dialogs = dialogs
        self.kinds = QuietBox()
        self.kinds.setAccessibleName(self.tr("表示する結果"))
        self.kinds.setSizeAdjustPolicy(QuietBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.activated.connect(self._hide_others)
        self.copy = QPushButton(self.tr("結果をコピー(&C)"))
        self.copy.clicked.connect(self._on_copy)
        self.export = QPushButton(self.tr("書き出す(&E)…"))
        self.export.clicked.connect(self._on_export)
        for widget in (self.kinds, self.copy, self.export):
            self.add(widget)
        lines.modelReset.connect(self._show_counts)
        lines.dataChanged.connect(self._show_counts)
        self._show_counts()

    @property
    def shown(self) -> list[Taken]:
        """The lines that show."""
        rows = enumerate(self._lines.rows)
        return [line for number, line in rows if not self._table.isRowHidden(number)]

    def _show_counts(self) -> None:
        chosen = self.kinds.currentData()
        counts = Counter(line.verdict for line in self._lines.rows)
        self.kinds.clear()
        self.kinds.addItem(self.tr("すべて（{}）").format(counts.total()), None)
        for verdict, words in VERDICT_WORDS.items():
            if counts[verdict]:
                self.kinds.addItem(self.tr("{}（{}）").format(words, counts[verdict]), verdict)
        self.kinds.setCurrentIndex(max(self.kinds.findData(chosen), 0))
        self.setVisible(bool(self._lines.rows))
        self._hide_others()

    def _hide_others(self) -> None:
        chosen = self.kinds.currentData()
        for number, line in enumerate(self._lines.rows):
            self._table.setRowHidden(number, chosen is not None and line.verdict is not chosen)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(as_clipboard(self.shown))
        words = self.tr("結果の{}行をコピーしました。").format(len(self.shown))
        self.noticed.emit(Notice(words, Tone.GOOD))

    def _on_export(self) -> None:
        title, filters = (
            self.tr("取込みの結果の保存先"),
            self.tr("Excelブック (*.xlsx);;CSV (*.csv)"),
        )
        out = self._dialogs.save_file(self, title, filters, self.tr("取込みの結果.xlsx"))
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(".xlsx")
        export_taken(self.shown, out)
        words = self.tr("「{}」に{}行を書き出しました。").format(out.name, len(self.shown))
        self.noticed.emit(Notice(words, Tone.GOOD))
