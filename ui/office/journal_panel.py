"""台帳の記録: who did what when with the office's file, newest first."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTableView, QVBoxLayout, QWidget

from dxdesk.domain.text import fold
from dxdesk.office import Event, Office
from ui import theme
from ui.models.rows import Column, RowModel
from ui.office.journal_words import Topic, event_words, topic_of
from ui.office.keys import OfficeKeys
from ui.office.places import moment
from ui.office.state import YearState
from ui.office.tables import arrange
from ui.theme import GRID, HALF
from ui.widgets.figure_edit import LineEdit
from ui.widgets.keyboard import page_key
from ui.widgets.quiet_box import QuietBox


class JournalPanel(QWidget):
    """Read when it is looked at; chosen by topic and by words."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state: YearState | None = None
        self._stale = True
        self._lines: tuple[tuple[Event, str], ...] = ()
        self.count = theme.label(bold=True, wrap=True)
        self.topics = QuietBox()
        self.topics.setAccessibleName(self.tr("記録の区分"))
        self.topics.addItem(self.tr("すべて"), None)
        for topic in Topic:
            self.topics.addItem(self.tr(topic.value), topic)
        self.search = LineEdit()
        self.search.setAccessibleName(self.tr("記録を検索"))
        self.search.setPlaceholderText(self.tr("名前、課、項目など"))
        self.search.setClearButtonEnabled(True)
        self.rows = RowModel[tuple[Event, str]](
            (
                Column(self.tr("日時"), lambda line: moment(line[0].at)),
                Column(self.tr("だれ"), lambda line: line[0].by),
                Column(self.tr("したこと"), lambda line: line[1]),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("台帳の記録"))
        arrange(self.table, stretch=2, held={0: 9, 1: 8})
        self._arrange()
        self.topics.activated.connect(lambda _: self._refill())
        self.search.edited.connect(lambda _: self._refill())
        page_key(self, OfficeKeys.SEARCH, self.search.setFocus)

    def show_state(self, state: YearState) -> None:
        """Take over that the file has changed."""
        self._state, self._stale = state, True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for words, widget in (
            (self.tr("区分(&K)"), self.topics),
            (self.tr("検索(&F)"), self.search),
        ):
            label = QLabel(words)
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(HALF)
        column.addWidget(self.count)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def _read(self) -> None:
        if self._state is None or not self._stale:
            return
        self._stale = False
        plan = self._state.plan
        journal = reversed(self._office.journal())
        self._lines = tuple((event, event_words(event, plan)) for event in journal)
        self._refill()

    def _refill(self) -> None:
        topic, words = self.topics.currentData(), fold(self.search.text()).lower().split()
        shown = [
            line for line in self._lines if topic in (None, topic_of(line[0])) and _has(line, words)
        ]
        self.rows.set_rows(shown)
        said = (
            self.tr("{}件の記録") if len(shown) == len(self._lines) else self.tr("{}件（全{}件）")
        )
        self.count.setText(said.format(len(shown), len(self._lines)))


def _has(line: tuple[Event, str], words: list[str]) -> bool:
    event, said = line
    text = fold(f"{moment(event.at)} {event.by} {said}").lower()
    return all(word in text for word in words)
