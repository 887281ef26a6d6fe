"""検査の設定: each choice goes through the door at once, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from dxdesk.domain.checks import RULES, Severity
from dxdesk.domain.plan import STAMPS, Guided
from dxdesk.domain.rulebook import Rulebook, Signs
from dxdesk.domain.scale import Standing
from tests.ui.clerk_year import type_in
from tests.ui.office_year import YEAR, World, open_world
from tests.ui.test_whole_texts import cut_texts, letters
from ui.office.choice_table import ChoiceRows
from ui.office.rule_list import Level, level_of, with_level
from ui.office.rules_page import RulesPage

MISSING = "text-missing"


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    world = open_world(qtbot, tmp_path)
    world.page.tabs.setCurrentWidget(world.page.findings)
    world.page.findings.to_rules.click()
    return world


def rules_of(world: World) -> RulesPage:
    return world.page.findings.rules


def set_row(world: World, rows: ChoiceRows[object], number: int, value: object) -> None:
    """Choose what a row's drop-down offers, as its editor does."""
    choices = [one for _, one in rows.choices(rows.rows[number])]
    assert rows.setData(rows.index(number, rows.at), choices.index(value))
    world.settle()


def set_level(world: World, code: str, level: Level) -> None:
    rows = rules_of(world).rules.rows
    codes = [row.rule.code for row in rows.rows]
    set_row(world, rows, codes.index(code), level)  # type: ignore[arg-type]


def take_back(world: World) -> None:
    act = world.notices[-1].act
    assert act is not None
    act()
    world.settle()


def codes(world: World) -> set[str]:
    return {finding.code for finding in world.office.findings(YEAR)}


def book(world: World) -> Rulebook:
    return world.office.plan(YEAR).rulebook


def test_a_rule_is_turned_off_and_on_again(world: World) -> None:
    assert MISSING in codes(world)
    set_level(world, MISSING, Level.OFF)
    assert MISSING not in codes(world)
    assert MISSING not in {row.finding.code for row in world.page.findings.table.rows.rows}
    assert world.told.endswith("切（調べない）")
    set_level(world, MISSING, Level.DECLARED)
    assert MISSING in codes(world)
    assert book(world) == Rulebook()


def test_a_rule_gets_another_severity_and_it_is_taken_back(world: World) -> None:
    set_level(world, MISSING, Level.HINT)
    found = [f for f in world.office.findings(YEAR) if f.code == MISSING]
    assert {f.severity for f in found} == {Severity.HINT}
    take_back(world)
    assert book(world) == Rulebook()


def test_every_rule_is_listed_by_family_with_its_examples(world: World) -> None:
    rules = rules_of(world).rules
    assert {row.rule.code for row in rules.rows.rows} == set(RULES)
    families = [row.rule.family for row in rules.rows.rows]
    assert families == sorted(families, key=list(type(families[0])).index)
    for code in RULES:
        rules.choose(code)
        world.bot.waitUntil(lambda: not cut_texts(rules.about))


@pytest.mark.parametrize("level", list(Level))
def test_levels_go_into_the_rulebook_and_come_back(level: Level) -> None:
    levels = with_level({"other": None}, MISSING, level)
    assert level_of(Rulebook(levels), MISSING) is level
    assert levels["other"] is None


def test_a_click_opens_the_drop_down_and_a_choice_is_applied(world: World) -> None:
    rules = rules_of(world).rules
    rules.choose(MISSING)
    table = rules.table
    index = table.currentIndex().siblingAtColumn(rules.rows.at)
    world.bot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center()
    )
    (box,) = table.viewport().findChildren(QComboBox)
    world.settle()
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    world.settle()
    assert level_of(book(world), MISSING) is Level.OFF


def test_limits_are_applied_and_taken_back(world: World) -> None:
    limits = rules_of(world).limits
    rules_of(world).tabs.setCurrentIndex(1)
    limits.reasons["B"].click()
    world.settle()
    assert book(world).reason_for == ("B",)
    limits.far_below.setText("７０％")
    limits.far_below.returnPressed.emit()
    world.settle()
    assert book(world).far_below == 70
    limits.decimals.activated.emit(1)
    world.settle()
    limits.to_100.click()
    world.settle()
    limits.signs.activated.emit(0)
    world.settle()
    limits.allowed.setText("髙﨑")
    limits.allowed.returnPressed.emit()
    world.settle()
    wanted = Rulebook(
        {}, ("B",), 70, 1, percent_to_100=True, signs=Signs.JIS_X_0208, signs_allowed="髙﨑"
    )
    assert book(world) == wanted
    take_back(world)
    assert book(world).signs_allowed == ""
    assert limits.allowed.text() == ""


@pytest.mark.parametrize("typed", ["", "101", "-1", "半分", "50.5"])
def test_a_share_that_is_none_is_not_applied(world: World, typed: str) -> None:
    limits = rules_of(world).limits
    rules_of(world).tabs.setCurrentIndex(1)
    limits.far_below.setText(typed)
    limits.far_below.returnPressed.emit()
    world.settle()
    assert book(world).far_below == 50
    assert not limits.wrong.isHidden()


def test_a_grade_stands_where_the_office_says(world: World) -> None:
    rows = rules_of(world).standings.rows
    at = list(world.office.plan().codes).index("S")
    assert str(rows.index(at, rows.at).data()).startswith("文言から：")
    set_row(world, rows, at, Standing.NOT_RATED)  # type: ignore[arg-type]
    assert world.office.plan().grades["S"].standing is Standing.NOT_RATED
    take_back(world)
    assert world.office.plan().grades["S"].standing is None


def test_the_list_is_one_key_away(world: World) -> None:
    page = world.page.findings
    assert rules_of(world).rules.table.hasFocus()
    world.bot.keyClick(rules_of(world), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.table.isVisible()
    assert page.table.hasFocus()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_text_is_cut_off(world: World, scale: float) -> None:
    with letters(scale):
        world.page.resize(1280, 860)
        for number in range(rules_of(world).tabs.count()):
            rules_of(world).tabs.setCurrentIndex(number)
            world.bot.waitUntil(lambda: not cut_texts(rules_of(world)))


def test_guidance_is_written_and_taken_back(world: World) -> None:
    panel = rules_of(world).guidance
    rules_of(world).tabs.setCurrentIndex(rules_of(world).tabs.count() - 1)
    edit = panel.texts[Guided.RESULT]
    edit.setFocus()
    type_in(edit, "回数と人数を書いてください。")
    panel.texts[Guided.ISSUES].setFocus()
    world.settle()
    assert world.office.plan(YEAR).guidance == {"result": "回数と人数を書いてください。"}
    assert "記入の案内　取組実績" in world.notices[-1].text
    take_back(world)
    assert world.office.plan(YEAR).guidance == {}
    assert edit.text() == ""


def test_guidance_that_was_not_left_is_kept_by_settling(world: World) -> None:
    panel = rules_of(world).guidance
    edit = panel.texts[Guided.WHOLE]
    edit.setFocus()
    type_in(edit, "4月中に。")
    world.page.settle()
    assert world.office.plan(YEAR).guidance == {"whole": "4月中に。"}


def test_stamp_boxes_are_set_and_taken_back(world: World) -> None:
    panel = rules_of(world).stamps
    rules_of(world).tabs.setCurrentIndex(rules_of(world).tabs.count() - 2)
    assert panel.names.text() == "担当、係長、課長、DX推進担当"
    panel.names.set_text("主査、 課長，部長")
    panel.settle()
    world.settle()
    assert world.office.plan(YEAR).stamps == ("主査", "課長", "部長")
    take_back(world)
    assert world.office.plan(YEAR).stamps == STAMPS
    assert panel.names.text() == "担当、係長、課長、DX推進担当"


@pytest.mark.parametrize("text", ["担当、、課長", "あ" * 13, "、".join("一二三四五六七八九")])
def test_stamp_boxes_that_do_not_fit_change_nothing(world: World, text: str) -> None:
    panel = rules_of(world).stamps
    panel.names.set_text(text)
    panel.settle()
    world.settle()
    assert world.office.plan(YEAR).stamps == STAMPS
    assert not panel.wrong.isHidden()
    assert panel.names.text() == text
    panel.names.set_text("")
    panel.settle()
    world.settle()
    assert world.office.plan(YEAR).stamps == ()
    assert panel.wrong.isHidden()
