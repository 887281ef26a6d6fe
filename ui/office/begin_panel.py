"""次の年度: what is carried over is said, and the year is begun."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.plan import Plan
from dxdesk.office import Office
from ui import theme
from ui.office.state import YearState
from ui.theme import GRID, HALF, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

_AHEAD = 5


class BeginPanel(QWidget):
    """Emits `begun` with the new year."""

    begun = Signal(int)
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._plan: Plan | None = None
        self.to = QuietBox()
        self.to.setAccessibleName(self.tr("始める年度"))
        self.to.activated.connect(lambda _: self._show_carried())
        self.begin = writes(QPushButton(self.tr("この年度を始める(&N)")))
        self.begin.clicked.connect(self._on_begin)
        self.carried = theme.label(wrap=True)
        about = self.tr(
            "計画の項目、担当課、指標の目標値を引き継ぎ、実績と課題は空欄から始めます。"
            "いまの年度の内容はそのまま残り、照会ファイルには昨年度の回答として載ります。"
        )
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        form.addRow(self.tr("始める年度(&T)"), self.to)
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF * 3)
        column.addWidget(theme.label(self.tr("次の年度を始める"), step=2, bold=True))
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addLayout(form)
        column.addWidget(self.carried)
        column.addLayout(row)

    def show_state(self, state: YearState) -> None:
        """Propose the year after the newest one."""
        self._plan = state.plan if state.is_newest else self._office.plan()
        proposed = [self.to.itemData(n) for n in range(self.to.count())]
        years = list(range(state.years[-1] + 1, state.years[-1] + 1 + _AHEAD))
        if proposed != years:
            self.to.clear()
            for year in years:
                self.to.addItem(state.name_of(year), year)
        self.begin.setEnabled(not self._office.read_only)
        self._show_carried()

    def _show_carried(self) -> None:
        if self._plan is None:
            return
        plan, year = self._plan, int(self.to.currentData())
        kpis = [kpi for item in plan.items for kpi in item.kpis]
        named = sum(any(one.year == year for one in kpi.targets) for kpi in kpis)
        words = self.tr("{}から引き継ぐもの：{}項目、{}課、{}指標").format(
            plan.year_name(plan.year), len(plan.own_items), len(plan.departments), len(kpis)
        )
        if kpis:
            words += self.tr("（うち{}の目標が計画にあるもの {}、ほかはいまの目標のまま）").format(
                plan.year_name(year), named
            )
        if plan.years and year not in plan.years:
            end = self.tr("\n{}は計画の期間（{}～{}）の外です。")
            words += end.format(plan.year_name(year), min(plan.years), max(plan.years))
        self.carried.setText(words)

    def _on_begin(self) -> None:
        year = int(self.to.currentData())
        self._office.roll_over(year)
        words = self.tr("{}を始めました。次は「進捗」で照会ファイルを作ってください。")
        self.noticed.emit(Notice(words.format(self.to.currentText()), Tone.GOOD))
        self.begun.emit(year)
