"""The office's output: layouts of its own too, previewed, written as workbook, PDF and data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.export.opened import rows
from tests.ui.office_year import YEAR, World, open_world
from ui.office.output_page import OutputPage

OWN = """\
format = 1
title = "番号と名称だけ"

[[sheet]]
name = "一覧"
rows = "item"

[[sheet.column]]
heading = "番号"
width = 8
text = "{no}"

[[sheet.column]]
heading = "名称"
width = 40
text = "{title}"
"""


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    return open_world(qtbot, tmp_path)


def beside(world: World, name: str, text: str) -> Path:
    """Put a layout where the office keeps its own, and look at the page again."""
    folder = world.office.path.parent / "様式"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    output = world.page.output
    output.layouts.reload(str(path))
    return path


def offered(output: OutputPage) -> list[str]:
    return [output.layouts.box.itemText(at) for at in range(output.layouts.box.count())]


def test_every_layout_is_offered_and_the_plans_own_is_chosen(world: World) -> None:
    output = world.page.output
    assert len(offered(output)) == 6
    assert output.layouts.name == world.office.plan().layout == "three-column"
    assert not output.losses.isVisibleTo(output)


def test_a_layout_of_the_offices_own_is_written(world: World) -> None:
    beside(world, "番号.toml", OWN)
    output = world.page.output
    assert offered(output)[-1] == "番号と名称だけ"
    assert "取組内容の欄がありません" in output.losses.text()
    world.choices.path = world.folder / "番号.xlsx"
    output.export.click()
    read = rows(world.choices.path.read_bytes())
    assert read[0] == ["番号", "名称"]
    assert [row[0] for row in read[1:]] == [item.no for item in world.office.plan().items]


def test_a_wrong_layout_is_told_with_its_line_and_cannot_be_used(world: World) -> None:
    path = beside(world, "誤り.toml", OWN.replace("width = 8", "width = 800"))
    output = world.page.output
    assert offered(output)[-1] == "誤り.toml　（要修正）"
    assert "・10行目：「width」は 200.0 以下です" in output.losses.text()
    assert not output.export.isEnabled()
    assert not output.preview.isEnabled()
    path.write_text(OWN, "utf-8")
    output.layouts.reload(str(path))
    assert output.export.isEnabled()


def test_any_layout_file_can_be_chosen(world: World, tmp_path: Path) -> None:
    world.choices.path = tmp_path / "別の場所.toml"
    world.choices.path.write_text(OWN, "utf-8")
    output = world.page.output
    output.layouts.other.click()
    assert output.layouts.name == str(world.choices.path)
    world.choices.path = None
    output.layouts.other.click()
    assert output.export.isEnabled()


def test_the_table_is_seen_before_it_is_printed(world: World) -> None:
    output = world.page.output
    output.preview.click()
    preview = output.printing.preview
    assert preview is not None
    assert preview.count.text() == f"{len(preview.job.pages)}ページ（A4）"
    assert preview.job.file.name.endswith("公表資料.pdf")
    world.choices.path = world.folder / "公表資料.pdf"
    preview.save.click()
    assert world.choices.path.read_bytes().startswith(b"%PDF")
    preview.close()
    world.bot.waitUntil(lambda: output.printing.preview is None)


def test_a_municipality_of_any_name_is_no_folder(world: World) -> None:
    state, output = world.page.state, world.page.output
    assert state is not None
    output.show_state(replace(state, plan=replace(state.plan, municipality="川/上市")))
    for button, end in ((output.export, "公表資料.xlsx"), (output.data, "オープンデータ.csv")):
        button.click()
        suggested = Path(world.choices.suggested)
        assert suggested.parent == world.office.path.parent
        assert suggested.name == f"川_上市_令和7年度_{end}"
    output.preview.click()
    preview = output.printing.preview
    assert preview is not None
    assert preview.job.file.name == "川_上市_令和7年度_公表資料.pdf"
    preview.close()
    world.bot.waitUntil(lambda: output.printing.preview is None)


@pytest.mark.parametrize(
    ("name", "files"),
    [("data.csv", ["data-kpi.csv", "data.csv"]), ("data.json", ["data.json"])],
)
def test_open_data_is_written(world: World, name: str, files: list[str]) -> None:
    world.choices.path = world.folder / name
    world.page.output.data.click()
    assert name in world.told
    assert sorted(path.name for path in world.folder.glob("data*")) == files
    if name.endswith(".json"):
        assert json.loads(world.choices.path.read_text("utf-8"))["year"] == YEAR
