"""進捗: where the departments stand, what has arrived, and what there is to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from dxdesk.messages import sentence
from dxdesk.office import Glance, Office, Refused, Stamp, Standing, Waiting, files_in
from ui.dialogs.files import FileDialogs, WriteFile
from ui.office.arrivals_bar import ArrivalsBar
from ui.office.board import Board
from ui.office.board_panels import BoardPanels
from ui.office.board_rows import View, totals
from ui.office.drafts import Drafts
from ui.office.folder_watch import FolderWatch
from ui.office.letter_bar import LetterBar
from ui.office.progress_strip import ProgressStrip
from ui.office.stage_strip import StageStrip
from ui.office.state import YearState
from ui.printing.printing import Printing
from ui.theme import Tone
from ui.widgets.desk_page import Notice
from ui.widgets.writing import look_again


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
        self._office, self._dialogs, self._strip, self._drafts = office, dialogs, strip, drafts
        self.board = Board()
        self.stages = StageStrip()
        self.letters = LetterBar(office, Printing(dialogs, write, self))
        self.letters.printing.noticed.connect(self.noticed)
        self.arrivals = ArrivalsBar()
        self.watch = FolderWatch(self)
        self._started = False
        # The files of the watched folder that were refused when it was looked at last.
        self._refused = set[tuple[Path, Stamp]]()
        self._both = QSplitter(Qt.Orientation.Horizontal)
        self._arrange()
        self._connect()

    @cached_property
    def panels(self) -> BoardPanels:
        """Made when they are first needed: the table is on the screen before them."""
        made = BoardPanels(self._office, self._dialogs, self._strip, self._drafts)
        made.changed.connect(self.changed)
        made.noticed.connect(self.noticed)
        made.intake.conflicts_requested.connect(self.conflicts_requested)
        made.intake.changed.connect(lambda: self.arrivals.note(made.intake.lines.rows))
        made.watch_box.changed.connect(self._watch)
        waiting = self._both.replaceWidget(1, made)
        assert waiting is not None
        waiting.deleteLater()
        look_again(made)
        return made

    def show_glance(self, glance: Glance) -> None:
        """Show where the departments stand, before the rest of the year is known."""
        self.board.show_standings(glance.standings, self._office.today)

    def make_panels(self) -> None:
        """Have the panels there, empty, while the year is being read."""
        self.panels.show()

    def show_state(self, state: YearState) -> None:
        """Show a year; at first the panel of what is to be done next."""
        self._started = True
        self.panels.show_state(state)
        self.letters.show_state(state)
        today = self._office.today
        self.stages.show_totals(totals(state.standings, today))
        self.board.show_standings(state.standings, today)
        self._watch()

    def take_in(self, files: Sequence[Path]) -> None:
        """Take files in that were dropped or have arrived, of folders what is in them."""
        self.front_requested.emit()
        self.panels.show_panel(self.panels.intake)
        found = files_in(files)
        if found:
            self.panels.intake.take_in(found)
            return
        words = self.tr("フォルダーに提出ファイル（.dxsub、.xlsx）がありません。")
        self.noticed.emit(Notice(words, Tone.WARNING))

    def settle(self) -> None:
        """Keep what was typed."""
        if "panels" in vars(self):
            self.panels.settle()

    def _arrange(self) -> None:
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.stages)
        under.addWidget(self.board, 1)
        under.addWidget(self.letters)
        self._both.addWidget(left)
        self._both.addWidget(QWidget())
        self._both.setSizes([820, 460])
        self._both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.arrivals)
        whole.addWidget(self._both, 1)

    def _connect(self) -> None:
        self.board.chosen_changed.connect(self._on_chosen)
        self.board.view_changed.connect(self._on_view)
        self.stages.chosen.connect(self.board.show_only)
        self.stages.order.activated.connect(
            lambda: self.board.sort_by(self.stages.order.currentData())
        )
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
            self.panels.watch_box.show_waiting(None)
        self.watch.watch(folder, self._office.expected() if folder else None)

    def _show_intake(self) -> None:
        self.panels.show_panel(self.panels.intake)
        self.front_requested.emit()

    def _tell_refused(self, refused: Sequence[Refused]) -> None:
        """Tell an answer that came and cannot be taken in, where its line is not in sight."""
        before, self._refused = self._refused, {(one.path, one.stamp) for one in refused}
        new = [one for one in refused if (one.path, one.stamp) not in before]
        if not new or self.panels.watch_box.isVisible():
            return
        words = sentence(new[0].error)
        if len(new) > 1:
            words += self.tr("受け取れないファイルは、ほかに{}件あります。").format(len(new) - 1)
        self.noticed.emit(Notice(words, Tone.WARNING, self.tr("取込みを開く"), self._show_intake))

    def _on_seen(self, waiting: Waiting) -> None:
        known = {(one.path, one.stamp) for one in self.arrivals.arrivals}
        self.arrivals.show_waiting(waiting)
        self.panels.watch_box.show_waiting(waiting)
        self._tell_refused(waiting.refused)
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
        self.panels.show_chosen(chosen)
