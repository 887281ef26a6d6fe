"""Start a window, and say when it was painted first: python -m benchmarks.first_paint 2 [FILE].

With a file it is the program as a user starts it, and what counts is an input of the form; without
one a bare window. Prints a line when the loop has handled the first paint, and as many seconds
later the resident memory in bytes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QMainWindow, QWidget

PATIENCE = 60_000


class FirstPaint(QObject):
    """Waits for the first paint event of what makes the window usable.

    Python sees the events of the window alone, and of its inputs once it has some: to see every
    event of the application would take 15 ms.
    """

    def __init__(self, app: QApplication, late: float) -> None:
        super().__init__(app)
        self._late = late
        self._window: QMainWindow | None = None
        self._awaited: dict[QObject, QWidget] = {}
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() is QEvent.Type.Show
        if self._window is None and shown and isinstance(watched, QMainWindow):
            self._window = watched
            watched.installEventFilter(self)
            app = QCoreApplication.instance()
            assert app
            app.removeEventFilter(self)
        if self._window is not None and not self._is_awaiting():
            self._awaited.clear()
            for widget in _inputs(self._window):
                # Of what scrolls Qt paints the viewport.
                area = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
                self._awaited[area] = widget
                area.installEventFilter(self)
        if event.type() is QEvent.Type.Paint and watched in self._awaited:
            widget = self._awaited[watched]
            for area in self._awaited:
                area.removeEventFilter(self)
            # All that is dirty is painted at one go, then the loop comes to this.
            QTimer.singleShot(0, widget, lambda: self._usable(widget))
        return False

    def _is_awaiting(self) -> bool:
        """Whether something is waited for that can be painted; another view may be in front now."""
        return any(widget.isVisible() for widget in self._awaited.values())

    def _usable(self, widget: QWidget) -> None:
        if not isinstance(widget, QLabel):
            widget.setFocus()
            if QApplication.focusWidget() not in (widget, widget.focusProxy()):
                os._exit(2)
        print("painted", flush=True)
        QTimer.singleShot(round(self._late * 1_000), _end)


def main() -> None:
    """Read the arguments and run until the memory has been told."""
    late, files = float(sys.argv[1]), sys.argv[2:]
    app = QApplication(["dxdesk"])
    FirstPaint(app, late)
    QTimer.singleShot(PATIENCE, lambda: os._exit(1))
    if files:
        from ui.app import main as dxdesk

        dxdesk(files)
        return
    window = QMainWindow()
    window.setCentralWidget(QLabel("令和7年度の取組実績を記入してください。"))
    window.show()
    app.exec()


def _inputs(window: QMainWindow) -> list[QWidget]:
    """The label of the bare window, or the inputs of the page once it has some.

    A request that is opened for the first time shows what is asked, with a button to go on.
    """
    if type(window) is QMainWindow:
        label = window.centralWidget()
        return [label] if label else []
    page = getattr(window, "page", None)
    if page is None:
        return []
    begin = getattr(page.views.currentWidget(), "begin", None)
    return [begin] if begin else [box.editor for box in page.form.boxes.values()]


def _end() -> None:
    """Tell the memory and let go of the file; what else Qt tidies up is nobody's business here."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.partition("VmRSS:")[2].split()[0]) * 1024, flush=True)
    QApplication.closeAllWindows()
    os._exit(0)


if __name__ == "__main__":
    main()
