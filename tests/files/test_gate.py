from __future__ import annotations

import io
import os
import struct
import time
import tracemalloc
import zipfile
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.archive import Limits
from dxdesk.files.gate import open_zip, read_bytes
from tests.causes import NO_PIPES
from tests.files.books import sheet_xml, sheets_of, workbook, zipped


def trouble_of(data: bytes) -> Trouble:
    with pytest.raises(DxdeskError) as caught:
        sheets_of(data, "表.xlsx")
    assert caught.value.facts["file"] == "表.xlsx"
    return caught.value.trouble


def saved(*cells: tuple[Any, str]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row, (value, form) in enumerate(cells, 1):
        cell = sheet.cell(row, 1, value)
        cell.number_format = form
        if isinstance(value, str):
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_cell_reads_as_a_person_reads_it() -> None:
    cases: list[tuple[Any, str, str]] = [
        (73, "General", "73"),
        (45.3, "General", "45.3"),
        (0.1 + 0.2, "General", "0.3"),
        (42, "0.0", "42.0"),
        (92186, "#,##0", "92,186"),
        (0.453, "0.0%", "45.3%"),
        (0.07, "0%", "7%"),
        (0.42, "0.0%", "42.0%"),
        (-0.5, "General", "-0.5"),
        (10**15, "General", "1000000000000000"),
        (0, "General", "0"),
        (True, "General", "TRUE"),
        (date(2025, 3, 31), "yyyy/m/d", "2025/3/31"),
        (date(2025, 3, 31), '[$-411]ggge"年"m"月"d"日"', "令和7年3月31日"),
        (datetime(2025, 3, 31, 13, 5), "yyyy/m/d h:mm", "2025/3/31 13:05"),
        (clock(13, 5), "h:mm", "13:05"),
        (1.25, "[h]:mm:ss", "30:00:00"),
        (5, '0"件"', "5件"),
        (5, "[Red]0.0E+00", "5.0E+00"),
        ("#N/A", "@", "#N/A"),
        ("=1+1", "@", "=1+1"),
        ("0012", "@", "0012"),
        ("一行\n二行", "@", "一行\n二行"),
        ("  空白　", "@", "  空白　"),
        ("_x005F_x000D_", "@", "_x000D_"),
    ]
    sheet = sheets_of(saved(*((value, form) for value, form, _ in cases)))[0]
    assert [row[0] for row in sheet.rows] == [text for _, _, text in cases]


def test_cells_of_other_programs() -> None:
    cells = [
        ('<c r="A1" t="s"><v>0</v></c>', "漢字 続き"),
        ('<c r="A1" t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1" t="str"><f>A2</f><v>式の値</v></c>', "式の値"),
        ('<c r="A1"><f>A2*2</f><v>1.5</v></c>', "1.5"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>前</t></r><rPh><t>ヨミ</t></rPh><r><t>後</t></r></is></c>',
            "前後",
        ),
        ('<c r="A1" t="str"><v><![CDATA[囲み]]>文字</v></c>', "囲み文字"),
        ('<c r="A1" t="str"><v>_xD842__xDFB7_野</v></c>', "𠮷野"),
        ('<c r="A1" t="str"><v>a_x000D_&#10;b</v></c>', "a\nb"),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A1" t="d"><v>2025-03-31</v></c>', "2025-03-31"),
        ('<c r="A1"><v>1e999</v></c>', "1e999"),
        ('<c r="A1"><v>1.2E-3</v></c>', "0.0012"),
        ('<c r="A1" s="1"><v>45747</v></c>', "2025/3/31"),
        ('<c r="A1" s="9"><v>45747</v></c>', "45747"),
        ('<c r="A1" s="1"><v>-5e9</v></c>', "-5000000000"),
        ("<c><v>1</v></c>", "1"),
    ]
    strings = "<si><r><t>漢字</t></r><r><t> 続き</t></r><rPh><t>カンジ</t></rPh></si>"
    styles = '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    for cell, text in cells:
        data = workbook(sheet_xml(f"<row>{cell}</row>"), strings=strings, styles=styles)
        assert sheets_of(data)[0].rows == [[text]], cell


def test_cells_stand_where_their_references_say() -> None:
    rows = '<row r="2"><c r="C2"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="D2:XFD2"/></mergeCells>'
    sheet = sheets_of(workbook(sheet_xml(rows, merged)))[0]
    assert sheet.rows == [["", "", "", ""], ["", "", "1", "2"], ["3", "", "", ""]]
    assert sheet.merged == [(0, 0, 1, 1), (1, 3, 1, 3)]


def test_a_styled_but_empty_far_cell_is_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="3"/></row>'
    assert sheets_of(workbook(sheet_xml(rows)))[0].rows == [["1"]]


def test_a_workbook_without_cells_has_an_empty_sheet() -> None:
    sheet = sheets_of(workbook(sheet_xml("")))[0]
    assert (sheet.name, sheet.rows, sheet.merged) == ("表", [], [])


def test_cells_that_have_to_be_told_of_are_counted() -> None:
    data = workbook(sheet_xml("<row>" + "<c><f/></c>" * 12_000 + "</row>"))
    assert len(sheets_of(data)[0].marks) == 12_000
    rows = "".join("<row>" + "<c><f/></c>" * 10_000 + "</row>" for _ in range(21))
    assert trouble_of(workbook(sheet_xml(rows))) is Trouble.FILE_TOO_LARGE


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
HUGE = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
MANY = "<row>" + '<c t="s"><v>0</v></c>' * 12_000 + "</row>"

BOMBS: list[tuple[str, bytes, Trouble]] = [
    ("far cell", workbook(sheet_xml(ONE + FAR)), Trouble.FILE_TOO_LARGE),
    ("huge merged range", workbook(sheet_xml(ONE, HUGE)), Trouble.FILE_TOO_LARGE),
    (
        "one text a thousand times",
        workbook(sheet_xml(MANY), strings=f"<si><t>{'あ' * 32_000}</t></si>"),
        Trouble.FILE_TOO_LARGE,
    ),
    (
        "one struck text a thousand times",
        workbook(
            sheet_xml(MANY),
            strings=f"<si><r><rPr><strike/></rPr><t>{'あ' * 32_000}</t></r></si>",
        ),
        Trouble.FILE_TOO_LARGE,
    ),
    ("zip bomb", workbook(sheet_xml(ONE + " " * 60_000_000)), Trouble.FILE_TOO_LARGE),
    (
        "ten thousand entries",
        zipped({f"xl/{index}.xml": "" for index in range(10_000)}),
        Trouble.FILE_TOO_LARGE,
    ),
    ("a million tags", workbook(sheet_xml("<row/>" * 6_000_001)), Trouble.FILE_TOO_LARGE),
    (
        "column beyond Z's",
        workbook(sheet_xml('<row><c r="AAAAAAAAA1"><v>1</v></c></row>')),
        Trouble.FILE_DAMAGED,
    ),
    ("row 0", workbook(sheet_xml('<row r="0"><c><v>1</v></c></row>')), Trouble.FILE_DAMAGED),
    (
        "column XFE",
        workbook(sheet_xml('<row><c r="XFE1"><v>1</v></c></row>')),
        Trouble.FILE_DAMAGED,
    ),
    (
        "string too far",
        workbook(sheet_xml('<row><c t="s"><v>7</v></c></row>')),
        Trouble.FILE_DAMAGED,
    ),
    ("merged nonsense", workbook(sheet_xml(ONE, '<mergeCell ref="foo"/>')), Trouble.FILE_DAMAGED),
    (
        "merged backwards",
        workbook(sheet_xml(ONE, '<mergeCell ref="B2:A1"/>')),
        Trouble.FILE_DAMAGED,
    ),
    (
        "merged twice",
        workbook(sheet_xml(ONE, '<mergeCell ref="A1:B2"/>' * 3)),
        Trouble.FILE_DAMAGED,
    ),
    ("deep", workbook("<a>" * 100_000 + "</a>" * 100_000), Trouble.FILE_DAMAGED),
    ("cut", workbook(sheet_xml(ONE)[:-20]), Trouble.FILE_DAMAGED),
    (
        "entities",
        workbook('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + sheet_xml(ONE)),
        Trouble.FILE_DAMAGED,
    ),
    (
        "odd encoding",
        workbook('<?xml version="1.0" encoding="klingon"?>' + sheet_xml(ONE)),
        Trouble.FILE_DAMAGED,
    ),
    (
        "no sheet",
        workbook("", **{"xl/_rels/workbook.xml.rels": "<Relationships/>"}),
        Trouble.FILE_DAMAGED,
    ),
    ("a zip", zipped({"a.txt": "a"}), Trouble.WRONG_KIND),
    ("a zip in a zip", zipped({"inner.zip": zipped({"a.txt": "a" * 1000})}), Trouble.WRONG_KIND),
    ("an old .xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Trouble.WRONG_KIND),
    ("text", "計画".encode(), Trouble.WRONG_KIND),
    ("nothing", b"", Trouble.FILE_DAMAGED),
    ("half a zip", workbook(sheet_xml(ONE))[:400], Trouble.FILE_DAMAGED),
    ("folder above", workbook(sheet_xml(ONE), **{"xl/../../a": "a"}), Trouble.FILE_DAMAGED),
    ("absolute", workbook(sheet_xml(ONE), **{"/etc/a": "a"}), Trouble.FILE_DAMAGED),
    ("drive", workbook(sheet_xml(ONE), **{"C:\\a": "a"}), Trouble.FILE_DAMAGED),
    ("same name", workbook(sheet_xml(ONE), **{"XL/Workbook.xml": "<a/>"}), Trouble.FILE_DAMAGED),
]


@pytest.mark.parametrize(("data", "trouble"), [b[1:] for b in BOMBS], ids=[b[0] for b in BOMBS])
def test_a_bomb_is_refused_at_once(data: bytes, trouble: Trouble) -> None:
    start = time.perf_counter()
    assert trouble_of(data) is trouble
    assert time.perf_counter() - start < 2


def test_an_encrypted_entry_is_no_workbook_of_ours() -> None:
    data = bytearray(workbook(sheet_xml(ONE)))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert trouble_of(bytes(data)) is Trouble.WRONG_KIND


@pytest.mark.parametrize("declared", [10, 50_000_000, 0])
def test_a_lying_size_unpacks_no_more_than_it_says(declared: int) -> None:
    data = bytearray(zipped({"a": bytes(100_000_000)}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", declared)
    tracemalloc.start()
    with pytest.raises(DxdeskError) as caught:
        open_zip(bytes(data), file="a").read("a")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.trouble in (Trouble.FILE_DAMAGED, Trouble.FILE_TOO_LARGE)
    assert peak < 2 * declared + 2_000_000


def test_limits_are_those_given() -> None:
    data = zipped({"a": "12345", "b": "12345"})
    assert open_zip(data, file="a", limits=Limits(2, 10)).names == {"a", "b"}
    for limits in (Limits(1, 10), Limits(2, 9)):
        with pytest.raises(DxdeskError, match="FILE_TOO_LARGE"):
            open_zip(data, file="a", limits=limits)
    with pytest.raises(DxdeskError, match="FILE_TOO_LARGE"):
        open_zip(data, file="a").read("a", 4)
    with pytest.raises(DxdeskError, match="FILE_DAMAGED"):
        open_zip(data, file="a").read("c")


def test_other_compressions_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a", "a" * 1000)
    with pytest.raises(DxdeskError, match="FILE_DAMAGED"):
        open_zip(out.getvalue(), file="a")


def test_read_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    cases = [(path, 4, Trouble.FILE_TOO_LARGE), (tmp_path, 9, Trouble.FILE_UNREADABLE)]
    cases.append((tmp_path / "b", 9, Trouble.FILE_MISSING))
    for place, limit, trouble in cases:
        with pytest.raises(DxdeskError) as caught:
            read_bytes(place, limit)
        assert caught.value.trouble is trouble


@NO_PIPES.mark()
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DxdeskError, match="FILE_UNREADABLE"):
        read_bytes(tmp_path / "pipe", 9)


GOOD = saved(("計画", "@"), (73, "0.0"), (date(2025, 3, 31), "yyyy/m/d"))


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_workbook_is_refused_or_reads_the_same(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(GOOD) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.sampled_from([len(GOOD), len(GOOD), data.draw(st.integers(0, len(GOOD)))]))
    try:
        sheets = sheets_of(bytes(damaged[:cut]))
    except DxdeskError:
        return
    assert [sheet.rows for sheet in sheets] == [[["計画"], ["73.0"], ["2025/3/31"]]]


def test_a_workbook_without_a_part_that_it_names_is_refused() -> None:
    """Without its number formats a date would read as 45747, in silence."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as whole, zipfile.ZipFile(out, "w") as less:
        for name in whole.namelist():
            if name != "xl/styles.xml":
                less.writestr(name, whole.read(name))
    with pytest.raises(DxdeskError, match="FILE_DAMAGED"):
        sheets_of(out.getvalue())


def test_comments_and_shapes_are_notes_where_they_stand() -> None:
    relations = (
        '<Relationships><Relationship Type="a/comments" Target="../comments1.xml"/>'
        '<Relationship Type="a/drawing" Target="/xl/drawings/drawing1.xml"/>'
        '<Relationship Type="a/drawing" Target="../missing.xml"/></Relationships>'
    )
    comments = (
        '<comments><comment ref="C2"><text><r><t>市民課:</t></r><r><t>\n30件</t></r>'
        "<rPh><t>ケン</t></rPh></text></comment>"
        '<comment ref="A1"><text><t> </t></text></comment></comments>'
    )
    shape = (
        '<x:d xmlns:x="x" xmlns:a="a"><x:from><x:col>1</x:col><x:row>9</x:row></x:from>'
        "<x:to><x:col>5</x:col><x:row>12</x:row></x:to>"
        "<x:txBody><a:p><a:t>一行目</a:t></a:p><a:p><a:t>二行目</a:t></a:p></x:txBody></x:d>"
    )
    (sheet,) = sheets_of(
        workbook(
            sheet_xml(""),
            **{
                "xl/worksheets/_rels/sheet1.xml.rels": relations,
                "xl/comments1.xml": comments,
                "xl/drawings/drawing1.xml": shape,
            },
        )
    )
    assert sheet.notes == ((1, 2, "市民課:\n30件"), (9, 1, "一行目\n二行目"))
