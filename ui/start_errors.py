"""What is told when the program cannot show its window; without Qt, which may be what is broken."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from dxdesk.errors import DxdeskError
from dxdesk.messages import sentence
from ui.crash_log import about_this, log_folder, report, write_log

EXIT_WORLD = 1
_DAMAGED = "dxdeskのフォルダーが壊れているため、始められません。もう一度入れ直してください。"
_NO_PLATFORM = (
    "画面に窓を出せないため、始められません。"
    "画面への接続を確かめ、直らないときはdxdeskをもう一度入れ直してください。"
)
_OUR_BUG = "予期しない不具合のため、dxdeskを始められません。"
# MessageBoxW: an error, in front of other windows.
_MB_ICONERROR, _MB_SETFOREGROUND = 0x10, 0x10000


class StartErrors:
    """Ends the program with a sentence and a log, whatever goes wrong while the window is made.

    A context; leaving it by an exception exits with status 1. Qt ends the process itself when it
    finds no screen; what it says then is logged, and told as a sentence.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or log_folder()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None or not issubclass(kind, Exception):
            return
        if isinstance(error, DxdeskError):
            tell(sentence(error))
        else:
            said = _DAMAGED if issubclass(kind, ImportError) else _OUR_BUG
            tell(_with_log(said, write_log(self._folder, report(kind, trace))))
        raise SystemExit(EXIT_WORLD) from error

    @contextmanager
    def told_of_qt(self, undo: Callable[[], object]) -> Generator[None]:
        """While Qt looks for its screen; without one `undo` is called before the process ends."""
        from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

        def take(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
            if kind is not QtMsgType.QtFatalMsg:
                print(text, file=sys.stderr)
                return
            undo()
            log = write_log(self._folder, f"{about_this()}\n{text}\n")
            tell(_with_log(_NO_PLATFORM, log), has_qt=False)
            # Qt would abort, which systems tell of as a crash.
            os._exit(EXIT_WORLD)

        before = qInstallMessageHandler(take)
        try:
            yield
        finally:
            qInstallMessageHandler(before)


def _with_log(said: str, log: str) -> str:
    return f"{said}\n記録：{log}" if log else said


def tell(text: str, *, has_qt: bool = True) -> None:
    """Say something without a window of our own: in Windows' message box, elsewhere on stderr.

    Nobody sees the latter on a desktop, so where Qt works a plain window says it too.
    """
    if sys.platform == "win32":
        import ctypes

        style = _MB_ICONERROR | _MB_SETFOREGROUND
        ctypes.windll.user32.MessageBoxW(None, text, "dxdesk", style)
        return
    print(text, file=sys.stderr, flush=True)
    widgets = sys.modules.get("PySide6.QtWidgets") if has_qt else None
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QMessageBox.critical(None, "dxdesk", text)
