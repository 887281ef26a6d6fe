"""Every sign in the windows' own words is in their font, which may be the only one there is."""

from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtGui import QRawFont
from pytestqt.qtbot import QtBot

from ui import theme

ROOT = Path(__file__).parent.parent.parent


def translated() -> dict[str, set[str]]:
    """Each sign of a text that is given to `tr`, and where it stands."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "tr":
                for word in (one for one in node.args if isinstance(one, ast.Constant)):
                    for sign in str(word.value):
                        found.setdefault(sign, set()).add(f"{path.name}:{word.lineno}")
    return found


def test_no_sign_needs_another_font(qtbot: QtBot) -> None:
    signs = translated()
    assert len(signs) > 500
    font = QRawFont.fromFont(theme.font())
    lacking = {
        sign: sorted(places)
        for sign, places in signs.items()
        if sign.isprintable() and not font.supportsCharacter(ord(sign))
    }
    assert lacking == {}
