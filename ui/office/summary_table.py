"""The counts of the ratings as a table; always derived from the list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget

from ui.models.rows import Column, RowModel
from ui.office.state import YearState
from ui.office.tables import arrange

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One line of the table; `percent` is empty where it is not published."""

    code: str
    meaning: str
    count: int
    percent: str = ""


class SummaryTable(QTableView):
    """Code, meaning, number of items, per cent; the unrated and the total below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel[SummaryRow](
            (
                Column(self.tr("評価"), lambda row: row.code),
                Column(self.tr("意味"), lambda row: row.meaning),
                Column(self.tr("取組項目数"), lambda row: str(row.count), alignment=_RIGHT),
                Column(self.tr("割合"), lambda row: row.percent, alignment=_RIGHT),
            ),
            self,
        )
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("評価の集計"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        arrange(self, stretch=1, wraps=True)
        # Nothing follows from choosing a row.
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)

    def show_state(self, state: YearState) -> None:
        """Show a year's counts."""
        summary = state.summary
        rows = [
            SummaryRow(
                grade.code,
                grade.meaning,
                summary.counts[grade.code],
                f"{summary.percent(grade.code)}%",
            )
            for grade in state.plan.scale
        ]
        rows.append(SummaryRow("―", self.tr("評価がまだ選ばれていない項目"), summary.unrated))
        rows.append(SummaryRow(self.tr("合計"), "", summary.total, "100%"))
        self.rows.set_rows(rows)
        height = self.verticalHeader().length() + self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(height + 2 * self.frameWidth())
