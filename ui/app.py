"""The composition root: the only module that knows the core, both desks and the command line.

Nothing slow is imported before it is known what the program is asked to do.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.machine import this_user
from dxdesk.there import Kind, seen
from ui.ways_in import WayIn

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication, QSettings
    from PySide6.QtWidgets import QApplication

    from dxdesk.cli import LetterOrder
    from dxdesk.department import Desk
    from dxdesk.errors import DxdeskError
    from dxdesk.export.document import Document
    from dxdesk.office import Office, Reading
    from dxdesk.office.letters import Letter
    from ui.dialogs.files import FileDialogs
    from ui.main_window import MainWindow
    from ui.second_start import Letters
    from ui.session import Crash, Session
    from ui.start_errors import StartErrors
    from ui.widgets.desk_page import DeskPage

COMMANDS = frozenset(
    (
        *("import", "dump", "check", "request", "open", "answer", "submit", "merge", "undo"),
        *("return", "accept", "status", "export", "layouts", "data", "rollover", "demo", "sheets"),
        *("confirm", "fix", "rules", "directions", "explain", "reopen", "letters"),
        *("mark", "unmark", "extend", "waiting"),
        *("close", "reopen-year", "compare"),
        *("rate", "comment"),
        *("begin", "plan", "reorganise"),
        *("copy", "rejoin"),
    )
)
EXIT_WORLD = 1
# Milliseconds after which a start is over.
_STARTED = 3000


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, the self-test, or the window; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    first = words[0] if words else ""
    if first == "--self-test":
        from dxdesk.selftest import run

        return run(PdfPainter().sheets, PdfPainter().table)
    if first in COMMANDS or first.startswith("-") or (first and not _may_be_a_file(first)):
        return _command(words) if sys.stderr else _command_without_console(words)
    return _window(words)


def _command(words: Sequence[str]) -> int:
    from dxdesk.cli import main as command

    return command(words, PdfPainter())


def _command_without_console(words: Sequence[str]) -> int:
    """What a window program on Windows does with a command, which has nowhere to print.

    A command does its work, which its status tells of. Anything else was typed or dropped by a
    person, who is told what is wrong.
    """
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    from ui.start_errors import tell

    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = _command(words)
    if words[0] not in COMMANDS:
        tell(f"コマンドは dxdesk-cli で実行してください。\n\n{said.getvalue()}")
    return status


class PdfPainter:
    """Paints for the command line (`dxdesk.cli.Painter`); needs no screen."""

    def sheets(self, file: Path, out: Path, year: int | None = None) -> int:
        """Write the review sheets of a desk or an office file as one PDF; returns the pages.

        Raises:
            DxdeskError: neither kind of file, or `out` cannot be written.
        """
        painting = _without_screen()
        from ui.printing.pdf import render_sheets
        from ui.printing.sheets import sheets_of_desk, sheets_of_office

        opened = open_any(file, read_only=True)
        with opened:
            from dxdesk.department import Desk

            if isinstance(opened, Desk):
                sheets = sheets_of_desk(opened)
            else:
                sheets = sheets_of_office(opened, year)
        data, pages = render_sheets(sheets)
        del painting
        write_file(out, data)
        return pages

    def letters(self, file: Path, out: Path, order: LetterOrder) -> int:
        """Write letters of an office's file, or a list of departments, as one PDF; returns the pages.

        Raises:
            DxdeskError: no office's file, nobody to write to, or `out` cannot be written.
        """
        painting = _without_screen()
        from dxdesk.office import Office
        from dxdesk.office.letters import Kind
        from ui.printing.board_leaf import ListKind, list_pages, list_sheet, list_title
        from ui.printing.letter_leaf import letter_pages, letters_title
        from ui.printing.pdf import render_pages

        lists = {kind.value: kind for kind in ListKind}
        with Office.open(file, by=this_user(), read_only=True) as office:
            if kind := lists.get(order.kind):
                sheet = list_sheet(office, kind, order.day, order.year)
                pages, title = list_pages(sheet), list_title(sheet)
            else:
                made = office.letters(Kind(order.kind), order.day, order.year, order.departments)
                pages, title = letter_pages(made), letters_title(made)
        write_file(out, render_pages(pages, title))
        del painting
        return len(pages)

    def covering(self, letter: Letter) -> bytes:
        """A covering sheet as the bytes of a PDF."""
        painting = _without_screen()
        from ui.printing.letter_jobs import letter_pdf

        data = letter_pdf(letter)
        del painting
        return data

    def table(self, document: Document, out: Path) -> int:
        """Write a published document as a PDF; returns the pages."""
        painting = _without_screen()
        from ui.printing.pdf import render_pages
        from ui.printing.table import paginate_document

        pages = paginate_document(document)
        data = render_pages(pages, document.title)
        del painting
        write_file(out, data)
        return len(pages)


def write_file(out: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    from dxdesk.disk import write_atomically

    write_atomically(out, lambda target: target.write(data))


def open_any(
    path: Path,
    *,
    check_later: bool = False,
    read_only: bool = False,
    take_over: bool = False,
) -> Desk | Office:
    """Open a desk file or an office file, whichever it is; the rest is for the latter alone."""
    from dxdesk.department import Desk, is_desk

    if is_desk(path):
        return Desk.open(path)
    # A clerk's window does not load the office's door.
    from dxdesk.office import Office

    return Office.open(
        path,
        by=this_user(),
        check_later=check_later,
        read_only=read_only,
        take_over=take_over,
    )


def _without_screen() -> QCoreApplication:
    """Return a Qt application to paint with, made for a server without a screen if need be."""
    from PySide6.QtGui import QGuiApplication

    if sys.platform == "linux" and not QGuiApplication.instance():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication.instance() or QGuiApplication(["dxdesk"])


def _may_be_a_file(word: str) -> bool:
    """Whether a word could name a file; anything else is a command that was mistyped."""
    path = Path(word)
    return bool(path.suffix) or path.name != word or seen(path) is not Kind.NOTHING


def _has_screen() -> bool:
    """Whether a window can be shown; Qt itself would abort the process."""
    known = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(os.environ.get(name) for name in known)


def _window(words: Sequence[str]) -> int:
    from ui.start_errors import StartErrors, tell

    if not _has_screen():
        tell("画面がないため、窓を開けません。コマンドは dxdesk --help で確かめてください。")
        return EXIT_WORLD
    # Nothing that is made while the program starts is garbage.
    gc.disable()
    with StartErrors() as errors:
        run = _begun_run(words, errors)
    return 0 if run is None else run()


@dataclass(frozen=True, slots=True)
class _Start:
    """What a start of the window knows before there is a window."""

    settings: QSettings
    session: Session
    letters: Letters
    wanted: Path | None
    crash: Crash | None

    def undo(self) -> None:
        """There will be no window."""
        self.letters.close_door()
        self.session.end()


def _begun_run(words: Sequence[str], errors: StartErrors) -> Callable[[], int] | None:
    """Show the window; returns what runs it, or None where one that is open already does it all."""
    from ui.crash_log import log_folder
    from ui.handed_path import absolute
    from ui.identity import name_this_program, user_settings
    from ui.second_start import Letters, hand_over
    from ui.session import Session

    name_this_program()
    settings = user_settings()
    session = Session(log_folder())
    crash = session.crashed()
    wanted = absolute(words[0]) if words else None
    if hand_over(session, settings.fileName(), wanted):
        if crash is not None:
            session.leave(crash)
        return None
    session.begin()
    if crash is not None:
        session.follow(crash)
    letters = Letters(session, settings.fileName())
    letters.open_door()
    start = _Start(settings, session, letters, wanted, crash)
    try:
        return _shown(start, errors)
    except BaseException:
        start.undo()
        raise


def _shown(start: _Start, errors: StartErrors) -> Callable[[], int]:
    from PySide6.QtCore import QTimer

    from ui.quick_imports import look_into_no_sources

    look_into_no_sources()
    from PySide6.QtWidgets import QApplication

    from dxdesk.disk import wait_by
    from ui.crash import CrashHook
    from ui.crash_log import log_folder
    from ui.dialogs.files import QtFileDialogs
    from ui.ending import Ending
    from ui.first_place import put_in_place
    from ui.main_window import MainWindow
    from ui.pausing import pause

    with errors.told_of_qt(start.undo):
        app = QApplication.instance() or QApplication(["dxdesk"])
    assert isinstance(app, QApplication)
    _dress(app, start.settings)
    dialogs = QtFileDialogs()
    window = MainWindow(Files(dialogs), dialogs, start.settings)
    put_in_place(window, start.settings.value("window"))
    hook = CrashHook(log_folder(), app)
    hook.told.connect(window.tell_error)
    hook.crashed.connect(window.tell_crash)
    hook.install()
    wait_by(pause)
    ending = Ending(app, window, start.session, start.letters)
    window.file_opened.connect(start.session.note)
    window.file_closed.connect(lambda: start.session.note(None))
    start.letters.asked.connect(window.show_to)
    if start.wanted is None:
        window.begin()
    window.show()
    QTimer.singleShot(0, window, lambda: _begin(window, start))
    QTimer.singleShot(_STARTED, window, gc.enable)

    def run() -> int:
        try:
            return app.exec()
        finally:
            ending.end()

    return run


def _dress(app: QApplication, settings: QSettings) -> None:
    """Give the windows the look that the person chose."""
    from PySide6.QtGui import QIcon

    from dxdesk.resources import resource
    from ui import theme
    from ui.widgets.keyboard import serve_keyboard

    app.setWindowIcon(QIcon(str(resource("icons", "dxdesk.ico"))))
    theme.set_up(app, scale=_scale(settings.value("scale")))
    theme.put_on(app, theme.mode_of(settings.value("mode")))
    app.styleHints().colorSchemeChanged.connect(lambda: theme.follow_system(app))
    serve_keyboard(app)


def _begin(window: MainWindow, start: _Start) -> None:
    """Open what the program was started with, or what a crash left open."""
    from PySide6.QtCore import QSettings

    crash = start.crash
    if start.settings.status() is not QSettings.Status.NoError:
        window.tell("設定ファイルを読めないため、はじめの設定で開きました。")
    if start.wanted is not None:
        window.open_soon(start.wanted, None if crash is None else lambda: window.tell_of(crash))
    elif crash is not None:
        window.go_on_after(crash)
    start.letters.begin()


def _scale(stored: object) -> float:
    try:
        return min(2.0, max(1.0, float(str(stored))))
    except ValueError:
        return 1.0


class Files:
    """Turns files into pages (`ui.main_window.Openers`)."""

    def __init__(self, dialogs: FileDialogs) -> None:
        self._dialogs = dialogs

    def open(self, path: Path, way: WayIn) -> tuple[DeskPage, Path]:
        from dxdesk.department import Desk, is_request
        from dxdesk.errors import DxdeskError, Trouble

        try:
            if is_request(path):
                opened = Desk.start(path)
            else:
                opened = open_any(
                    path,
                    check_later=True,
                    read_only=way is WayIn.TO_READ,
                    take_over=way is WayIn.BY_TAKING_OVER,
                )
        except DxdeskError as error:
            if error.trouble is not Trouble.WRONG_KIND:
                raise
            opened = Desk.start(path)
        if isinstance(opened, Desk):
            return self._clerk(opened), opened.path
        return self._office(opened), opened.path

    def ways_into(self, path: Path, error: DxdeskError) -> tuple[WayIn, ...]:
        from dxdesk.department import is_desk, is_request
        from ui.ways_in import ways_into_office

        is_clerks = seen(path) is not Kind.FILE or is_desk(path) or is_request(path)
        return () if is_clerks else ways_into_office(error)

    def copy(self, path: Path, out: Path) -> None:
        from dxdesk.office import Office

        with Office.open(path, by=this_user(), read_only=True) as office:
            office.make_copy(out)

    def import_page(self, show: Callable[[DeskPage, Path], None]) -> DeskPage:
        from ui.office.import_page import ImportPage

        page = ImportPage(self._dialogs, this_user())
        page.made.connect(lambda office, reading: show(self._office(office, reading), office.path))
        page.begun.connect(lambda office: show(self._begun(office), office.path))
        return page

    def clerk_sample(self) -> tuple[DeskPage, Path]:
        from dxdesk.department import Desk
        from ui.sample import sample_request

        request = sample_request(_sample_folder())
        return self._clerk(desk := Desk.start(request)), desk.path

    def office_sample(self) -> tuple[DeskPage, Path]:
        from ui.sample import sample_office

        office = sample_office(_sample_folder(), by=this_user())
        return self._office(office), office.path

    def _clerk(self, desk: Desk) -> DeskPage:
        from ui.department.page import DepartmentPage

        return DepartmentPage(desk, self._dialogs, write_file)

    def _begun(self, office: Office) -> DeskPage:
        from ui.office.page import OfficePage

        return OfficePage(office, self._dialogs, write_file, by_hand=True)

    def _office(self, office: Office, reading: Reading | None = None) -> DeskPage:
        from ui.office.page import OfficePage

        return OfficePage(office, self._dialogs, write_file, reading)


def _sample_folder() -> Path:
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) / "dxdesk 見本"


if __name__ == "__main__":
    sys.exit(main())
