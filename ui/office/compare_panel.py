"""年度の比較: two years of the file beside each other, item by item."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dxdesk.domain.became import Moved
from dxdesk.domain.comparing import Compared, Comparison, Trend
from dxdesk.domain.file_names import safe_name
from dxdesk.messages import MOVED_WORDS, TREND_WORDS
from dxdesk.office import Office
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.models.rows import Column, RowModel
from ui.office.compare_lines import (
    Shown,
    kpi_words,
    lines_shown,
    moved_words,
    number_words,
    rating_words,
)
from ui.office.compared_view import ComparedView
from ui.office.keys import OfficeKeys
from ui.office.state import YearState
from ui.office.tables import arrange
from ui.theme import GRID, HALF, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.figure_edit import LineEdit
from ui.widgets.keyboard import page_key
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel


class ComparePanel(QWidget):
    """Compares when it is looked at; `item_requested` asks for a year and an item of it."""

    noticed = Signal(Notice)
    item_requested = Signal(int, str)

    def __init__(self, office: Office, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._dialogs = dialogs
        self._state: YearState | None = None
        self._stale = True
        self.comparison: Comparison | None = None
        self.count = theme.label(bold=True, wrap=True)
        self.before, self.now = self._box(self.tr("前の年度")), self._box(self.tr("後の年度"))
        self.shown = self._box(self.tr("表示する項目"))
        for one in Shown:
            self.shown.addItem(self.tr(one.value), one)
        self.search = LineEdit()
        self.search.setAccessibleName(self.tr("項目を検索"))
        self.search.setPlaceholderText(self.tr("番号、項目名、課、指標"))
        self.search.setClearButtonEnabled(True)
        self.export = QPushButton(self.tr("書き出す(&E)…"))
        self.export.setToolTip(self.tr("いま表示している項目をExcelかCSVに書き出します"))
        self.rows = RowModel[Compared](
            (
                Column(self.tr("番号"), number_words),
                Column(self.tr("取組項目"), lambda line: line.item.title),
                Column(self.tr("評価"), rating_words),
                Column(self.tr("変わったこと"), moved_words),
                Column(self.tr("指標の実績"), kpi_words),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("年度を比べた一覧"))
        arrange(self.table, stretch=1, held={0: 5, 2: 9, 3: 11, 4: 16})
        self.view = ComparedView()
        self.nothing = ToneLabel("", Tone.QUIET, wrap=True)
        self._arrange()
        self._connect()

    def show_state(self, state: YearState) -> None:
        """Propose the year that is shown and the one before it."""
        first = self._state is None or self._state.years != state.years
        moved = self._state is not None and self._state.year != state.year
        self._state, self._stale = state, True
        if first:
            for box in (self.before, self.now):
                box.clear()
                for year in reversed(state.years):
                    box.addItem(state.name_of(year), year)
        if first or moved:
            at = max(state.years.index(state.year), 1)
            self.now.setCurrentIndex(self.now.findData(state.years[min(at, len(state.years) - 1)]))
            self.before.setCurrentIndex(self.before.findData(state.years[at - 1]))
        if self.isVisible():
            self._compare()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._compare()

    def _box(self, name: str) -> QuietBox:
        box = QuietBox()
        box.setAccessibleName(name)
        return box

    def _arrange(self) -> None:
        years, filters = QHBoxLayout(), QHBoxLayout()
        for row, words, widget in (
            (years, self.tr("前の年度(&B)"), self.before),
            (years, self.tr("後の年度(&A)"), self.now),
            (filters, self.tr("表示(&W)"), self.shown),
            (filters, self.tr("検索(&F)"), self.search),
        ):
            label = QLabel(words)
            label.setBuddy(widget)
            row.setSpacing(GRID)
            row.addWidget(label)
            row.addWidget(widget, 1)
        years.addStretch(1)
        years.addWidget(self.export)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, 0)
        column.setSpacing(HALF)
        column.addLayout(years)
        column.addLayout(filters)
        column.addWidget(self.count)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(above)
        both.addWidget(self.view)
        both.setSizes([420, 240])
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)

    def _connect(self) -> None:
        for box in (self.before, self.now):
            box.activated.connect(self._on_years)
        self.shown.activated.connect(lambda _: self._refill())
        self.search.edited.connect(lambda _: self._refill())
        self.export.clicked.connect(self._on_export)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.activated.connect(lambda index: self._request(self.rows.row_at(index)))
        self.view.item_requested.connect(self._request)
        page_key(self, OfficeKeys.SEARCH, self.search.setFocus)

    def _on_years(self) -> None:
        self._stale = True
        self._compare()

    def _compare(self) -> None:
        if self._state is None or not self._stale:
            return
        self._stale = False
        before, now = self.before.currentData(), self.now.currentData()
        alone = len(self._state.years) == 1
        self.comparison = None if before == now else self._office.compare(int(before), int(now))
        for widget in (self.table, self.view, self.export, self.shown, self.search):
            widget.setEnabled(self.comparison is not None)
        self.nothing.setVisible(self.comparison is None)
        self.nothing.setText(
            self.tr("比べる年度がまだありません。次の年度を始めると、ここで比べられます。")
            if alone
            else self.tr("違う年度を二つ選んでください。")
        )
        self._refill()

    def _refill(self) -> None:
        chosen = self.rows.row_at(self.table.currentIndex())
        every = self.comparison.lines if self.comparison else ()
        lines = lines_shown(every, self.shown.currentData(), self.search.text())
        self.rows.set_rows(lines)
        self.count.setText(self._counts(every, len(lines)) if self.comparison else "")
        ids = [line.item.id for line in lines]
        at = ids.index(chosen.item.id) if chosen and chosen.item.id in ids else 0
        self.table.setCurrentIndex(self.rows.index(at, 0) if lines else QModelIndex())
        self._show(self.rows.row_at(self.table.currentIndex()))

    def _counts(self, every: tuple[Compared, ...], shown: int) -> str:
        trends = Counter(line.trend for line in every)
        moved = Counter(one for line in every for one in line.moved)
        said = [self.tr("{}件を表示（全{}件）").format(shown, len(every))]
        wanted = (Trend.UP, Trend.DOWN, Trend.SAME)
        said.append(self.tr("評価：") + "・".join(f"{TREND_WORDS[t]} {trends[t]}" for t in wanted))
        others = (f"{MOVED_WORDS[one]} {moved[one]}" for one in Moved if moved[one])
        return "　".join((*said, *others))

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self._show(self.rows.row_at(now))

    def _show(self, line: Compared | None) -> None:
        if line is None or self.comparison is None:
            self.view.show_nothing()
        else:
            self.view.show_line(self.comparison, line)

    def _request(self, line: Compared | None) -> None:
        if line is None or self.comparison is None:
            return
        plan = self.comparison.now if line.now else self.comparison.before
        self.item_requested.emit(plan.year, line.item.id)

    def _on_export(self) -> None:
        found = self.comparison
        if found is None:
            return
        years = (found.before.year_name(found.before.year), found.now.year_name(found.now.year))
        name = safe_name(self.tr("比較_{}_{}").format(*years))
        suggested = str(self._office.path.with_name(f"{name}.xlsx"))
        filters = self.tr("Excelファイル (*.xlsx);;CSV (*.csv)")
        out = self._dialogs.save_file(self, self.tr("比較の保存先"), filters, suggested)
        if out is None:
            return
        out = out if out.suffix else out.with_suffix(".xlsx")
        self._office.export_comparison(found, self.rows.rows, out)
        words = self.tr("「{}」に{}件を書き出しました。").format(out.name, len(self.rows.rows))
        self.noticed.emit(Notice(words, Tone.GOOD))
