"""Plans that no city has, as workbooks: whole, and within what a workbook can hold."""

from __future__ import annotations

import pytest

from dxdesk.domain.text import squeeze
from dxdesk.export.cell_texts import CONTINUED
from dxdesk.export.layout_files import shipped
from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.heights import TALLEST
from tests.export.extremes import EXTREMES
from tests.export.opened import BOTH, export, opened, rows

MOST_CHARACTERS = 32_767


# A sheet for each of 400 items takes seconds.
SLOW = ("many items", "item-sheets")


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        pytest.param(name, layout, marks=[pytest.mark.long] * ((name, layout) == SLOW))
        for name in EXTREMES
        for layout in shipped()
    ],
)
def test_all_of_it_is_in_cells_that_a_workbook_can_have(name: str, layout: str) -> None:
    plan, answers = EXTREMES[name]()
    data = export(plan, answers, layout)
    read = rows(data)
    # Down its columns a cell that was continued is whole again.
    kept = ([("" if cell.endswith(CONTINUED) else cell) for cell in row] for row in read)
    whole = squeeze("".join("".join(column) for column in zip(*kept, strict=True)))
    texts = [text for item in plan.items for text in (item.title, item.content, item.goal)]
    for text in {*texts, *answers.values()} if layout in BOTH else ():
        assert squeeze(visible(text)) in whole
    assert max(len(cell) for row in read for cell in row) < MOST_CHARACTERS
    for sheet in opened(data):
        heights = [sheet.row_dimensions[n].height for n in range(1, sheet.max_row + 1)]
        assert all(height and height <= TALLEST for height in heights)
