"""LibreOffice as a judge: what its cells show, and what it saves a form as."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.carriers import Carrier, read_delivery, request_bytes
from tests.export.libreoffice import convert_all
from tests.files.samples import REQUEST
from tests.files.shown import SHOWN

pytestmark = pytest.mark.long

# In UTF-8, cells as they are shown.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
# What LibreOffice does not know of Japanese Excel (its words, colours and weekdays, the yen sign,
# the first year of an era), or shows otherwise: a lone point, days before March 1900.
_ITS_OWN = {
    "e.m",
    "e.m.d",
    'e"年"',
    '"令和"e"年度"',
    "r/m/d",
    "G/標準",
    'G/標準"回"',
    '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@',
    "#.##",
    "#,##0;[赤]#,##0",
    "#,##0;[赤]\\-#,##0",
    "\\\\#,##0",
    "gge.mm.dd",
    "yyyy/m/d(aaa)",
    '[$-F800]dddd", "mmmm" "dd", "yyyy',
    "xyz",
    "0" * 300,
}
_ITS_DAYS = {(12, "1900/1/12"), (-1, "-1")}


def test_cells_show_what_libreoffice_shows(tmp_path: Path) -> None:
    book: Any = openpyxl.Workbook()
    book.active.column_dimensions["A"].width = 80
    rows = [row for row in SHOWN if row[0] not in _ITS_OWN and row[1:3] not in _ITS_DAYS]
    for at, (code, stored, _, _) in enumerate(rows, 1):
        cell = book.active.cell(at, 1, stored)
        cell.number_format = code
        book.active.cell(at, 2, "x")
    source = tmp_path / "表.xlsx"
    book.save(source)
    convert_all([source], _CSV, tmp_path / "out")
    with (tmp_path / "out" / "表.csv").open(encoding="utf-8", newline="") as file:
        cells = [row[0] for row in csv.reader(file)]
    differ = [
        (code, cell, text)
        for cell, (code, _, text, _) in zip(cells, rows, strict=True)
        if "".join(cell.split()) != "".join(text.split())
    ]
    assert differ == []


@pytest.mark.parametrize("kind", ["xls", "ods", "csv", "html"])
def test_a_form_that_it_saves_as_something_else_is_told(kind: str, tmp_path: Path) -> None:
    form = tmp_path / "回答.xlsx"
    form.write_bytes(request_bytes(REQUEST, Carrier.XLSX))
    convert_all([form], _CSV if kind == "csv" else kind, tmp_path / "out")
    saved = tmp_path / "out" / f"回答.{kind}"
    with pytest.raises(DxdeskError) as caught:
        read_delivery(saved)
    assert caught.value.trouble is Trouble.FORM_NOT_XLSX
