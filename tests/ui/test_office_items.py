"""The list of items and the correction of one field."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.figures import Direction
from tests.ui.office_year import YEAR, World, field_named, open_world
from ui.widgets.rating_box import RatingBox


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    world = open_world(qtbot, tmp_path)
    world.page.tabs.setCurrentWidget(world.page.items)
    return world


def correct(world: World, field: str, text: str) -> None:
    page = world.page.items
    page.show_place(field)
    row = page.desk.view.rows[field]
    row.correct.click()
    assert row.editor is not None
    row.editor.set_text(text)
    row.settle()
    world.settle()


def test_items_stand_under_their_groups(world: World) -> None:
    model = world.page.items.model
    assert model.rowCount() == len(world.office.plan().groups) == 4
    first = model.index(0, 0)
    assert first.data() == "取組方針1「地域課題の解決と新たな価値の創造」"
    item = model.index(0, 0, first)
    assert item.data() == "1　オープンデータの推進"
    assert model.index(0, 3, first).data() == "4件"
    assert [item.no for item in model.items()] == [i.no for i in world.office.plan().items]


def test_an_item_shows_what_was_asked_and_last_years_answer(world: World) -> None:
    field = field_named(world.office, "1", "k1")
    view = world.page.items.desk.view
    world.page.items.show_place(field)
    row = view.rows[field]
    undecided = "目標 200（増減のどちらがよいか決まっていません）"
    assert (row.value.facts, row.value.text, row.value.last) == (undecided, "", "85")
    assert row.text == "（まだ書かれていません）"
    assert [finding.field for finding in row.value.findings] == [field]
    world.office.set_direction(field, Direction.MORE)
    world.page.refresh()
    assert view.rows[field].value.facts == "目標 200"


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("result-1", "一行目\n二行目　", "一行目\n二行目　"),
        ("k1", "１５２", "１５２"),
        ("rating", "A", "A"),
        ("rating_note", "=1+1", "=1+1"),
    ],
)
def test_a_correction_is_kept_as_typed_and_can_be_taken_back(
    world: World, name: str, typed: str, kept: str
) -> None:
    field = field_named(world.office, "1", name)
    correct(world, field, typed)
    assert world.office.answers()[field] == kept
    assert world.office.history(field)[-1].by == "鈴木"
    act = world.notices[-1].act
    assert act is not None
    act()
    world.settle()
    assert field not in world.office.answers()


def test_another_item_can_be_chosen_while_a_correction_is_open(world: World) -> None:
    field, other = field_named(world.office, "1", "result-1"), field_named(world.office, "2", "k1")
    page = world.page.items
    page.show_place(field)
    row = page.desk.view.rows[field]
    row.correct.click()
    assert row.editor is not None
    row.editor.set_text("書きかけ")
    page.show_place(other)
    world.settle()
    assert world.office.answers()[field] == "書きかけ"
    assert other in page.desk.view.rows


def test_giving_up_a_correction_changes_nothing(world: World) -> None:
    field = field_named(world.office, "1", "result-1")
    page = world.page.items
    page.show_place(field)
    row = page.desk.view.rows[field]
    row.correct.click()
    assert row.editor is not None
    row.editor.set_text("やめる")
    world.bot.keyClick(row.editor, Qt.Key.Key_Escape)
    world.settle()
    assert row.editor is None
    assert not world.office.history(field)


def test_a_code_that_the_scale_does_not_have_is_shown(world: World) -> None:
    field = field_named(world.office, "1", "rating")
    world.office.write(field, "Z", YEAR)
    world.page.refresh()
    world.page.items.show_place(field)
    row = world.page.items.desk.view.rows[field]
    row.correct.click()
    assert isinstance(row.editor, RatingBox)
    assert row.editor.text() == "Z"


def test_the_history_tells_who_wrote_what(world: World) -> None:
    field = field_named(world.office, "1", "result-1")
    correct(world, field, "一度目")
    correct(world, field, "二度目")
    page = world.page.items
    page.desk.view.rows[field].history.click()
    rows = page.desk.history.model
    assert [rows.index(n, 3).data() for n in range(rows.rowCount())] == ["二度目", "一度目"]
    assert rows.index(0, 1).data() == "事務局の修正"
    world.bot.keyClick(page.desk.history.table, Qt.Key.Key_Escape)
    assert not page.desk.history.isVisible()


def test_keys_go_through_items_and_findings(world: World) -> None:
    page = world.page.items
    page.tree.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        world.bot.keyClick(page.tree, key, Qt.KeyboardModifier.ControlModifier)
    assert chosen(world) == "2"
    world.bot.keyClick(page.tree, Qt.Key.Key_F8)
    assert chosen(world) == "2"
    assert page.desk.view.field_at_cursor == field_named(world.office, "2", "result-1")


def chosen(world: World) -> str:
    page = world.page.items
    item = page.model.item_at(page.tree.currentIndex())
    assert item is not None
    return item.no


def test_a_group_shows_no_item(world: World) -> None:
    page = world.page.items
    page.tree.setCurrentIndex(page.model.index(0, 0, QModelIndex()))
    assert not page.desk.view.rows


def test_what_a_department_says_of_a_direction_is_a_field_of_its_own(
    world: World, tmp_path: Path
) -> None:
    world.office.make_requests(YEAR, tmp_path / "照会", ask_directions=True)
    world.page.refresh()
    field = field_named(world.office, "1", "k1@direction")
    correct(world, field, "少ないほどよい")
    row = world.page.items.desk.view.rows[field]
    assert row.value.caption == "指標「公開データセット数」のよい向き"
    assert row.text == "少ないほどよい"
    assert world.office.direction_questions(YEAR)[0].clues[0].side is Direction.LESS
    world.look_at_every_page()
