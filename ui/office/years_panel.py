"""The years of the file: which there are, which are closed; the one that is shown, and the next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QTableView, QWidget

from dxdesk.office import Closing, Office
from ui.marks import Mark
from ui.models.rows import Column, RowModel
from ui.office.begin_panel import BeginPanel
from ui.office.close_panel import ClosePanel
from ui.office.places import moment
from ui.office.state import YearState
from ui.office.tables import CellIcons, arrange
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.reading_page import ReadingPage
from ui.widgets.tone_label import ToneLabel


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year with its closings, oldest first; `shown` is the one that the window shows."""

    year: int
    name: str
    closings: tuple[Closing, ...]
    shown: bool

    @property
    def closing(self) -> Closing | None:
        """The closing that holds now, if any."""
        return next((one for one in self.closings if not one.reopened_at), None)


class YearsPanel(ReadingPage):
    """`year_wanted` asks for another year to be shown."""

    changed = Signal()
    noticed = Signal(Notice)
    year_wanted = Signal(int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("台帳にある年度"))
        self._office = office
        self._icons = CellIcons(self)
        self.rows = RowModel[YearLine](
            (
                Column(
                    self.tr("年度"),
                    lambda line: (
                        self.tr("{}（表示中）").format(line.name) if line.shown else line.name
                    ),
                ),
                Column(self.tr("状態"), self._state_words, decoration=self._mark),
                Column(self.tr("締切りの記録"), self._closing_words),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("台帳にある年度"))
        arrange(self.table, stretch=2, wraps=True)
        self.table.activated.connect(self._on_activated)
        self.closing = ClosePanel(office)
        self.beginning = BeginPanel(office)
        for panel in (self.closing, self.beginning):
            panel.noticed.connect(self.noticed)
        self.closing.changed.connect(self.changed)
        about = self.tr("行をダブルクリックするか、Enterキーを押すと、その年度を表示します。")
        self.column.setSpacing(GRID)
        self.column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        self.column.addWidget(self.table)
        self.column.addSpacing(GRID * 2)
        self.column.addWidget(self.closing)
        self.column.addSpacing(GRID * 2)
        self.column.addWidget(self.beginning)
        self.column.addStretch(1)

    def show_state(self, state: YearState) -> None:
        """Show the years, the newest first."""
        closings = self._office.closings()
        lines = [
            YearLine(
                year,
                state.name_of(year),
                tuple(one for one in closings if one.year == year),
                year == state.year,
            )
            for year in reversed(state.years)
        ]
        self.rows.set_rows(lines)
        shown = next(line for line in lines if line.shown)
        self.closing.show_state(state, shown.closing)
        self.beginning.show_state(state)
        self._fit()

    def _fit(self) -> None:
        """Give the table the height of its rows."""
        header = self.table.horizontalHeader().sizeHint().height()
        rows = self.table.verticalHeader().length()
        self.table.setFixedHeight(header + rows + 2 * self.table.frameWidth() + GRID)

    def _state_words(self, line: YearLine) -> str:
        return self.tr("締切済") if line.closing else self.tr("作業中")

    def _mark(self, line: YearLine) -> object:
        if line.closing:
            return self._icons(Mark.LOCKED, Tone.QUIET)
        return self._icons(Mark.STARTED, Tone.HINT)

    def _closing_words(self, line: YearLine) -> str:
        return "\n".join(self._said(one) for one in line.closings)

    def _said(self, one: Closing) -> str:
        words = self.tr("{}　{}が締切り").format(moment(one.at), one.by).strip()
        if one.reopened_at:
            more = self.tr("、{}　{}が解除（{}）")
            words += more.format(moment(one.reopened_at), one.reopened_by, one.reason)
        return words

    def _on_activated(self, index: QModelIndex) -> None:
        line = self.rows.row_at(index)
        if line and not line.shown:
            self.year_wanted.emit(line.year)
