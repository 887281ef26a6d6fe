"""Long work of the door beside the window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from ui.office.sharing import shared

T = TypeVar("T")


class Background(QObject):
    """Calls on a thread of its own; what they return is handed over on the window's thread.

    They are given values and the door, never a widget. Of several calls the newest alone counts:
    what waits before it is not begun, and what runs is not handed over. An exception is told by
    `failed` and raised where the result would have been handed over, so that it ends in `ui.crash`.
    """

    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="dxdesk")
        self._newest: Future[Any] | None = None
        self._hand_over: Callable[[Any], object] = lambda _: None
        self._held = ExitStack()
        # Queued: a call that ended at once must not be handed over while it is being begun.
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be handed over."""
        return self._newest is not None

    def run(self, call: Callable[[], T], hand_over: Callable[[T], object]) -> None:
        """Begin `call`, or have it follow the one that runs."""
        if self._newest is None:
            self._held.enter_context(shared())
        else:
            self._newest.cancel()
        self._hand_over = hand_over
        self._newest = self._pool.submit(call)
        self._newest.add_done_callback(self._ended.emit)

    def stop(self) -> None:
        """Hand nothing over any more; returns when nothing runs."""
        self._newest = None
        self._pool.shutdown(cancel_futures=True)
        self._held.close()

    def _on_ended(self, done: Future[Any]) -> None:
        if done is not self._newest:
            return
        self._newest = None
        self._held.close()
        if error := done.exception():
            self.failed.emit(error)
        self._hand_over(done.result())
