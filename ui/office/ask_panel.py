"""照会: which departments get a request, in what form, until when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.asking import Stage
from dxdesk.office import Carrier, Office, Standing
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.office.carrier_box import CarrierBox
from ui.office.state import YearState
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.figure_edit import LineEdit
from ui.widgets.tone_label import ToneLabel


class AskPanel(QWidget):
    """Writes the request files of a first round into one folder."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._dialogs = dialogs
        self._state: YearState | None = None
        self._chosen: tuple[str, ...] = ()
        self.unsent = QRadioButton()
        self.selected = QRadioButton()
        self.all = QRadioButton()
        self._whom = QButtonGroup(self)
        for button in (self.unsent, self.selected, self.all):
            self._whom.addButton(button)
        self.unsent.setChecked(True)
        self._whom.buttonToggled.connect(self._show_counts)
        self.carrier = CarrierBox()
        self.deadline = LineEdit()
        self.deadline.setPlaceholderText(self.tr("例：6月30日（火）"))
        self.deadline.setAccessibleName(self.tr("提出期限"))
        self.make = QPushButton(self.tr("照会ファイルを作る(&Q)…"))
        self.make.clicked.connect(self._on_make)
        self._arrange()

    def show_state(self, state: YearState) -> None:
        """Show a year."""
        self._state = state
        self._show_counts()

    def show_chosen(self, chosen: Sequence[Standing]) -> None:
        """Take over which departments are chosen in the table."""
        self._chosen = tuple(standing.department for standing in chosen)
        self._show_counts()

    def _arrange(self) -> None:
        about = self.tr(
            "課ごとに照会ファイルを一つ作ります。できたファイルを各課へ送ってください。"
            "欄ごとの記入の案内は、検査の設定の「記入の案内」で書けます。"
        )
        whom = QVBoxLayout()
        whom.setSpacing(GRID // 2)
        for button in (self.unsent, self.selected, self.all):
            whom.addWidget(button)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setVerticalSpacing(GRID)
        form.addRow(self.tr("対象の課"), whom)
        form.addRow(self.tr("形式(&K)"), self.carrier)
        form.addRow(self.tr("提出期限(&D)"), self.deadline)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(theme.label(self.tr("照会ファイルを作る"), step=1, bold=True))
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addLayout(form)
        column.addLayout(row)
        column.addStretch(1)

    def _departments(self) -> tuple[str, ...]:
        if self._state is None:
            return ()
        if self.selected.isChecked():
            return self._chosen
        standings = self._state.standings
        if self.unsent.isChecked():
            standings = tuple(s for s in standings if s.stage is Stage.NOT_SENT)
        return tuple(standing.department for standing in standings)

    def _show_counts(self) -> None:
        if self._state is None:
            return
        standings = self._state.standings
        unsent = sum(standing.stage is Stage.NOT_SENT for standing in standings)
        self.unsent.setText(self.tr("まだ配布していない課（{}課）").format(unsent))
        self.selected.setText(self.tr("左の表で選んだ課（{}課）").format(len(self._chosen)))
        self.all.setText(self.tr("すべての課（{}課）").format(len(standings)))
        self.make.setEnabled(bool(self._departments()))

    def _on_make(self) -> None:
        assert self._state is not None
        folder = self._dialogs.folder(self, self.tr("照会ファイルを保存するフォルダー"))
        if folder is None:
            return
        carrier = self.carrier.carrier
        made = self._office.make_requests(
            self._state.year, folder, carrier, self._departments(), self.deadline.text()
        )
        self.changed.emit()
        self.noticed.emit(self._made(folder, len(made), carrier))

    def _made(self, folder: Path, count: int, carrier: Carrier) -> Notice:
        words = self.tr("照会ファイルを{}件、「{}」に作りました。各課へ送ってください。")
        if carrier is Carrier.XLSX:
            words = self.tr("Excelの照会ファイルを{}件、「{}」に作りました。各課へ送ってください。")

        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

        text = words.format(count, folder.name)
        return Notice(text, Tone.GOOD, self.tr("フォルダーを開く"), show)
