"""年度: the file's years, two of them compared, what was done with the file, and its copies."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.office import Office
from ui.dialogs.files import FileDialogs
from ui.office.compare_panel import ComparePanel
from ui.office.copies_panel import CopiesPanel
from ui.office.journal_panel import JournalPanel
from ui.office.state import YearState
from ui.office.years_panel import YearsPanel
from ui.widgets.desk_page import Notice
from ui.widgets.keyboard import put_cursor
from ui.widgets.tabs import Tabs


class YearPage(QWidget):
    """Emits `begun` with a new year, `year_wanted` and `item_requested` for what is to be shown."""

    begun = Signal(int)
    changed = Signal()
    noticed = Signal(Notice)
    year_wanted = Signal(int)
    item_requested = Signal(int, str)

    def __init__(self, office: Office, dialogs: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.years = YearsPanel(office)
        self.comparing = ComparePanel(office, dialogs)
        self.journal = JournalPanel(office)
        self.copies = CopiesPanel(office, dialogs)
        self.closing = self.years.closing
        self.to, self.begin = self.years.beginning.to, self.years.beginning.begin
        self.tabs = Tabs()
        self.tabs.setAccessibleName(self.tr("年度の作業"))
        self.tabs.addTab(self.years, self.tr("締切りと次の年度(&1)"))
        self.tabs.addTab(self.comparing, self.tr("年度の比較(&2)"))
        self.tabs.addTab(self.journal, self.tr("台帳の記録(&3)"))
        self.tabs.addTab(self.copies, self.tr("写し(&4)"))
        self.years.beginning.begun.connect(self.begun)
        self.years.year_wanted.connect(self.year_wanted)
        for panel in (self.years, self.copies):
            panel.changed.connect(self.changed)
        for panel in (self.years, self.comparing, self.copies):
            panel.noticed.connect(self.noticed)
        self.comparing.item_requested.connect(self.item_requested)
        self.tabs.currentChanged.connect(self._on_tab)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def show_state(self, state: YearState) -> None:
        """Show the years, and propose the next one."""
        for panel in (self.years, self.comparing, self.journal):
            panel.show_state(state)

    def _on_tab(self, _number: int) -> None:
        # Arrows in the tabs go on from tab to tab.
        if not self.tabs.tabBar().hasFocus():
            put_cursor(self.tabs.currentWidget())

    def release(self) -> None:
        """Wait for a copy that is being merged; the file is about to be closed."""
        self.copies.stop()
