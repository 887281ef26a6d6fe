"""Excel forms in the office's window: what has no field is shown, and goes back with marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from dxdesk.office import Carrier
from tests.ui.office_year import World, open_world

BUS = "交通局"


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    return open_world(qtbot, tmp_path)


def filled(form: Path, *, beside: str) -> str:
    """Answer the first field of a form, and write beside it; the text beside it if any."""
    book: Any = openpyxl.load_workbook(form)
    row = next(row for row in book["記入"].iter_rows(min_row=3) if row[8].value)
    row[6].value = "路線を見直した。"
    row[7].value = beside or None
    book.save(form)
    return str(row[8].value)


def test_what_has_no_field_is_shown_and_goes_back(world: World) -> None:
    form = world.ask(BUS, carrier=Carrier.XLSX)[BUS]
    field = filled(form, beside="欄外の\n長い文")
    intake = world.page.board.panels.intake
    assert world.take_in(form) == ["取込み済　1欄"]
    assert intake.lines.index(0, 1).data().endswith("　置く欄の分からない文 1件")
    assert world.office.answers()[field] == "路線を見直した。"
    assert intake.unplaced.isVisibleTo(intake)
    assert "欄外の\n長い文" in intake.unplaced.texts.toPlainText()
    assert "候補：14" in intake.unplaced.texts.toPlainText()
    assert "置く欄の分からない文が1件" in world.told
    world.choices.path = world.folder / "戻す"
    intake.unplaced.mark.click()
    (marked,) = (world.folder / "戻す").iterdir()
    assert marked.name in world.told
    assert "直していただきたいこと" in openpyxl.load_workbook(marked).sheetnames


def test_the_box_is_gone_where_nothing_is_left(world: World) -> None:
    form = world.ask(BUS, carrier=Carrier.XLSX)[BUS]
    filled(form, beside="欄外")
    world.take_in(form)
    intake = world.page.board.panels.intake
    assert intake.unplaced.isVisibleTo(intake)
    intake.undo.click()
    assert not intake.unplaced.isVisibleTo(intake)
    filled(form, beside="")
    assert world.take_in(form) == ["取込み済　1欄"]
    assert not intake.unplaced.isVisibleTo(intake)


def test_a_value_that_is_shown_otherwise_is_told_with_its_field(world: World) -> None:
    form = world.ask(BUS, carrier=Carrier.XLSX)[BUS]
    filled(form, beside="")
    book: Any = openpyxl.load_workbook(form)
    row = next(row for row in book["記入"].iter_rows(min_row=3) if "/k" in str(row[8].value))
    row[6].value, row[6].number_format = 352_478, '#,##0,"千人"'
    book.save(form)
    intake = world.page.board.panels.intake
    assert world.take_in(form) == ["取込み済　2欄"]
    assert intake.lines.index(0, 1).data().endswith("　確かめる値 1件")
    said = intake.unplaced.texts.toPlainText()
    assert "　欄：" in said
    assert said.endswith("352千人（値は352478）")
    assert "候補" not in said


def test_a_line_is_no_higher_than_its_own_words(world: World) -> None:
    intake = world.page.board.panels.intake
    old = world.folder / "前の照会の回答.csv"
    old.write_text("照会番号,欄番号\n", "utf-8")
    world.take_in(old)
    high = intake.table.rowHeight(0)
    form = world.ask(BUS, carrier=Carrier.XLSX)[BUS]
    filled(form, beside="")
    world.take_in(form)
    assert intake.table.rowHeight(0) < high


def test_a_form_without_data_says_so(world: World) -> None:
    form = world.ask(BUS, carrier=Carrier.XLSX)[BUS]
    filled(form, beside="")
    book = openpyxl.load_workbook(form)
    book.remove(book["データ"])
    book.save(form)
    assert world.take_in(form) == ["取込み済　1欄"]
    assert "送り主に確かめて" in world.page.board.panels.intake.lines.index(0, 1).data()
