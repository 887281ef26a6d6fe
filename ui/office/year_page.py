"""年度: the years in the file, and the next one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.office import Office
from ui import theme
from ui.office.state import YearState
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel

_AHEAD = 5


class YearPage(QWidget):
    """Says what a rollover does before it is done; emits `begun` with the new year."""

    begun = Signal(int)
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._years = theme.label()
        self.to = QuietBox()
        self.to.setAccessibleName(self.tr("始める年度"))
        self.begin = QPushButton(self.tr("この年度を始める(&N)"))
        self.begin.clicked.connect(self._on_begin)
        about = self.tr(
            "計画の項目、担当課、指標の目標値を引き継ぎ、実績と課題は空欄から始めます。"
            "いまの年度の内容はそのまま残り、照会ファイルには昨年度の回答として載ります。"
        )
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        form.addRow(self.tr("台帳にある年度"), self._years)
        form.addRow(self.tr("始める年度(&T)"), self.to)
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        narrow = QWidget()
        narrow.setMaximumWidth(GRID * 90)
        column = QVBoxLayout(narrow)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        column.setSpacing(GRID * 2)
        column.addWidget(theme.label(self.tr("年度更新"), step=2, bold=True))
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addLayout(form)
        column.addLayout(row)
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(narrow, 1)
        whole.addStretch(0)

    def show_state(self, state: YearState) -> None:
        """Show the years and propose the next one."""
        self._years.setText("、".join(state.name_of(year) for year in state.years))
        proposed = [self.to.itemData(n) for n in range(self.to.count())]
        years = list(range(state.years[-1] + 1, state.years[-1] + 1 + _AHEAD))
        if proposed != years:
            self.to.clear()
            for year in years:
                self.to.addItem(state.name_of(year), year)

    def _on_begin(self) -> None:
        year = int(self.to.currentData())
        self._office.roll_over(year)
        words = self.tr("{}を始めました。次は「課」で照会ファイルを作ってください。")
        self.noticed.emit(Notice(words.format(self.to.currentText()), Tone.GOOD))
        self.begun.emit(year)
