"""The office's window without a mouse: every key of the help answers, and the cursor is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain.fields import split_field
from tests.ui.office_year import World, field_named, open_world
from ui.widgets.keyboard import serve_keyboard

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    made = open_world(qtbot, tmp_path)
    made.page.activateWindow()
    made.settle()
    return made


def cursor() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def press(
    world: World, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    world.bot.keyClick(cursor(), key, modifier)
    world.settle()


def test_the_cursor_begins_in_the_board_and_not_in_the_year(world: World) -> None:
    assert cursor() is world.page.board.board


@pytest.mark.parametrize("name", ["reading", "board", "items", "findings", "overview", "plan"])
def test_an_arrow_after_turning_pages_goes_on_in_a_list(world: World, name: str) -> None:
    world.page.tabs.setCurrentWidget(getattr(world.page, name))
    world.page.take_focus()
    assert isinstance(cursor(), QAbstractItemView)
    assert getattr(world.page, name).isAncestorOf(cursor())


def test_the_page_of_output_begins_with_what_is_to_be_chosen(world: World) -> None:
    page = world.page.output
    world.page.tabs.setCurrentWidget(page)
    world.page.take_focus()
    assert page.layouts.isAncestorOf(cursor()) or cursor() is page.layouts


def test_the_next_step_has_a_key_and_leads_into_its_panel(world: World) -> None:
    press(world, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    world.bot.waitUntil(lambda: world.page.board.panels.ask.isAncestorOf(cursor()))


def test_keys_answer_while_the_cursor_is_outside_the_page(world: World) -> None:
    page = world.page.items
    world.page.tabs.setCurrentWidget(page)
    world.page.years.setFocus()
    press(world, Qt.Key.Key_Down, CTRL)
    item = page.model.item_at(page.tree.currentIndex())
    assert item is not None
    assert item.no == "2"
    press(world, Qt.Key.Key_F, CTRL)
    assert page.bar.search.isAncestorOf(cursor()) or cursor() is page.bar.search


def test_the_cursor_stays_in_the_item_when_another_is_shown(world: World) -> None:
    page = world.page.items
    world.page.tabs.setCurrentWidget(page)
    view = page.desk.view
    next(iter(view.rows.values())).correct.setFocus()
    for _ in range(3):
        press(world, Qt.Key.Key_Down, CTRL)
        assert view.isAncestorOf(cursor())


def test_tab_goes_on_to_the_next_field_after_a_correction(world: World) -> None:
    page = world.page.items
    world.page.tabs.setCurrentWidget(page)
    page.show_place(field_named(world.office, "2", "result-2"))
    press(world, Qt.Key.Key_Space)
    world.bot.keyClicks(cursor(), "9")
    press(world, Qt.Key.Key_Tab)
    press(world, Qt.Key.Key_Space)
    rows = page.desk.view.rows
    seen: list[str] = []
    for _ in range(10):
        at = page.desk.view.field_at_cursor
        if at not in seen:
            seen.append(at)
        press(world, Qt.Key.Key_Tab)
    first = list(rows).index(seen[0])
    assert seen[0].endswith("result-2")
    assert seen == list(rows)[first : first + len(seen)]


def test_f8_goes_from_finding_to_finding_and_back(world: World) -> None:
    page = world.page.items
    world.page.tabs.setCurrentWidget(page)
    page.tree.setFocus()
    assert world.page.state is not None
    ids = [item.id for item in world.page.state.plan.items[:2]]
    found = world.page.state.weighing_by_item
    wanted = [field for item in ids for field in dict.fromkeys(one.field for one in found[item])]
    seen: list[str] = []
    for _ in wanted:
        press(world, Qt.Key.Key_F8)
        seen.append(page.desk.view.field_at_cursor)
    assert seen == wanted
    assert {split_field(field)[0] for field in seen} == set(ids)
    press(world, Qt.Key.Key_F8, SHIFT)
    assert page.desk.view.field_at_cursor == wanted[-2]


def test_alt_left_goes_back_to_the_page_that_led_to_the_items(world: World) -> None:
    tabs, page = world.page.tabs, world.page
    tabs.setCurrentWidget(page.overview)
    page.take_focus()
    press(world, Qt.Key.Key_Return)
    assert tabs.currentWidget() is page.items
    assert page.back.text().startswith("概況に戻る")
    press(world, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert tabs.currentWidget() is page.overview
    assert page.overview.isAncestorOf(cursor())
    tabs.setCurrentWidget(page.items)
    press(world, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert tabs.currentWidget() is page.findings


def test_closing_a_year_leaves_the_cursor_where_it_can_be_reopened(world: World) -> None:
    page = world.page.rollover
    world.page.tabs.setCurrentWidget(page)
    page.closing.close_year.setFocus()
    press(world, Qt.Key.Key_Space)
    assert cursor() is page.closing.reason
    world.bot.keyClicks(cursor(), "again")
    press(world, Qt.Key.Key_Return)
    assert cursor() is page.closing.close_year


def test_a_tab_of_the_years_is_entered_at_its_list(world: World) -> None:
    page = world.page.rollover
    world.page.tabs.setCurrentWidget(page)
    world.page.take_focus()
    press(world, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.tabs.currentWidget() is page.comparing
    assert cursor() is page.comparing.table


def test_f8_goes_through_the_list_of_findings(world: World) -> None:
    world.look_at_every_page()
    page = world.page.findings
    world.page.tabs.setCurrentWidget(page)
    world.bot.waitUntil(lambda: len(page.table.rows.rows) > 2)
    world.page.years.setFocus()
    press(world, Qt.Key.Key_F8)
    assert page.table.currentIndex().row() == 1
    for _ in range(2):
        press(world, Qt.Key.Key_F8, SHIFT)
    assert page.table.currentIndex().row() == len(page.table.rows.rows) - 1


def test_a_button_with_the_cursor_has_a_frame_and_is_pressed_by_enter(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    buttons = [QPushButton(window), QPushButton(window)]
    column = QVBoxLayout(window)
    for button in buttons:
        column.addWidget(button)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is buttons[0])
    watching = serve_keyboard(qapp)
    for button in reversed(buttons):
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
        button.setFocus()
        assert window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Qt.Key.Key_Return)
    assert QObject.disconnect(watching)
