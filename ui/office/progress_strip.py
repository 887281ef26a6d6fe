"""Long calls of the door: how far they are, and a way to stop them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEvent,
    QEventLoop,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui import theme
from ui.office.sharing import shared
from ui.pausing import pausing
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
    """Runs a call of the door while the window goes on answering.

    `run_aside` has a thread for it; the call is given values and the door alone. `run` is for
    what paints or shows: it stays on the window's thread, and Qt works between its steps. While
    either lasts, every input but the strip's own button is kept away, so that nothing reaches
    the door a second time, and closing the window stops the call instead.
    """

    _ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stopped = False
        self._running = False
        self.pause = 40
        self._clock = QElapsedTimer()
        self._at = (0, 0)
        self._tick = QTimer(self)
        self._tick.setInterval(self.pause)
        self._tick.timeout.connect(self._show_step)
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
    def told(self) -> str:
        """How far the call is, as it is shown."""
        return f"{self._bar.value()}/{self._bar.maximum()}"

    @property
    def stopped(self) -> bool:
        """Whether the last call was stopped by the person."""
        return self._stopped

    def run(self, words: str, call: Callable[[Step], T], *, can_stop: bool = True) -> T:
        """Show `words` while `call(step)` runs here, and return its result."""
        with self._shown(words, can_stop=can_stop):
            QCoreApplication.processEvents()
            self._clock.start()
            return call(self._on_step)

    def run_aside(self, words: str, call: Callable[[Step], T], *, can_stop: bool = True) -> T:
        """The same on a thread of its own; what the call raises is raised here."""
        loop = QEventLoop()
        # Queued: the call may have ended before the loop begins.
        self._ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        shown = self._shown(words, can_stop=can_stop)
        with shown, shared(), ThreadPoolExecutor(1, "dxdesk") as pool:
            # The strip is painted first: with a thread beside it that takes twice as long.
            QCoreApplication.processEvents()
            self._tick.start()
            done = pool.submit(call, self._note_step)
            done.add_done_callback(lambda _: self._ended.emit())
            loop.exec()
            if not done.done():
                # The program ends, and with it every loop.
                self._stopped = True
            self._tick.stop()
            return done.result()

    @contextmanager
    def _shown(self, words: str, *, can_stop: bool) -> Generator[None]:
        app = QCoreApplication.instance()
        assert app is not None
        assert not self._running
        self._running, self._stopped = True, False
        self._at = (0, 0)
        self._text.setText(words)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(words)
        self.stop.setVisible(can_stop)
        self.show()
        app.installEventFilter(self)
        try:
            with pausing():
                yield
        finally:
            app.removeEventFilter(self)
            self._running = False
            self.hide()

    def _on_step(self, done: int, total: int) -> bool:
        self._at = (done, total)
        if self._clock.elapsed() >= self.pause:
            self._show_step()
            QCoreApplication.processEvents()
            self._clock.restart()
        return not self._stopped

    def _note_step(self, done: int, total: int) -> bool:
        """A step of the thread, which may touch no widget."""
        self._at = (done, total)
        return not self._stopped

    def _show_step(self) -> None:
        done, total = self._at
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _on_stop(self) -> None:
        self._stopped = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Close and isinstance(watched, QWidget) and watched.isVisible():
            # A list of a box that goes away is closed too, but nobody sees it.
            self._stopped = True
            event.ignore()
            return True
        if kind not in _INPUT or watched.isWindowType():
            return False
        return not (isinstance(watched, QWidget) and self.isAncestorOf(watched))
