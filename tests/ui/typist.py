"""A program for tests: it types into a desk file until it is killed, and says what it typed."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from dxdesk.department import Desk
from ui import theme
from ui.app import write_file
from ui.department.page import DepartmentPage
from ui.dialogs.files import QtFileDialogs

# Milliseconds between two keys.
_BETWEEN = 33


def strokes(run: int) -> Iterator[str]:
    """What is typed in a run, stroke by stroke, without end; every place in it can be told."""
    for n in itertools.count(1):
        yield from f"{run}-{n} "
        yield from ("窓口", "の", "様子")


def first_strokes(run: int, count: int) -> str:
    return "".join(itertools.islice(strokes(run), count))


def type_for_ever(path: Path, field: str, run: int) -> None:
    """Go on typing at the end of a field; a line is written after each stroke."""
    app = QApplication([])
    theme.set_up(app, dark=False)
    page = DepartmentPage(Desk.open(path), QtFileDialogs(), write_file)
    page.show()
    page.activateWindow()
    page.start()
    QTest.qWaitForWindowActive(page)
    page.go_to(field)
    target = QApplication.focusWidget()
    assert target is not None
    if isinstance(target, QTextEdit):
        target.moveCursor(QTextCursor.MoveOperation.End)
    else:
        QTest.keyClick(target, Qt.Key.Key_End)
    coming = enumerate(strokes(run), 1)

    def press_next() -> None:
        n, text = next(coming)
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            QApplication.sendEvent(target, QInputMethodEvent(text, []))
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QApplication.sendEvent(target, event)
        print(n, time.monotonic(), flush=True)

    timer = QTimer(page)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(press_next)
    timer.start(_BETWEEN)
    app.exec()


if __name__ == "__main__":
    type_for_ever(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
