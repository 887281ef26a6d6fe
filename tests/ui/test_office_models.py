"""Models, tables of kinds, and the rule of what comes next."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.domain.asking import Stage
from dxdesk.domain.checks import Severity
from dxdesk.office import Verdict
from tests.ui.office_year import YEAR, World, open_world
from ui.office import finding_note, intake_panel, stages
from ui.office.next_step_bar import NextStepBar
from ui.office.state import NextStep


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    return open_world(qtbot, tmp_path)


def test_models_hold_what_qt_expects(world: World, qtmodeltester: ModelTester) -> None:
    page = world.page
    world.ask("交通局")
    page.items.desk.view.rows[next(iter(page.items.desk.view.rows))].history.click()
    for model in (
        page.items.model,
        page.items.desk.history.model,
        page.board.board.rows,
        page.board.panels.intake.lines,
        page.board.panels.returning.form.places,
        page.conflicts.rows,
        page.reading.notes.rows,
        page.output.summary.rows,
    ):
        qtmodeltester.check(model)


def test_the_tree_holds_what_qt_expects_after_a_change(
    world: World, qtmodeltester: ModelTester
) -> None:
    world.office.roll_over(YEAR + 1)
    world.page.refresh()
    qtmodeltester.check(world.page.items.model)


def test_every_kind_has_its_row(world: World) -> None:
    assert set(stages.LOOKS) == set(Stage)
    assert set(intake_panel.LOOKS) == set(world.page.board.panels.intake.words) == set(Verdict)
    assert set(finding_note.MARKS) == set(Severity)


def test_every_next_step_leads_somewhere(world: World) -> None:
    bar, page = NextStepBar(), world.page
    world.bot.addWidget(bar)
    assert set(bar.buttons) == set(NextStep)
    for step in NextStep:
        page.tabs.setCurrentWidget(page.items)
        page.next_step.chosen.emit(step)
        assert page.tabs.currentWidget() is not page.items
