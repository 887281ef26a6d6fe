"""The list of findings as a table; the arrow keys walk it, Enter opens the item."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from dxdesk.domain.checks import Finding
from dxdesk.finding_words import FAMILY_WORDS
from dxdesk.messages import SEVERITY_WORDS
from ui import theme
from ui.models.rows import Column, RowModel
from ui.office.finding_note import look_of
from ui.office.findings_filter import Answer, Line, answer_of
from ui.office.tables import CellIcons, arrange
from ui.theme import Tone


class FindingTable(QTableView):
    """Emits `chosen` with a line or None, and `opened` when a line is to be gone to."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = CellIcons(self)
        self._answers = {
            Answer.OPEN: "",
            Answer.CHANGED: self.tr("再確認"),
            Answer.CONFIRMED: self.tr("確認済み"),
        }
        whole = self.tr("全体")
        self.rows = RowModel[Line](
            (
                Column(
                    self.tr("番号"),
                    lambda line: line.finding.item,
                    alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                ),
                Column(self.tr("取組項目"), lambda line: line.title or whole),
                Column(self.tr("担当課"), lambda line: line.finding.department),
                Column(self.tr("区分"), lambda line: FAMILY_WORDS[line.finding.family]),
                Column(
                    self.tr("重要度"),
                    lambda line: SEVERITY_WORDS[line.finding.severity],
                    decoration=self._mark,
                ),
                Column(self.tr("対応"), lambda line: self._answers[answer_of(line.finding)]),
                Column(
                    self.tr("指摘"),
                    lambda line: line.sentence,
                    spoken=self._spoken,
                    foreground=self._ink,
                ),
            ),
            self,
        )
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("指摘の一覧"))
        arrange(self, stretch=6, held={0: 3, 1: 10, 2: 8, 3: 7, 4: 5, 5: 5})
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(self.opened)

    @property
    def line(self) -> Line | None:
        """The line that is chosen."""
        return self.rows.row_at(self.currentIndex())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show lines; the finding that was chosen stays chosen, or the next one is."""
        before, at = self.line, max(self.currentIndex().row(), 0)
        self.rows.set_rows(lines)
        if not lines:
            self.chosen.emit(None)
            return
        number = _number_of(before, lines, min(at, len(lines) - 1)) if before else 0
        index = self.rows.index(number, 0)
        if index == self.currentIndex():
            self.chosen.emit(self.line)
        else:
            self.setCurrentIndex(index)
            # After a reset the scroll bar learns of the rows too late to lead to one.
            self.updateGeometries()
            self.scrollTo(index)

    def choose(self, number: int) -> None:
        """Choose the line of a number, counted from 0."""
        self.setCurrentIndex(self.rows.index(number, 0))

    def step(self, by: int) -> None:
        """Choose the line that is so many further down; the first comes after the last."""
        if self.rows.rows:
            self.choose((self.currentIndex().row() + by) % len(self.rows.rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        index = self.currentIndex()
        seen = index.isValid() and 0 <= self.visualRect(index).top() < event.oldSize().height()
        super().resizeEvent(event)
        if seen:
            self.scrollTo(index)

    def _mark(self, line: Line) -> object:
        tone, mark = look_of(line.finding)
        return self._icons(mark, tone)

    def _ink(self, line: Line) -> object:
        return None if line.finding.open else theme.colour(Tone.QUIET, self.palette())

    def _spoken(self, line: Line) -> str:
        finding = line.finding
        words = (SEVERITY_WORDS[finding.severity], finding.item, line.title, line.sentence)
        return " ".join((*words, self._answers[answer_of(finding)])).strip()

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.line)


def _number_of(before: Line, lines: Sequence[Line], otherwise: int) -> int:
    """Where a line stands now."""
    field, place = before.finding.field, _place(before.finding)
    for number, line in enumerate(lines):
        if line.finding.field == field and _place(line.finding) == place:
            return number
    return otherwise


def _place(finding: Finding) -> tuple[str, ...]:
    """What makes a finding the same one after its data changed."""
    return finding.code, finding.field, finding.kpi, finding.part, finding.department
