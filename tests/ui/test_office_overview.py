"""概況: numbers and bars that lead to the items behind them, on screen and on paper."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.domain.overview import By, Sense
from dxdesk.domain.overview_topics import Topic
from dxdesk.domain.plan import RatingStage
from tests.ui.office_year import YEAR, World, open_world
from tests.ui.pdf_text import text_of
from ui.office.overview_looks import TONES
from ui.printing.overview_leaf import OverviewLeaf, OverviewSheet
from ui.printing.painter import lay_out
from ui.printing.pdf import render_pages
from ui.stack_bar import boxes_of, part_at, parts_of


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    world = open_world(qtbot, tmp_path)
    for item, code in zip(world.office.plan().items, "SAAC", strict=False):
        world.office.write(f"{item.id}/rating", code)
    world.page.refresh()
    world.page.tabs.setCurrentWidget(world.page.overview)
    return world


def listed(world: World) -> list[str]:
    return [item.id for item in world.page.items.model.items()]


def choose(world: World, topic: Topic, by: By = By.GROUP) -> None:
    page = world.page.overview
    page.topics.setCurrentIndex([kind for _, kind, _ in page.known].index(topic))
    page.ways.setCurrentIndex(page.ways.findData(by))
    page.ways.activated.emit(0)


def test_every_table_is_what_the_door_counts(world: World, qtmodeltester: ModelTester) -> None:
    table = world.page.overview.table
    for topic, by in product(Topic, By):
        choose(world, topic, by)
        found = world.office.overview(topic, by, YEAR)
        assert table.rows.rows == (found.whole, *found.rows)
        assert table.rows.index(0, 0).data() == "全体"
        assert table.rows.index(0, 1).data().split("　")[0] == str(found.whole.whole.count)
    qtmodeltester.check(table.rows)


def test_the_change_against_last_year_is_told(world: World) -> None:
    table = world.page.overview.table
    heads = [table.rows.headerData(n, Qt.Orientation.Horizontal) for n in range(8)]
    assert heads == ["施策", "計", "内訳", "S", "A", "B", "C", "評価なし"]
    assert [table.rows.index(0, n).data() for n in (3, 7)] == ["1　▲1", "33　+33"]
    assert table.rows.index(0, 4).data() == "2　▲22"
    assert "昨年度 2件" in table.rows.index(0, 3).data(Qt.ItemDataRole.ToolTipRole)


def test_a_reorganised_department_is_held_against_those_before(
    world: World, tmp_path: Path
) -> None:
    first, second, *_ = dict.fromkeys(item.lead for item in world.office.plan().own_items)
    world.office.reorganise((first, second), ("新しい課",))
    world.page.refresh()
    choose(world, Topic.RATING, By.DEPARTMENT)
    page = world.page.overview
    row = next(n for n, one in enumerate(page.table.rows.rows) if one.name == "新しい課")
    led = [item.lead in (first, second) for item in world.office.plan(2024).own_items]
    hint = page.table.rows.index(row, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert f"昨年度 {sum(led)}件（{first}、{second}）" in hint
    assert "前の課" in page.about.text()
    found = world.office.overview(Topic.RATING, By.DEPARTMENT)
    sheet = OverviewSheet("計画", "令和7年度", "自己評価", "担当課ごと", found)
    said = text_of(render_pages(lay_out([OverviewLeaf(sheet)]), "概況"), tmp_path)
    assert f"昨年度の{first}、{second}の項目" in said.replace("\n", "")


def test_a_number_leads_to_its_items_by_key_and_none_leads_nowhere(world: World) -> None:
    page = world.page
    table = page.overview.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(1, 4))
    world.bot.keyClick(table, Qt.Key.Key_Return)
    world.settle()
    assert page.tabs.currentWidget() is page.items
    answers = world.office.answers()
    group = world.office.plan().groups[0]
    assert listed(world) == [
        item.id
        for item in world.office.plan().items
        if item.group == group.id and answers.get(f"{item.id}/rating") == "A"
    ]
    assert f"{group.heading}　A" in page.items.only.words.text()
    page.items.only.all.click()
    assert len(listed(world)) == 37
    assert not page.items.only.isVisible()

    page.tabs.setCurrentWidget(page.overview)
    choose(world, Topic.ACCEPTANCE)
    table.activated.emit(table.rows.index(0, 3))
    assert page.tabs.currentWidget() is page.overview


def test_a_share_of_a_bar_leads_to_its_items_by_mouse(world: World) -> None:
    table = world.page.overview.table
    row = table.rows.rows[0]
    cell = table.visualRect(table.rows.index(0, 2))
    parts = parts_of([one.count for one in row.counts], "SABC-")
    boxes = boxes_of(QRectF(cell), parts)
    spot = boxes[1].center().toPoint()
    got: list[tuple[tuple[str, ...], str]] = []
    world.page.overview.items_requested.connect(lambda ids, words: got.append((ids, words)))
    world.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
    assert got == [(row.counts[1].items, "自己評価　A")]


def test_an_item_that_is_looked_for_is_listed_again(world: World) -> None:
    first, second, *_ = world.office.plan().items
    world.page.items.show_only([first.id], "見本")
    assert listed(world) == [first.id]
    world.page.refresh()
    assert listed(world) == [first.id]
    world.page.items.show_place(second.id)
    assert len(listed(world)) == 37


def test_a_stage_behind_the_rating_is_counted(world: World) -> None:
    plan = world.office.plan()
    world.office.change_plan(replace(plan, stages=(RatingStage("office", "事務局評価"),)))
    world.office.write(f"{plan.items[0].id}/rating@office", "B")
    world.page.refresh()
    page = world.page.overview
    assert page.topics.itemText(1) == "事務局評価"
    page.topics.setCurrentIndex(1)
    page.topics.activated.emit(1)
    assert page.found is not None
    assert [one.count for one in page.found.whole.counts] == [0, 0, 1, 0, 36]
    assert page.found.whole.counts[0].change is None


def test_the_tables_are_printed_as_they_are_shown(world: World, tmp_path: Path) -> None:
    choose(world, Topic.RATING, By.DEPARTMENT)
    page = world.page.overview
    page.print.click()
    preview = page.printing.preview
    assert preview is not None
    preview.close()
    from ui.printing.overview_job import overview_choices

    tables = [
        ("自己評価", "担当課ごと", lambda: world.office.overview(Topic.RATING, By.DEPARTMENT))
    ]
    one, _ = overview_choices(world.office.plan(), world.office.path, tables, 0)
    job = one.make()
    said = text_of(render_pages(job.pages, job.title), tmp_path)
    for word in (
        "自己評価（担当課ごと）",
        "全体",
        "デジタル推進課",
        "▲22",
        "目標・計画を上回った。",
    ):
        assert word in said.replace("\n", "")


def test_every_sense_has_its_colour() -> None:
    assert set(TONES) == set(Sense)


def test_the_shares_fill_the_bar() -> None:
    parts = parts_of([1, 0, 2], ["S", "A", "B"])
    box = QRectF(10, 0, 30, 5)
    assert [(one.left(), one.right()) for one in boxes_of(box, parts)] == [(10, 20), (20, 40)]
    assert part_at(box, parts, QPointF(25, 2)) == parts[1]
    assert part_at(box, parts, QPointF(5, 2)) is None
    assert boxes_of(box, ()) == []
