"""The places of one department's answer, and a remark at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QTableView, QVBoxLayout, QWidget

from ui.models.rows import Column, RowModel
from ui.office.places import first_line
from ui.office.tables import arrange
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import reading
from ui.widgets.text_edit import TextEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes


@dataclass(frozen=True, slots=True)
class Place:
    """A field, or a whole item, with its answer and the remark so far."""

    place: str
    words: str
    answer: str
    remark: str = ""


class RemarkForm(QWidget):
    """Emits `remarked` with the place and the text, a moment after it was typed."""

    remarked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = ""
        self.places = RowModel[Place](
            (
                Column(self.tr("欄"), lambda row: row.words),
                Column(self.tr("所見"), lambda row: first_line(row.remark, 8)),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.places)
        self.table.setAccessibleName(self.tr("差し戻す欄"))
        arrange(self.table, stretch=0)
        self.table.selectionModel().currentChanged.connect(self._on_place)
        self.answer = reading("")
        self.remark = writes(TextEdit(lines=3))
        self.remark.setAccessibleName(self.tr("所見"))
        self.remark.edited.connect(self._on_edited)
        self._arrange()

    def show_places(self, rows: Sequence[Place]) -> None:
        """Show places; the one that was chosen stays chosen where it is among them."""
        self.places.set_rows(rows)
        known = [row.place for row in rows]
        if rows:
            at = known.index(self._place) if self._place in known else 0
            self.table.setCurrentIndex(self.places.index(at, 0))
        self._show_place()

    def settle(self) -> None:
        """Tell what was typed."""
        self.remark.flush()

    def _arrange(self) -> None:
        answer = QScrollArea()
        answer.setWidget(self.answer)
        answer.setWidgetResizable(True)
        answer.setMinimumHeight(GRID * 7)
        answer.setAccessibleName(self.tr("選んだ欄のいまの回答"))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, HALF, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(ToneLabel(self.tr("いまの回答"), Tone.QUIET, bold=True))
        column.addWidget(answer, 1)
        column.addWidget(ToneLabel(self.tr("所見（直してほしいこと）"), Tone.QUIET, bold=True))
        column.addWidget(self.remark)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.table)
        both.addWidget(below)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)

    def _on_place(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.settle()
        self._show_place()

    def _show_place(self) -> None:
        row = self.places.row_at(self.table.currentIndex())
        self._place = row.place if row else ""
        if row is None:
            return
        self.answer.setText(row.answer)
        if self.remark.text() != row.remark:
            self.remark.set_text(row.remark)

    def _on_edited(self, text: str) -> None:
        if not self._place:
            return
        self.places.set_rows(
            [
                replace(row, remark=text) if row.place == self._place else row
                for row in self.places.rows
            ]
        )
        self.remarked.emit(self._place, text)
