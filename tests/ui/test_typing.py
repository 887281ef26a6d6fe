"""Typing loses nothing: conversions, pasting, the wheel, characters that Qt would change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain.fields import RATING, RATING_NOTE, field_of
from dxdesk.domain.plan import Grade
from tests.ui.clerk_year import ClerkYear, choose, compose, editor, item, type_in
from ui.department.page import DepartmentPage
from ui.widgets.figure_edit import FigureEdit, LineEdit
from ui.widgets.rating_box import RatingBox
from ui.widgets.rating_choice import RatingChoice
from ui.widgets.text_edit import TextEdit

ODD = "全角　半角 no-break\u00a0 ①㈱〜～ 𠮷 👩‍👩‍👧 \ufa11 e\u0301 =1+1 &<b> \\n"


def leave_by_switching(page: DepartmentPage) -> None:
    choose(page, "1")


def leave_by_hand_in(page: DepartmentPage) -> None:
    page.show_hand_in()


def leave_by_key(page: DepartmentPage) -> None:
    page._step(-1)


def leave_by_focus(page: DepartmentPage) -> None:
    page.items.setFocus()


def leave_by_closing(page: DepartmentPage) -> None:
    page.settle()


LEAVING = (leave_by_switching, leave_by_hand_in, leave_by_key, leave_by_focus, leave_by_closing)


@pytest.mark.parametrize("leave", LEAVING)
@pytest.mark.parametrize("name", ["result-1", "issues-1", RATING_NOTE])
def test_a_pending_conversion_is_kept(year: ClerkYear, leave: type[object], name: str) -> None:
    page = year.open("情報課")
    field = field_of(choose(page, "3"), name)
    place = editor(page, field)
    type_in(place, "確定した文。")
    compose(place, "へんかんちゅう")
    leave(page)  # type: ignore[call-arg]
    assert page.model.text(field) == "確定した文。へんかんちゅう"


@pytest.mark.parametrize("leave", LEAVING)
def test_a_pending_figure_is_kept(year: ClerkYear, leave: type[object]) -> None:
    page = year.open("市民課")
    shown = choose(page, "1")
    field = field_of(shown, shown.kpis[0].id)
    figure = editor(page, field)
    assert isinstance(figure, FigureEdit)
    figure.line.setFocus()
    compose(figure.line, "１２分")
    if leave is leave_by_switching:
        page.form.show_item(item(page, "1"))
    else:
        leave(page)  # type: ignore[call-arg]
    assert page.model.text(field) == "１２分" or leave is leave_by_key
    page.settle()
    assert page.model.text(field) == "１２分"


def test_composing_is_not_told_before_it_is_committed(qtbot: QtBot) -> None:
    edit = TextEdit()
    qtbot.addWidget(edit)
    edit.show()
    edit.setFocus()
    told: list[str] = []
    edit.edited.connect(told.append)
    for letters in ("k", "か", "かん", "かんj", "かんじ"):
        compose(edit, letters)
        qtbot.wait(120)
    assert told == []
    type_in(edit, "漢字")
    edit.flush()
    assert told == ["漢字"]


@pytest.mark.parametrize("kind", [TextEdit, LineEdit])
def test_odd_characters_stay_as_typed(qtbot: QtBot, kind: type[TextEdit] | type[LineEdit]) -> None:
    edit = kind()
    qtbot.addWidget(edit)
    edit.show()
    type_in(edit, ODD)
    assert edit.text() == ODD
    edit.set_text(ODD)
    assert edit.text() == ODD
    told: list[str] = []
    edit.edited.connect(told.append)
    edit.flush()
    assert told == []


def test_text_is_pasted_plain(qtbot: QtBot) -> None:
    edit = TextEdit()
    qtbot.addWidget(edit)
    mime = QMimeData()
    mime.setHtml("<b>太字</b><br>次")
    mime.setText("太字\r\n次\tとなり")
    edit.insertFromMimeData(mime)
    assert edit.text() == "太字\n次　となり"
    assert "font-weight" not in edit.toHtml().partition("<body")[2].partition(">")[2]


def test_shift_enter_begins_a_line_like_enter(qtbot: QtBot) -> None:
    edit = TextEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "a")
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(edit, "b")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "c")
    assert edit.text() == "a\nb\nc"


def test_a_chosen_kind_of_empty_is_taken_back_with_undo(qtbot: QtBot) -> None:
    edit = TextEdit()
    qtbot.addWidget(edit)
    edit.set_text("前の文\n二行")
    edit.put("該当なし")
    assert edit.text() == "該当なし"
    edit.undo()
    assert edit.text() == "前の文\n二行"


def test_an_editor_grows_with_its_text(qtbot: QtBot) -> None:
    edit = TextEdit(lines=2)
    qtbot.addWidget(edit)
    edit.resize(300, 50)
    edit.show()
    low = edit.height()
    edit.set_text("\n".join("行" for _ in range(20)))
    assert edit.height() > 5 * low
    assert edit.verticalScrollBar().maximum() == 0


def test_the_wheel_changes_no_rating(qtbot: QtBot) -> None:
    box = RatingBox([Grade("A", "できた"), Grade("B", "まだ")])
    qtbot.addWidget(box)
    box.show()
    box.set_text("A")
    for focused in (False, True):
        if focused:
            box.setFocus()
        turn_wheel(box)
        assert box.text() == "A"


def test_a_code_outside_the_scale_is_shown_not_dropped(qtbot: QtBot) -> None:
    box = RatingBox([Grade("A", "できた")])
    qtbot.addWidget(box)
    box.set_text("Z")
    assert box.text() == "Z"
    assert box.currentText() == "Z（尺度にない評価）"


def test_the_wheel_over_an_editor_scrolls_the_form(year: ClerkYear) -> None:
    page = year.open("情報課")
    shown = choose(page, "3")
    rating = field_of(shown, RATING)
    box = editor(page, rating)
    turn_wheel(box)
    assert page.model.text(rating) == ""


def turn_wheel(widget: QWidget) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(widget.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_every_enter_begins_a_line(qtbot: QtBot) -> None:
    """Qt's own key swallows every other one on empty lines of another line height."""
    edit = TextEdit()
    qtbot.addWidget(edit)
    qtbot.keyClicks(edit, "a")
    for _ in range(4):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "a\n\n\n\n"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("①窓口\n電話", "①窓口\n②電話"),
        ("①窓口\n電話\n\n終わり", "①窓口\n②電話\n終わり"),
        ("・窓口\n電話", "・窓口\n・電話"),
        ("窓口\n電話", "窓口\n電話"),
    ],
)
def test_enter_goes_on_with_a_list(qtbot: QtBot, typed: str, wanted: str) -> None:
    edit = TextEdit()
    qtbot.addWidget(edit)
    for n, line in enumerate(typed.split("\n")):
        if n:
            qtbot.keyClick(edit, Qt.Key.Key_Return)
        type_in(edit, line)
    assert edit.text() == wanted


def test_chosen_lines_are_numbered_and_back(qtbot: QtBot) -> None:
    edit = TextEdit()
    qtbot.addWidget(edit)
    edit.set_text("窓口\n電話\n手紙")
    edit.selectAll()
    edit.number_lines()
    assert edit.text() == "①窓口\n②電話\n③手紙"
    edit.number_lines()
    assert edit.text() == "窓口\n電話\n手紙"


@pytest.mark.parametrize(("key", "wanted"), [("b", "B"), ("B", "B"), ("2", "B"), ("z", "")])
def test_a_rating_is_chosen_by_its_letter_or_place(qtbot: QtBot, key: str, wanted: str) -> None:
    choice = RatingChoice([Grade("A", "できた"), Grade("B", "まだ")], earlier="A")
    qtbot.addWidget(choice)
    choice.show()
    told: list[str] = []
    choice.edited.connect(told.append)
    choice.setFocus()
    qtbot.keyClicks(choice.buttons[0], key)
    assert choice.text() == wanted
    assert told == ([wanted] if wanted else [])
    if wanted:
        qtbot.keyClick(choice.buttons[1], Qt.Key.Key_Delete)
        assert choice.text() == ""


def test_a_line_is_pasted_as_one_line(qtbot: QtBot) -> None:
    edit = LineEdit()
    qtbot.addWidget(edit)
    mime = QMimeData()
    mime.setHtml("<table><tr><td>152</td></tr></table>")
    mime.setText("152\r\n")
    QApplication.clipboard().setMimeData(mime)
    qtbot.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "152"
