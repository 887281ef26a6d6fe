"""競合: the fields where a person has to choose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QTableView, QVBoxLayout, QWidget

from dxdesk.domain.fields import split_field
from dxdesk.domain.merging import Outcome
from dxdesk.office import Office
from ui import theme
from ui.models.rows import Column, RowModel
from ui.office.conflict_view import ConflictView
from ui.office.places import field_words, item_words, place_words, side_of
from ui.office.state import YearState
from ui.office.tables import arrange
from ui.theme import GRID, HALF, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.quiet_box import QuietBox


@dataclass(frozen=True, slots=True)
class _Collision:
    """`sides` are the departments that collide, none being the office's name."""

    field: str
    item: str
    place: str
    outcome: Outcome
    sides: frozenset[str]
    later: bool


class ConflictsPage(QWidget):
    """The list on the left, the collision on the right; choosing goes on to the next one.

    What is left for later stands at the end, as long as the window is open.
    """

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state: YearState | None = None
        self._shown: tuple[_Collision, int, int] | None = None
        self._later: list[str] = []
        self.count = theme.label(bold=True, wrap=True)
        self.departments = QuietBox()
        self.departments.setAccessibleName(self.tr("競合している課"))
        self.departments.activated.connect(lambda _number: self._show_list())
        self.rows = RowModel[_Collision](
            (
                Column(self.tr("取組項目"), lambda row: row.item),
                Column(self.tr("欄"), self._place),
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
        self.view.side_chosen.connect(self._on_side)
        self.view.postponed.connect(self._on_postponed)
        self._left = QWidget()
        self._arrange()

    def show_state(self, state: YearState) -> None:
        """Show a year; the row that was chosen stays, or the next one takes its place."""
        self._state = state
        self._later = [field for field in self._later if field in state.collisions]
        self._show_departments(state)
        self._show_list()

    def settle(self) -> None:
        """Keep what was typed as a third text."""
        self.view.settle()

    def _arrange(self) -> None:
        caption = QLabel(self.tr("課(&D)"))
        caption.setBuddy(self.departments)
        under = QVBoxLayout(self._left)
        under.setContentsMargins(GRID, GRID, 0, 0)
        under.setSpacing(HALF)
        under.addWidget(self.count)
        under.addWidget(caption)
        under.addWidget(self.departments)
        under.addWidget(self.table, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self._left)
        both.addWidget(self.view)
        both.setSizes([460, 820])
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(both)

    def _show_departments(self, state: YearState) -> None:
        """Offer the departments that collide, with the number of fields where they do."""
        chosen = self.departments.currentData()
        counts = Counter(name for one in state.collisions.values() for name in _sides(one))
        self.departments.clear()
        whole = self.tr("すべて（{}件）").format(len(state.collisions))
        self.departments.addItem(whole, None)
        copies = sorted(counts.keys() - {*state.plan.departments, ""})
        for name in (*state.plan.departments, "", *copies):
            if counts[name]:
                words = self.tr("{}（{}件）").format(name or self.tr("事務局"), counts[name])
                self.departments.addItem(words, name)
        self.departments.setCurrentIndex(max(self.departments.findData(chosen), 0))

    def _show_list(self) -> None:
        state = self._state
        if state is None:
            return
        at = max(self.table.currentIndex().row(), 0)
        fields = self._ordered(state)
        self.rows.set_rows([self._row(state, field) for field in fields])
        left = len(state.collisions)
        words = self.tr("残り{}件").format(left)
        if self._later:
            words += self.tr("（うち、あとで決める{}件）").format(len(self._later))
        self.count.setText(words)
        self._left.setVisible(bool(left))
        self.table.setVisible(bool(left))
        if fields:
            self.table.setCurrentIndex(self.rows.index(min(at, len(fields) - 1), 0))
        self._show_current()

    def _ordered(self, state: YearState) -> list[str]:
        """The fields in the plan's order, those that are left for later behind the others."""
        order = {item.id: number for number, item in enumerate(state.plan.items)}
        chosen = self.departments.currentData()
        later = {field: number for number, field in enumerate(self._later)}
        fields = (
            field
            for field, outcome in state.collisions.items()
            if chosen is None or chosen in _sides(outcome)
        )
        return sorted(fields, key=lambda f: (f in later, later.get(f, 0), order[split_field(f)[0]]))

    def _row(self, state: YearState, field: str) -> _Collision:
        item = state.plan.by_id[split_field(field)[0]]
        outcome = state.collisions[field]
        words = field_words(item, field, state.plan)
        later = field in self._later
        return _Collision(field, item_words(item), words, outcome, _sides(outcome), later)

    def _place(self, row: _Collision) -> str:
        return self.tr("{}（あとで）").format(row.place) if row.later else row.place

    def _show_current(self) -> None:
        row = self.rows.row_at(self.table.currentIndex())
        if row is None or self._state is None:
            self._shown = None
            self.view.show_nothing()
            return
        # Two texts of one side are alike with none: none of both can be chosen by its side.
        alike = sum(field != row.field for field in self._alike(row))
        shown = (row, alike, len(self.rows.rows) - 1)
        if shown == self._shown:
            return
        self._shown = shown
        place = place_words(self._state.plan, row.field)
        self.view.show_conflict(
            place, row.field, row.outcome, alike=shown[1], others=len(self.rows.rows) - 1
        )

    def _alike(self, row: _Collision) -> list[str]:
        """The fields where the same ones collide, each with one text."""
        assert self._state is not None
        every = self._state.collisions.items()
        return [
            field
            for field, outcome in every
            if _sides(outcome) == row.sides and len(outcome.rivals) == len(row.sides)
        ]

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    def _on_postponed(self, field: str) -> None:
        """Put a field behind the others; the next one takes its place in the list."""
        self._later = [*(one for one in self._later if one != field), field]
        self._show_list()
        self.table.setFocus()

    def _on_chosen(self, field: str, text: str) -> None:
        assert self._state is not None
        place = place_words(self._state.plan, field)
        words = self.tr("「{}」を決めました。「項目」でいつでも直せます。").format(place)
        self._decide({field: text}, words)

    def _on_side(self, field: str, department: str) -> None:
        """Let one side's texts stand wherever it collides with the same others."""
        assert self._state is not None
        row = next(row for row in self.rows.rows if row.field == field)
        fields = self._alike(row)
        texts = {
            one: rival.text
            for one in fields
            for rival in self._state.collisions[one].rivals
            if side_of(rival) == department
        }
        who = department or self.tr("事務局")
        words = self.tr("{}件を{}の文に決めました。「項目」でいつでも直せます。")
        self._decide(texts, words.format(len(texts), who))

    def _decide(self, texts: dict[str, str], words: str) -> None:
        assert self._state is not None
        year = self._state.year
        self._office.write_all(texts, year)

        def take_back() -> None:
            self._office.withdraw_all(texts, year)
            self.changed.emit()

        self.noticed.emit(Notice(words, Tone.GOOD, self.tr("競合に戻す"), take_back))
        self.changed.emit()


def _sides(outcome: Outcome) -> frozenset[str]:
    return frozenset(map(side_of, outcome.rivals))
