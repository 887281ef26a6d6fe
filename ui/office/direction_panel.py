"""指標のよい向き: the one question about the KPIs, answered by a key each or all at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.figures import Direction
from ui.models.rows import Column
from ui.office.choice_table import ChoiceRows, ChoiceTable
from ui.office.direction_card import DirectionCard
from ui.office.direction_rows import DirectionRow, direction_rows
from ui.office.findings_filter import search_key
from ui.office.state import YearState
from ui.theme import GRID, Tone
from ui.widgets.figure_edit import LineEdit
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

_BASELINE, _LAST = 3, 5


class DirectionPanel(QWidget):
    """Emits `directions_chosen` with directions by field, and what was done in words.

    The list of open KPIs keeps what was answered since it was begun: no row jumps away under the
    cursor, and an answer can be given again.
    """

    directions_chosen = Signal(dict, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year: int | None = None
        self._is_closed = False
        self._all: tuple[DirectionRow, ...] = ()
        # The fields in the list of open ones.
        self._begun: set[str] = set()
        self.rows = ChoiceRows[DirectionRow](
            (
                Column(self.tr("番号"), lambda row: row.item.no),
                Column(self.tr("取組項目"), lambda row: row.item.title),
                Column(self.tr("指標"), lambda row: row.kpi.name),
                Column(self.tr("基準値"), lambda row: row.kpi.baseline),
                Column(self.tr("目標"), lambda row: row.kpi.target),
                Column(self.tr("前年度の実績"), lambda row: row.last),
                Column(self.tr("手がかり"), lambda row: "　／　".join(row.reasons)),
                Column(self.tr("提案"), lambda row: row.proposed),
            ),
            self.tr("よい向き"),
            lambda row: row.choices,
            lambda row: row.kpi.direction,
            self,
            said=lambda row: row.known,
        )
        held = {0: 3, _BASELINE: 4, 4: 6, _LAST: 6, 7: 7, 8: 8}
        self.table = ChoiceTable(self.rows, stretch=(1, 2, 6), held=held, least=6)
        self.table.setAccessibleName(self.tr("指標のよい向き"))
        self.card = DirectionCard(around=self)
        self.wanted = QuietBox()
        self.wanted.addItems(["", ""])
        self.wanted.setMinimumContentsLength(14)
        self.wanted.setAccessibleName(self.tr("表示する指標"))
        self.search = LineEdit()
        self.search.setAccessibleName(self.tr("項目や指標を探す"))
        self.search.setPlaceholderText(self.tr("項目や指標を探す"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(GRID * 50)
        self.accept = writes(QPushButton())
        self._arrange()
        self.rows.chosen.connect(self._on_chosen)
        self.table.selectionModel().currentChanged.connect(self._show_card)
        self.card.answered.connect(self._on_answered)
        self.wanted.activated.connect(self._begin)
        self.search.edited.connect(self._show_rows)
        self.accept.clicked.connect(self._on_accept)

    def show_state(self, state: YearState) -> None:
        """Show a year's KPIs in the plan's order."""
        self._is_closed = state.is_closed
        self._all = direction_rows(state)
        if state.year == self._year:
            self._show_rows()
        else:
            self._year = state.year
            self._begin()

    def begin(self) -> None:
        """Put the keys into the list, at the first KPI that waits."""
        self.table.setFocus()

    def go_on(self, directions: Mapping[str, Direction]) -> None:
        """Take over what was just set by field, and go on to the next open KPI."""
        self._all = tuple(
            row.answered(directions[row.field]) if row.field in directions else row
            for row in self._all
        )
        self._show_rows()
        rows, at = self.rows.rows, self.table.currentIndex().row()
        order = (*range(at + 1, len(rows)), *range(at))
        following = next((number for number in order if rows[number].is_open), at)
        self.table.setCurrentIndex(self.rows.index(following, 0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.wanted.setCurrentIndex(0 if any(row.is_open for row in self._all) else 1)
            self._begin()

    def _arrange(self) -> None:
        about = self.tr(
            "増減のどちらがよいかは、計画の設定、文書の言葉、基準値と目標の順に見ます。"
            "分からない指標は、決めるまで目標と比べません。"
        )
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.wanted)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        row.addWidget(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(ToneLabel(about, Tone.QUIET, wrap=True))
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.card)

    def _begin(self) -> None:
        """Begin the list anew: of the open KPIs, or of all."""
        self._begun = {row.field for row in self._all if row.is_open}
        self._show_rows()

    def _show_rows(self) -> None:
        before = self.rows.row_at(self.table.currentIndex())
        words = search_key(self.search.text()).split()
        wants_all = self.wanted.currentIndex() == 1
        found = [
            row
            for row in self._all
            if (wants_all or row.is_open or row.field in self._begun) and row.has(words)
        ]
        self.rows.set_rows(found)
        # Most documents have no such column, and a first year has none before it.
        self.table.setColumnHidden(_BASELINE, not any(row.kpi.baseline for row in self._all))
        self.table.setColumnHidden(_LAST, not any(row.last for row in self._all))
        fields = [row.field for row in found]
        if before is not None and before.field in fields:
            number = fields.index(before.field)
        else:
            number = next((number for number, row in enumerate(found) if row.is_open), 0)
        self.table.setCurrentIndex(self.rows.index(number, 0))
        self._show_counts()
        self._show_card()

    def _show_counts(self) -> None:
        open_ = [row for row in self._all if row.is_open]
        self.wanted.setItemText(0, self.tr("未定のみ（{}）").format(len(open_)))
        self.wanted.setItemText(1, self.tr("すべて（{}）").format(len(self._all)))
        proposed = len(self._proposals)
        self.accept.setText(self.tr("提案をまとめて採用（{}件）(&P)").format(proposed))
        self.accept.setEnabled(proposed > 0 and not self._is_closed)

    def _show_card(self) -> None:
        row = self.rows.row_at(self.table.currentIndex())
        self.card.setVisible(row is not None)
        if row is not None:
            self.card.show_row(row, is_closed=self._is_closed)

    @property
    def _proposals(self) -> dict[str, Direction]:
        proposed = ((row.field, row.proposal) for row in self._all)
        return {field: side for field, side in proposed if side is not Direction.NOT_SAID}

    def _on_answered(self, direction: Direction) -> None:
        row = self.rows.row_at(self.table.currentIndex())
        assert row is not None
        # The button of an answer that is taken back is switched off and would leave no cursor.
        self.table.setFocus()
        if direction is row.kpi.direction:
            self.go_on({})
        else:
            self._on_chosen(row, direction)

    def _on_chosen(self, row: DirectionRow, direction: Direction) -> None:
        said = next(words for words, value in row.choices if value is direction)
        words = f"「{row.kpi.name}」　{said}"
        self.directions_chosen.emit({row.field: direction}, words)

    def _on_accept(self) -> None:
        proposals = self._proposals
        self.table.setFocus()
        words = self.tr("提案どおりに{}件の指標の向きを決めました").format(len(proposals))
        self.directions_chosen.emit(proposals, words)
