"""How a KPI went so far: the years as numbers and as bars, with the target."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dxdesk.domain.plan import Kpi
from ui.bar_chart import chart
from ui.department.desk_model import DeskModel
from ui.theme import Tone
from ui.widgets.card import Card
from ui.widgets.kpi_chart import KpiChart
from ui.widgets.tone_label import ToneLabel


class KpiCard(Card):
    """Shows the years before and what is typed for this one."""

    def __init__(
        self, model: DeskModel, field: str, kpi: Kpi, parent: QWidget | None = None
    ) -> None:
        super().__init__(Tone.QUIET, parent)
        self._model, self._field, self._kpi = model, field, kpi
        self.chart = KpiChart()
        heading = self.tr("これまでの実績")
        self.column.addWidget(ToneLabel(heading, Tone.QUIET, bold=True))
        self.column.addWidget(self.chart)
        self.show_actual(model.text(field))

    def show_actual(self, text: str) -> None:
        """Show this year's figure as it is typed."""
        year = self._model.request.plan.year
        before = ((one.year, one.actual) for one in self._model.past(self._field))
        shown = [(self._model.short_year(when), said) for when, said in (*before, (year, text))]
        self.chart.show_chart(chart(shown, self._kpi.target))
