"""One list of findings; Enter or a click jumps to the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from dxdesk.domain.rulebook import Severity
from dxdesk.messages import SEVERITY_WORDS
from ui import theme
from ui.marks import Mark, icon
from ui.models.rows import Column, RowModel
from ui.theme import GRID, Tone

# A grade's wording is quoted with its own full stop.
_FIRST_SENTENCE = re.compile(r"(?:「[^」]*」|[^。])+")

LOOKS = {
    Severity.ERROR: (Mark.ERROR, Tone.ERROR),
    Severity.WARNING: (Mark.WARNING, Tone.WARNING),
    Severity.HINT: (Mark.NOTE, Tone.HINT),
}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in words; `field` is where it jumps.

    `calm` is for what nobody could have written yet, `done` for what was answered with a
    reason. `family` is the word for what the rule looks at.
    """

    field: str
    severity: Severity
    item: str
    place: str
    text: str
    calm: bool = False
    done: bool = False
    family: str = ""

    @property
    def word(self) -> str:
        """How much it matters, in a word."""
        return "確認済み" if self.done else SEVERITY_WORDS[self.severity]

    @property
    def short(self) -> str:
        """The place and the first sentence, for one line."""
        found = _FIRST_SENTENCE.match(self.text)
        said = found[0] if found else self.text
        return f"{self.place}：{said}" if self.place else said


class FindingList(QTableView):
    """Emits `field_chosen` with the field's name."""

    field_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.rows = RowModel[FindingRow](
            (
                Column("番号", lambda row: row.item, alignment=right),
                Column(
                    "指摘",
                    lambda row: row.short,
                    hint=lambda row: f"{row.word} {row.family} {row.place}\n{row.text}".strip(),
                    decoration=self._mark,
                    spoken=lambda row: f"{row.word} {row.family} {row.item} {row.place} {row.text}",
                ),
            ),
            self,
        )
        self._shape: tuple[frozenset[str], str] | None = None
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("指摘の一覧"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(GRID * 3)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_rows(self, rows: Sequence[FindingRow]) -> None:
        """Show the findings."""
        self.rows.set_rows(rows)
        items = frozenset(row.item for row in rows)
        shape = items, self.font().key()
        if shape != self._shape:
            self._shape = shape
            self._fit(items)

    def _fit(self, items: Iterable[str]) -> None:
        side = theme.mark_side(self)
        self.setIconSize(QSize(side, side))
        header, measure = self.horizontalHeader(), self.fontMetrics().horizontalAdvance
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        widest = max(map(measure, items), default=0)
        header.resizeSection(0, max(widest, measure("00")) + GRID * 2)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + GRID)

    def fit(self, most: int) -> None:
        """Be as high as the rows there are, at most `most` of them."""
        shown = min(self.rows.rowCount(), most)
        line = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(max(shown, 1) * line + 2 * self.frameWidth() + 2)

    def _on_chosen(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if row:
            self.field_chosen.emit(row.field)

    def _mark(self, row: FindingRow) -> object:
        mark, tone = LOOKS[row.severity]
        if row.done or row.calm:
            mark, tone = Mark.DONE if row.done else Mark.UNTOUCHED, Tone.QUIET
        return icon(mark, theme.colour(tone, self.palette()), theme.mark_side(self))
