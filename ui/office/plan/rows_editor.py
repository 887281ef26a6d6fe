"""A short list of a plan's pieces (grades, stages, KPIs, parts), and a form for the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from dxdesk.domain.plan import Plan
from ui.models.rows import Column, RowModel
from ui.office.plan.fields_form import Entry, FieldsForm
from ui.office.plan.view import Change, Known, PlanView
from ui.office.tables import arrange
from ui.theme import GRID, Tone
from ui.widgets.tone_label import ToneLabel

T = TypeVar("T")

_MOST_ROWS = 7


@dataclass(frozen=True)
class Acts(Generic[T]):
    """What can be done with the pieces of a list, as functions over the plan; None has no button.

    `key` tells the pieces apart, and `empty` is said while there are none.
    """

    key: Callable[[T], object]
    empty: str
    add: Change | None = None
    remove: Callable[[Plan, T, Known], Plan] | None = None
    shift: Callable[[Plan, T, int], Plan] | None = None


class RowsEditor(QWidget, Generic[T]):
    """Emits `edited` with words and the change."""

    edited = Signal(str, object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[T]],
        entries: Sequence[Entry[T]],
        acts: Acts[T],
        *,
        stretch: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view: PlanView | None = None
        self._name, self._acts, self._key = name, acts, acts.key
        self._known_rows: tuple[T, ...] = ()
        self.rows = RowModel[T](columns, self)
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(name)
        arrange(self.table, stretch=stretch)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.form = FieldsForm[T](entries)
        self.form.edited.connect(self._on_edited)
        self.empty = ToneLabel(acts.empty, Tone.QUIET, wrap=True)
        self.add_button = QPushButton(self.tr("追加"))
        self.up = QPushButton(self.tr("上へ"))
        self.down = QPushButton(self.tr("下へ"))
        self.remove_button = QPushButton(self.tr("削除"))
        self._buttons = (self.add_button, self.up, self.down, self.remove_button)
        self.add_button.clicked.connect(self._on_add)
        self.up.clicked.connect(lambda: self._on_shift(-1))
        self.down.clicked.connect(lambda: self._on_shift(1))
        self.remove_button.clicked.connect(self._on_remove)
        self._arrange()

    def show_rows(self, view: PlanView, rows: Sequence[T]) -> None:
        """Show the pieces; the chosen one stays chosen, one that was just added is chosen."""
        old, keys = self.current, [self._key(row) for row in self._known_rows]
        added = [n for n, row in enumerate(rows) if self._key(row) not in keys]
        same_list = bool(self._known_rows) and bool(set(keys) & {self._key(row) for row in rows})
        self._view, self._known_rows = view, tuple(rows)
        self.rows.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        at = [
            n for n, row in enumerate(rows) if old is not None and self._key(row) == self._key(old)
        ]
        now = added[0] if same_list and len(added) == 1 else at[0] if at else 0
        if rows and self.table.currentIndex().row() != now:
            self.table.setCurrentIndex(self.rows.index(now, 0))
        self._fit()
        self._show_current(same=bool(at) and now == at[0])

    @property
    def current(self) -> T | None:
        """The chosen piece."""
        at = self.table.currentIndex().row()
        return self._known_rows[at] if 0 <= at < len(self._known_rows) else None

    def choose(self, number: int) -> None:
        """Choose a piece."""
        self.table.setCurrentIndex(self.rows.index(number, 0))

    def settle(self) -> None:
        """Tell what was typed and not left yet."""
        self.form.settle()

    def _arrange(self) -> None:
        acts = (self._acts.add, self._acts.shift, self._acts.shift, self._acts.remove)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button, act in zip(self._buttons, acts, strict=True):
            if act is None:
                button.hide()
            button.setAccessibleName(f"{self._name} {button.text()}")
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.empty)
        column.addWidget(self.table)
        column.addLayout(row)
        column.addWidget(self.form)

    def _fit(self) -> None:
        """Be as high as the rows, up to some; a page of several lists scrolls as a whole."""
        header = self.table.horizontalHeader().sizeHint().height()
        rows = min(len(self._known_rows), _MOST_ROWS)
        height = sum(self.table.rowHeight(n) for n in range(rows))
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(header + height + bar)

    def _show_current(self, *, same: bool) -> None:
        view, current = self._view, self.current
        if view is None:
            return
        self.form.show_subject(view, current, same=same)
        at, last = self.table.currentIndex().row(), len(self._known_rows) - 1
        self.add_button.setEnabled(view.open)
        self.up.setEnabled(view.open and current is not None and at > 0)
        self.down.setEnabled(view.open and current is not None and at < last)
        self.remove_button.setEnabled(view.open and current is not None)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current(same=False)

    def _on_edited(self, caption: str, change: object) -> None:
        self.edited.emit(f"{self._name}　{caption}", change)

    def _on_add(self) -> None:
        self.form.settle()
        self.edited.emit(self.tr("{}の追加").format(self._name), self._acts.add)

    def _on_shift(self, by: int) -> None:
        self.form.settle()
        row, shift = self.current, self._acts.shift
        if row is not None and shift is not None:

            def change(plan: Plan, _known: Known) -> Plan:
                return shift(plan, row, by)

            self.edited.emit(self.tr("{}の並べ替え").format(self._name), change)

    def _on_remove(self) -> None:
        row, remove = self.current, self._acts.remove
        if row is not None and remove is not None:

            def change(plan: Plan, known: Known) -> Plan:
                return remove(plan, row, known)

            self.edited.emit(self.tr("{}の削除").format(self._name), change)
