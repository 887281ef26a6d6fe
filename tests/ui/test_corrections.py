"""What the office corrected, on its way back: in the form, on paper, and in the Excel form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dxdesk.domain.asking import Remark
from dxdesk.office import Carrier, Verdict
from tests.ui.clerk_year import ClerkYear, choose, texts
from ui.printing.sheets import sheets_of_desk, sheets_of_office

DEPARTMENT = "情報課"
HANDED_IN, CORRECTED = "研修を二回行った。", "研修を2回行った。"


@pytest.fixture
def fields(year: ClerkYear) -> tuple[str, str]:
    """A field that the office corrected, and another of the same item that is open again."""
    with year.desk(DEPARTMENT) as desk:
        item = desk.request.plan.items_of(DEPARTMENT)[0]
        mine = [name for name in desk.request.open if name.startswith(f"{item.id}/")]
        prose = next(name for name in mine if "/result" in name)
        other = next(name for name in mine if "/issues" in name)
        desk.answer(prose, HANDED_IN)
        desk.answer(other, "参加者が少ない。")
        desk.hand_in("山田", year.folder / "提出.dxsub")
    with year.office() as office:
        office.merge([year.folder / "提出.dxsub"])
        office.write(prose, CORRECTED)
    return prose, other


@pytest.mark.parametrize("is_open", [True, False])
def test_a_correction_stands_at_its_field(
    year: ClerkYear, fields: tuple[str, str], is_open: bool
) -> None:
    prose, other = fields
    year.send_back(DEPARTMENT, [Remark(prose if is_open else other, "確かめてください。")])
    page = year.open(DEPARTMENT, begin=False)
    page.get_ready()
    assert any("事務局が直した欄があります" in said for said in texts(page.overview))
    page.overview.begin.click()
    choose(page, page.model.request.plan.items[0].no)
    said = texts(page.form)
    assert "事務局が直しました。もとの文：" in said
    assert HANDED_IN in said
    assert (prose in page.form.boxes) == is_open
    if not is_open:
        return
    box = page.form.boxes[prose]
    assert box.editor.text() == CORRECTED
    assert box.restore
    box.restore.click()
    assert page.model.text(prose) == HANDED_IN
    page.retracing.take_back()
    assert page.model.text(prose) == CORRECTED


def test_a_correction_is_on_the_review_sheets(year: ClerkYear, fields: tuple[str, str]) -> None:
    prose, other = fields
    year.send_back(DEPARTMENT, [Remark(other, "確かめてください。")])
    wanted = f"もとの文：{HANDED_IN}"
    with year.desk(DEPARTMENT) as desk:
        at_desk = [line for sheet in sheets_of_desk(desk) for line in sheet.corrections]
    with year.office() as office:
        sheets = sheets_of_office(office, departments=(DEPARTMENT,))
        at_office = [line for sheet in sheets for line in sheet.corrections]
    assert at_desk == at_office
    assert [line.endswith(wanted) for line in at_desk] == [True]
    assert prose


@pytest.mark.parametrize("same_item", [True, False])
def test_a_correction_is_in_the_excel_form_which_is_read_back(
    year: ClerkYear, fields: tuple[str, str], tmp_path: Path, same_item: bool
) -> None:
    prose, other = fields
    out = tmp_path / "差戻し.xlsx"
    with year.office() as office:
        items = office.plan().items_of(DEPARTMENT)
        place = other if same_item else items[-1].id
        assert same_item or items[-1].id != prose.partition("/")[0]
        request = office.send_back(DEPARTMENT, [Remark(place, "確かめて。")], out, Carrier.XLSX)
        book: Any = openpyxl.load_workbook(out)
        cells = [str(c.value or "") for s in book.worksheets for row in s.iter_rows() for c in row]
        assert any(f"もとの文：{HANDED_IN}" in cell for cell in cells)
        sheet = book["記入"]
        opened = next(name for name in request.open)
        (row,) = (row for row in sheet.iter_rows() if row[8].value == opened)
        row[6].value = "書き直した。"
        next(line for line in book["書き方"] if line[0].value == "提出者")[1].value = "山田"
        book.save(out)
        (line,) = office.merge([out])
        assert (line.verdict, line.unplaced) == (Verdict.TAKEN, ())
        assert office.answers()[opened] == "書き直した。"
