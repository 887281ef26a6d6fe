"""Long calls of the door: how far they are, and a way to stop them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui import theme
from ui.theme import GRID, HALF, Keys

T = TypeVar("T")
Step = Callable[[int, int], bool]

_INPUT = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.DragEnter,
        QEvent.Type.Drop,
    }
)


class ProgressStrip(QFrame):
    """Runs a call of the door on the window's thread and lets Qt work between its steps.

    The door's SQLite file belongs to one thread, and the door calls `step` only where
    nothing is half done; so no thread is needed. While the call runs, every input but the
    strip's own button is kept away, so that nothing reaches the door a second time, and
    closing the window stops the call instead.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stopped = False
        self._running = False
        self.pause = 40
        self._clock = QElapsedTimer()
        self._text = theme.label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(GRID + HALF)
        self.stop = QPushButton(self.tr("中止"))
        self.stop.setShortcut(Keys.BACK)
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MARGIN, HALF, theme.MARGIN, HALF)
        row.setSpacing(GRID * 2)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.hide()

    @property
    def stopped(self) -> bool:
        """Whether the last call was stopped by the person."""
        return self._stopped

    def run(self, words: str, call: Callable[[Step], T], *, can_stop: bool = True) -> T:
        """Show `words` while `call(step)` runs, and return its result."""
        app = QCoreApplication.instance()
        assert app is not None
        assert not self._running
        self._running, self._stopped = True, False
        self._text.setText(words)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self.stop.setVisible(can_stop)
        self.show()
        app.installEventFilter(self)
        QCoreApplication.processEvents()
        self._clock.start()
        try:
            return call(self._on_step)
        finally:
            app.removeEventFilter(self)
            self._running = False
            self.hide()

    def _on_step(self, done: int, total: int) -> bool:
        if self._clock.elapsed() >= self.pause:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            QCoreApplication.processEvents()
            self._clock.restart()
        return not self._stopped

    def _on_stop(self) -> None:
        self._stopped = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Close and isinstance(watched, QWidget):
            self._stopped = True
            event.ignore()
            return True
        if kind not in _INPUT or watched.isWindowType():
            return False
        return not (isinstance(watched, QWidget) and self.isAncestorOf(watched))
