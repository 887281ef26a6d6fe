"""The office's window: one opened file, its years, and the ways from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.open_questions import Question
from dxdesk.domain.plan import Plan
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Glance, Office, Reading
from ui import theme
from ui.dialogs.files import FileDialogs, WriteFile
from ui.office.access_bar import AccessBar
from ui.office.background import Background
from ui.office.board_page import BoardPage
from ui.office.findings_page import FindingsPage
from ui.office.items_page import ItemsPage
from ui.office.keys import OfficeKeys
from ui.office.next_step_bar import NextStepBar
from ui.office.overview_page import OverviewPage
from ui.office.pages import OfficePages, Page
from ui.office.places import place_words
from ui.office.reading_page import ReadingPage
from ui.office.state import NextStep, YearState, look
from ui.office.year_page import YearPage
from ui.office.year_words import status_words
from ui.theme import GRID, HALF
from ui.widgets.desk_page import Notice
from ui.widgets.keyboard import page_key, put_cursor
from ui.widgets.quiet_box import QuietBox
from ui.widgets.writing import read_only

# Milliseconds; the picture is on the screen before a thread takes its share.
_AFTER_PAINT = 30


class OfficePage(OfficePages):
    """Reads the file for the pages, anew after every change, and leads from one to another.

    `reading` is given when the file was made from a published table just now, `by_hand` when its
    plan is empty and is to be set up.
    """

    def __init__(
        self,
        office: Office,
        dialogs: FileDialogs,
        write: WriteFile,
        reading: Reading | None = None,
        parent: QWidget | None = None,
        *,
        by_hand: bool = False,
    ) -> None:
        super().__init__(office, dialogs, write, parent)
        self._reading = reading
        self._by_hand = by_hand
        self._year: int | None = None
        # What is to be shown of a year that is not shown yet.
        self._place = ""
        # Up to so many items reading takes less time than anybody notices.
        self.at_once = 300
        self._is_damaged = self._is_checked = self._is_unread = False
        self._looking, self._checking = Background(self), Background(self)
        self.next_step = NextStepBar()
        self.years = QuietBox()
        self.years.setAccessibleName(self.tr("表示する年度"))
        self.access = AccessBar(office)
        self.back = QPushButton(self.tr("元のページに戻る"))
        self.back.hide()
        # The page that led to an item.
        self._led: Page | None = None
        self._title = theme.label(bold=True)
        # A page that asks for a refresh is still in its own handler: it must not be rebuilt there.
        self._later = self._timer(0, self.refresh)
        self._soon = self._timer(_AFTER_PAINT, self._on_soon)
        self.setAcceptDrops(True)
        self._arrange()
        self._connect()
        read_only(self, office.read_only)

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(interval)
        made.timeout.connect(slot)
        return made

    def title(self) -> str:
        """The file's name."""
        return self._office.path.name

    def start(self) -> None:
        """Show the file; after an import the report first."""
        self.tabs.setCurrentWidget(self.reading if self._reading else self.board)
        try:
            self.refresh()
        except DxdeskError as error:
            self._on_failed(error)
            raise
        self.take_focus()
        if self._by_hand:
            self.tabs.setCurrentWidget(self.plan)
            self.plan.begin_by_hand()
        self._soon.start()

    def refresh(self) -> None:
        """Read the file again and show it; where it is large the board comes first.

        The rest then comes when it has been read beside the window. What is shown until then is
        the state before the change.
        """
        self.access.show_access()
        if self.state is None:
            self._show_first(self._office.glance(self._year))
        elif len(self.state.plan.items) <= self.at_once:
            self._show(look(self._office, self._wanted, self.state))
        else:
            year = self._wanted
            self._looking.run(lambda: self._office.glance(year), self._show_first)

    @property
    def _wanted(self) -> int:
        return self._office.year if self._year is None else self._year

    def _show_first(self, glance: Glance) -> None:
        """Show what is known at once, and begin to read the rest."""
        year = glance.plan.year
        if glance.items <= self.at_once:
            self._show(look(self._office, year))
        else:
            self._show_glance(glance)
            self._is_unread = True
            self._soon.start()

    def _on_soon(self) -> None:
        """Begin what may follow the picture: it would be slower with a thread beside it."""
        if not self._is_checked:
            self._is_checked = True
            self._checking.run(self._office.check, lambda _: None)
        if self._is_unread:
            self._is_unread = False
            self.board.make_panels()
            year, before = self._wanted, self.state
            self._looking.run(lambda: look(self._office, year, before), self._show)

    @property
    def is_busy(self) -> bool:
        """Whether something is still being read."""
        waiting = self._later.isActive() or self._soon.isActive()
        return waiting or self._looking.is_busy or self.is_counting

    def settle(self) -> None:
        """Save what was typed in a correction that was not ended."""
        if not self._is_damaged:
            super().settle()

    def release(self) -> None:
        """Close the office's file; what is being read is waited for."""
        self._later.stop()
        self._soon.stop()
        self.access.stop()
        self._looking.stop()
        self._checking.stop()
        super().release()
        self._office.close()

    def _show_glance(self, glance: Glance) -> None:
        self._show_title(glance.plan)
        self._show_years(glance.plan, glance.years)
        self.board.show_glance(glance)
        if self.state is None:
            self.next_step.show_waiting()
            self._name_tabs(None)
            for page in self._made:
                page.setEnabled(page is self.board)
        self.status_changed.emit(self.tr("{}項目　読み込んでいます…").format(glance.items))

    def _show(self, state: YearState) -> None:
        self._show_title(state.plan)
        self._show_years(state.plan, state.years)
        self.next_step.show_state(state)
        self.drafts.show_year(state.year)
        self._show_in_pages(state, at_once=len(state.plan.items) <= self.at_once)
        self.status_changed.emit(status_words(state))
        if self._place:
            place, self._place = self._place, ""
            self._fill(self.items)
            self.items.show_place(place)

    def _show_title(self, plan: Plan) -> None:
        self._title.setText(f"{plan.municipality}　{plan.title}".strip())

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.MARGIN, HALF, theme.MARGIN, HALF)
        head.setSpacing(GRID)
        head.addWidget(self._title, 1)
        caption = QLabel(self.tr("年度(&Y)"))
        caption.setBuddy(self.years)
        head.addWidget(caption)
        self.years.setMaximumWidth(GRID * 20)
        head.addWidget(self.years)
        corner = QWidget()
        beside = QHBoxLayout(corner)
        # In line with the buttons above and below it.
        beside.setContentsMargins(0, 0, theme.MARGIN, 0)
        beside.addWidget(self.back)
        self.tabs.setCornerWidget(corner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.access)
        column.addWidget(self.next_step)
        column.addWidget(self.strip)
        column.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        for work in (self._looking, self._checking):
            work.failed.connect(self._on_failed)
        self.access.noticed.connect(self.noticed)
        self.access.changed.connect(self._later.start)
        self.access.opened.connect(lambda: read_only(self, False))
        self.access.copy_requested.connect(self._on_copy)
        self.back.clicked.connect(self._on_back)
        self.next_step.chosen.connect(self._on_step)
        self.years.activated.connect(self._on_year)
        self.changed.connect(self._later.start)

    def _on_made(self, page: Page) -> None:
        match page:
            case BoardPage():
                page.conflicts_requested.connect(self._on_conflicts)
                page.front_requested.connect(lambda: self.tabs.setCurrentWidget(page))
            case ItemsPage():
                page_key(page, OfficeKeys.BACK_TO_FINDINGS, self._on_back)
            case FindingsPage():
                page.place_requested.connect(self._on_place)
                page.remark_requested.connect(self._on_remark)
                page.answered.connect(self._on_answered)
            case ReadingPage():
                page.answer_requested.connect(self._on_question)
            case OverviewPage():
                page.items_requested.connect(self._on_items)
            case YearPage():
                page.year_wanted.connect(self._show_year)
                page.item_requested.connect(self._on_item)
                page.begun.connect(self._on_begun)
                page.copies.open_requested.connect(self.open_requested)
                page.copies.conflicts_requested.connect(self._on_conflicts)
            case _:
                pass

    def _show_years(self, plan: Plan, years: Sequence[int]) -> None:
        if self.years.count() != len(years):
            self.years.clear()
            for year in reversed(years):
                self.years.addItem(plan.year_name(year), year)
        self.years.setCurrentIndex(self.years.findData(plan.year))

    def _on_tab(self, number: int) -> None:
        super()._on_tab(number)
        self.back.hide()
        self._led = None

    def _on_failed(self, error: BaseException) -> None:
        """Leave a file that is damaged: it may say less than it did."""
        if isinstance(error, DxdeskError) and error.trouble is Trouble.FILE_DAMAGED:
            self._is_damaged = True
            self.closed.emit()

    def _on_place(self, field: str) -> None:
        self.tabs.setCurrentWidget(self.items)
        self.items.show_place(field)
        self._offer_back(self.findings, self.tr("指摘に戻る　Alt+←"))

    def _on_question(self, question: Question) -> None:
        self.tabs.setCurrentWidget(self.findings)
        self.findings.show_question(question, self.tr("読取り結果に戻る"))

    def _on_answered(self) -> None:
        self.tabs.setCurrentWidget(self.reading)
        self.take_focus()

    def _offer_back(self, led: Page, words: str) -> None:
        self._led = led
        self.back.setText(words)
        self.back.show()

    def _on_back(self) -> None:
        """Go back to the page that led here; to the findings where none did."""
        back = self._led or self.findings
        self.tabs.setCurrentWidget(back)
        if back is self.findings:
            self.findings.show_list()
        else:
            self.take_focus()

    def _on_remark(self, department: str, place: str, text: str) -> None:
        assert self.state is not None
        self.drafts.add(department, place, text)

        def show() -> None:
            self.board.board.choose([department])
            self.board.panels.show_panel(self.board.panels.returning)
            self.tabs.setCurrentWidget(self.board)

        words = self.tr("「{}」への差戻しの所見に加えました。ファイルはまだ作っていません。")
        said = words.format(place_words(self.state.plan, place))
        self.noticed.emit(Notice(said, action=self.tr("差戻しを開く"), act=show))

    def _on_conflicts(self) -> None:
        self.tabs.setCurrentWidget(self.conflicts)

    def _on_copy(self) -> None:
        self.rollover.copies.make_copy()

    def _on_begun(self, year: int) -> None:
        self._year = year
        self.board.panels.show_panel(self.board.panels.ask)
        self.tabs.setCurrentWidget(self.board)
        self._later.start()

    def _on_year(self, _index: int) -> None:
        self._show_year(int(self.years.currentData()))

    def _show_year(self, year: int) -> None:
        self.settle()
        self._year = year
        self._later.start()

    def _on_items(self, ids: tuple[str, ...], words: str) -> None:
        self.tabs.setCurrentWidget(self.items)
        self.items.show_only(ids, words)
        self._offer_back(self.overview, self.tr("概況に戻る　Alt+←"))

    def _on_item(self, year: int, item: str) -> None:
        """Show an item of a year; of another year, once that is shown."""
        self.tabs.setCurrentWidget(self.items)
        if self.state is not None and self.state.year == year:
            self.items.show_place(item)
        else:
            self._place = item
            self._show_year(year)
        self._offer_back(self.rollover, self.tr("年度に戻る　Alt+←"))

    def _on_step(self, step: NextStep) -> None:
        panels = {
            NextStep.ASK: self.board.panels.ask,
            NextStep.REVIEW: self.board.panels.returning,
            NextStep.WAIT: self.board.panels.intake,
        }
        pages = {
            NextStep.SET_UP: "plan",
            NextStep.BEGIN_YEAR: "rollover",
            NextStep.SETTLE: "conflicts",
            NextStep.EXPORT: "output",
            NextStep.CLOSED: "rollover",
        }
        if step in panels:
            self.board.panels.show_panel(panels[step])
        if pages.get(step) == "rollover":
            self.rollover.tabs.setCurrentWidget(self.rollover.years)
        self.tabs.setCurrentWidget(getattr(self, pages.get(step, "board")))
        # The button that was pressed says something else once the step is done.
        if step in panels:
            put_cursor(panels[step])
        else:
            self.take_focus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Marks and quiet texts have the colours of the palette they were made with.
        if event.type() == QEvent.Type.PaletteChange and self.state is not None:
            self._later.start()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._office.read_only:
            return
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.tabs.setCurrentWidget(self.board)
            # The other program waits until the drop is answered; taking in may take a moment.
            QTimer.singleShot(0, self, lambda: self.board.take_in(files))
