"""Lines of Japanese: whole, inside their cell, and ended where JLREQ lets them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from dxdesk.sheets.cell_text import visible
from ui.printing.breaking import last_break, may_break, units
from ui.printing.rows import Laid, Setting

SIZE = 10.0
# A point and a half, of the three beside a text: a glyph may lean out.
LEAN = 1.5 * Setting.point
# Written down anew, so that a character that is lost from the rule is missed here.
NOT_FIRST = (
    "。、，．・：；？！）」』】〕］｝〉》”’ーゝゞヽヾ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％‰°℃…‥〜～"
    "｡､｣･ｰﾞﾟｧｨｩｪｫｬｭｮｯ,.:;!?)]}%"
)
NOT_LAST = "（「『【〔［｛〈《“‘￥＄№｢([{$¥"


def lines_of(laid: Laid) -> list[str]:
    text = laid.layout.text()
    wide = text.encode("utf-16-le", "surrogatepass")
    lines = [laid.layout.lineAt(n) for n in range(laid.count)]
    return [
        wide[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode("utf-16-le")
        for line in lines
    ]


def lay(text: str, em: float) -> list[str]:
    return lines_of(Setting().lay(text, em * SIZE * Setting.point, SIZE))


@pytest.mark.parametrize("mark", NOT_FIRST)
def test_no_line_begins_with(qtbot: QtBot, mark: str) -> None:
    assert lay(f"あいうえお{mark}かきくけこ", 5)[0] == "あいうえ"


@pytest.mark.parametrize("mark", NOT_LAST)
def test_no_line_ends_with(qtbot: QtBot, mark: str) -> None:
    assert lay(f"あいうえ{mark}かきくけこ", 5)[0] == "あいうえ"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("あいうえ１２３か", ["あいうえ", "１２３か"]),
        ("あい３，０００件", ["あい", "３，０００", "件"]),
        ("あいう12,345.6%か", ["あいう", "12,345.6%", "か"]),
        ("あいうＤＸの推進", ["あいうＤＸ", "の推進"]),
        ("あいうえＤＸ推進", ["あいうえ", "ＤＸ推進"]),
        ("あいうWi-Fiの環", ["あいう", "Wi-Fiの環"]),
        ("あいうえ……かき", ["あいう", "え……かき"]),
        ("あいうえ――かき", ["あいうえ", "――かき"]),
        ("あい（うえ）（お", ["あい（う", "え）（お"]),
        ("あいうえお\nか", ["あいうえお\u2028", "か"]),
        ("あいうえお　　か", ["あいうえお　　", "か"]),
        ("ーーーーーーーー", ["ーーーーー", "ーーー"]),
        ("abcdefghijklmno", ["abcdefghij", "klmno"]),
        ("あいうえ葛\U000e0100か", ["あいうえ葛\U000e0100", "か"]),
        ("あいうえか\u3099き", ["あいうえか\u3099", "き"]),
        ("あいうえお𠮷野家", ["あいうえお", "𠮷野家"]),
        ("", []),
        ("\n", ["\u2028", ""]),
    ],
)
def test_lines(qtbot: QtBot, text: str, lines: list[str]) -> None:
    assert lay(text, 5) == lines


ALPHABET = st.sampled_from(
    [*NOT_FIRST, *NOT_LAST, *"あ亜漢字Ａ１２3aZ-/ 　\n―\u00a0\u2060𠮷\u3099\t\u200b", "👨\u200d👩"]
)
# What has no width cannot be told from the end of the line before it.
SCRIPTS = ((" ", "\u052f"), ("\u2010", "\u27bf"), ("\u3000", "\u9fff"), ("！", "￮"), ("𠀀", "𪛟"))
SEEN = st.one_of(
    *(
        st.characters(
            min_codepoint=ord(first),
            max_codepoint=ord(last),
            exclude_categories=("Cc", "Cf", "Cn", "M", "Zl", "Zp"),
        )
        for first, last in SCRIPTS
    )
)
TEXTS = st.lists(ALPHABET | SEEN, max_size=60).map("".join)


@given(st.text(max_size=30), st.floats(0.1, 14))
@example("\ud800い\x00う", 1.0)
def test_any_text_is_whole(qapp: object, text: str, em: float) -> None:
    assert "".join(lay(text, em)) == visible(text).replace("\n", "\u2028")


# Narrower than that, Qt lets the character behind a space stand out; the table sets it smaller.
@given(TEXTS, st.floats(3, 14))
@example("あ～い\n" * 3, 3.0)
@settings(max_examples=400)
def test_a_text_is_inside_its_cell_and_ends_its_lines_well(
    qapp: object, text: str, em: float
) -> None:
    width = em * SIZE * Setting.point
    laid = Setting().lay(text, width, SIZE)
    lines = lines_of(laid)
    assert "".join(lines) == visible(text).replace("\n", "\u2028")
    shown = units("".join(lines))
    for n in range(laid.count):
        line = laid.layout.lineAt(n)
        assert line.naturalTextWidth() <= width + LEAN or is_one(lines[n].strip())
    ends = [laid.layout.lineAt(n).textStart() for n in range(1, laid.count)]
    for start, end in pairwise([0, *ends]):
        if end < len(shown) and not may_break(shown, end):
            assert last_break(shown, start, end) is None, lines


def is_one(text: str) -> bool:
    """Whether a line holds no more than one character with what clings to it."""
    wide = units(text)
    return not any(0 < at < len(wide) and may_break(wide, at) for at in range(1, len(wide)))
