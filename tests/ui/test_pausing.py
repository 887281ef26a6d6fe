"""A file that another program holds does not stop the window."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from dxdesk.disk import wait_by, write_atomically
from dxdesk.errors import DxdeskError, Trouble
from tests.windows import windows_error
from ui.pausing import is_pausing, pause

REPLACE = os.replace


@pytest.fixture(autouse=True)
def waiting_as_a_window_does(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("dxdesk.disk._PATIENCE", 0.4)
    wait_by(pause)
    yield
    wait_by(time.sleep)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out.xlsx").write_bytes(b"the old one")
    return tmp_path / "out.xlsx"


def hold(monkeypatch: pytest.MonkeyPatch, until: Callable[[], bool]) -> None:
    """Refuse to replace as Windows does while Excel has a file open."""

    def replace(source: Any, target: Any, **how: Any) -> None:
        if not until():
            raise windows_error(32)
        REPLACE(source, target, **how)

    monkeypatch.setattr(os, "replace", replace)


def test_the_window_goes_on_while_a_held_file_is_waited_for(
    qtbot: QtBot, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, lambda: False)

    def no_sleep(_: float) -> None:
        raise AssertionError

    monkeypatch.setattr(time, "sleep", no_sleep)
    turns: list[bool] = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(is_pausing()))
    timer.start(10)
    with pytest.raises(DxdeskError) as caught:
        write_atomically(out, lambda file: file.write(b"new"))
    timer.stop()
    assert caught.value.trouble is Trouble.IN_USE
    assert turns.count(True) > 10
    assert not is_pausing()
    assert out.read_bytes() == b"the old one"


def test_a_file_that_is_let_go_meanwhile_is_written(
    qtbot: QtBot, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    hold(monkeypatch, lambda: bool(free))
    QTimer.singleShot(100, lambda: free.append(True))
    write_atomically(out, lambda file: file.write(b"new"))
    assert out.read_bytes() == b"new"


def test_what_is_typed_meanwhile_comes_afterwards(
    qtbot: QtBot, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, lambda: False)
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    qtbot.waitExposed(edit)
    edit.setFocus()
    QTimer.singleShot(100, lambda: qtbot.keyClicks(edit, "12"))
    with pytest.raises(DxdeskError):
        write_atomically(out, lambda file: file.write(b"new"))
    qtbot.keyClick(edit, Qt.Key.Key_3)
    assert edit.text() == "123"


def test_another_thread_sleeps(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    thread = Thread(target=pause, args=(0.5,))
    thread.start()
    thread.join()
    assert slept == [0.5]
