"""Whatever happens while an input method composes: not one character is lost.

Each script is what a Japanese input method sends to an editor, up to a conversion that is left
open; then something interrupts it. What must be there afterwards is said by `Plain`, a string
with a cursor that puts in what was being composed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dxdesk.department import Desk
from dxdesk.office import Office
from tests.plans import THREE_COLUMN
from tests.ui.clerk_year import YEAR, Choices, editor
from ui import theme
from ui.app import Files
from ui.department.page import DepartmentPage
from ui.main_window import MainWindow
from ui.widgets.empty_button import EmptyButton
from ui.widgets.figure_edit import FigureEdit, LineEdit
from ui.widgets.text_edit import TextEdit

PROSE, FIGURE, OTHER = "i001/result-2", "i001/k1", "i001/issues-2"
PASTED = "【貼付】"
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Plain:
    """A string with a cursor: what is left of it, chosen at it, being composed at it, right of it.

    Places and lengths are counted in UTF-16, as an input method counts them.
    """

    left: str = ""
    chosen: str = ""
    pending: str = ""
    right: str = ""

    @property
    def text(self) -> str:
        return self.left + self.chosen + self.right

    def keep(self) -> None:
        """What is being composed becomes text."""
        self.insert(self.pending)

    def insert(self, text: str) -> None:
        self.left, self.chosen, self.pending = self.left + text, "", ""

    def paste(self, text: str) -> None:
        """Text from elsewhere; what is being composed stays open behind it."""
        self.left, self.chosen = self.left + text, ""

    def replace(self, text: str, start: int, length: int) -> None:
        """Put a text in place of another that begins `start` before or behind the cursor."""
        whole, here = units(self.left + self.right), len(units(self.left)) + 2 * start
        head, tail = whole[:here], whole[here + 2 * length :]
        # A cursor at the replaced text's end, or in it, goes behind the new one.
        behind = start <= 0
        at = here if behind else len(units(self.left))
        new = head + units(text) + tail
        at += len(units(text)) if behind else 0
        at += max(0, 2 * (-start - length)) if behind else 0
        self.left, self.right, self.pending = words(new[:at]), words(new[at:]), ""

    def choose(self, start: int, length: int) -> None:
        """Select from a place of the line that the cursor is in."""
        whole = self.text
        before = whole.rfind("\n", 0, len(self.left)) + 1
        start += before
        self.left, self.chosen = whole[:start], whole[start : start + length]
        self.right = whole[start + length :]

    def end(self) -> None:
        self.left, self.chosen, self.right = self.text, "", ""

    def put(self, text: str) -> None:
        """Another text in place of everything."""
        self.left, self.chosen, self.pending, self.right = text, "", "", ""


def units(text: str) -> bytes:
    return text.encode("utf-16-le")


def words(raw: bytes) -> str:
    return raw.decode("utf-16-le")


@dataclass(frozen=True)
class Event:
    """One event of an input method: what it commits, and what it goes on composing."""

    preedit: str = ""
    commit: str = ""
    start: int = 0
    length: int = 0
    cursor: int | None = None

    def send(self, place: LineEdit | TextEdit) -> None:
        told = []
        if self.cursor is not None:
            kind = QInputMethodEvent.AttributeType.Cursor
            told.append(QInputMethodEvent.Attribute(kind, self.cursor, 1, None))
        event = QInputMethodEvent(self.preedit, told)
        event.setCommitString(self.commit, self.start, self.length)
        QApplication.sendEvent(place, event)

    def tell(self, plain: Plain) -> None:
        if not (self.preedit or self.commit or self.length or plain.pending):
            return
        plain.chosen = ""
        if self.length:
            plain.replace(self.commit, self.start, self.length)
        else:
            plain.insert(self.commit)
        plain.pending = self.preedit


@dataclass(frozen=True)
class Chosen:
    """An input method selects what it will convert anew, as the one of Windows does."""

    start: int
    length: int

    def send(self, place: LineEdit | TextEdit) -> None:
        kind = QInputMethodEvent.AttributeType.Selection
        told = [QInputMethodEvent.Attribute(kind, self.start, self.length, None)]
        QApplication.sendEvent(place, QInputMethodEvent("", told))

    def tell(self, plain: Plain) -> None:
        plain.choose(self.start, self.length)


@dataclass(frozen=True)
class Key:
    """A key that the input method leaves to the editor."""

    key: Qt.Key
    tell: Callable[[Plain], object]
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    def send(self, place: LineEdit | TextEdit) -> None:
        last = self.key == KEY.Key_End and isinstance(place, TextEdit)
        QTest.keyClick(place, self.key, CONTROL if last else self.modifier)


Step = Event | Chosen | Key


def shows(*preedits: str) -> list[Step]:
    """What is being composed, step by step."""
    return [Event(preedit) for preedit in preedits]


def takes(text: str, then: str = "") -> Event:
    """A commit, perhaps of the first clauses only: `then` is still being composed."""
    return Event(then, text)


def instead(text: str, start: int, length: int, then: str = "") -> Event:
    """A commit in place of text that is there already."""
    return Event(then, text, start, length)


def _move(by: int) -> Callable[[Plain], None]:
    def move(plain: Plain) -> None:
        whole, at = plain.text, len(plain.left) + by
        plain.left, plain.chosen, plain.right = whole[:at], "", whole[at:]

    return move


def _mark(plain: Plain) -> None:
    plain.left, plain.chosen = plain.left[:-1], plain.left[-1] + plain.chosen


def _rub_out(plain: Plain) -> None:
    plain.left, plain.chosen = (plain.left if plain.chosen else plain.left[:-1]), ""


def _all(plain: Plain) -> None:
    plain.left, plain.chosen, plain.right = "", plain.text, ""


CANCEL = Event()
BACK = Key(KEY.Key_Backspace, _rub_out)
LEFT = Key(KEY.Key_Left, _move(-1))
RIGHT = Key(KEY.Key_Right, _move(1))
MARK = Key(KEY.Key_Left, _mark, Qt.KeyboardModifier.ShiftModifier)
ALL = Key(KEY.Key_A, _all, CONTROL)
ENTER = Key(KEY.Key_Return, lambda plain: plain.insert("\n"))
SHIFT_ENTER = Key(
    KEY.Key_Return, lambda plain: plain.insert("\n"), Qt.KeyboardModifier.ShiftModifier
)
END = Key(KEY.Key_End, Plain.end)
SPACE = Key(KEY.Key_Space, lambda plain: plain.insert(" "))
SEVEN = Key(KEY.Key_7, lambda plain: plain.insert("7"))

CLAUSE = "まどぐちのようすをあらためてまちじかんをへらしたので" * 8

# Each ends with a conversion that is open.
SCRIPTS: dict[str, Sequence[Step]] = {
    # From letters to kana.
    "one letter": shows("k"),
    "letter to kana": shows("k", "か"),
    "kana by kana": shows("k", "き", "きy", "きょ", "きょう", "きょうh", "きょうは"),
    "small tsu": shows("t", "とk", "とっk", "とっき", "とっきょ"),
    "n before a vowel": shows("k", "か", "かn", "かん", "かんい"),
    "a letter taken back": shows("か", "かk", "か", "かs", "かし"),
    "all letters taken back, then others": [*shows("さ", "し", ""), *shows("た", "たち")],
    "capitals": shows("D", "DX", "DXす", "DXすいしん"),
    "full-width letters": shows("Ｄ", "ＤＸ"),
    "half-width kana": [*shows("ｶ", "ｶﾞ", "ｶﾞｲ"), takes("ｶﾞｲﾄﾞ"), *shows("ﾎﾟ", "ﾎﾟｽ")],
    "voiced marks apart": shows("か", "か\u3099", "か\u3099き\u3099"),
    "a long vowel": shows("s", "さ", "さー", "さーび", "さーびす"),
    # Candidates.
    "candidates": [*shows("きかん", "期間", "機関", "器官", "基幹")],
    "to candidates and back": shows("こうせい", "構成", "校正", "こうせい", "コウセイ"),
    "to katakana and letters": shows("めーる", "メール", "ﾒｰﾙ", "ｍｅーｒｕ", "mail"),
    "clauses grow and shrink": shows("きょうはいしゃ", "今日歯医者", "今日は医者", "京は医者"),
    "the cursor within": [
        Event("しちょうそん", cursor=6),
        Event("市町村", cursor=0),
        Event("市町村", cursor=3),
    ],
    "a candidate, then more": [*shows("まどぐち", "窓口"), takes("窓口"), *shows("n", "の")],
    # Commits and what follows them.
    "committed, then composing": [*shows("けいかく"), takes("計画"), *shows("を")],
    "two commits": [*shows("じき"), takes("次期"), *shows("こう"), takes("校"), *shows("ぶん")],
    "a commit like the preedit": [*shows("かな"), takes("かな"), *shows("かな")],
    "a commit without preedit": [takes("直接"), takes("確定"), *shows("のあと")],
    "the first clause committed": [*shows("今日は医者"), takes("今日は", then="医者")],
    "clause after clause": [
        *shows("紙の台帳を電子化した"),
        takes("紙の", then="台帳を電子化した"),
        takes("台帳を", then="電子化した"),
        takes("電子化", then="した"),
    ],
    "a commit begins the next": [*shows("した"), takes("した", then="。"), takes("。", then="t")],
    "commit during another preedit": [
        *shows("あああ"),
        takes("いい", then="あああ"),
        *shows("うう"),
    ],
    "a commit of something else": [*shows("かっこ"), takes("「」"), *shows("なか")],
    "the same preedit twice": [*shows("おなじ", "おなじ"), takes("同じ", then="同じ")],
    "many short commits": [
        step for kana in "いろはにほへと" for step in (*shows(kana), takes(kana))
    ]
    + shows("ちり"),
    # Cancelling.
    "cancelled, then anew": [*shows("まちがい"), CANCEL, *shows("ただしい")],
    "cancelled twice": [*shows("あ"), CANCEL, CANCEL, *shows("い")],
    "nothing, then composing": [CANCEL, *shows("はじめ")],
    "cancelled after a commit": [takes("残る"), *shows("消える"), CANCEL, *shows("つぎ")],
    "rubbed out in the conversion": [*shows("あいう", "あい", "あ", ""), *shows("かき")],
    # Converting anew.
    "reconversion of the last word": [takes("市の公正"), instead("", -2, 2, then="こうせい")],
    "reconversion ends in a commit": [
        takes("市の公正"),
        instead("校正", -2, 2),
        *shows("した", "下"),
    ],
    "reconversion before the cursor": [
        takes("公正な市"),
        instead("校正", -4, 2),
        END,
        *shows("で"),
    ],
    "reconversion behind the cursor": [
        takes("市の公正"),
        LEFT,
        LEFT,
        instead("校正", 0, 2),
        *shows("後"),
    ],
    "reconversion cancelled": [
        takes("市の公正"),
        instead("", -2, 2, then="こうせい"),
        takes("公正"),
        *shows("に"),
    ],
    "reconversion as in Windows": [takes("市の公正な"), Chosen(2, 2), *shows("公正", "校正")],
    "reconversion of everything": [takes("公正"), Chosen(0, 2), *shows("こうせい"), *shows("構成")],
    "reconversion of a surrogate pair": [takes("𠮷田"), instead("吉", -3, 2), END, *shows("し")],
    "replacing while composing": [takes("いち"), *shows("に"), instead("一", -2, 2, then="二")],
    # A selection.
    "over a selected word": [takes("前の語"), MARK, MARK, *shows("つ", "つぎ")],
    "over everything": [takes("全部を書き直す"), ALL, *shows("あ", "あた", "新")],
    "over a selection, cancelled": [takes("選んだ"), MARK, *shows("x"), CANCEL, *shows("よ")],
    "a commit over a selection": [takes("古い語"), MARK, takes("五"), *shows("で")],
    # In the middle of the text.
    "in the middle": [takes("前後"), LEFT, *shows("ま", "まん", "真ん中")],
    "at the beginning": [takes("後"), LEFT, *shows("さき", "先")],
    "in the middle with clauses": [
        takes("（）"),
        LEFT,
        *shows("注記あり"),
        takes("注記", then="あり"),
    ],
    "there and back": [takes("左右"), LEFT, *shows("と"), takes("と"), RIGHT, *shows("も")],
    # Characters that are hard for editors.
    "a surrogate pair": shows("よし", "𠮷", "吉"),
    "surrogate pairs committed": [*shows("𠮷"), takes("𠮷野家", then="𩸽")],
    "a variant of a character": [takes("葛\U000e0100飾"), *shows("辻", "辻\U000e0101")],
    "a variant composed": shows("かつらぎ", "葛城", "葛\U000e0100城"),
    "compatibility characters": [takes("神\ufa19"), *shows("﨑", "\ufa11")],
    "circled figures": [takes("①"), *shows("2", "②"), takes("②", then="㈱")],
    "picture characters": [takes("👩‍👩‍👧"), *shows("✌", "✌🏽")],
    "wave dashes": [takes("10〜20"), *shows("～", "〜", "−")],
    "no-break space": [takes("10\u00a0件"), *shows("\u00a0", "　")],
    "signs of other languages": [takes("<b>&amp;"), *shows('"', "'", "\\", "=1+1")],
    # Signs, spaces and keys between.
    "signs committed at once": [takes("、"), takes("。"), takes("「"), *shows("か")],
    "a sign ends a conversion": [*shows("した"), takes("した。"), *shows("つぎ")],
    "full-width space": [takes("　"), *shows("じ", "字下げ")],
    "a space key between": [takes("前"), SPACE, *shows("あと")],
    "figures by keys between": [takes("約"), SEVEN, SEVEN, *shows("わり", "割")],
    "full-width figures": [*shows("１２"), takes("１２．５", then="％")],
    "rubbed out before": [takes("書きすぎた"), BACK, BACK, *shows("る")],
    # Length.
    "a long clause": shows(CLAUSE[:60], CLAUSE[:120], CLAUSE[:200]),
    "a long clause behind a long text": [takes(CLAUSE), *shows(CLAUSE[:200])],
    "a long clause, partly committed": [*shows(CLAUSE[:200]), takes(CLAUSE[:90], CLAUSE[90:200])],
}

# Lines are for prose only.
LINES: dict[str, Sequence[Step]] = {
    "a new line after a commit": [takes("一行目。"), ENTER, *shows("に", "二行目")],
    "a new line of Shift": [takes("一行目。"), SHIFT_ENTER, *shows("に", "二行目")],
    "empty lines": [takes("上"), ENTER, ENTER, ENTER, *shows("した", "下")],
    "a line break committed": [takes("一行目\n"), *shows("二")],
    "reconversion in the second line": [
        takes("一"),
        ENTER,
        takes("二行"),
        Chosen(0, 1),
        *shows("弐"),
    ],
    "a new line in the middle": [takes("前後"), LEFT, ENTER, *shows("あいだ")],
}


@dataclass
class Case:
    """One field of the desk file in the window, in which a script is played."""

    window: MainWindow
    path: Path
    name: str
    plain: Plain = field(default_factory=Plain)

    @property
    def page(self) -> DepartmentPage:
        assert isinstance(self.window.page, DepartmentPage)
        return self.window.page

    @property
    def place(self) -> LineEdit | TextEdit:
        found = editor(self.page, self.name)
        line = found.line if isinstance(found, FigureEdit) else found
        assert isinstance(line, LineEdit | TextEdit)
        return line

    def play(self, steps: Sequence[Step]) -> None:
        self.place.setFocus()
        for step in steps:
            step.send(self.place)
            step.tell(self.plain)

    def go_on(self) -> None:
        """Finish what is open, write more at the end, and leave the last word open again."""
        if self.plain.pending:
            self.play([takes(self.plain.pending)])
        self.place.setFocus()
        self.play([END, *shows("z", "ぞ", "ぞく"), takes("続き", then="が"), *shows("がある")])

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk file in which nothing was typed."""
    folder = tmp_path_factory.mktemp("begun")
    source = folder / "表.txt"
    source.write_text(THREE_COLUMN, encoding="utf-8")
    office, _ = Office.create(source, folder / "台帳.dxdesk", by="係長")
    with office:
        office.roll_over(YEAR)
        (request,) = office.make_requests(YEAR, folder, departments=["情報課"])
    with Desk.start(request, folder / "回答.dxdesk") as desk:
        return desk.path


@pytest.fixture(scope="module")
def window(qapp: QApplication, begun: Path) -> Iterator[MainWindow]:
    """One window for all cases; each opens a file of its own in it."""
    settings = QSettings(str(begun.with_name("settings.ini")), QSettings.Format.IniFormat)
    made = MainWindow(Files(Choices()), Choices(), settings)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def cases(window: MainWindow, begun: Path) -> Iterator[tuple[Case, Case]]:
    """A field of prose and one of a figure, in one item of a new file."""
    path = begun.with_name("一件.dxdesk")
    shutil.copy(begun, path)
    window.open_file(path)
    yield Case(window, path, PROSE), Case(window, path, FIGURE)
    window.close_page()
    # Without an event loop around the tests the closed pages would pile up.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def save_by_key(case: Case) -> None:
    case.press(KEY.Key_S)
    case.plain.keep()


def switch_item_by_key(case: Case) -> None:
    case.press(KEY.Key_Down)
    case.plain.keep()
    assert case.name not in case.page.form.boxes
    case.press(KEY.Key_Up)


def switch_item_by_click(case: Case) -> None:
    items = case.page.items
    for row in (1, 0):
        spot = items.visualRect(items.rows.index(row, 1)).center()
        QTest.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert (case.name in case.page.form.boxes) == (row == 0)
    case.plain.keep()


def close_and_open_again(case: Case) -> None:
    case.window.close_page()
    case.plain.keep()
    with Desk.open(case.path) as desk:
        assert desk.answers()[case.name] == case.plain.text
    case.window.open_file(case.path)


def open_over(case: Case) -> None:
    case.window.open_file(case.path)
    case.plain.keep()


def go_to_hand_in(case: Case) -> None:
    case.press(KEY.Key_Return)
    case.plain.keep()
    assert case.page.views.currentWidget() is case.page.hand_in
    case.page.show_form()


def look_for_findings(case: Case) -> None:
    model = case.page.model
    model.type(OTHER, f"{model.text(OTHER)}別の欄に書いた。")


def show_findings(case: Case) -> None:
    case.page.form.show_findings(())
    case.page.form.show_findings(case.page.model.findings)


def filter_findings(case: Case) -> None:
    case.page.lists.filter.setCurrentIndex(1)


def paste(case: Case) -> None:
    place = case.place
    if isinstance(place, TextEdit):
        mime = QMimeData()
        mime.setText(PASTED)
        place.insertFromMimeData(mime)
    else:
        QApplication.clipboard().setText(PASTED)
        place.paste()
    case.plain.paste(PASTED)


def leave_by_tab(case: Case) -> None:
    QTest.keyClick(case.place, KEY.Key_Tab)
    case.plain.keep()
    assert not case.place.hasFocus()


def leave_to_the_list(case: Case) -> None:
    case.press(KEY.Key_F6, Qt.KeyboardModifier.NoModifier)
    case.plain.keep()
    assert case.page.items.hasFocus()


def go_to_a_finding(case: Case) -> None:
    case.press(KEY.Key_F8, Qt.KeyboardModifier.NoModifier)
    case.plain.keep()
    assert not case.place.hasFocus()


def click_elsewhere_in_the_text(case: Case) -> None:
    place = case.place
    inside = place.viewport() if isinstance(place, TextEdit) else place
    spot = QPoint(6, min(12, inside.height() // 2))
    QTest.mouseClick(inside, Qt.MouseButton.LeftButton, pos=spot)
    case.plain.keep()


def choose_a_kind_of_empty(case: Case) -> None:
    button = case.page.form.boxes[case.name].findChildren(EmptyButton)[0]
    button.fill()
    menu = button.menu()
    next(action for action in menu.actions() if action.data() == "該当なし").trigger()
    case.plain.put("該当なし")
    assert case.page.model.text(case.name) == "該当なし"


def enlarge_the_text(case: Case) -> None:
    case.press(KEY.Key_Plus)
    assert QApplication.font().pointSizeF() > theme.POINT_SIZE
    case.press(KEY.Key_Minus)
    QApplication.processEvents()
    # A form that is arranged anew takes over what is being composed; one that is not leaves it.
    if not case.place.is_composing():
        case.plain.keep()


def darken(_case: Case) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.dress(app, dark=True)
    theme.dress(app, dark=False)


def tell(case: Case) -> None:
    case.window.tell("保存先の空きが少なくなっています。")
    QApplication.processEvents()


def narrow_the_window(case: Case) -> None:
    case.window.resize(900, 600)
    QApplication.processEvents()


INTERRUPTIONS: Sequence[Callable[[Case], None]] = (
    save_by_key,
    switch_item_by_key,
    switch_item_by_click,
    close_and_open_again,
    open_over,
    go_to_hand_in,
    look_for_findings,
    show_findings,
    filter_findings,
    paste,
    leave_by_tab,
    leave_to_the_list,
    go_to_a_finding,
    click_elsewhere_in_the_text,
    choose_a_kind_of_empty,
    enlarge_the_text,
    darken,
    tell,
    narrow_the_window,
)


def interrupted(
    scripts: dict[str, Sequence[Step]], cuts: Sequence[Callable[[Case], None]]
) -> list[object]:
    """Each script with two interruptions, by turns: one of the prose, one of the figure."""
    n = len(cuts)
    by_turns = [(cuts[at % n], cuts[(at + at // n + 7) % n]) for at in range(len(scripts))]
    return [
        pytest.param(steps, prose, figure, id=f"{name}-{prose.__name__}-{figure.__name__}")
        for (name, steps), (prose, figure) in zip(scripts.items(), by_turns, strict=True)
    ]


def test_every_script_ends_in_an_open_conversion() -> None:
    for name, steps in (SCRIPTS | LINES).items():
        plain = Plain()
        for step in steps:
            step.tell(plain)
        assert plain.pending, name


@pytest.mark.parametrize(
    ("steps", "in_prose", "in_figure"), interrupted(SCRIPTS | LINES, INTERRUPTIONS)
)
def test_an_interrupted_conversion_loses_nothing(
    cases: tuple[Case, Case],
    steps: Sequence[Step],
    in_prose: Callable[[Case], None],
    in_figure: Callable[[Case], None],
) -> None:
    for case, interrupt in zip(cases, (in_prose, in_figure), strict=True):
        if case.name == FIGURE and steps in LINES.values():
            continue
        case.play(steps)
        assert case.place.text() == case.plain.text
        interrupt(case)
        if not case.plain.pending:
            assert case.place.text() == case.plain.text
        case.go_on()
    all_is_kept(cases)


def all_is_kept(cases: Sequence[Case]) -> None:
    """Close the file over what is still being composed: page and file have everything."""
    window, path, model = cases[0].window, cases[0].path, cases[0].page.model
    window.close_page()
    with Desk.open(path) as desk:
        answers = desk.answers()
    for case in cases:
        case.plain.keep()
        assert model.text(case.name) == case.plain.text
        assert answers.get(case.name, "") == case.plain.text


def undo_and_redo(case: Case) -> None:
    case.page.retracing.take_back()
    case.page.retracing.make_again()
    case.plain.keep()


def undo_and_redo_twice(case: Case) -> None:
    for _ in range(2):
        case.page.retracing.take_back()
        case.page.retracing.make_again()
    case.plain.keep()


def undo_and_redo_in_another_item(case: Case) -> None:
    case.press(KEY.Key_Down)
    case.plain.keep()
    case.page.retracing.take_back()
    case.page.retracing.make_again()
    case.page.go_to(case.name)


UNDOING = (undo_and_redo, undo_and_redo_twice, undo_and_redo_in_another_item)
UNDONE = {
    name: SCRIPTS[name]
    for name in (
        *("kana by kana", "clause after clause", "cancelled after a commit", "in the middle"),
        *("reconversion as in Windows", "over everything", "surrogate pairs committed"),
        *("a variant of a character", "a long clause behind a long text", "half-width kana"),
    )
}


@pytest.mark.parametrize(("steps", "in_prose", "in_figure"), interrupted(UNDONE, UNDOING))
def test_what_is_undone_while_composing_comes_back_with_redo(
    cases: tuple[Case, Case],
    steps: Sequence[Step],
    in_prose: Callable[[Case], None],
    in_figure: Callable[[Case], None],
) -> None:
    for case, interrupt in zip(cases, (in_prose, in_figure), strict=True):
        case.play(steps)
        interrupt(case)
        assert case.page.model.text(case.name) == case.plain.text
        case.go_on()
    all_is_kept(cases)
