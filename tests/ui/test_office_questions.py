"""What only the office can say of its plan: asked after reading and at the top of 検査, and answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dxdesk.domain.open_questions import Question
from dxdesk.domain.plan import Order
from dxdesk.domain.scale import Standing
from dxdesk.office import Office
from tests.ui.clerk_year import type_in
from tests.ui.office_year import NOW, World, open_world, show
from tests.ui.test_whole_texts import cut_texts, letters
from ui.office.open_questions import OpenQuestions
from ui.office.scale_settings import StandingPanel

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
    world.page.findings.show_list()
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
        assert "「A」「B」" in bar.sentences[Question.SCALE].text()


@pytest.mark.parametrize("page", ["reading", "findings"])
def test_the_button_leads_to_where_it_is_answered(world: World, page: str) -> None:
    world.page.tabs.setCurrentWidget(getattr(world.page, page))
    getattr(world.page, page).questions.buttons[Question.SCALE].click()
    rules = world.page.findings.rules
    assert world.page.tabs.currentWidget() is world.page.findings
    assert world.page.findings.leaves.currentWidget() is rules
    assert rules.tabs.currentWidget() is rules.standings


def answering(world: World) -> StandingPanel:
    """Where the scale is explained, as the button on the findings' page leads there."""
    world.page.tabs.setCurrentWidget(world.page.findings)
    world.page.findings.questions.buttons[Question.SCALE].click()
    return world.page.findings.rules.standings


def said(world: World) -> list[tuple[str, str, Standing]]:
    return [(grade.code, grade.meaning, grade.says) for grade in world.office.plan().scale]


def take_back(world: World) -> None:
    act = world.notices[-1].act
    assert act is not None
    act()
    world.settle()


def test_nothing_is_taken_before_the_office_says_so(world: World) -> None:
    proposals = answering(world).proposals
    assert "A　目標どおり" in proposals.preview.text()
    assert said(world) == [("A", "", Standing.NOT_SAID), ("B", "", Standing.NOT_SAID)]


def test_a_proposal_is_taken_by_a_button_and_taken_back(world: World) -> None:
    before = world.office.plan()
    panel = answering(world)
    assert QApplication.focusWidget() is panel.proposals.choice
    panel.proposals.take.click()
    world.settle()
    assert said(world) == [
        ("A", "目標どおり", Standing.MET),
        ("B", "目標を下回った", Standing.BELOW),
    ]
    plan = world.office.plan()
    assert (plan.order, plan.grades["A"].achieved) == (Order.BEST_FIRST, True)
    assert "A 目標どおり" in world.told
    assert panel.proposals.isHidden()
    assert QApplication.focusWidget() is panel.table
    assert is_asked(world) == [False, False]
    take_back(world)
    assert world.office.plan() == before
    assert is_asked(world) == [True, True]


def test_each_wording_can_be_edited(world: World) -> None:
    panel = answering(world)
    panel.proposals.take.click()
    world.settle()
    panel.table.setCurrentIndex(panel.rows.index(1, 0))
    assert panel.meaning.text() == "目標を下回った"
    panel.meaning.clear()
    type_in(panel.meaning, "計画より遅れた")
    panel.settle()
    world.settle()
    assert said(world)[1] == ("B", "計画より遅れた", Standing.BELOW)
    take_back(world)
    assert said(world)[1] == ("B", "目標を下回った", Standing.BELOW)
    assert panel.meaning.text() == "目標を下回った"


def test_a_scale_may_be_said_to_have_no_better_and_worse(world: World) -> None:
    panel = answering(world)
    panel.proposals.unordered.click()
    world.settle()
    assert world.office.plan().order is Order.NONE
    assert is_asked(world) == [False, False]
    take_back(world)
    assert world.office.plan().order is Order.NOT_SAID


def test_of_numbers_either_end_is_offered_and_none_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    table = TABLE.replace(",A\n", ",5\n").replace(",B\n", ",1\n")
    world = read_table(qtbot, tmp_path, table)
    proposals = answering(world).proposals
    assert not proposals.take.isEnabled()
    offered = [proposals.choice.itemText(n) for n in range(proposals.choice.count())]
    assert offered[1:] == ["5＞4＞3＞2＞1（3が目標どおり）", "1＞2＞3＞4＞5（3が目標どおり）"]
    proposals.choice.setCurrentIndex(2)
    proposals.take.click()
    world.settle()
    plan = world.office.plan()
    assert (plan.order, plan.grades["1"].says) == (Order.BEST_FIRST, Standing.ABOVE)


def test_codes_without_a_proposal_are_answered_one_by_one(qtbot: QtBot, tmp_path: Path) -> None:
    table = TABLE.replace(",A\n", ",甲\n").replace(",B\n", ",乙\n")
    world = read_table(qtbot, tmp_path, table)
    panel = answering(world)
    assert not panel.proposals.take.isVisible()
    assert "「乙」「甲」" in panel.proposals.about.text()
    for row in range(2):
        panel.table.setCurrentIndex(panel.rows.index(row, 0))
        type_in(panel.meaning, "目標どおり" if row else "目標を下回った")
        panel.settle()
        world.settle()
    assert is_asked(world) == [False, False]


def test_an_answer_from_the_readings_page_leads_back(world: World) -> None:
    world.page.tabs.setCurrentWidget(world.page.reading)
    world.page.reading.questions.buttons[Question.SCALE].click()
    world.page.findings.rules.standings.proposals.take.click()
    world.settle()
    rules = world.page.findings.rules
    assert rules.back.text() == "読取り結果に戻る　Alt+←"
    world.bot.keyClick(rules, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert world.page.tabs.currentWidget() is world.page.reading
    focus = QApplication.focusWidget()
    assert focus is not None
    assert world.page.reading.isAncestorOf(focus)


def test_an_answer_from_the_findings_leads_to_the_findings(world: World) -> None:
    world.page.tabs.setCurrentWidget(world.page.reading)
    world.page.reading.questions.buttons[Question.SCALE].click()
    answering(world)
    assert world.page.findings.rules.back.text() == "指摘の一覧に戻る　Alt+←"
    world.page.findings.rules.back.click()
    assert world.page.tabs.currentWidget() is world.page.findings
    assert world.page.findings.table.hasFocus()


def test_a_code_that_is_its_own_wording_is_proposed_once(qtbot: QtBot, tmp_path: Path) -> None:
    words = "目標をおおむね達成した"
    table = TABLE.replace(",A\n", f",{words}\n").replace(",B\n", ",１　現状維持\n")
    panel = answering(read_table(qtbot, tmp_path, table))
    assert panel.proposals.preview.text().count(words) == 1
    header = panel.table.horizontalHeader()
    assert header.sectionSize(0) > panel.table.fontMetrics().horizontalAdvance(words)


def test_a_plan_whose_scale_is_explained_is_asked_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    world = open_world(qtbot, tmp_path, year=None)
    assert is_asked(world) == [False, False]


def test_nothing_is_asked_of_a_year_that_is_closed(world: World) -> None:
    world.office.close_year(world.office.year)
    world.page.refresh()
    assert is_asked(world) == [False, False]


def test_no_word_is_cut_off_where_it_is_answered(world: World) -> None:
    panel = answering(world)
    for width in (1000, 1366):
        world.page.resize(width, 700)
        with letters(1.5):
            assert cut_texts(panel) == []


def test_no_word_is_cut_off(world: World) -> None:
    for bar, page in zip(places(world), ("reading", "findings"), strict=True):
        world.page.tabs.setCurrentWidget(getattr(world.page, page))
        world.settle()
        for width in (700, 1366):
            world.page.resize(width, 700)
            with letters(2.0):
                assert cut_texts(bar) == []
