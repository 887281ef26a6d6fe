"""What changes and checks need is loaded behind the first picture, on a thread of its own."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from dxdesk.department import load
from dxdesk.domain.rulebook import Rulebook

# Milliseconds; the picture is on the screen before the thread takes its share.
_AFTER_PAINT = 30
_LOOK_AGAIN = 5


class Loading(QObject):
    """Emits `done` on the thread of the windows.

    The thread is given values alone and tells nobody that it has ended, it is looked after: a
    signal from it would meet a page that is just being taken down.
    """

    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = self._began = False
        self._rulebook = Rulebook()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_AFTER_PAINT)
        self._timer.timeout.connect(self._on_time)

    def begin_soon(self, rulebook: Rulebook) -> None:
        """Begin a moment after the first call, which is made when the page is painted."""
        if not self._stopped and not self._began:
            self._began = True
            self._rulebook = rulebook
            self._timer.start()

    def stop(self) -> None:
        """Tell nothing any more; whoever stops it loads by itself or goes away."""
        self._stopped = True
        self._timer.stop()

    def _on_time(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(
                target=load, args=(self._rulebook,), name="loading", daemon=True
            )
            self._thread.start()
            self._timer.setInterval(_LOOK_AGAIN)
        elif not self._thread.is_alive():
            self.stop()
            self.done.emit()
