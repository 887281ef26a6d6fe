"""Choosing between texts that collide."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.asking import Carrier
from tests.ui.office_year import YEAR, World, field_named, open_world
from ui.widgets.desk_page import Notice
from ui.widgets.difference import Side, difference

A, B = "交通局", "地域交通課"


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    """Two departments collide in a joint text and in a figure."""
    world = open_world(qtbot, tmp_path)
    text, figure = (field_named(world.office, "19", name) for name in ("result-1", "k1"))
    requests = world.ask(A, B)
    files = [
        world.hand_in(requests[A], {text: "路線を見直した。", figure: "100件"}, "青木"),
        world.hand_in(requests[B], {text: "停留所を見直した。", figure: "90件"}, "馬場"),
    ]
    world.take_in(*files)
    world.page.tabs.setCurrentWidget(world.page.conflicts)
    return world


def test_each_side_is_named_and_can_be_chosen(world: World) -> None:
    page = world.page.conflicts
    assert page.rows.rowCount() == 2
    assert [button.text() for button in page.view.buttons] == [
        f"{A}の文にする(&1)",
        f"{B}の文にする(&2)",
    ]
    assert "競合（2件）" in world.page.tabs.tabText(world.page.tabs.indexOf(page))
    page.view.buttons[0].click()
    world.settle()
    assert page.rows.rowCount() == 1
    page.view.buttons[1].click()
    world.settle()
    answers = world.office.answers()
    assert answers[field_named(world.office, "19", "k1")] == "100件"
    assert answers[field_named(world.office, "19", "result-1")] == "停留所を見直した。"
    assert not page.table.isVisible()


def test_a_choice_can_be_taken_back(world: World) -> None:
    page = world.page.conflicts
    notices: list[Notice] = []
    page.noticed.connect(notices.append)
    page.view.buttons[0].click()
    world.settle()
    assert page.rows.rowCount() == 1
    assert notices[-1].act
    notices[-1].act()
    world.settle()
    assert page.rows.rowCount() == 2


def test_a_third_text_can_be_written_and_left_for_later(world: World) -> None:
    page = world.page.conflicts
    page.table.setCurrentIndex(page.rows.index(1, 0))
    assert page.view.own
    page.view.own.put("路線と停留所を見直した。")
    page.table.setCurrentIndex(page.rows.index(0, 0))
    page.table.setCurrentIndex(page.rows.index(1, 0))
    assert page.view.own
    assert page.view.own.text() == "路線と停留所を見直した。"
    page.view.keep.click()
    world.settle()
    answers = world.office.answers()
    assert answers[field_named(world.office, "19", "result-1")] == "路線と停留所を見直した。"
    assert page.rows.rowCount() == 1


def test_a_collision_is_left_for_later_and_nothing_is_lost(world: World) -> None:
    page = world.page.conflicts
    first, second = (row.field for row in page.rows.rows)
    assert page.view.own
    page.view.own.put("書きかけの文")
    page.view.later.click()
    assert [row.field for row in page.rows.rows] == [second, first]
    assert page.count.text() == "残り2件（うち、あとで決める1件）"
    page.view.buttons[0].click()
    world.settle()
    assert [row.field for row in page.rows.rows] == [first]
    assert not page.view.later.isEnabled()
    assert page.view.own
    assert page.view.own.text() == "書きかけの文"


def test_one_sides_texts_can_stand_in_all_of_the_same_pair(world: World) -> None:
    page = world.page.conflicts
    before = world.office.collisions()
    assert [button.text() for button in page.view.sides] == ["この課の文に（残り1件も）"] * 2
    page.view.sides[1].click()
    world.settle()
    assert world.told == f"2件を{B}の文に決めました。「項目」でいつでも直せます。"
    assert not world.office.collisions()
    answers = world.office.answers()
    assert answers[field_named(world.office, "19", "k1")] == "90件"
    assert answers[field_named(world.office, "19", "result-1")] == "停留所を見直した。"
    act = world.notices[-1].act
    assert act
    act()
    world.settle()
    assert world.office.collisions() == before


def test_collisions_are_chosen_by_department_and_decided_by_keys(world: World) -> None:
    page = world.page.conflicts
    box = page.departments
    assert [box.itemText(n) for n in range(box.count())] == [
        "すべて（2件）",
        f"{A}（2件）",
        f"{B}（2件）",
    ]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert page.rows.rowCount() == 2
    shown = page.rows.rows[0].field
    world.bot.keyClick(page.table, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    # A button that is pressed by its key shows that before it acts.
    world.bot.waitUntil(lambda: page.rows.rowCount() == 1)
    assert shown not in world.office.collisions()


def test_undoing_the_merge_ends_the_collisions(world: World) -> None:
    world.page.board.panels.intake.undo.click()
    world.settle()
    assert world.page.conflicts.rows.rowCount() == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("", "新しい文"),
        ("古い文", ""),
        ("路線を見直した。", "停留所を見直した。"),
        ("同じ文", "同じ文"),
        ("ああああ", "ああ"),
        ("一文。" * 3000, "一文。" * 2000 + "別の文。" + "一文。" * 900),
    ],
)
def test_a_difference_leads_from_one_text_to_the_other(old: str, new: str) -> None:
    runs = difference(old, new)
    assert "".join(run.text for run in runs if run.side is not Side.ADDED) == old
    assert "".join(run.text for run in runs if run.side is not Side.REMOVED) == new


def test_only_what_differs_is_marked() -> None:
    runs = difference("路線を見直した。", "停留所を見直した。")
    marked = [(run.side, run.text) for run in runs if run.side is not Side.BOTH]
    assert marked == [(Side.REMOVED, "路線"), (Side.ADDED, "停留所")]


def test_two_texts_of_one_department_are_not_chosen_by_its_name(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """A department that was asked twice answered twice, each time something else."""
    world = open_world(qtbot, tmp_path)
    field = field_named(world.office, "19", "result-1")
    asked = list[tuple[Path, str]]()
    for carrier, text in (
        (Carrier.NATIVE, "路線を見直した。"),
        (Carrier.XLSX, "停留所を見直した。"),
    ):
        folder = world.folder / carrier.value
        (request,) = world.office.make_requests(YEAR, folder, carrier, departments=[A])
        asked.append((request, text))
    for request, text in asked:
        world.take_in(world.hand_in(request, {field: text}, "青木"))
    world.page.tabs.setCurrentWidget(world.page.conflicts)
    view = world.page.conflicts.view
    assert len(view.buttons) == 2
    assert view.sides == []
