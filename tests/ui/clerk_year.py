"""A clerk's year for the tests: real files, the real doors, and the page over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.department import Desk
from dxdesk.domain.asking import Remark
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Item
from dxdesk.office import Office
from tests.plans import THREE_COLUMN
from tests.templates import template
from ui.app import write_file
from ui.department.field_box import Editor
from ui.department.page import DepartmentPage
from ui.widgets.desk_page import Notice
from ui.widgets.text_edit import TextEdit

YEAR = 2024
NOW = datetime(2025, 4, 20, 10, 42)


def clock() -> datetime:
    return NOW


@dataclass
class Choices:
    """File dialogs that answer with what the test put there."""

    path: Path | None = None
    suggested: str = ""

    def open_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        return self.path

    def open_files(self, parent: QWidget, title: str, filters: str, start: str = "") -> list[Path]:
        return [self.path] if self.path else []

    def save_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        self.suggested = start
        return self.path

    def folder(self, parent: QWidget, title: str, start: str = "") -> Path | None:
        return self.path


@dataclass
class ClerkYear:
    """The office's file, the requests, and the pages that were opened."""

    bot: QtBot
    folder: Path
    office_file: Path
    requests: dict[str, Path]
    choices: Choices = field(default_factory=Choices)
    notices: list[Notice] = field(default_factory=list[Notice])
    pages: list[DepartmentPage] = field(default_factory=list[DepartmentPage])

    def office(self) -> Office:
        return Office.open(self.office_file, by="係長", clock=clock)

    def desk_file(self, department: str) -> Path:
        return self.folder / f"{department}.dxdesk"

    def desk(self, department: str) -> Desk:
        return Desk.start(self.requests[department], self.desk_file(department), clock=clock)

    def open(self, department: str, *, begin: bool = True) -> DepartmentPage:
        """The clerk's page of a department, shown, past the page that says what is asked.

        Without `begin` it is as it stands after the first picture.
        """
        page = DepartmentPage(self.desk(department), self.choices, write_file, clock)
        self.bot.addWidget(page)
        page.noticed.connect(self.notices.append)
        page.resize(1200, 800)
        page.show()
        page.activateWindow()
        page.start()
        self.pages.append(page)
        self.bot.waitUntil(page.isActiveWindow)
        if begin:
            page.get_ready()
            if page.views.currentWidget() is page.overview:
                page.overview.begin.click()
        return page

    def close_page(self, page: DepartmentPage) -> None:
        page.settle()
        page.release()
        page.hide()
        self.pages.remove(page)

    def close(self) -> None:
        for page in list(self.pages):
            self.close_page(page)

    def send_back(self, department: str, remarks: Sequence[Remark]) -> None:
        with self.office() as office:
            again = self.folder / f"{department}_2.dxreq"
            office.send_back(department, remarks, again)
        self.requests[department] = again


def begin_year(bot: QtBot, folder: Path) -> ClerkYear:
    _lay_year(folder)
    office_file = folder / "台帳.dxdesk"
    with Office.open(office_file, by="係長", clock=clock) as office:
        names = office.plan().departments
    made = {name: next((folder / "照会").glob(f"*_{name}_*")) for name in names}
    return ClerkYear(bot, folder, office_file, made)


@template
def _lay_year(folder: Path) -> None:
    source = folder / "表.txt"
    source.write_text(THREE_COLUMN, encoding="utf-8")
    office, _ = Office.create(source, folder / "台帳.dxdesk", by="係長", clock=clock)
    with office:
        office.set_direction("i002/k1", Direction.MORE)
        office.roll_over(YEAR)
        office.make_requests(YEAR, folder / "照会", deadline="令和7年4月30日")


def item(page: DepartmentPage, no: str) -> Item:
    return page.model.request.plan.by_no[no]


def choose(page: DepartmentPage, no: str) -> Item:
    """Make an item current in the list."""
    chosen = item(page, no)
    page.items.choose(chosen.id)
    return chosen


def editor(page: DepartmentPage, field_name: str) -> Editor:
    return page.form.boxes[field_name].editor


def give_reasons(page: DepartmentPage) -> None:
    """Answer every finding that can be answered, so that nothing holds up the hand-in."""
    for finding in page.model.weighing:
        page.model.confirm(finding, "確かめた。")


def type_in(target: QWidget, text: str) -> None:
    """Type as an input method does: composed first, then committed."""
    target.setFocus()
    compose(target, text)
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


def compose(target: QWidget, text: str) -> None:
    """Begin a conversion and leave it pending."""
    QApplication.sendEvent(target, QInputMethodEvent(text, []))


def texts(widget: QWidget) -> list[str]:
    """Every text that can be read below a widget."""
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    long = [e.text() for e in widget.findChildren(TextEdit) if e.isReadOnly()]
    return [*labels, *long]
