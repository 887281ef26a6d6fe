"""Text made fit for XML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.sheets.cell_text import escaped, header_text, is_misread, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ふつうの文\n次の行\t欄", "ふつうの文\n次の行\t欄"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("ベル\x07とヌル\x00", "ベル␇とヌル␀"),
        ("改頁\x0c縦\x0bESC\x1b", "改頁␌縦␋ESC␛"),
        ("半分\ud83d", "半分\ufffd"),
        ("無い\ufffe\uffff", "無い\ufffd\ufffd"),
        ("絵文字😀と﨑", "絵文字😀と﨑"),
    ],
)
def test_what_xml_forbids_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_any_text_becomes_xml_of_equal_length(text: str) -> None:
    shown = visible(text)
    ElementTree.fromstring(f"<t>{shown.replace('&', '').replace('<', '')}</t>")
    assert len(shown) == len(text.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("_x000D_", "_x005F_x000D_"),
        ("a_x0041_x0042_b", "a_x005F_x0041_x005F_x0042_b"),
        ("_x005F_", "_x005F_x005F_"),
        ("snake_x_case _x12_", "snake_x_case _x12_"),
    ],
)
def test_what_looks_escaped_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize(
    ("text", "misread"),
    [
        ("=1+1", True),
        ("＝SUM(A1)", True),
        ("+81", True),
        ("-1", True),
        ("@now", True),
        ("#N/A", True),
        ("1-1", True),
        ("2024", True),
        ("85%", True),
        ("true", True),
        ("'quoted", True),
        ("窓口で=を書く", False),
        ("・12件", False),
        ("", False),
    ],
)
def test_what_a_spreadsheet_would_misread(text: str, misread: bool) -> None:
    assert is_misread(text) is misread


def test_header_text() -> None:
    assert header_text("R&D計画\n2024") == "R&&D計画 2024"
    assert header_text("計画&[Date]") == "計画＆[Date]"
    assert len(header_text("長" * 500)) == 100
