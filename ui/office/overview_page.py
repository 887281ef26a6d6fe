"""概況: a year counted, as numbers and bars that lead to the items behind them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.overview import By, Key, Overview, Spread
from dxdesk.domain.overview_topics import Overviews, Topic, Year
from dxdesk.office import Office
from ui import theme
from ui.dialogs.files import FileDialogs, WriteFile
from ui.office.overview_legend import OverviewLegend
from ui.office.overview_table import OverviewTable
from ui.office.state import YearState
from ui.printing.printing import Printing
from ui.theme import GRID, HALF, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel


class OverviewPage(QWidget):
    """Counts when it is looked at; `items_requested` gives items and what they are."""

    noticed = Signal(Notice)
    items_requested = Signal(tuple, str)

    def __init__(
        self,
        office: Office,
        dialogs: FileDialogs,
        write: WriteFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._state: YearState | None = None
        self._stale = True
        self._counted: Overviews | None = None
        self.found: Overview | None = None
        self.known: tuple[tuple[str, Topic, str], ...] = ()
        self.topics, self.ways = QuietBox(), QuietBox()
        self.topics.setAccessibleName(self.tr("数えるもの"))
        self.ways.setAccessibleName(self.tr("分け方"))
        for by, words in ((By.GROUP, self.tr("施策ごと")), (By.DEPARTMENT, self.tr("担当課ごと"))):
            self.ways.addItem(words, by)
        self.print = QPushButton(self.tr("印刷・PDF（プレビュー）(&P)…"))
        self.count = theme.label(step=1, bold=True, wrap=True)
        self.about = ToneLabel("", Tone.QUIET, wrap=True)
        self.table = OverviewTable()
        self.legend = OverviewLegend()
        self.printing = Printing(dialogs, write, self)
        self.printing.noticed.connect(self.noticed)
        self._arrange()
        self.topics.activated.connect(lambda _: self._show())
        self.ways.activated.connect(lambda _: self._show())
        self.table.chosen.connect(self._on_chosen)
        self.print.clicked.connect(self._on_print)

    def show_state(self, state: YearState) -> None:
        """Take over a year; it is counted when it is looked at."""
        self._state, self._stale = state, True
        self._fill_topics(state)
        if self.isVisible():
            self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for words, box in (
            (self.tr("数えるもの(&V)"), self.topics),
            (self.tr("分け方(&G)"), self.ways),
        ):
            label = QLabel(words)
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box, 1)
        row.addStretch(1)
        row.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.count)
        column.addWidget(self.about)
        column.addWidget(self.table, 1)
        column.addWidget(self.legend)
        column.setSpacing(HALF)

    def _fill_topics(self, state: YearState) -> None:
        topics = (
            (state.plan.self_name, Topic.RATING, ""),
            *((one.name, Topic.RATING, one.id) for one in state.plan.stages if one.rates),
            (self.tr("指標の達成"), Topic.KPI, ""),
            (self.tr("記入の進み"), Topic.WRITING, ""),
            (self.tr("指摘"), Topic.FINDINGS, ""),
            (self.tr("受理"), Topic.ACCEPTANCE, ""),
        )
        if self.known != topics:
            chosen = self.topics.currentIndex()
            self.known = topics
            self.topics.clear()
            self.topics.addItems([words for words, _, _ in topics])
            self.topics.setCurrentIndex(min(max(chosen, 0), len(topics) - 1))

    @property
    def _topic(self) -> tuple[str, Topic, str]:
        """What is counted now: its words, its kind, and the stage of a rating."""
        return self.known[self.topics.currentIndex()]

    def _count(self) -> None:
        if self._state is None or not self._stale:
            return
        self._stale = False
        state = self._state
        waiting = frozenset(state.weighing_by_item)
        stages = {one.department: one.stage for one in state.standings}
        now, last = Year(state.plan, state.answers, waiting, stages), state.last_year
        before = Year(self._office.plan(last), self._office.answers(last)) if last else None
        self._counted = Overviews(now, before)
        self._show()

    def _show(self) -> None:
        if self._counted is None or self._state is None:
            return
        name, topic, stage = self._topic
        self.found = found = self._counted.at(topic, self.ways.currentData(), stage)
        heads = {By.GROUP: self.tr("施策"), By.DEPARTMENT: self.tr("担当課（取りまとめ）")}
        none = {By.GROUP: self.tr("（施策なし）"), By.DEPARTMENT: self.tr("（担当課なし）")}
        by = self.ways.currentData()
        self.table.show_overview(found, heads[by], self.tr("全体"), none[by])
        self.legend.show_keys(found.keys)
        unit = self.tr("指標") if topic is Topic.KPI else self.tr("項目")
        words = self.tr("{}　{}　{}{}").format(
            self._state.name_of(self._state.year),
            name,
            f"{found.whole.whole.count:,}",
            unit,
        )
        self.count.setText(words)
        self.about.setText(self._about(found))
        self.print.setEnabled(bool(found.whole.whole.count))

    def _about(self, found: Overview) -> str:
        if not found.whole.whole.count:
            return self.tr("数えるものがありません。計画に項目があると、ここに表と図が出ます。")
        words = self.tr("数や図を選ぶと（Enterキーでも）、その項目だけの一覧を開きます。")
        if found.whole.whole.change is not None and self._state and self._state.last_year:
            last = self._state.name_of(self._state.last_year)
            words += self.tr("＋と▲は{}との差です。").format(last)
            if any(row.former for row in found.rows):
                words += self.tr("組織改編のあった課は、前の課の項目と比べています。")
        return words

    def _on_chosen(self, row: Spread, key: Key | None) -> None:
        count, said = row.whole, [self._topic[0], row.name]
        if key is not None and self.found is not None:
            count = row.counts[self.found.keys.index(key)]
            said.append(key.word)
        self.items_requested.emit(count.items, "　".join(word for word in said if word))

    def _on_print(self) -> None:
        from ui.printing.overview_job import overview_choices

        assert self._state is not None
        assert self._counted is not None
        counted = self._counted
        ways = [(self.ways.itemText(n), self.ways.itemData(n)) for n in range(self.ways.count())]
        at = self.topics.currentIndex() * len(ways) + self.ways.currentIndex()
        tables = [
            (words, way, lambda t=topic, s=stage, b=by: counted.at(t, b, s))
            for words, topic, stage in self.known
            for way, by in ways
        ]
        choices = overview_choices(self._state.plan, self._office.path, tables, at)
        self.printing.show(choices)
