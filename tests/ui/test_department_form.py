"""A form filled through its widgets, handed in, and merged at the office's door."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTextEdit

from dxdesk.department import Carrier, Desk
from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.fields import RATING, RATING_NOTE, field_of
from dxdesk.intake import Verdict
from tests.ui.clerk_year import YEAR, ClerkYear, choose, editor, give_reasons, item, texts, type_in
from ui.department.desk_model import ItemState
from ui.department.page import DepartmentPage
from ui.widgets.card import Card
from ui.widgets.empty_button import EmptyButton
from ui.widgets.figure_edit import FigureEdit
from ui.widgets.kpi_chart import KpiChart
from ui.widgets.rating_choice import RatingChoice
from ui.widgets.text_edit import TextEdit


def fill(page: DepartmentPage) -> dict[str, str]:
    """Type something into every open field."""
    typed: dict[str, str] = {}
    for row in page.items.rows.rows:
        page.items.choose(row.id)
        for name, box in page.form.boxes.items():
            place = box.editor
            if isinstance(place, RatingChoice):
                place.setFocus()
                place.put("B")
                typed[name] = "B"
            elif isinstance(place, FigureEdit):
                typed[name] = "４０．５%"
                type_in(place.line, typed[name])
            else:
                typed[name] = f"{row.title}を進めた。\n・二行目　①〜～㈱"
                type_in(place, typed[name].partition("\n")[0])
                place.insertPlainText("\n" + typed[name].partition("\n")[2])
    page.settle()
    return typed


@pytest.mark.parametrize("carrier", Carrier)
def test_a_whole_form_is_filled_handed_in_and_merged(year: ClerkYear, carrier: Carrier) -> None:
    page = year.open("健康課")
    typed = fill(page)
    assert set(typed) == set(page.model.request.open)
    assert page.model.progress.done == page.model.progress.total == 1
    assert page.items.rows.rows[0].state is ItemState.DONE
    page.header.hand_in.click()
    assert page.views.currentWidget() is page.hand_in
    assert page.hand_in.missing.isHidden()
    page.hand_in.name.setText("山田")
    (page.hand_in.native if carrier is Carrier.NATIVE else page.hand_in.xlsx).setChecked(True)
    out = Path(page.hand_in.place.text())
    page.hand_in.submit.click()
    assert out.exists()
    with year.office() as office:
        (taken,) = office.merge([out])
        assert taken.verdict is Verdict.TAKEN
        answers = office.answers(YEAR)
        assert {name: answers[name] for name in typed} == typed
        stages = {standing.department: standing.stage for standing in office.status(YEAR)}
    assert stages["健康課"] is Stage.SUBMITTED


def test_typed_text_is_saved_within_a_second(year: ClerkYear) -> None:
    page = year.open("健康課")
    shown = choose(page, "2")
    field = field_of(shown, "result-1")
    said: list[str] = []
    page.saved.connect(said.append)
    type_in(editor(page, field), "書きかけ")
    year.bot.waitUntil(lambda: page.model.text(field) == "書きかけ", timeout=1000)
    assert said[-1] == "保存済み 10:42"
    assert page.items.rows.rows[0].state is ItemState.STARTED


def test_findings_stand_at_the_field_and_in_the_list_which_jumps(year: ClerkYear) -> None:
    page = year.open("情報課")
    shown = choose(page, "3")
    page.items.choose(item(page, "1").id)
    rating = field_of(shown, RATING)
    rows = page.lists.findings.rows.rows
    row = next(n for n, finding in enumerate(rows) if finding.field == rating)
    page.lists.findings.clicked.emit(page.lists.findings.rows.index(row, 1))
    assert page.form.item is shown
    assert editor(page, rating).hasFocus()
    assert "自己評価が選ばれていません。" in texts(page.form.boxes[rating])
    box = editor(page, rating)
    assert isinstance(box, RatingChoice)
    box.put("A")
    assert "自己評価が選ばれていません。" not in texts(page.form.boxes[rating])
    assert all(finding.field != rating for finding in page.lists.findings.rows.rows)


def test_other_departments_fields_are_shown_but_not_offered(year: ClerkYear) -> None:
    page = year.open("情報課")
    shown = choose(page, "1")
    mine = [slot for slot in shown.slots if "情報課" in slot.departments]
    theirs = [slot for slot in shown.slots if "情報課" not in slot.departments]
    assert mine
    assert theirs
    for slot in mine:
        assert field_of(shown, slot.id) in page.form.boxes
    for slot in theirs:
        assert field_of(shown, slot.id) not in page.form.boxes
    assert "市民課が記入" in texts(page.form)
    assert field_of(shown, RATING) not in page.form.boxes


def test_last_year_stands_beside_each_field(year: ClerkYear) -> None:
    page = year.open("健康課")
    choose(page, "2")
    said = texts(page.form)
    assert "令和5年度（昨年度）" in said
    assert any("画面を直した。" in text for text in said)
    (chart,) = page.form.findChildren(KpiChart)
    assert [(bar.year, bar.text, bar.value) for bar in chart.bars] == [
        ("R5", "38.5%", 38.5),
        ("R6", "", None),
    ]
    assert "目標 42.0%" in chart.accessibleName()
    assert "B　計画より遅れた。" in said
    assert "目標：42.0%" in said
    assert "単位：%" in said


def test_kinds_of_empty_are_chosen_from_a_menu(year: ClerkYear) -> None:
    page = year.open("健康課")
    shown = choose(page, "2")
    field = field_of(shown, shown.kpis[0].id)
    box = page.form.boxes[field]
    button = box.findChildren(EmptyButton)[0]
    button.fill()
    menu = button.menu()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == [
        *("未記入に戻す(&0)", "該当なし(&1)", "未実施(&2)", "把握できない(&3)", "終了(&4)"),
    ]
    menu.actions()[4].trigger()
    assert page.model.text(field) == "把握できない"
    menu.actions()[0].trigger()
    assert page.model.text(field) == ""


def test_after_handing_in_the_form_is_read_only_until_reopened(year: ClerkYear) -> None:
    page = year.open("健康課")
    typed = fill(page)
    page.show_hand_in()
    page.hand_in.name.setText("山田")
    page.hand_in.submit.click()
    page.show_form()
    assert not page.form.boxes
    assert not page.form.findChildren(QComboBox)
    assert "提出済み（第1回）" in " ".join(texts(page.header))
    assert page.model.submission().code in " ".join(texts(page.header))  # type: ignore[union-attr]
    shown = texts(page.form)
    assert all(text in shown for name, text in typed.items() if not name.endswith(RATING))
    page.header.reopen.click()
    assert set(page.form.boxes) == set(page.model.request.open)
    page.show_hand_in()
    assert page.hand_in.name.text() == "山田"
    page.hand_in.submit.click()
    assert "提出済み（第2回）" in " ".join(texts(page.header))


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("", "提出.dxsub", "提出者の名前を入れてください。"),
        ("　 ", "提出.dxsub", "提出者の名前を入れてください。"),
        (
            "山田",
            "無いフォルダ/提出.dxsub",
            "「提出.dxsub」を保存するフォルダー「無いフォルダ」が見つかりません。",
        ),
    ],
)
def test_what_hinders_handing_in_is_said_in_a_line(
    year: ClerkYear, name: str, place: str, said: str
) -> None:
    page = year.open("健康課")
    fill(page)
    page.show_hand_in()
    page.hand_in.name.setText(name)
    page.hand_in.place.setText(str(year.folder / place))
    page.hand_in.submit.click()
    assert page.hand_in.trouble.text().startswith(said)
    assert not page.hand_in.trouble.isHidden()
    assert not page.model.handed_in
    page.show_form()
    assert page.form.boxes


def test_remarks_of_a_return_stand_at_their_fields_and_only_those_are_open(
    year: ClerkYear,
) -> None:
    page = year.open("情報課")
    typed = fill(page)
    give_reasons(page)
    page.show_hand_in()
    page.hand_in.name.setText("山田")
    page.hand_in.submit.click()
    out = Path(page.hand_in.place.text())
    year.close_page(page)
    with year.office() as office:
        office.merge([out])
        returned = office.plan(YEAR).by_no["3"]
    field = field_of(returned, "issues-1")
    year.send_back("情報課", [Remark(field, "数を書いてください。")])
    page = year.open("情報課")
    assert page.model.request.round == 2
    choose(page, "3")
    assert list(page.form.boxes) == [field]
    assert "数を書いてください。" in texts(page.form.boxes[field])
    assert "今回は変更できません" in texts(page.form)
    assert typed[field] == editor(page, field).text()
    states = {row.no: row.state for row in page.items.rows.rows}
    assert states == {"1": ItemState.CLOSED, "3": ItemState.RETURNED}
    type_in(editor(page, field), "3件に直した。")
    page.settle()
    states = {row.no: row.state for row in page.items.rows.rows}
    assert states["3"] is ItemState.DONE


def test_keys_move_between_items_panes_and_findings(year: ClerkYear) -> None:
    page = year.open("情報課")
    page.items.setFocus()
    press = year.bot.keyClick
    press(page.items, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.form.item is item(page, "3")
    press(page.items, Qt.Key.Key_F6)
    first = next(iter(page.form.boxes.values())).editor
    assert first.hasFocus()
    press(first, Qt.Key.Key_Tab)
    assert not first.hasFocus()
    assert first.text() == ""
    press(page, Qt.Key.Key_F6)
    assert page.items.hasFocus()
    press(page.items, Qt.Key.Key_F8)
    assert page.form.isAncestorOf(page.window().focusWidget())
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.views.currentWidget() is page.hand_in


def test_every_input_has_a_name_for_screen_readers(year: ClerkYear) -> None:
    page = year.open("健康課")
    choose(page, "2")
    page.show_hand_in()
    page.hand_in.elsewhere.setText("代わりに")
    kinds = (TextEdit, QLineEdit, QComboBox)
    for kind in kinds:
        for widget in page.findChildren(kind):
            if isinstance(widget, QTextEdit) and widget.isReadOnly():
                continue
            assert widget.accessibleName(), widget
    for button in page.findChildren(QAbstractButton):
        internal = button.objectName().startswith("qt_") or button.metaObject().className() in (
            "QTableCornerButton",
            "QLineEditIconButton",
        )
        assert internal or button.text() or button.accessibleName(), button


def test_item_and_finding_models_hold_to_qts_rules(year: ClerkYear) -> None:
    page = year.open("情報課")
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
        for model in (page.items.rows, page.lists.findings.rows, page.hand_in.missing.rows)
    ]
    fill(page)
    page.show_hand_in()
    page.hand_in.name.setText("山田")
    page.hand_in.submit.click()
    page.header.reopen.click()
    assert testers


def test_a_form_opened_again_shows_what_was_typed(year: ClerkYear) -> None:
    page = year.open("健康課")
    typed = fill(page)
    year.close_page(page)
    page = year.open("健康課")
    choose(page, "2")
    assert {name: box.editor.text() for name, box in page.form.boxes.items()} | {
        name: "" for name in typed if name.endswith(RATING_NOTE) and not typed[name]
    } == typed
    with pytest.raises(Exception, match="FILE_LOCKED"), Desk.open(year.desk_file("健康課")):
        pass


def test_a_text_with_a_long_address_is_shown_whole(year: ClerkYear) -> None:
    page = year.open("健康課")
    shown = choose(page, "2")
    field = field_of(shown, "result-1")
    address = "https://www.city.example.jp/" + "a" * 300
    fill(page)
    editor(page, field).put(address)
    page.settle()
    page.show_hand_in()
    page.hand_in.name.setText("山田")
    page.hand_in.submit.click()
    page.show_form()
    assert address in texts(page.form)
    whole = page.form.widget()
    assert whole is not None
    year.bot.waitUntil(lambda: whole.width() <= page.form.viewport().width())
    assert page.form.findChildren(Card)
