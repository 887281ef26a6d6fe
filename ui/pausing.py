"""Waiting on the window's thread while the window goes on painting."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEventLoop, QThread, QTimer

_pauses: list[QEventLoop] = []


def is_pausing() -> bool:
    """Whether what waits is still to be done, so that no page may go away under it."""
    return bool(_pauses)


def pause(seconds: float) -> None:
    """Let some time pass on whichever thread this is (`dxdesk.disk.wait_by`).

    What is typed or clicked meanwhile is kept, and comes to the window afterwards.
    """
    app = QCoreApplication.instance()
    if app is None or QThread.currentThread() is not app.thread():
        time.sleep(seconds)
        return
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    _pauses.append(loop)
    try:
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    finally:
        _pauses.remove(loop)
