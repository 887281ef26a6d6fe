"""Names of files, whatever plans and departments are called."""

from __future__ import annotations

import pytest

from dxdesk.domain.file_names import is_file_name, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("企画課", "企画課"),
        ("健康・福祉課 2係", "健康・福祉課 2係"),
        ("川/上市_公表資料", "川_上市_公表資料"),
        (r"C:\窓口?", "C__窓口_"),
        ("上\t下\n左", "上_下_左"),
        ("企画課. .", "企画課"),
        ("...", "_"),
        ("", "_"),
        ("con", "_con"),
        ("Aux.課", "_Aux.課"),
        ("NUL .課", "_NUL .課"),
        ("COM¹", "_COM¹"),
        ("console", "console"),
        ("課\ud800", "課_"),
        ("課" * 100, "課" * 60),
    ],
)
def test_a_name_is_one_that_windows_takes(text: str, name: str) -> None:
    assert safe_name(text) == name
    assert is_file_name(name)
    assert text == name or len(text) > 60 or not is_file_name(text)


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("回答.xlsx", True),
        (".dxdesk-1.part", True),
        ("o.dxdesk-lock", True),
        (" 回答.xlsx", True),
        ("nul.xlsx", False),
        ("Com1 .xlsx", False),
        ("a:b.xlsx", False),
        ("回答.xlsx.", False),
        ("回答.xlsx ", False),
        ("課" * 256, True),
        ("", False),
    ],
)
def test_names_that_windows_would_take_for_something_else(name: str, taken: bool) -> None:
    assert is_file_name(name) is taken
