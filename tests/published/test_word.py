"""Tables of Word documents, as Word writes them and as nobody should."""

from __future__ import annotations

import time
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from dxdesk.domain.reading import Noted
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.published import read_published
from dxdesk.files.published.grid import Grid, read_grid
from tests.files.books import TYPES, zipped
from tests.files.words import cell, document, document_of, paragraph, row, run, table
from tests.plans import THREE_COLUMN, WIDE
from tests.published.test_damage import plain, read, rows_of


def grid_of(tmp_path: Path, data: bytes) -> Grid:
    (tmp_path / "計画.bin").write_bytes(data)
    return read_grid(tmp_path / "計画.bin")


def cells_of(tmp_path: Path, body: str) -> list[tuple[str, ...]]:
    return [row.cells for row in grid_of(tmp_path, document(body)).rows]


@pytest.mark.parametrize("text", [THREE_COLUMN, WIDE], ids=["three-column", "wide"])
def test_a_word_document_gives_the_same_plan(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.docx").write_bytes(document_of(rows_of(text)))
    reading = read_published(tmp_path / "plan.docx", plan_id="p")
    assert plain(reading) == plain(read(tmp_path, text))


DELETED = "<w:del><w:r><w:delText>古い</w:delText></w:r></w:del>"
MOVED = f"<w:moveFrom>{run('元')}</w:moveFrom>"
INSERTED = f"<w:ins>{run('新しい')}</w:ins>"
RUBY = f"<w:ruby><w:rt>{run('よみ')}</w:rt><w:rubyBase>{run('漢字')}</w:rubyBase></w:ruby>"
DRAWN = f"<mc xmlns='x'><Choice>{run('箱')}</Choice><Fallback>{run('箱')}</Fallback></mc>"

SHAPES = [
    ("lines", row([cell("一行目\n二行目"), cell("b")]), [("一行目\n二行目", "b")]),
    (
        "paragraphs",
        row([cell(inside=paragraph(run("甲")) + paragraph("") + paragraph(run("乙"))), cell("b")]),
        [("甲\n乙", "b")],
    ),
    ("a tab in a cell", row([cell("a\tb"), cell("c")]), [("a\tb", "c")]),
    ("columns joined", row([cell("a", "<w:gridSpan w:val='3'/>"), cell("b")]), [("a", "", "", "b")]),
    (
        "rows joined",
        row([cell("a", "<w:vMerge w:val='restart'/>"), cell("b")])
        + row([cell("", "<w:vMerge/>"), cell("c")]),
        [("a", "b"), ("", "c")],
    ),
    ("columns left out before", row([cell("b")], "<w:gridBefore w:val='2'/>"), [("", "", "b")]),
    ("struck out and put in", row([cell(inside=paragraph(DELETED + MOVED + INSERTED))]), [("新しい",)]),
    ("a row struck out", row([cell("a")], "<w:del/>") + row([cell("b")]), [("b",)]),
    ("a reading above", row([cell(inside=paragraph(RUBY))]), [("漢字",)]),
    ("a drawing written twice", row([cell(inside=paragraph(DRAWN))]), [("箱",)]),
    (
        "content controls",
        f"<w:sdt><w:sdtContent>{row([cell('a')])}</w:sdtContent></w:sdt>",
        [("a",)],
    ),
    ("a table in a cell", row([cell(inside=paragraph(run("a")) + table([row([cell("b"), cell("c")])]))]), [("a\nb c",)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES]
)
def test_rows_of_a_table(tmp_path: Path, rows: str, expected: list[tuple[str, ...]]) -> None:
    assert cells_of(tmp_path, table([rows])) == expected


def test_paragraphs_are_rows_and_their_tabs_end_cells(tmp_path: Path) -> None:
    body = paragraph(run("海市DX計画")) + paragraph("") + paragraph(run("A\t計画どおり"))
    grid = grid_of(tmp_path, document(body + table([row([cell("a")])])))
    assert [(r.place, r.cells) for r in grid.rows] == [
        ("1段落目", ("海市DX計画",)),
        ("2段落目", ("A", "計画どおり")),
        ("表1の1行目", ("a",)),
    ]


def test_what_cannot_stand_in_a_row_is_noted_at_it(tmp_path: Path) -> None:
    mark = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    listed = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:p>"
    below = cell("隠れた文", "<w:vMerge/>")
    rows = [
        row([cell(inside=paragraph(run("a") + mark)), cell("b")]),
        row([cell(inside=listed * 2)]),
        row([cell("c"), below]),
        row([cell(inside=table([row([cell("d")])]))]),
    ]
    notes = f"<w:footnote w:id='2'>{paragraph(run('暫定値です。'))}</w:footnote>"
    grid = grid_of(tmp_path, document(table(rows), footnotes=notes))
    assert [(note.place, note.noted, note.text) for note in grid.notes] == [
        ("表1の2行目", Noted.AUTO_NUMBERS, ""),
        ("表1の3行目", Noted.OUTSIDE, "隠れた文"),
        ("表1の4行目", Noted.NESTED_TABLE, ""),
        ("表1の1行目", Noted.FOOTNOTE, "暫定値です。"),
    ]


def listed(text: str, depth: int = 0, number: int = 7) -> str:
    level = f"<w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/>"
    return f"<w:p><w:pPr><w:numPr>{level}</w:numPr></w:pPr>{run(text)}</w:p>"


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    said = (
        f"<w:start w:val='{start}'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{escape(text)}'/>"
    )
    return f"<w:lvl w:ilvl='{depth}'>{said}</w:lvl>"


LISTS = [
    ("numbers", level(0, "decimal", "%1."), [(0, "甲"), (0, "乙")], "1. 甲\n2. 乙"),
    ("from another", level(0, "decimal", "%1", 9), [(0, "甲"), (0, "乙")], "9 甲\n10 乙"),
    (
        "two levels",
        level(0, "decimal", "%1") + level(1, "decimal", "%1-%2"),
        [(0, "甲"), (1, "乙"), (1, "丙"), (0, "丁"), (1, "戊")],
        "1 甲\n1-1 乙\n1-2 丙\n2 丁\n2-1 戊",
    ),
    ("circles", level(0, "decimalEnclosedCircle", "%1"), [(0, "甲"), (0, "乙")], "① 甲\n② 乙"),
    ("roman", level(0, "upperRoman", "%1"), [(0, "甲")] * 4, "I 甲\nII 甲\nIII 甲\nIV 甲"),
    ("kana", level(0, "aiueoFullWidth", "(%1)"), [(0, "甲"), (0, "乙")], "(ア) 甲\n(イ) 乙"),
    ("wide", level(0, "decimalFullWidth", "第%1"), [(0, "甲")], "第１ 甲"),
    ("bullets", level(0, "bullet", "\uf0b7"), [(0, "甲")], "・ 甲"),
    ("a text without end", level(0, "decimal", "%1" * 50_000), [(0, "甲")], "甲"),
    ("unknown", level(0, "hebrew1", "%1"), [(0, "甲")], "甲"),
]


@pytest.mark.parametrize(
    ("levels", "texts", "expected"), [one[1:] for one in LISTS], ids=[one[0] for one in LISTS]
)
def test_numbers_that_word_prints_are_text(
    tmp_path: Path, levels: str, texts: list[tuple[int, str]], expected: str
) -> None:
    inside = "".join(listed(text, depth) for depth, text in texts) + listed("外", number=0)
    numbering = (
        f"<w:abstractNum w:abstractNumId='3'>{levels}</w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='3'/></w:num>"
    )
    data = document(table([row([cell(inside=inside)])]), numbering=numbering)
    grid = grid_of(tmp_path, data)
    assert grid.rows[0].cells == (f"{expected}\n外",)
    known = "hebrew1" not in levels and len(levels) < 1_000
    assert bool(grid.notes) is not known


WIDE_SPAN = "<w:gridSpan w:val='{}'/>"
ENTITY = '<!DOCTYPE w [<!ENTITY a "aaaa">]>'
DEEP = "<w:tbl><w:tr><w:tc>"
HOSTILE = [
    ("a span of a million", row([cell("a", WIDE_SPAN.format(10**6))]), Trouble.FILE_TOO_LARGE),
    ("a span without end", row([cell("a", WIDE_SPAN.format("9" * 5000))]), Trouble.FILE_TOO_LARGE),
    ("many spans", row([cell("a", WIDE_SPAN.format(200))] * 2), Trouble.FILE_TOO_LARGE),
    ("wide rows", row([cell("a", WIDE_SPAN.format(250))]) * 9_000, Trouble.FILE_TOO_LARGE),
    ("a million rows", "<w:tr><w:tc/></w:tr>" * 1_000_000, Trouble.FILE_TOO_LARGE),
    ("a million tabs", row([cell(inside="<w:p><w:tab/></w:p>" * 2_000_000)]), Trouble.FILE_TOO_LARGE),
    ("tables in tables", DEEP * 200, Trouble.FILE_DAMAGED),
    ("not closed", "<w:tr>", Trouble.FILE_DAMAGED),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "trouble"), [h[1:] for h in HOSTILE], ids=[h[0] for h in HOSTILE])
def test_hostile_documents_are_refused(tmp_path: Path, rows: str, trouble: Trouble) -> None:
    began = time.process_time()
    with pytest.raises(DxdeskError) as caught:
        grid_of(tmp_path, document(table([rows])))
    assert caught.value.trouble is trouble
    assert time.process_time() - began < 5


def test_entities_are_refused(tmp_path: Path) -> None:
    xml = f"{ENTITY}<document><body><p><r><t>&a;</t></r></p></body></document>"
    with pytest.raises(DxdeskError) as caught:
        grid_of(tmp_path, zipped({"[Content_Types].xml": TYPES, "word/document.xml": xml}))
    assert caught.value.trouble is Trouble.FILE_DAMAGED


@pytest.mark.parametrize("span", ["0", "-1", "x", ""])
def test_spans_that_are_none(tmp_path: Path, span: str) -> None:
    rows = row([cell("a", f"<w:gridSpan w:val='{span}'/>"), cell("b")])
    assert cells_of(tmp_path, table([rows])) == [("a", "b")]


def struck(text: str, how: str = "<w:strike/>") -> str:
    return f"<w:r><w:rPr>{how}</w:rPr><w:t>{text}</w:t></w:r>"


def sign(font: str, code: str) -> str:
    return f"<w:r><w:sym w:font='{font}' w:char='{code}'/></w:r>"


STRUCK = [
    ("a line", run("残") + struck("消"), "残", ["消"]),
    ("two lines", run("残") + struck("消", "<w:dstrike w:val='true'/>"), "残", ["消"]),
    ("no line", struck("残", "<w:strike w:val='0'/>"), "残", []),
    ("a style's line", struck("消", "<w:rStyle w:val='gone'/>") + run("残"), "残", ["消"]),
    (
        "a style's line taken back",
        struck("残", "<w:rStyle w:val='gone'/><w:strike w:val='false'/>"),
        "残",
        [],
    ),
    ("the paragraph's mark", "<w:pPr><w:rPr><w:strike/></w:rPr></w:pPr>" + run("残"), "残", []),
    (
        "a former line",
        struck("残", "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>"),
        "残",
        [],
    ),
    ("a deletion", run("残") + DELETED, "残", ["古い"]),
    ("moved away", run("残") + MOVED, "残", []),
    ("pieces", struck("消え") + run("残") + struck("た"), "残", ["消えた"]),
]


@pytest.mark.parametrize(
    ("inside", "left", "gone"), [s[1:] for s in STRUCK], ids=[s[0] for s in STRUCK]
)
def test_what_is_struck_out_is_a_note(
    tmp_path: Path, inside: str, left: str, gone: list[str]
) -> None:
    styles = "<w:style w:type='character' w:styleId='gone'><w:rPr><w:strike/></w:rPr></w:style>"
    body = table([row([cell(inside=paragraph(inside)), cell("b")])])
    grid = grid_of(tmp_path, document(body, styles=styles))
    assert [r.cells for r in grid.rows] == [(left, "b")]
    assert [(n.place, n.text) for n in grid.notes if n.noted is Noted.STRUCK] == [
        ("表1の1行目", text) for text in gone
    ]


def test_a_row_that_was_deleted_is_a_note(tmp_path: Path) -> None:
    grid = grid_of(tmp_path, document(table([row([cell("a"), cell("b")], "<w:del/>")])))
    assert [(n.noted, n.text) for n in grid.notes] == [(Noted.STRUCK, "a b")]


def test_signs_of_fonts_without_letters(tmp_path: Path) -> None:
    known = sign("Wingdings", "F0FC") + sign("Wingdings 2", "52") + sign("ＭＳ 明朝", "2460")
    grid = grid_of(tmp_path, document(paragraph(run("甲") + known)))
    assert [r.cells for r in grid.rows] == [("甲✓☑①",)]
    assert not grid.notes
    for font, code in (("Webdings", "F061"), ("Wingdings", "F025"), ("", ""), ("Symbol", "xyz")):
        grid = grid_of(tmp_path, document(paragraph(run("甲") + sign(font, code))))
        assert [r.cells for r in grid.rows] == [("甲〓",)], font
        assert [note.noted for note in grid.notes] == [Noted.SYMBOL]
