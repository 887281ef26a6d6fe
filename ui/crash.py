"""The one place where every exception ends: a sentence for the user, a log for a bug."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from ui.crash_log import report, write_log


class CrashHook(QObject):
    """Emits `told` with the sentence of a user's error, `crashed` with the log of a bug.

    Signals, because an exception may come from any thread.
    """

    told = Signal(str)
    crashed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder

    def install(self) -> None:
        """Catch what nobody else caught, on every thread."""
        sys.excepthook = self.catch
        threading.excepthook = self._on_thread

    def catch(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Tell of one exception."""
        if isinstance(error, DxdeskError):
            self.told.emit(sentence(error))
            return
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = report(kind, trace)
        # A window program on Windows has no such stream; to print to none does nothing.
        print(text, file=sys.stderr)
        self.crashed.emit(write_log(self._folder, text))

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        self.catch(args.exc_type, args.exc_value, args.exc_traceback)
