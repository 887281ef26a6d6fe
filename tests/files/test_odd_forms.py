"""Cells of returned forms that show something else than they hold, or hold nothing."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from dxdesk.domain.plan import Grade, Kpi
from dxdesk.domain.unplaced import Stray, Unplaced
from dxdesk.files import workbook_form
from dxdesk.files.archive import open_zip
from dxdesk.files.cell_marks import Odd
from dxdesk.files.number_formats import general
from dxdesk.files.workbook_form import Form, read_form
from tests.files.samples import PLAN, REQUEST, rezip
from tests.files.shown import DAY, SHOWN

FORM = workbook_form.request_form_bytes(REQUEST)


def read(data: bytes) -> Form:
    return read_form(open_zip(data, file="回答.xlsx"))


def rows_of(book: Any) -> dict[str, Any]:
    return {row[8].value: row[6] for row in book["記入"].iter_rows() if row[8].value}


def typed(values: dict[str, tuple[Any, str]]) -> bytes:
    """The form with values and number formats in cells, by field."""
    book: Any = openpyxl.load_workbook(io.BytesIO(FORM))
    cells = rows_of(book)
    for name, (value, code) in values.items():
        cell = cells[name]
        cell.value, cell.number_format = value, code
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cell(name: str, kind: str, inner: str) -> bytes:
    """The form with the XML of one answer's cell written by hand."""
    book: Any = openpyxl.load_workbook(io.BytesIO(FORM))
    place = rows_of(book)[name].coordinate
    part = "xl/worksheets/sheet2.xml"

    def put(entry: str, content: bytes) -> bytes:
        if entry != part:
            return content
        xml = content.decode()
        found = re.search(rf'<c r="{place}"([^>]*?)(?:/>|>.*?</c>)', xml)
        assert found
        style = re.sub(r' t="\w+"', "", found[1])
        made = f'<c r="{place}"{style} t="{kind}">{inner}</c>'
        return (xml[: found.start()] + made + xml[found.end() :]).encode()

    return rezip(FORM, put)


def told(form: Form) -> list[tuple[Stray, str, tuple[str, ...]]]:
    return [(one.why, one.text, one.near) for one in form.unplaced]


def test_every_format_is_taken_as_shown_or_told() -> None:
    kpis = tuple(Kpi(f"k{at}", f"指標{at}", "10件") for at in range(len(SHOWN)))
    item = replace(PLAN.items[0], kpis=kpis, departments=("市民課",), slots=())
    fields = tuple(f"i001/{kpi.id}" for kpi in kpis)
    request = replace(REQUEST, plan=replace(PLAN, items=(item,)), open=fields, base={}, last={})
    book: Any = openpyxl.load_workbook(io.BytesIO(workbook_form.request_form_bytes(request)))
    cells = rows_of(book)
    for field, (code, stored, _, _) in zip(fields, SHOWN, strict=True):
        cells[field].value, cells[field].number_format = stored, code
    form = read(saved(book))
    expected: dict[str, list[Stray]] = {}
    for field, (_, stored, text, odd) in zip(fields, SHOWN, strict=True):
        assert form.answers.get(field, "") == text, field
        mine = [one for one in form.unplaced if one.near == (field,)]
        if odd is None:
            assert not mine
            continue
        (one,) = mine
        expected.setdefault(odd.value, []).append(one.why)
        if odd is not Odd.DAY:
            assert general(repr(stored)) in one.text
            assert text in one.text
    assert set(expected["day"]) == {Stray.MADE_DATE}
    assert set(expected["rounded"]) == {Stray.SHOWN_OTHERWISE}
    assert set(expected["different"]) == {Stray.SHOWN_OTHERWISE, Stray.NOT_SHOWN}


def test_amounts_dates_and_numbers_made_dates() -> None:
    form = read(
        typed({"i001/k1": (480, '0"万円"'), "i002/result-1": (DAY, '[$-411]ggge"年"m"月"d"日"')})
    )
    assert form.answers == {"i001/k1": "480万円", "i002/result-1": "令和7年3月31日"}
    assert not form.unplaced
    form = read(typed({"i001/k1": (45659, 'm"月"d"日"')}))
    assert form.answers["i001/k1"] == "1月2日"
    assert told(form) == [(Stray.MADE_DATE, "1月2日", ("i001/k1",))]
    form = read(typed({"i001/k1": (1234567, '#,##0,"千円"')}))
    assert form.answers["i001/k1"] == "1,235千円"
    assert told(form) == [(Stray.SHOWN_OTHERWISE, "1,235千円（値は1234567）", ("i001/k1",))]
    form = read(typed({"i001/k1": (1234567, ";;;")}))
    assert "i001/k1" not in form.answers
    assert told(form) == [(Stray.NOT_SHOWN, "1234567", ("i001/k1",))]
    form = read(typed({"i001/k1": ("007", "@")}))
    assert (form.answers["i001/k1"], form.unplaced) == ("007", ())


CELLS = [
    ("no value", "i001/k1", "n", "<f>SUM(Z1:Z9)</f>", None, Stray.NO_VALUE, "=SUM(Z1:Z9)"),
    ("empty value", "i001/k1", "n", "<f>Z1</f><v></v>", None, Stray.NO_VALUE, "=Z1"),
    ("error", "i001/k1", "e", "<f>1/0</f><v>#DIV/0!</v>", None, Stray.ERROR_VALUE, "#DIV/0!"),
    ("error as rating", "i001/rating", "e", "<v>#N/A</v>", None, Stray.ERROR_VALUE, "#N/A"),
    ("fetched 0", "i001/k1", "n", "<f>Z1</f><v>0</v>", "0", Stray.LINKED_ZERO, "0"),
    ("counted 0", "i001/k1", "n", "<f>SUM(Z1:Z2)</f><v>0</v>", "0", None, ""),
    ("0 as a text", "i001/issues-1", "n", "<v>0</v>", None, Stray.ZERO, "0"),
    ("0 as rating", "i001/rating", "str", "<v>0</v>", None, Stray.ZERO, "0"),
    ("0 as reason", "i001/rating_note", "str", "<v>０</v>", None, Stray.ZERO, "０"),
    ("fetched 0 as text", "i001/issues-1", "n", "<f>Z1</f><v>0</v>", None, Stray.ZERO, "0"),
    ("a value", "i001/k1", "n", "<f>A1*2</f><v>12</v>", "12", None, ""),
]


@pytest.mark.parametrize(
    ("name", "kind", "inner", "answer", "why", "text"),
    [c[1:] for c in CELLS],
    ids=[c[0] for c in CELLS],
)
def test_cells_that_nobody_wrote(
    name: str, kind: str, inner: str, answer: str | None, why: Stray | None, text: str
) -> None:
    form = read(with_cell(name, kind, inner))
    assert form.answers.get(name) == answer
    assert told(form) == ([(why, text, (name,))] if why else [])


def test_a_formula_whose_value_is_empty_empties() -> None:
    form = read(with_cell("i001/k1", "str", '<f>IF(Z1="","",Z1)</f><v></v>'))
    assert form.unplaced == ()


def test_a_zero_that_the_scale_has_is_a_rating() -> None:
    plan = replace(PLAN, scale=(*PLAN.scale, Grade("0", "未着手", False)))
    book: Any = openpyxl.load_workbook(
        io.BytesIO(workbook_form.request_form_bytes(replace(REQUEST, plan=plan)))
    )
    rows_of(book)["i001/rating"].value = 0
    form = read(saved(book))
    assert (form.answers["i001/rating"], form.unplaced) == ("0", ())


def test_struck_out_text_is_no_answer() -> None:
    book: Any = openpyxl.load_workbook(io.BytesIO(FORM))
    cells = rows_of(book)
    dead = InlineFont(strike=True)
    cells["i001/result-1"].value = CellRichText("改めた。", TextBlock(dead, "準備中。"))
    cells["i002/issues-1"].value = "古い文"
    cells["i002/issues-1"].font = Font(strike=True)
    row = cells["i002/result-1"].row
    cells["i002/result-1"].value = "残った文"
    for at in (1, 2, 3, 4, 5, 6, 8, 9):
        book["記入"].cell(row, at).font = Font(strike=True)
    form = read(saved(book))
    assert form.answers["i001/result-1"] == "改めた。"
    assert form.answers["i002/result-1"] == "残った文"
    assert form.answers.get("i002/issues-1", "") == ""
    assert told(form) == [
        (Stray.STRUCK, "準備中。", ("i001/result-1",)),
        (Stray.STRUCK, "古い文", ("i002/issues-1",)),
    ]


def test_what_was_sent_and_not_changed_is_not_told() -> None:
    request = replace(REQUEST, base={**REQUEST.base, "i001/k1": "12.3", "i001/issues-1": "0"})
    book: Any = openpyxl.load_workbook(io.BytesIO(workbook_form.request_form_bytes(request)))
    cell = rows_of(book)["i001/k1"]
    cell.value, cell.number_format = 12.345, "0.0"
    form = read(saved(book))
    assert ("i001/k1" in form.answers, form.unplaced) == (False, ())


def test_taken_values_say_so() -> None:
    assert [why for why in Stray if why.is_taken] == [
        Stray.SHOWN_OTHERWISE,
        Stray.MADE_DATE,
        Stray.LINKED_ZERO,
    ]
    assert Unplaced("記入", 5, "G", "1月2日", Stray.MADE_DATE).why.is_taken


def test_a_line_break_in_a_figure_stays() -> None:
    form = read(
        typed({"i001/k1": ("12会議\n（うち市民 5会議）", "@"), "i001/rating": ("A\n", "@")})
    )
    assert form.answers["i001/k1"] == "12会議\n（うち市民 5会議）"
    assert form.answers["i001/rating"] == "A "
