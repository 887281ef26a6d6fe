"""While something goes on with the open page, nothing takes the page away; afterwards it does."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEventLoop, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QDialog, QMenu

from dxdesk.department import Carrier
from dxdesk.disk import wait_by
from tests.causes import NO_SIGNALS
from tests.ui.clerk_year import ClerkYear
from tests.ui.driven import driven
from tests.windows import windows_error
from ui.app import Files
from ui.department.page import DepartmentPage
from ui.main_window import MainWindow
from ui.office.progress_strip import ProgressStrip, Step
from ui.pausing import pause
from ui.widgets.desk_page import DeskPage

# Seconds that an act lasts; longer than a look at a file takes and than one put off is put off for.
LONG = 1.5


@pytest.fixture
def window(year: ClerkYear) -> Iterator[MainWindow]:
    settings = QSettings(str(year.folder / "settings.ini"), QSettings.Format.IniFormat)
    made = MainWindow(Files(year.choices), year.choices, settings)
    year.bot.addWidget(made)
    made.show()
    yield made
    made.close()


def a_call_aside(page: DeskPage) -> None:
    ProgressStrip(page).run_aside("…", lambda _: time.sleep(LONG))


def a_call_here(page: DeskPage) -> None:
    def call(step: Step) -> None:
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            step(1, 2)
            time.sleep(0.01)

    ProgressStrip(page).run("…", call)


def a_held_file(page: DeskPage) -> None:
    pause(LONG)


def a_dialog(page: DeskPage) -> None:
    dialog, loop = QDialog(page), QEventLoop()
    dialog.setModal(True)
    dialog.finished.connect(loop.quit)
    QTimer.singleShot(round(LONG * 1000), dialog, lambda: late(dialog.accept))
    dialog.show()
    loop.exec()


def a_menu(page: DeskPage) -> None:
    menu = QMenu(page)
    menu.addAction("…")
    QTimer.singleShot(round(LONG * 1000), menu, lambda: late(menu.close))
    menu.exec(page.mapToGlobal(page.rect().center()))


def late(choose: Callable[[], object]) -> None:
    """Choose when what was put off is due, too, so that it comes before the loop has ended."""
    time.sleep(0.5)
    choose()


WAITS = [a_call_aside, a_call_here, a_held_file, a_dialog, a_menu]
ACTS: dict[str, Callable[[MainWindow, Path], object]] = {
    "a second start": lambda window, file: window.show_to(file),
    "a late look": lambda window, file: window.open_soon(file),
    "opening": lambda window, file: window.open_file(file),
    "leaving": lambda window, _: window.close_page(),
    "closing": lambda window, _: window.close(),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("wait", WAITS)
def test_no_page_goes_away_under_what_goes_on_with_it(
    window: MainWindow, year: ClerkYear, wait: Callable[[DeskPage], None], act: str
) -> None:
    window.open_file(year.requests["健康課"])
    page = window.page
    assert page
    stayed: list[bool] = []

    def handle() -> None:
        """As a slot of the page does, within the program's own loop."""
        QTimer.singleShot(100, window, lambda: ACTS[act](window, year.requests["情報課"]))
        wait(page)
        stayed.append(shiboken6.isValid(page) and window.page is page)

    QTimer.singleShot(0, window, handle)
    year.bot.waitUntil(lambda: bool(stayed))
    assert stayed == [True]
    if act == "closing" and wait in (a_call_aside, a_call_here):
        # It stopped the call instead.
        year.bot.wait(400)
        assert window.page is page
        return
    year.bot.waitUntil(lambda: window.page is not page)
    assert window.isVisible() is (act != "closing")
    assert ("情報課" in window.windowTitle()) is (act not in {"closing", "leaving"})


@pytest.mark.parametrize("begun", ["create", "clerk_sample", "office_sample"])
def test_what_is_begun_is_not_left_for_a_file_that_answers_late(
    window: MainWindow, year: ClerkYear, monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    late, stat = year.requests["情報課"], os.stat
    answered: list[bool] = []

    def slowly(path: Any, *args: Any, **how: Any) -> os.stat_result:
        if os.fspath(path) == os.fspath(late) and not answered:
            time.sleep(1)
            answered.append(True)
        return stat(path, *args, **how)

    monkeypatch.setattr(os, "stat", slowly)
    monkeypatch.setattr(
        QStandardPaths, "writableLocation", staticmethod(lambda _: str(year.folder / "書類"))
    )
    (year.folder / "書類").mkdir()
    window.begin()
    window.open_soon(late)
    getattr(window.start_page, f"{begun}_requested").emit()
    page = window.page
    assert page
    assert not answered
    year.bot.waitUntil(lambda: bool(answered))
    year.bot.wait(300)
    assert window.page is page


def test_what_is_handed_in_is_written_though_the_window_is_closed(
    window: MainWindow, year: ClerkYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, free = os.replace, list[bool]()

    def held(source: Any, target: Any, **how: Any) -> None:
        if not free:
            raise windows_error(32)
        replace(source, target, **how)

    with year.desk("健康課") as desk:
        path, out = desk.path, year.folder / "out.dxsub"
    out.write_bytes(b"old")
    window.open_file(path)
    assert isinstance(window.page, DepartmentPage)
    monkeypatch.setattr(os, "replace", held)
    wait_by(pause)
    try:
        QTimer.singleShot(100, window.close)
        QTimer.singleShot(800, lambda: free.append(True))
        window.page.model.hand_in("山田", out, Carrier.NATIVE)
    finally:
        wait_by(time.sleep)
    assert out.read_bytes() != b"old"
    year.bot.waitUntil(lambda: not window.isVisible())


@NO_SIGNALS.mark()
@pytest.mark.parametrize("wait", ["call", "pause", "dialog", "menu"])
def test_a_program_that_is_asked_to_end_does_so_after_what_goes_on(
    year: ClerkYear, wait: str
) -> None:
    with driven(year.folder, year.requests["健康課"]) as run:
        run.until(lambda state: "健康課" in state["title"])
        run.tell(wait)
        time.sleep(0.3)
        run.process.send_signal(signal.SIGTERM)
        assert run.answer() == {"done": True}
        assert run.ended(20) == 0
