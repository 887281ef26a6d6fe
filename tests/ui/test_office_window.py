"""The import report, long calls, dropped files, names for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
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
from ui.office.board_page import BoardPage
from ui.office.board_rows import Sort
from ui.office.items_page import ItemsPage
from ui.office.output_page import OutputPage
from ui.office.plan.page import PlanPage
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
    assert world.page.board.panels.intake.lines.index(0, 0).data() == "取込み済　1欄"


def test_a_long_merge_can_be_stopped_and_nothing_comes_in(world: World) -> None:
    field = field_named(world.office, "19", "result-1")
    file = world.hand_in(world.ask("交通局")["交通局"], {field: "路線を見直した。"})
    strip = world.page.strip
    QTimer.singleShot(0, strip.stop.click)
    world.choices.paths = [file] * 2000
    world.page.board.panels.intake.choose.click()
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
    world.look_at_every_page()
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


def test_columns_have_room_for_marks_of_rows_further_down(world: World) -> None:
    world.page.board.panels.ask.deadline.setText("令和8年4月1日")
    world.ask("交通局", "納税課")
    board = world.page.board.board
    column = board.sorts.index(Sort.LEFT)
    index = next(
        board.rows.index(number, column)
        for number in range(1, board.rows.rowCount())
        if board.rows.index(number, column).data()
    )
    assert not board.rows.index(0, column).data(Qt.ItemDataRole.DecorationRole)
    assert index.data(Qt.ItemDataRole.DecorationRole)
    need = board.sizeHintForIndex(index).width()
    world.bot.waitUntil(lambda: board.columnWidth(column) >= need, timeout=1000)


def test_pages_are_made_when_they_are_looked_at(world: World) -> None:
    page = world.page

    def made() -> set[str]:
        kinds = (BoardPage, ItemsPage, PlanPage, OutputPage)
        return {kind.__name__ for kind in kinds if page.findChildren(kind)}

    assert made() == {"BoardPage"}
    page.board.board.choose(["交通局"])
    world.bot.mouseClick(
        page.tabs.tabBar(),
        Qt.MouseButton.LeftButton,
        pos=page.tabs.tabBar().tabRect(tab_named(world, "出力")).center(),
    )
    assert made() == {"BoardPage", "OutputPage"}
    assert page.tabs.currentWidget() is page.output
    assert "令和7年度" in page.output.heading.text()
    assert page.tabs.tabText(page.tabs.currentIndex()) == "出力"
    world.look_at_every_page()
    assert made() == {"BoardPage", "ItemsPage", "PlanPage", "OutputPage"}


def tab_named(world: World, name: str) -> int:
    tabs = world.page.tabs
    return next(n for n in range(tabs.count()) if tabs.tabText(n) == name)


def test_pages_are_turned_by_keys_and_the_cursor_comes_along(world: World) -> None:
    tabs = world.page.tabs
    world.page.activateWindow()
    world.settle()
    world.page.take_focus()
    seen: list[str] = []
    for _ in range(tabs.count()):
        focus = QApplication.focusWidget()
        assert focus is not None
        world.bot.keyClick(focus, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        seen.append(tabs.tabText(tabs.currentIndex()))
        focus = QApplication.focusWidget()
        # Where nothing collides there is nothing to put a cursor into.
        assert focus is not None
        assert seen[-1] == "競合" or tabs.currentWidget().isAncestorOf(focus)
    assert sorted(seen) == sorted(tabs.tabText(number) for number in range(tabs.count()))
    focus = QApplication.focusWidget()
    assert focus is not None
    world.bot.keyClick(focus, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert tabs.tabText(tabs.currentIndex()) == seen[-2]


def test_the_chosen_tab_is_told_by_its_colour(world: World) -> None:
    page, bar = world.page, world.page.tabs.tabBar()
    for now in (page.board, page.plan, page.board):
        page.tabs.setCurrentWidget(now)
        coloured = [n for n in range(bar.count()) if bar.tabTextColor(n).isValid()]
        assert coloured == [page.tabs.indexOf(now)]


def test_every_page_has_help_of_its_own(world: World) -> None:
    tabs = world.page.tabs
    titles: list[str] = []
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        shown = world.page.help()
        titles.append(shown.title)
        assert [heading for heading, text in shown.sections if not text] == []
        assert "Ctrl+PageDown" in shown.sections[-1][1]
    assert len(set(titles)) == tabs.count()


def test_no_page_opens_a_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    # Shown before it has a parent, a widget is a window: it flashes and takes the keyboard along.
    class Shown(QObject):
        windows: ClassVar[list[str]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
                self.windows.extend([repr(watched)] if watched.isWindow() else [])
            return False

    app, shown = QApplication.instance(), Shown()
    assert app is not None
    app.installEventFilter(shown)
    try:
        world = open_world(qtbot, tmp_path)
        world.look_at_every_page()
    finally:
        app.removeEventFilter(shown)
    assert [name for name in shown.windows if "OfficePage" not in name] == []
    world.settle()
    assert QApplication.activeWindow() is world.page


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


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """Letters of twice the size."""
    before = QApplication.font()
    qapp.setFont(theme.font(scale=2.0))
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("large")
def test_large_letters_leave_choices_whole_and_an_item_as_wide_as_its_room(world: World) -> None:
    page, ask = world.page, world.page.board.panels.ask
    page.resize(1280, 860)
    choices = (ask.unsent, ask.selected, ask.all)
    world.bot.waitUntil(lambda: all(one.height() >= one.sizeHint().height() for one in choices))
    field = field_named(world.office, "1", "result-1")
    page.tabs.setCurrentWidget(page.items)
    page.items.show_place(field)
    view = page.items.desk.view
    view.rows[field].to_remark.click()
    world.settle()
    inside = view.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= view.viewport().width()


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[None]:
    """The dark look, with its style sheet."""
    theme.dress(qapp, dark=True)
    yield
    theme.dress(qapp, dark=False)


@pytest.mark.usefixtures("dark")
def test_a_sentence_that_is_shown_later_has_room_for_its_mark(qtbot: QtBot, tmp_path: Path) -> None:
    world = open_world(qtbot, tmp_path)
    world.ask("交通局")
    ask = world.page.board.panels.ask
    ask.all.setChecked(True)
    world.settle()
    assert ask.again.isVisible()
    assert ask.again.contentsMargins().left() >= theme.mark_side(ask.again)
