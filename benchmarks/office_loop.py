"""The office's window, driven without a screen, and how long it was away from its events."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.app import Files
from ui.dialogs.files import QtFileDialogs
from ui.main_window import MainWindow
from ui.office.page import OfficePage

# Milliseconds; the longest time without an event that is not told of.
_TICK = 5


class _Painted(QObject):
    """Sees a widget paint itself."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() is QEvent.Type.Paint
        return False


@dataclass
class Away:
    """Seconds between one turn of the event loop and the next."""

    gaps: list[float] = field(default_factory=list[float])

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note every gap while the block lasts."""
        last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            self.gaps.append(now - last)
            last = now

        timer = QTimer()
        timer.timeout.connect(tick)
        timer.start(_TICK)
        yield
        tick()
        timer.stop()


@contextmanager
def window(folder: Path) -> Iterator[MainWindow]:
    """The program's window, shown, with settings of its own and no file."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    if not app.property("dxdesk_speaks_japanese"):
        theme.set_up(app, dark=False)
    dialogs = QtFileDialogs()
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    made = MainWindow(Files(dialogs), dialogs, settings)
    made.resize(1280, 860)
    made.begin()
    made.show()
    app.processEvents()
    yield made
    made.close()
    made.deleteLater()
    app.processEvents()


def page_of(shown: MainWindow) -> OfficePage:
    """The page of the office's file."""
    assert isinstance(shown.page, OfficePage)
    return shown.page


def open_to_board(shown: MainWindow, file: Path) -> None:
    """Open a file; returns when the table of departments is on the screen."""
    shown.open_file(file)
    board = page_of(shown).board.board
    painted = _Painted(board.viewport())
    wait(lambda: painted.times > 0)
    if not board.rows.rows:
        raise RuntimeError("an empty board was painted")


def wait_for_all(shown: MainWindow) -> None:
    """Return when the whole state is known and shown."""
    page = page_of(shown)
    wait(lambda: page.state is not None and not page.is_busy)
    QApplication.processEvents()


def close(shown: MainWindow) -> None:
    """Close the file; returns when all of it is let go, so that the next one is opened alone."""
    shown.close_page()
    for _ in range(2):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def take_in(shown: MainWindow, files: Sequence[Path]) -> None:
    """Take files in as a drop does; returns when everything that came of it is shown."""
    page = page_of(shown)
    page.board.take_in(files)
    wait_for_all(shown)


def switch(page: OfficePage, times: int) -> list[float]:
    """The seconds of each step to the next item until it is painted."""
    taken: list[float] = []
    for item in [one.id for one in page.items.model.items()][1 : times + 1]:
        start = time.perf_counter()
        paint(lambda item=item: page.items.show_place(item), page.items.desk.view.widget)
        taken.append(time.perf_counter() - start)
    return taken


def paint(act: Callable[[], object], widget: Callable[[], QWidget | None]) -> None:
    """Do something; returns when it was painted in a widget, which may be made by it."""
    act()
    shown = widget()
    assert shown is not None
    painted = _Painted(shown)
    wait(lambda: painted.times > 0)


def wait(ready: Callable[[], bool], seconds: float = 120) -> None:
    """Let the window work until it is ready."""
    loop, timer = QEventLoop(), QTimer()
    end = time.perf_counter() + seconds
    timer.timeout.connect(lambda: (ready() or time.perf_counter() > end) and loop.quit())
    timer.start(1)
    loop.exec()
    if not ready():
        raise TimeoutError


def resident() -> int:
    """The bytes of memory that this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _main() -> None:
    """Open a file, let all be read, and print the memory."""
    with TemporaryDirectory() as folder, window(Path(folder)) as shown:
        open_to_board(shown, Path(sys.argv[1]))
        wait_for_all(shown)
        print(resident())


if __name__ == "__main__":
    _main()
