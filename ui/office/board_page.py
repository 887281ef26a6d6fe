"""課: where the departments stand, and the three things to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.office import Glance, Office, Standing
from ui.dialogs.files import FileDialogs, WriteFile
from ui.office.ask_panel import AskPanel
from ui.office.board import Board
from ui.office.drafts import Drafts
from ui.office.intake_panel import IntakePanel
from ui.office.letter_bar import LetterBar
from ui.office.progress_strip import ProgressStrip
from ui.office.return_panel import ReturnPanel
from ui.office.state import NextStep, YearState, next_step
from ui.printing.printing import Printing
from ui.theme import GRID
from ui.widgets.desk_page import Notice

Panel = AskPanel | IntakePanel | ReturnPanel


class BoardPage(QWidget):
    """The table on the left; on the right the panel of what is being done."""

    changed = Signal()
    noticed = Signal(Notice)
    conflicts_requested = Signal()

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
        self.board = Board()
        self.letters = LetterBar(office, Printing(dialogs, write, self))
        self.letters.printing.noticed.connect(self.noticed)
        self.ask = AskPanel(office, dialogs)
        self.intake = IntakePanel(office, dialogs, strip)
        self.returning = ReturnPanel(office, dialogs, drafts)
        self._panels = QStackedWidget()
        self._choices = QButtonGroup(self)
        self._started = False
        self._panels.setEnabled(False)
        self.board.chosen_changed.connect(self._on_chosen)
        self.intake.conflicts_requested.connect(self.conflicts_requested)
        for panel in (self.ask, self.intake, self.returning):
            panel.changed.connect(self.changed)
            panel.noticed.connect(self.noticed)
            self._panels.addWidget(_scrolling(panel))
        self._arrange()

    def show_glance(self, glance: Glance) -> None:
        """Show where the departments stand, before the rest of the year is known."""
        self.board.show_standings(glance.standings)

    def show_state(self, state: YearState) -> None:
        """Show a year; at first the panel of what is to be done next."""
        self._panels.setEnabled(True)
        if not self._started:
            self._started = True
            asking = next_step(state) in (NextStep.ASK, NextStep.BEGIN_YEAR)
            self.show_panel(self.ask if asking else self.intake)
        for panel in (self.ask, self.intake, self.returning):
            panel.show_state(state)
        self.letters.show_state(state)
        self.board.show_standings(state.standings)

    def show_panel(self, panel: Panel) -> None:
        """Show one of the three panels."""
        number = (self.ask, self.intake, self.returning).index(panel)
        self._choices.button(number).setChecked(True)
        self._panels.setCurrentIndex(number)

    def take_in(self, files: Sequence[Path]) -> None:
        """Take files in that were dropped."""
        self.show_panel(self.intake)
        self.intake.take_in(files)

    def settle(self) -> None:
        """Keep what was typed."""
        self.returning.settle()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        for number, words in enumerate(
            (self.tr("照会(&1)"), self.tr("取込み(&2)"), self.tr("差戻し・受理(&3)"))
        ):
            button = QPushButton(words)
            button.setCheckable(True)
            self._choices.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._choices.idClicked.connect(self._panels.setCurrentIndex)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID * 2)
        column.addLayout(row)
        column.addWidget(self._panels, 1)
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.board, 1)
        under.addWidget(self.letters)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(right)
        both.setSizes([820, 460])
        both.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)

    def _on_chosen(self, chosen: tuple[Standing, ...]) -> None:
        if not self._started:
            return
        self.letters.show_chosen(chosen)
        self.ask.show_chosen(chosen)
        self.returning.show_chosen(chosen)


def _scrolling(panel: QWidget) -> QScrollArea:
    """A panel that scrolls where large letters leave too little room for it."""
    area = QScrollArea()
    area.setWidget(panel)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
