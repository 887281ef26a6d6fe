"""進捗: where the departments stand, what has arrived, and what there is to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.office import Glance, Office, Standing, Waiting, files_in
from ui.dialogs.files import FileDialogs, WriteFile
from ui.office.arrivals_bar import ArrivalsBar
from ui.office.ask_panel import AskPanel
from ui.office.board import Board
from ui.office.board_rows import View, totals
from ui.office.contact_panel import ContactPanel
from ui.office.drafts import Drafts
from ui.office.folder_watch import FolderWatch
from ui.office.intake_panel import IntakePanel
from ui.office.letter_bar import LetterBar
from ui.office.merge_log import MergeLog
from ui.office.progress_strip import ProgressStrip
from ui.office.return_panel import ReturnPanel
from ui.office.stage_strip import StageStrip
from ui.office.state import NextStep, YearState, next_step
from ui.office.watch_box import WatchBox
from ui.printing.printing import Printing
from ui.theme import GRID, HALF, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.flow_row import FlowRow
from ui.widgets.toggle_button import ToggleButton

Panel = AskPanel | IntakePanel | ReturnPanel | ContactPanel | MergeLog


class BoardPage(QWidget):
    """The table on the left; on the right the panel of what is being done."""

    changed = Signal()
    noticed = Signal(Notice)
    conflicts_requested = Signal()
    front_requested = Signal()

    def __init__(
        self,
        office: Office,
        dialogs: FileDialogs,
        strip: ProgressStrip,
        write: WriteFile,
        drafts: Drafts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self.board = Board()
        self.stages = StageStrip()
        self.letters = LetterBar(office, Printing(dialogs, write, self))
        self.letters.printing.noticed.connect(self.noticed)
        self.ask = AskPanel(office, dialogs, strip)
        self.intake = IntakePanel(office, dialogs, strip)
        self.returning = ReturnPanel(office, dialogs, drafts, strip)
        self.contact = ContactPanel(office)
        self.log = MergeLog(office)
        self.arrivals = ArrivalsBar()
        self.watch_box = WatchBox(office, dialogs)
        self.watch = FolderWatch(self)
        self._panels = QStackedWidget()
        self._choices = QButtonGroup(self)
        self._started = False
        self._panels.setEnabled(False)
        self._arrange()
        self._connect()

    @property
    def _every(self) -> tuple[Panel, ...]:
        """The panels in the order of their buttons."""
        return self.ask, self.intake, self.returning, self.contact, self.log

    def show_glance(self, glance: Glance) -> None:
        """Show where the departments stand, before the rest of the year is known."""
        self.board.show_standings(glance.standings, self._office.today)

    def show_state(self, state: YearState) -> None:
        """Show a year; at first the panel of what is to be done next."""
        self._panels.setEnabled(True)
        if not self._started:
            self._started = True
            asking = next_step(state) in (NextStep.ASK, NextStep.BEGIN_YEAR)
            self.show_panel(self.ask if asking else self.intake)
        for panel in self._every:
            panel.show_state(state)
        self.letters.show_state(state)
        today = self._office.today
        self.stages.show_totals(totals(state.standings, today))
        self.board.show_standings(state.standings, today)
        self._watch()

    def show_panel(self, panel: Panel) -> None:
        """Show one of the panels."""
        number = self._every.index(panel)
        self._choices.button(number).setChecked(True)
        self._panels.setCurrentIndex(number)

    def take_in(self, files: Sequence[Path]) -> None:
        """Take files in that were dropped or have arrived, of folders what is in them."""
        self.front_requested.emit()
        self.show_panel(self.intake)
        found = files_in(files)
        if found:
            self.intake.take_in(found)
            return
        words = self.tr("フォルダーに提出ファイル（.dxsub、.xlsx）がありません。")
        self.noticed.emit(Notice(words, Tone.WARNING))

    def settle(self) -> None:
        """Keep what was typed."""
        self.returning.settle()

    def _arrange(self) -> None:
        row = FlowRow(spacing=HALF)
        for number, words in enumerate(
            (
                self.tr("照会(&1)"),
                self.tr("取込み(&2)"),
                self.tr("差戻し・受理(&3)"),
                self.tr("課ごとの対応(&4)"),
                self.tr("取込みの記録(&5)"),
            )
        ):
            button = ToggleButton(words)
            self._choices.addButton(button, number)
            row.add(button)
        self._choices.idClicked.connect(self._panels.setCurrentIndex)
        for panel in self._every:
            self._panels.addWidget(_PanelArea(self._whole(panel)))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID * 2)
        column.addWidget(row)
        column.addWidget(self._panels, 1)
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.stages)
        under.addWidget(self.board, 1)
        under.addWidget(self.letters)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(right)
        both.setSizes([820, 460])
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.arrivals)
        whole.addWidget(both, 1)

    def _whole(self, panel: Panel) -> QWidget:
        """A panel, with what belongs to it."""
        if panel is not self.intake:
            return panel
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID * 2)
        column.addWidget(panel, 1)
        column.addWidget(self.watch_box)
        return both

    def _connect(self) -> None:
        for panel in self._every:
            panel.changed.connect(self.changed)
            panel.noticed.connect(self.noticed)
        self.intake.conflicts_requested.connect(self.conflicts_requested)
        self.intake.changed.connect(lambda: self.arrivals.note(self.intake.lines.rows))
        self.board.chosen_changed.connect(self._on_chosen)
        self.board.view_changed.connect(self._on_view)
        self.stages.chosen.connect(self.board.show_only)
        self.stages.order.activated.connect(
            lambda: self.board.sort_by(self.stages.order.currentData())
        )
        self.watch_box.noticed.connect(self.noticed)
        self.watch_box.changed.connect(self._watch)
        self.watch.seen.connect(self._on_seen)
        self.arrivals.wanted.connect(self.take_in)

    def release(self) -> None:
        """Watch nothing any more; the office's file is about to be closed."""
        self.watch.stop()

    def _watch(self) -> None:
        """Watch the folder that is set, for what can be taken in now."""
        folder = None if self._office.read_only else self._office.watched_folder
        if folder != self.watch.folder:
            self.arrivals.show_waiting(None)
            self.watch_box.show_waiting(None)
        self.watch.watch(folder, self._office.expected() if folder else None)

    def _on_seen(self, waiting: Waiting) -> None:
        known = {(one.path, one.stamp) for one in self.arrivals.arrivals}
        self.arrivals.show_waiting(waiting)
        self.watch_box.show_waiting(waiting)
        new = [one for one in self.arrivals.arrivals if (one.path, one.stamp) not in known]
        if new and not self.isVisible():
            # The line above the board cannot be seen from the other pages.
            self.noticed.emit(
                Notice(
                    self.arrivals.words.text(),
                    action=self.arrivals.take.text().partition("(")[0],
                    act=self.arrivals.take.click,
                )
            )

    def _on_view(self, view: View) -> None:
        if self.stages.show_only != view.show:
            self.stages.choose(view.show)
        self.stages.order.show_sort(view.sort)

    def _on_chosen(self, chosen: tuple[Standing, ...]) -> None:
        if not self._started:
            return
        self.letters.show_chosen(chosen)
        self.ask.show_chosen(chosen)
        self.returning.show_chosen(chosen)
        self.contact.show_chosen(chosen)


class _PanelArea(QScrollArea):
    """A panel that scrolls down where large letters leave too little room, and never sideways."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self._panel = panel
        self.setWidget(panel)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        wide = self._panel.minimumSizeHint().width() + bar
        return super().minimumSizeHint().expandedTo(QSize(wide, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
