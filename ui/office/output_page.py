"""出力: the plan's own document as a workbook, and the counts that will stand in front of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.office import Office
from ui import theme
from ui.dialogs.files import FileDialogs, WriteFile
from ui.marks import Mark
from ui.office.progress_strip import ProgressStrip
from ui.office.state import YearState
from ui.office.summary_table import SummaryTable
from ui.printing.printing import Printing
from ui.theme import GRID, Tone
from ui.widgets.card import Card
from ui.widgets.desk_page import Notice
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel


class OutputPage(QWidget):
    """Year and layout are chosen, the file is written, what it cannot hold is said."""

    noticed = Signal(Notice)

    def __init__(
        self,
        office: Office,
        dialogs: FileDialogs,
        strip: ProgressStrip,
        write: WriteFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._dialogs = dialogs
        self._strip = strip
        self._state: YearState | None = None
        self.layout_box = QuietBox()
        self.layout_box.setAccessibleName(self.tr("様式"))
        self.layout_box.addItem(self.tr("三段組（取組内容・取組実績・課題等）"), "three-column")
        self.layout_box.addItem(self.tr("横長（スケジュール付きの一覧）"), "wide")
        self.export = QPushButton(self.tr("Excelファイルに書き出す(&E)…"))
        self.export.clicked.connect(self._on_export)
        self.sheets = QPushButton(self.tr("確認票を印刷(&P)…"))
        self.sheets.clicked.connect(self._on_sheets)
        self.printing = Printing(dialogs, write, self)
        self.printing.noticed.connect(self.noticed)
        self.summary = SummaryTable()
        self._title = theme.label(step=2, bold=True)
        self._ready = ToneLabel("", Tone.QUIET, wrap=True)
        self._losses = Card(Tone.WARNING)
        self.losses = ToneLabel("", Tone.WARNING, Mark.WARNING, wrap=True)
        self._losses.column.addWidget(self.losses)
        self._losses.hide()
        self._arrange()

    def show_state(self, state: YearState) -> None:
        """Show a year."""
        if self._state is None or self._state.year != state.year:
            self.layout_box.setCurrentIndex(max(self.layout_box.findData(state.plan.layout), 0))
            self._losses.hide()
        self._state = state
        self._title.setText(self.tr("{}の公表資料").format(state.name_of(state.year)))
        self.summary.show_state(state)
        self._show_ready(state)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        form.addRow(self.tr("様式(&L)"), self.layout_box)
        row = QHBoxLayout()
        row.addWidget(self.export)
        row.addWidget(self.sheets)
        row.addStretch(1)
        narrow = QWidget()
        narrow.setMaximumWidth(GRID * 110)
        column = QVBoxLayout(narrow)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._ready)
        column.addSpacing(GRID)
        column.addWidget(theme.label(self.tr("評価の集計"), bold=True))
        column.addWidget(self.summary)
        words = self.tr("集計は一覧から数えます。別に打ち込む欄はありません。")
        column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        column.addSpacing(GRID * 2)
        column.addLayout(form)
        column.addLayout(row)
        column.addWidget(self._losses)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(narrow, 1)
        whole.addStretch(0)

    def _show_ready(self, state: YearState) -> None:
        if state.collisions:
            words = self.tr("競合が{}件残っています。その欄は照会のときの文で書き出されます。")
            self._ready.say(words.format(len(state.collisions)), Tone.WARNING, Mark.WARNING)
        elif state.weighing:
            words = self.tr("未対応の指摘が{}件残っています。このままでも書き出せます。")
            self._ready.say(words.format(len(state.weighing)), Tone.WARNING, Mark.WARNING)
        else:
            self._ready.say(self.tr("競合も未対応の指摘もありません。"), Tone.GOOD, Mark.DONE)

    def _on_export(self) -> None:
        assert self._state is not None
        year, layout = self._state.year, str(self.layout_box.currentData())
        name = self.tr("{}_{}_公表資料.xlsx").format(
            self._state.plan.municipality, self._state.name_of(year)
        )
        filters = self.tr("Excelファイル (*.xlsx)")
        out = self._dialogs.save_file(self, self.tr("公表資料の保存先"), filters, name)
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(".xlsx")
        words = self.tr("「{}」を書き出しています").format(out.name)
        losses = self._strip.run(
            words, lambda _: self._office.export(year, layout, out), can_stop=False
        )
        self._show_losses(losses)
        self._tell(out)

    def _on_sheets(self) -> None:
        assert self._state is not None
        from ui.printing.sheet_jobs import office_choices

        choices = office_choices(self._office, self._state.year)
        words = self.tr("確認票のページを作っています…")
        self._strip.run(words, lambda _: self.printing.show(choices), can_stop=False)

    def _show_losses(self, losses: list[str]) -> None:
        self._losses.setVisible(bool(losses))
        if losses:
            head = self.tr("この様式には入らないものがあります。台帳には残っています。")
            self.losses.set_text("\n".join([head, *(f"・{line}" for line in losses)]))

    def _tell(self, out: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))

        words = self.tr("「{}」を書き出しました。").format(out.name)
        self.noticed.emit(Notice(words, Tone.GOOD, self.tr("開く"), show))
