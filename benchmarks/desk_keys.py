"""What a key and another item cost in the clerk's window, against a bare editor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit, QWidget

from benchmarks import sample
from ui import theme
from ui.app import Files
from ui.department.page import DepartmentPage
from ui.dialogs.files import QtFileDialogs
from ui.main_window import MainWindow
from ui.widgets.text_edit import TextEdit

# Who types ten characters a second types so many until the editor's pause has passed.
KEYS_TO_A_SAVE = 4
_LINE = 40


@dataclass
class Taken:
    """Seconds of each key: those that a save follows, and the others."""

    quiet: list[float] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """Both kinds."""
        return self.quiet + self.saved


class _Paints(QObject):
    """Counts a widget's paint events, so that no time is told of work that was not done."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


@contextmanager
def opened(desk: Path, settings: Path) -> Iterator[DepartmentPage]:
    """The page of a desk file in the program's window, and its look for all windows."""
    app = QApplication.instance() or QApplication(["dxdesk"])
    assert isinstance(app, QApplication)
    theme.set_up(app)
    dialogs = QtFileDialogs()
    stored = QSettings(str(settings), QSettings.Format.IniFormat)
    window = MainWindow(Files(dialogs), dialogs, stored)
    window.show()
    window.open_file(desk)
    settle()
    assert isinstance(window.page, DepartmentPage)
    window.page.get_ready()
    settle()
    try:
        yield window.page
    finally:
        app.closeAllWindows()
        window.deleteLater()
        settle()


def settle() -> None:
    """Handle events, the paints among them, until nothing is left to do at once."""
    loop = QEventLoop()
    while loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents):
        pass


def type_bare(text: str, keys: int) -> list[float]:
    """Seconds of each key in a bare QTextEdit that shows `text` already."""
    window, editor = QMainWindow(), QTextEdit()
    editor.setPlainText(text)
    window.setCentralWidget(editor)
    window.resize(800, 600)
    window.show()
    taken = _typed(editor, keys, save=lambda: None)
    window.close()
    window.deleteLater()
    settle()
    return taken.all


def type_on_page(page: DepartmentPage, keys: int) -> Taken:
    """Seconds of each key in the first prose of the form; the saves come `KEYS_TO_A_SAVE` apart.

    Raises:
        RuntimeError: there were fewer saves than promised.
    """
    editor = prose_editor(page)
    saves: list[str] = []
    page.model.saved.connect(saves.append)
    taken = _typed(editor, keys, save=lambda: end_pause(editor))
    page.model.saved.disconnect(saves.append)
    if len(saves) < len(taken.saved):
        msg = f"{len(saves)} saves of {len(taken.saved)}"
        raise RuntimeError(msg)
    return taken


def prose_editor(page: DepartmentPage) -> TextEdit:
    """The first input for prose of the form."""
    return next(b.editor for b in page.form.boxes.values() if isinstance(b.editor, TextEdit))


def end_pause(editor: QWidget) -> None:
    """Let the pause after which the editor tells its text pass at once."""
    running = [timer for timer in editor.findChildren(QTimer) if timer.isActive()]
    for timer in running:
        pause = timer.interval()
        timer.setInterval(0)
        settle()
        timer.setInterval(pause)


def _typed(editor: QTextEdit, keys: int, *, save: Callable[[], object]) -> Taken:
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    settle()
    paints = _Paints(editor.viewport())
    taken = Taken()
    for number, sign in enumerate(sample.prose(Random(2), keys + 8)[:keys], 1):
        saving = number % KEYS_TO_A_SAVE == 0
        events = _events("\n" if number % _LINE == 0 else sign)
        start = time.perf_counter()
        for event in events:
            QApplication.sendEvent(editor, event)
        settle()
        if saving:
            save()
        (taken.saved if saving else taken.quiet).append(time.perf_counter() - start)
    if paints.count < keys:
        msg = f"{paints.count} paints of {keys} keys"
        raise RuntimeError(msg)
    return taken


def _events(sign: str) -> list[QEvent]:
    """What the system sends for a sign: keys for what a keyboard has, else a conversion's end."""
    if sign == "\n" or sign.isascii():
        key = Qt.Key.Key_Return if sign == "\n" else Qt.Key(ord(sign))
        none = Qt.KeyboardModifier.NoModifier
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        return [QKeyEvent(kind, key, none, "\r" if sign == "\n" else sign) for kind in kinds]
    event = QInputMethodEvent("", [])
    event.setCommitString(sign)
    return [event]


def switch(page: DepartmentPage) -> list[float]:
    """Seconds from each item to the next, until its form is painted.

    Raises:
        RuntimeError: a form was not painted.
    """
    page.items.setFocus()
    settle()
    taken: list[float] = []
    for _ in range(page.items.rows.rowCount() - 1):
        start = time.perf_counter()
        page.items.step(1)
        form = page.form.widget()
        assert form
        paints = _Paints(form)
        settle()
        taken.append(time.perf_counter() - start)
        if not paints.count:
            msg = "a form was not painted"
            raise RuntimeError(msg)
    return taken
