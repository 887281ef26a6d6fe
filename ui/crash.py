"""The one place where every exception ends: a sentence for the user, a log for a bug."""

from __future__ import annotations

import os
import platform
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, Signal

import dxdesk
from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence


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
        print(text, file=sys.stderr)
        self.crashed.emit(_write(self._folder, text))

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        self.catch(args.exc_type, args.exc_value, args.exc_traceback)


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The log of a bug: where it happened, without the exception's words.

    Those may hold what a person typed.
    """
    lines = traceback.format_list(traceback.extract_tb(trace))
    system = f"dxdesk {dxdesk.__version__} / Python {platform.python_version()} / {sys.platform}"
    return f"{system}\n{''.join(lines)}{kind.__module__}.{kind.__qualname__}\n"


def log_folder() -> Path:
    """Where logs go: DXDESK_LOG_DIR, or the folder of this user's application data."""
    wanted = os.environ.get("DXDESK_LOG_DIR")
    if wanted:
        return Path(wanted)
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(place) / "log"


def _write(folder: Path, text: str) -> str:
    """Write a log; where even that fails, the window still says what happened."""
    path = folder / f"dxdesk-{datetime.now():%Y%m%d-%H%M%S}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return ""
    return str(path)
