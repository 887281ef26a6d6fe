"""出力: the year's document as workbook, paper and open data, and the counts in front of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from dxdesk.domain.file_names import safe_name
from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from dxdesk.office import Office, Standing
from ui import theme
from ui.dialogs.files import FileDialogs, WriteFile
from ui.marks import Mark
from ui.office.layout_choice import LayoutChoiceBox
from ui.office.progress_strip import ProgressStrip
from ui.office.state import YearState
from ui.office.summary_table import SummaryTable
from ui.printing.printing import Printing
from ui.theme import GRID, Tone
from ui.widgets.card import Card
from ui.widgets.desk_page import Notice
from ui.widgets.reading_page import ReadingPage
from ui.widgets.tone_label import ToneLabel


class OutputPage(ReadingPage):
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
        super().__init__(self.tr("公表資料"), parent)
        self._office = office
        self._dialogs = dialogs
        self._strip = strip
        self._state: YearState | None = None
        self.layouts = LayoutChoiceBox(office, dialogs)
        self.layouts.chosen.connect(self._on_chosen)
        self.export = self._button(self.tr("Excelファイルに書き出す(&E)…"), self._on_export)
        self.preview = self._button(self.tr("印刷・PDF（プレビュー）(&V)…"), self._on_preview)
        self.data = self._button(self.tr("オープンデータを書き出す(&D)…"), self._on_data)
        self.sheets = self._button(self.tr("確認票を印刷(&P)…"), self._on_sheets)
        self._chosen: tuple[str, ...] = ()
        self.printing = Printing(dialogs, write, self)
        self.printing.noticed.connect(self.noticed)
        self.summary = SummaryTable()
        self._ready = ToneLabel("", Tone.QUIET, wrap=True)
        self._losses = Card(Tone.WARNING)
        self.losses = ToneLabel("", Tone.WARNING, Mark.WARNING, wrap=True)
        self._losses.column.addWidget(self.losses)
        self._losses.hide()
        self._arrange()

    def show_state(self, state: YearState) -> None:
        """Show a year."""
        if self._state is None or self._state.year != state.year:
            self._state = state
            self.layouts.reload(state.plan.layout)
        self._state = state
        self.heading.setText(self.tr("{}の公表資料").format(state.name_of(state.year)))
        self.summary.show_state(state)
        self._show_ready(state)

    def show_chosen(self, chosen: Sequence[Standing]) -> None:
        """Take over which departments are chosen in the table of them."""
        self._chosen = tuple(standing.department for standing in chosen)

    def _arrange(self) -> None:
        label = QLabel(self.tr("様式(&L)"))
        label.setBuddy(self.layouts)
        chosen = QHBoxLayout()
        chosen.setSpacing(GRID)
        chosen.addWidget(label)
        chosen.addWidget(self.layouts, 1)
        own = self.tr(
            "この台帳と同じ場所の「様式」フォルダーに置いた様式ファイルも、ここで選べます。"
        )
        row = QHBoxLayout()
        for button in (self.export, self.preview):
            row.addWidget(button)
        row.addStretch(1)
        others = QHBoxLayout()
        for button in (self.sheets, self.data):
            others.addWidget(button)
        others.addStretch(1)
        column = self.column
        column.setSpacing(GRID)
        column.addWidget(self._ready)
        column.addSpacing(GRID)
        column.addWidget(theme.label(self.tr("評価の集計"), bold=True))
        column.addWidget(self.summary)
        words = self.tr("集計は一覧から数えます。別に打ち込む欄はありません。")
        column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        column.addSpacing(GRID * 2)
        column.addLayout(chosen)
        column.addWidget(ToneLabel(own, Tone.QUIET, wrap=True))
        column.addSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self._losses)
        column.addSpacing(GRID * 2)
        column.addWidget(theme.label(self.tr("そのほか"), bold=True))
        column.addLayout(others)
        column.addStretch(1)

    def _show_ready(self, state: YearState) -> None:
        if state.collisions:
            words = self.tr("競合が{}件残っています。その欄は照会のときの文で書き出されます。")
            self._ready.say(words.format(len(state.collisions)), Tone.WARNING, Mark.WARNING)
        elif state.weighing:
            words = self.tr("未対応の指摘が{}件残っています。このままでも書き出せます。")
            self._ready.say(words.format(len(state.weighing)), Tone.WARNING, Mark.WARNING)
        else:
            self._ready.say(self.tr("競合も未対応の指摘もありません。"), Tone.GOOD, Mark.DONE)

    def _button(self, words: str, slot: Callable[[], None]) -> QPushButton:
        made = QPushButton(words)
        made.clicked.connect(slot)
        return made

    def _stem(self, kind: str) -> str:
        assert self._state is not None
        place, year = self._state.plan.municipality, self._state.name_of(self._state.year)
        return "_".join(word for word in (place, year, kind) if word)

    def _beside(self, kind: str, suffix: str) -> str:
        """The file to suggest, in the folder of the office's file."""
        return str(self._office.path.with_name(safe_name(self._stem(kind)) + suffix))

    def _on_chosen(self) -> None:
        """Say at once what a layout leaves out, or what is wrong with its file."""
        if self._state is None:
            return
        try:
            self._show_losses(self._office.losses(self._state.year, self.layouts.name))
            usable = True
        except DxdeskError as error:
            self._losses.show()
            self.losses.set_text(sentence(error))
            usable = False
        for button in (self.export, self.preview):
            button.setEnabled(usable)

    def _on_export(self) -> None:
        assert self._state is not None
        year, layout = self._state.year, self.layouts.name
        filters = self.tr("Excelファイル (*.xlsx)")
        suggested = self._beside(self.tr("公表資料"), ".xlsx")
        out = self._dialogs.save_file(self, self.tr("公表資料の保存先"), filters, suggested)
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(".xlsx")
        words = self.tr("「{}」を書き出しています").format(out.name)
        call = self._office.export
        self._strip.run_aside(words, lambda _: call(year, layout, out), can_stop=False)
        self._tell(out)

    def _on_preview(self) -> None:
        assert self._state is not None
        from ui.printing.table_job import table_choice

        stem = self._stem(self.tr("公表資料"))
        choice = table_choice(self._office, self._state.year, self.layouts.name, stem)
        words = self.tr("公表資料のページを作っています…")
        self._strip.run(words, lambda _: self.printing.show([choice]), can_stop=False)

    def _on_data(self) -> None:
        assert self._state is not None
        year = self._state.year
        filters = self.tr("CSV (*.csv);;JSON (*.json)")
        suggested = self._beside(self.tr("オープンデータ"), ".csv")
        out = self._dialogs.save_file(self, self.tr("オープンデータの保存先"), filters, suggested)
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(".csv")
        self._tell(self._office.export_data(year, out)[0])

    def _on_sheets(self) -> None:
        assert self._state is not None
        from ui.printing.sheet_jobs import office_choices

        choices = office_choices(self._office, self._state.year, self._chosen)
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
