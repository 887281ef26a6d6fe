"""How a run of the program ends: the work is saved and the end written before anything can stop it."""

from __future__ import annotations

import signal
import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.pausing import is_pausing
from ui.second_start import Letters
from ui.session import Session

# Milliseconds until what still waits is looked for again.
_WAIT = 100


class Ending(QObject):
    """Ends the session with its window, whichever way that goes.

    A system that is shut down kills what has not ended after a moment, and what is left of Qt and
    Python takes long enough to be hit by that. So the end is written when the window has closed,
    and not when the process has. Logging off of Windows ends in `aboutToQuit`; the end of a Linux
    session in SIGTERM, which Python hears of with the next beat of `Letters`.
    """

    def __init__(
        self, app: QApplication, window: MainWindow, session: Session, letters: Letters
    ) -> None:
        super().__init__(app)
        self._app, self._window = app, window
        self._session, self._letters = session, letters
        self._over = False
        window.closed.connect(self.end)
        app.commitDataRequest.connect(lambda _: window.settle())
        app.aboutToQuit.connect(self._on_quit)
        if sys.platform != "win32":
            for asked in (signal.SIGTERM, signal.SIGHUP):
                # Who started it with nohup wants it to stay.
                if signal.getsignal(asked) is not signal.SIG_IGN:
                    signal.signal(asked, lambda *_: self._on_asked())

    def end(self) -> None:
        """Nothing is open any more."""
        if not self._over:
            self._over = True
            self._letters.close_door()
            self._session.end()

    def _on_asked(self) -> None:
        """End the program; dialogs and menus are closed for that, and a long call is stopped."""
        while (menu := self._app.activePopupWidget()) is not None and menu.close():
            pass
        self._app.quit()
        # Once more: something may wait, or the program's own loop not have begun.
        QTimer.singleShot(_WAIT, self, self._quit_afterwards)

    def _quit_afterwards(self) -> None:
        if is_pausing():
            QTimer.singleShot(_WAIT, self, self._quit_afterwards)
        else:
            self._app.quit()

    def _on_quit(self) -> None:
        self._window.settle()
        self.end()
