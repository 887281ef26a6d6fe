"""The formulas of the summary, calculated by LibreOffice: they count what dxdesk counted."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from dxdesk.domain.plan import Grade, Plan
from dxdesk.export.layout_files import find_layout, shipped
from tests.export.libreoffice import convert_all
from tests.export.opened import export
from tests.export.samples import item, three_columns, written

pytestmark = pytest.mark.long

COUNTED = [
    name
    for name in shipped()
    if any(line.summary for sheet in find_layout(name).sheet for line in sheet.line)
]
# What a spreadsheet takes for a pattern, an operator, or the same letter.
CODES = ("A", "a", "*", "?", "~", "=", '"', "Ａ", "1", "")


def awkward() -> tuple[Plan, dict[str, str]]:
    """A scale of awkward codes, given 1, 2, 3 … times; long cells so that rows are continued."""
    codes = [code for code in CODES for _ in range(CODES.index(code) + 1)]
    items = tuple(item(number + 1) for number in range(len(codes)))
    scale = tuple(Grade(code, f"区分{n}", None) for n, code in enumerate(CODES) if code)
    plan = Plan(**{**vars(three_columns()), "items": items, "scale": scale})
    answers = written(plan)
    answers |= {f"{it.id}/rating": code for it, code in zip(items, codes, strict=True)}
    answers[f"{items[0].id}/result-1"] = "長い文を書いた。" * 400
    return plan, answers


def forget_values(source: Path, out: Path) -> None:
    """Take the values of formulas away, so that they have to be calculated."""
    with ZipFile(source) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            new.writestr(entry, data)


@pytest.mark.parametrize("layout", COUNTED)
def test_the_formulas_give_the_counts(layout: str, tmp_path: Path) -> None:
    plan, answers = awkward()
    ours, bare = tmp_path / "ours.xlsx", tmp_path / "bare.xlsx"
    ours.write_bytes(export(plan, answers, layout))
    forget_values(ours, bare)
    (again,) = convert_all([bare], "xlsx", tmp_path / "calculated")
    said, formulas = load_workbook(ours, data_only=True), load_workbook(ours)
    calculated = load_workbook(again, data_only=True)
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    compared += 1
                    theirs = calculated[sheet.title][cell.coordinate].value
                    assert theirs == pytest.approx(said[sheet.title][cell.coordinate].value)
    assert compared >= 2 * (len(CODES) - 1)
    assert not any(c.value == "不一致" for s in calculated for row in s.iter_rows() for c in row)
