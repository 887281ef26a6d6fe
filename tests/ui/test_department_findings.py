"""Findings in the clerk's window: seen while typing, fixed by a key, answered with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QToolButton

from dxdesk.domain.fields import RATING, RATING_NOTE, field_of
from tests.ui.clerk_year import ClerkYear, choose, compose, editor, give_reasons, texts, type_in
from ui.department.desk_model import ItemState
from ui.department.finding_box import FindingBox
from ui.department.page import DepartmentPage
from ui.widgets.rating_choice import RatingChoice
from ui.widgets.text_edit import TextEdit

HALF_WIDTH = "窓口にﾃﾞｰﾀの見方を置き、①手引 ③動画を配った。"


def health(year: ClerkYear) -> tuple[DepartmentPage, str, str, str]:
    """健康課's form at item 2 (target 42.0 %), with the fields of result, KPI and rating."""
    page = year.open("健康課")
    shown = choose(page, "2")
    result, kpi, rating = (field_of(shown, n) for n in ("result-1", shown.kpis[0].id, RATING))
    return page, result, kpi, rating


def say(page: DepartmentPage, field: str, text: str) -> None:
    page.form.boxes[field].editor.put(text)


def found(page: DepartmentPage, field: str) -> list[str]:
    return [box.finding.code for box in page.form.boxes[field].findings.values() if box.finding]


def box_of(page: DepartmentPage, field: str, code: str) -> FindingBox:
    return next(
        box
        for box in page.form.boxes[field].findings.values()
        if box.finding and box.finding.code == code
    )


def contradict(page: DepartmentPage, kpi: str, rating: str) -> FindingBox:
    """A rating A beside a target that was missed."""
    say(page, kpi, "38.5%")
    say(page, rating, "A")
    return box_of(page, rating, "rated-achieved-kpi-missed")


def test_a_rating_that_its_kpi_contradicts_is_told_at_the_rating(year: ClerkYear) -> None:
    page, _, kpi, rating = health(year)
    box = contradict(page, kpi, rating)
    assert "達成率91.7%" in box.spoken()
    assert box.buttons.confirm.isVisibleTo(box)
    assert not box.buttons.fix.isVisibleTo(box)
    assert page.items.rows.rows[0].state is ItemState.DOUBTFUL
    say(page, kpi, "42.5%")
    assert "rated-achieved-kpi-missed" not in found(page, rating)


def test_nothing_moves_while_a_conversion_is_open(year: ClerkYear) -> None:
    page, result, _, _ = health(year)
    place = editor(page, result)
    assert isinstance(place, TextEdit)
    type_in(place, "窓口にﾃﾞｰﾀを置いた。")
    before, shown = found(page, result), texts(page.form.boxes[result])
    compose(place, "へんかん")
    place._pause.flush()
    assert page.model.text(result) == "窓口にﾃﾞｰﾀを置いた。"
    assert "ﾃﾞｰﾀ" in saved(page, result)
    assert found(page, result) == before
    assert texts(page.form.boxes[result]) == shown
    QApplication.sendEvent(place, QInputMethodEvent("", []))
    year.bot.waitUntil(lambda: "half-width-kana" in found(page, result))


def saved(page: DepartmentPage, field: str) -> str:
    return page.model.desk.answers().get(field, "")


def test_a_conversion_that_is_committed_is_checked(year: ClerkYear) -> None:
    page, result, _, _ = health(year)
    place = editor(page, result)
    type_in(place, "ﾃﾞｰﾀを置いた。")
    compose(place, "つぎの")
    event = QInputMethodEvent("", [])
    event.setCommitString("次の文。")
    QApplication.sendEvent(place, event)
    page.form.flush()
    year.bot.waitUntil(lambda: "half-width-kana" in found(page, result))
    assert place.text() == "ﾃﾞｰﾀを置いた。次の文。"


def test_a_fix_is_seen_made_by_one_key_and_undone(year: ClerkYear) -> None:
    page, result, _, _ = health(year)
    place = editor(page, result)
    assert isinstance(place, TextEdit)
    type_in(place, HALF_WIDTH)
    page.form.flush()
    year.bot.waitUntil(lambda: "half-width-kana" in found(page, result))
    box = box_of(page, result, "half-width-kana")
    box.buttons.fix.click()
    assert any(button.text() == "この形に直す" for button in box.findChildren(QToolButton))
    assert place.text() == HALF_WIDTH
    place.setFocus()
    year.bot.keyClick(place, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert "データ" in place.text()
    assert "half-width-kana" not in found(page, result)
    year.bot.keyClick(place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert place.text() == HALF_WIDTH
    assert "half-width-kana" in found(page, result)


def test_fixes_are_made_one_after_the_other(year: ClerkYear) -> None:
    page, result, _, _ = health(year)
    place = editor(page, result)
    type_in(place, HALF_WIDTH)
    page.form.flush()
    for _ in range(2):
        page.field_keys.fix()
    assert place.text() == "窓口にデータの見方を置き、①手引 ②動画を配った。"
    said: list[str] = []
    page.status_changed.connect(said.append)
    page.field_keys.fix()
    assert said[-1].startswith("この項目に、直し方の決まった指摘は")


def test_a_rating_in_other_words_is_put_right_by_one_key(year: ClerkYear) -> None:
    page, _, _, rating = health(year)
    place = editor(page, rating)
    assert isinstance(place, RatingChoice)
    place.set_text("Ａ：計画どおり")
    place.edited.emit("Ａ：計画どおり")
    page.form.flush()
    year.bot.waitUntil(lambda: "rating-unknown" in found(page, rating))
    place.setFocus()
    year.bot.keyClick(place, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert place.text() == "A"
    assert "rating-unknown" not in found(page, rating)


def test_a_reason_answers_a_finding_and_comes_back_with_its_data(year: ClerkYear) -> None:
    page, _, kpi, rating = health(year)
    box = contradict(page, kpi, rating)
    left = len(page.model.weighing)
    editor(page, rating).setFocus()
    year.bot.keyClick(editor(page, rating), Qt.Key.Key_F9)
    assert box.row.reason.hasFocus()
    assert not box.row.keep.isEnabled()
    type_in(box.row.reason, "秋からの半年では届いている。")
    box.row.note.setChecked(False)
    box.row.keep.click()
    assert "確認済み：秋からの半年では届いている。" in box.spoken()
    assert len(page.model.weighing) == left - 1
    assert page.lists.findings.rows.rows[-1].done
    say(page, kpi, "37.0%")
    box = box_of(page, rating, "rated-achieved-kpi-missed")
    assert "内容が変わる前の理由：秋からの半年では届いている。" in box.spoken()
    assert box.buttons.again.isVisibleTo(box)
    box.buttons.again.click()
    assert "確認済み" in box_of(page, rating, "rated-achieved-kpi-missed").spoken()
    box_of(page, rating, "rated-achieved-kpi-missed").buttons.withdraw.click()
    assert len(page.model.weighing) == left


def test_a_reason_can_go_into_the_note_that_is_printed(year: ClerkYear) -> None:
    page, _, kpi, rating = health(year)
    box = contradict(page, kpi, rating)
    box.ask_reason()
    assert box.row.note.isChecked()
    type_in(box.row.reason, "対象を広げたため。")
    box.row.keep.click()
    note = rating.replace(RATING, RATING_NOTE)
    assert editor(page, note).text() == "対象を広げたため。"
    assert page.model.text(note) == "対象を広げたため。"
    assert "確認済み" in box_of(page, rating, "rated-achieved-kpi-missed").spoken()


def test_a_reason_that_was_begun_is_not_lost(year: ClerkYear) -> None:
    page, _, kpi, rating = health(year)
    box = contradict(page, kpi, rating)
    box.ask_reason()
    type_in(box.row.reason, "途中まで")
    year.bot.keyClick(box.row.reason, Qt.Key.Key_Escape)
    assert not box.row.reason.isVisible()
    say(page, kpi, "43.0%")
    assert "rated-achieved-kpi-missed" not in found(page, rating)
    box = contradict(page, kpi, rating)
    box.ask_reason()
    assert box.row.reason.text() == "途中まで"


def test_why_shows_what_the_rule_means_and_its_evidence(year: ClerkYear) -> None:
    page, _, kpi, rating = health(year)
    box = contradict(page, kpi, rating)
    assert box.finding is not None
    box.buttons.why.click()
    said = texts(box)
    assert box.finding.rule.meaning in said
    assert {"目標", "42.0%", "実績", "38.5%"} <= set(said)
    box.buttons.why.click()
    assert box.finding.rule.meaning not in texts(box)


def test_the_list_is_filtered_and_counted(year: ClerkYear) -> None:
    page, _, kpi, rating = health(year)
    contradict(page, kpi, rating)
    assert page.lists.filter.itemText(2) == "要確認 2"
    page.lists.filter.setCurrentIndex(2)
    rows = page.lists.findings.rows.rows
    assert [row.field for row in rows] == [rating, rating]
    assert [row.family for row in rows] == ["評価と指標", "昨年度との比較"]
    page.lists.filter.setCurrentIndex(4)
    assert page.lists.findings.rows.rows == ()
    assert page.items.rows.rows[0].findings == len(page.model.weighing)


def test_the_hand_in_page_lists_what_is_answered_last_and_takes_it_along(year: ClerkYear) -> None:
    page, _, kpi, rating = health(year)
    for field in page.form.boxes:
        if not page.model.text(field) and field not in (kpi, rating) and "note" not in field:
            say(
                page,
                field,
                "電話を減らすため、予約の割合が伸びる案内を窓口に置いて、使い方を伝えた。",
            )
    box = contradict(page, kpi, rating)
    box.ask_reason()
    type_in(box.row.reason, "対象を広げたため。")
    box.row.keep.click()
    page.show_hand_in()
    assert "すべての欄に記入され" in " ".join(texts(page.hand_in))
    assert page.hand_in.missing.rows.rows[-1].done
    out = year.folder / "提出.dxsub"
    page.hand_in.name.setText("山田")
    page.hand_in.place.setText(str(out))
    page.hand_in.submit.click()
    assert page.model.handed_in
    with year.office() as office:
        office.merge([out])
        told = [f for f in office.findings() if f.code == "rated-achieved-kpi-missed"]
        assert [f.confirmation.reason for f in told if f.confirmation] == ["対象を広げたため。"]


def test_what_was_handed_in_shows_no_buttons(year: ClerkYear) -> None:
    page, _, kpi, rating = health(year)
    contradict(page, kpi, rating)
    for field in page.model.waiting():
        if not page.model.text(field):
            say(page, field, "該当なし")
    give_reasons(page)
    page.hand_in.name.setText("山田")
    page.show_hand_in()
    page.hand_in.submit.click()
    assert page.model.handed_in
    page.show_form()
    assert page.form.findChildren(FindingBox) == [] or not any(
        box.isVisible() for box in page.form.findChildren(FindingBox)
    )


@pytest.mark.parametrize("key", [Qt.Key.Key_F9, Qt.Key.Key_Period])
def test_a_key_without_a_finding_says_so(year: ClerkYear, key: Qt.Key) -> None:
    page, _, _, rating = health(year)
    for field in page.form.boxes:
        say(page, field, "該当なし" if "/k" not in field else "43.0%")
    say(page, rating, "A")
    said: list[str] = []
    page.status_changed.connect(said.append)
    page.field_keys.ask_reason() if key is Qt.Key.Key_F9 else page.field_keys.fix()
    assert said[-1].startswith("この項目に")


def test_a_fix_that_typing_has_outrun_is_not_made(year: ClerkYear) -> None:
    page, result, _, _ = health(year)
    place = editor(page, result)
    assert isinstance(place, TextEdit)
    type_in(place, HALF_WIDTH)
    page.form.flush()
    year.bot.waitUntil(lambda: "half-width-kana" in found(page, result))
    place.selectAll()
    type_in(place, "窓口を開いた。")
    page.field_keys.fix()
    assert place.text() == "窓口を開いた。"
