"""Waiting on the window's thread while the window goes on painting."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEventLoop, QThread, QTimer

# One for each wait that goes on; one may begin within another.
_waits: list[None] = []


def is_pausing() -> bool:
    """Whether what waits is still to be done, so that no page may go away under it.

    A dialog or a menu that has closed may still have to go on with what was chosen in it; its loop
    ends after that of what else was due.
    """
    return bool(_waits) or QThread.currentThread().loopLevel() > 1


@contextmanager
def pausing() -> Generator[None]:
    """Something waits, and the window works in a loop of its own meanwhile."""
    _waits.append(None)
    try:
        yield
    finally:
        _waits.pop()


def pause(seconds: float) -> None:
    """Let some time pass on whichever thread this is (`dxdesk.disk.wait_by`).

    What is typed or clicked meanwhile is kept, and comes to the window afterwards.
    """
    app = QCoreApplication.instance()
    if app is None or QThread.currentThread() is not app.thread():
        time.sleep(seconds)
        return
    loop = QEventLoop()
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(loop.quit)
    timer.start(round(seconds * 1000))
    with pausing():
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if timer.isActive():
        # The program ends, and no loop runs any more; what waits has its time nevertheless.
        time.sleep(timer.remainingTime() / 1000)
