"""An office's year for the tests: real files, the real doors, and a page over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.department import Desk
from dxdesk.office import Carrier, Office, Reading
from dxdesk.resources import resource
from tests.templates import template
from ui.app import write_file
from ui.office.page import OfficePage
from ui.widgets.desk_page import Notice

FILE = "台帳.dxdesk"
YEAR = 2025
NOW = datetime(2026, 4, 20, 10, 15)


@dataclass
class Choices:
    """File dialogs that answer with what the test put there."""

    path: Path | None = None
    paths: list[Path] = field(default_factory=list[Path])
    suggested: str = ""

    def open_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        return self.path

    def open_files(self, parent: QWidget, title: str, filters: str, start: str = "") -> list[Path]:
        return self.paths

    def save_file(self, parent: QWidget, title: str, filters: str, start: str = "") -> Path | None:
        self.suggested = start
        return self.path

    def folder(self, parent: QWidget, title: str, start: str = "") -> Path | None:
        return self.path


@dataclass
class World:
    """A page that is shown, and what it told."""

    page: OfficePage
    office: Office
    choices: Choices
    folder: Path
    bot: QtBot
    notices: list[Notice] = field(default_factory=list[Notice])

    @property
    def told(self) -> str:
        """The last sentence of the notice bar."""
        return self.notices[-1].text

    def settle(self) -> None:
        """Let the page show what has changed."""
        QApplication.processEvents()

    def look_at_every_page(self) -> None:
        """Have every page made."""
        for number in range(self.page.tabs.count()):
            self.page.tabs.setCurrentIndex(number)

    def ask(self, *departments: str, carrier: Carrier = Carrier.NATIVE) -> dict[str, Path]:
        """Write requests through the page; the request of each department."""
        board = self.page.board
        board.board.choose(departments)
        board.panels.ask.selected.setChecked(True)
        board.panels.ask.carrier.choose(carrier)
        self.choices.path = self.folder / "照会"
        board.panels.ask.make.click()
        self.settle()
        made = sorted(self.choices.path.iterdir())
        return {name: next(p for p in made if f"_{name}_" in p.name) for name in departments}

    def hand_in(self, request: Path, texts: dict[str, str], by: str = "山田") -> Path:
        """Answer a request at the department's desk; the submission file."""
        desk_file = self.folder / f"{request.name}.desk"
        out = self.folder / f"{request.stem}.dxsub"
        with Desk.start(request, desk_file, clock=lambda: NOW) as desk:
            for name, text in texts.items():
                desk.answer(name, text)
            desk.hand_in(by, out)
        return out

    def take_in(self, *files: Path) -> list[str]:
        """Take files in through the page; what it says of each."""
        self.choices.paths = list(files)
        self.page.board.panels.intake.choose.click()
        self.settle()
        rows = self.page.board.panels.intake.lines
        return [rows.index(n, 0).data() for n in range(rows.rowCount())]


def open_world(bot: QtBot, folder: Path, *, year: int | None = YEAR) -> World:
    """The sample plan in a page; with `year` rolled over to it."""
    if year == YEAR:
        _lay_rolled_over(folder)
        return show(bot, folder, Office.open(folder / FILE, by="鈴木", clock=lambda: NOW))
    office, read = _create(folder)
    if year:
        office.roll_over(year)
    return show(bot, folder, office, None if year else read)


def _create(folder: Path) -> tuple[Office, Reading]:
    source = resource("sample", "plan-r6.txt")
    return Office.create(source, folder / FILE, by="鈴木", clock=lambda: NOW)


@template
def _lay_rolled_over(folder: Path) -> None:
    with _create(folder)[0] as office:
        office.roll_over(YEAR)


def show(bot: QtBot, folder: Path, office: Office, read: Reading | None = None) -> World:
    """A page over an opened office."""
    choices = Choices()
    page = OfficePage(office, choices, write_file, read)
    bot.addWidget(page, before_close_func=lambda _: page.release())
    world = World(page, office, choices, folder, bot)
    page.noticed.connect(world.notices.append)
    page.resize(1280, 800)
    page.show()
    page.start()
    return world


def field_named(office: Office, no: str, name: str) -> str:
    """The field of an item by the item's number and the name inside it."""
    return f"{office.plan().by_no[no].id}/{name}"
