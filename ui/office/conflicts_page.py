"""競合: the fields where a person has to choose."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QSplitter, QTableView, QVBoxLayout, QWidget

from dxdesk.domain.fields import split_field
from dxdesk.domain.merging import Outcome
from dxdesk.office import Office
from ui.models.rows import Column, RowModel
from ui.office.conflict_view import ConflictView
from ui.office.places import field_words, item_words, place_words
from ui.office.state import YearState
from ui.office.tables import arrange
from ui.theme import Tone
from ui.widgets.desk_page import Notice


@dataclass(frozen=True, slots=True)
class _Collision:
    field: str
    item: str
    place: str
    outcome: Outcome


class ConflictsPage(QWidget):
    """The list on the left, the collision on the right; choosing goes on to the next one."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state: YearState | None = None
        self._shown: _Collision | None = None
        self.rows = RowModel[_Collision](
            (
                Column(self.tr("取組項目"), lambda row: row.item),
                Column(self.tr("欄"), lambda row: row.place),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("競合の一覧"))
        arrange(self.table, stretch=0, wraps=True)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.view = ConflictView()
        self.view.chosen.connect(self._on_chosen)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.table)
        both.addWidget(self.view)
        both.setSizes([460, 820])
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(both)

    def show_state(self, state: YearState) -> None:
        """Show a year; the row that was chosen stays, or the next one takes its place."""
        self._state = state
        at = max(self.table.currentIndex().row(), 0)
        order = {item.id: number for number, item in enumerate(state.plan.items)}
        fields = sorted(state.collisions, key=lambda field: order[split_field(field)[0]])
        self.rows.set_rows([self._row(state, field) for field in fields])
        self.table.setVisible(bool(fields))
        if fields:
            self.table.setCurrentIndex(self.rows.index(min(at, len(fields) - 1), 0))
        self._show_current()

    def settle(self) -> None:
        """Keep what was typed as a third text."""
        self.view.settle()

    def _row(self, state: YearState, field: str) -> _Collision:
        item = state.plan.by_id[split_field(field)[0]]
        outcome = state.collisions[field]
        return _Collision(field, item_words(item), field_words(item, field), outcome)

    def _show_current(self) -> None:
        row = self.rows.row_at(self.table.currentIndex())
        if row is None or self._state is None:
            self._shown = None
            self.view.show_nothing()
            return
        if row == self._shown:
            return
        self._shown = row
        self.view.show_conflict(place_words(self._state.plan, row.field), row.field, row.outcome)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    def _on_chosen(self, field: str, text: str) -> None:
        assert self._state is not None
        year = self._state.year
        self._office.write(field, text, year)

        def take_back() -> None:
            self._office.withdraw(field, year)
            self.changed.emit()

        place = place_words(self._state.plan, field)
        words = self.tr("「{}」を決めました。「項目」でいつでも直せます。").format(place)
        self.noticed.emit(Notice(words, Tone.GOOD, self.tr("競合に戻す"), take_back))
        self.changed.emit()
