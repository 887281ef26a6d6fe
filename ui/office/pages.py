"""The pages of the office's window: each made when it is first needed, filled when it is shown."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dxdesk.office import Office
from ui.dialogs.files import FileDialogs, WriteFile
from ui.office.board_page import BoardPage
from ui.office.conflicts_page import ConflictsPage
from ui.office.drafts import Drafts
from ui.office.findings_page import FindingsPage
from ui.office.help_texts import page_help
from ui.office.items_page import ItemsPage
from ui.office.keys import OfficeKeys
from ui.office.output_page import OutputPage
from ui.office.overview_page import OverviewPage
from ui.office.page_tabs import PageTabs
from ui.office.plan.page import PlanPage
from ui.office.progress_strip import ProgressStrip
from ui.office.reading_page import ReadingPage
from ui.office.state import YearState
from ui.office.year_page import YearPage
from ui.office.year_words import tab_words
from ui.widgets.desk_page import DeskPage, Help
from ui.widgets.keyboard import page_key, put_cursor
from ui.widgets.writing import look_again

# In the order of their tabs; `OfficePages` has a property of each of these names.
_NAMES = (
    "reading",
    "board",
    "items",
    "findings",
    "conflicts",
    "overview",
    "plan",
    "output",
    "rollover",
)
# The pages that may hold what was typed, and those that change nothing in the file.
_Written = ReadingPage | BoardPage | ItemsPage | FindingsPage | ConflictsPage | PlanPage
_Reading = OverviewPage | OutputPage
Page = _Written | _Reading | YearPage
P = TypeVar("P", bound=Page)


class OfficePages(DeskPage):
    """The board is there from the beginning, every other page from when it is first needed.

    `changed` says that a page changed the file.
    """

    changed = Signal()

    def __init__(
        self, office: Office, dialogs: FileDialogs, write: WriteFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._dialogs, self._write = office, dialogs, write
        self.state: YearState | None = None
        self._stale = set[Page]()
        self.strip = ProgressStrip()
        self.drafts = Drafts(office, self)
        self.tabs = PageTabs(_NAMES if office.read_years() else _NAMES[1:])
        self.board = self._host("board", BoardPage(office, dialogs, self.strip, write, self.drafts))
        self.tabs.currentChanged.connect(self._on_tab)
        page_key(self, OfficeKeys.NEXT_PAGE, lambda: self._turn(1))
        page_key(self, OfficeKeys.PREVIOUS_PAGE, lambda: self._turn(-1))

    @cached_property
    def reading(self) -> ReadingPage:
        """What was read of a published table; only of a file that was made from one."""
        return self._host("reading", ReadingPage(self._office))

    @cached_property
    def items(self) -> ItemsPage:
        """項目."""
        return self._host("items", ItemsPage(self._office, self.drafts))

    @cached_property
    def findings(self) -> FindingsPage:
        """検査."""
        return self._host("findings", FindingsPage(self._office, self._dialogs))

    @cached_property
    def conflicts(self) -> ConflictsPage:
        """競合."""
        return self._host("conflicts", ConflictsPage(self._office))

    @cached_property
    def overview(self) -> OverviewPage:
        """概況."""
        return self._host("overview", OverviewPage(self._office, self._dialogs, self._write))

    @cached_property
    def plan(self) -> PlanPage:
        """計画."""
        return self._host("plan", PlanPage(self._office))

    @cached_property
    def output(self) -> OutputPage:
        """出力."""
        page = OutputPage(self._office, self._dialogs, self.strip, self._write)
        self.board.board.chosen_changed.connect(page.show_chosen)
        page.show_chosen(self.board.board.chosen)
        return self._host("output", page)

    @cached_property
    def rollover(self) -> YearPage:
        """年度."""
        return self._host("rollover", YearPage(self._office, self._dialogs))

    def _host(self, name: str, page: P) -> P:
        """Put a page that was just made into its tab, showing what the others show."""
        page.noticed.connect(self.noticed)
        if not isinstance(page, _Reading):
            page.changed.connect(self.changed)
        self._on_made(page)
        self.tabs.put(name, page)
        look_again(page)
        if self.state is not None:
            page.show_state(self.state)
        else:
            page.setEnabled(False)
        return page

    @property
    def _made(self) -> list[Page]:
        """The pages that there are already."""
        return [vars(self)[name] for name in _NAMES if name in vars(self)]

    @property
    def is_counting(self) -> bool:
        """Whether a page works something out beside the window."""
        return "findings" in vars(self) and self.findings.is_busy

    def settle(self) -> None:
        """Save what was typed and not ended."""
        super().settle()
        for page in self._made:
            if isinstance(page, _Written):
                page.settle()

    def release(self) -> None:
        """End what the pages do beside the window."""
        for page in self._made:
            if isinstance(page, BoardPage | FindingsPage | PlanPage | YearPage):
                page.release()
        self.state = None

    def take_focus(self) -> None:
        """Put the cursor into the page that is shown."""
        put_cursor(self.tabs.currentWidget())

    def help(self) -> Help:
        """How to go on on the page that is shown."""
        return page_help(self.tabs.name_at(self.tabs.currentIndex()))

    def _on_made(self, page: Page) -> None:
        """Connect what a page that was just made asks for."""

    def _show_in_pages(self, state: YearState, *, at_once: bool) -> None:
        """Show a state in the page that is looked at; in the others now, or when they are."""
        self.state = state
        self._stale = set(self._made)
        for page in self._made if at_once else (self._shown,):
            self._fill(page)
        self._name_tabs(state)

    @property
    def _shown(self) -> Page:
        """The page that is looked at, made now where nobody has looked at it yet."""
        return getattr(self, self.tabs.name_at(self.tabs.currentIndex()))

    def _fill(self, page: Page) -> None:
        """Show the state in a page that does not show it yet."""
        if page in self._stale and self.state is not None:
            self._stale.remove(page)
            page.show_state(self.state)
            page.setEnabled(True)

    def _name_tabs(self, state: YearState | None) -> None:
        for name, words in tab_words(state).items():
            self.tabs.set_text(name, words)

    def _turn(self, step: int) -> None:
        """Go to a neighbouring page, the last and the first being neighbours."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())
        self.take_focus()

    def _on_tab(self, _number: int) -> None:
        self.settle()
        self._fill(self._shown)
