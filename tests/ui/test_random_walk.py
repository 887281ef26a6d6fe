"""A clerk who does anything in any order: nothing breaks, nothing is lost, nothing piles up."""

from __future__ import annotations

import gc
import os
import random
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dxdesk.domain.asking import Remark
from tests.ui.clerk_year import ClerkYear, compose, editor, type_in
from ui import theme
from ui.app import Files
from ui.department.finding_box import FindingBox
from ui.department.page import DepartmentPage
from ui.main_window import MainWindow
from ui.widgets.empty_button import EmptyButton
from ui.widgets.figure_edit import FigureEdit, LineEdit
from ui.widgets.text_edit import TextEdit

SEED = 20250420
ACTIONS = 20_000
# After so many actions everything that is loaded once has been loaded.
WARM = 2_000
LOOK_EVERY = 250
DEPARTMENT = "情報課"
MOST_RETURNS = 5
LONGEST = 240
MOST_GROWTH = 50 * 1024 * 1024
MOST_LOST = 2_000

STATM = Path("/proc/self/statm")
KEY = Qt.Key
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CLAUSES = ("窓口の様子を改めた。", "①㈱〜", "１２．５％", "待ち時間", "𠮷田", "した。", "　", "ｶﾞｲﾄﾞ")
KINDS = ("", "該当なし", "未実施", "把握できない", "終了")


@dataclass
class Walk:
    """The window, and what each field must say after what was done."""

    window: MainWindow
    year: ClerkYear
    desk_file: Path
    chance: random.Random
    said: dict[str, str] = field(default_factory=dict[str, str])
    composing: tuple[str, str] = ("", "")
    returns: int = 0
    done: list[str] = field(default_factory=list[str])

    @property
    def page(self) -> DepartmentPage:
        assert isinstance(self.window.page, DepartmentPage)
        return self.window.page

    def place(self, name: str) -> LineEdit | TextEdit | None:
        """The editor of a field of the item that is shown, where it has one with a cursor."""
        if name not in self.page.form.boxes:
            return None
        found = editor(self.page, name)
        line = found.line if isinstance(found, FigureEdit) else found
        return line if isinstance(line, LineEdit | TextEdit) else None

    def some_place(self) -> tuple[str, LineEdit | TextEdit] | None:
        """A field to write in with the cursor at its end; mostly the one that has the cursor."""
        if self.page.views.currentIndex() != 0:
            self.page.show_form()
        every = [(name, place) for name in self.page.form.boxes if (place := self.place(name))]
        if not every:
            if self.chance.random() < 0.1:
                self.page.header.reopen.click()
            return None
        here = [one for one in every if one[1].hasFocus()]
        name, place = here[0] if here and self.chance.random() < 0.8 else self.chance.choice(every)
        place.setFocus()
        self.finish(name)
        last = CONTROL if isinstance(place, TextEdit) else NONE
        QTest.keyClick(place, KEY.Key_End, last)
        if len(self.said[name]) > LONGEST:
            self.clear(name, place)
        return name, place

    def finish(self, name: str) -> None:
        """End the conversion that is open in a field, unless something ended it."""
        open_in, text = self.composing
        place = self.place(name)
        if open_in == name and place and place.is_composing():
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QApplication.sendEvent(place, event)

    def clear(self, name: str, place: QWidget) -> None:
        QTest.keyClick(place, KEY.Key_A, CONTROL)
        QTest.keyClick(place, KEY.Key_Delete)
        self.said[name] = ""

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    def learn(self) -> None:
        """Take what stands there for right, where the program itself wrote."""
        self.page.settle()
        self.said = {name: self.page.model.text(name) for name in self.page.model.request.open}

    def step(self) -> None:
        (act,) = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
        self.done.append(act.__name__)
        act(self)
        # Without an event loop around the test the closed pages would pile up.
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def look(self) -> None:
        """Page, file and editors say what was typed."""
        page, last = self.page, self.done[-40:]
        page.settle()
        asked = page.model.request.open
        assert {name: page.model.text(name) for name in asked} == self.said, last
        kept = page.model.desk.answers()
        assert {name: kept.get(name, "") for name in asked} == self.said, last
        for name, box in page.form.boxes.items():
            assert box.editor.text() == self.said[name], last

    def begin_form(self) -> None:
        """Go past the page that says what is asked."""
        if self.page.views.currentIndex() != 0:
            self.page.show_form()


def type_a_key(walk: Walk) -> None:
    if found := walk.some_place():
        name, place = found
        letters = walk.chance.choice(("a", "7", "x1", "%", " "))
        QTest.keyClicks(place, letters)
        walk.said[name] += letters


def type_a_clause(walk: Walk) -> None:
    if found := walk.some_place():
        name, place = found
        clause = walk.chance.choice(CLAUSES)
        type_in(place, clause)
        walk.said[name] += clause


def leave_a_clause_open(walk: Walk) -> None:
    if found := walk.some_place():
        name, place = found
        clause = walk.chance.choice(CLAUSES)
        compose(place, clause)
        walk.composing = (name, clause)
        walk.said[name] += clause


def begin_a_line(walk: Walk) -> None:
    if found := walk.some_place():
        QTest.keyClick(found[1], KEY.Key_Return, walk.chance.choice((NONE, SHIFT)))
        walk.learn()


def rub_out(walk: Walk) -> None:
    if found := walk.some_place():
        QTest.keyClick(found[1], KEY.Key_Backspace)
        walk.learn()


def paste(walk: Walk) -> None:
    if found := walk.some_place():
        name, place = found
        pasted = "貼った文、12件。"
        QApplication.clipboard().setText(pasted)
        QTest.keyClick(place, KEY.Key_V, CONTROL)
        walk.said[name] += pasted


def delete_all(walk: Walk) -> None:
    if found := walk.some_place():
        walk.clear(*found)


def choose_a_kind_of_empty(walk: Walk) -> None:
    found = walk.some_place()
    buttons = walk.page.form.boxes[found[0]].findChildren(EmptyButton) if found else []
    if found and buttons:
        kind = walk.chance.choice(KINDS)
        buttons[0].fill()
        next(one for one in buttons[0].menu().actions() if one.data() == kind).trigger()
        walk.said[found[0]] = kind


def rate(walk: Walk) -> None:
    for name, box in walk.page.form.boxes.items():
        if name.endswith("/rating"):
            code = walk.chance.choice(("", "A", "B", "C"))
            box.editor.put(code)
            walk.said[name] = code


def tab(walk: Walk) -> None:
    walk.press(KEY.Key_Tab)


def shift_tab(walk: Walk) -> None:
    walk.press(KEY.Key_Backtab, SHIFT)


def next_item(walk: Walk) -> None:
    walk.press(KEY.Key_Down, CONTROL)


def item_before(walk: Walk) -> None:
    walk.press(KEY.Key_Up, CONTROL)


def choose_item(walk: Walk) -> None:
    rows = walk.page.items.rows.rows
    if rows:
        walk.page.items.choose(walk.chance.choice(rows).id)


def switch_pane(walk: Walk) -> None:
    walk.press(KEY.Key_F6)


def next_finding(walk: Walk) -> None:
    walk.press(KEY.Key_F8, walk.chance.choice((NONE, SHIFT)))


def choose_finding(walk: Walk) -> None:
    rows = walk.page.lists.findings.rows.rows
    if rows:
        at = walk.chance.randrange(len(rows))
        walk.page.lists.findings.clicked.emit(walk.page.lists.findings.rows.index(at, 1))


def filter_findings(walk: Walk) -> None:
    walk.page.lists.filter.setCurrentIndex(walk.chance.randrange(walk.page.lists.filter.count()))


def answer_with_a_reason(walk: Walk) -> None:
    walk.begin_form()
    walk.press(KEY.Key_F9)
    focus = QApplication.focusWidget()
    asking = [box for box in walk.page.form.findChildren(FindingBox) if box.row.reason is focus]
    if asking and isinstance(focus, TextEdit):
        type_in(focus, "確かめた。")
        if walk.chance.random() < 0.8:
            asking[0].row.keep.click()
    walk.learn()


def fix(walk: Walk) -> None:
    walk.press(KEY.Key_Period, CONTROL)
    walk.learn()


def copy_last_year(walk: Walk) -> None:
    if walk.some_place():
        walk.press(KEY.Key_D, CONTROL)
        walk.learn()


def number_lines(walk: Walk) -> None:
    if walk.some_place():
        walk.press(KEY.Key_L, CONTROL)
        walk.learn()


def see_history(walk: Walk) -> None:
    if walk.some_place():
        walk.press(KEY.Key_F4)


def undo(walk: Walk) -> None:
    walk.press(KEY.Key_Z, CONTROL)
    walk.learn()


def redo(walk: Walk) -> None:
    walk.press(KEY.Key_Y, CONTROL)
    walk.learn()


def save(walk: Walk) -> None:
    walk.press(KEY.Key_S, CONTROL)


def go_to_hand_in_and_back(walk: Walk) -> None:
    walk.page.show_hand_in()
    if walk.chance.random() < 0.5:
        walk.page.show_form()


def see_what_is_asked(walk: Walk) -> None:
    walk.page.show_overview()


def enlarge(walk: Walk) -> None:
    walk.press(KEY.Key_Plus, CONTROL)


def make_smaller(walk: Walk) -> None:
    walk.press(KEY.Key_Minus, CONTROL)


def darken_or_lighten(walk: Walk) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, dark=walk.chance.random() < 0.5)


def resize(walk: Walk) -> None:
    walk.window.resize(walk.chance.randint(800, 1900), walk.chance.randint(500, 1100))


def close_and_open_again(walk: Walk) -> None:
    walk.window.close_page()
    walk.window.open_file(walk.desk_file)
    walk.begin_form()
    walk.look()


def hand_in(walk: Walk) -> None:
    """Fill what is empty, answer every finding, hand in and perhaps have it back; or reopen it."""
    page = walk.page
    walk.begin_form()
    if not page.model.handed_in:
        for row in page.model.rows():
            page.go_to(f"{row.id}/")
            for name, box in page.form.boxes.items():
                rating = name.endswith("/rating")
                walk.finish(name)
                box.editor.put("B" if rating else "12" if "/k" in name else "様式を減らした。")
        walk.learn()
        for finding in page.model.weighing:
            if finding.rule.confirmable:
                page.model.confirm(finding, "確かめた。")
        page.show_hand_in()
        page.hand_in.name.setText("山田")
        written = Path(page.hand_in.place.text())
        page.hand_in.submit.click()
        if page.model.handed_in and walk.returns < MOST_RETURNS and walk.chance.random() < 0.4:
            send_back(walk, written)
    elif walk.chance.random() < 0.8:
        page.header.reopen.click()


def send_back(walk: Walk, handed_in: Path) -> None:
    """The office merges it and asks for every item again."""
    walk.returns += 1
    again = walk.desk_file.with_name(f"照会_{walk.returns}.dxreq")
    with walk.year.office() as office:
        office.merge([handed_in])
        items = office.plan().items_of(DEPARTMENT)
        office.send_back(DEPARTMENT, [Remark(item.id, "数を書くこと。") for item in items], again)
    walk.window.open_file(again)
    walk.begin_form()
    walk.look()


# How often each action comes, beside the others.
WEIGHTS: dict[Callable[[Walk], None], int] = {
    type_a_key: 260,
    type_a_clause: 160,
    leave_a_clause_open: 80,
    begin_a_line: 20,
    rub_out: 20,
    paste: 25,
    delete_all: 15,
    choose_a_kind_of_empty: 15,
    rate: 15,
    tab: 60,
    shift_tab: 40,
    next_item: 25,
    item_before: 25,
    choose_item: 10,
    switch_pane: 15,
    next_finding: 20,
    choose_finding: 10,
    filter_findings: 10,
    answer_with_a_reason: 15,
    fix: 15,
    copy_last_year: 10,
    number_lines: 5,
    see_history: 8,
    undo: 30,
    redo: 15,
    save: 15,
    go_to_hand_in_and_back: 8,
    see_what_is_asked: 4,
    enlarge: 3,
    make_smaller: 4,
    darken_or_lighten: 2,
    resize: 6,
    close_and_open_again: 5,
    hand_in: 5,
}


@pytest.fixture
def walk(year: ClerkYear) -> Iterator[Walk]:
    settings = QSettings(str(year.folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Files(year.choices), year.choices, settings)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.open_file(year.requests[DEPARTMENT])
    assert isinstance(window.page, DepartmentPage)
    begun = Walk(window, year, window.page.model.path, random.Random(SEED))
    begun.begin_form()
    begun.learn()
    yield begun
    window.close()
    window.deleteLater()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setFont(theme.font())
    theme.dress(app, dark=False)


@pytest.mark.long
def test_a_random_walk_breaks_nothing(walk: Walk) -> None:
    memory = references = 0
    with walk.year.bot.captureExceptions() as caught:
        for n in range(1, ACTIONS + 1):
            try:
                walk.step()
                if n % LOOK_EVERY == 0:
                    walk.look()
                assert not caught, "".join(traceback.format_exception(caught[0][1]))
            except BaseException as error:
                error.add_note(f"seed {SEED}, action {n}: {', '.join(walk.done[-12:])}")
                raise
            if n == WARM:
                memory, references = resident(), sys.getrefcount(None)
    grown, drift = resident() - memory, sys.getrefcount(None) - references
    walk.window.close_page()
    assert grown <= MOST_GROWTH, f"seed {SEED}: {grown / 1024**2:.1f} MB more"
    # PySide once dropped a reference to None at nearly every call, until the process aborted. It
    # adds one whenever a widget gets a parent, which costs nothing and never ends.
    assert drift > -MOST_LOST, f"seed {SEED}: {-drift} references to None lost"


def resident() -> int:
    """The bytes of memory that the process really has."""
    gc.collect()
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if STATM.exists() else 0
