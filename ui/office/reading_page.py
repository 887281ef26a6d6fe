"""読取り結果: what was doubtful in the published table and what was done, beside the items."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.reading import Note
from dxdesk.messages import note_sentence
from dxdesk.office import Office, Reading
from ui import theme
from ui.marks import Mark
from ui.models.rows import Column, RowModel
from ui.office.item_desk import ItemDesk
from ui.office.places import first_line
from ui.office.state import YearState
from ui.office.tables import CellIcons, arrange
from ui.theme import GRID, HALF, Tone
from ui.widgets.card import Card, reading
from ui.widgets.desk_page import Notice
from ui.widgets.tone_label import ToneLabel


class ReadingPage(QWidget):
    """The notes of an import, doubtful ones first; the item of a note stands beside them."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Note, ...] = ()
        self._state: YearState | None = None
        self._icons = CellIcons(self)
        self._count = theme.label(step=1, bold=True, wrap=True)
        self.all = QCheckBox(self.tr("見出しや記号など、そのままでよいものも見る(&A)"))
        self.all.toggled.connect(self._show_notes)
        self.rows = RowModel[Note](
            (
                Column(self.tr("元の場所"), lambda note: note.place, decoration=self._mark),
                Column(self.tr("項目"), lambda note: note.item),
                Column(self.tr("どう読んだか"), self._words),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("読取りの記録"))
        arrange(self.table, stretch=2, wraps=True)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.source = reading("")
        self._card = Card()
        self._card.column.addWidget(ToneLabel(self.tr("元の文字"), Tone.QUIET, bold=True))
        self._card.column.addWidget(self.source)
        self._card.hide()
        self.desk = ItemDesk(office)
        self.desk.changed.connect(self.changed)
        self.desk.noticed.connect(self.noticed)
        self._arrange()

    def show_reading(self, read: Reading) -> None:
        """Show the report of an import."""
        self._notes = read.report
        doubtful = sum(note.doubtful for note in read.report)
        words = self.tr("{}項目を読み取りました。").format(len(read.plan.items))
        if doubtful:
            words += self.tr("確かめるところが{}件あります。").format(doubtful)
        else:
            words += self.tr("疑わしいところはありません。")
        self._count.setText(words)
        self.all.setChecked(not doubtful)
        self._show_notes()

    def show_state(self, state: YearState) -> None:
        """Show the year that was read, as it stands now."""
        self._state = state
        self._show_item(self.rows.row_at(self.table.currentIndex()))

    def settle(self) -> None:
        """Keep what was typed in a correction that was not ended."""
        self.desk.settle()

    def _arrange(self) -> None:
        about = self.tr(
            "表から外した文字は、すべてここに残っています。行を選ぶと、その項目が右に出ます。"
            "読取りが違っていたら、右の「直す」で直してください。"
        )
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        column.setSpacing(HALF)
        column.addWidget(self._count)
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addWidget(self.all)
        column.addWidget(self.table, 1)
        column.addWidget(self._card)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(self.desk)
        both.setSizes([580, 700])
        both.setChildrenCollapsible(False)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)

    def _show_notes(self) -> None:
        doubtful = [note for note in self._notes if note.doubtful]
        others = [note for note in self._notes if not note.doubtful]
        self.rows.set_rows(doubtful + (others if self.all.isChecked() else []))
        if self.rows.rows and not self.table.currentIndex().isValid():
            about_items = [n for n, note in enumerate(self.rows.rows) if note.item]
            self.table.setCurrentIndex(self.rows.index(about_items[0] if about_items else 0, 0))

    def _words(self, note: Note) -> str:
        words = note_sentence(note)
        return words if note.doubtful else self.tr("（記録のみ）{}").format(words)

    def _mark(self, note: Note) -> object:
        mark, tone = (Mark.WARNING, Tone.WARNING) if note.doubtful else (Mark.NOTE, Tone.QUIET)
        return self._icons(mark, tone)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        note = self.rows.row_at(now)
        self._card.setVisible(bool(note and note.text))
        if note:
            self.source.setText(first_line(note.text, 300))
        self._show_item(note)

    def _show_item(self, note: Note | None) -> None:
        if self._state is None:
            return
        item = self._state.plan.by_no.get(note.item) if note else None
        if item:
            self.desk.show_item(self._state, item)
        else:
            self.desk.show_nothing()
