"""What only the office can say of its plan: asked after reading and at the top of 検査, and answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.open_questions import Question
from dxdesk.office import Office
from tests.ui.office_year import NOW, World, open_world, show
from tests.ui.test_whole_texts import cut_texts, letters
from ui.office.open_questions import OpenQuestions

TABLE = """令和6年度 事業評価一覧
番号,事業名,担当課,事業概要,取組実績,課題,評価
1,窓口予約事業,市民課,予約枠を設ける,予約を始めた,広げる,A
2,台帳事業,公園課,台帳を移す,半分を移した,続ける,B
"""


def read_table(qtbot: QtBot, folder: Path, table: str = TABLE) -> World:
    """A window on a table that was just read."""
    source = folder / "表.csv"
    source.write_text(table, "utf-8")
    path = folder / "台帳.dxdesk"
    office, read = Office.create(source, path, by="鈴木", clock=lambda: NOW)
    return show(qtbot, folder, office, read)


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    return read_table(qtbot, tmp_path)


def places(world: World) -> tuple[OpenQuestions, OpenQuestions]:
    return world.page.reading.questions, world.page.findings.questions


def is_asked(world: World) -> list[bool]:
    """Whether the scale is asked for on each of the pages."""
    asked = list[bool]()
    for page in (world.page.reading, world.page.findings):
        world.page.tabs.setCurrentWidget(page)
        world.settle()
        asked.append(page.questions.buttons[Question.SCALE].isVisible())
    return asked


def test_a_scale_without_meaning_is_asked_for_where_it_is_read_and_where_it_is_missed(
    world: World,
) -> None:
    assert is_asked(world) == [True, True]
    for bar in places(world):
        assert "「A」、「B」" in bar.sentences[Question.SCALE].text()


@pytest.mark.parametrize("page", ["reading", "findings"])
def test_the_button_leads_to_where_it_is_answered(world: World, page: str) -> None:
    world.page.tabs.setCurrentWidget(getattr(world.page, page))
    getattr(world.page, page).questions.buttons[Question.SCALE].click()
    rules = world.page.findings.rules
    assert world.page.tabs.currentWidget() is world.page.findings
    assert world.page.findings.leaves.currentWidget() is rules
    assert rules.tabs.currentWidget() is rules.standings


def test_a_plan_whose_scale_is_explained_is_asked_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    world = open_world(qtbot, tmp_path, year=None)
    assert is_asked(world) == [False, False]


def test_nothing_is_asked_of_a_year_that_is_closed(world: World) -> None:
    world.office.close_year(world.office.year)
    world.page.refresh()
    assert is_asked(world) == [False, False]


def test_no_word_is_cut_off(world: World) -> None:
    for bar, page in zip(places(world), ("reading", "findings"), strict=True):
        world.page.tabs.setCurrentWidget(getattr(world.page, page))
        world.settle()
        for width in (700, 1366):
            world.page.resize(width, 700)
            with letters(2.0):
                assert cut_texts(bar) == []
