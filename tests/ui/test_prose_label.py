"""The lines of a label are those of a rich text, and its text can be selected."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.prose_label import ProseLabel

TEXTS = {
    "one sentence": "令和６年度は、オープンデータを二十件公開し、窓口の手続きのうち三つを受け付けました。",
    "lines": "一行目\n二行目は、少し長めの文を書いておくと（折り返し）が起きます。ABC def 1234567890\n\n四行目",
    "words": "a few short words " * 9,
    "hard to break": "word-with-hyphens https://example.invalid/a/b/c?d=e&f=g <b>bold</b> & more",
    "spaces": "  行頭の空白　と全角の空白　　　をはさむ文です。  ",
    "line ends of all kinds": "一行目の文\r\n二行目の文です\r三行目\u2029四行目の、少しだけ長い文です",
    "tabs": "一つ目\t二つ目\t三つ目の語を、タブで区切る",
    "ends in a line end": "最後に改行のある文です。これは短い。\n",
}


@pytest.fixture(params=TEXTS)
def label(qtbot: QtBot, request: pytest.FixtureRequest) -> ProseLabel:
    made = ProseLabel(TEXTS[request.param], selectable=True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("width", [121, 240, 733])
def test_a_press_changes_nothing_but_that_the_text_can_be_selected(
    label: ProseLabel, width: int
) -> None:
    label.resize(width, label.heightForWidth(width))
    label.show()
    before = label.grab().toImage()
    QTest.mousePress(label, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert label.textFormat() is Qt.TextFormat.RichText
    assert label.grab().toImage() == before
    assert QLabel.heightForWidth(label, width) == label.heightForWidth(width)
    assert QLabel.minimumSizeHint(label).width() == label.minimumSizeHint().width()
    QTest.mouseRelease(label, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_all_of_the_text_is_selected_as_it_was_typed(label: ProseLabel) -> None:
    label.resize(300, label.heightForWidth(300))
    label.show()
    QTest.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    QTest.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    lines = re.split("\r\n?|[\n\u2029]", label.text())
    assert label.selectedText().replace("\xa0", " ").split("\u2028") == lines


def test_another_text_has_its_own_height(qtbot: QtBot) -> None:
    made = ProseLabel(TEXTS["one sentence"])
    qtbot.addWidget(made)
    low = made.heightForWidth(200)
    made.setText(TEXTS["one sentence"] * 2)
    assert made.heightForWidth(200) > low
    font = made.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    high = made.heightForWidth(200)
    made.setFont(font)
    assert made.heightForWidth(200) > 2 * high


def test_an_empty_label_stays_as_low_as_any(qtbot: QtBot) -> None:
    made, plain = ProseLabel(), QLabel()
    qtbot.addWidget(made)
    qtbot.addWidget(plain)
    assert made.sizeHint().height() == plain.sizeHint().height()
