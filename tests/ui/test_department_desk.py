"""The clerk's desk, state by state, in the real page: opening, the form, typing, handing in."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QListWidget

from dxdesk.department import Carrier
from dxdesk.domain.asking import Remark
from dxdesk.domain.fields import RATING, RATING_NOTE, field_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Guided
from dxdesk.domain.rulebook import Rulebook
from dxdesk.domain.settings import Settings
from dxdesk.errors import DxdeskError
from dxdesk.store import driver
from dxdesk.store.aside import aside_path, take_aside
from tests.causes import NO_MODES, NOTHING_CLOSED
from tests.ui.clerk_year import (
    YEAR,
    ClerkYear,
    choose,
    compose,
    editor,
    give_reasons,
    item,
    texts,
    type_in,
)
from tests.ui.test_department_form import fill
from ui.department.desk_model import ItemState
from ui.department.history_card import HistoryCard
from ui.department.page import DepartmentPage
from ui.widgets.kpi_chart import KpiChart
from ui.widgets.rating_choice import RatingChoice
from ui.widgets.text_edit import TextEdit

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key


def press(page: DepartmentPage, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    from PySide6.QtTest import QTest

    target = QApplication.focusWidget() or page
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


# Opening


def test_a_request_says_first_what_it_asks(year: ClerkYear) -> None:
    page = year.open("健康課", begin=False)
    assert page.views.currentWidget() is page.overview
    said = " ".join(texts(page.overview))
    for fact in ("みどり市情報化計画", "令和6年度", "健康課", "令和7年4月30日", "1項目（5欄）"):
        assert fact in said
    assert page.overview.begin.text() == "入力を始める（Enter）"
    page.overview.begin.click()
    assert page.form.isVisible()
    assert page.form.box_in_focus() is not None
    # What changes need came in behind the first picture, or with the first step.
    assert page.model.is_ready


def test_the_form_is_loaded_behind_its_first_picture(year: ClerkYear) -> None:
    with year.desk("健康課"):
        pass
    page = year.open("健康課", begin=False)
    assert not page.model.is_ready
    assert [row.state for row in page.items.rows.rows] == [ItemState.UNTOUCHED]
    assert not page.lists.findings.rows.rows
    field = next(iter(page.form.boxes))
    editor(page, field).put("まだ読み込み中に書いた。")
    assert page.model.unsaved
    assert take_aside(page.model.path) == {field: "まだ読み込み中に書いた。"}
    year.bot.waitUntil(lambda: page.model.is_ready)
    assert not page.model.unsaved
    assert not aside_path(page.model.path).exists()
    assert page.model.desk.answers()[field] == "まだ読み込み中に書いた。"
    assert page.lists.findings.rows.rows


def test_opening_again_goes_on_where_the_work_stopped(year: ClerkYear) -> None:
    page = year.open("情報課")
    shown = choose(page, "3")
    field = field_of(shown, "issues-1")
    page.form.focus_field(field)
    type_in(editor(page, field), "途中まで")
    year.close_page(page)
    page = year.open("情報課")
    assert page.form.item is item(page, "3")
    assert editor(page, field).hasFocus()


def test_a_newer_round_says_what_it_brought(year: ClerkYear) -> None:
    page = year.open("情報課")
    fill(page)
    give_reasons(page)
    page.show_hand_in()
    page.hand_in.name.setText("山田")
    page.hand_in.submit.click()
    out = Path(page.hand_in.place.text())
    year.close_page(page)
    with year.office() as office:
        office.merge([out])
        shown = office.plan(YEAR).by_no["3"]
        office.write(field_of(shown, "result-1"), "事務局が直した文。", YEAR)
    field = field_of(shown, "issues-1")
    year.send_back("情報課", [Remark(field, "数を書いてください。")])
    page = year.open("情報課", begin=False)
    said = " ".join(texts(page.overview))
    assert "第2回" in said
    assert "2項目のうち1項目（1欄）" in said
    assert "数を書いてください。" in said
    assert "事務局の文に替わった欄" in said
    assert page.overview.begin.text() == "続きから入力する（Enter）"
    assert page.model.progress.done == 0
    page.overview.begin.click()
    page.show_hand_in()
    assert "差戻しの所見がある欄のうち 1 欄" in " ".join(texts(page.hand_in))
    page.show_form()
    press(page, KEY.Key_F8)
    assert editor(page, field).hasFocus()
    type_in(editor(page, field), "3件に直した。")
    page.settle()
    assert page.model.progress.done == 1


# The form


def test_items_are_found_by_number_words_and_answers(year: ClerkYear) -> None:
    page = year.open("情報課")
    type_in(editor(page, field_of(choose(page, "3"), "result-1")), "タブレットを配った。")
    page.settle()
    press(page, KEY.Key_F, CONTROL)
    assert page.lists.search.hasFocus()
    for words, wanted in (
        ("会議", ["3"]),
        ("たぶれっと", []),
        ("ﾀﾌﾞﾚｯﾄ", ["3"]),
        ("１", ["1"]),
        ("窓口 待ち", ["1"]),
        ("", ["1", "3"]),
    ):
        page.lists.search.setText(words)
        assert [row.no for row in page.items.rows.rows] == wanted, words
    page.lists.search.setText("会議")
    page.go_to(field_of(item(page, "1"), "result-2"))
    assert page.lists.search.text() == ""
    assert page.form.item is item(page, "1")
    page.lists.search.setText("会議")
    page.lists.search.setFocus()
    press(page, KEY.Key_Return)
    assert page.items.hasFocus()
    press(page, KEY.Key_F, CONTROL)
    press(page, KEY.Key_Escape)
    assert len(page.items.rows.rows) == 2


def test_the_next_place_to_write_is_one_key_away_and_back(year: ClerkYear) -> None:
    page = year.open("情報課")
    waiting = page.model.waiting()
    seen = []
    page.items.setFocus()
    for _ in range(len(waiting) + 1):
        press(page, KEY.Key_F8)
        here = page.form.box_in_focus()
        assert here
        seen.append(here.field)
    assert seen == [*waiting, waiting[0]]
    press(page, KEY.Key_F8, SHIFT)
    here = page.form.box_in_focus()
    assert here
    assert here.field == waiting[-1]


def test_last_year_is_copied_by_key_and_marked_until_it_is_changed(year: ClerkYear) -> None:
    page = year.open("健康課")
    shown = choose(page, "2")
    result, kpi = field_of(shown, "result-1"), field_of(shown, shown.kpis[0].id)
    box = page.form.boxes[result]
    page.form.focus_field(result)
    press(page, KEY.Key_D, CONTROL)
    assert box.editor.text() == page.model.last(result)
    assert box.copy_mark.isVisible()
    type_in(box.editor, "増えた。")
    page.form.flush()
    assert not box.copy_mark.isVisible()
    press(page, KEY.Key_Z, CONTROL)
    assert box.copy_mark.isVisible()
    page.form.focus_field(kpi)
    press(page, KEY.Key_D, CONTROL)
    assert page.model.text(kpi) == "38.5%"
    assert page.form.boxes[kpi].copy_mark.isVisible()


def test_what_was_promised_stands_beside_the_result(year: ClerkYear) -> None:
    page = year.open("健康課")
    shown = choose(page, "2")
    result = field_of(shown, "result-1")
    assert any("約束したこと" in text for text in texts(page.form))
    page.form.focus_field(result)
    press(page, KEY.Key_D, CONTROL | SHIFT)
    assert page.model.text(result) == "高齢の方には電話が要る。"
    assert page.form.boxes[result].is_copy()


def test_a_part_has_the_promise_of_its_own_writer(year: ClerkYear) -> None:
    page = year.open("情報課")
    shown = choose(page, "1")
    mine = [slot for slot in shown.slots if "情報課" in slot.departments]
    assert page.model.promised(shown, mine[0]) == "端末が足りない。"


def test_a_figure_is_read_and_drawn_while_it_is_typed(year: ClerkYear) -> None:
    page = year.open("健康課")
    shown = choose(page, "2")
    field = field_of(shown, shown.kpis[0].id)
    box = page.form.boxes[field]
    (chart,) = page.form.findChildren(KpiChart)
    for typed, said, value in (
        ("４０．５％", "40.5% と読み取りました。達成率 96.4%。目標に届いていません。", 40.5),
        ("43%", "43% と読み取りました。達成率 102.4%。目標を上回っています。", 43.0),
        ("百五十くらい", "数値としては読み取れません。文のまま扱います。", None),
        ("把握できない", "「把握できない」として扱います（数の0ではありません）。", None),
        ("", "", None),
    ):
        box.editor.put(typed)
        assert box.count.text() == said
        assert chart.bars[-1].value == value


def test_which_way_is_better_is_chosen_where_it_is_asked(year: ClerkYear) -> None:
    with year.office() as office:
        office.set_direction("i002/k1", Direction.NOT_SAID, YEAR)
        (made,) = office.make_requests(
            YEAR, year.folder / "もう一度", departments=["健康課"], ask_directions=True
        )
    year.requests["健康課"] = made
    page = year.open("健康課")
    field = field_of(choose(page, "2"), "k1@direction")
    box = page.form.boxes[field]
    said = [label.text() for label in box.findChildren(QLabel)]
    assert "指標「予約の割合」は、増減のどちらがよいですか" in said
    assert isinstance(box.editor, RatingChoice)
    box.editor.put("多いほどよい")
    assert page.model.text(field) == "多いほどよい"
    page.form.focus_field(field)
    press(page, KEY.Key_Delete)
    assert page.model.text(field) == ""
    page.form.focus_field(field.removesuffix("@direction"))
    press(page, KEY.Key_Return)
    press(page, KEY.Key_2)
    assert page.model.text(field) == "少ないほどよい"
    press(page, KEY.Key_Enter)
    assert page.form.box_in_focus() is page.form.boxes[f"{field.partition('/')[0]}/issues-1"]


def test_where_nobody_has_said_which_way_is_better_the_figure_is_not_judged(
    year: ClerkYear,
) -> None:
    page = year.open("市民課")
    shown = choose(page, "1")
    box = page.form.boxes[field_of(shown, shown.kpis[0].id)]
    box.editor.put("12分")
    assert box.count.text() == "12分 と読み取りました。増減のどちらがよいか決まっていません。"


def test_a_prose_says_its_length_and_its_paper(year: ClerkYear) -> None:
    page = year.open("健康課")
    field = field_of(choose(page, "2"), "result-1")
    box = page.form.boxes[field]
    box.editor.put("窓口を開いた。\n" * 3)
    year.bot.waitUntil(lambda: "行" in box.count.text())
    assert box.count.text() == "21字・印刷4行"
    labels = [label.text() for label in page.form.findChildren(QLabel)]
    assert "この項目の確認票は1ページです" in labels
    box.editor.put("窓口を開いた。\n" * 300)
    year.bot.waitUntil(
        lambda: any(
            "確認票は" in label.text() and "1ページ" not in label.text()
            for label in page.form.findChildren(QLabel)
        )
    )


def test_the_note_says_when_a_reason_is_asked_for(year: ClerkYear) -> None:
    with year.office() as office:
        office.set_rulebook(Rulebook(reason_for=("B",)), YEAR)
        again = year.folder / "もう一度"
        (made,) = office.make_requests(YEAR, again, departments=["健康課"])
    year.requests["健康課"] = made
    page = year.open("健康課")
    shown = choose(page, "2")
    note = page.form.boxes[field_of(shown, RATING_NOTE)]
    assert note.name.text() == "評価に関する補足（任意）"
    page.form.boxes[field_of(shown, RATING)].editor.put("B")
    assert note.name.text() == "評価に関する補足（この評価には理由が要ります）"


def test_the_offices_guidance_stands_at_the_fields_and_in_help(year: ClerkYear) -> None:
    words = {
        Guided.WHOLE.value: "4月中にお願いします。",
        Guided.RESULT.value: "回数と人数を必ず書いてください。",
    }
    with year.office() as office:
        office.change_settings(Settings(guidance=words), YEAR)
        again = year.folder / "もう一度"
        (made,) = office.make_requests(YEAR, again, departments=["健康課"])
    year.requests["健康課"] = made
    page = year.open("健康課")
    field = field_of(choose(page, "2"), "result-1")
    assert words["result"] in texts(page.form.boxes[field])
    page.form.focus_field(field)
    shown = page.help()
    assert shown.sections[0][0] == "取組実績（今の欄）"
    assert shown.sections[0][1].startswith(words["result"])
    assert words["whole"] in [text for _, text in shown.sections]
    page.show_hand_in()
    assert page.help().title == "提出のしかた"
    assert words["whole"] in texts(page.overview)


# Typing


def test_undo_goes_over_fields_and_items_and_back(year: ClerkYear) -> None:
    page = year.open("情報課")
    first = field_of(choose(page, "1"), "result-2")
    type_in(editor(page, first), "画面を直した。")
    page.form.flush()
    second = field_of(choose(page, "3"), "result-1")
    type_in(editor(page, second), "端末を配った。")
    page.form.flush()
    rating = field_of(item(page, "3"), RATING)
    editor(page, rating).put("A")
    for field, left in ((rating, ""), (second, ""), (first, "")):
        press(page, KEY.Key_Z, CONTROL)
        assert page.model.text(field) == left
        assert editor(page, field).text() == left
        here = page.form.box_in_focus()
        assert here
        assert here.field == field
    for field, said in ((first, "画面を直した。"), (second, "端末を配った。"), (rating, "A")):
        press(page, KEY.Key_Y, CONTROL)
        assert page.model.text(field) == said
    assert page.model.desk.answers()[first] == "画面を直した。"


def test_undo_while_composing_keeps_the_conversion_for_redo(year: ClerkYear) -> None:
    page = year.open("情報課")
    field = field_of(choose(page, "3"), "result-1")
    type_in(editor(page, field), "確定した。")
    compose(editor(page, field), "へんかんちゅう")
    page.retracing.take_back()
    page.retracing.make_again()
    assert page.model.text(field) == "確定した。へんかんちゅう"


def test_the_history_of_a_field_is_seen_and_gone_back_to(year: ClerkYear) -> None:
    page = year.open("健康課")
    field = field_of(choose(page, "2"), "result-1")
    page.form.focus_field(field)
    editor(page, field).put("初めの文。")
    # Another field between makes it another change.
    editor(page, field_of(item(page, "2"), RATING)).put("A")
    editor(page, field).put("次の文。")
    press(page, KEY.Key_F4)
    (card,) = page.form.findChildren(HistoryCard)
    lines = card.findChildren(QListWidget)[0]
    assert lines.hasFocus()
    assert [lines.item(n).text().split("　")[-1] for n in range(lines.count())] == [
        "次の文。",
        "初めの文。",
    ]
    assert not card.restore.isEnabled()
    lines.setCurrentRow(1)
    card.restore.click()
    assert page.model.text(field) == "初めの文。"
    assert editor(page, field).hasFocus()
    press(page, KEY.Key_Z, CONTROL)
    assert page.model.text(field) == "次の文。"


def test_a_table_is_pasted_as_lines(year: ClerkYear) -> None:
    page = year.open("健康課")
    field = field_of(choose(page, "2"), "result-1")
    mime = QMimeData()
    mime.setHtml("<table><tr><td>窓口</td><td>152</td></tr></table>")
    mime.setText("窓口\t152\r\n電話\t38\r\n")
    QApplication.clipboard().setMimeData(mime)
    page.form.focus_field(field)
    press(page, KEY.Key_V, CONTROL)
    page.form.flush()
    assert page.model.text(field) == "窓口　152\n電話　38"


def test_keys_of_a_form_move_between_fields(year: ClerkYear) -> None:
    page = year.open("健康課")
    shown = choose(page, "2")
    result, kpi, issues, rating, note = page.form.boxes
    page.form.focus_field(result)
    press(page, KEY.Key_Tab)
    assert page.form.box_in_focus() is page.form.boxes[kpi]
    press(page, KEY.Key_Return)
    assert page.form.box_in_focus() is page.form.boxes[issues]
    press(page, KEY.Key_Backtab, SHIFT)
    assert page.form.box_in_focus() is page.form.boxes[kpi]
    press(page, KEY.Key_Up)
    assert page.form.box_in_focus() is page.form.boxes[result]
    page.form.focus_field(kpi)
    press(page, KEY.Key_Down)
    press(page, KEY.Key_Tab)
    assert page.form.box_in_focus() is page.form.boxes[rating]
    press(page, KEY.Key_Tab)
    assert page.form.box_in_focus() is page.form.boxes[note]
    assert shown


def test_kinds_of_empty_and_numbers_have_keys(year: ClerkYear) -> None:
    page = year.open("健康課")
    result = next(iter(page.form.boxes))
    page.form.focus_field(result)
    press(page, KEY.Key_F2)
    box = page.form.boxes[result]
    assert box.empty
    menu = box.empty.menu()
    assert menu.isVisible()
    year.bot.keyClick(menu, KEY.Key_1)
    assert page.model.text(result) == "該当なし"
    editor(page, result).put("窓口を開いた。")
    press(page, KEY.Key_L, CONTROL)
    assert page.model.text(result) == "①窓口を開いた。"


# Handing in


def test_nothing_is_handed_in_that_would_come_back(year: ClerkYear) -> None:
    page = year.open("健康課")
    page.show_hand_in()
    assert not page.hand_in.submit.isEnabled()
    assert page.hand_in.next.hasFocus()
    said = " ".join(texts(page.hand_in))
    assert "入力が必要な箇所が 4 件" in said
    page.hand_in.name.setText("山田")
    page.hand_in._on_submit()
    assert not page.model.handed_in
    page.hand_in.next.click()
    here = page.form.box_in_focus()
    assert here
    assert here.field == page.model.waiting()[0]


@pytest.mark.parametrize("trouble", ["gone", "read-only", "a file"])
def test_another_place_is_offered_where_one_does_not_take_the_file(
    year: ClerkYear, trouble: str
) -> None:
    if trouble == "read-only":
        for cause in (NOTHING_CLOSED, NO_MODES):
            if cause.holds():
                cause.skip()
    page = year.open("健康課")
    typed = fill(page)
    give_reasons(page)
    page.show_hand_in()
    folder = year.folder / "共有"
    if trouble == "read-only":
        folder.mkdir(mode=0o500)
    elif trouble == "a file":
        folder.write_text("フォルダーではない", encoding="utf-8")
    page.hand_in.name.setText("山田")
    page.hand_in.place.setText(str(folder / "提出.dxsub"))
    page.hand_in.submit.click()
    assert not page.model.handed_in
    assert page.hand_in.trouble.isVisible()
    assert page.hand_in.elsewhere.isVisible()
    assert page.hand_in.elsewhere.hasFocus()
    page.hand_in.elsewhere.click()
    assert page.model.handed_in
    assert Path(page.hand_in.place.text()).parent == page.model.path.parent
    assert page.model.text(next(iter(typed))) == next(iter(typed.values()))


def test_handed_in_is_read_only_and_undo_changes_nothing(year: ClerkYear) -> None:
    page = year.open("健康課")
    fill(page)
    give_reasons(page)
    page.show_hand_in()
    page.hand_in.name.setText("山田")
    press(page, KEY.Key_Return)
    assert page.model.handed_in
    assert page.hand_in.sheets.hasFocus()
    before = dict(page.model.desk.answers())
    page.show_form()
    page.retracing.take_back()
    press(page, KEY.Key_D, CONTROL)
    press(page, KEY.Key_F2)
    assert page.model.desk.answers() == before
    assert not page.form.findChildren(TextEdit) or all(
        edit.isReadOnly() for edit in page.form.findChildren(TextEdit)
    )


# What an attack by hand found


def test_a_form_is_checked_before_it_is_handed_in_whatever_held_that_up(year: ClerkYear) -> None:
    page = year.open("健康課", begin=False)
    page.show_form()
    page.lists.search.setFocus()
    compose(page.lists.search, "けん")
    year.bot.wait(400)
    page.header.hand_in_requested.emit()
    page.hand_in.name.setText("山田")
    page.hand_in._on_submit()
    assert not page.model.handed_in
    assert not page.hand_in.submit.isEnabled()


def test_nothing_is_handed_in_without_what_is_on_the_screen(
    year: ClerkYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = year.open("健康課")
    fill(page)
    give_reasons(page)
    field = field_of(item(page, "2"), "result-1")
    with monkeypatch.context() as full:
        full.setattr(driver, "_PRAGMAS", (*driver._PRAGMAS, "PRAGMA query_only=ON"))
        editor(page, field).put("大事な訂正をした。窓口を二つ増やした。")
        assert page.model.unsaved
        page.show_hand_in()
        assert not page.hand_in.submit.isEnabled()
        assert "まだ保存できていない入力" in " ".join(texts(page.hand_in))
        with pytest.raises(DxdeskError, match="WRITE_FAILED"):
            page.model.hand_in("山田", year.folder / "x.dxsub", Carrier.NATIVE)
    page.show_hand_in()
    give_reasons(page)
    page.show_hand_in()
    page.hand_in.name.setText("山田")
    page.hand_in.submit.click()
    submission = page.model.submission()
    assert submission
    assert submission.answers[field] == "大事な訂正をした。窓口を二つ増やした。"


@pytest.mark.parametrize(
    ("name", "said"),
    [("起案.dxsub", "「起案.dxsub」は既にあります"), ("起案.docx", "名前の終わりを.dxsubに")],
)
def test_no_other_document_is_written_over(year: ClerkYear, name: str, said: str) -> None:
    page = year.open("健康課")
    fill(page)
    give_reasons(page)
    page.show_hand_in()
    other = year.folder / name
    other.write_bytes(b"somebody's work")
    page.hand_in.name.setText("山田")
    page.hand_in.place.setText(str(other))
    page.hand_in.submit.click()
    assert said in page.hand_in.trouble.text()
    assert other.read_bytes() == b"somebody's work"
    assert not page.model.handed_in
    if name.endswith(".dxsub"):
        year.choices.path = other
        page.hand_in._on_browse()
        page.hand_in.submit.click()
        assert page.model.handed_in


def test_a_bare_name_goes_beside_the_form(year: ClerkYear) -> None:
    page = year.open("健康課")
    fill(page)
    give_reasons(page)
    page.show_hand_in()
    page.hand_in.name.setText("山田")
    page.hand_in.place.setText("提出.dxsub")
    page.hand_in.submit.click()
    assert (page.model.path.parent / "提出.dxsub").is_file()


@pytest.mark.parametrize("harm", [b"", b"some text of another program" * 20])
def test_a_file_that_was_replaced_keeps_the_text_on_the_screen(
    year: ClerkYear, harm: bytes
) -> None:
    page = year.open("健康課")
    kept = page.model.path.read_bytes()
    page.model.path.write_bytes(harm)
    field = next(iter(page.form.boxes))
    editor(page, field).put("書きかけの文。")
    assert page.model.unsaved
    page.model.path.write_bytes(kept)
    page.settle()
    assert not page.model.unsaved
    assert page.model.desk.answers()[field] == "書きかけの文。"


def test_a_key_changes_no_form_that_is_not_seen(year: ClerkYear) -> None:
    page = year.open("健康課")
    fill(page)
    field = field_of(item(page, "2"), "result-1")
    text = "①様式をﾃﾞｰﾀにした。"
    editor(page, field).put(text)
    page.show_hand_in()
    page.hand_in.name.setFocus()
    press(page, KEY.Key_Period, CONTROL)
    press(page, KEY.Key_D, CONTROL)
    assert page.model.text(field) == text


def test_files_are_not_dropped_or_pasted_as_text(year: ClerkYear) -> None:
    page = year.open("健康課")
    field = next(iter(page.form.boxes))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(page.model.path))])
    mime.setText(page.model.path.as_uri())
    place = editor(page, field)
    assert isinstance(place, TextEdit)
    assert not place.canInsertFromMimeData(mime)
    place.insertFromMimeData(mime)
    page.form.flush()
    assert page.model.text(field) == ""


@pytest.mark.parametrize("kept", ["99999999999999,5;3,3", "a,b;c,d", "", "0,0;0,0", "1,2"])
def test_an_odd_arrangement_is_left_alone(year: ClerkYear, kept: str) -> None:
    page = year.open("健康課")
    page.arrange_as(kept)
    assert page._form_view.sizes()[1] > 0


def test_what_stands_beside_the_fields_of_a_form_is_shown_and_can_be_copied(
    year: ClerkYear, tmp_path: Path
) -> None:
    with year.office() as office:
        (form,) = office.make_requests(YEAR, tmp_path / "forms", Carrier.XLSX, ["健康課"])
    book = load_workbook(form)
    sheet = book["記入"]
    sheet.cell(sheet.max_row + 4, 2, "表の下に書いた文です。")
    book.save(form)
    year.requests["健康課"] = form
    page = year.open("健康課", begin=False)
    said = [label.text() for label in page.overview.findChildren(QLabel)]
    assert any("置く欄の分からない文" in text for text in said)
    assert any("表の下に書いた文です。" in text for text in said)
