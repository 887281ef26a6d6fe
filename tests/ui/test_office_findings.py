"""検査: the list of findings, its filters, and what can be done about a finding."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dxdesk.domain.checks import Family, Finding, Severity
from dxdesk.domain.findings import weighs
from dxdesk.finding_words import FAMILY_WORDS, finding_sentence
from dxdesk.messages import SEVERITY_WORDS
from tests.plans import answer_directions
from tests.ui.office_year import YEAR, World, field_named, open_world
from tests.ui.test_whole_texts import cut_texts, letters
from ui.office.finding_note import FindingNote
from ui.office.findings_filter import FACETS, Answer, Filter, Line, answer_of
from ui.office.findings_page import FindingsPage
from ui.widgets.difference_text import DifferenceText

TEXTS = {"rating": "A", "k1": "85", "result-1": "ﾃﾞｰﾀの公開を進めた。"}
MISSED, KANA, MISSING = "rated-achieved-kpi-missed", "half-width-kana", "text-missing"
REASON = "公開の準備は年度内に終わり、4月に公開した。"


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> World:
    world = open_world(qtbot, tmp_path)
    answer_directions(world.office)
    for name, text in TEXTS.items():
        world.office.write(field_named(world.office, "1", name), text)
    world.page.refresh()
    world.page.tabs.setCurrentWidget(world.page.findings)
    return world


def page_of(world: World) -> FindingsPage:
    return world.page.findings


def shown(world: World) -> list[Finding]:
    return [line.finding for line in page_of(world).table.rows.rows]


def choose(world: World, code: str) -> Finding:
    """Choose the first finding of a rule."""
    codes = [finding.code for finding in shown(world)]
    page_of(world).table.choose(codes.index(code))
    return shown(world)[codes.index(code)]


def now(world: World, code: str) -> Finding:
    return next(finding for finding in world.office.findings(YEAR) if finding.code == code)


def confirm(world: World, code: str, reason: str = REASON) -> None:
    choose(world, code)
    view = page_of(world).view
    assert view.reason is not None
    view.reason.put(reason)
    view.confirm.click()
    world.settle()


def act(world: World) -> None:
    """Press the button of the last notice."""
    do = world.notices[-1].act
    assert do is not None
    do()
    world.settle()


def test_all_findings_stand_in_the_plans_order(world: World) -> None:
    assert shown(world) == list(world.office.findings(YEAR))
    rows = page_of(world).table.rows
    row = [rows.index(0, column).data() for column in range(rows.columnCount())]
    first = shown(world)[0]
    assert row[:3] == ["1", "オープンデータの推進", "デジタル推進課"]
    assert row[3:] == [
        FAMILY_WORDS[first.family],
        SEVERITY_WORDS[first.severity],
        "",
        finding_sentence(first),
    ]


def every_choice(world: World) -> Iterator[tuple[str, int, object]]:
    bar = page_of(world).bar
    values: dict[str, list[object]] = {
        "family": list(Family),
        "severity": list(Severity),
        "department": [
            name
            for name in world.office.plan().departments
            if any(finding.department == name for finding in world.office.findings())
        ],
        "answer": list(Answer),
    }
    assert set(values) == set(bar.boxes) == set(FACETS)
    for facet, chosen in values.items():
        assert bar.boxes[facet].count() == len(chosen) + 1
        for number, value in enumerate(chosen, start=1):
            yield facet, number, value


def test_every_filter_shows_as_many_as_it_says(world: World) -> None:
    confirm(world, MISSED)
    bar = page_of(world).bar
    every = world.office.findings(YEAR)
    for facet, number, value in list(every_choice(world)):
        box = bar.boxes[facet]
        box.setCurrentIndex(number)
        box.activated.emit(number)
        wanted = [f for f in every if FACETS[facet](Line(f, "")) == value]
        assert shown(world) == wanted
        assert box.currentText().endswith(f"（{len(wanted)}）")
        box.activated.emit(0)
    assert shown(world) == list(every)


def test_filters_and_words_hold_together(world: World) -> None:
    bar = page_of(world).bar
    bar.search.put("ｵｰﾌﾟﾝ 推進")
    assert {finding.item for finding in shown(world)} == {"1"}
    bar.boxes["severity"].activated.emit(1)
    wanted = [f for f in world.office.findings(YEAR) if f.item == "1"]
    errors = [f for f in wanted if f.severity is Severity.ERROR]
    assert shown(world) == errors
    assert bar.boxes["severity"].itemText(0) == f"すべて（{len(wanted)}）"
    assert bar.boxes["family"].itemText(0) == f"すべて（{len(errors)}）"
    bar.search.put("どこにもない言葉")
    assert shown(world) == []
    assert not page_of(world).export.isEnabled()


def test_the_chosen_finding_stays_in_sight(world: World) -> None:
    bar, table = page_of(world).bar, page_of(world).table
    bar.search.put("バスロケーション")
    bar.search.put("")
    for size in ((1280, 860), (1000, 700)):
        world.page.resize(*size)
        world.settle()
        assert table.currentIndex().row() > 20
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_a_finding_of_no_item_stands_for_the_whole(qtbot: QtBot, tmp_path: Path) -> None:
    world = open_world(qtbot, tmp_path, year=None)
    world.page.tabs.setCurrentWidget(page_of(world))
    world.office.write(field_named(world.office, "1", "rating"), "C")
    world.page.refresh()
    bar, table = page_of(world).bar, page_of(world).table
    bar.boxes["family"].activated.emit(1 + list(Family).index(Family.SUMMARY))
    assert shown(world)
    assert [table.rows.index(0, column).data() for column in range(3)] == ["", "全体", ""]
    assert page_of(world).view.open.text() == ""
    table.opened.emit()
    assert world.page.tabs.currentWidget() is page_of(world)
    confirm(world, shown(world)[0].code)
    assert shown(world)[0].confirmation is not None


def test_keys_walk_the_list_open_the_item_and_lead_back(world: World) -> None:
    table = page_of(world).table
    table.setFocus()
    choose(world, MISSED)
    world.bot.keyClick(table, Qt.Key.Key_Down)
    world.bot.keyClick(table, Qt.Key.Key_Up)
    assert table.line is not None
    assert table.line.finding.code == MISSED
    world.bot.keyClick(table, Qt.Key.Key_Return)
    page = world.page
    assert page.tabs.currentWidget() is page.items
    field = table.line.finding.field
    assert page.items.desk.view.rows[field].correct.hasFocus()
    world.bot.keyClick(page.items, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.tabs.currentWidget() is page.findings
    assert table.hasFocus()
    assert table.line.finding.code == MISSED


def test_one_key_asks_for_the_reason_and_confirms(world: World) -> None:
    table, view = page_of(world).table, page_of(world).view
    choose(world, MISSED)
    table.setFocus()
    before = len(world.page.state.weighing) if world.page.state else 0
    world.bot.keyClick(table, Qt.Key.Key_F9)
    assert view.reason is not None
    assert view.reason.hasFocus()
    assert not view.confirm.isEnabled()
    world.bot.keyClicks(view.reason, "reason")
    world.bot.keyClick(view.reason, Qt.Key.Key_F9)
    world.settle()
    given = now(world, MISSED).confirmation
    assert given is not None
    assert (given.reason, given.by) == ("reason", "鈴木")
    assert table.hasFocus()
    assert world.page.state is not None
    assert len(world.page.state.weighing) == before - 1
    assert "確認済み" in [table.rows.index(n, 5).data() for n in range(table.rows.rowCount())]
    act(world)
    assert now(world, MISSED).open


def test_a_confirmation_shows_and_can_be_withdrawn(world: World) -> None:
    confirm(world, MISSED)
    choose(world, MISSED)
    view = page_of(world).view
    words = texts_in(view)
    assert any(REASON in text and "鈴木" in text and "2026/04/20" in text for text in words)
    assert view.reason is None
    view.withdraw.click()
    world.settle()
    assert now(world, MISSED).open
    assert view.reason is not None
    assert view.reason.text() == REASON


def test_changed_data_bring_a_finding_back_with_its_former_reason(world: World) -> None:
    confirm(world, MISSED)
    world.office.write(field_named(world.office, "1", "k1"), "90")
    world.page.refresh()
    finding = choose(world, MISSED)
    assert answer_of(finding) is Answer.CHANGED
    view = page_of(world).view
    assert any(REASON in text for text in texts_in(view))
    next(b for b in view.findChildren(QPushButton) if b.text() == "前の理由を写す").click()
    view.confirm.click()
    world.settle()
    given = now(world, MISSED).confirmation
    assert given is not None
    assert given.reason == REASON


def test_what_has_to_be_written_takes_no_reason(world: World) -> None:
    choose(world, MISSING)
    assert page_of(world).view.reason is None
    page_of(world).view.press_confirm()
    assert now(world, MISSING).open


def test_a_begun_reason_outlives_the_walk(world: World) -> None:
    choose(world, MISSED)
    view = page_of(world).view
    assert view.reason is not None
    view.reason.setPlainText("書きかけ")
    choose(world, MISSING)
    choose(world, MISSED)
    assert view.reason is not None
    assert view.reason.text() == "書きかけ"


def test_a_fix_is_shown_made_and_taken_back(world: World) -> None:
    field = field_named(world.office, "1", "result-1")
    choose(world, KANA)
    view = page_of(world).view
    preview = view.findChildren(DifferenceText)[-1]
    assert "ﾃﾞｰﾀ" in preview.toPlainText()
    assert "データ" in preview.toPlainText()
    view.fix.click()
    world.settle()
    assert world.office.answers()[field] == "データの公開を進めた。"
    assert KANA not in [finding.code for finding in shown(world)]
    assert world.office.history(field)[-1].by == "鈴木"
    act(world)
    assert world.office.answers()[field] == TEXTS["result-1"]
    assert KANA in [finding.code for finding in shown(world)]


def test_nothing_is_fixed_where_a_person_has_to_choose_first(world: World) -> None:
    field = field_named(world.office, "19", "result-1")
    requests = world.ask("交通局", "地域交通課")
    world.office.write(field, "ﾊﾞｽ")
    for name, text in (("交通局", "ﾊﾞｽの路線"), ("地域交通課", "ﾊﾞｽの停留所")):
        world.take_in(world.hand_in(requests[name], {field: text}))
    state = world.page.state
    assert state is not None
    found = [f for f in state.findings if f.field in state.collisions and f.fix]
    for finding in found:
        page_of(world).table.choose(shown(world).index(finding))
        assert not page_of(world).view.fix.isEnabled()


@pytest.mark.parametrize("name", ["指摘.csv", "指摘.xlsx", "指摘"])
def test_what_the_filter_shows_is_written(world: World, name: str) -> None:
    page = page_of(world)
    page.bar.search.put("オープンデータ")
    wanted = [finding_sentence(finding) for finding in shown(world)]
    world.choices.path = world.folder / name
    page.export.click()
    assert world.choices.suggested.endswith("指摘一覧_令和7年度.xlsx")
    out = world.folder / (name if "." in name else f"{name}.xlsx")
    assert [row[7] for row in read_back(out)[1:]] == wanted
    assert world.told == f"指摘{len(wanted)}件を「{out.name}」に書き出しました。"


def read_back(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    sheet = load_workbook(path).worksheets[0]
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_a_finding_becomes_a_remark_of_a_return(world: World) -> None:
    department = "デジタル推進課"
    request = world.ask(department)[department]
    choose(world, MISSED)
    assert page_of(world).view.remark.text() == ""
    world.take_in(world.hand_in(request, {field_named(world.office, "1", "k1"): "85"}))
    world.page.tabs.setCurrentWidget(page_of(world))
    finding = choose(world, MISSED)
    page_of(world).view.remark.click()
    page_of(world).view.remark.click()
    act(world)
    panel = world.page.board.panels.returning
    assert world.page.tabs.currentWidget() is world.page.board
    remarks = {row.place: row.remark for row in panel.form.places.rows if row.remark}
    assert remarks == {finding.field: finding_sentence(finding)}
    assert panel.send_back.isEnabled()


def test_an_item_shows_its_findings_with_their_answers(world: World) -> None:
    confirm(world, MISSED)
    items = world.page.items
    finding = now(world, MISSED)
    items.show_place(finding.field)
    row = items.desk.view.rows[finding.field]
    notes = [texts_in(note) for note in row.findChildren(FindingNote)]
    assert [finding_sentence(finding), f"確認済み：{REASON}（鈴木　2026/04/20 10:15）"] in notes


def test_items_count_what_waits_for_an_answer(world: World) -> None:
    confirm(world, MISSED)
    model = world.page.items.model
    for item in world.office.plan().items:
        index = model.index_of(item.id)
        waiting = [f for f in world.office.findings() if f.item == item.no and weighs(f)]
        told = index.siblingAtColumn(3).data()
        assert told == (f"{len(waiting)}件" if waiting else "")


def test_models_hold_what_qt_expects(world: World, qtmodeltester: ModelTester) -> None:
    page = page_of(world)
    qtmodeltester.check(page.table.rows)
    page.bar.search.put("バス")
    qtmodeltester.check(page.table.rows)
    for rows in (page.rules.rules.rows, page.rules.standings.rows, page.rules.directions.rows):
        qtmodeltester.check(rows)


def test_the_wheel_changes_no_filter(world: World) -> None:
    box = page_of(world).bar.boxes["family"]
    box.setFocus()
    down = QPoint(0, -120)
    wheel = QWheelEvent(
        QPointF(9, 9),
        QPointF(box.mapToGlobal(QPoint(9, 9))),
        QPoint(),
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.currentIndex() == 0


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(1280, 860), (1000, 700)])
def test_no_text_is_cut_off(world: World, scale: float, size: tuple[int, int]) -> None:
    with letters(scale):
        world.page.resize(*size)
        for code in (MISSED, KANA, MISSING):
            choose(world, code)
            world.bot.waitUntil(lambda: not cut_texts(page_of(world)))


def test_a_filter_without_a_choice_counts_everything() -> None:
    assert Filter().choose("family", Family.RATING).choose("family", None) == Filter()
    assert Filter().apply(())[0] == ()


def texts_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]
