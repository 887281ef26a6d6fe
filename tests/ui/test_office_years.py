"""年度: closing and opening, two years compared, the journal."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.domain.became import Moved
from dxdesk.domain.comparing import Trend
from dxdesk.domain.fields import field_of
from dxdesk.domain.figures import Direction
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import EventKind
from tests.ui.office_year import YEAR, World, field_named, open_world
from ui.office.compare_lines import Shown
from ui.office.journal_words import Topic, event_words, topic_of


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    world = open_world(qtbot, tmp_path)
    world.page.tabs.setCurrentWidget(world.page.rollover)
    return world


def reorganise(world: World) -> None:
    """Rename an item, merge one into another, end one; rate two."""
    plan = world.office.plan()
    first, second, third, *others, last = plan.items
    items = (replace(first, title="公開データ", no="1-1"), replace(second, came_from=(third.id,)))
    world.office.change_plan(replace(plan, items=(*items, *others), ended=(last.id,)))
    world.office.write(f"{first.id}/rating", "A")
    world.office.write(f"{first.id}/k1", "152")
    world.page.refresh()


def test_what_is_open_is_told_and_the_year_closed(world: World) -> None:
    closing = world.page.rollover.closing
    assert "受理していない課" in closing.open.text()
    assert "評価のない項目　37件" in closing.open.text()
    closing.close_year.click()
    world.settle()
    assert world.office.is_closed(YEAR)
    assert not closing.close_year.isVisible()
    assert closing.reason.isVisible()
    field = field_named(world.office, "1", "rating")
    with pytest.raises(DxdeskError):
        world.office.write(field, "A")


def test_closing_can_be_taken_back_at_once(world: World) -> None:
    world.page.rollover.closing.close_year.click()
    act = world.notices[-1].act
    assert act is not None
    act()
    world.settle()
    assert not world.office.is_closed(YEAR)
    assert world.page.rollover.closing.close_year.isVisible()


def test_a_reason_is_needed_and_kept(world: World) -> None:
    closing = world.page.rollover.closing
    closing.close_year.click()
    world.settle()
    with capture_exceptions() as caught:
        closing.reopen.click()
    error = caught[0][1]
    assert isinstance(error, DxdeskError)
    assert error.trouble is Trouble.REOPEN_REASON_MISSING
    closing.reason.setText("公表資料の訂正")
    closing.reopen.click()
    world.settle()
    assert not world.office.is_closed(YEAR)
    years = world.page.rollover.years
    assert "公表資料の訂正" in years.rows.index(0, 2).data()
    assert years.rows.index(0, 1).data() == "作業中"


def test_another_year_is_shown_from_the_list(world: World) -> None:
    years = world.page.rollover.years
    years.table.activated.emit(years.rows.index(1, 0))
    world.settle()
    assert world.page.state is not None
    assert world.page.state.year == YEAR - 1
    assert years.rows.index(1, 0).data().endswith("（表示中）")
    assert "未対応の指摘" in world.page.rollover.closing.open.text()


def test_what_the_next_year_takes_over_is_told(world: World) -> None:
    carried = world.page.rollover.years.beginning.carried
    assert "37項目、33課、32指標" in carried.text()
    assert "令和8年度の目標が計画にあるもの 0" in carried.text()


def test_two_years_are_compared(world: World, qtmodeltester: ModelTester) -> None:
    reorganise(world)
    world.page.rollover.tabs.setCurrentIndex(1)
    panel = world.page.rollover.comparing
    rows = panel.rows.rows
    assert len(rows) == 36
    assert rows[0].trend is Trend.UP
    assert [panel.rows.index(0, n).data() for n in range(5)] == [
        "1→1-1",
        "公開データ",
        "B → A　上がった",
        "番号の変更、名称の変更",
        "85 → 152（+67）",
    ]
    for shown, kinds in ((Shown.MERGED, {Moved.MERGED}), (Shown.GONE, {Moved.ENDED})):
        panel.shown.setCurrentIndex(panel.shown.findData(shown))
        panel.shown.activated.emit(0)
        assert {one for line in panel.rows.rows for one in line.moved} == kinds
    panel.shown.setCurrentIndex(0)
    panel.search.put("公開データ")
    assert [line.item.no for line in panel.rows.rows] == ["1-1"]
    qtmodeltester.check(panel.rows)


def test_what_is_shown_of_a_comparison_is_written(world: World, tmp_path: Path) -> None:
    reorganise(world)
    world.page.rollover.tabs.setCurrentIndex(1)
    panel = world.page.rollover.comparing
    panel.search.put("公開データ")
    world.choices.path = tmp_path / "比較.csv"
    panel.export.click()
    assert "1件を書き出しました" in world.told
    rows = list(csv.reader((tmp_path / "比較.csv").read_text("utf-8-sig").splitlines()))
    assert [row[2] for row in rows[1:]] == ["公開データ"]


def test_an_item_is_opened_in_its_own_year(world: World) -> None:
    reorganise(world)
    world.page.rollover.tabs.setCurrentIndex(1)
    panel = world.page.rollover.comparing
    ended = next(line for line in panel.rows.rows if Moved.ENDED in line.moved)
    panel.search.put(ended.item.title)
    panel.view.open.click()
    world.settle()
    page = world.page
    assert page.tabs.currentWidget() is page.items
    assert page.state is not None
    assert page.state.year == YEAR - 1
    shown = page.items.model.item_at(page.items.tree.currentIndex())
    assert shown is not None
    assert shown.id == ended.item.id


def test_a_file_of_one_year_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    world = open_world(qtbot, tmp_path, year=None)
    world.page.tabs.setCurrentWidget(world.page.rollover)
    world.page.rollover.tabs.setCurrentIndex(1)
    panel = world.page.rollover.comparing
    assert "次の年度を始めると" in panel.nothing.text()
    assert not panel.export.isEnabled()


def test_the_journal_is_read_and_filtered(world: World, qtmodeltester: ModelTester) -> None:
    field = field_named(world.office, "1", "result-1")
    world.office.write(field, "直した")
    world.office.withdraw(field)
    world.page.refresh()
    world.page.rollover.tabs.setCurrentIndex(2)
    panel = world.page.rollover.journal
    said = [panel.rows.index(n, 2).data() for n in range(panel.rows.rowCount())]
    assert said[0].startswith("修正を元に戻しました：令和7年度　1　オープンデータの推進")
    assert said[-1] == "台帳を作りました"
    assert {panel.rows.index(n, 1).data() for n in range(3)} == {"鈴木"}
    panel.topics.setCurrentIndex(panel.topics.findData(Topic.TEXTS))
    panel.topics.activated.emit(0)
    assert panel.rows.rowCount() == 2
    panel.search.put("決めました")
    assert panel.rows.rowCount() == 1
    assert panel.count.text() == f"1件（全{len(said)}件）"
    qtmodeltester.check(panel.rows)


def test_every_kind_of_event_has_words(world: World) -> None:
    plan, event = world.office.plan(), world.office.journal()[0]
    for kind in EventKind:
        bare = replace(event, kind=kind, detail={})
        full = replace(bare, detail={"year": YEAR, "field": "i1/k1", "departments": ["甲"] * 9})
        assert topic_of(bare) in Topic
        assert event_words(bare, plan)
        assert event_words(full, plan)


@pytest.mark.parametrize(("count", "more"), [(1, ""), (3, ""), (5, "など")])
def test_the_journal_says_of_which_kpis_the_direction_was_set(
    world: World, count: int, more: str
) -> None:
    plan = world.office.plan()
    kpis = [(item, kpi) for item in plan.own_items for kpi in item.kpis][:count]
    fields = [field_of(item, kpi.id) for item, kpi in kpis]
    world.office.set_directions(dict.fromkeys(fields, Direction.KEEP))
    some = "、".join(f"項目{item.no}「{kpi.name}」" for item, kpi in kpis[:3])
    told = f"令和7年度の計画を変えました（指標のよい向き{count}件：{some}{more}）"
    assert event_words(world.office.journal()[-1], plan) == told
