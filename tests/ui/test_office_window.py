"""The import report, long calls, dropped files, names for screen readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.office_year import World, field_named, open_world
from ui import theme
from ui.office.progress_strip import ProgressStrip
from ui.widgets.tone_label import ToneLabel


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    return open_world(qtbot, tmp_path)


def test_dropped_files_are_taken_in(world: World) -> None:
    field = field_named(world.office, "19", "result-1")
    file = world.hand_in(world.ask("交通局")["交通局"], {field: "路線を見直した。"})
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(QPoint(9, 9)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    world.page.dropEvent(drop)
    world.bot.waitUntil(lambda: field in world.office.answers())
    assert world.page.board.intake.lines.index(0, 0).data() == "取込み済　1欄"


def test_a_long_merge_can_be_stopped_and_nothing_comes_in(world: World) -> None:
    field = field_named(world.office, "19", "result-1")
    file = world.hand_in(world.ask("交通局")["交通局"], {field: "路線を見直した。"})
    strip = world.page.strip
    QTimer.singleShot(0, strip.stop.click)
    world.choices.paths = [file] * 2000
    world.page.board.intake.choose.click()
    assert strip.stopped
    assert not strip.isVisible()
    assert "中止" in world.told
    assert not world.office.merges()


def counting(strip: ProgressStrip, between: Callable[[int], None], steps: int = 200) -> int:
    """A long call that tells its steps; how far it came."""

    def call(step: Callable[[int, int], bool]) -> int:
        for done in range(steps):
            between(done)
            strip.pause = 0
            if not step(done, steps):
                return done
        return steps

    return strip.run("数えています", call)


def test_while_a_call_runs_only_its_own_button_answers(qtbot: QtBot) -> None:
    window = QWidget()
    strip, other = ProgressStrip(window), QPushButton("ほか", window)
    qtbot.addWidget(window)
    window.show()
    clicked: list[str] = []
    other.clicked.connect(lambda: clicked.append("ほか"))

    def between(done: int) -> None:
        if done == 3:
            qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
            qtbot.keyClick(other, Qt.Key.Key_Space)
        if done == 5:
            qtbot.keyClick(strip.stop, Qt.Key.Key_Space)

    assert counting(strip, between) == 5
    assert not clicked
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert clicked == ["ほか"]


def test_closing_the_window_stops_the_call_first(qtbot: QtBot) -> None:
    window = QWidget()
    strip = ProgressStrip(window)
    qtbot.addWidget(window)
    window.show()

    def between(done: int) -> None:
        if done == 7:
            window.close()

    assert counting(strip, between) == 7
    assert window.isVisible()


def test_an_error_in_a_call_gives_the_window_back(qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)

    def fail(step: Callable[[int, int], bool]) -> None:
        raise KeyError(step)

    with pytest.raises(KeyError):
        strip.run("失敗します", fail)
    assert not strip.isVisible()
    assert strip.run("もう一度", lambda step: step(1, 1))


def in_combo_box(widget: QWidget) -> bool:
    above = widget.parentWidget()
    return above is not None and (isinstance(above, QComboBox) or in_combo_box(above))


def test_every_input_has_a_name(world: World) -> None:
    world.ask("交通局")
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
    nameless = [
        widget
        for widget in world.page.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not in_combo_box(widget)
    ]
    assert nameless == []


def test_tab_reaches_every_page_from_the_first_input(world: World) -> None:
    page = world.page
    page.activateWindow()
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        page.tabs.tabBar().setFocus()
        seen: list[QWidget] = []
        for _ in range(40):
            focus = QApplication.focusWidget()
            if focus is None or focus in seen:
                break
            seen.append(focus)
            world.bot.keyClick(focus, Qt.Key.Key_Tab)
        inside = [widget for widget in seen if page.tabs.currentWidget().isAncestorOf(widget)]
        assert inside or page.tabs.currentWidget() is page.conflicts


def test_texts_follow_a_change_to_dark(world: World) -> None:
    page = world.page
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    field = field_named(world.office, "1", "result-1")

    def ink() -> str:
        page.items.show_place(field)
        (label,) = page.items.desk.view.rows[field].findChildren(ToneLabel)
        return label.palette().color(label.foregroundRole()).name()

    light = ink()
    app.setPalette(theme.palette(dark=True))
    try:
        world.bot.wait(1)
        assert ink() != light
    finally:
        app.setPalette(theme.palette(dark=False))
