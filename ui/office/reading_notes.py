"""The notes of a reading as a list: doubtful ones first, those that were looked at quiet."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTableView, QVBoxLayout, QWidget

from dxdesk.messages import note_sentence
from dxdesk.office import KeptNote
from ui import theme
from ui.marks import Mark
from ui.models.rows import Column, RowModel
from ui.office.tables import CellIcons, arrange
from ui.theme import GRID, HALF, Tone
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel


class Kind(Enum):
    """Which notes are listed."""

    DOUBTFUL = "doubtful"
    WAITING = "waiting"
    ALL = "all"


class ReadingNotes(QWidget):
    """Emits `chosen` with the note that the cursor is on, or None where there is none."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[KeptNote, ...] = ()
        self._telling = True
        self._icons = CellIcons(self)
        self.count = theme.label(step=1, bold=True, wrap=True)
        self.kinds = QuietBox()
        self.kinds.setAccessibleName(self.tr("表示する記録"))
        for kind in Kind:
            self.kinds.addItem("", kind)
        self.rows = RowModel[KeptNote](
            (
                Column(
                    self.tr("元の場所"),
                    lambda kept: kept.note.place or self.tr("全体"),
                    decoration=self._mark,
                    foreground=self._ink,
                ),
                Column(self.tr("項目"), lambda kept: kept.note.item, foreground=self._ink),
                Column(
                    self.tr("どう読んだか"),
                    lambda kept: note_sentence(kept.note),
                    spoken=self._spoken,
                    foreground=self._ink,
                ),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("読取りの記録"))
        arrange(self.table, stretch=2, held={0: 6, 1: 3}, least=10)
        self.nothing = ToneLabel("", Tone.QUIET, wrap=True)
        self.nothing.hide()
        self._arrange()
        self.kinds.activated.connect(lambda _: self._refill())
        self.table.selectionModel().currentChanged.connect(self._on_current)

    @property
    def current(self) -> KeptNote | None:
        """The note that the cursor is on."""
        return self.rows.row_at(self.table.currentIndex())

    def show_notes(self, notes: Sequence[KeptNote]) -> None:
        """Show the notes of a reading; the one that was chosen stays chosen."""
        first = not self._notes
        self._notes = tuple(notes)
        doubtful = [kept for kept in notes if kept.note.doubtful]
        if first:
            self.kinds.setCurrentIndex(0 if doubtful else self.kinds.findData(Kind.ALL))
        waiting = sum(not kept.done for kept in doubtful)
        for kind, words in (
            (Kind.DOUBTFUL, self.tr("確かめるところ（{}件）").format(len(doubtful))),
            (Kind.WAITING, self.tr("まだ確かめていないところ（{}件）").format(waiting)),
            (Kind.ALL, self.tr("すべての記録（{}件）").format(len(notes))),
        ):
            self.kinds.setItemText(self.kinds.findData(kind), words)
        self.count.setText(self._progress(len(doubtful), len(doubtful) - waiting))
        self._refill()

    def choose(self, position: int) -> None:
        """Put the cursor on a note, if it is listed."""
        for number, kept in enumerate(self.rows.rows):
            if kept.position == position:
                self.table.setCurrentIndex(self.rows.index(number, 0))
                return

    def next_waiting(self) -> KeptNote | None:
        """The next doubtful note that nobody has looked at, from the top after the last."""
        rows = self.rows.rows
        at = self.table.currentIndex().row() + 1
        ahead = (*rows[at:], *rows[:at])
        return next((kept for kept in ahead if kept.note.doubtful and not kept.done), None)

    def step(self, by: int) -> None:
        """Go to the note below or above."""
        number = self.table.currentIndex().row() + by
        if 0 <= number < len(self.rows.rows):
            self.table.setCurrentIndex(self.rows.index(number, 0))

    def _arrange(self) -> None:
        label = QLabel(self.tr("表示(&W)"))
        label.setBuddy(self.kinds)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label)
        row.addWidget(self.kinds, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID, GRID)
        column.setSpacing(HALF)
        column.addWidget(self.count)
        column.addLayout(row)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)

    def _progress(self, doubtful: int, done: int) -> str:
        if not doubtful:
            return self.tr("疑わしいところはありません。")
        if done == doubtful:
            return self.tr("{}件すべてを確かめました。").format(doubtful)
        return self.tr("{} / {}件を確かめました").format(done, doubtful)

    def _refill(self) -> None:
        kind, before = self.kinds.currentData(), self.current
        doubtful = [kept for kept in self._notes if kept.note.doubtful]
        listed = {
            Kind.DOUBTFUL: doubtful,
            Kind.WAITING: [kept for kept in doubtful if not kept.done],
            Kind.ALL: [*doubtful, *(kept for kept in self._notes if not kept.note.doubtful)],
        }[kind]
        at = self.table.currentIndex().row()
        self._telling = False
        self.rows.set_rows(listed)
        if before is not None:
            self.choose(before.position)
        if listed and not self.table.currentIndex().isValid():
            number = min(max(at, 0), len(listed) - 1)
            self.table.setCurrentIndex(self.rows.index(number, 0))
        self._telling = True
        self.nothing.setVisible(not listed)
        self.nothing.setText(self.tr("この中に記録はありません。上の「表示」で選び直せます。"))
        self.chosen.emit(self.current)

    def _mark(self, kept: KeptNote) -> object:
        if kept.done:
            return self._icons(Mark.DONE, Tone.GOOD)
        doubtful = kept.note.doubtful
        return self._icons(
            Mark.WARNING if doubtful else Mark.NOTE, Tone.WARNING if doubtful else Tone.QUIET
        )

    def _ink(self, kept: KeptNote) -> object:
        quiet = kept.done or not kept.note.doubtful
        return theme.colour(Tone.QUIET if quiet else Tone.PLAIN, self.palette())

    def _spoken(self, kept: KeptNote) -> str:
        words = note_sentence(kept.note)
        return self.tr("{}　確かめました").format(words) if kept.done else words

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if self._telling:
            self.chosen.emit(self.rows.row_at(now))
