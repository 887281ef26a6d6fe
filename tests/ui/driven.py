"""The program itself, for tests: it does what its standard input says and tells of its window.

    python -m tests.ui.driven [WORD]…

Each line of the input is answered by a line of JSON.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from ui import second_start
from ui.app import main
from ui.main_window import MainWindow
from ui.office.progress_strip import ProgressStrip, Step
from ui.pausing import pause

# Seconds that a share takes which is gone.
SLOW = 60
ROOT = Path(__file__).resolve().parents[2]


def _window() -> MainWindow | None:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    return found[0] if found else None


def _state() -> dict[str, Any]:
    window = _window()
    assert window is not None
    shown = window.notice.text if window.notice.isVisible() else ""
    recent = window.start_page.recent if window.page is None else None
    return {
        "title": window.windowTitle(),
        "notice": shown,
        "page": id(window.page) if window.page else 0,
        "minimised": window.isMinimized(),
        "recent": [recent.item(row).text() for row in range(recent.count())] if recent else [],
    }


def _minimise() -> None:
    window = _window()
    assert window is not None
    window.showMinimized()


def _act() -> None:
    """Do what the notice offers."""
    window = _window()
    assert window is not None
    window.notice._action.click()


def _close() -> None:
    window = _window()
    assert window is not None
    window.close()


def _close_and(last: Callable[[], object]) -> None:
    """Close the window; before the program is over something else ends it."""
    window = _window()
    assert window is not None
    window.closed.connect(lambda: QTimer.singleShot(0, last))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    window.close()


def _hang() -> None:
    print(json.dumps({"doing": "nothing"}), flush=True)
    time.sleep(600)


def _call() -> None:
    window = _window()
    assert window is not None

    def call(step: Step) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end and step(1, 2):
            time.sleep(0.05)
        time.sleep(1)
        print(json.dumps({"done": window.page is not None}), flush=True)

    ProgressStrip(window).run("…", call)


def _dialog() -> None:
    window = _window()
    assert window is not None
    QDialog(window.page).exec()
    print(json.dumps({"done": window.page is not None}), flush=True)


def _menu() -> None:
    window = _window()
    assert window is not None
    menu = QMenu(window.page)
    menu.addAction("…")
    menu.exec(window.pos())
    print(json.dumps({"done": window.page is not None}), flush=True)


def _pause() -> None:
    window = _window()
    assert window is not None
    pause(3)
    print(json.dumps({"done": window.page is not None}), flush=True)


ACTS: dict[str, Callable[[], object]] = {
    "state": lambda: None,
    "minimise": _minimise,
    "act": _act,
    "close": _close,
    "close and die": lambda: _close_and(lambda: os._exit(3)),
    "close and hang": lambda: _close_and(_hang),
    "call": _call,
    "dialog": _dialog,
    "menu": _menu,
    "pause": _pause,
    "sleep": lambda: time.sleep(15),
}


def _obey() -> None:
    while QApplication.instance() is None or _window() is None:
        time.sleep(0.02)
    app = QApplication.instance()
    assert app is not None
    for line in sys.stdin:
        QTimer.singleShot(0, app, partial(_do, line.strip()))


def _do(act: str) -> None:
    if act == "state":
        print(json.dumps(_state()), flush=True)
    else:
        print(json.dumps({"doing": act}), flush=True)
        ACTS[act]()


class Driven:
    """A run of the program in a process of its own."""

    def __init__(self, folder: Path, *words: str | Path, **environment: str) -> None:
        """`folder` is the user's; it holds settings, logs and sessions."""
        home = {"HOME": str(folder), "DISPLAY": ":test", "QT_QPA_PLATFORM": "offscreen"}
        for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "SETTINGS"):
            home[name] = str(folder / name.lower())
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.driven", *map(str, words)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **home, **environment},
        )

    def tell(self, act: str) -> dict[str, Any]:
        """Have it do something; what it answers."""
        assert self.process.stdin
        self.process.stdin.write(f"{act}\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> dict[str, Any]:
        """The next line that it says."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            self.process.kill()
            raise AssertionError(self.process.communicate()[1])
        return json.loads(line)

    def until(self, holds: Callable[[dict[str, Any]], bool], within: float = 40) -> dict[str, Any]:
        """Its state as soon as something holds of it."""
        end = time.monotonic() + within
        while not holds(state := self.tell("state")):
            assert time.monotonic() < end, state
            time.sleep(0.05)
        return state

    def ended(self, within: float = 60) -> int:
        """Its exit status."""
        return self.process.wait(within)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.communicate()


@contextmanager
def driven(folder: Path, *words: str | Path, **environment: str) -> Iterator[Driven]:
    """A run that is killed in the end, whatever happened."""
    run = Driven(folder, *words, **environment)
    try:
        yield run
    finally:
        run.kill()


def _answer_slowly(below: str) -> None:
    """Have the system take its time for what lies below a folder, as for a share that is gone."""
    real = os.stat

    def stat(path: Any, *args: Any, **more: Any) -> os.stat_result:
        if str(path).startswith(below):
            time.sleep(SLOW)
            raise OSError(errno.ETIMEDOUT, "timed out", path)
        return real(path, *args, **more)

    os.stat = stat


if __name__ == "__main__":
    # A loaded machine is no hanging window.
    second_start.PATIENCE = float(os.environ.get("PATIENCE", "30"))
    formats, scopes = QSettings.Format, QSettings.Scope
    QSettings.setPath(formats.IniFormat, scopes.UserScope, os.environ["SETTINGS"])
    if slow := os.environ.get("SLOW_TO_ANSWER"):
        _answer_slowly(slow)
    threading.Thread(target=_obey, daemon=True).start()
    sys.exit(main(sys.argv[1:]))
