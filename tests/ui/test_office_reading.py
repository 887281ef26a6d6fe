"""読取り結果: notes beside their source, put right and checked off."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dxdesk.office import Office
from dxdesk.resources import resource
from tests.reading_source import office_with_source
from tests.ui.office_year import NOW, World, show
from ui.office.reading_notes import Kind
from ui.widgets.figure_edit import LineEdit
from ui.widgets.rating_box import RatingBox


def damaged_source(folder: Path) -> Path:
    """The sample without its first rating and the first figure, and with a number twice."""
    text = resource("sample", "plan-r6.txt").read_text("utf-8")
    text = text.replace("自己評価：B", "", 1).replace("【公開データセット数：85】", "", 1)
    path = folder / "表.txt"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    office = office_with_source(damaged_source(tmp_path), tmp_path / "台帳.dxdesk")
    world = show(qtbot, tmp_path, office)
    world.page.tabs.setCurrentWidget(world.page.reading)
    return world


def noted(world: World) -> list[str]:
    return [kept.note.noted.value for kept in world.page.reading.notes.rows.rows]


def press(world: World, key: Qt.Key) -> None:
    focus = QApplication.focusWidget() or world.page.reading
    world.bot.keyClick(focus, key)
    world.settle()


def test_after_an_import_the_page_comes_first(qtbot: QtBot, tmp_path: Path) -> None:
    office, read = Office.create(damaged_source(tmp_path), tmp_path / "台帳.dxdesk", by="鈴木")
    world = show(qtbot, tmp_path, office, read)
    page = world.page.reading
    assert world.page.tabs.currentWidget() is page
    assert noted(world) == [note.noted.value for note in read.report if note.doubtful]
    page.notes.kinds.setCurrentIndex(page.notes.kinds.findData(Kind.ALL))
    page.notes.kinds.activated.emit(0)
    assert len(page.notes.rows.rows) == len(read.report)


def without(table: str, folder: Path) -> Office:
    """A file of a reading, as an older program or a plan made by hand leaves it."""
    path = folder / "台帳.dxdesk"
    office_with_source(damaged_source(folder), path).close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"DELETE FROM {table}")
    return Office.open(path, by="鈴木", clock=lambda: NOW)


def test_a_file_without_a_reading_has_no_such_page(qtbot: QtBot, tmp_path: Path) -> None:
    world = show(qtbot, tmp_path, without("note", tmp_path))
    tabs = world.page.tabs
    assert "読取り結果" not in [tabs.tabText(number) for number in range(tabs.count())]


def test_the_source_stands_beside_the_item(world: World) -> None:
    page = world.page.reading
    kept = page.notes.current
    assert kept is not None
    assert kept.note.place in page.text.source.toPlainText()
    assert f"▶ {kept.note.place}" in page.text.source.toPlainText()
    assert page.item.entries[0].text == kept.note.item


def test_a_rating_is_put_right_by_keys_and_the_next_note_follows(world: World) -> None:
    page = world.page.reading
    number = noted(world).index("rating-missing")
    page.notes.table.setCurrentIndex(page.notes.rows.index(number, 0))
    kept = page.notes.current
    assert kept is not None
    page.focus_doubt()
    box = QApplication.focusWidget()
    assert isinstance(box, RatingBox)
    world.bot.keyClicks(box, "B")
    world.settle()
    field = next(entry.place for entry in page.item.entries if entry.name == "rating")
    assert world.office.answers()[field] == "B"
    assert "直しました" in world.told
    press(world, Qt.Key.Key_F9)
    assert [n.done for n in world.office.notes() if n.position == kept.position] == [True]
    assert page.notes.count.text().startswith("1 / ")
    assert page.notes.current is not None
    assert page.notes.current.position != kept.position


def test_what_was_checked_is_known_after_a_restart(world: World, tmp_path: Path) -> None:
    page = world.page.reading
    waiting = len(noted(world))
    for _ in range(waiting):
        page.done.click()
    assert page.notes.count.text() == f"{waiting}件すべてを確かめました。"
    page.again.click()
    assert page.notes.count.text() == f"{waiting - 1} / {waiting}件を確かめました"
    world.page.release()
    with Office.open(tmp_path / "台帳.dxdesk", read_only=True) as office:
        assert sum(kept.done for kept in office.notes()) == waiting - 1


def test_the_plan_is_put_right_and_back(world: World) -> None:
    page = world.page.reading
    before = world.office.plan()
    for place, typed in (
        ("no", "99"),
        ("title", "オープンデータ　の推進"),
        ("content", "一行目\n二行目"),
        ("k1.name", "公開数"),
        ("k1.target", "２００"),
        ("departments", "総務課、人事課"),
    ):
        page.item.editors[place].set_text(typed)
        page.settle()
        world.settle()
        assert page.item.editors[place].text() == typed
        assert world.office.plan() != before
        with Office.open(world.office.path, read_only=True) as again:
            assert again.plan() == world.office.plan()
        act = world.notices[-1].act
        assert act is not None
        act()
        world.settle()
        assert world.office.plan() == before


def test_two_inputs_left_at_once_are_both_kept(world: World) -> None:
    page = world.page.reading
    item = page.item.shown
    page.item.editors["title"].set_text("題")
    page.item.editors["goal"].set_text("目標の文")
    page.notes.step(1)
    world.settle()
    now = world.office.plan().by_id[item]
    assert (now.title, now.goal) == ("題", "目標の文")


def test_escape_gives_what_the_file_says(world: World) -> None:
    page = world.page.reading
    editor = page.item.editors["title"]
    said = editor.text()
    editor.setFocus()
    editor.set_text("書きかけ")
    world.bot.keyClick(editor, Qt.Key.Key_Escape)
    page.settle()
    assert editor.text() == said
    assert not world.notices


def test_chosen_words_of_the_source_are_put_into_a_field(world: World) -> None:
    page = world.page.reading
    source = page.text.source
    cursor = source.document().find("推進")
    assert not cursor.isNull()
    source.setTextCursor(QTextCursor(cursor))
    field = next(e.place for e in page.item.entries if e.name == "rating_note")
    page.text.fields.setCurrentIndex(page.text.fields.findData(field))
    assert page.text.add.text().startswith("選んだ文字")
    page.text.add.click()
    world.settle()
    assert world.office.answers()[field] == "推進"
    page.text.add.click()
    world.settle()
    assert world.office.answers()[field] == "推進\n推進"


def test_a_closed_year_can_be_read_only(world: World) -> None:
    page = world.page.reading
    world.office.close_year(world.office.year)
    world.page.refresh()
    assert "締め切られて" in page.closed.text()
    editor = page.item.editors["title"]
    assert isinstance(editor, LineEdit)
    assert editor.isReadOnly()
    assert not page.text.add.isVisible()
    assert not page.done.isEnabled()
    assert page.notes.count.text().startswith("0 / ")
    world.office.reopen_year(world.office.year, "訂正")
    world.page.refresh()
    page.done.click()
    assert page.notes.count.text().startswith("1 / ")


def test_without_a_source_the_page_works_with_notes_alone(qtbot: QtBot, tmp_path: Path) -> None:
    office = without("source", tmp_path)
    world = show(qtbot, tmp_path, office)
    page = world.page.reading
    world.page.tabs.setCurrentWidget(page)
    assert not page.text.source.isVisible()
    assert page.item.shown
