"""写し: a copy of the file to work on elsewhere, and what became of one that was merged back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QWidget

from dxdesk.domain.plan import Plan
from dxdesk.office import Fate, Office, Rejoined, RejoinLine
from dxdesk.office.rejoin_words import FATES, about_words, line_words
from ui.dialogs.files import FileDialogs
from ui.marks import Mark
from ui.models.rows import Column, RowModel
from ui.office.background import Background
from ui.office.tables import CellIcons, arrange
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.reading_page import ReadingPage
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import is_read_only, writes

_LOOKS = {
    Fate.TAKEN: (Mark.DONE, Tone.GOOD),
    Fate.COLLIDES: (Mark.WARNING, Tone.WARNING),
    Fate.LEFT: (Mark.NOTE, Tone.QUIET),
}
_URGENT = (Fate.COLLIDES, Fate.LEFT, Fate.TAKEN)
_ROWS = 8


class CopiesPanel(ReadingPage):
    """Emits `open_requested` with a copy that was made to go on with at once."""

    changed = Signal()
    noticed = Signal(Notice)
    conflicts_requested = Signal()
    open_requested = Signal(object)

    def __init__(self, office: Office, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("写しで作業する"))
        self._office = office
        self._dialogs = dialogs
        self._icons = CellIcons(self)
        self._plans: dict[int, Plan] = {}
        self._merging = Background(self)
        self._merging.failed.connect(lambda _error: self._ready())
        self.status = ToneLabel("", Tone.QUIET, wrap=True)
        self.status.hide()
        self.make = QPushButton(self.tr("写しを作る(&C)…"))
        self.make.clicked.connect(self.make_copy)
        self.take = writes(QPushButton(self.tr("写しを取り込む(&M)…")))
        self.take.clicked.connect(self._on_take)
        self.lines = RowModel[RejoinLine](
            (
                Column(self.tr("結果"), lambda line: FATES[line.fate], decoration=self._mark),
                Column(self.tr("内容"), self._about),
                Column(self.tr("説明"), line_words),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.lines)
        self.table.setAccessibleName(self.tr("写しを取り込んだ結果"))
        arrange(self.table, stretch=2, wraps=True)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * 2 * _ROWS)
        self.table.hide()
        self._arrange()

    def make_copy(self) -> None:
        """Ask where the copy shall be, write it, and offer to go on with it."""
        path = self._office.path
        suggested = str(path.with_name(self.tr("{}の写し{}").format(path.stem, path.suffix)))
        filters = self.tr("台帳 (*.dxdesk);;すべて (*)")
        out = self._dialogs.save_file(self, self.tr("写しの保存先"), filters, suggested)
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(path.suffix)
        self._office.make_copy(out)
        words = self.tr("写し「{}」を作りました。作業の後で、ここから取り込んでください。")
        said, act = words.format(out.name), lambda: self.open_requested.emit(out)
        self.noticed.emit(Notice(said, Tone.GOOD, self.tr("写しを開く"), act))

    def take_in(self, path: Path) -> None:
        """Merge a copy back beside the window and show what became of it."""
        self.take.setEnabled(False)
        words = self.tr("「{}」を取り込んでいます…").format(path.name)
        self.status.set_text(words)
        self.status.show()
        self._merging.run(lambda: self._office.rejoin(path), lambda done: self._show(path, done))

    @property
    def is_busy(self) -> bool:
        """Whether a copy is being merged."""
        return self._merging.is_busy

    def stop(self) -> None:
        """Wait for what is being merged; the file is being closed."""
        self._merging.stop()

    def _ready(self) -> None:
        self.status.hide()
        self.take.setEnabled(not is_read_only(self))

    def _show(self, path: Path, done: Rejoined) -> None:
        self._ready()
        self._plans = {line.year: self._office.plan(line.year) for line in self._known(done)}
        self.lines.set_rows(sorted(done.lines, key=lambda line: _URGENT.index(line.fate)))
        self.table.setVisible(bool(done.lines))
        self.table.resizeRowsToContents()
        self.noticed.emit(self._outcome(path, done))
        if done.merge:
            self.changed.emit()

    def _known(self, done: Rejoined) -> Sequence[RejoinLine]:
        years = self._office.years
        return [line for line in done.lines if line.year in years]

    def _arrange(self) -> None:
        about = self.tr(
            "ほかの人が台帳を開いている間や、庁外で作業するときは、写しで作業できます。"
            "取り込むと、写しで変えた分だけがこの台帳に加わります。"
            "両方で変えた文は「競合」に並び、どちらも失われません。取込みは後から取り消せます。"
        )
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.make)
        row.addWidget(self.take)
        row.addStretch(1)
        self.column.setSpacing(GRID)
        self.column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        self.column.addLayout(row)
        self.column.addWidget(self.status)
        self.column.addWidget(self.table)
        self.column.addStretch(1)

    def _mark(self, line: RejoinLine) -> object:
        return self._icons(*_LOOKS[line.fate])

    def _about(self, line: RejoinLine) -> str:
        return about_words(line, self._plans.get(line.year))

    def _outcome(self, path: Path, done: Rejoined) -> Notice:
        if not done.lines:
            return Notice(self.tr("「{}」に新しいことはありませんでした。").format(path.name))
        counts = {fate: sum(line.fate is fate for line in done.lines) for fate in Fate}
        words = self.tr("「{}」から{}件を取り込みました。").format(
            path.name, counts[Fate.TAKEN] + counts[Fate.COLLIDES]
        )
        if counts[Fate.LEFT]:
            more = self.tr("{}件は取り込んでいません。理由を「年度」の表で確かめてください。")
            words += more.format(counts[Fate.LEFT])
        if counts[Fate.COLLIDES]:
            more = self.tr("{}件は両方で変えられています。どの文にするか選んでください。")
            words += more.format(counts[Fate.COLLIDES])
            see = self.tr("競合を見る")
            return Notice(words, Tone.WARNING, see, self.conflicts_requested.emit)
        return Notice(words, Tone.WARNING if counts[Fate.LEFT] else Tone.GOOD)

    def _on_take(self) -> None:
        filters = self.tr("台帳の写し (*.dxdesk);;すべて (*)")
        path = self._dialogs.open_file(self, self.tr("写しを選ぶ"), filters)
        if path is not None:
            self.take_in(path)
