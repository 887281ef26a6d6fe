"""確かめるところ: what is wrong or missing in the plan, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QTableView, QVBoxLayout, QWidget

from dxdesk.domain.plan_faults import Fault
from dxdesk.messages import fault_sentence
from ui.models.rows import Column, RowModel
from ui.office.plan.view import PlanSection, PlanView
from ui.office.tables import arrange
from ui.theme import GRID, Tone
from ui.widgets.tone_label import ToneLabel


class FaultsSection(PlanSection):
    """Emits `place_requested` with the fault that is to be put right."""

    place_requested = Signal(Fault)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel[Fault]((Column(self.tr("確かめるところ"), fault_sentence),), self)
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("確かめるところ"))
        arrange(self.table, stretch=0, wraps=True)
        self.table.setMinimumHeight(GRID * 30)
        self.table.activated.connect(self._on_open)
        self.none = ToneLabel(
            self.tr("計画に、確かめるところはありません。"), Tone.QUIET, wrap=True
        )
        self.open = QPushButton(self.tr("その場所を開く"))
        self.open.clicked.connect(self._on_open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.none)
        column.addWidget(self.table, 1)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(0)

    def show_view(self, view: PlanView) -> None:
        self.rows.set_rows(view.faults)
        for widget in (self.table, self.open):
            widget.setVisible(bool(view.faults))
        self.none.setVisible(not view.faults)
        if view.faults and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.rows.index(0, 0))

    def _on_open(self) -> None:
        fault = self.rows.row_at(self.table.currentIndex())
        if fault is not None:
            self.place_requested.emit(fault)
