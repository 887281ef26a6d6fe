"""What every workbook promises: all of the text, as text, in rows high enough for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from dxdesk.domain.cells import cells_of
from dxdesk.domain.plan import Kpi, Plan
from dxdesk.domain.text import squeeze
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.export.cell_texts import CONTINUED
from dxdesk.export.layout_files import shipped
from dxdesk.export.report import build_report
from dxdesk.export.workbooks import losses, write_workbook
from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.heights import POINTS_PER_WIDTH, TALLEST, Box, row_height
from tests.export.opened import BOTH, cells, export, opened, rows
from tests.export.samples import item, long_plan, three_columns, wide, written

# The only formulas: those of the summary, made of places in the workbook and the layout's words.
OUR_FORMULA = re.compile(
    r"""=SUMPRODUCT\(--EXACT\('[^']+'!\$[A-Z]\$\d+:\$[A-Z]\$\d+,(?:"自己評価："&)?\$A\d+\)\)"""
    r"""|=ROUND\(C\d+/\d+,2\)|=IF\([A-Z]\d+=[A-Z]\d+,"一致","不一致"\)"""
)
TRICKY = [
    "=1+1",
    '=HYPERLINK("http://example.invalid")',
    "+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "#REF!",
    "TRUE",
    "1-1",
    "2024/4/1",
    "'数",
    "_x000D_",
    "a_x0041_x0042_",
    "<b>&amp;</b>",
    "]]>",
    "制御\x00\x07\x1b",
    "半分\ud83d",
    "無\ufffe\uffff",
    " 前後の空白 ",
    "\t欄",
    "一\r\n二",
    "髙﨑𠮷野葛\U000e0100",
    "ﾊﾝｶｸ",
    "←→①㈱〜～",
]


def texts_of(plan: Plan, answers: dict[str, str]) -> list[str]:
    """Every text of a plan's year that is to be printed."""
    texts: list[str] = []
    for each in plan.items:
        composed = cells_of(each, answers, plan.layout)
        texts += [each.no, each.title, *each.departments, composed.content, composed.goal]
        texts += [composed.result, composed.issues]
        texts += [answers.get(f"{each.id}/{name}", "") for name in ("rating", "rating_note")]
        texts += [text for kpi in each.kpis for text in (kpi.name, kpi.target)]
        texts += [answers.get(f"{each.id}/{kpi.id}", "") for kpi in each.kpis]
        texts += [phase.label for phase in each.schedule]
    return texts + [group.title for group in plan.groups]


def joined_columns(data: bytes) -> str:
    """The last sheet, down its columns, so that continued cells are whole again."""
    kept = ([("" if _says_again(cell) else cell) for cell in row] for row in rows(data))
    return "\n".join("".join(column) for column in zip(*kept, strict=True))


def _says_again(cell: str) -> bool:
    return cell.endswith(CONTINUED)


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize("make", [three_columns, wide])
def test_every_text_is_there(layout: str, make: Callable[[], Plan]) -> None:
    plan = make()
    answers = written(plan, i001__rating_note="理由がある。")
    data = export(plan, answers, layout)
    whole = squeeze(joined_columns(data))
    for text in texts_of(plan, answers):
        assert squeeze(text) in whole


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize("text", TRICKY)
def test_text_is_text(layout: str, text: str) -> None:
    plan, answers = long_plan(text)
    plan = replace(plan, items=(replace(plan.items[0], title=text, content="", goal=""),))
    data = export(plan, answers, layout)
    found = [cell for cell in cells(data) if squeeze(visible(text)) in squeeze(cell)]
    assert len(found) >= 3
    assert any(cell == visible(text) for cell in found)
    for sheet in opened(data):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "inlineStr", "n", "f")
                assert cell.data_type == "n" or isinstance(cell.value, str)
                assert cell.data_type != "f" or OUR_FORMULA.fullmatch(str(cell.value))


def test_text_that_excel_would_turn_into_something_is_marked() -> None:
    plan, answers = long_plan("=1+1")
    made = opened(export(plan, answers, "wide")).worksheets[0]
    marked = {str(cell.value): cell.quotePrefix for row in made.iter_rows() for cell in row}
    assert marked["=1+1"]
    assert not marked["窓口の見直しその1【デジタル推進課】"]


@pytest.mark.parametrize("layout", BOTH)
@pytest.mark.parametrize(
    "text",
    [
        "あ" * 5_000,
        "長い文を書く。" * 6_000,
        "\n".join(f"・項目{n}について、関係課と協議した。" for n in range(2_000)),
        "word " * 8_000,
        "x" * 40_000,
    ],
    ids=["5,000", "40,000", "lines", "words", "unbroken"],
)
def test_long_cells_are_continued(layout: str, text: str) -> None:
    plan, answers = long_plan(text, 2)
    data = export(plan, answers, layout)
    assert joined_columns(data).count(text) == 8
    assert max(map(len, cells(data))) < 32_767
    assert check_heights(data) == TALLEST or check_heights(data) > 380


@pytest.mark.parametrize("layout", BOTH)
def test_rows_are_as_high_as_the_model_says(layout: str) -> None:
    plan = wide()
    assert check_heights(export(plan, written(plan), layout)) < 200


def check_heights(data: bytes) -> float:
    """Compare every row with the model; returns the highest."""
    highest = 0.0
    for sheet in opened(data):
        spans = {area.coord: area for area in sheet.merged_cells.ranges if area.size["rows"] == 1}
        spanned = {(area.min_row, area.min_col): area for area in spans.values()}
        widths = [
            sheet.column_dimensions[get_column_letter(column)].width * POINTS_PER_WIDTH
            for column in range(1, sheet.max_column + 1)
        ]
        for number, row in enumerate(sheet.iter_rows(), 1):
            needed = 0.0
            for cell in row:
                if cell.value is None or cell.data_type == "f":
                    continue
                area = spanned.get((cell.row, cell.column))
                last = area.max_col if area else cell.column
                box = Box(sum(widths[cell.column - 1 : last]), cell.font.size)
                needed = max(needed, row_height([(str(cell.value), box)]))
            height = sheet.row_dimensions[number].height
            assert height is not None
            assert needed - 0.02 <= height <= TALLEST
            highest = max(highest, height)
    return highest


@pytest.mark.parametrize("layout", BOTH)
def test_the_same_data_gives_the_same_bytes(layout: str) -> None:
    plan = wide()
    data = export(plan, written(plan), layout)
    assert export(plan, written(plan), layout) == data
    with ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_bytes_are_those_of_any_process() -> None:
    program = (
        "import sys, hashlib\n"
        "from tests.export.opened import export\n"
        "from tests.export.samples import wide, written\n"
        "print(hashlib.sha256(export(wide(), written(wide()), 'wide')).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1


@pytest.mark.parametrize("layout", BOTH)
def test_the_workbook_says_that_it_is_ours(layout: str) -> None:
    properties = opened(export(wide(), {}, layout)).properties
    assert (properties.creator, properties.keywords) == ("dxdesk", "dxdesk-export-2")
    assert properties.created == properties.modified


def test_an_unknown_layout_is_refused_before_anything_is_written() -> None:
    file = BytesIO()
    with pytest.raises(DxdeskError) as caught:
        write_workbook(build_report(wide(), {}), "poster", file)
    assert (caught.value.trouble, caught.value.facts) == (
        Trouble.NO_SUCH_LAYOUT,
        {"layout": "poster", "known": "、".join(shipped())},
    )
    assert not file.getvalue()
    with pytest.raises(DxdeskError):
        losses(build_report(wide(), {}), "poster")


def test_the_layouts_that_can_be_read_are_those_of_plans() -> None:
    assert set(BOTH) == {three_columns().layout, wide().layout}


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(), max_size=300), layout=st.sampled_from(BOTH))
def test_any_text_survives(text: str, layout: str) -> None:
    plan, answers = long_plan(text)
    whole = joined_columns(export(plan, answers, layout))
    shown = Counter(squeeze(visible(text)))
    found = Counter(squeeze(whole))
    assert all(found[char] >= 4 * count for char, count in shown.items())
    assert squeeze(visible(text)) in squeeze(whole)


def test_a_figure_is_counted_once_where_its_row_goes_on() -> None:
    kpi = Kpi("k1", "長い名称" * 800, "1,200件")
    plan = replace(three_columns(), items=(item(1, kpis=(kpi,)),))
    made = opened(export(plan, {"i001/k1": "1,250件"}, "kpi-list")).worksheets[0]
    numbers = [c.value for row in made.iter_rows() for c in row if isinstance(c.value, int)]
    assert (made.max_row > 3, numbers) == (True, [1200, 1250])


def test_a_figure_wider_than_its_cell_stays_text() -> None:
    plan = replace(three_columns(), items=(item(1, kpis=(Kpi("k1", "契約額", "1円"),)),))
    texts = ("999,999,999,999円", "9,999円")
    made = [cells(export(plan, {"i001/k1": text}, "kpi-list")) for text in texts]
    assert [text in read for text, read in zip(texts, made, strict=True)] == [True, False]
