"""What changes and checks need is loaded behind the first picture, on a thread of its own."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from dxdesk.department import load
from dxdesk.domain.rulebook import Rulebook

# Milliseconds; the picture is on the screen before the thread takes its share.
_AFTER_PAINT = 30


class Loading(QObject):
    """Emits `done` on the thread of the windows. The thread is given values alone."""

    done = Signal()
    _loaded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = self._began = False
        self._rulebook = Rulebook()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_PAINT)
        self._timer.timeout.connect(self._begin)
        self._loaded.connect(self._on_loaded)

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

    def _begin(self) -> None:
        loaded, rulebook = self._loaded, self._rulebook

        def work() -> None:
            load(rulebook)
            try:
                loaded.emit()
            except RuntimeError:
                # The page was closed meanwhile.
                return

        threading.Thread(target=work, name="loading", daemon=True).start()

    def _on_loaded(self) -> None:
        if not self._stopped:
            self._stopped = True
            self.done.emit()
