"""Typed text is told a moment after the last key, and at once when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.theme import SAVE_DELAY


class TypingPause(QObject):
    """Watches one editor's text; emits `edited` when it differs from what was told or set.

    An input method that is composing makes editors say "changed" with the same text; such
    changes are not told.
    """

    edited = Signal(str)

    def __init__(self, read: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._read = read
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY)
        self._timer.timeout.connect(self.flush)

    def reset(self) -> None:
        """Take the editor's present text as told."""
        self._timer.stop()
        self._told = self._read()

    def poke(self) -> None:
        """The editor says that something changed.

        The clock is not started anew by each key: who types without a pause is saved as well.
        """
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Tell now what was not told yet."""
        self._timer.stop()
        text = self._read()
        if text != self._told:
            self._told = text
            self.edited.emit(text)
