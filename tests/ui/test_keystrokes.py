"""The keys that docs/keystrokes.md counts are played, and hand the item in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dxdesk.department import Desk
from dxdesk.intake import Verdict
from dxdesk.office import Office
from tests.plans import THREE_COLUMN
from tests.ui.clerk_year import YEAR, ClerkYear, clock, type_in

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "keystrokes.md"
_ROW = re.compile(r"\| (?P<step>[^|\n]+) \| (?P<keys>[^|\n]+) \| *(?P<k>\d*) *\| *(?P<m>\d*) *\|")
_TOTAL = re.compile(r"\*\*(?P<k>\d+) K, (?P<m>\d+) M: (?P<seconds>[\d.]+) s\*\*")
_K, _M = 0.28, 1.35
KEYS = {"Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab}
PROSE = {
    "T120": "様式を見直し、窓口の案内を新しくした。予約の画面は文字を大きくし、家族の分も一度に申し込めるようにした。"
    "利用者への聞き取りでは、九割が使いやすくなったと答えた。案内は広報紙と町内会の回覧で年に五回行い、集会所での説明もその都度重ねて開いた。",
    "T80": "予約の割合は目標を上回ったが、高齢の方の利用がまだ伸びていない。集会所での案内の回数を増やし、"
    "電話での予約も当面は続けて、使い方を尋ねられる窓口を本庁にも置く。",
}


def tables() -> list[tuple[list[re.Match[str]], re.Match[str]]]:
    """The rows of each table and the total under it."""
    parts = DOCUMENT.read_text(encoding="utf-8").split("\n## ")[1:]
    return [([*_ROW.finditer(part)], total) for part in parts if (total := _TOTAL.search(part))]


def cost(keys: str) -> int:
    """How many keys are pressed; prose is not counted."""
    if keys in PROSE:
        return 0
    if "+" in keys:
        return keys.count("+") + 1
    return 1 if keys in KEYS else len(keys)


@pytest.mark.parametrize("at", [0, 1], ids=["dxdesk", "spreadsheet"])
def test_the_counts_add_up(at: int) -> None:
    rows, total = tables()[at]
    assert [int(row["k"] or 0) for row in rows] == [cost(row["keys"]) for row in rows]
    keys, decisions = (sum(int(row[name] or 0) for row in rows) for name in "km")
    assert (keys, decisions) == (int(total["k"]), int(total["m"]))
    assert float(total["seconds"]) == pytest.approx(keys * _K + decisions * _M, abs=0.06)


def test_dxdesk_needs_fewer() -> None:
    ours, theirs = (total for _, total in tables())
    assert int(ours["k"]) < int(theirs["k"])
    assert int(ours["m"]) < int(theirs["m"])


def test_the_prose_has_its_length() -> None:
    assert {name: len(text) for name, text in PROSE.items()} == {"T120": 120, "T80": 80}


def press(page: QWidget, keys: str) -> None:
    focus = QApplication.focusWidget() or page
    if keys in PROSE:
        type_in(focus, PROSE[keys])
    elif keys == "Ctrl+Enter":
        QTest.keyClick(focus, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    elif keys in KEYS:
        QTest.keyClick(focus, KEYS[keys])
    else:
        QTest.keyClicks(focus, keys)


def test_the_keys_of_the_table_hand_the_item_in(year: ClerkYear) -> None:
    source = year.folder / "二つの指標.txt"
    two = THREE_COLUMN.replace(
        "【予約の割合：42.0%】\t", "【予約の割合：42.0%】 【案内の回数：4回】\t"
    )
    source.write_text(two, encoding="utf-8")
    office, _ = Office.create(source, year.folder / "二.dxdesk", by="係長", clock=clock)
    with office:
        office.roll_over(YEAR)
        (request,) = office.make_requests(YEAR, year.folder / "二", departments=["健康課"])
    year.requests["健康課"] = request
    page = year.open("健康課", begin=False)
    page.overview.focus_first()
    for row in tables()[0][0]:
        press(page, row["keys"])
    assert page.model.handed_in, (page.hand_in.trouble.text(), page.model.weighing)
    out = Path(page.hand_in.place.text())
    with Office.open(office.path, by="係長", clock=clock) as again:
        (taken,) = again.merge([out])
        assert taken.verdict is Verdict.TAKEN
        said = again.answers(YEAR)
    texts = {"i002/result-1": PROSE["T120"], "i002/k1": "43.5", "i002/k2": "5"}
    texts |= {"i002/issues-1": PROSE["T80"], "i002/rating": "A"}
    assert {field: said.get(field) for field in texts} == texts
    assert isinstance(page.model.desk, Desk)
