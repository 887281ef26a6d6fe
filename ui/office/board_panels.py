"""The panels beside the table of departments: what is done with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dxdesk.office import Office, Standing
from ui.dialogs.files import FileDialogs
from ui.office.ask_panel import AskPanel
from ui.office.contact_panel import ContactPanel
from ui.office.drafts import Drafts
from ui.office.intake_panel import IntakePanel
from ui.office.merge_log import MergeLog
from ui.office.progress_strip import ProgressStrip
from ui.office.return_panel import ReturnPanel
from ui.office.state import NextStep, YearState, next_step
from ui.office.watch_box import WatchBox
from ui.theme import GRID, HALF
from ui.widgets.desk_page import Notice
from ui.widgets.flow_row import FlowRow
from ui.widgets.toggle_button import ToggleButton

Panel = AskPanel | IntakePanel | ReturnPanel | ContactPanel | MergeLog


class BoardPanels(QWidget):
    """One panel is shown at a time, at first that of what is to be done next."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(
        self,
        office: Office,
        dialogs: FileDialogs,
        strip: ProgressStrip,
        drafts: Drafts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ask = AskPanel(office, dialogs, strip)
        self.intake = IntakePanel(office, dialogs, strip)
        self.returning = ReturnPanel(office, dialogs, drafts, strip)
        self.contact = ContactPanel(office)
        self.log = MergeLog(office)
        self.watch_box = WatchBox(office, dialogs)
        self._started = False
        self._panels = QStackedWidget()
        self._panels.setEnabled(False)
        self._choices = QButtonGroup(self)
        self._choices.idClicked.connect(self._panels.setCurrentIndex)
        self._arrange()
        for panel in self._every:
            panel.changed.connect(self.changed)
            panel.noticed.connect(self.noticed)
        self.watch_box.noticed.connect(self.noticed)

    @property
    def _every(self) -> tuple[Panel, ...]:
        """The panels in the order of their buttons."""
        return self.ask, self.intake, self.returning, self.contact, self.log

    def show_state(self, state: YearState) -> None:
        """Show a year; of the first one the panel of what is to be done next."""
        self._panels.setEnabled(True)
        if not self._started:
            self._started = True
            asking = next_step(state) in (NextStep.ASK, NextStep.BEGIN_YEAR)
            self.show_panel(self.ask if asking else self.intake)
        for panel in self._every:
            panel.show_state(state)

    def show_panel(self, panel: Panel) -> None:
        """Show one of the panels."""
        number = self._every.index(panel)
        self._choices.button(number).setChecked(True)
        self._panels.setCurrentIndex(number)

    def show_chosen(self, chosen: Sequence[Standing]) -> None:
        """Take over which departments are chosen in the table."""
        for panel in (self.ask, self.returning, self.contact):
            panel.show_chosen(chosen)

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
        for panel in self._every:
            self._panels.addWidget(_PanelArea(self._whole(panel)))
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID * 2)
        column.addWidget(row)
        column.addWidget(self._panels, 1)

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
